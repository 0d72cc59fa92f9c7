//! Text with errors into a tree. Tokens go into a vector; the outline cuts it into blocks and parts by braces, line starts
//! and keywords; each part goes through the grammar alone, so that a fault stays in its part; inside a part, small repairs
//! are tried. Every fault is reported once, where it is.

mod assemble;
mod change;
mod classify;
mod edit;
mod expected;
mod gap;
mod mend;
mod outline;
mod repair;
mod tokens;

use outwit_diagnostics::{ByteRange, Diagnostic};

use crate::ast::{File, InterfaceItem, Item, ResourceItem, WorldItem};
use crate::build::Builder;
use crate::diagnostics::codes;
use crate::lexer::Side;
use crate::token::Start;
use mend::Mended;
use repair::{Attempt, Fuel};
use tokens::Tokens;

/// Parses a text of which the grammar has refused some part (or none: then the tree is the one of the fast path).
///
/// Two accounts of what is wrong are compared: that of the outline, which knows lines and blocks, and that of single changes
/// to tokens. The one with fewer faults is the better guess; if there are as many, the first unless it alone throws items away.
pub(crate) fn recover(text: &str, side: &Side) -> (File, Vec<Diagnostic>) {
    let mut tokens = tokens::lex(text, side);
    classify::correct_keywords(&mut tokens);
    let before = tokens.diagnostics.take();
    let (file, found) = by_outline(&tokens, side);
    let (file, found) = match found.len() {
        0 => (file, found),
        1 if !loses_items(&file) => (file, found),
        count => {
            let loses = loses_items(&file);
            by_changes(&tokens, side, count, loses).unwrap_or((file, found))
        }
    };
    (file, [before, found].concat())
}

fn by_outline(tokens: &Tokens<'_>, side: &Side) -> (File, Vec<Diagnostic>) {
    let (file, found) = assemble::assemble(tokens, &outline::outline(tokens), side);
    (file, without_details(found))
}

/// Changes what can be changed and leaves the rest to the outline. `None` if the account of the outline, which has `count`
/// faults and perhaps `loses` items, is as good.
fn by_changes(
    tokens: &Tokens<'_>,
    side: &Side,
    count: usize,
    loses: bool,
) -> Option<(File, Vec<Diagnostic>)> {
    let mut fuel = Fuel::new(tokens.len());
    let Mended { tokens, mut found, keeps_all } = mend::mend(tokens, side, &mut fuel)?;
    let whole = whole(&tokens, side);
    let keeps_all = keeps_all && whole.is_some();
    let (file, rest) = whole.unwrap_or_else(|| by_outline(&tokens, side));
    found.extend(rest);
    let found = without_details(found);
    let is_better = found.len() < count || loses && keeps_all && found.len() == count;
    is_better.then_some((file, found))
}

/// How an attribute is written says more than which of its tokens are wrong.
fn without_details(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let range = |diagnostic: &Diagnostic| {
        diagnostic.primary.as_ref().map_or(ByteRange::default(), |label| label.span.range)
    };
    let attributes = found.iter().filter(|diagnostic| diagnostic.code == &codes::MALFORMED_ATTRIBUTE);
    let mut attributes: Vec<ByteRange> = attributes.map(range).collect();
    attributes.sort();
    let is_inside = |inner: ByteRange| {
        let before = attributes.partition_point(|outer| outer.start < inner.start);
        attributes[..before].last().is_some_and(|outer| inner.end <= outer.end)
    };
    found.retain(|diagnostic| !is_inside(range(diagnostic)));
    found
}

/// Whether items could not be read.
fn loses_items(file: &File) -> bool {
    let arenas = &file.arenas;
    arenas.items.iter().any(|item| matches!(item, Item::Error(_)))
        || arenas.interface_items.iter().any(|item| matches!(item, InterfaceItem::Error(_)))
        || arenas.world_items.iter().any(|item| matches!(item, WorldItem::Error(_)))
        || arenas.resource_items.iter().any(|item| matches!(item, ResourceItem::Error(_)))
}

/// The tree of tokens that the grammar takes.
fn whole(tokens: &Tokens<'_>, side: &Side) -> Option<(File, Vec<Diagnostic>)> {
    let mut builder = Builder::new(tokens.text, side);
    match repair::parse(&mut builder, Start::File, &tokens.all) {
        Attempt::Done(_) => Some(builder.finish()),
        Attempt::Stops { .. } => None,
    }
}
