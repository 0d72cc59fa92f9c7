//! The text of tokens, as their `Display` writes it, cut into tokens again: slices of one string, where each token is a
//! range and costs no memory of its own.
//!
//! `Display` sets a space behind every token but punctuation that is joined to what follows it, so little can be mistaken
//! here. What is no token at all stays as it is.

/// A token, and what later passes say of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    /// What the braces that open here hold.
    pub(super) body: Body,
    /// Whether a space stands before it, if it does not begin a line.
    pub(super) space: bool,
    /// Whether what follows stood directly behind it.
    pub(super) joint: bool,
    /// Whether it stands in the call of a macro or in an attribute, where a comma or a brace may mean anything; of what opens,
    /// whether what is in it does. Before that is known: whether an attribute ends here.
    pub(super) frozen: bool,
    /// Whether it is left out: a comma at the end of a list that stands on one line.
    pub(super) skipped: bool,
    /// Whether what opens here cannot stand on one line.
    pub(super) hard: bool,
    /// The other end of what opens or closes here; otherwise the token itself.
    pub(super) mate: u32,
    /// Where it begins and ends, if everything stood on one line.
    pub(super) from: u32,
    pub(super) to: u32,
    /// How many before it are hard.
    pub(super) hard_before: u32,
}

/// What a token is. Which of several a punctuation mark is, is known when it is seen what stands before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Word,
    /// A keyword that ends no expression and no type.
    Keyword,
    Lifetime,
    Literal,
    Open(Delimiter),
    Close(Delimiter),
    Comma,
    Semicolon,
    Colon,
    /// `::`
    Path,
    Dot,
    /// `..` and `..=`
    Range,
    /// `=>`
    Arrow,
    /// `=`
    Assign,
    Hash,
    Dollar,
    Question,
    /// What can be several things.
    Mark,
    /// An operator between two operands, and all that is set like one.
    Binary,
    Prefix,
    /// The `!` of a macro, and of an attribute within what it is for.
    Bang,
    /// What says how often something is repeated in a macro, with its separator.
    Repeat,
    OpenAngle,
    CloseAngle,
    OpenBar,
    CloseBar,
    /// `||` before the body of a closure.
    Bars,
    /// Behind the last token.
    End,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Delimiter {
    Paren,
    Bracket,
    Brace,
}

/// What a pair of braces holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Body {
    /// They are no braces.
    None,
    Function,
    Items,
    Fields,
    Variants,
    Arms,
    Statements,
    /// Fields of an expression or a pattern.
    Literal,
    Use,
    Macro,
}

/// Cuts the text up. The last token is [`Kind::End`].
pub(super) fn tokens(text: &str, into: &mut Vec<Token>) {
    into.clear();
    let bytes = text.as_bytes();
    let mut opened: Vec<u32> = Vec::new();
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        if first.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (kind, length) = token(&bytes[at..]);
        let mut end = (at + length).min(bytes.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let index = into.len() as u32;
        let mut mate = index;
        match kind {
            Kind::Open(_) => opened.push(index),
            Kind::Close(_) => {
                if let Some(open) = opened.pop() {
                    into[open as usize].mate = index;
                    mate = open;
                }
            }
            _ => {}
        }
        let joint = bytes.get(end).is_some_and(u8::is_ascii_punctuation);
        into.push(Token { joint, mate, ..Token::new(at, end, kind) });
        at = end;
    }
    into.push(Token { mate: into.len() as u32, ..Token::new(at, at, Kind::End) });
}

impl Token {
    fn new(start: usize, end: usize, kind: Kind) -> Token {
        Token {
            start: start as u32,
            end: end as u32,
            kind,
            body: Body::None,
            space: true,
            joint: false,
            frozen: false,
            skipped: false,
            hard: false,
            mate: 0,
            from: 0,
            to: 0,
            hard_before: 0,
        }
    }

    pub(super) fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start as usize..self.end as usize]
    }
}

/// The kind and the length of the token that these bytes begin with.
fn token(bytes: &[u8]) -> (Kind, usize) {
    use Delimiter::{Brace, Bracket, Paren};
    let kind = match bytes[0] {
        b'(' => Kind::Open(Paren),
        b'[' => Kind::Open(Bracket),
        b'{' => Kind::Open(Brace),
        b')' => Kind::Close(Paren),
        b']' => Kind::Close(Bracket),
        b'}' => Kind::Close(Brace),
        b',' => Kind::Comma,
        b';' => Kind::Semicolon,
        b'#' => Kind::Hash,
        b'$' => Kind::Dollar,
        b'?' => Kind::Question,
        b'"' => return (Kind::Literal, string(bytes, 0)),
        b'\'' => return quote(bytes),
        b'0'..=b'9' => return (Kind::Literal, number(bytes)),
        b'_' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => return word(bytes),
        _ => return mark(bytes),
    };
    (kind, 1)
}

