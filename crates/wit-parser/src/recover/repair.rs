//! One part through the grammar. If it does not fit, small edits are tried where the grammar stops, the one that gets
//! farthest is kept and reported, and so on until the part fits or nothing helps.

use std::cell::Cell;

use outwit_diagnostics::{ByteRange, Diagnostic};

use super::classify::Block;
use super::edit::{Edit, Stop};
use super::expected::Expected;
use super::tokens::{Tok, Tokens};
use crate::build::{Builder, Root};
use crate::diagnostics;
use crate::lexer::TooDeep;
use crate::lr::{self, Refusal};
use crate::token::{Start, Terminal};

/// At most so many edits in one part.
const MOST_EDITS: usize = 16;
/// An edit that does not mend a part must let the grammar read so many tokens more.
const LEAST_PROGRESS: usize = 2;

/// To ask the grammar at all costs as much as to read so many tokens.
const ATTEMPT: usize = 100;

/// How much work repairs of one file may still cost, in tokens: it keeps the whole linear.
pub(super) struct Fuel(usize);

impl Fuel {
    pub(super) fn new(tokens: usize) -> Fuel {
        Fuel(800_000 + 50 * tokens)
    }

    /// Pays for an attempt that reads so many tokens.
    pub(super) fn burn(&mut self, tokens: usize) {
        self.0 = self.0.saturating_sub(ATTEMPT + tokens);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0 == 0
    }
}

/// What became of a part.
pub(super) struct Repaired {
    /// What it is, if it can be known.
    pub(super) root: Option<Root>,
    /// Whether something was reported.
    pub(super) reported: bool,
    /// Whether tokens were left out.
    pub(super) cut: bool,
}

/// How far the grammar reads some tokens.
pub(super) enum Attempt {
    /// To the end.
    Done(Root),
    /// To before this token, or to the end if something is missing there.
    Stops { at: usize, expected: Expected },
}

/// Parses the tokens from `start` to before `end`, which stand in a block of the kind `block`.
pub(super) fn parse_part(
    tokens: &Tokens<'_>,
    builder: &mut Builder<'_>,
    fuel: &mut Fuel,
    first: Start,
    block: Block,
    start: usize,
    end: usize,
) -> Repaired {
    let deep = tokens.too_deep.partition_point(|at| *at < start);
    if tokens.too_deep.get(deep).is_some_and(|at| *at < end) {
        return Repaired { root: None, reported: true, cut: false };
    }
    let mut part = tokens.all[start..end].to_vec();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut cut = false;
    let mark = builder.mark();
    let mut attempt = parse(builder, first, &mut part.iter());
    let root = loop {
        let (at, expected) = match attempt {
            Attempt::Done(root) => break Some(root),
            Attempt::Stops { at, expected } => (at, expected),
        };
        builder.rollback(&mark);
        let stop = Stop { tokens, part: &part, at, behind: end, expected: &expected, block };
        let edit = if found.len() < MOST_EDITS { best_edit(builder, fuel, first, &stop) } else { None };
        let Some(edit) = edit else {
            found.push(hopeless(&stop));
            break None;
        };
        part = apply(&part, &edit);
        cut |= edit.with.is_empty();
        found.push(edit.diagnostic);
        attempt = parse(builder, first, &mut part.iter());
    };
    let reported = !found.is_empty();
    builder.diagnostics.extend(found);
    Repaired { root, reported, cut }
}

/// The edit that gets farthest. Nothing stays in the builder.
fn best_edit(builder: &mut Builder<'_>, fuel: &mut Fuel, first: Start, stop: &Stop<'_>) -> Option<Edit> {
    let mark = builder.mark();
    let mut best: Option<(usize, Edit)> = None;
    for edit in stop.edits() {
        if fuel.is_empty() {
            return None;
        }
        let part = apply(stop.part, &edit);
        fuel.burn(part.len());
        let attempt = parse(builder, first, &mut part.iter());
        builder.rollback(&mark);
        let progress = match attempt {
            Attempt::Done(_) if best.is_none() || !edit.throws_away() => return Some(edit),
            Attempt::Done(_) => continue,
            Attempt::Stops { at, .. } => edit.progress(stop.at, at),
        };
        if progress >= LEAST_PROGRESS && best.as_ref().is_none_or(|(most, _)| progress > *most) {
            best = Some((progress, edit));
        }
    }
    best.map(|(_, edit)| edit)
}

fn apply(part: &[Tok], edit: &Edit) -> Vec<Tok> {
    let mut changed = part[..edit.start].to_vec();
    changed.extend(replacement(part, edit));
    changed.extend_from_slice(&part[edit.end..]);
    changed
}

/// The tokens that an edit puts in place of others.
pub(super) fn replacement(part: &[Tok], edit: &Edit) -> Vec<Tok> {
    let replaced = &part[edit.start..edit.end];
    let before = edit.start.checked_sub(1).map(|at| part[at].range.end);
    let place = before.or_else(|| part.first().map(|token| token.range.start)).unwrap_or(0);
    let mut with = Vec::with_capacity(edit.with.len());
    for (index, terminal) in edit.with.iter().enumerate() {
        with.push(match replaced.get(index) {
            // One terminal for several tokens covers all of them.
            Some(token) if edit.with.len() == 1 => {
                let last = replaced[replaced.len() - 1];
                Tok { terminal: *terminal, range: token.range.to(last.range), ..*token }
            }
            Some(token) => Tok { terminal: *terminal, ..*token },
            None => {
                Tok { terminal: *terminal, range: ByteRange::empty(place), starts_line: false, indent: 0 }
            }
        });
    }
    with
}

/// Runs the grammar over tokens. With tokens of one type of iterator the parser is compiled once for all callers.
pub(super) fn parse(
    builder: &mut Builder<'_>,
    first: Start,
    part: &mut dyn Iterator<Item = &Tok>,
) -> Attempt {
    let pulled = Cell::new(0usize);
    let mut part = part.peekable();
    let start = part.peek().map_or(0, |token| token.range.start);
    let stream = std::iter::once((start, Terminal::Start(first), start)).chain(part.map(|token| {
        pulled.set(pulled.get() + 1);
        (token.range.start, token.terminal, token.range.end)
    }));
    let stream = stream.map(Ok::<_, TooDeep>);
    match lr::parse(builder, stream) {
        Ok(root) => Attempt::Done(root),
        Err(Refusal::End { expected }) => {
            Attempt::Stops { at: pulled.get(), expected: Expected::new(expected) }
        }
        Err(Refusal::Terminal { expected }) => {
            Attempt::Stops { at: pulled.get().saturating_sub(1), expected: Expected::new(expected) }
        }
        Err(Refusal::Extra | Refusal::TooDeep) => {
            Attempt::Stops { at: pulled.get().saturating_sub(1), expected: Expected::default() }
        }
    }
}

/// The message for a part that no edit mends.
fn hopeless(stop: &Stop<'_>) -> Diagnostic {
    let (file, place) = (stop.tokens.file, stop.place_of_missing());
    if let Some(keyword) = stop.definition() {
        return diagnostics::inline_definition(file, keyword, place);
    }
    if stop.expected.ty() {
        return diagnostics::missing_type(file, &stop.found(), place);
    }
    diagnostics::incomplete(file, &stop.expected.words(), &stop.found(), place)
}
