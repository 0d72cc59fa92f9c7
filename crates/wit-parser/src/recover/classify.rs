//! What kind of item starts at a token, from the first few tokens of it, and which block holds which kinds.

use outwit_diagnostics::closest;

use super::tokens::Tokens;
use crate::diagnostics;
use crate::token::{Start, Terminal, TokenKind};

/// What an item seems to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Interface,
    World,
    Package,
    Use,
    Type,
    Record,
    Flags,
    Variant,
    Enum,
    Resource,
    Import,
    Export,
    Include,
    Constructor,
    /// `name: func`, or an accessor.
    Func,
    /// `name: ` and something else.
    Field,
    /// A name.
    Word,
    Other,
}

/// What braces are around an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    File,
    Package,
    Interface,
    World,
    Resource,
    Record,
    Variant,
    Flags,
    Enum,
}

impl Class {
    /// Whether a keyword says what the item is, so that it cannot be a part of another one.
    pub(super) fn is_definite(self) -> bool {
        !matches!(self, Class::Field | Class::Word | Class::Other)
    }

    /// The block that such an item opens.
    pub(super) fn block(self) -> Option<Block> {
        Some(match self {
            Class::Interface => Block::Interface,
            Class::World => Block::World,
            Class::Package => Block::Package,
            Class::Record => Block::Record,
            Class::Flags => Block::Flags,
            Class::Variant => Block::Variant,
            Class::Enum => Block::Enum,
            Class::Resource => Block::Resource,
            _ => return None,
        })
    }

    /// The item in a message.
    pub(super) fn what(self) -> &'static str {
        match self {
            Class::Interface => "an interface",
            Class::World => "a world",
            Class::Package => "a package",
            Class::Use => "a `use`",
            Class::Type | Class::Record | Class::Flags | Class::Variant | Class::Enum => "a type definition",
            Class::Resource => "a resource",
            Class::Import => "an import",
            Class::Export => "an export",
            Class::Include => "an `include`",
            Class::Constructor => "a constructor",
            Class::Func => "a function",
            Class::Field | Class::Word | Class::Other => "this",
        }
    }

    /// Where such an item can stand.
    pub(super) fn allowed(self) -> &'static str {
        match self {
            Class::Interface => {
                "move it to the top level of the file; in a world write `import name: interface { ... }`"
            }
            Class::World | Class::Package => "move it to the top level of the file",
            Class::Use => "move it to an interface, a world or the top level of the file",
            Class::Type | Class::Record | Class::Flags | Class::Variant | Class::Enum | Class::Resource => {
                "move it to an interface or a world"
            }
            Class::Import | Class::Export | Class::Include => "move it to a world",
            Class::Constructor => "move it to a resource",
            Class::Func => {
                "move it to an interface or a resource; in a world write `import` or `export` before it"
            }
            Class::Field | Class::Word | Class::Other => "remove it",
        }
    }
}

impl Block {
    pub(super) fn accepts(self, class: Class) -> bool {
        use Class::{
            Constructor, Enum, Export, Field, Flags, Func, Import, Include, Record, Resource, Type, Use,
            Variant,
        };
        match self {
            Block::File | Block::Package => {
                matches!(class, Class::Interface | Class::World | Class::Package | Use)
            }
            Block::Interface => {
                matches!(class, Use | Type | Record | Flags | Variant | Enum | Resource | Func)
            }
            Block::World => {
                matches!(
                    class,
                    Use | Type | Record | Flags | Variant | Enum | Resource | Import | Export | Include
                )
            }
            Block::Resource => matches!(class, Constructor | Func),
            Block::Record => matches!(class, Field | Class::Word),
            Block::Variant | Block::Flags | Block::Enum => class == Class::Word,
        }
    }

    /// The keyword of its head.
    pub(super) fn keyword(self) -> Option<TokenKind> {
        Some(match self {
            Block::File => return None,
            Block::Package => TokenKind::Package,
            Block::Interface => TokenKind::Interface,
            Block::World => TokenKind::World,
            Block::Resource => TokenKind::Resource,
            Block::Record => TokenKind::Record,
            Block::Variant => TokenKind::Variant,
            Block::Flags => TokenKind::Flags,
            Block::Enum => TokenKind::Enum,
        })
    }

