//! Single faults in valid packages, drawn from a generator of numbers that is the same on every machine.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use outwit_parser::{Token, TokenKind, is_keyword, tokens};

use crate::packages::Package;

/// A valid package with what the mutations need to know.
pub(crate) struct Subject {
    pub(crate) package: Package,
    /// For each file, its tokens that are not trivia.
    tokens: Vec<Vec<Token>>,
    /// Places where names are used: file and range.
    uses: Vec<(usize, Range<usize>)>,
    /// Places of names that nothing refers to, and of names of types that are used.
    free_names: Vec<(usize, Range<usize>)>,
}

impl Subject {
    /// `None` if the package has errors.
    pub(crate) fn new(package: Package) -> Option<Subject> {
        let outcome = package.resolve();
        if !outcome.errors().is_empty() {
            return None;
        }
        let significant = |(_, text): &(String, String)| -> Vec<Token> {
            tokens(text).filter(|token| !token.kind.is_trivia()).collect()
        };
        let uses = outcome.analysis.uses.iter();
        let uses = uses.filter_map(|(span, _)| {
            let name = outcome.sources.get(span.file).name();
            let file = package.files.iter().position(|(path, _)| name == format!("p/{path}"))?;
            Some((file, span.range.as_usize()))
        });
        let uses = uses.collect();
        let tokens = package.files.iter().map(significant).collect();
        let mut subject = Subject { package, tokens, uses, free_names: Vec::new() };
        subject.free_names = subject.find_free_names();
        Some(subject)
    }

    /// A name that occurs once, or that of a field or parameter: to change it changes nothing else.
    fn find_free_names(&self) -> Vec<(usize, Range<usize>)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let all = |file: usize| {
            let idents = self.tokens[file].iter().enumerate();
            let idents = idents.filter(|(_, token)| token.kind == TokenKind::Ident);
            idents.map(move |(at, token)| (at, token.range.as_usize()))
        };
        for file in 0..self.tokens.len() {
            for (at, _) in all(file) {
                *counts.entry(self.token_text(file, at).trim_start_matches('%')).or_default() += 1;
            }
        }
        let mut found = Vec::new();
        for file in 0..self.tokens.len() {
            for (at, range) in all(file) {
                let kind = |at: Option<usize>| Some(self.tokens[file].get(at?)?.kind);
                let before = kind(at.checked_sub(1));
                let is_field = kind(Some(at + 1)) == Some(TokenKind::Colon)
                    && matches!(before, Some(TokenKind::LeftParen | TokenKind::LeftBrace | TokenKind::Comma))
                    && !matches!(kind(Some(at + 2)), Some(TokenKind::Get | TokenKind::Set));
                let text = self.token_text(file, at).trim_start_matches('%');
                if is_field || counts[text] == 1 && before != Some(TokenKind::At) {
                    found.push((file, range));
                }
            }
        }
        found
    }

    fn text(&self, file: usize) -> &str {
        &self.package.files[file].1
    }

    fn token_text(&self, file: usize, at: usize) -> &str {
        &self.text(file)[self.tokens[file][at].range.as_usize()]
    }
}

/// What is done to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A token is missing.
    Delete,
    /// A token is too much.
    Insert,
    /// Two tokens stand in the wrong order.
    Swap,
    /// A name is used that does not exist.
    Rename,
    /// A brace is missing, doubled, or the wrong way round.
    Brace,
    /// A `;` or `,` is missing.
    Mark,
    /// A keyword stands in place of another one.
    Keyword,
    /// A keyword stands in place of a name.
    Name,
    /// A character that starts no token, or a string without its end.
    Lexical,
    /// A line ends after some character.
    HalfTyped,
    /// Some tokens of a line are missing.
    Cut,
    /// A comment starts and does not end.
    Comment,
}

impl Kind {
    /// Whether one token is concerned, and not several.
    pub(crate) fn is_single(self) -> bool {
        !matches!(self, Kind::HalfTyped | Kind::Cut)
    }

    pub(crate) const ALL: [Kind; 12] = [
        Kind::Delete,
        Kind::Insert,
        Kind::Swap,
        Kind::Rename,
        Kind::Brace,
        Kind::Mark,
        Kind::Keyword,
        Kind::Name,
        Kind::Lexical,
        Kind::HalfTyped,
        Kind::Cut,
        Kind::Comment,
    ];
}

/// What is inserted: punctuation, keywords, names, and what is no token of WIT.
const INSERTED: &[&str] = &[
    ";",
    ",",
    ":",
    ".",
    "=",
    "->",
    "/",
    "@",
    "*",
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    "%",
    "#",
    "record",
    "interface",
    "world",
    "func",
    "use",
    "type",
    "import",
    "export",
    "resource",
    "static",
    "async",
    "with",
    "as",
    "list",
    "option",
    "u32",
    "string",
    "_",
    "stray",
    "Stray-Name",
    "12",
    "1.0.0",
    "\"text\"",
];

