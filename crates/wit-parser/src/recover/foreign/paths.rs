//! Paths as other languages write them: in quotation marks, or joined by `.` and `::`; and the words around them.

use outwit_diagnostics::ByteRange;

use super::super::classify::Class;
use super::super::tokens::Tok;
use super::Translation;
use crate::diagnostics;
use crate::label;
use crate::lexer::Scanner;
use crate::token::{Terminal, TokenKind};

/// The names of a path, and how they are joined.
struct Joined {
    /// Which tokens the names are, counted from the keyword.
    names: Vec<usize>,
    /// Whether some two are joined by `.`, or by `::`.
    has_dots: bool,
    has_colons: bool,
    /// The token behind the last name.
    end: usize,
}

impl Translation<'_, '_> {
    pub(super) fn path(&mut self) -> bool {
        match self.kind(0) {
            Some(TokenKind::Use) => self.quoted() || self.use_from() || self.use_all() || self.use_names(),
            Some(TokenKind::Package | TokenKind::Include) => self.quoted() || self.joined_path(),
            Some(TokenKind::Import | TokenKind::Export) => {
                self.quoted()
                    || self.use_from()
                    || self.joined_path()
                    || self.alias()
                    || self.interface_first()
            }
            _ => false,
        }
    }

    /// `import "a:b/c";`
    fn quoted(&mut self) -> bool {
        if !self.is(1, TokenKind::String) {
            return false;
        }
        let range = self.range(1, 2);
        let text = self.text(1).trim_matches('"');
        let inner: Vec<(TokenKind, u32, u32)> = Scanner::new(text).collect();
        let is_path = inner.iter().all(|(kind, start, end)| match kind {
            TokenKind::Ident => label::check(&text[*start as usize..*end as usize]).is_ok(),
            TokenKind::Colon | TokenKind::Slash | TokenKind::At | TokenKind::Version => true,
            _ => false,
        });
        if inner.is_empty() || !is_path {
            return false;
        }
        self.report(diagnostics::quoted_path(self.tokens.file, text, range));
        self.copy();
        for (kind, start, end) in inner {
            let from = range.start + 1;
            self.add_at(Terminal::Token(kind), ByteRange::new(from + start, from + end));
        }
        self.at += 1;
        true
    }

    /// The path behind the keyword.
    fn joined(&self) -> Option<Joined> {
        let mut joined = Joined { names: vec![1], has_dots: false, has_colons: false, end: 2 };
        if !self.is(1, TokenKind::Ident) {
            return None;
        }
        while joined.end < super::REACH {
            let at = joined.end;
            let is_double = self.is(at, TokenKind::Colon) && self.is(at + 1, TokenKind::Colon);
            let next = at + 1 + usize::from(is_double);
            let is_joint =
                matches!(self.kind(at), Some(TokenKind::Dot | TokenKind::Colon | TokenKind::Slash));
            if !is_joint || !self.is(next, TokenKind::Ident) || !self.is_joined(next) {
                break;
            }
            joined.has_dots |= self.is(at, TokenKind::Dot);
            joined.has_colons |= is_double;
            joined.names.push(next);
            joined.end = next + 1;
        }
        Some(joined)
    }

    /// Three names as a path.
    fn as_path(&self, names: &[usize]) -> String {
        let name = |at: usize| self.text(names[at]);
        format!("{}:{}/{}", name(0), name(1), name(2))
    }

    /// `import a.b.c;`, `package a::b::c;`
    fn joined_path(&mut self) -> bool {
        let Some(Joined { names, has_dots, has_colons, end }) = self.joined() else { return false };
        if names.len() != 3 || !has_dots && !has_colons {
            return false;
        }
        if names.iter().any(|name| label::check(self.text(*name)).is_err()) {
            return self.unreadable();
        }
        let right = self.as_path(&names);
        self.report(diagnostics::joined_path(self.tokens.file, &right, self.range(1, end)));
        self.copy();
        self.write_path(&names);
        true
    }

    /// Writes three names with `:` and `/` between them. The first of them is the next token.
    fn write_path(&mut self, names: &[usize]) {
        let start = self.at - names[0];
        for (nth, joint) in [TokenKind::Colon, TokenKind::Slash].into_iter().enumerate() {
            self.copy();
            let range = self.tokens.range(self.at, start + names[nth + 1]);
            self.add_at(Terminal::Token(joint), range);
            self.at = start + names[nth + 1];
        }
        self.copy();
    }

