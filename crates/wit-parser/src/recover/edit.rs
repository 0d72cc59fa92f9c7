//! Small changes to the tokens of a part, each with the message that goes with it.

use outwit_diagnostics::{ByteRange, Diagnostic, closest, mapped};

use super::classify::{Block, attribute_end};
use super::expected::Expected;
use super::tokens::{Tok, Tokens};
use crate::diagnostics;
use crate::token::{Terminal, TokenKind};

/// A change to the tokens of one part: those from `start` to before `end` are replaced.
#[derive(Clone)]
pub(super) struct Edit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) with: Vec<Terminal>,
    pub(super) diagnostic: Diagnostic,
}

impl Edit {
    /// How many tokens of the part as it was the grammar reads with this edit, from the one at `stop` on, if it then stops
    /// at `at`. Tokens that are thrown away do not count.
    pub(super) fn progress(&self, stop: usize, at: usize) -> usize {
        let reached = (at + self.end - self.start).saturating_sub(self.with.len());
        let thrown_away = self.with.is_empty() || self.end > self.start + 1;
        reached.saturating_sub(if thrown_away { stop.max(self.end) } else { stop })
    }

    /// Whether it mends a part only by skipping several tokens, which is worse than an edit that goes on with them.
    pub(super) fn throws_away(&self) -> bool {
        self.with.is_empty() && self.end > self.start + 1
    }
}

/// Where the grammar has stopped.
pub(super) struct Stop<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    /// The tokens of the part, with earlier edits.
    pub(super) part: &'a [Tok],
    /// The token that does not fit, or the length of `part`.
    pub(super) at: usize,
    /// The token of the file that follows the part.
    pub(super) behind: usize,
    pub(super) expected: &'a Expected,
    pub(super) block: Block,
}

/// No attribute has so many tokens.
const LONGEST_ATTRIBUTE: usize = 10;

/// Marks that may be missing, the likeliest first.
const MARKS: [TokenKind; 12] = [
    TokenKind::Semicolon,
    TokenKind::Comma,
    TokenKind::RightParen,
    TokenKind::RightAngle,
    TokenKind::Colon,
    TokenKind::Equals,
    TokenKind::Arrow,
    TokenKind::RightBrace,
    TokenKind::LeftBrace,
    TokenKind::LeftParen,
    TokenKind::LeftAngle,
    TokenKind::As,
];

