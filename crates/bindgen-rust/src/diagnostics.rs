//! Codes and wording of what Rust bindings refuse, one constructor for each message.

use outwit_diagnostics::{Diagnostic, Span, codes, quoted_list};

// WIT0701 was a resource, which early versions could not express.
codes! {
    ASYNC_FUNCTION = "WIT0702", "rust-async-function", Error, "an async function, which Rust bindings cannot express yet";
    ASYNC_TYPE = "WIT0703", "rust-async-type", Error, "a stream, future or error context, which Rust bindings cannot express yet";
    FOREIGN_INTERFACE = "WIT0704", "rust-foreign-interface", Error, "an interface of another package where only those of this one are wanted";
    OPTION_NAME = "WIT0710", "rust-option-name", Error, "a name in an option that fits nothing in the world, or too much";
    IMPOSSIBLE_DERIVE = "WIT0711", "rust-impossible-derive", Error, "a derive that a type cannot have";
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

/// `missing` are the places where the world imports the interfaces, with their ids.
pub(crate) fn foreign_interfaces(missing: &[(Span, String)]) -> Diagnostic {
    let names = || quoted_list(missing.iter().map(|(_, id)| id.as_str()));
    let what = match missing.len() {
        1 => format!("{}, which is of another package", names()),
        2..=4 => format!("{}, which are of other packages", names()),
        count => format!("{count} interfaces of other packages"),
    };
    let mut help = String::from("say where each comes from, or that it is to be generated:\n\nwith: {\n");
    for (_, id) in missing {
        help += &format!("    {id:?}: generate,\n");
    }
    help += "},\n\nor generate all of them: `generate_all`";
    let mut diagnostic = Diagnostic::new(&FOREIGN_INTERFACE, format!("the world imports {what}"));
    if let Some((span, _)) = missing.first() {
        diagnostic = diagnostic.at(*span, "needed here");
    }
    diagnostic.help(help)
}

/// A key of `with` that names nothing.
pub(crate) fn unused_key(key: &str, what: &str, close: Option<&str>) -> Diagnostic {
    Diagnostic::new(&OPTION_NAME, format!("`with` names `{key}`, but the world has no {what} of this name"))
        .help_if(close.map(|close| format!("did you mean `{close}`?")))
}

/// A key of `with` that stands there twice.
pub(crate) fn repeated_key(key: &str) -> Diagnostic {
    Diagnostic::new(&OPTION_NAME, format!("`with` names `{key}` twice"))
}

/// A key of `with` with a path, which names something of several versions or interfaces.
pub(crate) fn ambiguous_key(key: &str, names: &[String]) -> Diagnostic {
    Diagnostic::new(&OPTION_NAME, format!("`with` names `{key}`, which is there several times"))
        .note(format!("it could be of {}", quoted_list(names.iter().map(String::as_str))))
        .help("write the whole name, with its version: one path cannot stand for all of them")
}

/// A feature that gates nothing, beside one of nearly the same name that does.
pub(crate) fn unknown_feature(feature: &str, close: &str) -> Diagnostic {
    Diagnostic::new(
        &OPTION_NAME,
        format!("`features` names `{feature}`, but nothing in the WIT is gated by it"),
    )
    .help(format!("did you mean `{close}`?"))
}

/// A selector that selects nothing.
pub(crate) fn unused_selector(option: &str, selector: &str, what: &str, close: Option<&str>) -> Diagnostic {
    Diagnostic::new(
        &OPTION_NAME,
        format!("`{option}` names `{selector}`, but the world has no {what} of this name"),
    )
    .help_if(close.map(|close| format!("did you mean `{close}`?")))
}

/// A derive with the places that forbid it, each with what it is, and the types that would have to do without it.
pub(crate) fn impossible_derive(
    derive: &str,
    forbidding: &[(Option<Span>, String)],
    types: &[String],
) -> Diagnostic {
    const SHOWN: usize = 5;
    let count = match types {
        [one] => format!("`{one}` cannot have the derive `{derive}`"),
        many => format!("{} types cannot have the derive `{derive}`", many.len()),
    };
    let mut diagnostic = Diagnostic::new(&IMPOSSIBLE_DERIVE, count);
    for (index, (span, text)) in forbidding.iter().take(SHOWN).enumerate() {
        diagnostic = match span {
            Some(span) if index == 0 => diagnostic.at(*span, text.clone()),
            Some(span) => diagnostic.also(*span, text.clone()),
            None => diagnostic.note(text.clone()),
        };
    }
    if forbidding.len() > SHOWN {
        diagnostic = diagnostic.note(format!("and {} more", forbidding.len() - SHOWN));
    }
    let mut help =
        String::from("leave these types without additional derives:\n\nadditional_derives_ignore: [\n");
    for ty in types {
        help += &format!("    {ty:?},\n");
    }
    help += "],";
    diagnostic.help(help)
}
