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
/// | key | value | |
/// |---|---|---|
/// | `path` | `"path"` or `["a", "b"]` | WIT files and folders, relative to the manifest of the crate; default `wit` |
/// | `inline` | `"package ..."` | WIT right here; its worlds are the ones to choose from, and `path` has what it depends on |
/// | `world` | `"name"` or `"ns:pkg/name"` | the world, if there are several |
/// | `features` | `["name"]` | what `@unstable` items to show |
/// | `generate_all` | a flag | whether interfaces of other packages are generated too; default `true` |
/// | `generate_unused_types` | a flag | also types that no function uses |
/// | `skip` | `["name"]` | functions to leave out |
/// | `additional_derives` | `[Path, ...]` | derives for records, variants and enums |
/// | `runtime_path` | `"path"` | where the module `rt` of this crate is found |
/// | `export_macro_name` | `"name"` | what `export!` is called |
/// | `default_bindings_module` | `"path"` | where `export!(Type)` looks for the bindings; default `self` |
/// | `type_section_suffix` | `"text"` | tells apart two sections for one world in one component |
///
/// With the Cargo feature `wasm-packages`, `path` and `deps` may have packages in binary form (`.wasm`), too.
#[macro_export]
macro_rules! bindgen {
    ($($options:tt)*) => {
        $crate::__private::bindgen_impl! { ($crate::rt) $($options)* }
    };
}

/// [`bindgen!`](crate::bindgen!) under another name.
#[macro_export]
macro_rules! generate {
    ($($options:tt)*) => {
        $crate::__private::bindgen_impl! { ($crate::rt) $($options)* }
    };
}
