//! The values of literals, which the compiler gives to macros as they are spelled. It has checked them before.

/// The text of a string literal, of either kind; nothing if `literal` is none.
pub(crate) fn text(literal: &str) -> Option<String> {
    match literal.strip_prefix('r') {
        Some(raw) => {
            let inner = raw.trim_start_matches('#');
            let hashes = raw.len() - inner.len();
            let end = inner.rfind('"')?;
            // There may be a suffix behind the hashes.
            inner.get(end + 1..)?.get(..hashes)?;
            Some(inner.get(1..end)?.to_owned())
        }
        None => unescaped(literal.strip_prefix('"')?, '"'),
    }
}

/// What `concat!` makes of a literal behind a sign, `-` or nothing, which numbers alone can have; nothing if it refuses it.
#[cfg(feature = "macro-string")]
pub(crate) fn as_in_concat(sign: &str, literal: &str) -> Option<String> {
    match literal.chars().next()? {
        first if first.is_ascii_digit() => Some(format!("{sign}{}", number(literal)?)),
        _ if !sign.is_empty() => None,
        '\'' => unescaped(&literal[1..], '\''),
        _ => text(literal),
    }
}

/// Up to `end`, which stands for itself behind a backslash.
fn unescaped(literal: &str, end: char) -> Option<String> {
    let mut text = String::new();
    let mut rest = literal.chars();
    loop {
        match rest.next()? {
            '\\' => {
                let escape = rest.next()?;
                if escape == '\n' {
                    rest = rest.as_str().trim_start_matches([' ', '\t', '\n', '\r']).chars();
                } else {
                    text.push(escaped(escape, &mut rest)?);
                }
            }
            char if char == end => return Some(text),
            char => text.push(char),
        }
    }
}

/// The character of an escape that begins with `first`.
fn escaped(first: char, rest: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match first {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        'x' => {
            let (code, behind) = rest.as_str().split_at_checked(2)?;
            *rest = behind.chars();
            char::from(u8::from_str_radix(code, 16).ok()?)
        }
        'u' => {
            let (code, behind) = rest.as_str().strip_prefix('{')?.split_once('}')?;
            *rest = behind.chars();
            char::from_u32(u32::from_str_radix(&code.replace('_', ""), 16).ok()?)?
        }
        other => other,
    })
}

/// Decimal digits, without a type behind them.
#[cfg(feature = "macro-string")]
fn number(literal: &str) -> Option<String> {
    let plain = literal.replace('_', "");
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = plain.strip_prefix(prefix) {
            // No type begins with a digit; `i` and `u` are no digits.
            let digits = digits.split(['i', 'u']).next()?;
            return u128::from_str_radix(digits, radix).ok().map(|value| value.to_string());
        }
    }
    // `f` and the rest of a type; the exponent of a float is `e`.
    plain.split(['i', 'u', 'f']).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_what_the_compiler_makes_of_them() {
        for (literal, value) in [
            (r#""""#, ""),
            (r#""a\"b\\c\n\t\r\0\'""#, "a\"b\\c\n\t\r\0'"),
            (r#""\x41\u{1F60_0}é""#, "A😀é"),
            ("\"a\\\n    \t b\"", "ab"),
            ("r\"a\\n\"", "a\\n"),
            ("r##\"a\"#b\"##", "a\"#b"),
            ("r\"\"", ""),
        ] {
            assert_eq!(text(literal).as_deref(), Some(value), "{literal}");
        }
        for none in ["b\"a\"", "c\"a\"", "br\"a\"", "'a'", "1", "1.5", "b'a'"] {
            assert_eq!(text(none), None, "{none}");
        }
    }

    #[cfg(feature = "macro-string")]
    #[test]
    fn literals_are_joined_as_by_concat() {
        for (literal, value) in [
            ("1_000u32", "1000"),
            ("0xfFu8", "255"),
            ("0b101", "5"),
            ("0o17_i64", "15"),
            ("1.50f32", "1.50"),
            ("'\\''", "'"),
        ] {
            assert_eq!(as_in_concat("", literal).as_deref(), Some(value), "{literal}");
        }
        assert_eq!(as_in_concat("", "\"a\"").as_deref(), Some("a"));
        assert_eq!(as_in_concat("-", "1_0.5").as_deref(), Some("-10.5"));
        for (sign, none) in [("", "b\"a\""), ("-", "\"a\""), ("-", "'a'")] {
            assert_eq!(as_in_concat(sign, none), None, "{sign}{none}");
        }
    }
}
