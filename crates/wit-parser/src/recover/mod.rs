//! Text with errors into a tree. Tokens go into a vector; the outline cuts it into blocks and parts by braces, line starts
//! and keywords; each part goes through the grammar alone, so that a fault stays in its part; inside a part, small repairs
//! are tried. Every fault is reported once, where it is.

mod assemble;
mod change;
mod classify;
mod consequences;
mod edit;
mod expected;
mod foreign;
mod gap;
mod guess;
mod mend;
mod outline;
mod repair;
mod tokens;

use outwit_diagnostics::Diagnostic;

use crate::ast::{File, InterfaceItem, Item, ResourceItem, WorldItem};
use crate::build::Builder;
use crate::lexer::Side;
use crate::token::Start;
use mend::Mended;
use repair::{Attempt, Fuel};
use tokens::Tokens;

/// Parses a text of which the grammar has refused some part (or none: then the tree is the one of the fast path).
///
/// Two accounts of what is wrong are compared: that of the outline, which knows lines and blocks, and that of single changes
/// to tokens. The one with fewer faults is the better guess; if there are as many, the first unless it alone throws text away.
pub(crate) fn recover(text: &str, side: &Side) -> (File, Vec<Diagnostic>) {
    let mut tokens = tokens::lex(text, side);
    foreign::translate(&mut tokens, side);
    classify::correct_keywords(&mut tokens);
    let before = tokens.diagnostics.take();
    let first = by_outline(&tokens, side);
    let is_sure = first.found.is_empty() || first.found.len() == 1 && first.keeps_all;
    let second = if is_sure { None } else { by_changes(&tokens, side) };
    let Account { file, mut found, .. } = match second {
        Some(second) if second.is_better_than(&first) => second,
        _ => first,
    };
    consequences::remove_covered(&mut found, &before);
    (file, [before, found].concat())
}

/// A tree, and what was found wrong on the way to it.
struct Account {
    file: File,
    found: Vec<Diagnostic>,
    /// Whether all text is in the tree.
    keeps_all: bool,
}

impl Account {
    fn is_better_than(&self, other: &Account) -> bool {
        let (faults, others) = (self.found.len(), other.found.len());
        faults < others || faults == others && self.keeps_all && !other.keeps_all
    }
}

fn by_outline(tokens: &Tokens<'_>, side: &Side) -> Account {
    let (file, found, cuts_head) = assemble::assemble(tokens, &outline::outline(tokens), side);
    let keeps_all = !cuts_head && !loses_items(&file);
    Account { file, found: consequences::without(found, tokens), keeps_all }
}

/// Changes what can be changed and leaves the rest to the outline; `None` if that is all.
fn by_changes(tokens: &Tokens<'_>, side: &Side) -> Option<Account> {
    let mut fuel = Fuel::new(tokens.len());
    let Mended { tokens, mut found, keeps_all } = mend::mend(tokens, side, &mut fuel)?;
    let (file, rest, is_whole) = match whole(&tokens, side) {
        Some((file, rest)) => (file, rest, true),
        None => {
            let rest = by_outline(&tokens, side);
            (rest.file, rest.found, false)
        }
    };
    found.extend(rest);
    Some(Account { file, found: consequences::without(found, &tokens), keeps_all: keeps_all && is_whole })
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
    match repair::parse(&mut builder, Start::File, &mut tokens.all.iter()) {
        Attempt::Done(_) => Some(builder.finish()),
        Attempt::Stops { .. } => None,
    }
}
