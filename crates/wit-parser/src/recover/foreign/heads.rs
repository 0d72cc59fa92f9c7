//! Words before an item, and words that other languages have for the keyword of one.

use super::super::classify::{Block, Class, classify, item_class};
use super::super::guess;
use super::functions::is_function_word;
use super::{Habit, Translation};
use crate::diagnostics;
use crate::token::{Terminal, TokenKind};

impl Translation<'_, '_> {
    pub(super) fn head(&mut self) -> bool {
        self.default_world()
            || self.visibility()
            || self.exported_definition()
            || self.union()
            || self.block_word()
            || self.type_with_block()
            || self.list_of_functions()
            || self.more_than_a_name()
            || self.constant()
            || self.typedef()
            || self.brace_in_header()
    }

    /// `default world w { ... }`, from before WIT had packages.
    fn default_world(&mut self) -> bool {
        let is_block = matches!(self.kind(1), Some(TokenKind::World | TokenKind::Interface));
        if self.word(0) != "default" || !is_block || !self.is_joined(1) {
            return false;
        }
        self.report(diagnostics::removed_default(self.tokens.file, self.range(0, 1)));
        self.leave_out(1);
        self.restarts = true;
        true
    }

    /// `pub`, `pub(crate)` and the like.
    pub(super) fn visibility(&mut self) -> bool {
        let word = self.word(0);
        if !matches!(word, "pub" | "public" | "private" | "protected" | "internal") {
            return false;
        }
        let in_parens = self.is(1, TokenKind::LeftParen) && self.is(3, TokenKind::RightParen);
        let count = if in_parens { 4 } else { 1 };
        // `pub as p` and `pub with { ... }` have it as a name.
        let is_name = matches!(self.kind(count), Some(TokenKind::As | TokenKind::With));
        let followed = self.is(count, TokenKind::Ident) || self.is_keyword(count) && !is_name;
        if !followed || !self.is_joined(count) {
            return false;
        }
        let next = count + usize::from(self.is(count, TokenKind::Async));
        let (is_func, next) = (self.is(next, TokenKind::Func), self.word(next));
        // That has a finding of its own.
        let is_covered = keyword_of(next).is_some() || is_func || next == "class" || is_function_word(next);
        if !is_covered {
            let diagnostic = diagnostics::modifier(self.tokens.file, word, self.range(0, count));
            self.report_once(Habit::Modifiers, diagnostic);
        }
        self.leave_out(count);
        self.restarts = true;
        true
    }

    /// `export interface i { ... }`, `export type t = u32;`
    fn exported_definition(&mut self) -> bool {
        let defines = match self.kind(1) {
            Some(TokenKind::Interface) => self.is_top() && self.is(2, TokenKind::Ident),
            Some(TokenKind::World) => self.is_top(),
            Some(
                TokenKind::Type
                | TokenKind::Record
                | TokenKind::Variant
                | TokenKind::Enum
                | TokenKind::Flags
                | TokenKind::Resource,
            ) => self.is(2, TokenKind::Ident) && !self.is(3, TokenKind::Semicolon),
            Some(TokenKind::Ident) => {
                let is_word = keyword_of(self.text(1)).is_some() || is_function_word(self.text(1));
                is_word && self.is(2, TokenKind::Ident) && self.inside() != Some(Block::World)
            }
            _ => false,
        };
        if !self.is(0, TokenKind::Export) || !defines || !self.is_joined(1) {
            return false;
        }
        let in_world = self.inside() == Some(Block::World);
        self.report(diagnostics::exported_definition(self.tokens.file, in_world, self.range(0, 1)));
        self.leave_out(1);
        self.restarts = true;
        true
    }

    /// `union u { string, u32 }`, from before variants had taken its place. It becomes a type of which nothing is known.
    fn union(&mut self) -> bool {
        if self.word(0) != "union" || !self.is(1, TokenKind::Ident) || !self.is(2, TokenKind::LeftBrace) {
            return false;
        }
        let name = self.text(1);
        self.report(diagnostics::removed_union(self.tokens.file, name, self.range(0, 1)));
        let Some(end) = self.end_of_list(3) else {
            self.copy_as(TokenKind::Variant);
            self.statement.class = Some(Class::Variant);
            self.statement.is_foreign = true;
            return true;
        };
        let content = self.range(3, end - self.at);
        self.copy_as(TokenKind::Type);
        self.copy();
        self.copy_as(TokenKind::Equals);
        self.add_at(Terminal::MissingType, content);
        self.at = end;
        self.copy_as(TokenKind::Semicolon);
        if self.is(0, TokenKind::Semicolon) {
            self.leave_out(1);
        }
        true
    }

    /// The `}` behind the `nth` token, if no other block starts before it.
    fn end_of_list(&self, nth: usize) -> Option<usize> {
        for at in self.ahead(nth, 16 * super::REACH) {
            match self.tokens.kind(at)? {
                TokenKind::RightBrace => return Some(at),
                TokenKind::LeftBrace => return None,
                _ => {}
            }
        }
        None
    }

