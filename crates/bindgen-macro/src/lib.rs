//! The procedural macro behind `outwit::bindgen!` and `outwit::generate!`. Users call the macros of the crate `outwit`, which hand the path of their
//! runtime to this one.

mod config;
mod debug;
mod error;
mod expand;
mod literal;
mod reader;
mod string;
mod value;

/// Bindings for a world. The input is `(path of the runtime, name of the macro that was called)` and then what the user wrote.
#[proc_macro]
pub fn bindgen_impl(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::expand(input.into()).into()
}
