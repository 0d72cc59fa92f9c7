//! Wording about what types hold and how large they are.

use outwit_diagnostics::{Diagnostic, Span};

use super::*;

pub(crate) fn borrow_in_result(function: &str, at: Span, held: Option<Span>) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&BORROW_IN_RESULT, format!("the result of `{function}` holds a borrowed handle"))
            .at(at, "holds a `borrow`");
    also_held(diagnostic, held)
        .note("a borrow ends with the call that it was lent to")
        .help("return an owned handle")
}

pub(crate) fn stream_of_char(at: Span) -> Diagnostic {
    Diagnostic::new(&STREAM_OF_CHAR, "a stream cannot carry `char`")
        .at(at, "a stream of characters")
        .note("the specification keeps it out, so that such a stream can get an encoding of its own")
        .help("write `stream<u8>` and say which encoding the bytes have")
}

pub(crate) fn borrow_in_payload(what: &str, at: Span, held: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(&BORROW_IN_PAYLOAD, format!("a {what} cannot carry borrowed handles"))
        .at(at, "carries a `borrow`");
    also_held(diagnostic, held)
        .note(format!(
            "a borrow ends with the call that it was lent to; what a {what} carries may arrive later"
        ))
        .help("carry owned handles")
}

pub(crate) fn handle_in_map(at: Span, held: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(&HANDLE_IN_MAP, "the values of a map cannot hold handles")
        .at(at, "has values with handles");
    also_held(diagnostic, held)
        .note("of several values for one key all but the last are lost, and handles must not be lost")
        .help("write a `list` of `tuple`s")
}

fn also_held(diagnostic: Diagnostic, held: Option<Span>) -> Diagnostic {
    match held {
        Some(span) => diagnostic.also(span, "it is held here"),
        None => diagnostic,
    }
}

pub(crate) fn accessor_types(name: &str, ty: Option<&str>, at: Span, getter: Span) -> Diagnostic {
    let message = format!("the setter of `{name}` takes another type than its getter gives");
    let diagnostic = Diagnostic::new(&ACCESSOR_TYPES, message).at(at, "takes another type");
    match ty {
        Some(ty) => diagnostic
            .also(getter, format!("gives `{ty}`"))
            .help(format!("write `{name}: set(value: {ty});`")),
        None => diagnostic.also(getter, "the getter").help("let it take what the getter gives"),
    }
}

pub(crate) fn too_many_flags(count: usize, surplus: Span, at: Span) -> Diagnostic {
    Diagnostic::new(&TOO_MANY_FLAGS, format!("{count} flags, but 32 are the most"))
        .at(surplus, "one too many")
        .also(at, "in these flags")
        .help("split them into several `flags`")
}

/// `spans` are the first member too many, and the whole.
pub(crate) fn too_many_members(
    what: &str,
    members: &str,
    count: usize,
    most: usize,
    spans: (Span, Span),
) -> Diagnostic {
    let (surplus, whole) = spans;
    Diagnostic::new(&TOO_MANY_MEMBERS, format!("{count} {members}, but {most} are the most"))
        .at(surplus, "one too many")
        .also(whole, format!("in this {what}"))
        .note("validators of components refuse more")
        .help(format!("divide the {what}"))
}

pub(crate) fn too_many_interfaces(count: usize, most: usize, at: Span) -> Diagnostic {
    Diagnostic::new(
        &TOO_MANY_MEMBERS,
        format!("the world imports and exports {count} interfaces, but {most} are the most"),
    )
    .at(at, "too many interfaces")
    .note("validators of components refuse more")
    .help("divide the world")
}

pub(crate) fn type_too_deep(at: Span, depth: u32, limit: u32) -> Diagnostic {
    Diagnostic::new(
        &TYPE_TOO_DEEP,
        format!("types are nested {depth} levels deep, but {limit} are the most here"),
    )
    .at(at, "too deep, counting the types it consists of")
    .note("a component nests 100 levels; package, world, interface and function are among them")
    .help("flatten the types that it consists of")
}

pub(crate) fn value_too_large(at: Span) -> Diagnostic {
    Diagnostic::new(&VALUE_TOO_LARGE, "values of this type take 256 MiB or more")
        .at(at, "too large")
        .note("each type must stay below 2^28 bytes in memory, counted with addresses of 64 bits")
        .help("write a `list` without a fixed length, whose elements lie elsewhere")
}

pub(crate) fn too_many_types(what: &str, count: u64, most: u64, at: Span) -> Diagnostic {
    let count = if count >= u64::from(u32::MAX) { "billions of".to_owned() } else { count.to_string() };
    Diagnostic::new(&TOO_MANY_TYPES, format!("{what} consists of {count} types, but {most} are the most"))
        .at(at, "too large, counting each type as often as it stands there")
        .note("validators of components refuse more")
        .help("divide it")
}

pub(crate) fn name_too_long(bytes: usize, most: usize, at: Span) -> Diagnostic {
    Diagnostic::new(&NAME_TOO_LONG, format!("a name of {bytes} bytes, but {most} are the most"))
        .at(at, "too long, with the names that stand before it in a component")
        .note("validators of components refuse longer ones")
        .help("shorten it")
}