    /// Whether commas stand between what it holds.
    pub(super) fn is_list(self) -> bool {
        matches!(self, Block::Record | Block::Variant | Block::Flags | Block::Enum)
    }

    /// How the grammar parses one part of it.
    pub(super) fn start(self) -> Start {
        match self {
            Block::File | Block::Package => Start::Item,
            Block::Interface => Start::InterfaceItem,
            Block::World => Start::WorldItem,
            Block::Resource => Start::ResourceItem,
            Block::Record => Start::Fields,
            Block::Variant => Start::Cases,
            Block::Flags => Start::Flags,
            Block::Enum => Start::EnumCases,
        }
    }

    /// The block in a message.
    pub(super) fn what(self) -> &'static str {
        match self {
            Block::File => "this file",
            Block::Package => "this package",
            Block::Interface => "this interface",
            Block::World => "this world",
            Block::Resource => "this resource",
            Block::Record => "this record",
            Block::Variant => "this variant",
            Block::Flags => "this flags type",
            Block::Enum => "this enum",
        }
    }

    /// "in a record", as the end of a sentence.
    pub(super) fn place(self) -> &'static str {
        match self {
            Block::File => "at the top level of a file",
            Block::Package => "directly in a package",
            Block::Interface => "in an interface",
            Block::World => "directly in a world",
            Block::Resource => "in a resource",
            Block::Record => "in a record",
            Block::Variant => "in a variant",
            Block::Flags => "in a flags type",
            Block::Enum => "in an enum",
        }
    }

    /// What it holds, as the end of "expected …".
    pub(super) fn items(self) -> &'static str {
        match self {
            Block::File | Block::Package => "an item: `interface`, `world`, `use` or `package`",
            Block::World => "an item of a world, such as `import`, `export` or a type definition",
            Block::Interface => "an item of an interface: a function, a type definition or `use`",
            Block::Resource => "a method or `constructor`",
            Block::Record => "a field",
            Block::Variant | Block::Enum => "a case",
            Block::Flags => "a flag",
        }
    }

    /// What it holds, each of which can have no attributes.
    pub(super) fn elements(self) -> &'static str {
        match self {
            Block::Record => "fields",
            Block::Variant | Block::Enum => "cases",
            Block::Flags => "flags",
            _ => "this",
        }
    }
}

/// What starts at `at`, and where that is: attributes are skipped.
pub(super) fn classify(tokens: &Tokens<'_>, at: usize) -> (Class, usize) {
    let at = skip_attributes(tokens, at);
    (class_at(tokens, at), at)
}

fn class_at(tokens: &Tokens<'_>, at: usize) -> Class {
    let Some(kind) = tokens.kind(at) else { return Class::Other };
    let next = tokens.kind(at + 1);
    if kind == TokenKind::Async && next == Some(TokenKind::Constructor) {
        return Class::Constructor;
    }
    if kind != TokenKind::Ident && !kind.is_keyword() {
        return Class::Other;
    }
    if next == Some(TokenKind::Colon) {
        return if is_func(tokens, at + 2) { Class::Func } else { Class::Field };
    }
    if kind == TokenKind::Ident
        && matches!(next, Some(TokenKind::Func | TokenKind::Async | TokenKind::Static))
    {
        return Class::Func;
    }
    let Some(class) = item_class(kind) else { return Class::Word };
    match next {
        Some(TokenKind::LeftParen) if class == Class::Constructor => class,
        Some(TokenKind::LeftParen | TokenKind::Comma | TokenKind::RightBrace | TokenKind::RightParen) => {
            Class::Word
        }
        _ => class,
    }
}

/// Whether a function type starts at `at`.
fn is_func(tokens: &Tokens<'_>, at: usize) -> bool {
    match tokens.kind(at) {
        Some(TokenKind::Func | TokenKind::Async | TokenKind::Static | TokenKind::Get | TokenKind::Set) => {
            true
        }
        Some(TokenKind::Ident) => tokens.is(at + 1, TokenKind::LeftParen),
        _ => false,
    }
}

