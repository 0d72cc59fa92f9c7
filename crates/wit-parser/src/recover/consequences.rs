//! One mistake often stops the grammar more than once. What follows from another finding is not told.

use outwit_diagnostics::{ByteRange, Code, Diagnostic, sort_by};

use super::tokens::Tokens;
use crate::diagnostics::{self, codes};
use crate::token::TokenKind;

/// The findings without those that follow from others, or from what the lexer has reported.
pub(super) fn without(mut found: Vec<Diagnostic>, tokens: &Tokens<'_>) -> Vec<Diagnostic> {
    if found.is_empty() {
        return found;
    }
    found.iter_mut().for_each(|diagnostic| on_characters(diagnostic, tokens.text));
    Diagnostic::sort(&mut found);
    let attributes = attributes(&found, tokens.text);
    // Each is compared with the one before it, told or not, so that all the text between them is searched once.
    let mut before: Option<&Diagnostic> = None;
    let mut is_told: Vec<bool> = Vec::with_capacity(found.len());
    for diagnostic in &found {
        let range = range(diagnostic);
        let is_detail = diagnostic.code != &codes::MALFORMED_ATTRIBUTE && is_inside(&attributes, range);
        let is_spoilt = touches(&tokens.spoilt, range) || is_detail;
        let follows = before.is_some_and(|before| follows_from(diagnostic, before, tokens.text));
        is_told.push(!is_spoilt && !follows);
        if !is_spoilt {
            before = Some(diagnostic);
        }
    }
    let mut is_told = is_told.into_iter();
    found.retain(|_| is_told.next().unwrap_or(true));
    join_untyped(found, tokens)
}

/// Lets the places of a finding begin and end between characters. A token that recovery put in has the length of its word, and
/// the text where it is to stand may have characters of several bytes, or end.
fn on_characters(diagnostic: &mut Diagnostic, text: &str) {
    let floor = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        u32::try_from(offset).unwrap_or(u32::MAX)
    };
    for label in diagnostic.primary.iter_mut().chain(&mut diagnostic.secondary) {
        let range = &mut label.span.range;
        (range.start, range.end) = (floor(range.start), floor(range.end));
    }
}

/// Names without types that follow each other in a list are one mistake: somebody took a record for an `enum`, or has yet to
/// write the types.
fn join_untyped(found: Vec<Diagnostic>, tokens: &Tokens<'_>) -> Vec<Diagnostic> {
    let follows = |before: &Diagnostic, next: &Diagnostic| {
        let (before_it, at) = (range(before), range(next));
        let are_untyped = diagnostics::is_untyped(before) && diagnostics::is_untyped(next);
        are_untyped && is_next_element(tokens, before_it.end, at.start)
    };
    let mut joined = Vec::with_capacity(found.len());
    for run in found.chunk_by(follows) {
        if let [one] = run {
            joined.push(one.clone());
            continue;
        }
        let mut names: Vec<(&str, ByteRange)> = Vec::with_capacity(run.len());
        for untyped in run {
            let at = range(untyped);
            names.push((&tokens.text[at.as_usize()], at));
        }
        joined.push(diagnostics::all_untyped(tokens.file, &names));
    }
    joined
}

/// Whether between these offsets there is one comma, and comments at most.
fn is_next_element(tokens: &Tokens<'_>, end: u32, start: u32) -> bool {
    let at = tokens.all.partition_point(|token| token.range.start < end);
    let next = tokens.all.get(at + 1).map(|token| token.range.start);
    tokens.is(at, TokenKind::Comma) && next == Some(start)
}