impl Stop<'_> {
    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.part.get(at).and_then(Tok::kind)
    }

    fn before(&self) -> Option<TokenKind> {
        self.kind(self.at.checked_sub(1)?)
    }

    fn text(&self, at: usize) -> &str {
        self.part.get(at).map_or("", |token| self.tokens.text(token))
    }

    /// Where the token before the stop ends.
    fn end_before(&self) -> u32 {
        match self.at.checked_sub(1) {
            Some(before) => self.part[before].range.end,
            None => self.place().start,
        }
    }

    /// The place of the token that does not fit.
    pub(super) fn place(&self) -> ByteRange {
        match self.part.get(self.at) {
            Some(token) => token.range,
            None => ByteRange::empty(self.part.last().map_or(0, |token| token.range.end)),
        }
    }

    /// That token in words.
    pub(super) fn found(&self) -> String {
        match self.part.get(self.at) {
            Some(token) if token.starts_line && self.at > 0 => "the end of the line".to_owned(),
            Some(token) => self.tokens.describe(token),
            None => self.tokens.found(self.behind),
        }
    }

    /// That token in words, where the message points at it.
    pub(super) fn found_itself(&self) -> String {
        match self.part.get(self.at) {
            Some(token) => self.tokens.describe(token),
            None => self.tokens.found(self.behind),
        }
    }

    fn range(&self, start: usize, end: usize) -> ByteRange {
        self.part[start].range.to(self.part[end.max(start + 1) - 1].range)
    }

    /// All edits worth a try, the best ones first.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let special = self.special();
        if !special.is_empty() {
            return special;
        }
        let mut edits = Vec::new();
        edits.extend(self.keyword_as_name(self.at));
        if let Some(before) = self.at.checked_sub(1).filter(|_| self.kind(self.at) == Some(TokenKind::Colon))
        {
            edits.extend(self.keyword_as_name(before));
        }
        edits.extend(self.misspelt(self.at));
        if let Some(before) = self.at.checked_sub(1).filter(|_| self.opens_bracket()) {
            edits.extend(self.misspelt_before(before));
        }
        edits.extend(self.missing_marks());
        edits.extend(self.missing_type());
        edits.extend(self.missing_closers());
        edits.extend(self.wrong_mark());
        edits.extend(self.skips());
        edits
    }

    fn edit(&self, start: usize, end: usize, with: &[Terminal], diagnostic: Diagnostic) -> Edit {
        Edit { start, end, with: with.to_vec(), diagnostic }
    }

    fn delete(&self, start: usize, end: usize, diagnostic: Diagnostic) -> Edit {
        self.edit(start, end, &[], diagnostic)
    }

    /// Mistakes that have a message of their own.
    fn special(&self) -> Vec<Edit> {
        let (at, file) = (self.at, self.tokens.file);
        let two_before = at.checked_sub(2).and_then(|at| self.kind(at));
        let edit = match (self.before(), self.kind(at), self.kind(at + 1)) {
            (_, Some(TokenKind::At), Some(TokenKind::Ident)) if !self.expected.has("@") => {
                let end = attribute_end(at, |at| self.kind(at)).min(self.part.len());
                let what = match self.unclosed().last() {
                    Some(TokenKind::LeftParen) => "parameters",
                    _ => self.block.elements(),
                };
                self.delete(at, end, diagnostics::misplaced_attribute(file, what, self.range(at, end)))
            }
            (_, Some(TokenKind::Async), Some(TokenKind::Constructor)) => {
                self.delete(at, at + 1, diagnostics::async_constructor(file, self.place()))
            }
            (Some(TokenKind::Async), Some(TokenKind::Static), Some(TokenKind::Func)) => {
                let swapped = [TokenKind::Static, TokenKind::Async].map(Terminal::Token);
                let place = self.range(at - 1, at + 1);
                self.edit(at - 1, at + 1, &swapped, diagnostics::static_before_async(file, place))
            }
            (_, Some(TokenKind::Static), _) if self.expected.has("func") => {
                self.delete(at, at + 1, diagnostics::static_outside_resource(file, self.place()))
            }
            (Some(TokenKind::Arrow), Some(TokenKind::LeftParen), _) => return vec![self.named_result()],
            (Some(TokenKind::Ident), Some(TokenKind::Colon), _) if self.in_attribute() => {
                let end = self.part[..at - 1].last().map_or(0, |token| token.range.end);
                let name = &self.part[at - 1];
                let found = if name.starts_line {
                    "the end of the line".to_owned()
                } else {
                    self.tokens.describe(name)
                };
                let diagnostic = diagnostics::missing(file, ")", &found, end);
                self.edit(at - 1, at - 1, &[Terminal::Token(TokenKind::RightParen)], diagnostic)
            }
            (Some(TokenKind::Ident), Some(TokenKind::LeftAngle), _) => return self.type_arguments(),
            (Some(TokenKind::LeftAngle), Some(kind), _)
                if kind.is_keyword() && matches!(two_before, Some(TokenKind::Own | TokenKind::Borrow)) =>
            {
                let diagnostic = diagnostics::not_a_resource(file, &self.found_itself(), self.place());
                self.edit(at, at + 1, &[Terminal::Token(TokenKind::Ident)], diagnostic)
            }
            (Some(TokenKind::Underscore), Some(TokenKind::RightAngle), _) if at >= 2 => {
                let place = self.range(at - 1, at);
                self.delete(at - 2, at + 1, diagnostics::needless_underscore(file, true, place))
            }
            (Some(TokenKind::Comma), Some(TokenKind::Underscore), Some(TokenKind::RightAngle)) if at >= 3 => {
                let alone = two_before == Some(TokenKind::Underscore);
                let diagnostic = diagnostics::needless_underscore(file, alone, self.place());
                let start = if alone { at - 3 } else { at - 1 };
                self.delete(start, at + 1 + usize::from(alone), diagnostic)
            }
            _ => return Vec::new(),
        };
        vec![edit]
    }

    /// Whether the arguments of an attribute are open at the stop.
    fn in_attribute(&self) -> bool {
        let bracket =
            |at: &usize| matches!(self.kind(*at), Some(TokenKind::LeftParen | TokenKind::RightParen));
        let last = (0..self.at).rev().take(LONGEST_ATTRIBUTE).find(bracket);
        last.is_some_and(|at| {
            self.kind(at) == Some(TokenKind::LeftParen) && at >= 2 && self.kind(at - 2) == Some(TokenKind::At)
        })
    }

    /// The keyword of a definition that stands where a type is expected.
    pub(super) fn definition(&self) -> Option<&'static str> {
        let kind = self.kind(self.at).filter(|_| self.expected.ty())?;
        let definition =
            matches!(kind, TokenKind::Record | TokenKind::Variant | TokenKind::Enum | TokenKind::Flags);
        kind.text().filter(|_| definition)
    }

    /// `-> (...)`.
    fn named_result(&self) -> Edit {
        let end = self.group_end(TokenKind::LeftParen, TokenKind::RightParen);
        let diagnostic = diagnostics::named_result(self.tokens.file, self.range(self.at, end));
        if end == self.at + 2 {
            return self.delete(self.at - 1, end, diagnostic);
        }
        self.edit(self.at, end, &[Terminal::MissingType], diagnostic)
    }

    /// `name<...>` where only a name can stand.
    fn type_arguments(&self) -> Vec<Edit> {
        const TYPES: [&str; 9] =
            ["list", "map", "option", "result", "tuple", "future", "stream", "own", "borrow"];
        let before = self.at - 1;
        let name = self.text(before);
        let end = self.group_end(TokenKind::LeftAngle, TokenKind::RightAngle);
        let keyword = closest(name, TYPES);
        let diagnostic =
            diagnostics::type_arguments(self.tokens.file, name, keyword, self.range(before, end));
        // Whatever it is, nothing is known of such a type.
        let with: &[Terminal] = if self.is_type_name() { &[Terminal::MissingType] } else { &[] };
        let start = if with.is_empty() { self.at } else { before };
        let mut edits = vec![self.edit(start, end, with, diagnostic)];
        if let Some(kind) = keyword.and_then(TokenKind::from_text) {
            let place = self.part[before].range;
            let diagnostic =
                diagnostics::misspelt_keyword(self.tokens.file, name, keyword.unwrap_or_default(), place);
            edits.insert(0, self.edit(before, self.at, &[Terminal::Token(kind)], diagnostic));
        }
        edits
    }

    /// Whether the name before the stop is that of a type, not one that an item or a function has.
    fn is_type_name(&self) -> bool {
        use TokenKind::{Arrow, Colon, Comma, Equals, LeftAngle, LeftParen};
        let before = self.at.checked_sub(2).and_then(|at| self.kind(at));
        matches!(before, Some(Arrow | Colon | Comma | Equals | LeftAngle | LeftParen))
    }

    /// The end of the group of brackets that opens at the stop; of the part if it does not close.
    fn group_end(&self, open: TokenKind, close: TokenKind) -> usize {
        let mut depth = 0u32;
        for (at, token) in self.part.iter().enumerate().skip(self.at) {
            if token.is(open) {
                depth += 1;
            } else if token.is(close) {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            } else if token.is(TokenKind::Semicolon) {
                return at;
            }
        }
        self.part.len()
    }

    /// The brackets that are open at the stop.
    fn unclosed(&self) -> Vec<TokenKind> {
        let mut open: Vec<TokenKind> = Vec::new();
        for kind in self.part[..self.at].iter().filter_map(Tok::kind) {
            if matches!(kind, TokenKind::LeftParen | TokenKind::LeftAngle | TokenKind::LeftBrace) {
                open.push(kind);
            } else if open.last().is_some_and(|last| closer(*last) == kind) {
                open.pop();
            }
        }
        open
    }

    fn opens_bracket(&self) -> bool {
        matches!(self.kind(self.at), Some(TokenKind::LeftParen | TokenKind::LeftBrace))
    }

    /// The keyword at `at`, which is the stop or the token before it, is meant as a name.
    fn keyword_as_name(&self, at: usize) -> Option<Edit> {
        let kind = self.kind(at).filter(|kind| kind.is_keyword() && *kind != TokenKind::Underscore)?;
        (at < self.at || self.expected.name()).then(|| {
            let (keyword, place) = (kind.text().unwrap_or_default(), self.part[at].range);
            let diagnostic = diagnostics::keyword_as_name(self.tokens.file, keyword, place);
            self.edit(at, at + 1, &[Terminal::Token(TokenKind::Ident)], diagnostic)
        })
    }

    /// The word at the stop is almost a keyword that could stand there.
    fn misspelt(&self, at: usize) -> Option<Edit> {
        let word = self.text(at);
        if self.kind(at) != Some(TokenKind::Ident) || word.len() < 3 {
            return None;
        }
        let keyword = closest(word, self.expected.keywords())?;
        self.respell(at, keyword)
    }

    /// The name before the stop is almost a keyword, as in `import f: fnc(...)`.
    fn misspelt_before(&self, at: usize) -> Option<Edit> {
        let word = self.text(at);
        if self.kind(at) != Some(TokenKind::Ident) || word.len() < 3 {
            return None;
        }
        let keyword = match self.kind(self.at) {
            Some(TokenKind::LeftParen) => closest(word, ["func", "get", "set", "constructor"]),
            _ => closest(word, ["interface", "with"]),
        };
        self.respell(at, keyword?)
    }

    fn respell(&self, at: usize, keyword: &str) -> Option<Edit> {
        let kind = TokenKind::from_text(keyword)?;
        let diagnostic =
            diagnostics::misspelt_keyword(self.tokens.file, self.text(at), keyword, self.part[at].range);
        Some(self.edit(at, at + 1, &[Terminal::Token(kind)], diagnostic))
    }

    fn missing_marks(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for mark in MARKS {
            if self.expected.takes(mark) {
                edits.push(self.insert(&[Terminal::Token(mark)], mark));
            }
        }
        edits
    }

    fn insert(&self, with: &[Terminal], mark: TokenKind) -> Edit {
        let text = mark.text().unwrap_or_default();
        let diagnostic = diagnostics::missing(self.tokens.file, text, &self.found(), self.end_before());
        self.edit(self.at, self.at, with, diagnostic)
    }

    fn missing_type(&self) -> Vec<Edit> {
        let file = self.tokens.file;
        if self.expected.ty() {
            let diagnostic = diagnostics::missing_type(file, &self.found(), self.place_of_missing());
            let mut with = vec![Terminal::MissingType];
            let mut edits = vec![self.edit(self.at, self.at, &with, diagnostic.clone())];
            if self.at == self.part.len() {
                with.extend(self.unclosed().into_iter().rev().map(|open| Terminal::Token(closer(open))));
                with.push(Terminal::Token(TokenKind::Semicolon));
                edits.push(self.edit(self.at, self.at, &with, diagnostic));
            }
            return edits;
        }
        let Some(before) =
            self.at.checked_sub(1).filter(|_| self.expected.has(":") && !self.expected.has(";"))
        else {
            return Vec::new();
        };
        let diagnostic = diagnostics::untyped(file, self.text(before), self.part[before].range);
        let with = [Terminal::Token(TokenKind::Colon), Terminal::MissingType];
        vec![self.edit(self.at, self.at, &with, diagnostic)]
    }

    /// The token that does not fit if it is on the same line, and the end of the line otherwise.
    pub(super) fn place_of_missing(&self) -> ByteRange {
        match self.part.get(self.at) {
            Some(token) if !token.starts_line || self.at == 0 => token.range,
            _ => ByteRange::empty(self.end_before()),
        }
    }

    /// Several closing brackets, perhaps with the `;` behind them.
    fn missing_closers(&self) -> Vec<Edit> {
        const MOST: usize = 4;
        let mut edits = Vec::new();
        let mut with = Vec::new();
        for open in self.unclosed().into_iter().rev().take(MOST) {
            with.push(Terminal::Token(closer(open)));
            let first = closer(self.unclosed().last().copied().unwrap_or(open));
            if with.len() > 1 {
                edits.push(self.insert(&with, first));
            }
            let mut all = with.clone();
            all.push(Terminal::Token(TokenKind::Semicolon));
            edits.push(self.insert(&all, first));
        }
        edits
    }

    /// One mark in place of another.
    fn wrong_mark(&self) -> Vec<Edit> {
        let Some(found) = self.kind(self.at).filter(|kind| kind.text().is_some() && !kind.is_keyword())
        else {
            return Vec::new();
        };
        // `f: func(x, y)` lacks types, and is not `f: func(x: y)`.
        let untyped = matches!(found, TokenKind::Comma | TokenKind::RightParen);
        let fits = |mark: TokenKind| mark != found && !(untyped && mark == TokenKind::Colon);
        // `a { x: u32 }` is no list of three cases.
        let is_list = found == TokenKind::LeftBrace && self.block.is_list();
        let fits = |mark: TokenKind| {
            fits(mark) && !(is_list && matches!(mark, TokenKind::Comma | TokenKind::LeftParen))
        };
        let mut edits = Vec::new();
        for mark in MARKS {
            if !fits(mark) || !self.expected.takes(mark) {
                continue;
            }
            let text = mark.text().unwrap_or_default();
            let diagnostic =
                diagnostics::wrong_mark(self.tokens.file, text, &self.found_itself(), self.place());
            edits.push(self.edit(self.at, self.at + 1, &[Terminal::Token(mark)], diagnostic));
        }
        edits
    }

    /// Without the token at the stop; without all up to one that fits; without the rest.
    fn skips(&self) -> Vec<Edit> {
        if self.at >= self.part.len() {
            return Vec::new();
        }
        let fits = (self.at + 1..self.part.len())
            .find(|at| self.kind(*at).is_some_and(|kind| self.expected.takes(kind)));
        let mut ends = vec![self.at + 1];
        ends.extend(fits.filter(|end| *end > self.at + 1));
        if self.part.len() > self.at + 1 {
            ends.push(self.part.len());
        }
        mapped(&ends, |end| {
            let place = self.range(self.at, *end);
            let found = self.found_itself();
            let diagnostic = diagnostics::unexpected_skipped(
                self.tokens.file,
                &self.expected.words(),
                &found,
                place,
                *end > self.at + 1,
            );
            self.delete(self.at, *end, diagnostic)
        })
    }
}

fn closer(open: TokenKind) -> TokenKind {
    match open {
        TokenKind::LeftParen => TokenKind::RightParen,
        TokenKind::LeftBrace => TokenKind::RightBrace,
        _ => TokenKind::RightAngle,
    }
}
