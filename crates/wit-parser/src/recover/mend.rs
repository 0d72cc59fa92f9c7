//! Whole-token changes to a text, each of which lets the grammar read on: a token too many, a token missing, one instead of
//! another, two in the wrong order. The grammar stops at the first token that cannot follow, so the fault is there or just
//! before; every change of one token around the stop is tried, on the item that holds it, and the one that reads farthest
//! is kept. What no such change explains is left to the outline.

use std::ops::Range;

use outwit_diagnostics::Diagnostic;

use super::change::{Change, Place};
use super::classify::{Block, Class, attribute_end, classify, item_class};
use super::edit::{Edit, Stop};
use super::expected::Expected;
use super::gap::Gap;
use super::repair::{Attempt, Fuel, parse, replacement};
use super::tokens::{Tok, Tokens};
use crate::build::Builder;
use crate::lexer::Side;
use crate::token::{Start, Terminal, TokenKind};

/// Changes are tried at the stop and at so many tokens before it.
const REACH: usize = 2;
/// The grammar must read so many tokens behind the stop for a change to be looked at more closely.
const GLANCE: usize = 4;
/// So many tokens behind the stop are read to tell good changes from better ones.
const LOOK: usize = 4000;
/// So many of them are searched for the brackets and words that messages name.
const PART: usize = 64;

/// Tokens that the grammar takes, as far as single changes can make it, and what was said about each change.
pub(super) struct Mended<'t> {
    pub(super) tokens: Tokens<'t>,
    pub(super) found: Vec<Diagnostic>,
    /// Whether no token of the text was thrown away.
    pub(super) keeps_all: bool,
}

/// Mends what can be mended; `None` if that is nothing.
pub(super) fn mend<'t>(tokens: &Tokens<'t>, side: &Side, fuel: &mut Fuel) -> Option<Mended<'t>> {
    // What nests too deeply is named by the positions of tokens, which changes would shift.
    if !tokens.too_deep.is_empty() {
        return None;
    }
    let mut mender = Mender {
        tokens,
        all: Gap::new(&tokens.all),
        builder: Builder::new(tokens.text, side),
        fuel,
        found: Vec::new(),
        keeps_all: true,
    };
    mender.run();
    let Mender { all, found, keeps_all, .. } = mender;
    let tokens = (!found.is_empty()).then(|| tokens.with_all(all.into_vec()))?;
    Some(Mended { tokens, found, keeps_all })
}

struct Mender<'a, 't> {
    /// The tokens of the text.
    tokens: &'a Tokens<'t>,
    /// The same with changes; all positions below count these.
    all: Gap<'a>,
    builder: Builder<'a>,
    fuel: &'a mut Fuel,
    found: Vec<Diagnostic>,
    keeps_all: bool,
}

/// Where reading starts: at a member of the innermost open block.
#[derive(Clone, Default)]
struct Cursor {
    at: usize,
    /// The open blocks, each with the tokens of its head and its `{`.
    open: Vec<(Block, Range<usize>)>,
}

/// What becomes of a change.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Reading {
    /// How many tokens behind the stop the grammar takes.
    progress: usize,
    /// What is wrong with what it made of them.
    complaints: usize,
}

impl Reading {
    fn is_better_than(self, other: Reading) -> bool {
        (self.progress, other.complaints) > (other.progress, self.complaints)
    }
}

impl Mender<'_, '_> {
    fn run(&mut self) {
        let mut cursor = Cursor::default();
        while let Some((stop, expected)) = self.next_stop(&cursor) {
            let member = self.advance(cursor.clone(), stop).at;
            let base = self.advance(cursor, member.saturating_sub(1).min(stop.saturating_sub(REACH)));
            match self.best(&base, stop, &expected) {
                Some(change) => {
                    let length = |tokens: &[Tok]| tokens.iter().map(|token| token.range.len()).sum::<usize>();
                    let old: Vec<Tok> = self.all.range(change.start..change.end).copied().collect();
                    self.keeps_all &= length(&change.with) >= length(&old);
                    self.all.replace(change.start..change.end, change.with);
                    self.found.push(change.diagnostic);
                    cursor = base;
                }
                None => match self.next_item(&base, stop) {
                    Some(at) => cursor = Cursor { at, open: Vec::new() },
                    None => return,
                },
            }
            if self.fuel.is_empty() {
                return;
            }
        }
    }

