//! Classes of characters, and how far words, versions and runs of unknown characters reach.

/// The characters that may stand nowhere in a file, comments and strings included. WIT.md, "Lexical structure".
pub(crate) fn is_forbidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{149}' | '\u{673}' | '\u{f77}' | '\u{f79}' | '\u{17a3}' | '\u{17a4}' | '\u{17b4}' | '\u{17b5}')
}

/// The runs of forbidden characters in a text, as byte ranges.
pub(crate) fn check_characters(text: &str) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    let (chunks, rest) = text.as_bytes().as_chunks::<CHUNK>();
    // Most chunks pass the first test, which is the cheaper one.
    let is_usual = |chunk| all_are(chunk, is_most_usual) || all_are(chunk, is_plain);
    let parts = chunks.iter().map(|chunk| (is_usual(chunk), CHUNK));
    let rest_is_usual = rest.iter().all(|byte| is_plain(*byte));
    let parts = parts.chain([(rest_is_usual, rest.len())]);
    for (chunk, (is_usual, len)) in parts.enumerate() {
        if is_usual {
            continue;
        }
        for at in chunk * CHUNK..chunk * CHUNK + len {
            if !suspicious(text.as_bytes()[at]) || !text.is_char_boundary(at) {
                continue;
            }
            let Some(c) = text[at..].chars().next().filter(|c| is_forbidden(*c)) else { continue };
            let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
            match found.last_mut() {
                Some(last) if last.1 == start => last.1 = end,
                _ => found.push((start, end)),
            }
        }
    }
    found
}

const CHUNK: usize = 64;

/// Without branches and of a fixed length, so that the usual text costs next to nothing.
#[inline(always)]
fn all_are(chunk: &[u8; CHUNK], is_one: impl Fn(u8) -> bool) -> bool {
    chunk.iter().fold(true, |all, byte| all & is_one(*byte))
}

/// What most texts consist of: printable ASCII, line breaks and tabs.
#[inline(always)]
fn is_plain(byte: u8) -> bool {
    is_most_usual(byte) | (byte == b'\t') | (byte == b'\r')
}

/// `' '..='~'` by one signed comparison, which vectors have, and line feeds.
#[inline(always)]
fn is_most_usual(byte: u8) -> bool {
    (byte.wrapping_add(1) as i8 > b' ' as i8) | (byte == b'\n')
}

/// Whether a byte is part of a forbidden character or may be the first one of it.
fn suspicious(byte: u8) -> bool {
    let control = byte < 0x20 && byte != b'\n' && byte != b'\t' && byte != b'\r';
    control | matches!(byte, 0x7f | 0xc2 | 0xc5 | 0xd9 | 0xe0..=0xe2)
}

/// Whether a character outside ASCII can be part of a word: letters, digits and marks. WIT has no such names, so this
/// only decides what one message covers.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !c.is_ascii()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{200c}' | '\u{200d}')
}

/// How many bytes at the start of `rest` go on with a word.
pub(super) fn word_length(rest: &str) -> usize {
    rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || is_word(c)))
        .unwrap_or(rest.len())
}

/// How many bytes at the start of `rest` go on with a run of characters that start no token.
pub(super) fn unknown_length(rest: &str) -> usize {
    let known =
        |c: char| c.is_ascii_alphanumeric() || is_word(c) || " \t\r\n=,:.;(){}<>*@/+-_%\"".contains(c);
    rest.find(known).unwrap_or(rest.len())
}

/// The length of what looks like a version at the start of `text`, which starts with a digit: numbers joined by dots,
/// then a pre-release behind `-` and build metadata behind `+`. A dot belongs to it only if a further part follows,
/// because `@1.0.0.{` is a version before a list of names.
pub(super) fn version_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let part = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    let mut in_numbers = true;
    let mut at = 0;
    loop {
        match bytes.get(at) {
            Some(b'-' | b'+') => in_numbers = false,
            Some(b'.') if in_numbers && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {}
            Some(b'.') if !in_numbers && part(bytes.get(at + 1)) => {}
            byte if part(byte) => {}
            _ => return at,
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_are_found_in_runs() {
        assert_eq!(check_characters("plain\ttext\r\n é ß \u{2028}"), []);
        assert_eq!(check_characters("a\0\u{1}b\u{202e}\u{149}"), [(1, 3), (4, 9)]);
        let padded = format!("{}\u{7f}", "x".repeat(200));
        assert_eq!(check_characters(&padded), [(200, 201)]);
    }

    #[test]
    fn plain_bytes_are_those_that_need_no_second_look() {
        for byte in 0..=u8::MAX {
            assert_eq!(is_plain(byte), matches!(byte, b' '..=b'~' | b'\n' | b'\t' | b'\r'), "{byte}");
        }
    }

    #[test]
    fn every_forbidden_character_is_suspicious() {
        for c in ('\0'..=char::MAX).filter(|c| is_forbidden(*c)) {
            let mut buffer = [0; 4];
            assert!(suspicious(c.encode_utf8(&mut buffer).as_bytes()[0]), "{c:?}");
        }
    }
}
