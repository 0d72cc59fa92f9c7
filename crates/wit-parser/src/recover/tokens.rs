//! The tokens of a file in a vector, with what the outline needs to know about lines.

use std::cell::RefCell;

use outwit_diagnostics::{ByteRange, Diagnostic, FileId};

use crate::ast::Primitive;
use crate::diagnostics;
use crate::lexer::{Depth, Side, Stream};
use crate::token::{Terminal, TokenKind, describe};

/// One token that is not trivia.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tok {
    pub(super) terminal: Terminal,
    pub(super) range: ByteRange,
    /// Whether it is the first token of its line.
    pub(super) starts_line: bool,
    /// Column of the first token of its line.
    pub(super) indent: u32,
}

impl Tok {
    pub(super) fn kind(&self) -> Option<TokenKind> {
        match self.terminal {
            Terminal::Token(kind) => Some(kind),
            _ => None,
        }
    }

    pub(super) fn is(&self, kind: TokenKind) -> bool {
        self.terminal == Terminal::Token(kind)
    }
}

pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) file: FileId,
    pub(super) all: Vec<Tok>,
    /// Tokens at which types are nested too deeply; that is reported.
    pub(super) too_deep: Vec<usize>,
    /// Found before anything was parsed.
    pub(super) diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'t> Tokens<'t> {
    /// The same text with other tokens, of which nothing was found yet.
    pub(super) fn with_all(&self, all: Vec<Tok>) -> Tokens<'t> {
        let Tokens { text, file, .. } = *self;
        Tokens { text, file, all, too_deep: Vec::new(), diagnostics: RefCell::default() }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The kind of the token at `at`; one that stands for a missing type counts as any type.
    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        let token = self.all.get(at)?;
        Some(token.kind().unwrap_or(TokenKind::Primitive(Primitive::Bool)))
    }

    pub(super) fn is(&self, at: usize, kind: TokenKind) -> bool {
        self.kind(at) == Some(kind)
    }

    pub(super) fn starts_line(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|token| token.starts_line)
    }

    pub(super) fn indent(&self, at: usize) -> u32 {
        self.all.get(at).map_or(0, |token| token.indent)
    }

    pub(super) fn text(&self, token: &Tok) -> &str {
        &self.text[token.range.as_usize()]
    }

    /// The text of the token at `at`; empty behind the end.
    pub(super) fn text_at(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |token| self.text(token))
    }

    /// Offset behind the last token before `at`.
    pub(super) fn end_before(&self, at: usize) -> u32 {
        at.checked_sub(1).and_then(|at| self.all.get(at)).map_or(0, |token| token.range.end)
    }

    /// The bytes from token `start` to before token `end`.
    pub(super) fn range(&self, start: usize, end: usize) -> ByteRange {
        match self.all.get(start) {
            Some(first) if end > start => first.range.to(self.all[end - 1].range),
            _ => ByteRange::empty(self.end_before(start)),
        }
    }

    /// What stands at `at`, in words, as seen from the token before it.
    pub(super) fn found(&self, at: usize) -> String {
        match self.all.get(at) {
            None => "the end of the file".to_owned(),
            Some(token) if token.starts_line && at > 0 => "the end of the line".to_owned(),
            Some(token) => self.describe(token),
        }
    }

    pub(super) fn describe(&self, token: &Tok) -> String {
        match token.kind() {
            Some(kind) => describe(kind, self.text(token)),
            None => "nothing".to_owned(),
        }
    }
}

/// Lexes a whole file.
pub(super) fn lex<'t>(text: &'t str, side: &Side) -> Tokens<'t> {
    let mut stream = Stream::new(text, side);
    let mut all: Vec<Tok> = Vec::new();
    let mut depth = DepthCheck::default();
    let mut found = Vec::new();
    let mut too_deep = Vec::new();
    let mut indent = 0;
    let mut line = 0;
    let mut end = 0;
    while let Some((kind, start, token_end)) = stream.next_significant() {
        let gap = &text[end as usize..start as usize];
        let starts_line = match gap.rfind('\n') {
            Some(at) => {
                line = end + at as u32 + 1;
                true
            }
            None => all.is_empty(),
        };
        if starts_line {
            indent = start - line;
        }
        let range = ByteRange::new(start, token_end);
        if depth.exceeds(kind) {
            found.push(diagnostics::nested_too_deeply(side.file, kind == TokenKind::LeftAngle, range));
            too_deep.push(all.len());
        }
        let kind = if kind == TokenKind::UnterminatedString { TokenKind::String } else { kind };
        all.push(Tok { terminal: Terminal::Token(kind), range, starts_line, indent });
        end = token_end;
    }
    Tokens { text, file: side.file, all, too_deep, diagnostics: RefCell::new(found) }
}

/// Says once per item that it nests too deeply.
#[derive(Default)]
struct DepthCheck {
    depth: Depth,
    reported: bool,
    braces: u32,
}

impl DepthCheck {
    fn exceeds(&mut self, kind: TokenKind) -> bool {
        match kind {
            TokenKind::LeftBrace => self.braces += 1,
            TokenKind::RightBrace => self.braces = self.braces.saturating_sub(1),
            _ => {}
        }
        let shallow = self.braces < Depth::LIMIT;
        if shallow && matches!(kind, TokenKind::Semicolon | TokenKind::LeftBrace | TokenKind::RightBrace) {
            self.reported = false;
        }
        if self.depth.step(kind).is_ok() || self.reported {
            return false;
        }
        self.reported = true;
        true
    }
}
