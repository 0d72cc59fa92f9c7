//! Pieces of the outline into a tree: parts go through the grammar, blocks are closed with the actions of the grammar.

use outwit_diagnostics::{ByteRange, Diagnostic};

use super::classify::{Block, Class};
use super::outline::Piece;
use super::repair::{Attempt, Fuel, Repaired, parse_part};
use super::tokens::{Tok, Tokens};
use crate::ast::{
    Case, EnumCase, Field, File, Flag, InterfaceItem, Item, List, Meta, ResourceItem, TypeDef, WorldItem,
};
use crate::build::{Builder, ExternHead, Head, PackageHead, Root};
use crate::diagnostics;
use crate::lexer::Side;
use crate::token::{Start, Terminal, TokenKind};

/// Parses the pieces of a whole file: the tree, what was found, and whether tokens of a head were left out, so that the block
/// may be meant to be something else.
pub(super) fn assemble(tokens: &Tokens<'_>, pieces: &[Piece], side: &Side) -> (File, Vec<Diagnostic>, bool) {
    let mut builder = Builder::new(tokens.text, side);
    builder.diagnostics.append(&mut tokens.diagnostics.borrow_mut());
    let fuel = Fuel::new(tokens.len());
    let mut assembly = Assembly { tokens, builder, fuel, stack: Vec::new(), cuts_head: false };
    for (index, piece) in pieces.iter().enumerate() {
        assembly.piece(*piece, pieces.get(index + 1));
    }
    let cuts_head = assembly.cuts_head;
    let (file, found) = assembly.builder.finish();
    (file, found, cuts_head)
}

struct Assembly<'a> {
    tokens: &'a Tokens<'a>,
    builder: Builder<'a>,
    fuel: Fuel,
    stack: Vec<Open>,
    cuts_head: bool,
}

/// A block that is not closed yet.
struct Open {
    block: Block,
    head: Option<BlockHead>,
    body: Body,
    /// Where its head starts.
    start: u32,
    brace: Option<usize>,
}

#[derive(Clone, Copy)]
enum BlockHead {
    Plain(Head),
    Package(PackageHead),
    Extern(ExternHead),
}

/// What a block holds so far.
#[derive(Clone, Copy)]
enum Body {
    Items(usize),
    Interface(List<InterfaceItem>),
    World(List<WorldItem>),
    Resource(List<ResourceItem>),
    Fields(List<Field>),
    Flags(List<Flag>),
    Cases(List<Case>),
    EnumCases(List<EnumCase>),
}

