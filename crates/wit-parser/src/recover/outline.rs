//! One linear walk over the tokens that cuts them into blocks and parts. Braces are trusted as long as they make sense; once
//! an item stands where it cannot, or a brace has no partner, the walk starts again and lets line starts and indentation
//! say which brace is missing or too many. Text without errors never gets there.

use super::classify::{Block, Class, classify, is_attribute};
use super::guess::{self, Unreadable};
use super::tokens::Tokens;
use crate::lexer::Depth;
use crate::token::TokenKind;

/// A step of the outline. Every token is in exactly one piece, in order.
#[derive(Clone, Copy)]
pub(super) enum Piece {
    /// The tokens from `start` to before `end`: an item without a block of its own, or elements of a list.
    Part { start: usize, end: usize },
    /// The same, of a kind that cannot stand here; `at` is where it starts behind its attributes.
    Misplaced { start: usize, end: usize, at: usize, class: Class },
    /// A block whose head are the tokens from `start` to before `end`. Without `{` if that is missing.
    Open { block: Block, start: usize, end: usize, brace: Option<usize> },
    /// The end of the innermost block, before or at token `at`. Without `}` if that is missing.
    Close { at: usize, brace: bool },
    /// A head whose block is missing altogether; `at` is the token where `{` should be.
    Headless { block: Block, start: usize, end: usize, at: usize },
    /// The head of a block that cannot be read; the block seems to be of this kind. Without `{` if that is missing, too.
    Unreadable { block: Block, start: usize, end: usize, brace: Option<usize> },
    /// The block that follows says that it is of one kind and is of another, as its items show from `at` on.
    OtherBlock { block: Block, other: Block, at: usize },
    /// A `}` that closes nothing.
    StrayBrace(usize),
    /// A `;` that ends nothing.
    StraySemicolon(usize),
    /// Too deep to be read.
    TooDeep { start: usize, end: usize },
}

/// Cuts the tokens of a file.
pub(super) fn outline(tokens: &Tokens<'_>) -> Vec<Piece> {
    let strict = Walk::new(tokens, false);
    strict.run().or_else(|| Walk::new(tokens, true).run()).unwrap_or_default()
}

struct Open {
    block: Block,
    indent: u32,
    /// The `{`, or the first token where it should be.
    brace: usize,
}

struct Walk<'a> {
    tokens: &'a Tokens<'a>,
    /// Braces are not trusted.
    by_indent: bool,
    /// How many more `{` than `}` are ahead or were explained already.
    missing: i64,
    stack: Vec<Open>,
    pieces: Vec<Piece>,
    at: usize,
}

