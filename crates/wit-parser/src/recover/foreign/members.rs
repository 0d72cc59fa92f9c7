//! Fields, cases and flags as other languages write them.

use super::super::classify::{Block, Class};
use super::{Habit, Told, Translation};
use crate::diagnostics;
use crate::token::TokenKind;

impl Translation<'_, '_> {
    /// `u32 x` where a field starts.
    pub(super) fn element(&mut self) -> bool {
        let is_foreign = self.blocks.last().is_some_and(|inside| inside.is_foreign);
        let is_type = matches!(self.kind(0), Some(TokenKind::Primitive(_)))
            || self.is(0, TokenKind::Ident) && is_foreign;
        let ends =
            matches!(self.kind(2), Some(TokenKind::Comma | TokenKind::Semicolon | TokenKind::RightBrace));
        if self.inside() != Some(Block::Record) || !is_type || !self.is(1, TokenKind::Ident) || !ends {
            return false;
        }
        let (ty, name, at) = (self.text(0), self.text(1), self.range(0, 2));
        let diagnostic = diagnostics::type_first(self.tokens.file, "field", name, ty, at);
        self.report_once(Habit::TypesFirst, diagnostic);
        if let Some(inside) =
            self.blocks.last_mut().filter(|_| self.tokens.is(self.at + 2, TokenKind::Semicolon))
        {
            // So are fields written where types come first.
            inside.told.push(Told { habit: Habit::Semicolons, found: None, count: 0 });
        }
        self.name_without_type();
        true
    }

    /// Within an element of a list.
    pub(super) fn in_element(&mut self) -> bool {
        let Some(block) = self.inside().filter(|block| block.is_list()) else { return false };
        self.statement.parens + self.statement.angles == 0 && (self.value(block) || self.semicolon())
    }

    /// `a = 1`, `x: u32 = 0`
    fn value(&mut self, block: Block) -> bool {
        // In a record, `x = u32` lacks its `:`.
        let has_value = match self.statement.class {
            Some(Class::Word) => block != Block::Record,
            Some(Class::Field) => block == Block::Record && self.before() != Some(TokenKind::Ident),
            _ => false,
        };
        let is_value = self.is_value(1) || self.is(1, TokenKind::Minus);
        if !has_value || !is_value || !self.is(0, TokenKind::Equals) {
            return false;
        }
        let ends = |nth: &usize| {
            let kind = self.kind(*nth);
            self.tokens.starts_line(self.at + nth)
                || matches!(
                    kind,
                    None | Some(TokenKind::Comma | TokenKind::Semicolon | TokenKind::RightBrace)
                )
        };
        let Some(end) = (1..16).find(ends).filter(|end| *end > 1) else { return false };
        let diagnostic = diagnostics::value(self.tokens.file, block.elements(), self.range(0, end));
        self.report_once(Habit::Values, diagnostic);
        self.at += end;
        true
    }

    /// `x: u32;`
    fn semicolon(&mut self) -> bool {
        let is_element = matches!(self.statement.class, Some(Class::Field | Class::Word));
        if !self.is(0, TokenKind::Semicolon)
            || !is_element
            || self.statement.is_function
            || self.is(1, TokenKind::Comma)
        {
            return false;
        }
        let diagnostic = diagnostics::wrong_mark(self.tokens.file, ",", "`;`", self.range(0, 1));
        self.report_once(Habit::Semicolons, diagnostic);
        self.copy_as(TokenKind::Comma);
        true
    }
}
