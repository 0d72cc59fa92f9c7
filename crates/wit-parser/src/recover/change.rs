//! All changes of one token: each with the message that says what would be right.

use outwit_diagnostics::{ByteRange, Diagnostic, mapped};

use super::classify::Block;
use super::expected::Expected;
use super::gap::Gap;
use super::tokens::{Tok, Tokens};
use crate::diagnostics;
use crate::token::{Terminal, TokenKind};

/// A change: the tokens from `start` to before `end` are replaced.
pub(super) struct Change {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) with: Vec<Tok>,
    pub(super) diagnostic: Diagnostic,
}

/// A token that may be changed, or before which one may be missing.
pub(super) struct Place<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) all: &'a Gap<'a>,
    /// The token, or the end.
    pub(super) at: usize,
    /// What the grammar would take there.
    pub(super) wanted: &'a Expected,
    /// The block around it, and its `{`.
    pub(super) around: Option<(Block, ByteRange)>,
}

impl Place<'_> {
    /// The changes, the likeliest first.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let crosses_lines = self.all.get(self.at + 1).is_some_and(|next| next.starts_line);
        changes.extend(self.swap().filter(|_| !crosses_lines));
        changes.extend(self.missing_at());
        changes.extend(self.missing_types());
        changes.extend(self.missing_terminals());
        changes.extend(self.missing_name());
        changes.extend(self.swap().filter(|_| crosses_lines));
        if let Some(token) = self.all.get(self.at) {
            changes.extend(self.surplus());
            changes.extend(self.replacements(*token));
            changes.extend(self.keyword_as_type(*token));
        }
        changes
    }

    fn swap(&self) -> Option<Change> {
        let first = *self.all.get(self.at)?;
        let (second, end) = match self.version(self.at + 1) {
            Some((version, end)) if self.wanted.has("version") => (version, end),
            _ => (*self.all.get(self.at + 1)?, self.at + 2),
        };
        let with = swapped(first, second)?;
        let (file, range) = (self.tokens.file, first.range.to(second.range));
        let diagnostic = diagnostics::wrong_order(
            file,
            &self.tokens.describe(&first),
            &self.tokens.describe(&second),
            range,
        );
        Some(Change { start: self.at, end, with, diagnostic })
    }

    /// What stands before `<` is a type with one argument, two, or any number.
    fn missing_types(&self) -> Vec<Change> {
        if !self.wanted.ty() {
            return Vec::new();
        }
        let (found, place) = (self.found_next(), self.place_of_missing());
        let diagnostic = || diagnostics::missing_type(self.tokens.file, &found, place);
        mapped(self.types_before(self.at), |ty| self.insert(*ty, diagnostic()))
    }

    /// The types that can stand before the token at `at`.
    fn types_before(&self, at: usize) -> &'static [Terminal] {
        const WITH_ARGUMENTS: [Terminal; 4] = [
            Terminal::Token(TokenKind::List),
            Terminal::Token(TokenKind::Map),
            Terminal::Token(TokenKind::Tuple),
            Terminal::Token(TokenKind::Result),
        ];
        let is_generic = self.all.get(at).is_some_and(|token| token.is(TokenKind::LeftAngle));
        if is_generic { &WITH_ARGUMENTS } else { &[Terminal::MissingType] }
    }

    /// A type in place of another keyword.
    fn keyword_as_type(&self, token: Tok) -> impl Iterator<Item = Change> {
        let fits = self.wanted.ty() && token.kind().is_some_and(TokenKind::is_keyword);
        let types = if fits { self.types_before(self.at + 1) } else { &[] };
        types.iter().filter(move |ty| **ty != token.terminal).map(move |terminal| {
            let diagnostic = diagnostics::missing_type(self.tokens.file, &self.found(), token.range);
            let with = vec![Tok { terminal: *terminal, ..token }];
            Change { start: self.at, end: self.at + 1, with, diagnostic }
        })
    }

    fn missing_terminals(&self) -> Vec<Change> {
        let (file, end) = (self.tokens.file, self.end_before());
        let mut changes = Vec::new();
        for terminal in self.wanted.terminals() {
            if opens_list(terminal) {
                continue;
            }
            let diagnostic = match self.around {
                _ if terminal == Terminal::Token(TokenKind::Import) => {
                    diagnostics::missing_direction(file, &self.found(), self.place())
                }
                Some((block, brace)) if terminal == Terminal::Token(TokenKind::RightBrace) => {
                    diagnostics::unclosed_brace(file, block.what(), Some(brace), &self.found(), end)
                }
                _ => {
                    let text = terminal.text().unwrap_or_default();
                    diagnostics::missing(file, text, &self.found_next(), end)
                }
            };
            changes.push(self.insert(terminal, diagnostic));
        }
        changes
    }

    fn missing_name(&self) -> Option<Change> {
        let diagnostic = || {
            let place = self.place_of_missing();
            diagnostics::incomplete(self.tokens.file, "a name", &self.found_next(), place)
        };
        self.wanted.name().then(|| self.insert(Terminal::Token(TokenKind::Ident), diagnostic()))
    }

    /// Without the token, and without all of a version in the wrong place. Behind the token a version may stand in the right one.
    fn surplus(&self) -> Vec<Change> {
        let version = self.version(self.at + 1).filter(|_| self.wanted.has("version"));
        let alone = match version {
            Some((version, end)) => (vec![version], end, self.at + 1),
            None => (Vec::new(), self.at + 1, self.at + 1),
        };
        let mut changes = vec![self.without(alone)];
        if let Some((_, end)) = self.version(self.at) {
            changes.push(self.without((Vec::new(), end, end)));
        }
        changes
    }

    /// Without the tokens up to `last`, and with others in place of those up to `end`.
    fn without(&self, (with, end, last): (Vec<Tok>, usize, usize)) -> Change {
        let mut range = self.place();
        self.all.range(self.at..last).for_each(|token| range = range.to(token.range));
        let diagnostic = diagnostics::unexpected_skipped(
            self.tokens.file,
            &self.wanted.words(),
            &self.found(),
            range,
            last > self.at + 1,
        );
        Change { start: self.at, end, with, diagnostic }
    }

    /// `@` before a version that does not look like one without it.
    fn missing_at(&self) -> Option<Change> {
        let (version, end) = self.version(self.at).filter(|_| self.wanted.has("@"))?;
        let place = self.end_before();
        let at = Tok { terminal: Terminal::Token(TokenKind::At), range: ByteRange::empty(place), ..version };
        let diagnostic = diagnostics::missing(self.tokens.file, "@", &self.found_next(), place);
        Some(Change { start: self.at, end, with: vec![at, version], diagnostic })
    }

    fn replacements(&self, token: Tok) -> Vec<Change> {
        // `f: func(x, y)` lacks types, and is not `f: func(x: y)`.
        let untyped = token.is(TokenKind::Comma) || token.is(TokenKind::RightParen);
        let is_whole = self.all.get(self.at + 2).is_some_and(|token| token.is(TokenKind::Semicolon));
        let fits = |terminal: Terminal| {
            terminal != token.terminal
                && !(untyped && terminal == Terminal::Token(TokenKind::Colon))
                && !(is_whole && is_item_itself(token, terminal))
        };
        let mut changes = Vec::new();
        for terminal in self.wanted.terminals() {
            if !fits(terminal) {
                continue;
            }
            let text = terminal.text().unwrap_or_default();
            let diagnostic = diagnostics::wrong_mark(self.tokens.file, text, &self.found(), token.range);
            let with = vec![Tok { terminal, ..token }];
            changes.push(Change { start: self.at, end: self.at + 1, with, diagnostic });
        }
        changes
    }

    /// A token that is not in the text. A keyword that begins a line stands on that line, other tokens behind the one before.
    fn insert(&self, terminal: Terminal, diagnostic: Diagnostic) -> Change {
        let is_keyword = matches!(terminal, Terminal::Token(kind) if kind.is_keyword());
        let token = match self.all.get(self.at) {
            Some(next) if is_keyword && next.starts_line => {
                Tok { terminal, range: ByteRange::empty(next.range.start), ..*next }
            }
            _ => Tok { terminal, range: ByteRange::empty(self.end_before()), starts_line: false, indent: 0 },
        };
        Change { start: self.at, end: self.at, with: vec![token], diagnostic }
    }

    // ---- where and what ----

    fn place(&self) -> ByteRange {
        self.all.get(self.at).map_or(ByteRange::empty(self.end_before()), |token| token.range)
    }

    fn end_before(&self) -> u32 {
        self.at.checked_sub(1).and_then(|at| self.all.get(at)).map_or(0, |token| token.range.end)
    }

    /// The place of the token if it is on the same line as the one before, and the end of that otherwise.
    fn place_of_missing(&self) -> ByteRange {
        match self.all.get(self.at) {
            Some(token) if !token.starts_line || self.at == 0 => token.range,
            _ => ByteRange::empty(self.end_before()),
        }
    }

    /// The token in words.
    fn found(&self) -> String {
        self.all.get(self.at).map_or("the end of the file".to_owned(), |token| self.tokens.describe(token))
    }

    /// The token in words, as seen from the one before it.
    fn found_next(&self) -> String {
        match self.all.get(self.at) {
            Some(token) if token.starts_line && self.at > 0 => "the end of the line".to_owned(),
            _ => self.found(),
        }
    }

    /// A version that is read as numbers, dots and words which touch, because no `@` or `=` stands before it; and the token
    /// behind it.
    fn version(&self, at: usize) -> Option<(Tok, usize)> {
        let is_part = |token: &Tok| {
            use TokenKind::{Dot, Ident, Integer, Minus, Plus};
            matches!(token.kind(), Some(Integer | Dot | Ident | Minus | Plus))
        };
        let first = *self.all.get(at).filter(|token| token.is(TokenKind::Integer))?;
        let (mut end, mut range) = (at + 1, first.range);
        while let Some(next) = self.all.get(end).filter(|next| next.range.start == range.end && is_part(next))
        {
            range = range.to(next.range);
            end += 1;
        }
        let version = Tok { terminal: Terminal::Token(TokenKind::Version), range, ..first };
        (end > at + 1).then_some((version, end))
    }
}