    /// `a:b 1.0.0`, `a:b@v1.0.0`, `a:b@"1.0.0"`
    pub(super) fn version(&mut self) -> bool {
        use TokenKind::{At, Ident, Integer};
        let in_path = matches!(
            self.statement.class,
            Some(Class::Package | Class::Use | Class::Import | Class::Export | Class::Include)
        );
        let before = self.before();
        let is_quoted = before == Some(At) && self.is(0, TokenKind::String);
        let is_prefixed = before == Some(At) && self.is(0, Ident) && self.word(0).starts_with(['v', 'V']);
        let in_package = matches!(
            self.out[self.out.len().saturating_sub(2)..],
            [Tok { terminal: Terminal::Token(TokenKind::Colon | TokenKind::Slash), .. }, _]
        );
        let is_missing =
            before == Some(Ident) && in_package && self.is(0, Integer) && self.is(1, TokenKind::Dot);
        if !in_path || !(is_quoted || is_prefixed || is_missing) {
            return false;
        }
        let mut end = 1;
        while !is_quoted && self.touches(end) && !self.is(end, TokenKind::Semicolon) {
            // `1.0.0.{t}`
            if self.is(end + 1, TokenKind::LeftBrace) {
                break;
            }
            end += 1;
        }
        let range = self.range(0, end);
        let (start, end_at) = match (is_quoted, is_prefixed) {
            (true, _) => (range.start + 1, range.end - 1),
            (_, true) => (range.start + 1, range.end),
            _ => (range.start, range.end),
        };
        let inner = ByteRange::new(start, end_at);
        let text = &self.tokens.text[inner.as_usize()];
        let ends = matches!(
            self.kind(end),
            Some(TokenKind::Semicolon | TokenKind::Dot | TokenKind::LeftBrace | TokenKind::With)
        );
        if !ends || !is_version(text) {
            return false;
        }
        if is_missing {
            let found = self.tokens.found(self.at);
            let at = self.tokens.end_before(self.at);
            self.report(diagnostics::missing(self.tokens.file, "@", &found, at));
            self.add_kind(At);
        } else {
            self.report(diagnostics::version(self.tokens.file, text, range));
        }
        self.add_at(Terminal::Token(TokenKind::Version), inner);
        self.at += end;
        true
    }

    /// `use {t} from i;`, `import {t} from "i";`
    fn use_from(&mut self) -> bool {
        if !self.is(1, TokenKind::LeftBrace) {
            return false;
        }
        let close = (2..super::REACH).find(|nth| {
            let kind = self.kind(*nth);
            !matches!(kind, Some(TokenKind::Ident | TokenKind::Comma | TokenKind::As | TokenKind::Star))
        });
        let Some(close) = close.filter(|nth| self.is(*nth, TokenKind::RightBrace)) else { return false };
        let Some(end) = self.find(close + 1, TokenKind::Semicolon) else { return false };
        if !self.is(close + 1, TokenKind::From) {
            return false;
        }
        self.report(diagnostics::use_from(self.tokens.file, self.range(1, close + 2)));
        self.leave_out(end + 1 - self.at);
        true
    }

    /// `use i.*;`, `use i.{*};`
    fn use_all(&mut self) -> bool {
        let Some(Joined { end, .. }) = self.joined() else { return false };
        if !self.names_all(end) {
            return false;
        }
        let Some(semicolon) = self.find_semicolon(end) else { return false };
        self.report(diagnostics::use_all(self.tokens.file, self.range(1, semicolon)));
        self.leave_out(semicolon + 1);
        true
    }

