//! Tokens, read from the front. The grammar of options is so small that a crate that parses Rust would cost those who use the
//! macro more than this.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::error::{Error, Result};

/// What is left of some tokens.
pub(crate) struct Reader {
    /// The next token is the last one here.
    tokens: Vec<TokenTree>,
    /// Where they end.
    end: Span,
}

/// Reads all of `tokens`: what `read` leaves is an error. `end` is the place of what is missing.
pub(crate) fn read_all<T>(
    tokens: TokenStream,
    end: Span,
    read: impl FnOnce(&mut Reader) -> Result<T>,
) -> Result<T> {
    let mut reader = Reader { tokens: Vec::new(), end };
    reader.put_back(tokens);
    let value = read(&mut reader)?;
    if reader.is_empty() { Ok(value) } else { Err(reader.error("unexpected token")) }
}

impl Reader {
    pub(crate) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The place of the next token, or the end.
    pub(crate) fn span(&self) -> Span {
        self.tokens.last().map_or(self.end, TokenTree::span)
    }

    pub(crate) fn error(&self, text: impl Into<String>) -> Error {
        Error::new(self.span(), text)
    }

    pub(crate) fn peek(&self) -> Option<&TokenTree> {
        self.tokens.last()
    }

    pub(crate) fn peek_second(&self) -> Option<&TokenTree> {
        self.tokens.len().checked_sub(2).map(|second| &self.tokens[second])
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        self.tokens.pop()
    }

    /// All that is left.
    pub(crate) fn rest(&mut self) -> TokenStream {
        std::mem::take(&mut self.tokens).into_iter().rev().collect()
    }

    /// The next token, if it is a name or keyword.
    pub(crate) fn word(&mut self) -> Option<Ident> {
        match self.next() {
            Some(TokenTree::Ident(word)) => Some(word),
            other => {
                self.tokens.extend(other);
                None
            }
        }
    }

    /// Takes `true` or `false`.
    pub(crate) fn flag(&mut self) -> Option<(bool, Span)> {
        let value = match self.peek() {
            Some(TokenTree::Ident(word)) if word == "true" => true,
            Some(TokenTree::Ident(word)) if word == "false" => false,
            _ => return None,
        };
        self.next().map(|token| (value, token.span()))
    }

    /// Takes the next token if it is this character.
    pub(crate) fn punct(&mut self, char: char) -> bool {
        let found = is_punct(self.peek(), char);
        if found {
            self.next();
        }
        found
    }

    /// Takes the next token if it is a group in such delimiters.
    pub(crate) fn group(&mut self, delimiter: Delimiter) -> Option<Group> {
        match self.next() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
            other => {
                self.tokens.extend(other);
                None
            }
        }
    }

    /// Whether the next token is a group in such delimiters.
    pub(crate) fn at_group(&self, delimiter: Delimiter) -> bool {
        matches!(self.peek(), Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
    }

    /// Tokens before all others. What a `macro_rules` macro was given is a group without delimiters, which nobody sees.
    fn put_back(&mut self, tokens: TokenStream) {
        let mut open = vec![tokens.into_iter()];
        let mut found = Vec::new();
        while let Some(innermost) = open.last_mut() {
            match innermost.next() {
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                    open.push(group.stream().into_iter());
                }
                Some(token) => found.push(token),
                None => {
                    open.pop();
                }
            }
        }
        found.reverse();
        self.tokens.append(&mut found);
    }
}

/// Whether this token is this character.
pub(crate) fn is_punct(token: Option<&TokenTree>, char: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_macros_are_opened() {
        let inner = Group::new(Delimiter::None, "b".parse().unwrap());
        let outer = Group::new(
            Delimiter::None,
            [TokenTree::Group(inner), TokenTree::Group(Group::new(Delimiter::Brace, TokenStream::new()))]
                .into_iter()
                .collect(),
        );
        let tokens = [TokenTree::Group(outer)].into_iter().collect();
        let read = read_all(tokens, Span::call_site(), |reader| {
            assert!(reader.word().is_some_and(|word| word == "b"));
            Ok(reader.group(Delimiter::Brace).is_some())
        });
        assert!(read.is_ok_and(|is_group| is_group));
    }

    #[test]
    fn what_is_left_is_an_error() {
        let tokens = || ": x".parse::<TokenStream>().unwrap();
        let colon = |reader: &mut Reader| Ok(reader.punct(':'));
        assert!(read_all(tokens(), Span::call_site(), colon).is_err());
        let both = |reader: &mut Reader| Ok(reader.punct(':') && reader.word().is_some());
        assert!(read_all(tokens(), Span::call_site(), both).is_ok_and(|found| found));
    }
}
