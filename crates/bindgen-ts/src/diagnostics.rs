//! What TypeScript declarations do not express yet: codes and wording.

use outwit_diagnostics::{Diagnostic, Span, codes};

codes! {
    RESOURCE = "WIT0750", "typescript-resource", Error, "a resource, which TypeScript declarations do not express";
    ASYNC_FUNCTION = "WIT0751", "typescript-async-function", Error, "an async function, which TypeScript declarations do not express";
    STREAM = "WIT0752", "typescript-stream", Error, "a stream or future, which TypeScript declarations do not express";
    ERROR_CONTEXT = "WIT0753", "typescript-error-context", Error, "an error context, which TypeScript declarations do not express";
}

const HELP: &str = "generate from a world that does not reach it";

pub(crate) fn resource(name: &str, at: Span) -> Diagnostic {
    Diagnostic::new(&RESOURCE, format!("the resource `{name}` cannot be declared in TypeScript yet"))
        .at(at, "a resource")
        .note("declarations cover every synchronous type except handles")
        .help(HELP)
}

pub(crate) fn async_function(name: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &ASYNC_FUNCTION,
        format!("the async function `{name}` cannot be declared in TypeScript yet"),
    )
    .at(at, "an async function")
    .note("declarations cover synchronous functions")
    .help(HELP)
}

pub(crate) fn stream(what: &str, at: Span) -> Diagnostic {
    Diagnostic::new(&STREAM, format!("a {what} cannot be declared in TypeScript yet"))
        .at(at, format!("holds a {what}"))
        .note("declarations cover every synchronous type except handles")
        .help(HELP)
}

pub(crate) fn error_context(at: Span) -> Diagnostic {
    Diagnostic::new(&ERROR_CONTEXT, "an error context cannot be declared in TypeScript yet")
        .at(at, "holds an error context")
        .note("declarations cover every synchronous type except handles")
        .help(HELP)
}
