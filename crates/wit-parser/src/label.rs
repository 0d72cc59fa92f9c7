//! What a name may look like. Explainer.md, "Import and Export Names": fragments of lower-case or of upper-case letters and
//! digits, joined by single hyphens; the first one starts with a letter.

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A character that is no ASCII letter, digit or hyphen, at this offset.
    Character(usize, char),
    /// A digit comes first.
    Digit,
    /// A hyphen at the start, at the end, or beside another, at this offset.
    EmptyFragment(usize),
    /// Upper and lower case in one fragment, which has these offsets.
    MixedCase(usize, usize),
    /// Nothing behind `%`.
    Empty,
}

/// The first fault of `label` (without `%`).
pub(crate) fn check(label: &str) -> Result<(), Fault> {
    if label.is_empty() {
        return Err(Fault::Empty);
    }
    let odd = label.char_indices().find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '-');
    if let Some((at, c)) = odd {
        return Err(Fault::Character(at, c));
    }
    let mut start = 0;
    for fragment in label.split('-') {
        let end = start + fragment.len();
        if fragment.is_empty() {
            return Err(Fault::EmptyFragment(start.min(label.len() - 1)));
        }
        if start == 0 && fragment.as_bytes()[0].is_ascii_digit() {
            return Err(Fault::Digit);
        }
        let lower = fragment.bytes().any(|byte| byte.is_ascii_lowercase());
        let upper = fragment.bytes().any(|byte| byte.is_ascii_uppercase());
        if lower && upper {
            return Err(Fault::MixedCase(start, end));
        }
        start = end + 1;
    }
    Ok(())
}

/// The valid name nearest to `label`, if its letters allow one: `fooBar_baz` becomes `foo-bar-baz`.
pub(crate) fn suggest(label: &str) -> Option<String> {
    let mut out = String::new();
    let chars: Vec<char> = label.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            if !c.is_ascii() && c.is_alphanumeric() {
                return None;
            }
            break_word(&mut out);
            continue;
        }
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1);
        let starts_word = c.is_ascii_uppercase()
            && before.is_some_and(|b| {
                b.is_ascii_lowercase()
                    || b.is_ascii_digit()
                    || b.is_ascii_uppercase() && after.is_some_and(char::is_ascii_lowercase)
            });
        if starts_word {
            break_word(&mut out);
        }
        out.push(c.to_ascii_lowercase());
    }
    let out = out.trim_end_matches('-');
    (out != label && check(out).is_ok()).then(|| out.to_owned())
}

fn break_word(out: &mut String) {
    if !out.is_empty() && !out.ends_with('-') {
        out.push('-');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_specification() {
        for good in ["a", "is-XML", "a0-000-3d4a-54FF", "ENOENT", "a-0", "a1-B2"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for (bad, fault) in [
            ("", Fault::Empty),
            ("a_b", Fault::Character(1, '_')),
            ("héllo", Fault::Character(1, 'é')),
            ("0a", Fault::Digit),
            ("a-", Fault::EmptyFragment(1)),
            ("-a", Fault::EmptyFragment(0)),
            ("a--b", Fault::EmptyFragment(2)),
            ("Apple", Fault::MixedCase(0, 5)),
            ("a0-3d4A", Fault::MixedCase(3, 7)),
        ] {
            assert_eq!(check(bad), Err(fault), "{bad}");
        }
    }

    #[test]
    fn suggestions_are_valid() {
        for (bad, good) in [
            ("Apple", Some("apple")),
            ("fooBar_baz", Some("foo-bar-baz")),
            ("HTTPServer", Some("http-server")),
            ("a--b", Some("a-b")),
            ("_a", Some("a")),
            ("a-", Some("a")),
            ("0a", None),
            ("héllo", None),
        ] {
            assert_eq!(suggest(bad).as_deref(), good, "{bad}");
        }
    }
}
