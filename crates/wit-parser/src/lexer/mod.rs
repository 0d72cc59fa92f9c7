//! Text into tokens. [`Scanner`] yields every token, trivia included, so that the tokens put together are the text;
//! [`Stream`] yields what the grammar sees and keeps docs and findings beside it.

mod chars;
mod comment;
mod stream;

use logos::Logos;
use outwit_diagnostics::ByteRange;

use crate::generated::raw_token::RawToken;
use crate::token::{Token, TokenKind, keyword, mark};

pub(crate) use chars::{check_characters, is_forbidden};
pub(crate) use comment::{CommentMemo, block_comment, line_comment, opening_inside};
pub(crate) use stream::{Depth, Side, Stream, TooDeep};

/// All tokens of a text in their order, white space and comments included: put together, their texts are `text`.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    Scanner::new(text).map(|(kind, start, end)| Token { kind, range: ByteRange::new(start, end) })
}

/// Every token of a text as kind, start and end.
pub(crate) struct Scanner<'t> {
    raw: logos::Lexer<'t, RawToken>,
    text: &'t str,
    /// Behind the last token; `raw` is brought here when it is needed.
    at: usize,
    /// The last token that is not trivia.
    before: TokenKind,
    /// Set at a name that is not a plain lower-case label, for whoever wants to know.
    odd: bool,
}

impl<'t> Scanner<'t> {
    pub(crate) fn new(text: &'t str) -> Scanner<'t> {
        Scanner { raw: RawToken::lexer(text), text, at: 0, before: TokenKind::Semicolon, odd: false }
    }

    /// Leaves out spaces, tabs and line feeds, other white space follows as a token, and line comments; `doc` gets those
    /// that are docs. Then the token that is next if it is one byte that starts nothing longer, as most tokens are. For
    /// none of these the automaton is needed.
    #[inline(always)]
    fn mark(&mut self, mut doc: impl FnMut(ByteRange)) -> Option<(TokenKind, u32, u32)> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        let byte = loop {
            match bytes.get(at) {
                Some(b' ' | b'\t') => at += 1,
                Some(b'\n') => at += 1 + leading_spaces(&bytes[at + 1..]),
                Some(b'/') if bytes.get(at + 1) == Some(&b'/') => {
                    let start = at;
                    at += comment::line_comment_length(&bytes[start..]);
                    if comment::is_doc_line(&bytes[start..at]) {
                        doc(ByteRange::new(start as u32, at as u32));
                    }
                }
                Some(byte) => break *byte,
                None => break b' ',
            }
        };
        self.at = at;
        let kind = mark(byte)?;
        self.at += 1;
        self.before = kind;
        Some((kind, at as u32, at as u32 + 1))
    }

    // Inlined, as `next` is, into each of the few readers: passing tokens on by memory costs a third of the lexer.
    #[inline(always)]
    fn classify(&mut self, raw: Result<RawToken, ()>) -> TokenKind {
        let kind = match raw {
            Ok(RawToken::Whitespace) => return TokenKind::Whitespace,
            Ok(RawToken::Word) => self.word(),
            Ok(RawToken::OddWord) => self.odd_word(),
            Ok(RawToken::LineComment) => return self.line_comment(),
            Ok(RawToken::BlockComment) => return self.block_comment(),
            Ok(RawToken::UnterminatedComment) => return TokenKind::UnterminatedComment,
            Ok(RawToken::CarriageReturn) => return TokenKind::CarriageReturn,
            Ok(RawToken::Integer) => self.number(TokenKind::Integer),
            Ok(RawToken::DigitWord) => self.number(TokenKind::Ident),
            Ok(RawToken::String) => TokenKind::String,
            Ok(RawToken::UnterminatedString) => TokenKind::UnterminatedString,
            Ok(RawToken::Equals) => TokenKind::Equals,
            Ok(RawToken::Comma) => TokenKind::Comma,
            Ok(RawToken::Colon) => TokenKind::Colon,
            Ok(RawToken::Dot) => TokenKind::Dot,
            Ok(RawToken::Semicolon) => TokenKind::Semicolon,
            Ok(RawToken::LeftParen) => TokenKind::LeftParen,
            Ok(RawToken::RightParen) => TokenKind::RightParen,
            Ok(RawToken::LeftBrace) => TokenKind::LeftBrace,
            Ok(RawToken::RightBrace) => TokenKind::RightBrace,
            Ok(RawToken::LeftAngle) => TokenKind::LeftAngle,
            Ok(RawToken::RightAngle) => TokenKind::RightAngle,
            Ok(RawToken::Star) => TokenKind::Star,
            Ok(RawToken::At) => TokenKind::At,
            Ok(RawToken::Slash) => TokenKind::Slash,
            Ok(RawToken::Plus) => TokenKind::Plus,
            Ok(RawToken::Minus) => TokenKind::Minus,
            Ok(RawToken::Arrow) => TokenKind::Arrow,
            Err(()) => match self.unknown() {
                TokenKind::Ident => TokenKind::Ident,
                trivia => return trivia,
            },
        };
        self.before = kind;
        kind
    }

