//! Text from tokens, as rustfmt would write it: pieces of what is generated are printed one by one, for what a whole world
//! takes at once would be many times its text.
//!
//! Tokens are written one behind the other, cut up again as slices of that ([`tokens`]), set apart by spaces
//! ([`spacing`]), measured ([`shape`]) and laid out on lines ([`layout`], [`expression`], [`list`]). The generator's Rust is what
//! the layout knows; what it does not know it prints plainly. The text is the same tokens in any case, but for commas behind the
//! last element of a list, and braces around what an arm or a closure does if that takes lines of its own.

mod expression;
mod layout;
mod list;
mod shape;
mod spacing;
mod tokens;

#[cfg(test)]
mod tests;

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use self::layout::{Before, INDENT, Printer};
use self::tokens::{Kind, Token};
use crate::module::{Module, Piece};

/// Pieces as text, behind the comment at the head of a file.
pub(crate) fn write(pieces: &[Piece], out: &mut String) {
    let mut before = if out.is_empty() { Before::Nothing } else { Before::Lines };
    let mut writer = Writer { out, text: String::new(), tokens: Vec::new() };
    pieces.iter().for_each(|piece| writer.piece(piece, 0, &mut before));
}

/// Where text goes, and what is used again for each piece.
struct Writer<'a> {
    out: &'a mut String,
    text: String,
    tokens: Vec<Token>,
}

impl Writer<'_> {
    /// Appends a piece, with so many modules around it. The result is that of writing all pieces at once.
    fn piece(&mut self, piece: &Piece, depth: usize, before: &mut Before) {
        match piece {
            Piece::Items(items) => self.items(items, depth, before),
            Piece::Module(Module { head, pieces }) => {
                self.items(&quote!(#head {}), depth, before);
                if pieces.is_empty() {
                    return;
                }
                // What stands there ends with `{}` and the end of the line.
                self.out.truncate(self.out.len() - "}\n".len());
                self.out.push('\n');
                let mut inner = Before::Nothing;
                pieces.iter().for_each(|piece| self.piece(piece, depth + 1, &mut inner));
                self.out.extend(std::iter::repeat_n(' ', depth * INDENT));
                self.out.push_str("}\n");
                *before = Before::Lines;
            }
        }
    }

    fn items(&mut self, items: &TokenStream, depth: usize, before: &mut Before) {
        self.text.clear();
        write!(self.text, "{items}").expect("a string takes everything");
        if u32::try_from(self.text.len()).is_err() {
            // More than any compiler takes.
            self.out.push_str(&self.text);
            self.out.push('\n');
            return;
        }
        tokens::tokens(&self.text, &mut self.tokens);
        spacing::set(&self.text, &mut self.tokens);
        shape::set(&self.text, &mut self.tokens);
        let line = self.out.len();
        let mut printer = Printer { text: &self.text, tokens: &self.tokens, out: self.out, line, depth: 0 };
        printer.lines(0, self.tokens.len() - 1, depth * INDENT, Some(before));
        debug_assert_eq!(self.tokens.last().map(|token| token.kind), Some(Kind::End));
    }
}