/// Keywords behind which a name is defined.
const DEFINING: &[TokenKind] = &[
    TokenKind::Interface,
    TokenKind::World,
    TokenKind::Record,
    TokenKind::Variant,
    TokenKind::Enum,
    TokenKind::Flags,
    TokenKind::Resource,
    TokenKind::Type,
];

/// What takes the place of another keyword, or of a name.
const KEYWORDS: &[&str] = &[
    "record",
    "variant",
    "enum",
    "flags",
    "resource",
    "type",
    "use",
    "func",
    "interface",
    "world",
    "import",
    "export",
    "include",
    "static",
    "async",
    "constructor",
    "list",
    "option",
    "result",
    "package",
    "with",
    "as",
    "from",
    "own",
    "stream",
    "future",
    "u32",
    "string",
    "bool",
];

/// What no token of WIT begins with, or a string without its end.
const UNKNOWN: &[&str] =
    &["#", "$", "!", "[", "]", "?", "'", "~", "\"", "\\", "&", "\u{1}", "\u{202e}", "\r", "€"];

/// A package with one fault.
pub(crate) struct Fault {
    pub(crate) what: String,
    pub(crate) package: Package,
    /// The path of the file that holds it, and which of the package's it is.
    pub(crate) file: String,
    pub(crate) index: usize,
    /// The lines that the fault touches, and the next.
    pub(crate) lines: RangeInclusive<u32>,
    /// The line where the text was changed, and the next.
    pub(crate) exact: RangeInclusive<u32>,
}

impl Fault {
    /// A fault of this kind; `None` if there is nothing to do it to.
    pub(crate) fn make(subject: &Subject, kind: Kind, random: &mut Random) -> Option<Fault> {
        let file = random.below(subject.tokens.len());
        let maker = Maker { subject, file };
        match kind {
            Kind::Delete => maker.delete(random, |_| true),
            Kind::Mark => {
                maker.delete(random, |kind| matches!(kind, TokenKind::Semicolon | TokenKind::Comma))
            }
            Kind::Insert => maker.insert(random, INSERTED),
            Kind::Lexical => maker.insert(random, UNKNOWN),
            Kind::Comment => maker.insert(random, &["/*", "/**"]),
            Kind::Swap => maker.swap(random),
            Kind::Rename => {
                let (file, range) = random.pick(&subject.uses)?.clone();
                let new = format!("{}-unheard-of", &subject.text(file)[range.clone()]);
                Some(Maker { subject, file }.replace(range, &new))
            }
            Kind::Brace => maker.brace(random),
            Kind::Keyword => maker.keyword(random),
            Kind::Name => {
                let places = if random.below(4) == 0 { &subject.uses } else { &subject.free_names };
                let (file, range) = random.pick(places)?.clone();
                Some(Maker { subject, file }.replace(range, random.pick(KEYWORDS)?))
            }
            Kind::HalfTyped => maker.half_typed(random),
            Kind::Cut => maker.cut(random),
        }
    }
}

/// Makes faults in one file.
struct Maker<'s> {
    subject: &'s Subject,
    file: usize,
}