    /// `struct s { ... }`, `trait t { ... }`
    fn block_word(&mut self) -> bool {
        let keyword = match self.word(0) {
            "class" => Some(self.keyword_of_class()),
            word => keyword_of(word),
        };
        let Some(keyword) = keyword.filter(|_| self.is(1, TokenKind::Ident) && self.is_joined(1)) else {
            return false;
        };
        let is_type = matches!(keyword, TokenKind::Record | TokenKind::Resource);
        if !is_type && !self.is_top() {
            return false;
        }
        let (file, word, at) = (self.tokens.file, self.text(0), self.range(0, 1));
        let Some(brace) = self.find(2, TokenKind::LeftBrace) else {
            let Some(end) = self.find(2, TokenKind::Semicolon).filter(|_| is_type) else { return false };
            self.report(diagnostics::record_without_fields(file, word, at));
            self.copy_as(TokenKind::Type);
            self.missing_definition(end);
            return true;
        };
        let text = keyword.text().unwrap_or_default();
        self.report(diagnostics::other_word(file, word, text, is_type && self.is_top(), at));
        let parameters = self.type_parameters(self.at + 2, brace);
        self.statement.parameters = if self.is(2, TokenKind::LeftAngle) { parameters } else { Vec::new() };
        self.copy_as(keyword);
        self.copy();
        self.leave_out(brace - self.at);
        self.statement.class = item_class(keyword);
        self.statement.is_foreign = true;
        true
    }

    /// `record r { constructor(); get: func(); }`: what has functions is a resource.
    fn list_of_functions(&mut self) -> bool {
        let block = match self.kind(0) {
            Some(TokenKind::Record) => Block::Record,
            Some(TokenKind::Variant) => Block::Variant,
            Some(TokenKind::Enum) => Block::Enum,
            Some(TokenKind::Flags) => Block::Flags,
            _ => return false,
        };
        let is_head = self.is(1, TokenKind::Ident) && self.is(2, TokenKind::LeftBrace) && self.is_joined(1);
        let is_constructor = self.is(3, TokenKind::Constructor) && self.is(4, TokenKind::LeftParen);
        let has_name = self.is(3, TokenKind::Ident) && self.is(4, TokenKind::Colon);
        let modifiers = self
            .ahead(5, 3)
            .take_while(|at| self.tokens.is(*at, TokenKind::Static) || self.tokens.is(*at, TokenKind::Async));
        let func = 5 + modifiers.count();
        let is_function =
            has_name && self.is(func, TokenKind::Func) && self.is(func + 1, TokenKind::LeftParen);
        // Functions end with `;`, which lists do not have.
        let is_list = || {
            let ends = [TokenKind::Semicolon, TokenKind::RightBrace];
            let end = self.ahead(5, super::REACH).find(|at| ends.iter().any(|end| self.tokens.is(*at, *end)));
            !end.is_some_and(|end| self.tokens.is(end, TokenKind::Semicolon))
        };
        if !is_head || !(is_constructor || is_function) || is_list() {
            return false;
        }
        let keywords = ["resource", self.text(0)];
        let (what, at) = (if is_constructor { "a constructor" } else { "a function" }, self.range(3, 4));
        self.report(diagnostics::other_block(self.tokens.file, what, block.place(), keywords, at));
        self.copy_as(TokenKind::Resource);
        self.statement.class = item_class(TokenKind::Resource);
        self.statement.is_foreign = true;
        true
    }

    /// A class with functions is a resource.
    fn keyword_of_class(&self) -> TokenKind {
        let Some(brace) = self.find(2, TokenKind::LeftBrace) else { return TokenKind::Record };
        let end = self.end_of_list(brace + 1 - self.at).unwrap_or(brace + super::REACH);
        let has_functions = (brace..end).any(|at| self.tokens.is(at, TokenKind::LeftParen));
        if has_functions { TokenKind::Resource } else { TokenKind::Record }
    }

    /// The rest of the definition of a type of which nothing is known: its name is next, and its `;` is at `end`.
    fn missing_definition(&mut self, end: usize) {
        self.copy();
        self.add_kind(TokenKind::Equals);
        self.add(Terminal::MissingType);
        self.at = end;
        self.copy();
    }

    /// `type t = { ... }`, `type t = record { ... }`, `type t { ... }`
    fn type_with_block(&mut self) -> bool {
        if !self.is(0, TokenKind::Type) || !self.is(1, TokenKind::Ident) {
            return false;
        }
        let equals = usize::from(self.is(2, TokenKind::Equals));
        let written = match self.kind(2 + equals) {
            Some(kind @ (TokenKind::Record | TokenKind::Variant | TokenKind::Enum | TokenKind::Flags)) => {
                Some(kind)
            }
            _ => keyword_of(self.word(2 + equals)),
        };
        let brace = 2 + equals + usize::from(written.is_some());
        if !self.is(brace, TokenKind::LeftBrace) {
            return false;
        }
        let meant = guess::list_keyword(self.tokens, self.at + brace + 1);
        let Some(keyword) = written.or(meant) else { return false };
        let (text, name) = (keyword.text().unwrap_or_default(), self.text(1));
        let at = self.range(0, 1);
        self.report(diagnostics::type_with_block(self.tokens.file, text, name, at));
        self.copy_as(keyword);
        self.copy();
        self.leave_out(brace - 2);
        self.statement.class = item_class(keyword);
        self.statement.is_foreign = true;
        true
    }