    /// `use i.t;`, `use i::t;`, `use a::b::c::t;`
    fn use_names(&mut self) -> bool {
        let Some(Joined { names, has_dots, has_colons, end }) = self.joined() else { return false };
        if !has_dots && !has_colons {
            return false;
        }
        let renamed = self.is(end, TokenKind::As) && self.is(end + 1, TokenKind::Ident);
        let ends = self.is(end + if renamed { 2 } else { 0 }, TokenKind::Semicolon);
        let (&last, path) = names.split_last().unwrap_or((&1, &[]));
        let joint = path.last().map_or(1, |name| name + 1);
        // What joins the last name to the others makes it the name of a type, but for the third name at the top level.
        let is_interface = self.is(joint, TokenKind::Slash) || self.is_top() && names.len() == 3;
        if !ends {
            return false;
        }
        if is_interface && names.len() == 3 {
            return self.joined_path();
        }
        let is_plain = (1..joint).all(|nth| !self.is(nth, TokenKind::Dot)) && !self.has_double_colon(joint);
        if is_interface || !(is_plain || path.len() == 3) {
            return self.unreadable();
        }
        let right = match is_plain {
            true => self.tokens.text[self.range(1, joint).as_usize()].to_owned(),
            false => self.as_path(path),
        };
        let right = format!("{right}.{{{}}}", self.text(last));
        self.report(diagnostics::used_name(self.tokens.file, &right, self.range(1, end)));
        let start = self.at;
        self.copy();
        if is_plain {
            (1..joint).for_each(|_| self.copy());
        } else {
            self.write_path(path);
        }
        self.add_at(Terminal::Token(TokenKind::Dot), self.tokens.range(start + joint, start + last));
        self.at = start + last;
        self.add_kind(TokenKind::LeftBrace);
        self.copy();
        if renamed {
            self.copy();
            self.copy();
        }
        self.add_kind(TokenKind::RightBrace);
        true
    }

    fn has_double_colon(&self, end: usize) -> bool {
        (1..end).any(|nth| self.is(nth, TokenKind::Colon) && self.is(nth + 1, TokenKind::Colon))
    }

    /// Whether `.*` or `.{*}` stands at the `nth` token.
    fn names_all(&self, nth: usize) -> bool {
        let is_double = self.is(nth, TokenKind::Colon) && self.is(nth + 1, TokenKind::Colon);
        let nth = nth + usize::from(is_double);
        let is_joint = is_double || self.is(nth, TokenKind::Dot);
        let brace = usize::from(self.is(nth + 1, TokenKind::LeftBrace));
        let behind = if brace > 0 { TokenKind::RightBrace } else { TokenKind::Semicolon };
        is_joint && self.is(nth + 1 + brace, TokenKind::Star) && self.is(nth + 2 + brace, behind)
    }

    /// The `;` that is among the few tokens from the `nth` on.
    fn find_semicolon(&self, nth: usize) -> Option<usize> {
        (nth..nth + 8).find(|nth| self.is(*nth, TokenKind::Semicolon))
    }

    /// A path of which the parts cannot be known.
    fn unreadable(&mut self) -> bool {
        let Some(end) = self.find(1, TokenKind::Semicolon) else { return false };
        let right = match self.kind(0) {
            Some(TokenKind::Package) => "package namespace:name;",
            Some(TokenKind::Use) if !self.is_top() => "use namespace:package/interface.{t};",
            Some(TokenKind::Use) => "use namespace:package/interface;",
            Some(TokenKind::Include) => "include namespace:package/world;",
            _ => "import namespace:package/interface;",
        };
        self.report(diagnostics::joined_path(self.tokens.file, right, self.range(1, end - self.at)));
        self.leave_out(end + 1 - self.at);
        true
    }

    /// `import i as n;`
    fn alias(&mut self) -> bool {
        let Some(end) = self.find(1, TokenKind::As) else { return false };
        let name = end + 1 - self.at;
        if !self.is(name, TokenKind::Ident) || !self.is(name + 1, TokenKind::Semicolon) || end == self.at + 1
        {
            return false;
        }
        let (verb, alias) = (self.text(0), self.text(name));
        let path = &self.tokens.text[self.range(1, name - 1).as_usize()];
        let at = self.range(name - 1, name + 1);
        self.report(diagnostics::extern_alias(self.tokens.file, verb, alias, path, at));
        while self.at < end {
            self.copy();
        }
        self.at += 2;
        true
    }

    /// `import interface n { ... }`
    fn interface_first(&mut self) -> bool {
        if !self.is(1, TokenKind::Interface)
            || !self.is(2, TokenKind::Ident)
            || !self.is(3, TokenKind::LeftBrace)
        {
            return false;
        }
        let (verb, name) = (self.text(0), self.text(2));
        self.report(diagnostics::extern_interface(self.tokens.file, verb, name, self.range(1, 2)));
        self.copy();
        self.leave_out(1);
        self.copy();
        self.add_kind(TokenKind::Colon);
        self.add_kind(TokenKind::Interface);
        true
    }
}

/// Whether this is a version where one can stand.
fn is_version(text: &str) -> bool {
    let whole = format!("@{text}");
    let tokens: Vec<(TokenKind, u32, u32)> = Scanner::new(&whole).collect();
    matches!(tokens[..], [(TokenKind::At, ..), (TokenKind::Version, ..)])
}
