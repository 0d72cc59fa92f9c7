//! The tokens that the grammar sees, and what is kept beside them: docs, and what the lexer has to say.

use std::cell::{Cell, RefCell};

use outwit_diagnostics::{ByteRange, Diagnostic, FileId, mapped};

use super::{Scanner, check_characters, is_forbidden};
use crate::diagnostics;
use crate::token::{Start, Terminal, TokenKind};

/// A documentation comment and the token that follows it.
#[derive(Clone, Copy)]
pub(crate) struct Doc {
    pub(crate) range: ByteRange,
    /// Offset of the next token that is not trivia.
    pub(crate) anchor: u32,
}

/// What the lexer finds beside the tokens. It is read by the builder while the lexer still runs.
pub(crate) struct Side {
    pub(crate) file: FileId,
    pub(crate) docs: RefCell<Vec<Doc>>,
    /// Where names start that need a closer look, in order.
    odd_names: RefCell<Vec<u32>>,
    /// Behind the start of the last of them.
    behind_odd_names: Cell<u32>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl Side {
    /// Starts with what is wrong with single characters of `text`.
    pub(crate) fn new(file: FileId, text: &str) -> Side {
        let found = mapped(&check_characters(text), |(start, end)| {
            diagnostics::forbidden_characters(file, text, ByteRange::new(*start, *end))
        });
        Side {
            file,
            docs: RefCell::default(),
            odd_names: RefCell::default(),
            behind_odd_names: Cell::new(0),
            diagnostics: RefCell::new(found),
        }
    }

    /// Whether a name in this range needs a closer look.
    #[inline]
    pub(crate) fn is_odd(&self, range: ByteRange) -> bool {
        // The lexer is one token ahead at most unless there are errors.
        range.start < self.behind_odd_names.get() && self.holds_odd_name(range)
    }

    fn holds_odd_name(&self, range: ByteRange) -> bool {
        let starts = self.odd_names.borrow();
        let at = starts.partition_point(|start| *start < range.start);
        starts.get(at).is_some_and(|start| *start < range.end)
    }

    fn add_odd_name(&self, start: u32) {
        self.odd_names.borrow_mut().push(start);
        self.behind_odd_names.set(start + 1);
    }

    /// The docs, and what the lexer has to say.
    pub(crate) fn into_parts(self) -> (Vec<Doc>, Vec<Diagnostic>) {
        (self.docs.into_inner(), self.diagnostics.into_inner())
    }

    /// Takes back what was said about characters that end at one of these offsets, which are in order.
    pub(crate) fn take_back(&self, ends: &[u32]) {
        let end = |diagnostic: &Diagnostic| diagnostic.primary.as_ref().map(|label| label.span.range.end);
        let is_one =
            |diagnostic: &Diagnostic| end(diagnostic).is_some_and(|end| ends.binary_search(&end).is_ok());
        self.diagnostics.borrow_mut().retain(|diagnostic| !is_one(diagnostic));
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }
}

/// Brackets are nested deeper than [`Depth::LIMIT`]: nothing behind the parser has to fear deep trees.
#[derive(Clone, Copy)]
pub(crate) struct TooDeep;

/// Counts open braces and angle brackets.
#[derive(Clone, Copy, Default)]
pub(crate) struct Depth {
    braces: u32,
    angles: u32,
}

impl Depth {
    /// The deepest nesting of types and of braces.
    pub(crate) const LIMIT: u32 = 100;