pub(super) fn item_class(kind: TokenKind) -> Option<Class> {
    Some(match kind {
        TokenKind::Interface => Class::Interface,
        TokenKind::World => Class::World,
        TokenKind::Package => Class::Package,
        TokenKind::Use => Class::Use,
        TokenKind::Type => Class::Type,
        TokenKind::Record => Class::Record,
        TokenKind::Flags => Class::Flags,
        TokenKind::Variant => Class::Variant,
        TokenKind::Enum => Class::Enum,
        TokenKind::Resource => Class::Resource,
        TokenKind::Import => Class::Import,
        TokenKind::Export => Class::Export,
        TokenKind::Include => Class::Include,
        TokenKind::Constructor => Class::Constructor,
        _ => return None,
    })
}

const ITEM_KEYWORDS: [TokenKind; 13] = [
    TokenKind::Interface,
    TokenKind::World,
    TokenKind::Package,
    TokenKind::Use,
    TokenKind::Type,
    TokenKind::Record,
    TokenKind::Flags,
    TokenKind::Variant,
    TokenKind::Enum,
    TokenKind::Resource,
    TokenKind::Import,
    TokenKind::Export,
    TokenKind::Include,
];

/// The first token from `at` on that is no part of an attribute.
pub(super) fn skip_attributes(tokens: &Tokens<'_>, mut at: usize) -> usize {
    while is_attribute(tokens, at) {
        at = attribute_end(at, |at| tokens.kind(at));
    }
    at
}

/// Whether an attribute starts at `at`; `@` before a version is something else.
pub(super) fn is_attribute(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, TokenKind::At) && tokens.is(at + 1, TokenKind::Ident)
}

/// Where the attribute ends that starts at `at`. One without `)` ends at the first token that no argument has.
pub(super) fn attribute_end(at: usize, kind: impl Fn(usize) -> Option<TokenKind>) -> usize {
    let mut at = at + 2;
    if kind(at) != Some(TokenKind::LeftParen) {
        return at;
    }
    loop {
        at += 1;
        match kind(at) {
            Some(TokenKind::RightParen) => return at + 1,
            // What follows has started.
            Some(TokenKind::Ident) if kind(at + 1) == Some(TokenKind::Colon) => return at,
            Some(
                TokenKind::Ident
                | TokenKind::Equals
                | TokenKind::Version
                | TokenKind::Integer
                | TokenKind::String
                | TokenKind::Comma
                | TokenKind::Dot,
            ) => {}
            _ => return at,
        }
    }
}

/// Two names in a row stand nowhere in WIT, nor does `import a: b {`. If the name is almost a keyword, it becomes that keyword.
/// So does a keyword that stands before what only another one has behind it.
pub(super) fn correct_keywords(tokens: &mut Tokens<'_>) {
    for at in 0..tokens.len() {
        let range = tokens.all[at].range;
        let (kind, diagnostic) = if let Some((keyword, kind)) = likely_keyword(tokens, at) {
            (kind, diagnostics::misspelt_keyword(tokens.file, tokens.text_at(at), keyword, range))
        } else if let Some(kind) = wrong_keyword(tokens, at) {
            let (wanted, found) = (kind.text().unwrap_or_default(), tokens.describe(&tokens.all[at]));
            (kind, diagnostics::wrong_mark(tokens.file, wanted, &found, range))
        } else {
            continue;
        };
        tokens.diagnostics.get_mut().push(diagnostic);
        tokens.all[at].terminal = Terminal::Token(kind);
    }
}