impl Maker<'_> {
    fn tokens(&self) -> &[Token] {
        &self.subject.tokens[self.file]
    }

    fn text(&self) -> &str {
        self.subject.text(self.file)
    }

    /// A token of which `fits` holds.
    fn any(&self, random: &mut Random, fits: impl Fn(TokenKind) -> bool) -> Option<usize> {
        let tokens = self.tokens();
        let all: Vec<usize> = (0..tokens.len()).filter(|at| fits(tokens[*at].kind)).collect();
        random.pick(&all).copied()
    }

    fn delete(&self, random: &mut Random, fits: impl Fn(TokenKind) -> bool) -> Option<Fault> {
        let at = self.any(random, fits)?;
        Some(self.replace(self.tokens()[at].range.as_usize(), ""))
    }

    fn insert(&self, random: &mut Random, what: &[&str]) -> Option<Fault> {
        let at = self.any(random, |_| true)?;
        let start = self.tokens()[at].range.as_usize().start;
        Some(self.replace(start..start, &format!("{} ", random.pick(what)?)))
    }

    fn swap(&self, random: &mut Random) -> Option<Fault> {
        let at = self.any(random, |_| true)?;
        let (first, next) = (self.tokens()[at].range.as_usize(), self.tokens().get(at + 1)?.range.as_usize());
        let between = &self.text()[first.end..next.start];
        let (a, b) = (&self.text()[first.clone()], &self.text()[next.clone()]);
        Some(self.replace(first.start..next.end, &format!("{b} {between}{a}")))
    }

    fn brace(&self, random: &mut Random) -> Option<Fault> {
        let at = self.any(random, |kind| matches!(kind, TokenKind::LeftBrace | TokenKind::RightBrace))?;
        let range = self.tokens()[at].range.as_usize();
        let text = &self.text()[range.clone()];
        let other = if text == "{" { "}" } else { "{" };
        let new = [String::new(), format!("{text} {text}"), other.to_owned()];
        Some(self.replace(range, random.pick(&new)?))
    }

    fn keyword(&self, random: &mut Random) -> Option<Fault> {
        let at = self.any(random, |kind| kind.text().is_some_and(is_keyword))?;
        let range = self.tokens()[at].range.as_usize();
        let new = random.pick(KEYWORDS)?;
        (self.text()[range.clone()] != **new).then(|| self.replace(range, new))
    }

    /// Someone types a line like the one below: the first time it stands only up to a character before its last token, and
    /// what it defines has another name.
    fn half_typed(&self, random: &mut Random) -> Option<Fault> {
        let at = self.any(random, |_| true)?;
        let (text, tokens) = (self.text(), self.tokens());
        let range = tokens[at].range.as_usize();
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let next = tokens.get(at + 1)?.range.as_usize().start;
        let first = tokens.iter().position(|token| token.range.as_usize().start >= start)?;
        let is_last = text[range.end..next].contains('\n');
        if is_last || tokens[first].kind == TokenKind::Package || text[start..range.end].contains(['*', '/'])
        {
            return None;
        }
        let end = range.start + 1 + random.below(range.len());
        let name = match tokens[first].kind {
            TokenKind::Ident => Some(first),
            kind if DEFINING.contains(&kind) => Some(first + 1),
            TokenKind::Import | TokenKind::Export => Some(first + 1).filter(|at| {
                tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Colon)
                    && tokens.get(at + 2).is_some_and(|next| next.kind != TokenKind::Ident)
            }),
            _ => None,
        };
        let name = name.map_or(usize::MAX, |at| tokens[at].range.as_usize().end);
        let line = if name <= end {
            format!("{}-new{}\n", text.get(start..name)?, text.get(name..end)?)
        } else {
            format!("{}\n", text.get(start..end)?)
        };
        Some(self.replace_exactly(start..start, &line))
    }

    /// Two to five tokens of one line are missing.
    fn cut(&self, random: &mut Random) -> Option<Fault> {
        let at = self.any(random, |_| true)?;
        let start = self.tokens()[at].range.as_usize().start;
        let end = self.tokens().get(at + 1 + random.below(4))?.range.as_usize().end;
        (!self.text()[start..end].contains('\n')).then(|| self.replace(start..end, ""))
    }

    /// Puts `with` in place of a range. Spaces keep the tokens around it apart.
    fn replace(&self, range: Range<usize>, with: &str) -> Fault {
        self.replace_exactly(range, &format!(" {with} "))
    }

    /// The fault reaches from the end of the token before it to the start of the one behind it: a token that is missing may be
    /// missed anywhere in between.
    fn replace_exactly(&self, range: Range<usize>, with: &str) -> Fault {
        let text = self.text();
        let line = |at: usize| text[..at].matches('\n').count() as u32 + 1;
        let tokens = self.tokens().iter().map(|token| token.range.as_usize());
        let before = tokens.clone().map(|token| token.end).take_while(|end| *end <= range.start).last();
        let behind = tokens.map(|token| token.start).find(|start| *start >= range.end);
        let lines = line(before.unwrap_or(0))..=line(behind.unwrap_or(text.len())) + 1;
        let exact = line(range.start)..=line(range.end) + 1;
        let mut package = self.subject.package.clone();
        let (path, _) = &self.subject.package.files[self.file];
        let (old, number) = (&text[range.clone()], exact.start());
        package.files[self.file].1 = format!("{}{with}{}", &text[..range.start], &text[range.end..]);
        let shown = text.lines().nth(*number as usize - 1).unwrap_or_default().trim();
        let what =
            format!("{} {path}:{number}: `{old}` becomes `{}` in `{shown}`", package.name, with.trim());
        Fault { what, package, file: format!("p/{path}"), index: self.file, lines, exact }
    }
}

/// A small generator of numbers (SplitMix64), the same on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number from 0 to before `end`; 0 if that is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        (mixed % end.max(1) as u64) as usize
    }

    /// One of some values.
    pub(crate) fn pick<'v, T>(&mut self, values: &'v [T]) -> Option<&'v T> {
        let at = self.below(values.len());
        values.get(at)
    }
}
