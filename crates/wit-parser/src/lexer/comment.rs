//! Where comments end. Block comments nest, and one without an end must not swallow the file.

use logos::Lexer;

use crate::generated::raw_token::RawToken;
use crate::token::{TokenKind, keyword};

/// What earlier comments without an end have shown. It keeps the work linear: the rest of a file is searched for the end of
/// a nested comment once, and for `*/` at all once.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CommentMemo {
    /// A comment without an end was seen. From here on comments do not nest.
    flat: bool,
    /// There is no `*/` any more.
    no_end: bool,
}

/// Runs after `//` was read. The comment reaches up to its line break, or up to carriage returns before the end of the
/// file. Most of many a file is comments, and a search for one byte is several times as fast as an automaton.
pub(crate) fn line_comment(lexer: &mut Lexer<'_, RawToken>) {
    let rest = lexer.remainder().as_bytes();
    let mut end = line_length(rest);
    while end > 0 && rest[end - 1] == b'\r' {
        end -= 1;
    }
    lexer.bump(end);
}

/// How many bytes stand before the first line feed: eight at a time, of which a subtraction finds the one that is zero
/// once line feeds are.
fn line_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const LINE_FEEDS: u64 = ONES * b'\n' as u64;
    let (words, rest) = bytes.as_chunks();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word) ^ LINE_FEEDS;
        // The lowest set bit is exact; those above it may not be.
        let zeros = word.wrapping_sub(ONES) & !word & (ONES << 7);
        if zeros != 0 {
            return at * 8 + zeros.trailing_zeros() as usize / 8;
        }
    }
    let in_rest = rest.iter().position(|byte| *byte == b'\n');
    bytes.len() - rest.len() + in_rest.unwrap_or(rest.len())
}

/// Runs after `/*` was read.
pub(crate) fn block_comment(lexer: &mut Lexer<'_, RawToken>) -> RawToken {
    let rest = lexer.remainder();
    let memo = lexer.extras;
    let end = match memo {
        CommentMemo { no_end: true, .. } => None,
        CommentMemo { flat: true, .. } => rest.find("*/").map(|at| at + 2),
        _ => nested_end(rest),
    };
    match end {
        Some(end) => {
            lexer.bump(end);
            RawToken::BlockComment
        }
        None => {
            lexer.extras = CommentMemo { flat: true, no_end: memo.flat || !rest.contains("*/") };
            lexer.bump(prose_length(rest));
            RawToken::UnterminatedComment
        }
    }
}

/// Where the comment ends of which `rest` is what follows its `/*`.
fn nested_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut depth = 1;
    let mut at = 0;
    loop {
        at += bytes[at..].iter().position(|byte| matches!(byte, b'*' | b'/'))?;
        match (bytes[at], bytes.get(at + 1)?) {
            (b'/', b'*') => {
                depth += 1;
                at += 2;
            }
            (b'*', b'/') => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
}

/// Where the text of a comment without an end opens another comment, if it does: often the end of that one was meant to
/// end both.
pub(crate) fn opening_inside(comment: &str) -> Option<usize> {
    comment.get(2..)?.find("/*").map(|at| at + 2)
}

/// How much of `rest`, which follows a `/*` without an end, is taken for the text of the comment: all before the first
/// later line that looks like WIT.
fn prose_length(rest: &str) -> usize {
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if at > 0 && looks_like_wit(line) {
            return at;
        }
        at += line.len();
    }
    rest.len()
}

fn looks_like_wit(line: &str) -> bool {
    let line = line.trim();
    if line.starts_with(['}', '@']) || line.starts_with("//") || line.starts_with("/*") {
        return true;
    }
    let (first, rest) = split_word(line);
    let rest = rest.trim_start();
    if rest.starts_with(':') {
        return !first.is_empty() && line.ends_with([';', ',', '{', '(']);
    }
    let item = matches!(
        keyword(first),
        Some(
            TokenKind::Package
                | TokenKind::Interface
                | TokenKind::World
                | TokenKind::Use
                | TokenKind::Type
                | TokenKind::Record
                | TokenKind::Flags
                | TokenKind::Variant
                | TokenKind::Enum
                | TokenKind::Resource
                | TokenKind::Import
                | TokenKind::Export
                | TokenKind::Include
                | TokenKind::Constructor
        )
    );
    let (_, tail) = split_word(rest);
    let tail = tail.trim_start();
    item && (tail.starts_with([';', ':', '{', '=', '/', '@', '('])
        || tail.starts_with(".{")
        || rest.starts_with('('))
}

fn split_word(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '%' | '_')))
        .unwrap_or(text.len());
    text.split_at(end)
}
