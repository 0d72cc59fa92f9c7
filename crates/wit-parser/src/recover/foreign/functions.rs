//! Functions as other languages write them, with what stands before and behind them.

use outwit_diagnostics::closest;

use super::super::classify::{Block, item_class};
use super::{Statement, Translation};
use crate::diagnostics;
use crate::token::TokenKind;

/// Whether other languages begin a function with this word.
pub(super) fn is_function_word(word: &str) -> bool {
    matches!(word, "fn" | "function" | "fun" | "def" | "proc" | "rpc" | "sub")
}

fn is_function_modifier(word: &str) -> bool {
    matches!(word, "method" | "virtual" | "abstract" | "override" | "inline" | "unsafe" | "suspend")
}

impl Translation<'_, '_> {
    pub(super) fn function(&mut self) -> bool {
        self.modifier_before_name() || self.constructor() || self.name_second()
    }

    /// `fn f(...)`, `u32 f(...)`, `f(...)`: becomes `f: func(...)`.
    fn name_second(&mut self) -> bool {
        let direction = usize::from(matches!(self.kind(0), Some(TokenKind::Import | TokenKind::Export)));
        let mut head = direction;
        let (mut is_async, mut is_static) = (false, false);
        loop {
            match self.kind(head) {
                Some(TokenKind::Async) => is_async = true,
                Some(TokenKind::Static) => is_static = true,
                Some(TokenKind::Ident) if is_function_modifier(self.text(head)) => {}
                _ => break,
            }
            head += 1;
        }
        let Some((name, open)) = self.foreign_function(head) else { return false };
        let close = self.closing(open);
        let place = match self.inside() {
            Some(Block::World) if direction == 0 => Some("behind `import` or `export`"),
            Some(Block::File | Block::Package) => Some("in an interface"),
            _ => None,
        };
        let (file, text) = (self.tokens.file, self.text(name));
        self.report(match name == direction {
            true => {
                let end = self.range(name, name + 1).end;
                diagnostics::missing(file, ": func", &self.tokens.found(self.at + open), end)
            }
            false => diagnostics::function(file, text, place, self.range(direction, name + 1)),
        });
        let parameters = self.type_parameters(self.at + name + 1, self.at + open);
        let open = self.at + open;
        (0..direction).for_each(|_| self.copy());
        self.leave_out(name - direction);
        self.copy();
        self.add_kind(TokenKind::Colon);
        if is_static {
            self.add_kind(TokenKind::Static);
        }
        if is_async {
            self.add_kind(TokenKind::Async);
        }
        self.add_kind(TokenKind::Func);
        self.at = open;
        self.statement.parameters = parameters;
        self.statement.is_function = true;
        if let Some(close) = close {
            self.statement.quiet_until = close;
            self.statement.arrow = Some(close + 1);
        }
        true
    }

    /// The name of a function that has it in front of its `(`, and that `(`; the function, without modifiers, starts at the
    /// `head`th token.
    fn foreign_function(&self, head: usize) -> Option<(usize, usize)> {
        let is_word = self.is(head, TokenKind::Func) || is_function_word(self.word(head));
        if !is_word && self.inside().is_none() {
            return None;
        }
        let is_type = matches!(self.kind(head), Some(TokenKind::Ident | TokenKind::Primitive(_)));
        let keyword_as_name = is_word && self.is_keyword(head + 1) && self.is(head + 2, TokenKind::LeftParen);
        let has_name = self.is(head + 1, TokenKind::Ident) || keyword_as_name;
        if (is_word || is_type) && has_name && self.is_joined(head + 1) {
            let open = self.behind_type_parameters(head + 2, is_word);
            // `x get()` lacks its `:`.
            let is_accessor = matches!(self.text(head + 1), "get" | "set");
            let is_one =
                self.is(open, TokenKind::LeftParen) && !is_accessor && (is_word || self.is_signature(open));
            return is_one.then_some((head + 1, open));
        }
        let is_misspelt = closest(self.word(head), ["constructor"]).is_some();
        let is_one = self.is(head, TokenKind::Ident)
            && self.is(head + 1, TokenKind::LeftParen)
            && !is_misspelt
            && self.is_signature(head + 1);
        is_one.then_some((head, head + 1))
    }

    /// `fn f<T>(...)`: the `(`.
    fn behind_type_parameters(&self, nth: usize, is_word: bool) -> usize {
        let end = (nth..nth + 8).find(|at| self.is(*at, TokenKind::RightAngle));
        match end.filter(|_| is_word && self.is(nth, TokenKind::LeftAngle)) {
            Some(end) => end + 1,
            None => nth,
        }
    }