/// Whether a keyword before a name and `;` is likelier to say what the item is than to stand in place of another one: `use i;`
/// and `import i;` are no resources, and `import i;` in the wrong place is no `use`.
fn is_item_itself(token: Tok, other: Terminal) -> bool {
    use TokenKind::{Export, Import, Include, Resource, Use};
    match other {
        Terminal::Token(Resource) => matches!(token.kind(), Some(Use | Import | Export | Include)),
        Terminal::Token(Use) => matches!(token.kind(), Some(Import | Export | Include)),
        _ => false,
    }
}

/// Whether this is a keyword of a block of which what it holds says more than the place where it is missing.
fn opens_list(terminal: Terminal) -> bool {
    use TokenKind::{Enum, Flags, Record, Variant};
    matches!(terminal, Terminal::Token(Record | Variant | Enum | Flags))
}

/// Two tokens the other way round. Ranges go up all the same: one that has a text keeps its range, and the other stands
/// where it should. Two with texts cannot change places.
fn swapped(first: Tok, second: Tok) -> Option<Vec<Tok>> {
    let has_text = |token: Tok| token.kind().is_some_and(|kind| kind.text().is_none());
    let (a, b) = match (has_text(first), has_text(second)) {
        (true, true) => return None,
        (true, false) => (ByteRange::empty(first.range.start), first.range),
        (false, true) => (second.range, ByteRange::empty(second.range.end)),
        (false, false) => (first.range, second.range),
    };
    let new_first = Tok { terminal: second.terminal, range: a, ..first };
    Some(vec![new_first, Tok { terminal: first.terminal, range: b, starts_line: false, indent: 0 }])
}
