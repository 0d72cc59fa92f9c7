//! Elements of calls, tuples, arrays, fields and types: on a line, side by side, below each other, or with the last hanging.

use super::layout::{At, INDENT, LINE_WIDTH, Printer};
use super::shape::{LIST_WIDTH, is_call};
use super::tokens::{Delimiter, Kind};

/// Elements that are no wider may stand side by side.
const SHORT: usize = 10;

impl Printer<'_> {
    /// The element that begins here, and whether a comma follows it.
    pub(super) fn element(&self, from: usize, to: usize) -> (usize, bool) {
        let mut at = from;
        while at < to {
            if self.kind(at) == Kind::Comma {
                return (at, true);
            }
            at = self.next(at);
        }
        (to, false)
    }

    /// Elements on lines of their own, between the lines of what opens and closes.
    pub(super) fn vertical(&mut self, from: usize, to: usize, indent: usize, may_add: bool) {
        self.end();
        let inner = indent + INDENT;
        let mut at = from;
        while at < to {
            let (end, has_comma) = self.element(at, to);
            let start = self.after_attributes(at, end);
            self.attributes(at, start, inner);
            self.begin(inner);
            self.expression(start, end, At { indent: inner, tail: 1, limit: LINE_WIDTH });
            // Behind `..` comes nothing.
            let is_rest = !has_comma && self.kind(start) == Kind::Range;
            if has_comma || (may_add && !is_rest) {
                self.out.push(',');
            }
            self.end();
            at = end + usize::from(has_comma);
        }
        self.begin(indent);
    }

    /// Elements side by side, as many as a line takes.
    pub(super) fn packed(&mut self, from: usize, to: usize, indent: usize, may_add: bool) {
        self.end();
        let inner = indent + INDENT;
        self.begin(inner);
        let mut at = from;
        while at < to {
            let (end, has_comma) = self.element(at, to);
            if at > from {
                if self.column() + 1 + self.width(at, end) < LINE_WIDTH {
                    self.out.push(' ');
                } else {
                    self.end();
                    self.begin(inner);
                }
            }
            self.expression(at, end, At { indent: inner, tail: 1, limit: LINE_WIDTH });
            if has_comma || may_add {
                self.out.push(',');
            }
            at = end + usize::from(has_comma);
        }
        self.end();
        self.begin(indent);
    }

    /// Arguments, elements of a tuple or an array.
    pub(super) fn list(&mut self, open: usize, close: usize, at: At) {
        if let Some(last) = self.hanging(open, close, self.column(), at) {
            let is_only = last == open + 1;
            let column = self.column() + 1;
            self.flat(open, last);
            if !is_only {
                self.out.push(' ');
            }
            let (end, has_comma) = self.element(last, close);
            let limit = if is_only && is_call(self.tokens, last, end) {
                at.limit.min(column + LIST_WIDTH as usize)
            } else {
                at.limit
            };
            self.expression(last, end, At { tail: 1 + at.tail, limit, ..at });
            // A comma makes a tuple of one element what it is.
            if has_comma && (is_only || self.tokens[open].frozen) {
                self.out.push(',');
            }
            return self.token(close, true);
        }
        let (count, is_short) = self.measure(open, close);
        let may_add =
            !self.tokens[open].frozen && (count > 1 || self.is_arguments(open)) && !self.repeats(open, close);
        self.token(open, false);
        // What `let` takes apart stands on lines of its own.
        let is_pattern = open > 0 && self.word(open - 1) == "let";
        if is_short && count > 1 && !is_pattern {
            self.packed(open + 1, close, at.indent, may_add);
        } else {
            self.vertical(open + 1, close, at.indent, may_add);
        }
        self.token(close, false);
    }

    /// Whether these are the arguments of a call or of a type, which a comma may follow.
    pub(super) fn is_arguments(&self, open: usize) -> bool {
        let is_paren = matches!(self.kind(open), Kind::Open(Delimiter::Paren) | Kind::OpenAngle);
        is_paren && open > 0 && matches!(self.kind(open - 1), Kind::Word | Kind::CloseAngle)
    }

    /// Whether it repeats something as macros do, or is `[element; count]`.
    pub(super) fn repeats(&self, open: usize, close: usize) -> bool {
        let mut at = open + 1;
        while at < close {
            if matches!(self.kind(at), Kind::Repeat | Kind::Semicolon) {
                return true;
            }
            at = self.next(at);
        }
        false
    }

    /// How many elements there are, and whether all are short and simple.
    fn measure(&self, open: usize, close: usize) -> (usize, bool) {
        let (mut at, mut count, mut is_short) = (open + 1, 0, true);
        while at < close {
            let (end, has_comma) = self.element(at, close);
            let is_simple = (at..end).all(|part| {
                matches!(self.kind(part), Kind::Word | Kind::Literal | Kind::Prefix | Kind::Dot)
                    || self.word(part) == "as"
            });
            is_short &= is_simple && self.width(at, end) <= SHORT;
            count += 1;
            at = end + usize::from(has_comma);
        }
        (count, is_short)
    }

    /// The last element of a list, if it alone is broken while all before it stand on the line.
    fn hanging(&self, open: usize, close: usize, column: usize, at: At) -> Option<usize> {
        let mut last = open + 1;
        loop {
            let (end, has_comma) = self.element(last, close);
            if !has_comma || end + 1 >= close {
                break;
            }
            last = end + 1;
        }
        let (end, _) = self.element(last, close);
        if !self.is_soft(open + 1, last) || self.kind(last) == Kind::Hash || self.kind(end) == Kind::Semicolon
        {
            return None;
        }
        let first_line = self.first_line(last, end, last == open + 1)?;
        let gap = if last == open + 1 { 0 } else { self.width(open + 1, last) + 1 };
        let width = gap + first_line;
        // What closes would have to stand there too.
        let fits = column + 2 + width + at.tail <= at.limit.min(LINE_WIDTH);
        (fits && width <= LIST_WIDTH as usize).then_some(last)
    }

    /// How wide the first line of the last element is, if it may be broken there.
    fn first_line(&self, from: usize, to: usize, is_only: bool) -> Option<usize> {
        let start = if self.word(from) == "move" { from + 1 } else { from };
        match self.kind(start) {
            Kind::OpenBar | Kind::Bars => {
                let body = self.next(start);
                let opens = self.block_of(body, to).unwrap_or(body);
                Some(self.width(from, opens) + 2)
            }
            Kind::Open(Delimiter::Brace) => Some(1),
            Kind::Keyword if self.word(from) == "unsafe" => self.block_of(from, to).map(|_| "unsafe {".len()),
            _ if is_only => self.width_to_last_group(from, to),
            _ => None,
        }
    }

    pub(super) fn width_to_last_group(&self, from: usize, to: usize) -> Option<usize> {
        let last = self.last_group(from, to).filter(|last| self.kind(*last) != Kind::OpenAngle)?;
        let mut at = from;
        while at < to {
            let is_operator =
                self.kind(at) == Kind::Binary || matches!(self.kind(at), Kind::Assign | Kind::Range);
            if is_operator {
                return None;
            }
            at = self.next(at);
        }
        self.is_soft(from, last).then(|| self.width(from, last + 1))
    }

    /// The braces of `{…}`, `unsafe {…}` and `match … {…}`, if that is all there is.
    pub(super) fn block_of(&self, from: usize, to: usize) -> Option<usize> {
        if from >= to || self.kind(to - 1) != Kind::Close(Delimiter::Brace) {
            return None;
        }
        let open = self.tokens[to - 1].mate as usize;
        let begins = matches!(self.word(from), "unsafe" | "match" | "{");
        (open >= from && begins && self.is_soft(from, open)).then_some(open)
    }

    /// Whether a statement's expression opens a block or a list whose last element alone is broken at the end of its first
    /// line, if it begins at `column`.
    pub(super) fn opens_well(&self, from: usize, to: usize, column: usize, at: At) -> bool {
        if matches!(self.kind(from), Kind::OpenBar | Kind::Bars) {
            return true;
        }
        let Some(last) = self.last_group(from, to) else { return false };
        let start = column + self.width(from, last);
        match self.kind(last) {
            Kind::Open(Delimiter::Brace) => start < LINE_WIDTH,
            _ => self.hanging(last, self.tokens[last].mate as usize, start, at).is_some(),
        }
    }
}
