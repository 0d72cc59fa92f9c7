//! JSON as text from the start: a graph has so many small objects, above all places, that trees of values would take some
//! twenty times the memory of their text.

/// A JSON value, written.
pub(super) type Json = String;

pub(super) const NULL: &str = "null";

/// An object with these members, in this order; names need no escapes.
pub(super) fn object<'n>(members: impl IntoIterator<Item = (&'n str, Json)>) -> Json {
    joined("{", members.into_iter().map(|(name, value)| format!("\"{name}\":{value}")), "}")
}

pub(super) fn list(items: impl Iterator<Item = Json>) -> Json {
    joined("[", items, "]")
}

fn joined(open: &str, parts: impl Iterator<Item = Json>, close: &str) -> Json {
    let mut out = open.to_owned();
    for part in parts {
        if out.len() > open.len() {
            out.push(',');
        }
        out += &part;
    }
    out + close
}

/// Of numbers, and of `true` and `false`.
pub(super) fn plain(value: impl ToString) -> Json {
    value.to_string()
}

pub(super) fn text(value: &str) -> Json {
    serde_json::Value::from(value).to_string()
}

pub(super) fn optional<T>(value: Option<T>, write: impl FnOnce(T) -> Json) -> Json {
    value.map_or_else(|| NULL.to_owned(), write)
}