impl Assembly<'_> {
    fn piece(&mut self, piece: Piece, next: Option<&Piece>) {
        let file = self.tokens.file;
        match piece {
            Piece::Part { start, end } => self.part(start, end, next),
            Piece::Misplaced { start, end, at, class } => {
                let (what, place) = (class.what(), self.block().place());
                let range = self.tokens.range(at, at + 1);
                self.report(diagnostics::misplaced_item(file, what, place, class.allowed(), range));
                self.error(self.tokens.range(at, end.max(at + 1).max(start + 1)));
            }
            Piece::Open { block, start, end, brace } => self.open(block, start, end, brace),
            Piece::Close { at, brace } => self.close(at, brace),
            Piece::Headless { block, start, end, at } => {
                self.report(diagnostics::missing(
                    file,
                    "{",
                    &self.tokens.found(at),
                    self.tokens.end_before(at),
                ));
                self.open(block, start, at, Some(at));
                self.finish(self.tokens.end_before(end));
            }
            Piece::OtherBlock { block, other, at } => {
                let (class, item) = super::classify::classify(self.tokens, at);
                let keywords =
                    [other, block].map(|block| block.keyword().and_then(TokenKind::text).unwrap_or_default());
                let range = self.tokens.range(item, item + 1);
                let what = match class {
                    Class::Field => "a field",
                    Class::Word => "a case with a type",
                    _ => class.what(),
                };
                self.report(diagnostics::other_block(file, what, block.place(), keywords, range));
            }
            Piece::Unreadable { block, start, end, brace } => self.unreadable(block, start, end, brace),
            Piece::StrayBrace(at) => {
                let range = self.tokens.range(at, at + 1);
                self.report(diagnostics::unmatched_brace(file, range));
            }
            Piece::StraySemicolon(at) => {
                let range = self.tokens.range(at, at + 1);
                let behind_brace = at > 0 && self.tokens.is(at - 1, TokenKind::RightBrace);
                self.report(match behind_brace {
                    true => diagnostics::semicolon_after_brace(file, range),
                    false => diagnostics::stray_semicolon(file, range),
                });
            }
            Piece::TooDeep { start, end } => self.error(self.tokens.range(start, end)),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.builder.diagnostics.push(diagnostic);
    }

    fn block(&self) -> Block {
        self.stack.last().map_or(Block::File, |open| open.block)
    }

    fn parse(&mut self, first: Start, start: usize, end: usize) -> Repaired {
        let block = self.block();
        parse_part(self.tokens, &mut self.builder, &mut self.fuel, first, block, start, end)
    }

    /// An item, or elements of a list.
    fn part(&mut self, start: usize, end: usize, next: Option<&Piece>) {
        let block = self.block();
        let Repaired { root, reported, .. } = self.parse(block.start(), start, end);
        match root {
            Some(root) => self.add(root),
            None => self.error(
                self.tokens.range(super::classify::skip_attributes(self.tokens, start).min(end - 1), end),
            ),
        }
        let followed = matches!(next, Some(Piece::Part { .. }));
        if block.is_list() && followed && !reported && !self.tokens.is(end - 1, TokenKind::Comma) {
            let found = self.tokens.found(end);
            self.report(diagnostics::missing(self.tokens.file, ",", &found, self.tokens.end_before(end)));
        }
    }

    /// Puts what the grammar made into the innermost block.
    fn add(&mut self, root: Root) {
        let Some(open) = self.stack.last_mut() else {
            if let Root::Item(item) = root {
                self.builder.item(item);
            }
            return;
        };
        let builder = &mut self.builder;
        match (&mut open.body, root) {
            (Body::Items(_), Root::Item(item)) => builder.item(item),
            (Body::Interface(list), Root::InterfaceItem(item)) => *list = builder.grow(*list, item),
            (Body::World(list), Root::WorldItem(item)) => *list = builder.grow(*list, item),
            (Body::Resource(list), Root::ResourceItem(item)) => *list = builder.grow(*list, item),
            (Body::Fields(list), Root::Fields(more)) => *list = builder.join(*list, more),
            (Body::Flags(list), Root::Flags(more)) => *list = builder.join(*list, more),
            (Body::Cases(list), Root::Cases(more)) => *list = builder.join(*list, more),
            (Body::EnumCases(list), Root::EnumCases(more)) => *list = builder.join(*list, more),
            _ => {}
        }
    }

    /// Puts an error node into the innermost block; lists have none.
    fn error(&mut self, range: ByteRange) {
        match self.stack.last().map(|open| open.body) {
            None | Some(Body::Items(_)) => self.add(Root::Item(Item::Error(range))),
            Some(Body::Interface(_)) => self.add(Root::InterfaceItem(InterfaceItem::Error(range))),
            Some(Body::World(_)) => self.add(Root::WorldItem(WorldItem::Error(range))),
            Some(Body::Resource(_)) => self.add(Root::ResourceItem(ResourceItem::Error(range))),
            _ => {}
        }
    }

    fn open(&mut self, block: Block, start: usize, end: usize, brace: Option<usize>) {
        let repaired = self.parse(Start::Head, start, end);
        self.cuts_head |= repaired.cut;
        let head = match repaired.root {
            Some(Root::Head(head)) => Some(BlockHead::Plain(head)),
            Some(Root::PackageHead(head)) => Some(BlockHead::Package(head)),
            Some(Root::ExternHead(head)) => Some(BlockHead::Extern(head)),
            _ => None,
        };
        if brace.is_none() {
            let found = self.tokens.found(end);
            self.report(diagnostics::missing(self.tokens.file, "{", &found, self.tokens.end_before(end)));
        }
        let first = super::classify::skip_attributes(self.tokens, start);
        let start = self.tokens.range(first, first + 1).start;
        self.begin(block, head, start, brace);
    }

    /// A block whose head is left out: it gets one with the last name that stands there.
    fn unreadable(&mut self, block: Block, start: usize, end: usize, brace: Option<usize>) {
        let tokens = self.tokens;
        let first = super::classify::skip_attributes(tokens, start).min(end);
        self.report(self.unreadable_head(block, first, end));
        let name = tokens.all[first..end].iter().rev().find(|token| token.is(TokenKind::Ident)).copied();
        let place = ByteRange::empty(
            tokens.all.get(first).map_or(tokens.end_before(first), |token| token.range.start),
        );
        let made_up =
            |kind, range| Tok { terminal: Terminal::Token(kind), range, starts_line: false, indent: 0 };
        let mut head: Vec<Tok> = Vec::new();
        match (block, self.block()) {
            (Block::Interface, Block::World) => {
                let colon = ByteRange::empty(name.map_or(place.end, |name| name.range.end));
                head.push(made_up(TokenKind::Import, place));
                head.push(name.unwrap_or(made_up(TokenKind::Ident, place)));
                head.push(made_up(TokenKind::Colon, colon));
                head.push(made_up(TokenKind::Interface, colon));
            }
            _ => {
                head.extend(block.keyword().map(|keyword| made_up(keyword, place)));
                head.push(name.unwrap_or(made_up(TokenKind::Ident, place)));
            }
        }
        let head = match super::repair::parse(&mut self.builder, Start::Head, &mut head.iter()) {
            Attempt::Done(Root::Head(head)) => Some(BlockHead::Plain(head)),
            Attempt::Done(Root::ExternHead(head)) => Some(BlockHead::Extern(head)),
            _ => None,
        };
        self.begin(block, head, place.start, brace);
    }

    fn unreadable_head(&self, block: Block, first: usize, end: usize) -> Diagnostic {
        let (tokens, file) = (self.tokens, self.tokens.file);
        let found = match tokens.all.get(first) {
            Some(token) => tokens.describe(token),
            None => tokens.found(first),
        };
        if first == end {
            let (class, _) = super::classify::classify(tokens, first);
            let range = tokens.range(first, first + 1);
            return match class.is_definite() {
                true => diagnostics::misplaced_item(
                    file,
                    class.what(),
                    self.block().place(),
                    class.allowed(),
                    range,
                ),
                false => diagnostics::headless(file, block.what(), &found, range),
            };
        }
        if tokens.is(first, TokenKind::Package) {
            let keyword = block.keyword().and_then(TokenKind::text).unwrap_or_default();
            return diagnostics::wrong_mark(file, keyword, &found, tokens.range(first, first + 1));
        }
        let range = tokens.range(first, end);
        match block.keyword().and_then(TokenKind::text) {
            Some(keyword) if end == first + 1 && tokens.is(first, TokenKind::Ident) => {
                diagnostics::missing(file, keyword, &found, range.start)
            }
            _ => diagnostics::unreadable_head(file, self.block().items(), &found, range),
        }
    }

    fn begin(&mut self, block: Block, head: Option<BlockHead>, start: u32, brace: Option<usize>) {
        let body = match block {
            Block::File | Block::Package => Body::Items(self.builder.open_items()),
            Block::Interface => Body::Interface(List::EMPTY),
            Block::World => Body::World(List::EMPTY),
            Block::Resource => Body::Resource(List::EMPTY),
            Block::Record => Body::Fields(List::EMPTY),
            Block::Variant => Body::Cases(List::EMPTY),
            Block::Flags => Body::Flags(List::EMPTY),
            Block::Enum => Body::EnumCases(List::EMPTY),
        };
        self.stack.push(Open { block, head, body, start, brace });
    }

    fn close(&mut self, at: usize, brace: bool) {
        if brace {
            return self.finish(self.tokens.end_before(at + 1));
        }
        let end = self.tokens.end_before(at);
        if let Some(open) = self.stack.last() {
            let brace = open.brace.map(|brace| self.tokens.range(brace, brace + 1));
            let found = match self.tokens.all.get(at) {
                Some(token) => self.tokens.describe(token),
                None => "the end of the file".to_owned(),
            };
            let what = open.block.what();
            self.report(diagnostics::unclosed_brace(self.tokens.file, what, brace, &found, end));
        }
        self.finish(end);
    }

    /// Makes the node of the innermost block, which ends at `end`, and puts it into the one around it.
    fn finish(&mut self, end: u32) {
        let Some(Open { head, body, start, .. }) = self.stack.pop() else { return };
        let builder = &mut self.builder;
        let root = match (head, body) {
            (Some(BlockHead::Package(head)), Body::Items(mark)) => {
                Some(Root::Item(builder.nested_package(head, mark, end)))
            }
            (None, Body::Items(mark)) => {
                let head = PackageHead { meta: Meta::default(), name: None, start };
                Some(Root::Item(builder.nested_package(head, mark, end)))
            }
            (Some(BlockHead::Extern(head)), Body::Interface(list)) => {
                Some(Root::WorldItem(builder.extern_interface(head, list, end)))
            }
            (Some(BlockHead::Plain(head)), Body::Interface(list)) => {
                Some(Root::Item(Item::Interface(builder.interface(head, list, end))))
            }
            (Some(BlockHead::Plain(head)), Body::World(list)) => {
                Some(Root::Item(Item::World(builder.world(head, list, end))))
            }
            (Some(BlockHead::Plain(head)), body) => {
                type_def(builder, head, body, end).map(|def| self.type_def_item(def))
            }
            _ => None,
        };
        match root {
            Some(root) => self.add(root),
            None => self.error(ByteRange::new(start, end)),
        }
    }

    fn type_def_item(&self, def: TypeDef) -> Root {
        match self.block() {
            Block::World => Root::WorldItem(WorldItem::TypeDef(def)),
            _ => Root::InterfaceItem(InterfaceItem::TypeDef(def)),
        }
    }
}

fn type_def(builder: &mut Builder<'_>, head: Head, body: Body, end: u32) -> Option<TypeDef> {
    Some(match body {
        Body::Resource(items) => builder.resource(head, Some(items), end),
        Body::Fields(fields) => builder.record(head, fields, end),
        Body::Flags(flags) => builder.flags(head, flags, end),
        Body::Cases(cases) => builder.variant(head, cases, end),
        Body::EnumCases(cases) => builder.enumeration(head, cases, end),
        Body::Items(_) | Body::Interface(_) | Body::World(_) => return None,
    })
}
