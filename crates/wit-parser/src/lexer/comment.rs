//! Where comments end. Block comments nest, and one without an end must not swallow the file.

use logos::Lexer;

use crate::generated::raw_token::RawToken;
use crate::token::{TokenKind, keyword};

/// What earlier comments without an end have shown. It keeps the work linear: the rest of a file is searched for the end of
/// a nested comment once, and for `*/` at all once.
#[derive(Clone, Copy, Default)]
pub(crate) struct CommentMemo {
    /// A comment without an end was seen. From here on comments do not nest.
    flat: bool,
    /// There is no `*/` any more.
    no_end: bool,
}

/// Runs after `//` was read.
pub(crate) fn line_comment(lexer: &mut Lexer<'_, RawToken>) {
    let length = line_comment_length(lexer.remainder().as_bytes());
    lexer.bump(length);
}

/// How far the line comment reaches at, or in, which `bytes` start: up to its line break, or up to carriage returns before
/// the end of the file. Most of many a file is comments, and a search for one byte is several times as fast as an automaton.
#[inline]
pub(super) fn line_comment_length(bytes: &[u8]) -> usize {
    let mut end = line_length(bytes);
    while end > 0 && bytes[end - 1] == b'\r' {
        end -= 1;
    }
    end
}

/// Whether a line comment is a doc.
#[inline]
pub(super) fn is_doc_line(comment: &[u8]) -> bool {
    comment.get(2) == Some(&b'/') && comment.get(3) != Some(&b'/')
}

/// How many bytes stand before the first line feed: sixteen at a time.
fn line_length(bytes: &[u8]) -> usize {
    let (chunks, rest) = bytes.as_chunks::<16>();
    for (at, chunk) in chunks.iter().enumerate() {
        // Without branches, so that it is one vector comparison.
        if chunk.iter().fold(false, |found, byte| found | (*byte == b'\n')) {
            let [low, high] =
                [0, 8].map(|half| line_feeds(chunk[half..].first_chunk().copied().unwrap_or_default()));
            let byte = if low != 0 { low.trailing_zeros() } else { 64 + high.trailing_zeros() } / 8;
            return at * 16 + byte as usize;
        }
    }
    let in_rest = rest.iter().position(|byte| *byte == b'\n');
    bytes.len() - rest.len() + in_rest.unwrap_or(rest.len())
}

/// The lowest set bit is in the first byte that is a line feed; those above it may be anywhere. A subtraction finds the byte that is
/// zero once line feeds are.
#[inline]
fn line_feeds(word: [u8; 8]) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let word = u64::from_le_bytes(word) ^ (ONES * b'\n' as u64);
    word.wrapping_sub(ONES) & !word & (ONES << 7)
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_first_line_feed_is_found_wherever_it_stands() {
        for length in 0..70 {
            for filler in *b"a\x0b\x8a\x0a" {
                let text = [vec![b'/'; length], vec![b'\n'], vec![filler; 40]].concat();
                assert_eq!(super::line_length(&text), length);
                assert_eq!(super::line_length(&text[..length]), length);
            }
        }
    }
}
