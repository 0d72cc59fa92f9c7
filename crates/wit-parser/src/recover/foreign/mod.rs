//! Syntax that people bring from other languages, and from earlier versions of WIT, into the tokens of what is meant: one
//! finding for each, and what stands around it is read as usual. Whatever is looked for here is wrong wherever it stands.

mod functions;
mod heads;
mod members;
mod paths;
mod types;

use std::cell::Cell;

use outwit_diagnostics::{ByteRange, Diagnostic, Label};

use super::classify::{Block, Class, attribute_end, classify, is_attribute};
use super::tokens::{Tok, Tokens};
use crate::diagnostics;
use crate::lexer::{Scanner, Side};
use crate::token::{Terminal, TokenKind};

/// So many tokens are searched for the bracket that closes another, or for the end of a statement.
const REACH: usize = 256;
/// So many steps all such searches in a file may take, so that the whole stays linear.
const FUEL: usize = 100_000;
const FUEL_PER_TOKEN: usize = 16;

/// Rewrites what is foreign in the tokens of a file.
pub(super) fn translate(tokens: &mut Tokens<'_>, side: &Side) {
    // What nests too deeply is named by the positions of tokens, which change here.
    if !tokens.too_deep.is_empty() {
        return;
    }
    let mut translation = Translation {
        tokens,
        at: 0,
        out: Vec::with_capacity(tokens.len()),
        found: Vec::new(),
        blocks: Vec::new(),
        statement: Statement::default(),
        left_out: None,
        restarts: false,
        fuel: Cell::new(FUEL + FUEL_PER_TOKEN * tokens.len()),
        explained: Vec::new(),
    };
    translation.run();
    let Translation { out, found, explained, .. } = translation;
    side.take_back(&explained);
    tokens.all = out;
    tokens.diagnostics.get_mut().extend(found);
}

struct Translation<'a, 't> {
    tokens: &'a Tokens<'t>,
    /// The next token to read.
    at: usize,
    out: Vec<Tok>,
    found: Vec<Diagnostic>,
    blocks: Vec<Inside>,
    statement: Statement,
    /// The first of the tokens that were left out before the next one.
    left_out: Option<Tok>,
    /// Whether an item starts at the next token because of what was left out before it.
    restarts: bool,
    /// How many tokens may still be looked at ahead.
    fuel: Cell<usize>,
    /// Where characters end that start no token, and of which a finding says more.
    explained: Vec<u32>,
}

/// A block that is open.
struct Inside {
    /// `None` if it holds names, as behind `use`, or cannot be known.
    block: Option<Block>,
    /// Whether its head was foreign: what stands in it is no surprise, and a `;` behind it neither.
    is_foreign: bool,
    /// The parameters of a generic head: nothing is known of such types.
    parameters: Vec<String>,
    told: Vec<Told>,
}

/// What was told in a block.
struct Told {
    habit: Habit,
    /// Which finding it is; `None` if it goes without saying.
    found: Option<usize>,
    /// In how many places it was found.
    count: usize,
}

/// What is told once in each block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Habit {
    Modifiers,
    TypesFirst,
    Values,
    Semicolons,
}

/// The item or list element at hand.
#[derive(Default)]
struct Statement {
    class: Option<Class>,
    /// Column of the first token of its line.
    indent: u32,
    is_function: bool,
    /// Whether some parentheses were closed.
    has_parameters: bool,
    /// Whether its head was foreign.
    is_foreign: bool,
    /// Open brackets.
    parens: u32,
    angles: u32,
    /// The `:` that stands for `->`.
    arrow: Option<usize>,
    /// Each `)` that closes a tuple, the outermost first.
    tuples: Vec<usize>,
    /// Parameters of a generic head.
    parameters: Vec<String>,
    /// The token that closes the parameters of a foreign function: what is wrong with these was said.
    quiet_until: usize,
}