    /// Reads from the cursor on: the token at which the grammar stops (or the end), and what it wants there.
    fn next_stop(&mut self, cursor: &Cursor) -> Option<(usize, Expected)> {
        let heads: Vec<Tok> = self.heads(cursor);
        let rest = self.all.range(cursor.at..self.all.len());
        let mark = self.builder.mark();
        let attempt = parse(&mut self.builder, Start::File, &mut heads.iter().chain(rest));
        self.builder.rollback(&mark);
        let Attempt::Stops { at, expected } = attempt else { return None };
        self.fuel.burn(at);
        // A head was read before; it cannot be what stops the grammar.
        Some((cursor.at + at.checked_sub(heads.len())?, expected))
    }

    fn heads(&self, cursor: &Cursor) -> Vec<Tok> {
        let mut heads = Vec::new();
        for (_, head) in &cursor.open {
            heads.extend(self.all.range(head.clone()).copied());
        }
        heads
    }

    /// The last start of a member at or before `to`. Everything up to there was read.
    fn advance(&self, mut cursor: Cursor, to: usize) -> Cursor {
        let all = &self.all;
        let (mut at, mut brackets, mut in_names) = (cursor.at, 0u32, false);
        while at < to {
            let mut ends = false;
            match all.get(at).and_then(Tok::kind) {
                Some(TokenKind::LeftParen | TokenKind::LeftAngle) => brackets += 1,
                Some(TokenKind::RightParen | TokenKind::RightAngle) => brackets = brackets.saturating_sub(1),
                Some(TokenKind::LeftBrace) => {
                    match opened(|offset| all.get(cursor.at + offset).filter(|_| cursor.at + offset < at)) {
                        Some(block) => {
                            cursor.open.push((block, cursor.at..at + 1));
                            ends = true;
                        }
                        None => in_names = true,
                    }
                }
                Some(TokenKind::RightBrace) if in_names => {
                    in_names = false;
                    // `include w with { ... }` ends here, `use i.{ ... };` does not.
                    ends = all.get(at + 1).is_none_or(|next| !next.is(TokenKind::Semicolon));
                }
                Some(TokenKind::RightBrace) => {
                    cursor.open.pop();
                    ends = true;
                }
                Some(TokenKind::Semicolon) => ends = true,
                Some(TokenKind::Comma) => {
                    let in_list = cursor.open.last().is_some_and(|(block, _)| block.is_list());
                    ends = in_list && brackets == 0;
                }
                _ => {}
            }
            at += 1;
            if ends {
                cursor.at = at;
                brackets = 0;
            }
        }
        cursor
    }

    /// The change that reads farthest; among those the first that makes least to complain about.
    fn best(&mut self, base: &Cursor, stop: usize, expected: &Expected) -> Option<Change> {
        let heads = self.heads(base);
        let mut best: Option<(Reading, Change)> = None;
        for change in self.changes(base, &heads, stop, expected) {
            if self.fuel.is_empty() {
                return None;
            }
            if self.read(base, &heads, &change, stop, GLANCE).progress < GLANCE {
                continue;
            }
            let reading = self.read(base, &heads, &change, stop, LOOK);
            if best.as_ref().is_none_or(|(other, _)| reading.is_better_than(*other)) {
                let is_perfect = reading == Reading { progress: LOOK, complaints: 0 };
                best = Some((reading, change));
                if is_perfect {
                    break;
                }
            }
        }
        best.map(|(_, change)| change)
    }

    /// How the grammar reads with a change, at most `most` tokens behind the stop.
    fn read(&mut self, base: &Cursor, heads: &[Tok], change: &Change, stop: usize, most: usize) -> Reading {
        let end = self.all.len().min(stop.max(change.end) + most);
        let before = self.all.range(base.at..change.start);
        let behind = self.all.range(change.end..end);
        let read_before = heads.len() + change.start - base.at;
        let given = read_before + change.with.len() + end - change.end;
        let mark = self.builder.mark();
        let said = self.builder.diagnostics.len();
        let mut parts = heads.iter().chain(before).chain(&change.with).chain(behind);
        let attempt = parse(&mut self.builder, Start::File, &mut parts);
        let complaints = self.builder.diagnostics.len() - said;
        self.builder.rollback(&mark);
        let progress = match attempt {
            Attempt::Done(_) => most,
            // At the end of what it was given the grammar stops in any case.
            Attempt::Stops { at, .. } if at >= given && end < self.all.len() => most,
            Attempt::Stops { at, .. } => {
                let reached = at + change.end - change.start + base.at;
                reached.saturating_sub(heads.len() + change.with.len()).saturating_sub(stop.max(change.end))
            }
        };
        self.fuel.burn(given.min(read_before + progress));
        Reading { progress, complaints }
    }