    /// `interface a extends b {`, `enum e: u8 {`, `record r = {`
    fn more_than_a_name(&mut self) -> bool {
        let block = self.statement.class.and_then(Class::block).filter(|block| *block != Block::Package);
        let Some(keyword) = block.and_then(Block::keyword).filter(|keyword| self.is(0, *keyword)) else {
            return false;
        };
        if !self.is(1, TokenKind::Ident) || !self.is_joined(2) {
            return false;
        }
        let least = match self.kind(2) {
            Some(TokenKind::Equals) => 1,
            Some(TokenKind::Colon | TokenKind::Ident | TokenKind::LeftAngle | TokenKind::LeftParen) => 2,
            _ => return false,
        };
        let Some(brace) = self.find(2, TokenKind::LeftBrace).filter(|at| *at >= self.at + 2 + least) else {
            return false;
        };
        let text = keyword.text().unwrap_or_default();
        let at = self.range(2, brace - self.at);
        // The keyword stands in place of `use`, `import` or `export`.
        if matches!(self.tokens.kind(brace - 1), Some(TokenKind::Dot | TokenKind::Interface)) {
            return false;
        }
        let (first, _) = classify(self.tokens, brace + 1);
        let holds_others = first.is_definite() && !block.is_some_and(|block| block.accepts(first));
        if holds_others || self.is_spoilt(at) {
            return false;
        }
        self.report(diagnostics::head(self.tokens.file, text, self.text(2), at));
        let parameters = self.type_parameters(self.at + 2, brace);
        self.statement.parameters = if self.is(2, TokenKind::LeftAngle) { parameters } else { Vec::new() };
        self.copy();
        self.copy();
        self.leave_out(brace - self.at);
        self.statement.is_foreign = self.tokens.is(brace - 1, TokenKind::Equals);
        true
    }

    /// `package a:b@1.0.0 {;`, which no language has, but what it says of the package matters to all that follows.
    fn brace_in_header(&mut self) -> bool {
        use TokenKind::{At, Colon, Ident, LeftBrace, Package, RightBrace, Semicolon, Slash, Version};
        // A name has a handful of parts; more of them are something else.
        const PARTS: usize = 16;
        let is_part = |nth: &usize| {
            self.is_joined(*nth) && matches!(self.kind(*nth), Some(Colon | Ident | At | Slash | Version))
        };
        let brace = 1 + (1..PARTS).take_while(is_part).count();
        let end = brace + 1 + (brace + 1..brace + PARTS).take_while(is_part).count();
        let is_one = self.is(0, Package)
            && matches!(self.kind(brace), Some(LeftBrace | RightBrace))
            && self.is_joined(brace)
            && self.is(end, Semicolon)
            && self.is_joined(end);
        if is_one {
            let found = format!("`{}`", self.text(brace));
            let (file, range) = (self.tokens.file, self.range(brace, brace + 1));
            self.report(diagnostics::unexpected_skipped(file, "the name of a package", &found, range, false));
            (0..brace).for_each(|_| self.copy());
            self.leave_out(1);
        }
        is_one
    }

    /// `const c: u32 = 1;`
    fn constant(&mut self) -> bool {
        let word = self.word(0);
        let is_constant = matches!(word, "const" | "let" | "var");
        if !is_constant || !self.is(1, TokenKind::Ident) || !self.is_joined(1) {
            return false;
        }
        let Some(end) = self.find(2, TokenKind::Semicolon) else { return false };
        self.report(diagnostics::constant(self.tokens.file, word, self.range(0, 2)));
        self.leave_out(end + 1 - self.at);
        true
    }

    /// `typedef u32 t;`
    fn typedef(&mut self) -> bool {
        let is_type = self.is(1, TokenKind::Ident) || self.is_keyword(1);
        if self.word(0) != "typedef" || !is_type || !self.is_joined(1) {
            return false;
        }
        let Some(end) = self.find(1, TokenKind::Semicolon).filter(|end| *end > self.at + 2) else {
            return false;
        };
        if !self.tokens.is(end - 1, TokenKind::Ident) {
            return false;
        }
        let name = self.tokens.text_at(end - 1);
        self.report(diagnostics::typedef(self.tokens.file, name, self.range(0, 1)));
        self.copy_as(TokenKind::Type);
        self.at = end - 1;
        self.missing_definition(end);
        true
    }
}

/// What WIT calls what other languages call `word`.
fn keyword_of(word: &str) -> Option<TokenKind> {
    Some(match word {
        "struct" | "message" => TokenKind::Record,
        "trait" | "service" | "module" | "mod" | "namespace" | "protocol" => TokenKind::Interface,
        "component" => TokenKind::World,
        _ => return None,
    })
}