    /// Counts one token. The innermost type stands inside `angles` brackets and is itself a level.
    #[inline]
    pub(crate) fn step(&mut self, kind: TokenKind) -> Result<(), TooDeep> {
        match kind {
            TokenKind::LeftAngle => {
                self.angles += 1;
                if self.angles >= Depth::LIMIT {
                    return Err(TooDeep);
                }
            }
            TokenKind::RightAngle => self.angles = self.angles.saturating_sub(1),
            TokenKind::Semicolon => self.angles = 0,
            TokenKind::LeftBrace => {
                self.angles = 0;
                self.braces += 1;
                if self.braces > Depth::LIMIT {
                    return Err(TooDeep);
                }
            }
            TokenKind::RightBrace => {
                self.angles = 0;
                self.braces = self.braces.saturating_sub(1);
            }
            _ => {}
        }
        Ok(())
    }
}

/// The tokens of a file for the grammar.
pub(crate) struct Stream<'s, 't> {
    scanner: Scanner<'t>,
    text: &'t str,
    side: &'s Side,
    start: Option<Start>,
    depth: Depth,
    /// How many docs have an anchor.
    anchored: usize,
    /// A `[` was reported, which WIT does not have.
    in_square_brackets: bool,
}

impl<'s, 't> Stream<'s, 't> {
    pub(crate) fn new(text: &'t str, side: &'s Side) -> Stream<'s, 't> {
        let start = Some(Start::File);
        Stream {
            scanner: Scanner::new(text),
            text,
            side,
            start,
            depth: Depth::default(),
            anchored: 0,
            in_square_brackets: false,
        }
    }

    /// The next token that is not trivia.
    #[inline(always)]
    pub(crate) fn next_significant(&mut self) -> Option<(TokenKind, u32, u32)> {
        loop {
            let doc = |range| add_doc(self.side, &mut self.anchored, range);
            if let Some(mark) = self.scanner.mark(doc) {
                self.anchor(mark.1);
                return Some(mark);
            }
            let (kind, start, end) = self.scanner.next()?;
            if kind.is_trivia() {
                self.trivia(kind, ByteRange::new(start, end));
                continue;
            }
            if std::mem::take(&mut self.scanner.odd) {
                self.side.add_odd_name(start);
            }
            if kind == TokenKind::UnterminatedString {
                self.side
                    .report(diagnostics::unterminated_string(self.side.file, ByteRange::new(start, end)));
            }
            self.anchor(start);
            return Some((kind, start, end));
        }
    }

    #[inline]
    fn anchor(&mut self, start: u32) {
        // The number of docs changes in `add_doc` alone, which keeps the usual token free of a look at the cell.
        if self.anchored & PENDING != 0 {
            self.anchor_pending(start);
        }
    }

    #[cold]
    fn anchor_pending(&mut self, start: u32) {
        let mut docs = self.side.docs.borrow_mut();
        let from = self.anchored & !PENDING;
        for doc in &mut docs[from..] {
            doc.anchor = start;
        }
        self.anchored = docs.len();
    }

    #[inline(never)]
    fn trivia(&mut self, kind: TokenKind, range: ByteRange) {
        let file = self.side.file;
        let text = &self.text[range.as_usize()];
        match kind {
            TokenKind::DocBlock => add_doc(self.side, &mut self.anchored, range),
            // The one that belongs to a `[` was reported with it.
            TokenKind::Unknown if text == "]" && self.in_square_brackets => self.in_square_brackets = false,
            TokenKind::Unknown if !text.chars().all(is_forbidden) => {
                self.in_square_brackets |= text.ends_with('[');
                self.side.report(diagnostics::unknown_characters(file, text, range));
            }
            TokenKind::CarriageReturn => self.side.report(diagnostics::carriage_return(file, range)),
            TokenKind::UnterminatedComment => {
                self.side.report(diagnostics::unterminated_comment(file, text, range));
            }
            _ => {}
        }
    }
}

#[inline]
fn add_doc(side: &Side, anchored: &mut usize, range: ByteRange) {
    side.docs.borrow_mut().push(Doc { range, anchor: u32::MAX });
    *anchored |= PENDING;
}

/// Marks `Stream::anchored` while the newest docs wait for the token that follows them.
const PENDING: usize = 1 << (usize::BITS - 1);

impl Iterator for Stream<'_, '_> {
    type Item = Result<(u32, Terminal, u32), TooDeep>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if let Some(start) = self.start.take() {
            return Some(Ok((0, Terminal::Start(start), 0)));
        }
        let (kind, start, end) = self.next_significant()?;
        let nests = matches!(
            kind,
            TokenKind::LeftAngle
                | TokenKind::RightAngle
                | TokenKind::Semicolon
                | TokenKind::LeftBrace
                | TokenKind::RightBrace
        );
        if nests && let Err(too_deep) = self.depth.step(kind) {
            return Some(Err(too_deep));
        }
        Some(Ok((start, Terminal::Token(kind), end)))
    }
}