/// Removes what is said of the place of an item that is written as in another language: that finding says it too.
pub(super) fn remove_covered(found: &mut Vec<Diagnostic>, before: &[Diagnostic]) {
    let mut foreign: Vec<ByteRange> = Vec::new();
    for diagnostic in before {
        if diagnostic.code == &codes::FOREIGN_SYNTAX {
            foreign.push(range(diagnostic));
        }
    }
    sort_by(&mut foreign, Ord::cmp);
    let is_covered = |diagnostic: &Diagnostic| {
        let at = range(diagnostic);
        let next = foreign.partition_point(|outer| outer.start <= at.start);
        next.checked_sub(1).is_some_and(|index| at.end <= foreign[index].end)
    };
    const OF_PLACE: [&Code; 2] = [&codes::MISPLACED_ITEM, &codes::MISSING_TOKEN];
    found.retain(|diagnostic| !(OF_PLACE.contains(&diagnostic.code) && is_covered(diagnostic)));
}

fn range(diagnostic: &Diagnostic) -> ByteRange {
    diagnostic.primary.as_ref().map_or(ByteRange::default(), |label| label.span.range)
}

/// How an attribute is written says more than which of its tokens are wrong: these stand from its `@` to its `)`.
fn attributes(found: &[Diagnostic], text: &str) -> Vec<ByteRange> {
    let mut whole = Vec::new();
    for diagnostic in found {
        if diagnostic.code != &codes::MALFORMED_ATTRIBUTE {
            continue;
        }
        let own = range(diagnostic);
        let (before, behind) = text.as_bytes().split_at(own.start as usize);
        let behind = &behind[own.len()..];
        let is_end = |byte: &u8| matches!(byte, b'@' | b')' | b'\n');
        let at = before.iter().rev().take(LONGEST).position(is_end).map(|back| before.len() - 1 - back);
        let start = at.filter(|at| before[*at] == b'@').map_or(own.start, |at| at as u32);
        let end = behind.iter().take(LONGEST).position(is_end).unwrap_or(0);
        whole.push(ByteRange::new(start, own.end + end as u32));
    }
    whole
}

/// So many bytes around an attribute are searched for its ends.
const LONGEST: usize = 200;

fn is_inside(attributes: &[ByteRange], inner: ByteRange) -> bool {
    let before = attributes.partition_point(|outer| outer.start < inner.start);
    attributes[..before].last().is_some_and(|outer| inner.end <= outer.end)
}

/// Whether one of some ranges, which are in order, touches another one.
fn touches(ranges: &[ByteRange], other: ByteRange) -> bool {
    let from = ranges.partition_point(|range| range.end < other.start);
    ranges.get(from).is_some_and(|range| range.start <= other.end)
}

/// Whether a finding follows from the one before it.
fn follows_from(second: &Diagnostic, first: &Diagnostic, text: &str) -> bool {
    let (before, at) = (range(first), range(second));
    if second.code == &codes::UNCLOSED_BRACE {
        // A line that breaks off lacks its `}` too.
        let opened = second.secondary.first().map_or(at.start, |label| label.span.range.start);
        return before.end == at.start && !holds_line_break(text, opened, at.start);
    }
    if second.code == &codes::STRAY_SEMICOLON && first.code == &codes::UNMATCHED_BRACE {
        return before.end == at.start;
    }
    const BREAK: [&Code; 8] = [
        &codes::UNEXPECTED_TOKEN,
        &codes::MISSING_TOKEN,
        &codes::MISSING_TYPE,
        &codes::UNCLOSED_BRACE,
        &codes::MALFORMED_ATTRIBUTE,
        &codes::MALFORMED_PATH,
        &codes::EMPTY_NAME_PART,
        &codes::TYPE_ARGUMENTS,
    ];
    if !BREAK.contains(&first.code) || at.start < before.end {
        return false;
    }
    let between = text[before.end as usize..at.start as usize].trim_matches(' ');
    match second.code {
        // In one statement, the grammar has lost its way.
        code if code == &codes::UNEXPECTED_TOKEN || code == &codes::MISSING_TOKEN => {
            !between.contains([';', ',', '\n'])
        }
        code if code == &codes::STRAY_SEMICOLON || code == &codes::UNMATCHED_BRACE => {
            matches!(between, "" | "}")
        }
        _ => false,
    }
}

fn holds_line_break(text: &str, start: u32, end: u32) -> bool {
    text.as_bytes()[start.min(end) as usize..end as usize].contains(&b'\n')
}
