//! Types and parameters as other languages write them.

use super::super::classify::{Block, Class};
use super::Translation;
use super::functions::is_function_word;
use crate::diagnostics;
use crate::token::{Terminal, TokenKind};

impl Translation<'_, '_> {
    /// A type starts at the next token.
    pub(super) fn in_type(&mut self) -> bool {
        let in_type = match self.before() {
            Some(TokenKind::Colon | TokenKind::Arrow | TokenKind::LeftAngle) => true,
            Some(TokenKind::Comma) => self.statement.angles > 0,
            Some(TokenKind::Equals) => self.statement.class == Some(Class::Type),
            Some(TokenKind::LeftParen) => self.inside() == Some(Block::Variant),
            _ => false,
        };
        in_type
            && (self.type_parameter()
                || self.type_name()
                || self.type_modifier()
                || self.unit()
                || self.tuple()
                || self.function_type())
    }

    /// `Vec<u8>`
    fn type_name(&mut self) -> bool {
        if !self.is(0, TokenKind::Ident) || !self.is(1, TokenKind::LeftAngle) || !self.is_joined(1) {
            return false;
        }
        let name = self.text(0);
        let Some(kind) = type_called(name) else { return false };
        let keyword = kind.text().unwrap_or_default();
        self.report(diagnostics::type_name(self.tokens.file, name, keyword, self.range(0, 1)));
        self.copy_as(kind);
        true
    }

    /// A parameter of something generic.
    fn type_parameter(&mut self) -> bool {
        let word = self.word(0);
        let has_word = |parameters: &[String]| parameters.iter().any(|parameter| parameter == word);
        let is_known = has_word(&self.statement.parameters)
            || self.blocks.iter().any(|inside| has_word(&inside.parameters));
        let is_one = !word.is_empty() && is_known;
        if is_one {
            self.add_at(Terminal::MissingType, self.range(0, 1));
            self.at += 1;
        }
        is_one
    }

    /// The names in `<...>`, which ends before the token `end`.
    pub(super) fn type_parameters(&self, start: usize, end: usize) -> Vec<String> {
        let mut names = Vec::new();
        for at in start + 1..end {
            let before = self.tokens.kind(at - 1);
            if self.tokens.is(at, TokenKind::Ident)
                && matches!(before, Some(TokenKind::LeftAngle | TokenKind::Comma))
            {
                names.push(self.tokens.text_at(at).to_owned());
            }
        }
        names
    }

    /// `mut t`
    fn type_modifier(&mut self) -> bool {
        let is_type = self.is(1, TokenKind::Ident) || self.is_keyword(1);
        let word = self.word(0);
        if !matches!(word, "mut" | "const" | "ref" | "dyn" | "impl") || !is_type || !self.is_joined(1) {
            return false;
        }
        if !self.is_behind_ampersand() {
            self.report(diagnostics::type_modifier(self.tokens.file, word, self.range(0, 1)));
        }
        self.leave_out(1);
        true
    }

    /// Whether `&` touches the next token: the lexer has told of it.
    fn is_behind_ampersand(&self) -> bool {
        let (start, end) = (self.tokens.end_before(self.at), self.tokens.all[self.at].range.start);
        self.tokens.text[start as usize..end as usize].ends_with('&')
    }

    /// `()`
    fn unit(&mut self) -> bool {
        if !self.is(0, TokenKind::LeftParen)
            || !self.is(1, TokenKind::RightParen)
            || !self.takes_parentheses()
            || self.before() == Some(TokenKind::Equals) && !self.is(2, TokenKind::Semicolon)
        {
            return false;
        }
        let result = self.out.len().checked_sub(2).is_some_and(|at| self.out[at].is(TokenKind::Result));
        let is_ok = result && self.before() == Some(TokenKind::LeftAngle);
        let is_last = self.is(2, TokenKind::RightAngle);
        let at = self.range(0, 2);
        let in_result = is_ok && !is_last;
        self.report(diagnostics::unit(self.tokens.file, in_result, at));
        self.at += 2;
        match self.before() {
            _ if in_result => self.add_at(Terminal::Token(TokenKind::Underscore), at),
            // `result<()>` and `result<t, ()>`
            Some(TokenKind::LeftAngle) if is_ok => {
                self.out.pop();
                self.at += 1;
                self.statement.angles -= 1;
            }
            Some(TokenKind::Comma) if is_last => drop(self.out.pop()),
            _ => self.add_at(Terminal::MissingType, at),
        }
        true
    }

    /// Whether `(` is a type here: neither behind `->`, where earlier versions of WIT had it, nor where `func` may be missing.
    fn takes_parentheses(&self) -> bool {
        match self.before() {
            Some(TokenKind::Arrow) => false,
            Some(TokenKind::Colon) => self.statement.parens > 0 || self.inside() == Some(Block::Record),
            _ => true,
        }
    }

    /// `(a, b)`; behind `->` that is what earlier versions of WIT had.
    fn tuple(&mut self) -> bool {
        if !self.is(0, TokenKind::LeftParen) || !self.takes_parentheses() {
            return false;
        }
        let Some(close) = self.closing(0).filter(|close| *close > self.at + 1) else { return false };
        let holds_types = |at| !self.tokens.is(at, TokenKind::Colon) && !self.tokens.is(at, TokenKind::Arrow);
        if !(self.at..close).all(holds_types) {
            return false;
        }
        self.report(diagnostics::tuple(self.tokens.file, self.range(0, close + 1 - self.at)));
        self.copy_as(TokenKind::Tuple);
        self.add_kind(TokenKind::LeftAngle);
        self.statement.angles += 1;
        self.statement.tuples.push(close);
        true
    }