/// The keyword that the name at `at` should be.
fn likely_keyword(tokens: &Tokens<'_>, at: usize) -> Option<(&'static str, TokenKind)> {
    let (word, next) = (tokens.text_at(at), tokens.kind(at + 1));
    let is_name = word.len() < 3 || word.starts_with('%');
    if !tokens.is(at, TokenKind::Ident) || is_name || tokens.starts_line(at + 1) {
        return None;
    }
    let before = at.checked_sub(1).and_then(|at| tokens.kind(at));
    let external = at.checked_sub(3).and_then(|at| tokens.kind(at));
    let external = matches!(external, Some(TokenKind::Import | TokenKind::Export));
    if external && before == Some(TokenKind::Colon) && next == Some(TokenKind::LeftBrace) {
        closest(word, ["interface"])?;
        return Some(("interface", TokenKind::Interface));
    }
    if !may_start_item(tokens, at) || next != Some(TokenKind::Ident) {
        return None;
    }
    let text = closest(word, ITEM_KEYWORDS.iter().filter_map(|kind| kind.text()))?;
    let kind = *ITEM_KEYWORDS.iter().find(|kind| kind.text() == Some(text))?;
    let followed = match tokens.kind(at + 2) {
        Some(
            TokenKind::LeftBrace
            | TokenKind::Equals
            | TokenKind::Semicolon
            | TokenKind::Slash
            | TokenKind::At
            | TokenKind::Dot,
        ) => true,
        // Other keywords stand before a name alone.
        Some(TokenKind::Colon) => {
            use TokenKind::{Export, Import, Include, Package, Use};
            matches!(kind, Package | Use | Include | Import | Export)
        }
        Some(TokenKind::Ident | TokenKind::With) => kind == TokenKind::Include,
        _ => false,
    };
    followed.then_some((text, kind))
}

/// Whether the token before `at` may be the last one of an item, or open a block.
fn may_start_item(tokens: &Tokens<'_>, at: usize) -> bool {
    use TokenKind::{LeftBrace, RightBrace, RightParen, Semicolon};
    let before = at.checked_sub(1).and_then(|at| tokens.kind(at));
    tokens.starts_line(at) || matches!(before, None | Some(Semicolon | LeftBrace | RightBrace | RightParen))
}

/// The keyword that should stand in place of the one at `at`, if what follows says so: `a:b/c.{` is found behind `use` alone, and
/// `n: interface {` behind `import` or `export`; and the first item of a file that names a package, and no more, says which
/// package that is.
fn wrong_keyword(tokens: &Tokens<'_>, at: usize) -> Option<TokenKind> {
    use TokenKind::{At, Colon, Dot, Export, Import, Interface, LeftBrace, Package, Semicolon, Use};
    let there = tokens.kind(at).filter(|kind| ITEM_KEYWORDS.contains(kind))?;
    if !tokens.is(at + 1, TokenKind::Ident) || tokens.starts_line(at + 1) || !may_start_item(tokens, at) {
        return None;
    }
    if tokens.is(at + 2, Colon) && tokens.is(at + 3, Interface) && tokens.is(at + 4, LeftBrace) {
        return (!matches!(there, Import | Export)).then_some(Import);
    }
    let end = path_end(tokens, at + 1);
    if tokens.is(end, Dot) && tokens.is(end + 1, LeftBrace) && holds_names(tokens, end + 2) {
        return (there != Use).then_some(Use);
    }
    let names_package = tokens.is(at + 2, Colon) && tokens.is(at + 3, TokenKind::Ident);
    let is_whole = end == at + 4 || end == at + 6 && tokens.is(at + 4, At);
    let is_header =
        names_package && is_whole && tokens.is(end, Semicolon) && skip_attributes(tokens, 0) == at;
    (is_header && there != Package).then_some(Package)
}

/// Where the path ends that starts with the name at `at`.
fn path_end(tokens: &Tokens<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while matches!(tokens.kind(end), Some(TokenKind::Colon | TokenKind::Slash))
        && tokens.is(end + 1, TokenKind::Ident)
    {
        end += 2;
    }
    let has_version = tokens.is(end, TokenKind::At) && tokens.is(end + 1, TokenKind::Version);
    if has_version { end + 2 } else { end }
}

/// Whether what starts at `at` are the names of a `use` with `};` behind them; so many tokens are looked at.
fn holds_names(tokens: &Tokens<'_>, at: usize) -> bool {
    const REACH: usize = 256;
    let is_part = |at: &usize| {
        let kind = tokens.kind(*at);
        matches!(kind, Some(TokenKind::Ident | TokenKind::Comma)) || kind.is_some_and(TokenKind::is_keyword)
    };
    let end = at + (at..at + REACH).take_while(is_part).count();
    tokens.is(end, TokenKind::RightBrace) && tokens.is(end + 1, TokenKind::Semicolon)
}
