//! The public macros. They hand `$crate` to the procedural macro behind them, so that bindings find the runtime whatever the
//! crate is called where the macro is used, also through a third crate that re-exports it.

/// Generates bindings for a WIT world in place.
///
/// ```text
/// outwit::bindgen!();                        // the only world in the folder `wit`
/// outwit::bindgen!("my-world");              // this world in the folder `wit`
/// outwit::bindgen!(in "path");               // the only world there
/// outwit::bindgen!("my-world" in "path");
/// outwit::bindgen!({
///     path: "wit",                           // or a list; files and folders, relative to the manifest
///     world: "ns:pkg/my-world",              // not needed if there is only one
/// });
/// ```
///
/// What is imported becomes a module with functions, `ns::pkg::interface::function`. What is exported becomes a trait
/// `Guest`, in `exports::ns::pkg::interface` or, for functions of the world itself, right here, and the macro
/// `export!(Type)`, which exports a type that implements all these traits.
///
/// # Options
///
#[doc = include_str!("options.md")]
///
/// A flag is on by its name alone, and takes `true` or `false`. Strings may be made by `concat!`, `env!`, `include_str!` or
/// `stringify!` (Cargo feature `macro-string`, on by default). The page `docs/options.md` of the repository says more
/// about each.
///
/// With the Cargo feature `wasm-packages`, `path` and `deps` may have packages in binary form (`.wasm`), too.
#[macro_export]
macro_rules! bindgen {
    ($($options:tt)*) => {
        $crate::__private::bindgen_impl! { ($crate::rt, bindgen) $($options)* }
    };
}

/// [`bindgen!`](crate::bindgen!) with the defaults of the published generator, whose macro has this name: where that stood,
/// this can stand.
///
/// Two defaults are different. `generate_all` is off: an imported interface of another package is generated only if `with`
/// names it; what is missing is listed, ready to paste. And `keywords` is `"underscore"`: what WIT calls `type` is `type_`.
#[macro_export]
macro_rules! generate {
    ($($options:tt)*) => {
        $crate::__private::bindgen_impl! { ($crate::rt, generate) $($options)* }
    };
}