    /// Whether what stands in parentheses at the `nth` token is followed by what can follow parameters.
    fn is_signature(&self, nth: usize) -> bool {
        let Some(close) = self.closing(nth) else { return false };
        match self.tokens.kind(close + 1) {
            Some(TokenKind::Semicolon | TokenKind::Arrow | TokenKind::Colon | TokenKind::LeftBrace) => true,
            Some(TokenKind::Equals) => self.tokens.is(close + 2, TokenKind::RightAngle),
            _ => false,
        }
    }

    /// `static f: func()`, `import async f: func()`, `method f: func()`
    fn modifier_before_name(&mut self) -> bool {
        let direction = usize::from(matches!(self.kind(0), Some(TokenKind::Import | TokenKind::Export)));
        if direction == 0 && !matches!(self.inside(), Some(Block::Interface | Block::Resource)) {
            return false;
        }
        let keyword =
            self.kind(direction).filter(|kind| matches!(kind, TokenKind::Async | TokenKind::Static));
        // Elsewhere than in a resource it is `static` that is wrong.
        let is_lost = keyword == Some(TokenKind::Static) && self.inside() != Some(Block::Resource);
        let is_modifier = keyword.is_some() && !is_lost || is_function_modifier(self.word(direction));
        let (name, ty) = (direction + 1, direction + 3);
        let is_function = match self.kind(ty) {
            Some(TokenKind::Func | TokenKind::Async | TokenKind::Static) => true,
            Some(TokenKind::Ident) => self.is(ty + 1, TokenKind::LeftParen),
            _ => false,
        };
        if !is_modifier
            || !self.is(name, TokenKind::Ident)
            || !self.is_joined(name)
            || !self.is(name + 1, TokenKind::Colon)
            || !is_function
        {
            return false;
        }
        let (word, at) = (self.text(direction), self.range(direction, direction + 1));
        self.report(diagnostics::modifier_before_name(self.tokens.file, word, self.text(name), at));
        (0..direction).for_each(|_| self.copy());
        self.leave_out(1);
        self.copy();
        self.copy();
        if self.is(0, TokenKind::Static) {
            self.copy();
        }
        if let Some(keyword) = keyword {
            self.add_kind(keyword);
        }
        self.statement.is_function = true;
        true
    }

    /// `constructor: func(...)`, `new: constructor(...)`
    fn constructor(&mut self) -> bool {
        if self.inside() != Some(Block::Resource) {
            return false;
        }
        let file = self.tokens.file;
        if self.is(0, TokenKind::Constructor) && self.is(1, TokenKind::Colon) {
            let is_kind = |kind| matches!(kind, Some(TokenKind::Func | TokenKind::Static | TokenKind::Async));
            let open = (2..6).find(|nth| !is_kind(self.kind(*nth))).unwrap_or(2);
            if open == 2 || !self.is(open, TokenKind::LeftParen) {
                return false;
            }
            self.report(diagnostics::constructor(file, self.range(0, open)));
            self.copy();
            self.at += open - 1;
            self.statement.is_function = true;
            return true;
        }
        let is_named = self.is(0, TokenKind::Ident)
            && self.is(1, TokenKind::Colon)
            && self.is(2, TokenKind::Constructor)
            && self.is(3, TokenKind::LeftParen);
        if is_named {
            self.report(diagnostics::constructor(file, self.range(0, 3)));
            self.leave_out(2);
            self.restarts = true;
        }
        is_named
    }

    /// `{ ... }` behind a function: becomes `;`.
    pub(super) fn body(&mut self) -> bool {
        let Statement { is_function, has_parameters, parens, .. } = self.statement;
        if !self.is(0, TokenKind::LeftBrace) || !is_function || !has_parameters || parens > 0 {
            return false;
        }
        let keyword = self.at.checked_sub(2).and_then(|at| self.tokens.kind(at));
        let is_head = self.at > 0 && self.tokens.is(self.at - 1, TokenKind::Ident);
        // What follows a function without its `;` may have a block.
        if is_head && keyword.and_then(item_class).is_some() {
            return false;
        }
        let Some(end) = self.end_of_body() else { return false };
        self.report(diagnostics::body(self.tokens.file, self.range(0, 1)));
        self.at = end + 1;
        if !self.is(0, TokenKind::Semicolon) {
            self.add_kind(TokenKind::Semicolon);
        }
        self.restarts = !self.is(0, TokenKind::Semicolon);
        true
    }

    fn end_of_body(&self) -> Option<usize> {
        let mut depth = 0u32;
        for at in self.ahead(0, 16 * super::REACH) {
            let kind = self.tokens.kind(at)?;
            if self.tokens.starts_line(at) && self.tokens.indent(at) < self.statement.indent {
                return None;
            }
            match kind {
                TokenKind::LeftBrace => depth += 1,
                TokenKind::RightBrace if depth == 1 => return Some(at),
                TokenKind::RightBrace => depth -= 1,
                _ => {}
            }
        }
        None
    }
}
