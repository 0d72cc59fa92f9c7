//! What the values of options are that are more than a text or a flag.

use std::fmt;
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::RustPath;

/// How a WIT name that is a keyword of Rust is spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keywords {
    /// As a raw identifier: `r#type`.
    #[default]
    Raw,
    /// With `_` behind it: `type_`. Only `gen` is raw all the same.
    Underscore,
}

impl Keywords {
    /// The values in words.
    pub const ALL: &'static [&'static str] = &["raw", "underscore"];
}

impl FromStr for Keywords {
    type Err = String;

    fn from_str(text: &str) -> Result<Keywords, String> {
        match text {
            "raw" => Ok(Keywords::Raw),
            "underscore" => Ok(Keywords::Underscore),
            _ => Err(format!("`{text}` is neither `raw` nor `underscore`")),
        }
    }
}

/// Whether types that go out of the guest as parameters of imports hold what they own or borrow it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ownership {
    /// Every type owns what it holds.
    #[default]
    Owning,
    /// Types of parameters borrow what they hold, as deep as it goes.
    Borrowing {
        /// A type that is needed both ways becomes two.
        duplicate_if_necessary: bool,
    },
}

impl Ownership {
    /// The values in words.
    pub const ALL: &'static [&'static str] = &["owning", "borrowing", "borrowing-duplicate-if-necessary"];
}

impl FromStr for Ownership {
    type Err = String;

    fn from_str(text: &str) -> Result<Ownership, String> {
        match text {
            "owning" => Ok(Ownership::Owning),
            "borrowing" => Ok(Ownership::Borrowing { duplicate_if_necessary: false }),
            "borrowing-duplicate-if-necessary" => Ok(Ownership::Borrowing { duplicate_if_necessary: true }),
            _ => Err(format!(
                "`{text}` is none of `owning`, `borrowing` and `borrowing-duplicate-if-necessary`"
            )),
        }
    }
}

/// Where the bindings of an interface, or the definition of a type, come from.
#[derive(Clone, Debug)]
pub enum With {
    /// They are generated with all others.
    Generate,
    /// They are there already: a module for an interface or a package, a type for a type.
    Path(RustPath),
}

impl FromStr for With {
    type Err = String;

    fn from_str(text: &str) -> Result<With, String> {
        if text == "generate" { Ok(With::Generate) } else { Ok(With::Path(text.parse()?)) }
    }
}

impl fmt::Display for With {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            With::Generate => f.write_str("generate"),
            With::Path(path) => path.fmt(f),
        }
    }
}

/// One or more attributes, `#[...]`.
#[derive(Clone, Debug)]
pub struct Attributes {
    tokens: TokenStream,
}

impl Attributes {
    /// The attributes that these tokens are.
    ///
    /// # Errors
    /// That they are something else, or nothing.
    pub fn from_tokens(tokens: TokenStream) -> Result<Attributes, String> {
        let mut rest = tokens.clone().into_iter();
        let mut any = false;
        while let Some(first) = rest.next() {
            let hash = matches!(&first, TokenTree::Punct(punct) if punct.as_char() == '#');
            let brackets = matches!(rest.next(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket);
            if !(hash && brackets) {
                return Err("expected attributes, `#[...]`".to_owned());
            }
            any = true;
        }
        if any { Ok(Attributes { tokens }) } else { Err("there must be an attribute, `#[...]`".to_owned()) }
    }

    /// The attributes as tokens.
    pub fn tokens(&self) -> &TokenStream {
        &self.tokens
    }

    /// Whether one of them is this word alone: `#[word]`.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.tokens.clone().into_iter().any(|token| match token {
            TokenTree::Group(group) => group.stream().to_string() == word,
            _ => false,
        })
    }
}

impl FromStr for Attributes {
    type Err = String;

    fn from_str(text: &str) -> Result<Attributes, String> {
        let tokens = text.parse().map_err(|_| format!("`{text}` is not an attribute, `#[...]`"))?;
        Attributes::from_tokens(tokens)
    }
}

impl fmt::Display for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tokens.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_values_and_others_are_not() {
        for word in Keywords::ALL {
            assert!(word.parse::<Keywords>().is_ok());
        }
        for word in Ownership::ALL {
            assert!(word.parse::<Ownership>().is_ok());
        }
        assert!("Raw".parse::<Keywords>().unwrap_err().contains("`Raw`"));
        assert!("Owning".parse::<Ownership>().unwrap_err().contains("`Owning`"));
    }

    #[test]
    fn generate_is_no_path() {
        assert!(matches!("generate".parse(), Ok(With::Generate)));
        assert_eq!("crate::generate".parse::<With>().unwrap().to_string(), "crate::generate");
        assert!("a b".parse::<With>().is_err());
    }

    #[test]
    fn attributes_are_nothing_else() {
        assert!("#[a] #[b(c = \"d\")]".parse::<Attributes>().unwrap().has_word("a"));
        for bad in ["", "a", "#a", "#[a] b", "#(a)", "#![a]", "#[a", "\""] {
            assert!(bad.parse::<Attributes>().is_err(), "{bad}");
        }
    }
}