impl<'a> Walk<'a> {
    fn new(tokens: &'a Tokens<'a>, by_indent: bool) -> Walk<'a> {
        let count = |kind| tokens.all.iter().filter(|token| token.is(kind)).count() as i64;
        let missing = count(TokenKind::LeftBrace) - count(TokenKind::RightBrace);
        Walk { tokens, by_indent, missing, stack: Vec::new(), pieces: Vec::new(), at: 0 }
    }

    /// The pieces; `None` if braces were trusted and should not be.
    fn run(mut self) -> Option<Vec<Piece>> {
        while let Some(kind) = self.tokens.kind(self.at) {
            match kind {
                TokenKind::RightBrace => self.right_brace()?,
                TokenKind::Semicolon => {
                    self.pieces.push(Piece::StraySemicolon(self.at));
                    self.at += 1;
                }
                _ => self.member()?,
            }
        }
        if !self.stack.is_empty() {
            self.distrust()?;
        }
        while !self.stack.is_empty() {
            self.pop_unclosed();
        }
        Some(self.pieces)
    }

    /// Gives up if braces are still trusted.
    fn distrust(&self) -> Option<()> {
        self.by_indent.then_some(())
    }

    fn block(&self) -> Block {
        self.stack.last().map_or(Block::File, |open| open.block)
    }

    fn pop_unclosed(&mut self) {
        self.stack.pop();
        self.missing -= 1;
        self.pieces.push(Piece::Close { at: self.at, brace: false });
    }

    fn right_brace(&mut self) -> Option<()> {
        let (at, indent) = (self.at, self.tokens.indent(self.at));
        if self.by_indent {
            let starts_line = self.tokens.starts_line(at);
            while starts_line
                && self.missing > 0
                && self.stack.len() > 1
                && self.stack.last().is_some_and(|open| indent < open.indent)
            {
                self.pop_unclosed();
            }
            let inside = self.stack.last().is_some_and(|open| {
                indent > open.indent && at > open.brace + 1 && (starts_line || !open.block.is_list())
            });
            if inside && self.missing < 0 {
                self.stray_brace();
                return Some(());
            }
        }
        if self.stack.pop().is_some() {
            self.pieces.push(Piece::Close { at, brace: true });
            self.at += 1;
        } else {
            self.distrust()?;
            self.stray_brace();
        }
        Some(())
    }

    fn stray_brace(&mut self) {
        self.missing += 1;
        self.pieces.push(Piece::StrayBrace(self.at));
        self.at += 1;
    }

    /// One item or list element at `self.at`, or the end of blocks that cannot hold it.
    fn member(&mut self) -> Option<()> {
        let (class, item) = classify(self.tokens, self.at);
        let block = self.block();
        let accepted = block.accepts(class);
        let around = match self.stack.split_last() {
            None => false,
            Some((_, outer)) => {
                outer.iter().any(|open| open.block.accepts(class)) || Block::File.accepts(class)
            }
        };
        let starts_line = self.tokens.starts_line(self.at);
        let indent = self.tokens.indent(self.at);
        let inner = self.stack.last().is_some_and(|open| indent > open.indent);
        if class.is_definite() && around && starts_line {
            if !accepted {
                self.distrust()?;
                if block.is_list() || !inner {
                    self.pop_unclosed();
                    return Some(());
                }
            } else if self.by_indent && !inner && self.missing > 0 {
                self.pop_unclosed();
                return Some(());
            }
        }
        if let Some(head) =
            guess::unreadable_head(self.tokens, block, class, item, self.by_indent && self.missing < 0)
        {
            self.unreadable(head);
        } else if class.is_definite() && !accepted {
            self.misplaced(class, item);
        } else if block.is_list() {
            self.element(item);
        } else {
            self.item(class, item);
        }
        Some(())
    }

    fn unreadable(&mut self, head: Unreadable) {
        let Unreadable { block, end, brace } = head;
        let start = self.at;
        self.pieces.push(Piece::Unreadable { block, start, end, brace });
        self.missing += i64::from(brace.is_none());
        let indent = self.tokens.indent(start);
        self.stack.push(Open { block, indent, brace: brace.unwrap_or(end) });
        self.at = brace.map_or(end, |brace| brace + 1);
    }

    fn misplaced(&mut self, class: Class, item: usize) {
        let start = self.at;
        // Another head follows at once: the keyword is too much.
        let (next, _) = classify(self.tokens, item + 1);
        if next.block().is_some() && self.block().accepts(next) && self.tokens.is(item + 2, TokenKind::Ident)
        {
            self.pieces.push(Piece::Part { start, end: item + 1 });
            self.at = item + 1;
            return;
        }
        let scan = self.scan(class, item);
        let end = match scan.open {
            Some(brace) => self.matching(brace, self.tokens.indent(start)),
            None => scan.end,
        };
        self.pieces.push(Piece::Misplaced { start, end, at: item, class });
        self.at = end;
    }

    fn item(&mut self, class: Class, item: usize) {
        let start = self.at;
        let Scan { end, open } = self.scan(class, item);
        if let Some(head) = open.and_then(|brace| guess::no_package(self.tokens, class, item, brace)) {
            return self.unreadable(head);
        }
        if let Some(brace) = open {
            let block = class.block().unwrap_or(Block::Interface);
            let block = match guess::other_kind(self.tokens, block, brace + 1) {
                Some((other, at)) if class.block().is_some() => {
                    self.pieces.push(Piece::OtherBlock { block, other, at });
                    other
                }
                _ => block,
            };
            if self.stack.len() >= Depth::LIMIT as usize {
                let end = self.matching(brace, 0);
                self.pieces.push(Piece::TooDeep { start, end });
                self.at = end;
                return;
            }
            self.open(block, start, brace, Some(brace));
            self.at = brace + 1;
            return;
        }
        let ended = end > start && self.tokens.is(end - 1, TokenKind::Semicolon);
        match class.block() {
            Some(Block::Resource | Block::Package) if ended => {}
            Some(block) if end > item + 1 => return self.without_brace(block, start, item, end),
            _ => {}
        }
        self.pieces.push(Piece::Part { start, end });
        self.at = end;
    }

    /// The head of a block without `{` behind it. What follows is its content if it can be and is nothing else.
    fn without_brace(&mut self, block: Block, start: usize, item: usize, end: usize) {
        let at = if block == Block::Package { end } else { (item + 2).min(end) };
        let (class, _) = classify(self.tokens, at);
        let indented = self.tokens.starts_line(at) && self.tokens.indent(at) > self.tokens.indent(start);
        let closed = self.by_indent && self.missing < 0 && self.tokens.is(at, TokenKind::RightBrace);
        let content = closed || block.accepts(class) && (indented || !self.block().accepts(class));
        // `resource r` may be meant to have no body.
        if content && (block != Block::Resource || indented) {
            self.missing += 1;
            self.open(block, start, at, None);
            self.at = at;
            return;
        }
        if matches!(block, Block::Resource | Block::Package) {
            self.pieces.push(Piece::Part { start, end });
        } else {
            let semicolon = self.tokens.is(end - 1, TokenKind::Semicolon);
            // Of all types a resource alone can be written without a block.
            let block = if semicolon && block.is_list() { Block::Resource } else { block };
            self.pieces.push(Piece::Headless { block, start, end, at: if semicolon { end - 1 } else { at } });
        }
        self.at = end;
    }

    fn open(&mut self, block: Block, start: usize, end: usize, brace: Option<usize>) {
        self.pieces.push(Piece::Open { block, start, end, brace });
        let indent = self.tokens.indent(start);
        self.stack.push(Open { block, indent, brace: brace.unwrap_or(end) });
    }

    /// Where an item ends that starts at `item`, or the `{` of its block.
    fn scan(&self, class: Class, item: usize) -> Scan {
        let tokens = self.tokens;
        let (mut parens, mut braces) = (0u32, 0u32);
        let simple_head = class.block().is_some_and(|block| block != Block::Package);
        let mut at = item;
        while let Some(kind) = tokens.kind(at) {
            let head_ends =
                simple_head && at > item + 1 && !matches!(kind, TokenKind::LeftBrace | TokenKind::Semicolon);
            if at > item
                && tokens.starts_line(at)
                && (head_ends || self.resyncs(at, class, parens + braces == 0))
            {
                break;
            }
            match kind {
                TokenKind::LeftParen => parens += 1,
                TokenKind::RightParen => parens = parens.saturating_sub(1),
                TokenKind::Semicolon if self.ends_line(at + 1) || parens == 0 && braces == 0 => {
                    return Scan::end(at + 1);
                }
                TokenKind::LeftBrace => {
                    let block = class.block().is_some()
                        || matches!(class, Class::Import | Class::Export)
                            && tokens.is(at - 1, TokenKind::Interface);
                    if braces == 0 && block {
                        return Scan { end: at, open: Some(at) };
                    }
                    braces += 1;
                }
                TokenKind::RightBrace if braces == 0 => break,
                TokenKind::RightBrace => {
                    braces -= 1;
                    let goes_on = class == Class::Use && !self.ends_line(at + 1);
                    if braces == 0 && !goes_on {
                        return Scan::end(at + 1 + usize::from(tokens.is(at + 1, TokenKind::Semicolon)));
                    }
                }
                _ => {}
            }
            at += 1;
        }
        Scan::end(at)
    }

    /// Whether nothing stands before `at` on its line that an item could go on with.
    fn ends_line(&self, at: usize) -> bool {
        self.tokens.starts_line(at)
            || matches!(self.tokens.kind(at), None | Some(TokenKind::RightBrace | TokenKind::Semicolon))
    }

    /// Whether the token at `at`, the first of its line, starts a new item whatever came before.
    /// `item_class` is the item before it, of which no bracket is open if `outside`.
    fn resyncs(&self, at: usize, item_class: Class, outside: bool) -> bool {
        if is_attribute(self.tokens, at) {
            return true;
        }
        let before = self.tokens.kind(at - 1);
        let (class, item) = classify(self.tokens, at);
        match class {
            Class::Interface => {
                before != Some(TokenKind::Colon) || !self.tokens.is(item + 1, TokenKind::LeftBrace)
            }
            Class::Func => !matches!(before, Some(TokenKind::Import | TokenKind::Export)),
            // In a path names are joined by `:` too.
            Class::Field
                if matches!(item_class, Class::Func | Class::Type | Class::Constructor | Class::Word) =>
            {
                outside
            }
            Class::Field | Class::Word | Class::Other => false,
            _ => true,
        }
    }

    /// Elements of a list up to the next comma.
    fn element(&mut self, item: usize) {
        let tokens = self.tokens;
        let start = self.at;
        let (mut parens, mut angles, mut braces) = (0u32, 0u32, 0u32);
        let mut at = item;
        let end = loop {
            let Some(kind) = tokens.kind(at) else { break at };
            if at > item
                && tokens.starts_line(at)
                && self.starts_element(at, parens + angles + braces == 0, angles + braces == 0)
            {
                break at;
            }
            match kind {
                TokenKind::Comma if parens + angles + braces == 0 => break at + 1,
                TokenKind::Semicolon => break at + 1,
                TokenKind::RightBrace if braces == 0 => break at,
                TokenKind::RightBrace => braces -= 1,
                TokenKind::LeftBrace => braces += 1,
                TokenKind::LeftParen => parens += 1,
                TokenKind::RightParen => parens = parens.saturating_sub(1),
                TokenKind::LeftAngle => angles += 1,
                TokenKind::RightAngle => angles = angles.saturating_sub(1),
                _ => {}
            }
            at += 1;
        };
        self.pieces.push(Piece::Part { start, end });
        self.at = end;
    }

    /// Whether the token at `at`, the first of its line, cannot go on with the element before it. No bracket of that one is
    /// open if `outside`, and none but `(` if it `takes_type`.
    fn starts_element(&self, at: usize, outside: bool, takes_type: bool) -> bool {
        if is_attribute(self.tokens, at) {
            return true;
        }
        let before = self.tokens.kind(at - 1);
        match classify(self.tokens, at).0 {
            Class::Other => false,
            Class::Field => self.block() == Block::Record,
            Class::Word if outside => !matches!(before, Some(TokenKind::Colon | TokenKind::Comma)),
            // What would be the type of a case is a case.
            Class::Word => {
                let behind = self.tokens.kind(at + 1);
                let is_case =
                    matches!(behind, Some(TokenKind::LeftParen | TokenKind::Comma | TokenKind::RightBrace));
                self.block() == Block::Variant && takes_type && is_case
            }
            _ => true,
        }
    }

    /// The token behind the `}` that matches the `{` at `brace`; at the latest, a line that is indented no deeper than
    /// `indent` and starts an item.
    fn matching(&self, brace: usize, indent: u32) -> usize {
        let mut depth = 0u32;
        let mut at = brace;
        while let Some(kind) = self.tokens.kind(at) {
            match kind {
                TokenKind::LeftBrace => depth += 1,
                TokenKind::RightBrace => {
                    depth -= 1;
                    if depth == 0 {
                        return at + 1;
                    }
                }
                _ if self.tokens.starts_line(at) && self.tokens.indent(at) < indent => {
                    let (class, item) = classify(self.tokens, at);
                    if class.is_definite() {
                        return at;
                    }
                    at = item.max(at + 1);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        self.tokens.len()
    }
}

/// How far an item reaches.
struct Scan {
    end: usize,
    /// The `{` of its block.
    open: Option<usize>,
}

impl Scan {
    fn end(end: usize) -> Scan {
        Scan { end, open: None }
    }
}
