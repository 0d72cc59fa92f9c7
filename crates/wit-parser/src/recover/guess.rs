//! Blocks whose head cannot be read: what they hold says what they are.

use super::classify::{Block, Class, classify};
use super::tokens::Tokens;
use crate::token::TokenKind;

/// The head of a block that cannot be read. It ends before token `end`.
pub(super) struct Unreadable {
    pub(super) block: Block,
    pub(super) end: usize,
    /// The `{`, if there is one.
    pub(super) brace: Option<usize>,
}

/// Whether what starts at `item` in a block of the kind `around`, and seems to be of the class `class`, is such a head: no
/// item that can be read, up to a `{`, or, if some `}` has lost its `{`, up to the end of the line.
pub(super) fn unreadable_head(
    tokens: &Tokens<'_>,
    around: Block,
    class: Class,
    item: usize,
    lacks_brace: bool,
) -> Option<Unreadable> {
    if class == Class::Field && tokens.kind(item) == Some(TokenKind::Ident) && around == Block::Interface {
        return None;
    }
    if !matches!(around, Block::File | Block::Package | Block::Interface | Block::World) {
        return None;
    }
    if class.is_definite() {
        // The head is missing altogether.
        let indented = tokens.starts_line(item) && tokens.indent(item) > 0;
        if !lacks_brace || !indented || around.accepts(class) {
            return None;
        }
        let block = kind_of_block(tokens, around, item, item)?;
        return block.accepts(class).then_some(Unreadable { block, end: item, brace: None });
    }
    let mut at = item;
    loop {
        match tokens.kind(at) {
            Some(TokenKind::LeftBrace) => break,
            None | Some(TokenKind::Semicolon | TokenKind::RightBrace) => return None,
            _ if at > item && tokens.starts_line(at) => {
                if !lacks_brace || tokens.indent(at) <= tokens.indent(item) {
                    return None;
                }
                let block = kind_of_block(tokens, around, item, at)?;
                let inner = classify(tokens, at).0;
                return (!around.accepts(inner)).then_some(Unreadable { block, end: at, brace: None });
            }
            _ => at += 1,
        }
    }
    // `a.{b}` holds names, and behind `stray record r {` the head can be read.
    let is_head = |at: usize| tokens.is(at + 1, TokenKind::Ident) && classify(tokens, at).0.block().is_some();
    if at > item && tokens.is(at - 1, TokenKind::Dot) || (item..at).any(is_head) {
        return None;
    }
    let block = kind_of_block(tokens, around, item, at + 1)?;
    Some(Unreadable { block, end: at, brace: Some(at) })
}

/// `package name {` with items that no package has: the name of a package has a namespace, so it is something else.
pub(super) fn no_package(tokens: &Tokens<'_>, class: Class, item: usize, brace: usize) -> Option<Unreadable> {
    let is_name = class == Class::Package && brace == item + 2 && tokens.is(item + 1, TokenKind::Ident);
    let block = is_name.then(|| kind_of_items(tokens, brace + 1))??;
    Some(Unreadable { block, end: brace, brace: Some(brace) })
}

/// What a block of the kind `block` is, of which the first item starts at `first`, if each of its items that say what it is
/// belongs to another kind; and the first of those.
pub(super) fn other_kind(tokens: &Tokens<'_>, block: Block, first: usize) -> Option<(Block, usize)> {
    match block {
        Block::Record | Block::Variant | Block::Enum | Block::Flags => match classify(tokens, first).0 {
            Class::Func | Class::Constructor => {
                ends_with_semicolon(tokens, first).then_some((Block::Resource, first))
            }
            Class::Field | Class::Word => Some((Elements::count(tokens, first).other_kind(block)?, first)),
            _ => None,
        },
        Block::Interface => other_items(tokens, first, Block::World).map(|at| (Block::World, at)),
        Block::World => other_items(tokens, first, Block::Interface).map(|at| (Block::Interface, at)),
        _ => None,
    }
}

/// The keyword of a block of which the first element starts at `first`, if these say what it is.
pub(super) fn list_keyword(tokens: &Tokens<'_>, first: usize) -> Option<TokenKind> {
    match Elements::count(tokens, first) {
        Elements { fields: 1.., .. } => Some(TokenKind::Record),
        Elements { with_type: 1.., .. } => Some(TokenKind::Variant),
        Elements { words: 1.., is_closed: true, .. } => Some(TokenKind::Enum),
        _ => None,
    }
}

/// How many elements of a list are of which form.
#[derive(Default)]
struct Elements {
    /// `name: type`
    fields: usize,
    /// `name(type)`
    with_type: usize,
    /// `name`
    words: usize,
    /// Whether a `}` stands behind the last.
    is_closed: bool,
}

impl Elements {
    /// Counts the elements from `first` up to the end of the block.
    fn count(tokens: &Tokens<'_>, first: usize) -> Elements {
        let mut elements = Elements::default();
        let (mut at, mut brackets, mut starts) = (first, 0u32, true);
        while let Some(kind) = tokens.kind(at) {
            if starts {
                match classify(tokens, at) {
                    (Class::Field, _) => elements.fields += 1,
                    (Class::Word, item) if tokens.is(item + 1, TokenKind::LeftParen) => {
                        elements.with_type += 1;
                    }
                    (Class::Word, _) => elements.words += 1,
                    _ => return elements,
                }
            }
            starts = false;
            match kind {
                TokenKind::Comma if brackets == 0 => starts = !tokens.is(at + 1, TokenKind::RightBrace),
                TokenKind::LeftParen | TokenKind::LeftAngle => brackets += 1,
                TokenKind::RightParen | TokenKind::RightAngle => brackets = brackets.saturating_sub(1),
                TokenKind::LeftBrace | TokenKind::RightBrace | TokenKind::Semicolon => {
                    elements.is_closed = kind == TokenKind::RightBrace;
                    return elements;
                }
                _ => {}
            }
            at += 1;
        }
        elements
    }

