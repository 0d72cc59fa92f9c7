//! WIT names as Rust identifiers. //!
//! Words become `snake_case`, `UpperCamelCase` or `SHOUTY_SNAKE_CASE`. Keywords of any edition become raw identifiers
//! (`r#type`) or, as the option `keywords` says, get `_` behind them (`type_`; `gen` is raw either way). A name that is taken in
//! its scope, or that no identifier can spell, gets `_` behind it, and if that is taken too, a number: `guest` in an interface
//! is `Guest_`, for `Guest` is the trait. What the generator itself adds to a scope begins with `__`, which no WIT name can
//! spell.

use std::collections::HashSet;

use proc_macro2::{Ident, Span};

use crate::options::Keywords;

/// How the words of a name are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Functions, modules, fields, parameters.
    Snake,
    /// Types and cases.
    Camel,
    /// Flags.
    Shouty,
}

/// The names of one scope of the generated code. The default is for names that nobody but generated code sees.
#[derive(Default)]
pub(crate) struct Scope {
    keywords: Keywords,
    taken: HashSet<String>,
}

impl Scope {
    /// A scope that spells keywords so.
    pub(crate) fn new(keywords: Keywords) -> Scope {
        Scope::with(keywords, &[])
    }

    /// A scope in which `reserved` are taken.
    pub(crate) fn with(keywords: Keywords, reserved: &[&str]) -> Scope {
        Scope { keywords, taken: reserved.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// The identifier for a WIT name, different from all others of the scope.
    pub(crate) fn add(&mut self, style: Style, name: &str) -> Ident {
        let base = styled(style, name);
        let mut text = spelled(self.keywords, &base);
        // What has `_` behind it as a keyword goes on with a number.
        let mut number = if text == base { 1 } else { 2 };
        while is_path_keyword(&text) || self.taken.contains(&text) {
            text = match (number, style) {
                (1, _) => format!("{base}_"),
                (_, Style::Camel) => format!("{base}{number}"),
                _ => format!("{base}_{number}"),
            };
            number += 1;
        }
        self.taken.insert(text.clone());
        ident(&text)
    }
}

/// The words of a name in lower case between `_`; a keyword stays one.
pub(crate) fn snake(name: &str) -> String {
    styled(Style::Snake, name)
}

fn styled(style: Style, name: &str) -> String {
    let mut text = String::new();
    for word in words(name) {
        if !text.is_empty() && style != Style::Camel {
            text.push('_');
        }
        match style {
            Style::Snake => text += &word.to_lowercase(),
            Style::Shouty => text += &word.to_uppercase(),
            Style::Camel => {
                let first = word.chars().next().map_or(0, char::len_utf8);
                text += &word[..first].to_uppercase();
                text += &word[first..].to_lowercase();
            }
        }
    }
    text
}

/// The words of a name: what stands between characters that are in no identifier, and in that, `aB` and `ABc` are two. This is
/// the crate `heck` on names of WIT.
fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for part in name.split(|char: char| !char.is_alphanumeric()).filter(|part| !part.is_empty()) {
        let mut start = 0;
        // Whether the last letter was in lower case; digits are of the case of the letter before them.
        let mut lower = None;
        let mut chars = part.char_indices().peekable();
        while let Some((at, char)) = chars.next() {
            let before_lower = chars.peek().is_some_and(|(_, next)| next.is_lowercase());
            let begins = char.is_uppercase() && (lower == Some(true) || lower == Some(false) && before_lower);
            if begins && at > start {
                words.push(&part[start..at]);
                start = at;
            }
            if char.is_lowercase() || char.is_uppercase() {
                lower = Some(char.is_lowercase());
            }
        }
        words.push(&part[start..]);
    }
    words
}

/// The words of a name in lower case between `_`, as the name of something that is defined elsewhere in the same style.
pub(crate) fn snake_ident(keywords: Keywords, name: &str) -> Ident {
    Scope::new(keywords).add(Style::Snake, name)
}

/// A keyword that is not to be a raw identifier with `_` behind it. `gen` is one of edition 2024 alone, and was left as it is
/// by generators that end keywords so: raw, it is the same name in every edition.
fn spelled(keywords: Keywords, text: &str) -> String {
    let ends = keywords == Keywords::Underscore && is_keyword(text) && text != "gen";
    if ends { format!("{text}_") } else { text.to_owned() }
}

/// The identifier with this text, raw if it is a keyword.
pub(crate) fn ident(text: &str) -> Ident {
    let text = text.strip_prefix("r#").unwrap_or(text);
    if is_keyword(text) && !is_path_keyword(text) {
        Ident::new_raw(text, Span::call_site())
    } else {
        Ident::new(text, Span::call_site())
    }
}

/// Whether `text` can name something, raw or not.
pub(crate) fn is_identifier(text: &str) -> bool {
    let (plain, raw) = match text.strip_prefix("r#") {
        Some(plain) => (plain, true),
        None => (text, false),
    };
    let mut chars = plain.chars();
    let starts = chars.next().is_some_and(|first| first == '_' || first.is_ascii_alphabetic());
    let goes_on = chars.all(|char| char == '_' || char.is_ascii_alphanumeric());
    starts && goes_on && !is_path_keyword(plain) && (raw || !is_keyword(plain))
}

/// Words that stay special even in a raw identifier.
pub(crate) fn is_path_keyword(text: &str) -> bool {
    matches!(text, "self" | "super" | "crate" | "Self" | "_")
}

/// The keywords of all editions up to 2024, reserved ones included. A raw identifier is allowed in every edition.
fn is_keyword(text: &str) -> bool {
    matches!(
        text,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "self"
            | "Self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(style: Style, names: &[&str]) -> Vec<String> {
        let mut scope = Scope::with(Keywords::Raw, &["Guest", "exports"]);
        names.iter().map(|name| scope.add(style, name).to_string()).collect()
    }

    #[test]
    fn words_are_joined_by_style() {
        assert_eq!(names(Style::Snake, &["foo-bar", "x0-0", "HTTP-get"]), ["foo_bar", "x0_0", "http_get"]);
        assert_eq!(names(Style::Camel, &["foo-bar", "HTTP-get"]), ["FooBar", "HttpGet"]);
        assert_eq!(names(Style::Shouty, &["foo-bar", "self"]), ["FOO_BAR", "SELF"]);
        assert_eq!(
            names(Style::Snake, &["fooBar1Baz", "HTTPServer", "a.b@1.0"]),
            ["foo_bar1_baz", "http_server", "a_b_1_0"]
        );
    }

    #[test]
    fn keywords_are_raw_where_they_can_be() {
        assert_eq!(
            names(Style::Snake, &["type", "gen", "self", "crate"]),
            ["r#type", "r#gen", "self_", "crate_"]
        );
        assert_eq!(names(Style::Camel, &["self", "type"]), ["Self_", "Type"]);
    }

    #[test]
    fn keywords_end_in_an_underscore_if_that_is_wanted() {
        let mut scope = Scope::new(Keywords::Underscore);
        let mut add = |style, name| scope.add(style, name).to_string();
        assert_eq!(
            ["type", "gen", "self", "raw", "type", "type"].map(|name| add(Style::Snake, name)),
            ["type_", "r#gen", "self_", "raw", "type_2", "type_3"]
        );
        assert_eq!(["self", "type", "guest"].map(|name| add(Style::Camel, name)), ["Self_", "Type", "Guest"]);
    }

    #[test]
    fn raw_and_plain_texts_make_one_identifier() {
        assert_eq!(ident("r#type"), ident("type"));
        assert_eq!(ident("r#plain").to_string(), "plain");
    }

    #[test]
    fn taken_names_get_a_suffix() {
        assert_eq!(names(Style::Camel, &["guest", "guest", "guest"]), ["Guest_", "Guest2", "Guest3"]);
        assert_eq!(
            names(Style::Snake, &["exports", "exports", "type", "type"]),
            ["exports_", "exports_2", "r#type", "type_"]
        );
    }

    #[test]
    fn every_keyword_makes_an_identifier() {
        for word in "abstract as async await become box break const continue crate do dyn else enum extern false final \
            fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct \
            super trait true try type typeof unsafe unsized use virtual where while yield union raw safe"
            .split_whitespace()
        {
            let ident = names(Style::Snake, &[word]).remove(0);
            assert!(is_identifier(&ident), "{ident}");
        }
    }
}
