//! Codes and wording of rules that are off by default.

use outwit_diagnostics::{Code, Diagnostic, Span};

use super::*;
use crate::passes::Gated;

/// Rules of the specification about gates, which no other tool enforces.
pub static GATE_RULES: &[&Code] = &[&GATED_REFERENCE, &WEAKER_GATE];

/// Syntax that the specification gates and no WASI release has.
pub static GATED_SYNTAX: &[&Code] = &[&GATED_FIXED_LENGTH_LIST, &GATED_ERROR_CONTEXT, &GATED_ACCESSOR];

/// Syntax that came with a WASI release after 0.2.0.
pub static SHIPPED_SYNTAX: &[&Code] = &[&GATED_ASYNC, &GATED_MAP, &GATED_LABEL];

pub(crate) fn gated_reference(own: Option<&str>, gate: &str, at: Span, target: Span) -> Diagnostic {
    let message = match own {
        None => format!("an item without a gate refers to one that is `{gate}`"),
        Some(own) => format!("an item that is `{own}` refers to one that is `{gate}`"),
    };
    Diagnostic::new(&GATED_REFERENCE, message)
        .at(at, "gated more strongly than what refers to it")
        .also(target, "defined here")
        .help(format!("gate what refers to it too: `{gate}`"))
}

pub(crate) fn weaker_gate(
    own: Option<&str>,
    gate: &str,
    holder: &str,
    at: Span,
    holder_at: Span,
) -> Diagnostic {
    let (message, label) = match own {
        None => (format!("the {holder} around this item is `{gate}`, but the item has no gate"), "no gate"),
        Some(own) => {
            (format!("the {holder} around this item is `{gate}`, but the item is `{own}`"), "a weaker gate")
        }
    };
    Diagnostic::new(&WEAKER_GATE, message)
        .at(at, label)
        .also(holder_at, format!("the {holder}"))
        .help(format!("write `{gate}` here too"))
}

/// `count` uses, of which the first stands `at`.
pub(crate) fn gated_syntax(gated: Gated, at: Span, count: usize) -> Diagnostic {
    let (what, emoji, label) = match gated {
        Gated::FixedLengthList => ("lists of fixed length", "🔧", "a list of fixed length"),
        Gated::ErrorContext => ("`error-context`", "📝", "an error context"),
        Gated::Accessor => ("getters and setters", "📡", "a getter or setter"),
        Gated::AsyncFunction => ("`async` functions", "🔀", "an `async` function"),
        Gated::Stream => ("streams", "🔀", "a stream"),
        Gated::Future => ("futures", "🔀", "a future"),
        Gated::Map => ("maps", "🗺️", "a map"),
        Gated::Label => ("interfaces under another name", "🏷️", "an interface under another name"),
        Gated::ExternalId => ("external ids", "🏷️", "an external id"),
    };
    let release = match gated {
        Gated::FixedLengthList | Gated::ErrorContext | Gated::Accessor => None,
        Gated::AsyncFunction | Gated::Stream | Gated::Future => Some("0.3.0"),
        Gated::Map | Gated::Label | Gated::ExternalId => Some("0.3.1"),
    };
    let message = match release {
        None => format!("{what} are gated by the specification ({emoji}); no WASI release has them"),
        Some(release) => format!("{what} ({emoji}) came with WASI {release}; WASI 0.2 does not have them"),
    };
    let message = if gated == Gated::ErrorContext {
        message.replace(" are ", " is ").replace("them", "it")
    } else {
        message
    };
    let diagnostic = Diagnostic::new(gated.code(), message).at(at, label);
    let diagnostic = match release {
        None => diagnostic.note("it may change before one has it, and hosts may refuse it"),
        Some(_) => diagnostic,
    };
    match count {
        1 => diagnostic,
        _ => diagnostic.note(format!("it stands {count} times in this file of a dependency")),
    }
}
