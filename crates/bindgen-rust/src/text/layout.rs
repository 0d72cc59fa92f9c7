//! Lines from tokens: attributes, items and statements, each on a line of its own.

use super::tokens::{Body, Delimiter, Kind, Token};

pub(super) const LINE_WIDTH: usize = 100;
pub(super) const INDENT: usize = 4;
/// What is nested deeper stands on one line, however long.
const MOST_NESTED: u32 = 128;

/// What is printed, and where.
pub(super) struct Printer<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) out: &'a mut String,
    /// Where in `out` the line begins.
    pub(super) line: usize,
    pub(super) depth: u32,
}

/// What stands before an item: where there is something, and one of the two takes several lines, an empty line comes
/// between them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    Line,
    Lines,
}

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct At {
    /// How far the lines are set in that the expression's first line belongs to.
    pub(super) indent: usize,
    /// What follows on the last line.
    pub(super) tail: usize,
    /// Where the first line ends at the latest.
    pub(super) limit: usize,
}

impl Printer<'_> {
    /// Items, fields or statements, from the beginning of a line, and the end of the last line.
    /// Items are set apart, beginning with what stands before them.
    pub(super) fn lines(&mut self, from: usize, to: usize, indent: usize, mut before: Option<&mut Before>) {
        let mut at = from;
        while at < to {
            let start = self.after_attributes(at, to);
            let end = self.statement_end(start, to);
            if let Some(before) = before.as_deref_mut() {
                let is_line = start == at && self.would_fit(start, end, indent);
                if *before == Before::Lines || (*before == Before::Line && !is_line) {
                    self.out.push('\n');
                }
                *before = if is_line { Before::Line } else { Before::Lines };
            }
            self.attributes(at, start, indent);
            if start < end {
                self.begin(indent);
                self.statement(start, end, indent);
                self.end();
            }
            at = end;
        }
    }

    pub(super) fn begin(&mut self, indent: usize) {
        self.line = self.out.len();
        const SPACES: &str = "                                                                ";
        let mut rest = indent;
        while rest > 0 {
            let some = rest.min(SPACES.len());
            self.out.push_str(&SPACES[..some]);
            rest -= some;
        }
    }

    pub(super) fn end(&mut self) {
        self.out.push('\n');
        self.line = self.out.len();
    }

    pub(super) fn column(&self) -> usize {
        self.out.len() - self.line
    }

    /// How wide tokens are on one line.
    pub(super) fn width(&self, from: usize, to: usize) -> usize {
        if from >= to { 0 } else { (self.tokens[to - 1].to - self.tokens[from].from) as usize }
    }

    /// Whether all of it may stand on one line.
    pub(super) fn is_soft(&self, from: usize, to: usize) -> bool {
        self.tokens[to.max(from)].hard_before == self.tokens[from].hard_before
    }

    fn would_fit(&self, from: usize, to: usize, indent: usize) -> bool {
        self.is_soft(from, to) && indent + self.width(from, to) <= LINE_WIDTH
    }

    /// The token after this one, or after the group that opens here.
    pub(super) fn next(&self, at: usize) -> usize {
        (self.tokens[at].mate as usize).max(at) + 1
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::End, |token| token.kind)
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    /// All of it on one line, without a space before the first.
    pub(super) fn flat(&mut self, from: usize, to: usize) {
        for at in from..to {
            self.token(at, at > from);
        }
    }

    pub(super) fn token(&mut self, at: usize, may_space: bool) {
        let token = self.tokens[at];
        if token.skipped {
            return;
        }
        if may_space && token.space {
            self.out.push(' ');
        }
        self.out.push_str(token.text(self.text));
    }

    /// Goes a level deeper, if that is not too deep.
    pub(super) fn nested(&mut self, from: usize, to: usize, print: impl FnOnce(&mut Self)) {
        if self.depth >= MOST_NESTED {
            return self.flat(from, to);
        }
        self.depth += 1;
        print(self);
        self.depth -= 1;
    }

    /// Where the attributes end that begin here.
    pub(super) fn after_attributes(&self, from: usize, to: usize) -> usize {
        let mut at = from;
        while at < to && self.kind(at) == Kind::Hash {
            let open = if self.kind(at + 1) == Kind::Bang { at + 2 } else { at + 1 };
            let close = self.next(open);
            if self.kind(open) != Kind::Open(Delimiter::Bracket) || close > to || close <= open + 1 {
                break;
            }
            at = close;
        }
        at
    }

    /// Attributes, each from the beginning of a line.
    pub(super) fn attributes(&mut self, from: usize, to: usize, indent: usize) {
        let mut at = from;
        while at < to {
            let open = if self.kind(at + 1) == Kind::Bang { at + 2 } else { at + 1 };
            let close = self.next(open);
            self.begin(indent);
            if !self.doc_comment(at, open, close) {
                self.flat(at, open + 1);
                self.expression(open + 1, close - 1, At { indent, tail: 1, limit: LINE_WIDTH });
                self.token(close - 1, false);
            }
            self.end();
            at = close;
        }
    }

    /// `#[doc = "…"]` as a comment, where that says the same.
    fn doc_comment(&mut self, from: usize, open: usize, close: usize) -> bool {
        let [word, assign, literal, end] = [open + 1, open + 2, open + 3, open + 4];
        let is_doc = end + 1 == close && self.kind(assign) == Kind::Assign && self.word(word) == "doc";
        let text = self.text;
        if !is_doc || self.kind(literal) != Kind::Literal {
            return false;
        }
        let quoted = self.tokens[literal].text(text);
        let raw = quoted.strip_prefix('r').map(|rest| rest.trim_matches('#'));
        let Some(content) = raw.unwrap_or(quoted).strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
        else {
            return false;
        };
        // Four slashes make no documentation, and blanks at the end of a line are lost on the way.
        if content.starts_with('/') || content.ends_with(|last: char| last.is_whitespace()) {
            return false;
        }
        let start = self.out.len();
        self.out.push_str(if open == from + 2 { "//!" } else { "///" });
        let mut rest = content;
        while let Some((before, after)) = rest.split_once('\\').filter(|_| raw.is_none()) {
            let char = match after.as_bytes().first() {
                Some(b'"') => '"',
                Some(b'\\') => '\\',
                _ => {
                    self.out.truncate(start);
                    return false;
                }
            };
            self.out.push_str(before);
            self.out.push(char);
            rest = &after[1..];
        }
        if content.contains(['\n', '\r']) {
            self.out.truncate(start);
            return false;
        }
        self.out.push_str(rest);
        true
    }

    /// Where the item, field or statement ends that begins here.
    fn statement_end(&self, from: usize, to: usize) -> usize {
        let mut begins_with_block =
            matches!(self.word(from), "match" | "unsafe" | "if" | "while" | "for" | "loop" | "{");
        let mut at = from;
        while at < to {
            let (token, next) = (self.tokens[at], self.next(at));
            let ends = match token.kind {
                Kind::Semicolon => return next,
                Kind::Open(Delimiter::Brace) => match token.body {
                    Body::Function | Body::Items | Body::Fields | Body::Variants => true,
                    Body::Macro => self.is_macro_statement(from, at),
                    Body::Arms | Body::Statements => begins_with_block && !self.goes_on(next),
                    _ => false,
                },
                // What follows is no block of this statement.
                Kind::Assign => {
                    begins_with_block = false;
                    false
                }
                _ => false,
            };
            if ends {
                return if next < to && self.kind(next) == Kind::Semicolon { next + 1 } else { next.min(to) };
            }
            at = next;
        }
        to
    }

    fn goes_on(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Dot | Kind::Question | Kind::Binary)
            || matches!(self.word(at), "as" | "else")
    }

    /// Whether nothing but a path stands before the `!` of the braces.
    fn is_macro_statement(&self, from: usize, open: usize) -> bool {
        (from..open).all(|at| matches!(self.kind(at), Kind::Word | Kind::Path | Kind::Bang | Kind::Dollar))
    }

    fn statement(&mut self, from: usize, to: usize, indent: usize) {
        let ends = self.kind(to - 1) == Kind::Semicolon;
        let end = to - usize::from(ends);
        let at = At { indent, tail: usize::from(ends), limit: LINE_WIDTH };
        if let Some(params) = self.params(from, end) {
            self.function(from, end, params, at);
        } else if let Some(assign) = self.assignment(from, end) {
            self.expression(from, assign, At { tail: 2, ..at });
            self.token(assign, true);
            self.right_hand_side(assign + 1, end, at);
        } else {
            self.expression(from, end, at);
        }
        if ends {
            self.out.push(';');
        }
    }

    /// The `=` of a statement.
    fn assignment(&self, from: usize, to: usize) -> Option<usize> {
        let mut at = from;
        while at < to {
            match self.kind(at) {
                Kind::Assign => return Some(at),
                Kind::Open(Delimiter::Brace) if self.tokens[at].body != Body::Literal => return None,
                Kind::OpenBar | Kind::Bars | Kind::Arrow => return None,
                _ => at = self.next(at),
            }
        }
        None
    }

    /// Where the parameters open, if it is a function.
    fn params(&self, from: usize, to: usize) -> Option<usize> {
        let mut at = from;
        while at < to && self.word(at) != "fn" {
            let may_stand_before = match self.kind(at) {
                Kind::Keyword => matches!(self.word(at), "pub" | "unsafe" | "const" | "async" | "extern"),
                Kind::Literal | Kind::Open(Delimiter::Paren) => true,
                _ => false,
            };
            if !may_stand_before {
                return None;
            }
            at = self.next(at);
        }
        while at < to {
            if self.kind(at) == Kind::Open(Delimiter::Paren) {
                return Some(at);
            }
            at = self.next(at);
        }
        None
    }

    fn function(&mut self, from: usize, to: usize, params: usize, at: At) {
        let mut body = self.next(params);
        while body < to && self.kind(body) != Kind::Open(Delimiter::Brace) {
            body = self.next(body);
        }
        let has_body = body < to;
        let tail = if has_body { 2 } else { at.tail };
        let close = self.next(params) - 1;
        let is_soft = self.is_soft(from, body) && self.column() + self.width(from, body) + tail <= LINE_WIDTH;
        if is_soft || close == params + 1 || close >= to || self.tokens[params].frozen {
            self.flat(from, body);
        } else {
            self.flat(from, params);
            self.token(params, true);
            let may_add = self.is_arguments(params) && !self.repeats(params, close);
            self.vertical(params + 1, close, at.indent, may_add);
            self.token(close, false);
            self.expression_after(close + 1, body, At { tail, ..at });
        }
        if has_body {
            self.expression_after(body, to, at);
        }
    }

    /// An expression with the space before it.
    pub(super) fn expression_after(&mut self, from: usize, to: usize, at: At) {
        if from < to {
            if self.tokens[from].space {
                self.out.push(' ');
            }
            self.expression(from, to, at);
        }
    }

    /// What stands behind `=`: on the same line, or, if that is better, on the next.
    fn right_hand_side(&mut self, from: usize, to: usize, at: At) {
        let space = usize::from(from < to && self.tokens[from].space);
        let (column, next) = (self.column() + space, at.indent + INDENT);
        let fits =
            |column: usize| self.is_soft(from, to) && column + self.width(from, to) + at.tail <= LINE_WIDTH;
        let is_next_better = !fits(column)
            && (fits(next)
                || (!self.opens_well(from, to, column, at) && self.opens_well(from, to, next, at)));
        if is_next_better && from < to {
            self.end();
            self.begin(next);
            self.expression(from, to, At { indent: next, ..at });
        } else {
            self.expression_after(from, to, at);
        }
    }
}
