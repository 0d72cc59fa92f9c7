//! A component-model value in, one line of plain ASCII text out, in the manner of WAVE.
//!
//! The text is exact: floats are shown with the shortest digits that read back as the same value, characters outside
//! printable ASCII by their number. Long lists and strings are cut, and say how long they are and the hash of all.

use std::fmt::Write as _;

use wasmtime::component::Val;

/// How many elements of a list are shown before it is cut.
const SHOWN_ELEMENTS: usize = 32;
/// How many characters of a string are shown before it is cut.
const SHOWN_CHARACTERS: usize = 128;

/// The text of one value.
pub(crate) fn text(value: &Val) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

/// The texts of several values, separated by commas.
pub(crate) fn arguments(values: &[Val]) -> String {
    let mut out = String::new();
    write_separated(&mut out, values);
    out
}

/// Recursive: the engine has validated the type of the value, and limits how deep types nest.
fn write_value(out: &mut String, value: &Val) {
    match value {
        Val::Bool(v) => push(out, v),
        Val::S8(v) => push(out, v),
        Val::U8(v) => push(out, v),
        Val::S16(v) => push(out, v),
        Val::U16(v) => push(out, v),
        Val::S32(v) => push(out, v),
        Val::U32(v) => push(out, v),
        Val::S64(v) => push(out, v),
        Val::U64(v) => push(out, v),
        Val::Float32(v) => write_float(out, v.is_nan(), v),
        Val::Float64(v) => write_float(out, v.is_nan(), v),
        Val::Char(v) => write_char(out, *v),
        Val::String(v) => write_string(out, v),
        Val::List(v) | Val::FixedLengthList(v) => write_list(out, v),
        Val::Map(v) => write_map(out, v),
        Val::Record(v) => write_record(out, v),
        Val::Tuple(v) => {
            out.push('(');
            write_separated(out, v);
            out.push(')');
        }
        Val::Variant(case, payload) => write_case(out, case, payload.as_deref()),
        Val::Enum(case) => out.push_str(case),
        Val::Option(None) => out.push_str("none"),
        Val::Option(Some(v)) => write_case(out, "some", Some(v)),
        Val::Result(Ok(v)) => write_case(out, "ok", v.as_deref()),
        Val::Result(Err(v)) => write_case(out, "err", v.as_deref()),
        Val::Flags(names) => push(out, format_args!("{{{}}}", names.join(", "))),
        Val::Resource(_) => out.push_str("<resource>"),
        Val::Future(_) => out.push_str("<future>"),
        Val::Stream(_) => out.push_str("<stream>"),
        Val::ErrorContext(_) => out.push_str("<error-context>"),
    }
}

fn write_case(out: &mut String, case: &str, payload: Option<&Val>) {
    out.push_str(case);
    if let Some(payload) = payload {
        out.push('(');
        write_value(out, payload);
        out.push(')');
    }
}

fn write_record(out: &mut String, fields: &[(String, Val)]) {
    out.push('{');
    for (index, (name, value)) in fields.iter().enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        push(out, format_args!("{separator}{name}: "));
        write_value(out, value);
    }
    out.push('}');
}

fn write_map(out: &mut String, entries: &[(Val, Val)]) {
    out.push_str("map{");
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_value(out, key);
        out.push_str(": ");
        write_value(out, value);
    }
    out.push('}');
}

fn write_list(out: &mut String, elements: &[Val]) {
    out.push('[');
    let shown = elements.get(..SHOWN_ELEMENTS).unwrap_or(elements);
    write_separated(out, shown);
    if shown.len() < elements.len() {
        push(
            out,
            format_args!(", ... {} elements, hash {:016x}", elements.len(), hash(&arguments(elements))),
        );
    }
    out.push(']');
}

fn write_separated(out: &mut String, values: &[Val]) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_value(out, value);
    }
}

fn write_string(out: &mut String, text: &str) {
    out.push('"');
    text.chars().take(SHOWN_CHARACTERS).for_each(|c| escape(out, c, '"'));
    out.push('"');
    let count = text.chars().count();
    if count > SHOWN_CHARACTERS {
        push(out, format_args!("... {count} characters, hash {:016x}", hash(text)));
    }
}

fn write_char(out: &mut String, c: char) {
    out.push('\'');
    escape(out, c, '\'');
    out.push('\'');
}

fn escape(out: &mut String, c: char, quote: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\\' => out.push_str("\\\\"),
        _ if c == quote => push(out, format_args!("\\{c}")),
        ' '..='~' => out.push(c),
        _ => push(out, c.escape_unicode()),
    }
}

/// `{:?}` writes the shortest digits that read back as the same float, and the sign of zero. The bits of a NaN may
/// change at every crossing, by the specification, so they are not shown.
fn write_float(out: &mut String, is_nan: bool, value: impl std::fmt::Debug) {
    if is_nan {
        out.push_str("nan");
    } else {
        push(out, format_args!("{value:?}"));
    }
}

fn push(out: &mut String, value: impl std::fmt::Display) {
    // Writing to a string does not fail.
    let _ = write!(out, "{value}");
}

/// FNV-1a, 64 bits: the same on every system, and enough to see that a value changed.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_exact() {
        assert_eq!(text(&Val::Float32(0.1)), "0.1");
        assert_eq!(text(&Val::Float64(-0.0)), "-0.0");
        assert_eq!(text(&Val::Float64(f64::NEG_INFINITY)), "-inf");
        assert_eq!(text(&Val::Float32(-f32::NAN)), "nan");
        assert_eq!(text(&Val::Char('\u{feff}')), r"'\u{feff}'");
        assert_eq!(text(&Val::Char('\'')), r"'\''");
    }

    #[test]
    fn strings_are_ascii_and_quoted() {
        let value = Val::String("a\"b\0\n\u{1f600}'".to_owned());
        assert_eq!(text(&value), r#""a\"b\u{0}\n\u{1f600}'""#);
    }

    #[test]
    fn long_lists_and_strings_are_cut_but_pinned() {
        let list = |last| {
            let mut list = vec![Val::U8(0); 40];
            list.push(Val::U8(last));
            text(&Val::List(list))
        };
        assert!(list(1).contains("0, ... 41 elements, hash "));
        assert_ne!(list(1), list(2), "an element that is not shown is in the hash");
        let string = text(&Val::String("x".repeat(SHOWN_CHARACTERS + 1)));
        assert!(string.contains("129 characters, hash "));
        assert!(text(&Val::String("x".repeat(SHOWN_CHARACTERS))).ends_with("x\""));
    }

    #[test]
    fn compound_values_nest() {
        let value = Val::Record(vec![
            ("who".to_owned(), Val::Option(Some(Box::new(Val::Enum("me".to_owned()))))),
            ("what".to_owned(), Val::Result(Err(None))),
            ("set".to_owned(), Val::Flags(vec!["a".to_owned(), "b".to_owned()])),
            (
                "pairs".to_owned(),
                Val::Map(vec![(Val::U8(1), Val::Tuple(vec![Val::Bool(true), Val::S8(-1)]))]),
            ),
        ]);
        assert_eq!(text(&value), "{who: some(me), what: err, set: {a, b}, pairs: map{1: (true, -1)}}");
        assert_eq!(text(&Val::Variant("v".to_owned(), Some(Box::new(Val::List(vec![]))))), "v([])");
    }
}
