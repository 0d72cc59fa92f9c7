//! The procedural macro behind `outwit::bindgen!`. Users call the macros of the crate `outwit`, which hand the path of their
//! runtime to this one.

mod config;
mod expand;
mod value;

/// Bindings for a world. The input is `(path of the runtime)` and then what the user wrote.
#[proc_macro]
pub fn bindgen_impl(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::expand(input.into()).into()
}
