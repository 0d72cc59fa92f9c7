//! What the grammar wants at a place, in words for people.

use outwit_diagnostics::sort_by_key;

use super::classify::Block;
use crate::token::{Terminal, TokenKind};

/// The terminals that the grammar would take, by their names in it.
#[derive(Clone, Default)]
pub(super) struct Expected {
    names: Vec<String>,
}

impl Expected {
    pub(super) fn new(names: Vec<String>) -> Expected {
        let mut expected = Expected::default();
        for name in names {
            let name = name.trim_matches('"');
            if !name.starts_with("start ") {
                expected.names.push(name.to_owned());
            }
        }
        expected
    }

    /// What can stand at the top level of a file.
    pub(super) fn items() -> Expected {
        let names = ["package", "interface", "world", "use"];
        Expected { names: names.map(str::to_owned).to_vec() }
    }

    /// Marks and keywords among them, but for those that begin a type, the likeliest first: of what has a block a resource alone
    /// may hold nothing, and a file has one `package` and any number of the others.
    pub(super) fn terminals(&self) -> Vec<Terminal> {
        let is_type = self.ty();
        let rank = |kind: TokenKind| match kind {
            TokenKind::Import => 0,
            TokenKind::Resource => 1,
            TokenKind::Package => 3,
            _ => 2,
        };
        let mut ranked = Vec::new();
        for name in &self.names {
            if let Some(kind) = TokenKind::from_text(name).filter(|kind| !(is_type && kind.is_keyword())) {
                ranked.push((rank(kind), Terminal::Token(kind)));
            }
        }
        sort_by_key(&mut ranked, |(rank, _)| *rank);
        ranked.into_iter().map(|(_, terminal)| terminal).collect()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    pub(super) fn takes(&self, kind: TokenKind) -> bool {
        match kind {
            TokenKind::Ident => self.name(),
            TokenKind::Integer => self.has("integer"),
            TokenKind::Version => self.has("version"),
            TokenKind::String => self.has("string literal"),
            TokenKind::Primitive(_) => self.ty(),
            _ => kind.text().is_some_and(|text| self.has(text)),
        }
    }

    pub(super) fn name(&self) -> bool {
        self.has("name")
    }

    pub(super) fn ty(&self) -> bool {
        self.has("primitive")
    }

    /// The keywords among them.
    pub(super) fn keywords(&self) -> impl Iterator<Item = &str> {
        let keyword = |name: &&str| TokenKind::from_text(name).is_some_and(TokenKind::is_keyword);
        self.names.iter().map(String::as_str).filter(keyword)
    }

    /// As the end of "expected …".
    pub(super) fn words(&self) -> String {
        if self.ty() {
            return if self.has("_") { "a type or `_`" } else { "a type" }.to_owned();
        }
        for (mark, block) in [
            ("package", Block::File),
            ("include", Block::World),
            ("record", Block::Interface),
            ("constructor", Block::Resource),
        ] {
            if self.has(mark) {
                return block.items().to_owned();
            }
        }
        if self.has("func") {
            return if self.has("interface") { "`func`, `interface` or a path" } else { "`func`" }.to_owned();
        }
        // The end of a statement says more than the ways to make it longer.
        if self.has(";") {
            return "`;`".to_owned();
        }
        let mut words: Vec<String> = Vec::new();
        for name in &self.names {
            words.push(match name.as_str() {
                "name" => "a name".to_owned(),
                "integer" => "a number".to_owned(),
                "version" => "a version such as `1.2.3`".to_owned(),
                "string literal" => "a string".to_owned(),
                "missing type" => continue,
                mark => format!("`{mark}`"),
            });
        }
        sort_by_key(&mut words, |word| (word.starts_with('`'), !word.starts_with("`,")));
        match words.split_last() {
            // Nothing more: what is read is the head of a block.
            None => "`{`".to_owned(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }
}