    #[inline(always)]
    fn word(&mut self) -> TokenKind {
        if self.next_byte().is_some_and(|byte| byte >= 0x80 || matches!(byte, b'_' | b'-')) {
            return self.odd_word();
        }
        let word = self.raw.slice();
        if let Some(kind) = keyword(word) {
            return kind;
        }
        if word.len() == 3 { self.accessor(word) } else { TokenKind::Ident }
    }

    /// `get` and `set` are special between `:` or `static` and `(`. WIT.md, "Getters and setters".
    fn accessor(&self, word: &str) -> TokenKind {
        let kind = match word {
            "get" => TokenKind::Get,
            "set" => TokenKind::Set,
            _ => return TokenKind::Ident,
        };
        let in_place = matches!(self.before, TokenKind::Colon | TokenKind::Static | TokenKind::Async);
        if in_place && self.next_is_left_paren() { kind } else { TokenKind::Ident }
    }

    fn next_is_left_paren(&self) -> bool {
        let trivia = [
            Ok(RawToken::Whitespace),
            Ok(RawToken::LineComment),
            Ok(RawToken::BlockComment),
            Ok(RawToken::UnterminatedComment),
        ];
        self.raw.clone().find(|raw| !trivia.contains(raw)) == Some(Ok(RawToken::LeftParen))
    }

    /// A word with `_`, `%`, upper case or letters outside ASCII.
    #[cold]
    fn odd_word(&mut self) -> TokenKind {
        let more = chars::word_length(self.raw.remainder());
        self.raw.bump(more);
        if self.raw.slice() == "_" {
            return TokenKind::Underscore;
        }
        self.odd = true;
        TokenKind::Ident
    }

    fn number(&mut self, kind: TokenKind) -> TokenKind {
        if matches!(self.before, TokenKind::At | TokenKind::Equals) {
            let length = chars::version_length(&self.text[self.raw.span().start..]);
            self.raw.bump(length - self.raw.slice().len());
            return TokenKind::Version;
        }
        if kind == TokenKind::Ident || self.next_byte().is_some_and(|byte| byte >= 0x80) {
            return self.odd_word();
        }
        kind
    }

    fn line_comment(&self) -> TokenKind {
        let is_doc = comment::is_doc_line(self.raw.slice().as_bytes());
        if is_doc { TokenKind::DocLine } else { TokenKind::LineComment }
    }

    fn block_comment(&self) -> TokenKind {
        let text = self.raw.slice();
        let doc = text.starts_with("/**") && !text.starts_with("/***") && text.len() > "/**/".len();
        if doc { TokenKind::DocBlock } else { TokenKind::BlockComment }
    }

    /// A character that starts no token: a letter outside ASCII starts a (bad) name, all others make a run.
    #[cold]
    fn unknown(&mut self) -> TokenKind {
        let first = self.raw.slice().chars().next().unwrap_or_default();
        if self.raw.span().start == 0 && first == '\u{feff}' {
            return TokenKind::ByteOrderMark;
        }
        if chars::is_word(first) {
            return self.odd_word();
        }
        let more = chars::unknown_length(self.raw.remainder());
        self.raw.bump(more);
        TokenKind::Unknown
    }