impl Translation<'_, '_> {
    fn run(&mut self) {
        while self.at < self.tokens.len() {
            if self.comment() {
                continue;
            }
            if self.starts() {
                self.begin();
                if self.at == self.tokens.len() || self.item() {
                    continue;
                }
            }
            if !self.part() {
                self.step();
            }
        }
    }

    /// An item or element starts at the next token.
    fn item(&mut self) -> bool {
        match self.inside() {
            // Names, or what cannot be known.
            None => self.function(),
            Some(block) if block.is_list() => self.visibility() || self.element(),
            Some(_) => self.head() || self.path() || self.function(),
        }
    }

    /// Something within one starts there.
    fn part(&mut self) -> bool {
        self.body() || self.version() || self.in_type() || self.in_parameters() || self.in_element()
    }

    // ---- where the next token stands ----

    /// Whether an item or element may start at the next token.
    fn starts(&mut self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.kind(at));
        let Statement { parens, angles, .. } = self.statement;
        let in_list = self.inside().is_some_and(Block::is_list) && parens + angles == 0;
        std::mem::take(&mut self.restarts)
            || matches!(
                before,
                None | Some(TokenKind::Semicolon | TokenKind::LeftBrace | TokenKind::RightBrace)
            )
            || in_list && before == Some(TokenKind::Comma)
            || self.tokens.starts_line(self.at)
                && (parens == 0 || classify(self.tokens, self.at).0.is_definite())
    }

    /// Starts a statement behind its attributes.
    fn begin(&mut self) {
        while is_attribute(self.tokens, self.at) {
            let end = attribute_end(self.at, |at| self.tokens.kind(at)).min(self.tokens.len());
            (self.at..end).for_each(|_| self.copy());
        }
        let (class, _) = classify(self.tokens, self.at);
        self.statement = Statement {
            class: Some(class),
            indent: self.tokens.indent(self.at),
            is_function: matches!(class, Class::Func | Class::Constructor),
            ..Statement::default()
        };
    }

    /// The block around it; `None` if that holds names or cannot be known.
    fn inside(&self) -> Option<Block> {
        self.blocks.last().map_or(Some(Block::File), |inside| inside.block)
    }

    fn is_top(&self) -> bool {
        matches!(self.inside(), Some(Block::File | Block::Package))
    }

    /// The kind of the `nth` token from here.
    fn kind(&self, nth: usize) -> Option<TokenKind> {
        self.tokens.kind(self.at + nth)
    }

    fn is(&self, nth: usize, kind: TokenKind) -> bool {
        self.kind(nth) == Some(kind)
    }

    /// The `nth` token if it is a name, and otherwise nothing.
    fn word(&self, nth: usize) -> &str {
        if self.is(nth, TokenKind::Ident) { self.text(nth) } else { "" }
    }

    fn text(&self, nth: usize) -> &str {
        self.tokens.text_at(self.at + nth)
    }

    /// Whether the `nth` token stands on the line of the one before.
    fn is_joined(&self, nth: usize) -> bool {
        self.at + nth < self.tokens.len() && !self.tokens.starts_line(self.at + nth)
    }

    /// Whether the `nth` token touches the one before.
    fn touches(&self, nth: usize) -> bool {
        let at = self.at + nth;
        at > 0 && self.tokens.all.get(at).is_some_and(|token| token.range.start == self.tokens.end_before(at))
    }

    /// Whether the `nth` token is a value: a number behind `=` is a version.
    fn is_value(&self, nth: usize) -> bool {
        use TokenKind::{Ident, Integer, String, Version};
        matches!(self.kind(nth), Some(Integer | Version | String | Ident))
    }

    fn is_keyword(&self, nth: usize) -> bool {
        self.kind(nth).is_some_and(TokenKind::is_keyword)
    }

    fn range(&self, from: usize, to: usize) -> ByteRange {
        self.tokens.range(self.at + from, self.at + to)
    }

    /// The kind of the last token that was written.
    fn before(&self) -> Option<TokenKind> {
        self.out.last().and_then(Tok::kind)
    }

    /// The tokens from the `nth` on, at most so many, and none if too many were looked at in this file.
    fn ahead(&self, nth: usize, most: usize) -> impl Iterator<Item = usize> {
        let start = self.at + nth;
        (start..start + most).take_while(|_| {
            let left = self.fuel.get();
            self.fuel.set(left.saturating_sub(1));
            left > 0
        })
    }

    /// Where the `(` at the `nth` token is closed, in the same statement.
    fn closing(&self, nth: usize) -> Option<usize> {
        let mut depth = 0u32;
        for at in self.ahead(nth, REACH) {
            match self.tokens.kind(at)? {
                TokenKind::LeftParen => depth += 1,
                TokenKind::RightParen if depth == 1 => return Some(at),
                TokenKind::RightParen => depth -= 1,
                TokenKind::LeftBrace | TokenKind::RightBrace => return None,
                // `[u8; 4]` has one, of which the brackets are no tokens.
                TokenKind::Semicolon if self.tokens.starts_line(at + 1) => return None,
                _ => {}
            }
        }
        None
    }

    /// The first token from the `nth` on that is of this kind, in the same statement.
    fn find(&self, nth: usize, wanted: TokenKind) -> Option<usize> {
        for at in self.ahead(nth, REACH) {
            match self.tokens.kind(at)? {
                kind if kind == wanted => return Some(at),
                TokenKind::LeftBrace | TokenKind::RightBrace | TokenKind::Semicolon => return None,
                _ if self.tokens.starts_line(at) && classify(self.tokens, at).0.is_definite() => return None,
                _ => {}
            }
        }
        None
    }

    // ---- what is written ----

    /// Reports something, unless a lexical error may be what is wrong there.
    fn report(&mut self, diagnostic: Diagnostic) {
        let range = diagnostic.primary.as_ref().map(|label| label.span.range);
        if !range.is_some_and(|range| self.is_spoilt(range)) {
            self.found.push(diagnostic);
        }
    }

    /// Whether a lexical error has spoilt some of these bytes.
    fn is_spoilt(&self, range: ByteRange) -> bool {
        let spoilt = &self.tokens.spoilt;
        let from = spoilt.partition_point(|spoilt| spoilt.end <= range.start);
        spoilt.get(from).is_some_and(|spoilt| spoilt.start < range.end)
    }

    /// Reports something that is told once in each block, with its second place, and not at all in a block whose head is foreign.
    fn report_once(&mut self, habit: Habit, diagnostic: Diagnostic) {
        let at = self.found.len();
        let Some(inside) = self.blocks.last_mut() else { return self.report(diagnostic) };
        if inside.is_foreign {
            return;
        }
        let Some(told) = inside.told.iter_mut().find(|told| told.habit == habit) else {
            self.report(diagnostic);
            let found = (self.found.len() > at).then_some(at);
            if let Some(inside) = self.blocks.last_mut() {
                inside.told.push(Told { habit, found, count: 1 });
            }
            return;
        };
        told.count += 1;
        let Some(first) = told.found.map(|found| &mut self.found[found]) else { return };
        match (first.secondary.first_mut(), diagnostic.primary) {
            (None, Some(label)) => first.secondary.push(Label { text: "here too".to_owned(), ..label }),
            (Some(other), _) => other.text = format!("here too, {} times in all", told.count),
            (None, None) => {}
        }
    }

    /// Writes the next token as it is, and minds brackets.
    fn step(&mut self) {
        let kind = self.kind(0);
        let statement = &mut self.statement;
        match kind {
            Some(TokenKind::LeftParen) => statement.parens += 1,
            Some(TokenKind::RightParen) if statement.tuples.last() == Some(&self.at) => {
                statement.tuples.pop();
                statement.angles = statement.angles.saturating_sub(1);
                return self.copy_as(TokenKind::RightAngle);
            }
            Some(TokenKind::RightParen) => {
                statement.parens = statement.parens.saturating_sub(1);
                statement.has_parameters = true;
            }
            Some(TokenKind::LeftAngle) => statement.angles += 1,
            Some(TokenKind::RightAngle) => statement.angles = statement.angles.saturating_sub(1),
            Some(TokenKind::Func) => statement.is_function = true,
            Some(TokenKind::Colon) if statement.arrow == Some(self.at) => {
                return self.copy_as(TokenKind::Arrow);
            }
            Some(TokenKind::LeftBrace) => self.open(),
            Some(TokenKind::RightBrace) => return self.close(),
            _ => {}
        }
        self.copy();
    }

    fn open(&mut self) {
        let Statement { class, is_foreign, ref mut parameters, .. } = self.statement;
        let parameters = std::mem::take(parameters);
        let block = match class {
            Some(Class::Import | Class::Export) => Some(Block::Interface),
            Some(class) => class.block(),
            None => None,
        };
        self.blocks.push(Inside { block, is_foreign, parameters, told: Vec::new() });
    }

    fn close(&mut self) {
        let is_foreign = self.blocks.pop().is_some_and(|inside| inside.is_foreign);
        self.copy();
        if is_foreign && self.is(0, TokenKind::Semicolon) {
            self.leave_out(1);
        }
    }

    fn copy(&mut self) {
        let token = self.tokens.all[self.at];
        self.at += 1;
        self.write(token);
    }

    /// Writes the next token as one of another kind.
    fn copy_as(&mut self, kind: TokenKind) {
        let token = Tok { terminal: Terminal::Token(kind), ..self.tokens.all[self.at] };
        self.at += 1;
        self.write(token);
    }

    fn write(&mut self, mut token: Tok) {
        if let Some(first) = self.left_out.take() {
            token.starts_line |= first.starts_line;
        }
        self.out.push(token);
    }

    /// Writes a token that is not in the text, behind the last one that is.
    fn add(&mut self, terminal: Terminal) {
        let end = self.out.last().map_or(0, |token| token.range.end);
        self.add_at(terminal, ByteRange::empty(end));
    }

    fn add_kind(&mut self, kind: TokenKind) {
        self.add(Terminal::Token(kind));
    }

    /// Writes a token that stands for these bytes.
    fn add_at(&mut self, terminal: Terminal, range: ByteRange) {
        self.write(Tok { terminal, range, starts_line: false, indent: self.statement.indent });
    }

    fn leave_out(&mut self, count: usize) {
        let token = self.tokens.all.get(self.at).copied();
        self.left_out = self.left_out.or(token);
        self.at += count;
    }

    // ---- comments ----

    /// What stands behind `#` on its line, of which the lexer has told, or behind `--`.
    fn comment(&mut self) -> bool {
        let dashes = self.tokens.starts_line(self.at)
            && self.is(0, TokenKind::Minus)
            && self.is(1, TokenKind::Minus)
            && self.touches(1);
        if !dashes && !self.is_behind_hash() {
            return false;
        }
        if dashes {
            self.report(diagnostics::comment(self.tokens.file, self.range(0, 2)));
        }
        self.at += 1;
        while self.at < self.tokens.len() && !self.tokens.starts_line(self.at) {
            self.at += 1;
        }
        true
    }

    fn is_behind_hash(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.kind(at));
        let is_between = self.tokens.starts_line(self.at)
            || matches!(
                before,
                Some(TokenKind::Semicolon | TokenKind::Comma | TokenKind::LeftBrace | TokenKind::RightBrace)
            );
        if !is_between {
            return false;
        }
        let (start, end) = (self.tokens.end_before(self.at), self.tokens.all[self.at].range.start);
        let gap = &self.tokens.text[start as usize..end as usize];
        let gap = gap.rsplit('\n').next().unwrap_or_default();
        gap.contains('#')
            && Scanner::new(gap).any(|(kind, from, to)| {
                kind == TokenKind::Unknown && gap[from as usize..to as usize].ends_with('#')
            })
    }
}
