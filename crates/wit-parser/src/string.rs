//! String literals, which have the escapes of `name` in the core text format: `\t`, `\n`, `\r`, `\"`, `\'`, `\\`, two hex
//! digits, and `\u{...}`.

/// What is wrong with a literal, and the offsets of the place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A backslash before something else.
    Escape(usize, usize),
    /// A control character as it is.
    Control(usize, usize),
    /// `\u{...}` that names no character.
    NoCharacter(usize, usize),
    /// Two-digit escapes that together are no UTF-8.
    Utf8,
}

/// The string that a literal with its quotes stands for.
pub(crate) fn unescape(literal: &str) -> Result<String, Fault> {
    let inner = literal.strip_prefix('"').unwrap_or(literal);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut out = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(c) = rest.chars().next() {
        let at = 1 + inner.len() - rest.len();
        rest = &rest[c.len_utf8()..];
        if c == '\\' {
            rest = escape(rest, at, &mut out)?;
        } else if c < ' ' || c == '\u{7f}' {
            return Err(Fault::Control(at, at + 1));
        } else {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
    String::from_utf8(out).map_err(|_| Fault::Utf8)
}

/// Reads what follows a backslash at offset `at` and returns what is left.
fn escape<'t>(rest: &'t str, at: usize, out: &mut Vec<u8>) -> Result<&'t str, Fault> {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return Err(Fault::Escape(at, at + 1)) };
    let simple = match first {
        't' => b'\t',
        'n' => b'\n',
        'r' => b'\r',
        '"' | '\'' | '\\' => first as u8,
        'u' => return unicode(rest, at, out),
        _ => {
            let digits = rest.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
            let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            out.push(byte.ok_or(Fault::Escape(at, at + 1 + first.len_utf8()))?);
            return Ok(&rest[2..]);
        }
    };
    out.push(simple);
    Ok(&rest[1..])
}

/// `u{1F600}`, perhaps with `_` between digits.
fn unicode<'t>(rest: &'t str, at: usize, out: &mut Vec<u8>) -> Result<&'t str, Fault> {
    let body = rest.strip_prefix("u{").and_then(|rest| rest.split_once('}'));
    let Some((digits, rest)) = body else { return Err(Fault::Escape(at, at + 2)) };
    let end = at + "\\u{}".len() + digits.len();
    let well_formed =
        digits.split('_').all(|run| !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if !well_formed {
        return Err(Fault::Escape(at, end));
    }
    let number = u32::from_str_radix(&digits.replace('_', ""), 16).ok();
    let c = number.and_then(char::from_u32).ok_or(Fault::NoCharacter(at, end))?;
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    Ok(rest)
}

/// A literal for `text`, with its quotes.
#[cfg(any(test, feature = "inspect"))]
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '"' | '\\' => out.extend(['\\', c]),
            c if crate::lexer::is_forbidden(c) => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_the_core_text_format() {
        assert_eq!(unescape(r#""a\t\n\r\"\'\\é""#).as_deref(), Ok("a\t\n\r\"'\\é"));
        assert_eq!(unescape(r#""\41\c3\a9\u{1_F600}""#).as_deref(), Ok("Aé\u{1F600}"));
        assert_eq!(unescape(r#""ab\qc""#), Err(Fault::Escape(3, 5)));
        assert_eq!(unescape(r#""\u{}""#), Err(Fault::Escape(1, 5)));
        assert_eq!(unescape(r#""\u{d800}""#), Err(Fault::NoCharacter(1, 9)));
        assert_eq!(unescape(r#""\ff""#), Err(Fault::Utf8));
        assert_eq!(unescape("\"a\tb\""), Err(Fault::Control(2, 3)));
        assert_eq!(unescape(r#""\é0""#), Err(Fault::Escape(1, 4)));
    }

    #[test]
    fn escaping_is_undone_by_unescaping() {
        for text in ["", "a\"b\\c", "\t\r\n\0\u{7f}", "é\u{202e}\u{1F600}"] {
            assert_eq!(unescape(&escaped(text)).as_deref(), Ok(text));
        }
    }
}