    /// All changes worth a try, the likeliest first.
    fn changes(&mut self, base: &Cursor, heads: &[Tok], stop: usize, expected: &Expected) -> Vec<Change> {
        let block = base.open.last().map_or(Block::File, |(block, _)| *block);
        let end = self.all.len().min(stop + PART);
        let mut part = heads.to_vec();
        for token in self.all.range(base.at..end) {
            part.push(*token);
        }
        let shift = |at: usize| (at + base.at).checked_sub(heads.len());
        let at = heads.len() + stop - base.at;
        // What stands behind the part matters at its end alone, which is that of the file.
        let behind = self.tokens.len();
        let known = Stop { tokens: self.tokens, part: &part, at, behind, expected, block };
        let mut changes = Vec::new();
        // Each missing `}` is a change of its own, with a better message.
        let right_brace = Terminal::Token(TokenKind::RightBrace);
        let closes = |edit: &Edit| edit.start == edit.end && edit.with.contains(&right_brace);
        for edit in known.edits() {
            if edit.throws_away() || closes(&edit) {
                continue;
            }
            let (Some(start), Some(end)) = (shift(edit.start), shift(edit.end)) else { continue };
            let with = replacement(&part, &edit);
            if start >= base.at {
                changes.push(Change { start, end, with, diagnostic: edit.diagnostic });
            }
        }
        let member = self.advance(base.clone(), stop).at;
        let near = (base.at.max(stop.saturating_sub(REACH))..=stop).rev();
        // Where the member starts, something may be missing or too much before it.
        let far =
            [member, member.saturating_sub(1)].into_iter().filter(|at| *at + REACH < stop && *at >= base.at);
        for at in near.chain(far) {
            let wanted = if at == stop { expected.clone() } else { self.expected_at(base, heads, at) };
            let around = self.advance(base.clone(), at).open.pop();
            let brace = around.and_then(|(block, head)| Some((block, self.all.get(head.end - 1)?.range)));
            let place = Place { tokens: self.tokens, all: &self.all, at, wanted: &wanted, around: brace };
            changes.extend(place.changes());
        }
        changes
    }

    /// What the grammar wants at a token before the stop.
    fn expected_at(&mut self, base: &Cursor, heads: &[Tok], at: usize) -> Expected {
        let mark = self.builder.mark();
        let mut parts = heads.iter().chain(self.all.range(base.at..at));
        let attempt = parse(&mut self.builder, Start::File, &mut parts);
        self.builder.rollback(&mark);
        self.fuel.burn(heads.len() + at - base.at);
        match attempt {
            Attempt::Stops { expected, .. } => expected,
            // Here the file could end, which is where items stand.
            Attempt::Done(_) => Expected::items(),
        }
    }

    /// The next item of the file that starts a line and is indented no deeper than the one at hand.
    fn next_item(&self, base: &Cursor, stop: usize) -> Option<usize> {
        let start = base.open.first().map_or(base.at, |(_, head)| head.start);
        let indent = self.all.get(start).map_or(0, |token| token.indent);
        let tokens = self.tokens;
        let starts_item = |at: &usize| {
            tokens.starts_line(*at)
                && tokens.indent(*at) <= indent
                && matches!(classify(tokens, *at).0, Class::Interface | Class::World | Class::Package)
        };
        let first = self.all.before_changes(stop).unwrap_or(0) + 1;
        (first..tokens.len()).find(starts_item).and_then(|at| self.all.after_changes(at))
    }
}

/// The block that `{` opens behind the tokens of a member; `None` for the braces of `use` and `include`.
fn opened<'t>(member: impl Fn(usize) -> Option<&'t Tok>) -> Option<Block> {
    let kind = |at: usize| member(at).and_then(Tok::kind);
    let mut first = 0;
    while kind(first) == Some(TokenKind::At) {
        first = attribute_end(first, kind);
    }
    match item_class(kind(first)?)? {
        Class::Import | Class::Export => Some(Block::Interface),
        class => class.block(),
    }
}