fn mark(bytes: &[u8]) -> (Kind, usize) {
    if bytes.starts_with(b"..=") || bytes.starts_with(b"...") {
        return (Kind::Range, 3);
    }
    // Each `<` and `>` is one, for they may be brackets.
    match bytes.get(..2).unwrap_or_default() {
        b"::" => (Kind::Path, 2),
        b".." => (Kind::Range, 2),
        b"=>" => (Kind::Arrow, 2),
        b"&&" | b"||" => (Kind::Mark, 2),
        b"->" | b"==" | b"!=" | b"+=" | b"-=" | b"*=" | b"/=" | b"%=" | b"^=" | b"&=" | b"|=" => {
            (Kind::Binary, 2)
        }
        _ => match bytes[0] {
            b':' => (Kind::Colon, 1),
            b'.' => (Kind::Dot, 1),
            b'=' => (Kind::Assign, 1),
            b'<' | b'>' | b'&' | b'*' | b'-' | b'|' | b'!' => (Kind::Mark, 1),
            _ => (Kind::Binary, 1),
        },
    }
}

fn is_of_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn word_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !is_of_word(*byte)).unwrap_or(bytes.len())
}

fn word(bytes: &[u8]) -> (Kind, usize) {
    let length = word_length(bytes);
    let (word, rest) = bytes.split_at(length);
    match (word, rest.first()) {
        (b"b" | b"c", Some(b'"')) => (Kind::Literal, string(bytes, 1)),
        (b"b", Some(b'\'')) => (Kind::Literal, 1 + quote(rest).1),
        (b"r" | b"br" | b"cr", Some(b'"' | b'#')) => raw(bytes, length),
        _ if is_keyword(word) => (Kind::Keyword, length),
        _ => (Kind::Word, length),
    }
}

#[rustfmt::skip]
fn is_keyword(word: &[u8]) -> bool {
    matches!(
        word,
        b"as" | b"async" | b"break" | b"const" | b"dyn" | b"else" | b"enum" | b"extern" | b"fn" | b"for" | b"if"
            | b"impl" | b"in" | b"let" | b"loop" | b"match" | b"mod" | b"move" | b"mut" | b"pub" | b"ref"
            | b"return" | b"static" | b"struct" | b"trait" | b"type" | b"unsafe" | b"use" | b"where" | b"while"
    )
}

/// A string, with so many letters before its quotes.
fn string(bytes: &[u8], prefix: usize) -> usize {
    let mut at = prefix + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1 + word_length(&bytes[at + 1..]),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

/// A raw string or a raw identifier, whose first letters are so many.
fn raw(bytes: &[u8], prefix: usize) -> (Kind, usize) {
    let hashes = bytes[prefix..].iter().take_while(|byte| **byte == b'#').count();
    let open = prefix + hashes;
    if bytes.get(open) != Some(&b'"') {
        return if hashes == 1 {
            (Kind::Word, open + word_length(&bytes[open..]))
        } else {
            (Kind::Word, prefix)
        };
    }
    let mut at = open + 1;
    while at < bytes.len() {
        let rest = &bytes[at + 1..];
        if bytes[at] == b'"' && rest.len() >= hashes && rest[..hashes].iter().all(|byte| *byte == b'#') {
            let end = at + 1 + hashes;
            return (Kind::Literal, end + word_length(&bytes[end..]));
        }
        at += 1;
    }
    (Kind::Literal, at)
}

/// A lifetime or a character.
fn quote(bytes: &[u8]) -> (Kind, usize) {
    if bytes.get(1) == Some(&b'\\') {
        let rest = bytes.get(3..).unwrap_or_default();
        let close = rest.iter().position(|byte| *byte == b'\'').map_or(bytes.len(), |at| at + 4);
        return (Kind::Literal, close + word_length(bytes.get(close..).unwrap_or_default()));
    }
    let char = match bytes.get(1) {
        Some(0xf0..) => 4,
        Some(0xe0..) => 3,
        Some(0xc0..) => 2,
        _ => 1,
    };
    if bytes.get(1 + char) == Some(&b'\'') {
        let close = 2 + char;
        return (Kind::Literal, close + word_length(&bytes[close..]));
    }
    let raw = if bytes.starts_with(b"'r#") { 2 } else { 0 };
    (Kind::Lifetime, 1 + raw + word_length(&bytes[1 + raw..]))
}

fn number(bytes: &[u8]) -> usize {
    let mut at = word_length(bytes);
    let has_radix = matches!(bytes.get(..2), Some(b"0x" | b"0o" | b"0b"));
    let exponent = |at: usize| {
        let signed = matches!(bytes.get(at), Some(b'+' | b'-')) && !has_radix;
        signed && matches!(bytes[at - 1], b'e' | b'E') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    };
    if bytes.get(at) == Some(&b'.') && !has_radix {
        match bytes.get(at + 1) {
            Some(next) if next.is_ascii_digit() => at += 1 + word_length(&bytes[at + 1..]),
            Some(next) if *next == b'.' || is_of_word(*next) => return at,
            _ => return at + 1,
        }
    }
    if exponent(at) {
        at += 1 + word_length(&bytes[at + 1..]);
    }
    at
}