    #[inline]
    fn next_byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.raw.span().end).copied()
    }
}

/// How many of the first eight bytes are spaces before anything else: the usual indentation in one step. 0 at the end of
/// the text, where it does not matter.
#[inline]
fn leading_spaces(bytes: &[u8]) -> usize {
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    let word = bytes.first_chunk().map_or(0, |word| u64::from_le_bytes(*word));
    (word ^ SPACES).trailing_zeros() as usize / 8
}

impl Iterator for Scanner<'_> {
    type Item = (TokenKind, u32, u32);

    #[inline(always)]
    fn next(&mut self) -> Option<(TokenKind, u32, u32)> {
        self.raw.bump(self.at - self.raw.span().end);
        let raw = self.raw.next()?;
        let kind = self.classify(raw);
        let span = self.raw.span();
        self.at = span.end;
        Some((kind, span.start as u32, span.end as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
        let all: Vec<Token> = tokens(text).collect();
        assert_eq!(all.iter().map(|token| &text[token.range.as_usize()]).collect::<String>(), text);
        let significant = all.iter().filter(|token| token.kind != TokenKind::Whitespace);
        significant.map(|token| (token.kind, &text[token.range.as_usize()])).collect()
    }

    #[test]
    fn versions_end_before_a_brace() {
        let tokens = kinds("use a:b/c@1.0.0-rc.1.{x};");
        assert!(tokens.contains(&(TokenKind::Version, "1.0.0-rc.1")), "{tokens:?}");
        assert_eq!(kinds("@1.0.0-11-a+1.-")[1], (TokenKind::Version, "1.0.0-11-a+1.-"));
        assert_eq!(kinds("= 1.2.")[1..], [(TokenKind::Version, "1.2"), (TokenKind::Dot, ".")]);
        assert_eq!(kinds("<1")[1], (TokenKind::Integer, "1"));
    }

    #[test]
    fn odd_words_are_one_token() {
        for word in ["_a", "héllo", "a_b", "a--b", "Foo", "a-", "%type", "0a", "0-a", "é", "a\u{301}b", "3é"]
        {
            assert_eq!(kinds(word), [(TokenKind::Ident, word)]);
        }
        assert_eq!(kinds("_"), [(TokenKind::Underscore, "_")]);
        assert_eq!(
            kinds("a->b"),
            [(TokenKind::Ident, "a-"), (TokenKind::RightAngle, ">"), (TokenKind::Ident, "b")]
        );
    }

    #[test]
    fn accessors_are_special_in_their_place_only() {
        assert_eq!(kinds("get: get /* c */ (")[2].0, TokenKind::Get);
        assert_eq!(kinds("x: static set(")[3].0, TokenKind::Set);
        assert_eq!(kinds("get: get;")[2].0, TokenKind::Ident);
        assert_eq!(kinds("(set: u32")[1].0, TokenKind::Ident);
    }

    #[test]
    fn comments_and_docs_differ() {
        for (text, kind) in [
            ("//", TokenKind::LineComment),
            ("// a", TokenKind::LineComment),
            ("/// a", TokenKind::DocLine),
            ("//// a", TokenKind::LineComment),
            ("/**/", TokenKind::BlockComment),
            ("/***/", TokenKind::BlockComment),
            ("/** a */", TokenKind::DocBlock),
            ("/* /* a */ */", TokenKind::BlockComment),
            ("/* /* a */", TokenKind::UnterminatedComment),
            ("// a\rb", TokenKind::LineComment),
        ] {
            assert_eq!(kinds(text), [(kind, text)]);
        }
        assert_eq!(kinds("// a\r\nb"), [(TokenKind::LineComment, "// a"), (TokenKind::Ident, "b")]);
        assert_eq!(kinds("a\rb")[1], (TokenKind::CarriageReturn, "\r"));
    }

    #[test]
    fn a_comment_without_end_stops_before_the_next_item() {
        let tokens = kinds("/* some words\nof type unknown\ninterface i {}");
        assert_eq!(tokens[0], (TokenKind::UnterminatedComment, "/* some words\nof type unknown\n"));
        assert_eq!(tokens[1], (TokenKind::Interface, "interface"));
    }
}
