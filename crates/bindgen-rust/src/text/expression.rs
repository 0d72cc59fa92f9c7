//! Expressions, patterns and types on as few lines as rustfmt has them.

use super::layout::{At, Before, INDENT, LINE_WIDTH, Printer};
use super::shape::LIST_WIDTH;
use super::tokens::{Body, Delimiter, Kind};

impl Printer<'_> {
    /// An expression, from where the line is. A type, a pattern and the head of an item are printed like one.
    pub(super) fn expression(&mut self, from: usize, to: usize, at: At) {
        let fits = self.is_soft(from, to) && self.column() + self.width(from, to) + at.tail <= at.limit;
        if from >= to || (fits && !self.is_long_chain(from, to)) {
            return self.flat(from, to);
        }
        self.nested(from, to, |printer| {
            let start = if printer.word(from) == "move" { from + 1 } else { from };
            match printer.kind(start) {
                Kind::OpenBar | Kind::Bars => printer.closure(from, start, to, at),
                _ if printer.is_long_chain(from, to) => printer.chain(from, to, at),
                _ => printer.operand(from, to, at),
            }
        });
    }

    /// Breaks the last group, and all others that must be broken.
    fn operand(&mut self, from: usize, to: usize, at: At) {
        let last = self.last_group(from, to);
        let mut next = from;
        if self.word(from) == "match" {
            // What is matched has a line for itself if it needs one.
            if let Some(open) = self.block_of(from, to).filter(|open| *open > from + 1) {
                self.token(from, false);
                self.out.push(' ');
                self.expression(from + 1, open, At { tail: 2, ..at });
                next = open;
            }
        }
        while next < to {
            let end = self.next(next).min(to);
            let may_space = next > from;
            let is_types = self.kind(next) == Kind::OpenAngle && end > next + 1;
            let is_group = (matches!(self.kind(next), Kind::Open(_)) && end > next + 1) || is_types;
            if is_group && (Some(next) == last || !self.is_soft(next, end)) {
                if may_space && self.tokens[next].space {
                    self.out.push(' ');
                }
                let rest =
                    if end < to { (self.tokens[to - 1].to - self.tokens[end - 1].to) as usize } else { 0 };
                self.group(next, end - 1, At { tail: at.tail + rest, ..at });
                next = end;
            } else {
                let end = if self.is_soft(next, end) { end } else { next + 1 };
                for part in next..end {
                    self.token(part, may_space || part > next);
                }
                next = end;
            }
        }
    }

    /// The group that is broken if the expression is too long.
    pub(super) fn last_group(&self, from: usize, to: usize) -> Option<usize> {
        let (mut last, mut at) = (None, from);
        while at < to {
            let next = self.next(at);
            let is_visibility = at > from && self.word(at - 1) == "pub";
            let may_break = match self.kind(at) {
                Kind::Open(_) => !is_visibility,
                // Types in an expression are short, and better there.
                Kind::OpenAngle => last.is_none() && at > from && self.kind(at - 1) == Kind::Word,
                _ => false,
            };
            if may_break && next > at + 2 && next <= to {
                last = Some(at);
            }
            at = next;
        }
        last
    }

    /// A group that does not stand on one line, or need not.
    fn group(&mut self, open: usize, close: usize, at: At) {
        let body = self.tokens[open].body;
        if close == open + 1 {
            return self.flat(open, close + 1);
        }
        match body {
            Body::None => return self.list(open, close, at),
            Body::Statements if self.fits_block(open, close, at) => return self.flat(open, close + 1),
            _ => {}
        }
        self.token(open, false);
        match body {
            Body::Arms => self.arms(open + 1, close, at.indent),
            Body::Fields | Body::Variants | Body::Literal => {
                self.vertical(open + 1, close, at.indent, !self.tokens[open].frozen);
            }
            Body::Use => self.packed(open + 1, close, at.indent, true),
            Body::Macro if !self.has_statements(open, close) => {
                self.packed(open + 1, close, at.indent, false);
            }
            body => {
                self.end();
                let mut before = Before::Nothing;
                let is_apart = body == Body::Items && !self.tokens[open].frozen;
                self.lines(open + 1, close, at.indent + INDENT, is_apart.then_some(&mut before));
                self.begin(at.indent);
            }
        }
        self.token(close, false);
    }

    fn fits_block(&self, open: usize, close: usize, at: At) -> bool {
        self.is_soft(open, close) && self.column() + self.width(open, close + 1) + at.tail <= LINE_WIDTH
    }

    fn has_statements(&self, open: usize, close: usize) -> bool {
        let mut at = open + 1;
        while at < close {
            if matches!(self.kind(at), Kind::Semicolon | Kind::Hash) || self.tokens[at].hard {
                return true;
            }
            at = self.next(at);
        }
        false
    }

    fn closure(&mut self, from: usize, bars: usize, to: usize, at: At) {
        let body = self.next(bars);
        if body >= to || self.tokens[bars].mate as usize >= to {
            return self.operand(from, to, at);
        }
        self.flat(from, body);
        let fits = self.is_soft(body, to) && self.column() + 1 + self.width(body, to) + at.tail <= at.limit;
        let returns = self.word(body) == "->";
        let is_block = self.kind(body) == Kind::Open(Delimiter::Brace) || self.block_of(body, to).is_some();
        if fits || returns || self.tokens[bars].frozen || is_block {
            return self.expression_after(body, to, at);
        }
        self.in_block(body, to, at.indent);
    }

    /// An expression in braces of its own.
    fn in_block(&mut self, from: usize, to: usize, indent: usize) {
        self.out.push_str(" {");
        self.end();
        let inner = indent + INDENT;
        self.begin(inner);
        self.expression(from, to, At { indent: inner, tail: 0, limit: LINE_WIDTH });
        self.end();
        self.begin(indent);
        self.out.push('}');
    }

    /// Methods that are called one after the other, which take a line each if they are long.
    fn is_long_chain(&self, from: usize, to: usize) -> bool {
        if self.width(from, to) <= LIST_WIDTH as usize {
            return false;
        }
        let (mut at, mut calls) = (from, 0);
        while at < to {
            match self.kind(at) {
                Kind::Dot if self.kind(at + 1) == Kind::Word => {
                    let after = if self.kind(at + 2) == Kind::Path { self.next(at + 3) } else { at + 2 };
                    calls += u32::from(self.kind(after) == Kind::Open(Delimiter::Paren));
                }
                Kind::Binary | Kind::Assign | Kind::Arrow | Kind::Comma | Kind::OpenBar | Kind::Keyword => {
                    return false;
                }
                _ => {}
            }
            at = self.next(at);
        }
        calls > 1
    }

    fn chain(&mut self, from: usize, to: usize, at: At) {
        let inner = at.indent + INDENT;
        let mut start = from;
        while start < to {
            let mut end = self.next(start);
            while end < to && self.kind(end) != Kind::Dot {
                end = self.next(end);
            }
            // What is not wider than the indent stays with the first of them.
            if start == from && self.width(from, end) <= INDENT && end < to {
                end = self.next(end);
                while end < to && self.kind(end) != Kind::Dot {
                    end = self.next(end);
                }
            }
            if start > from {
                self.end();
                self.begin(inner);
            }
            let tail = if end == to { at.tail } else { 0 };
            let indent = if start > from { inner } else { at.indent };
            let limit = if start > from { LINE_WIDTH } else { at.limit };
            let place = At { indent, tail, limit };
            let fits = self.is_soft(start, end) && self.column() + self.width(start, end) + tail <= limit;
            if fits {
                self.flat(start, end);
            } else {
                self.operand(start, end, place);
            }
            start = end;
        }
    }

    /// The arms of a `match`, between the lines that open and close it.
    fn arms(&mut self, from: usize, to: usize, indent: usize) {
        self.end();
        let inner = indent + INDENT;
        let mut at = from;
        while at < to {
            let start = self.after_attributes(at, to);
            self.attributes(at, start, inner);
            let mut arrow = start;
            while arrow < to && self.kind(arrow) != Kind::Arrow {
                arrow = self.next(arrow);
            }
            self.begin(inner);
            if arrow >= to {
                self.expression(start, to, At { indent: inner, tail: 0, limit: LINE_WIDTH });
                self.end();
                break;
            }
            self.expression(start, arrow, At { indent: inner, tail: 3, limit: LINE_WIDTH });
            self.token(arrow, true);
            at = self.arm(arrow + 1, to, inner);
            self.end();
        }
        self.begin(indent);
    }

    /// What an arm does, and its comma. Where the next arm begins.
    fn arm(&mut self, from: usize, to: usize, indent: usize) -> usize {
        let at = At { indent, tail: 1, limit: LINE_WIDTH };
        if self.kind(from) == Kind::Open(Delimiter::Brace) && self.tokens[from].body == Body::Statements {
            let end = self.next(from).min(to);
            let has_comma = end < to && self.kind(end) == Kind::Comma;
            if has_comma || end == to || !matches!(self.kind(end), Kind::Dot | Kind::Question) {
                self.expression_after(from, end, at);
                if has_comma && self.tokens[from].frozen {
                    self.out.push(',');
                }
                return end + usize::from(has_comma);
            }
        }
        let (end, has_comma) = self.element(from, to);
        let next = end + usize::from(has_comma);
        if from >= end {
            self.out.push_str(if has_comma { "," } else { "" });
            return next;
        }
        let width = self.width(from, end);
        let (is_soft, is_chain) = (self.is_soft(from, end), self.is_long_chain(from, end));
        let fits = |column: usize| is_soft && !is_chain && column + width <= LINE_WIDTH;
        let may_hang =
            self.width_to_last_group(from, end).is_some_and(|first| self.column() + 1 + first <= LINE_WIDTH)
                || self.block_of(from, end).is_some();
        let may_wrap = !self.tokens[from].frozen && self.kind(from) != Kind::Open(Delimiter::Brace);
        // A space before it, and a comma behind it.
        if fits(self.column() + 2) || !may_wrap || (may_hang && !fits(indent + INDENT)) {
            self.expression_after(from, end, at);
            self.out.push(',');
        } else {
            self.in_block(from, end, indent);
        }
        next
    }
}
