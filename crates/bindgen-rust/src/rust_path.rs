//! Paths and names of Rust that users give in options.

use std::fmt;
use std::str::FromStr;

use proc_macro2::{TokenStream, TokenTree};

use crate::names;

/// A path such as `outwit::rt` or `::serde::Serialize`.
#[derive(Clone, Debug)]
pub struct RustPath {
    tokens: TokenStream,
}

impl RustPath {
    /// A path that is known to be one: the macro passes `$crate::rt`, which has no text.
    pub fn from_tokens(tokens: TokenStream) -> RustPath {
        RustPath { tokens }
    }

    /// Whether it is this word alone.
    pub fn is_word(&self, word: &str) -> bool {
        let mut tokens = self.tokens.clone().into_iter();
        tokens.next().is_some_and(|token| token.to_string() == word) && tokens.next().is_none()
    }

    pub(crate) fn tokens(&self) -> &TokenStream {
        &self.tokens
    }

    /// The last of its names.
    pub(crate) fn last_name(&self) -> String {
        self.tokens.clone().into_iter().last().map(|token| token.to_string()).unwrap_or_default()
    }

    /// A single name that can be defined, for a macro.
    pub(crate) fn is_plain_name(text: &str) -> bool {
        names::is_identifier(text)
    }
}

impl FromStr for RustPath {
    type Err = String;

    /// Names between `::`, perhaps with `::` in front.
    fn from_str(text: &str) -> Result<RustPath, String> {
        let error = || format!("`{text}` is not a path such as `some_crate::module`");
        let rest = text.strip_prefix("::").unwrap_or(text);
        if !rest.split("::").all(|part| names::is_identifier(part) || names::is_path_keyword(part)) {
            return Err(error());
        }
        let tokens = text.parse().map_err(|_| error())?;
        Ok(RustPath { tokens })
    }
}

impl fmt::Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tokens.clone().into_iter().try_for_each(|token| match token {
            TokenTree::Punct(punct) => write!(f, "{}", punct.as_char()),
            other => write!(f, "{other}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_names_between_colons() {
        for good in ["a", "a::b", "::a::b_c", "crate::rt", "self", "super::super::x", "r#type::x"] {
            assert_eq!(good.parse::<RustPath>().unwrap().to_string(), good);
        }
        for bad in ["", "::", "a::", "a:b", "a b", "a::<b>", "1a", "a;", "a-b", "type", "a::{b}"] {
            assert!(bad.parse::<RustPath>().is_err(), "{bad}");
        }
    }
}
