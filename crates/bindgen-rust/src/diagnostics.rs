//! Codes and wording of what Rust bindings refuse, one constructor for each message.

use outwit_diagnostics::{Diagnostic, Span, codes};

// WIT0701 was a resource, which early versions could not express.
codes! {
    ASYNC_FUNCTION = "WIT0702", "rust-async-function", Error, "an async function, which Rust bindings cannot express yet";
    ASYNC_TYPE = "WIT0703", "rust-async-type", Error, "a stream, future or error context, which Rust bindings cannot express yet";
    FOREIGN_INTERFACE = "WIT0704", "rust-foreign-interface", Error, "an interface of another package where only those of this one are wanted";
}

pub(crate) fn async_function(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &ASYNC_FUNCTION,
        format!("Rust bindings have no async functions yet, but `{name}` is one"),
    )
    .at(span, "this function is async")
    .help("make it a plain `func`, or leave it out with the option `skip`")
}

pub(crate) fn async_type(span: Span, name: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&ASYNC_TYPE, format!("Rust bindings have no {what} yet, but `{name}` holds one"))
        .at(span, format!("this holds a type `{what}`"))
        .help("use a type without it, or leave the function out with the option `skip`")
}

pub(crate) fn foreign_interface(span: Span, id: &str) -> Diagnostic {
    Diagnostic::new(&FOREIGN_INTERFACE, format!("the world needs `{id}`, which is of another package"))
        .at(span, "needed here")
        .help("set `generate_all` to generate it too")
}