    /// What has such elements, if a block of the kind `block` has none of them.
    fn other_kind(&self, block: Block) -> Option<Block> {
        let Elements { fields, with_type, words, .. } = *self;
        match block {
            Block::Variant | Block::Enum | Block::Flags if with_type + words == 0 => Some(Block::Record),
            Block::Record if fields == 0 && with_type > 0 => Some(Block::Variant),
            Block::Enum | Block::Flags if fields == 0 && with_type > 1 => Some(Block::Variant),
            _ => None,
        }
    }
}

/// Whether a `;` ends the function that starts at `first`: functions of a resource do, and what may be meant as a field does not.
fn ends_with_semicolon(tokens: &Tokens<'_>, first: usize) -> bool {
    let (mut brackets, mut at) = (0u32, first);
    while let Some(kind) = tokens.kind(at) {
        match kind {
            TokenKind::Semicolon => return true,
            TokenKind::LeftBrace | TokenKind::RightBrace => return false,
            TokenKind::Comma if brackets == 0 => return false,
            TokenKind::LeftParen | TokenKind::LeftAngle => brackets += 1,
            TokenKind::RightParen | TokenKind::RightAngle => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    false
}

/// The first item of a block that only blocks of the kind `other` hold, if there are several and none that `other` does not.
/// One alone may just lack its `import`.
fn other_items(tokens: &Tokens<'_>, first: usize, other: Block) -> Option<usize> {
    use Class::{Export, Func, Import, Include, Interface, Package, World};
    let (mut at, mut depth, mut starts) = (first, 0u32, true);
    let mut found: Vec<usize> = Vec::new();
    let outside = first.checked_sub(1).map_or(0, |brace| tokens.indent(brace));
    while let Some(kind) = tokens.kind(at) {
        if starts && depth == 0 {
            let (class, item) = classify(tokens, at);
            match class {
                Func | Import | Export | Include if !other.accepts(class) => return None,
                Func | Import | Export | Include => found.push(item),
                // The `}` is missing.
                Interface | World | Package if tokens.starts_line(at) && tokens.indent(at) <= outside => {
                    break;
                }
                _ => {}
            }
        }
        starts = false;
        match kind {
            TokenKind::LeftBrace => depth += 1,
            TokenKind::RightBrace if depth == 0 => break,
            TokenKind::RightBrace => {
                depth -= 1;
                starts = true;
            }
            TokenKind::Semicolon => starts = true,
            _ => {}
        }
        at += 1;
    }
    found.first().copied().filter(|_| found.len() > 1)
}

/// What a block is whose head starts at `head` and whose first item starts at `first`.
fn kind_of_block(tokens: &Tokens<'_>, around: Block, head: usize, first: usize) -> Option<Block> {
    use Class::{Constructor, Field, Func, Word};
    let (class, item) = classify(tokens, first);
    if matches!(around, Block::File | Block::Package) {
        return kind_of_items(tokens, first);
    }
    Some(match class {
        Func if (head..first).any(|at| tokens.is(at, TokenKind::Interface)) => Block::Interface,
        Func | Constructor => Block::Resource,
        Field => Block::Record,
        Word if tokens.is(item + 1, TokenKind::LeftParen) => Block::Variant,
        Word if tokens.is(item + 1, TokenKind::Comma) => {
            if Elements::count(tokens, first).with_type > 0 {
                Block::Variant
            } else {
                Block::Enum
            }
        }
        _ => return None,
    })
}

/// Whether a block at the top level, of which the first item starts at `first`, is an interface or a world. Types and `use`
/// stand in both.
fn kind_of_items(tokens: &Tokens<'_>, first: usize) -> Option<Block> {
    use Class::{Enum, Export, Flags, Func, Import, Include, Record, Resource, Type, Use, Variant};
    let (mut at, mut depth, mut starts) = (first, 0u32, true);
    let outside = first.checked_sub(1).map_or(0, |brace| tokens.indent(brace));
    let mut found = None;
    while let Some(kind) = tokens.kind(at) {
        // `use i.{t};` ends behind its `}`.
        if starts && depth == 0 && kind != TokenKind::Semicolon {
            match classify(tokens, at).0 {
                Import | Export | Include => return Some(Block::World),
                Func => return Some(Block::Interface),
                Use | Type | Record | Flags | Variant | Enum | Resource => found = Some(Block::Interface),
                // The `}` is missing.
                class if class.is_definite() && tokens.starts_line(at) && tokens.indent(at) <= outside => {
                    return found;
                }
                _ if kind == TokenKind::RightBrace => return found,
                _ => return None,
            }
        }
        starts = matches!(kind, TokenKind::Semicolon | TokenKind::RightBrace);
        match kind {
            TokenKind::LeftBrace => depth += 1,
            TokenKind::RightBrace if depth == 0 => return found,
            TokenKind::RightBrace => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    found
}