    /// `f: fn(...)`
    fn function_type(&mut self) -> bool {
        let is_one = self.before() == Some(TokenKind::Colon)
            && is_function_word(self.word(0))
            && self.is(1, TokenKind::LeftParen)
            && self.statement.parens == 0;
        if is_one {
            let found = format!("`{}`", self.text(0));
            self.report(diagnostics::wrong_mark(self.tokens.file, "func", &found, self.range(0, 1)));
            self.copy_as(TokenKind::Func);
            self.statement.is_function = true;
        }
        is_one
    }

    /// Among the parameters of a function, or behind them.
    pub(super) fn in_parameters(&mut self) -> bool {
        self.statement.is_function
            && match self.statement.parens {
                0 => self.fat_arrow() || self.generic_function(),
                1 => self.self_parameter() || self.type_first() || self.default_value(),
                _ => false,
            }
    }

    /// `=> t`
    fn fat_arrow(&mut self) -> bool {
        let is_one = self.is(0, TokenKind::Equals) && self.is(1, TokenKind::RightAngle) && self.touches(1);
        if is_one {
            let at = self.range(0, 2);
            self.report(diagnostics::wrong_mark(self.tokens.file, "->", "`=>`", at));
            self.add_at(Terminal::Token(TokenKind::Arrow), at);
            self.at += 2;
        }
        is_one
    }

    /// `func<T>(...)`
    fn generic_function(&mut self) -> bool {
        if self.before() != Some(TokenKind::Func) || !self.is(0, TokenKind::LeftAngle) {
            return false;
        }
        let Some(end) = self.find(0, TokenKind::RightAngle) else { return false };
        if !self.tokens.is(end + 1, TokenKind::LeftParen) {
            return false;
        }
        self.report(diagnostics::generic_function(self.tokens.file, self.range(0, end + 1 - self.at)));
        self.statement.parameters = self.type_parameters(self.at, end);
        self.at = end + 1;
        true
    }

    /// `self`, `&self`, `mut self`
    fn self_parameter(&mut self) -> bool {
        if self.before() != Some(TokenKind::LeftParen) {
            return false;
        }
        let modifiers = usize::from(self.word(0) == "mut");
        let ends = matches!(self.kind(modifiers + 1), Some(TokenKind::Comma | TokenKind::RightParen));
        if self.word(modifiers) != "self" || !ends {
            return false;
        }
        if self.is_behind_ampersand() {
            self.explained.push(self.range(0, 1).start);
        }
        if !self.is_quiet() {
            let at = self.range(0, modifiers + 1);
            self.found.push(diagnostics::self_parameter(self.tokens.file, at));
        }
        self.at += modifiers + 1 + usize::from(self.is(modifiers + 1, TokenKind::Comma));
        true
    }

    /// Whether it was said how a function like this one is written.
    fn is_quiet(&self) -> bool {
        self.at < self.statement.quiet_until
    }

    /// `u32 a`
    fn type_first(&mut self) -> bool {
        let is_type = matches!(self.kind(0), Some(TokenKind::Primitive(_)))
            || self.is(0, TokenKind::Ident) && self.is_quiet();
        if !is_type
            || !matches!(self.before(), Some(TokenKind::LeftParen | TokenKind::Comma))
            || !self.is(1, TokenKind::Ident)
            || !matches!(self.kind(2), Some(TokenKind::Comma | TokenKind::RightParen))
        {
            return false;
        }
        if !self.is_quiet() {
            let (ty, name, at) = (self.text(0), self.text(1), self.range(0, 2));
            self.report(diagnostics::type_first(self.tokens.file, "parameter", name, ty, at));
        }
        self.name_without_type();
        true
    }

    /// Writes the second token as a name with some type, and leaves the first out: nodes stand in the order of their text.
    pub(super) fn name_without_type(&mut self) {
        self.leave_out(1);
        self.copy();
        self.add_kind(TokenKind::Colon);
        self.add(Terminal::MissingType);
    }

    /// `a: u32 = 3`
    fn default_value(&mut self) -> bool {
        let is_one = self.is(0, TokenKind::Equals)
            && self.before() != Some(TokenKind::Colon)
            && self.is_value(1)
            && matches!(self.kind(2), Some(TokenKind::Comma | TokenKind::RightParen));
        if is_one {
            self.report(diagnostics::value(self.tokens.file, "parameters", self.range(0, 2)));
            self.at += 2;
        }
        is_one
    }
}

/// The type with arguments that other languages call `name`.
fn type_called(name: &str) -> Option<TokenKind> {
    Some(match name.to_ascii_lowercase().as_str() {
        "list" | "vec" | "vector" | "array" | "slice" | "sequence" | "seq" | "set" | "hashset" => {
            TokenKind::List
        }
        "option" | "optional" | "maybe" | "nullable" => TokenKind::Option,
        "map" | "hashmap" | "btreemap" | "dict" | "dictionary" => TokenKind::Map,
        "result" | "expected" | "either" => TokenKind::Result,
        "tuple" | "pair" => TokenKind::Tuple,
        "future" | "promise" => TokenKind::Future,
        "stream" => TokenKind::Stream,
        "borrow" => TokenKind::Borrow,
        "own" => TokenKind::Own,
        _ => return None,
    })
}
