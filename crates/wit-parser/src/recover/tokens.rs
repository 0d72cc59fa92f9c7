//! The tokens of a file in a vector, with what the outline needs to know about lines.

use std::cell::RefCell;

use outwit_diagnostics::{ByteRange, Diagnostic, FileId};

use crate::ast::Primitive;
use crate::diagnostics;
use crate::lexer::{Depth, Scanner, Side, Stream};
use crate::token::{Terminal, TokenKind, describe};

/// One token that is not trivia.
#[derive(Clone, Copy)]
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
    /// What lexical errors may have spoilt, in order: from the token before each to the one behind it.
    pub(super) spoilt: Vec<ByteRange>,
    /// Found before anything was parsed.
    pub(super) diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'t> Tokens<'t> {
    /// The same text with other tokens, of which nothing was found yet.
    pub(super) fn with_all(&self, all: Vec<Tok>) -> Tokens<'t> {
        let Tokens { text, file, ref spoilt, .. } = *self;
        let spoilt = spoilt.clone();
        Tokens { text, file, all, too_deep: Vec::new(), spoilt, diagnostics: RefCell::default() }
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

/// Lexes a whole file. What a comment or string without its end has taken, it gives back if that looks like WIT.
pub(super) fn lex<'t>(text: &'t str, side: &Side) -> Tokens<'t> {
    let mut stream = Stream::new(text, side);
    let mut lexing = Lexing::new(text, side.file);
    while let Some((kind, start, end)) = stream.next_significant() {
        lexing.gap(start);
        match kind {
            TokenKind::UnterminatedString => lexing.string(start, end),
            _ => lexing.push(kind, start, end),
        }
    }
    lexing.gap(text.len() as u32);
    let Lexing { all, found, too_deep, spoilt, .. } = lexing;
    Tokens { text, file: side.file, all, too_deep, spoilt, diagnostics: RefCell::new(found) }
}

struct Lexing<'t> {
    text: &'t str,
    file: FileId,
    all: Vec<Tok>,
    depth: DepthCheck,
    found: Vec<Diagnostic>,
    too_deep: Vec<usize>,
    spoilt: Vec<ByteRange>,
    /// Whether the last of `spoilt` ends with the next token.
    spoils: Spoils,
    /// End of the last token.
    end: u32,
    /// What stands before this was looked at.
    seen: u32,
    /// Start of the line of the last token, and the column of the first token of that line.
    line: u32,
    indent: u32,
}

/// What a lexical error spoils behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spoils {
    Nothing,
    /// The next token if it stands on the same line.
    Line,
    /// The next token.
    Next,
}

impl<'t> Lexing<'t> {
    fn new(text: &'t str, file: FileId) -> Lexing<'t> {
        Lexing {
            text,
            file,
            all: Vec::new(),
            depth: DepthCheck::default(),
            found: Vec::new(),
            too_deep: Vec::new(),
            spoilt: Vec::new(),
            spoils: Spoils::Nothing,
            end: 0,
            seen: 0,
            line: 0,
            indent: 0,
        }
    }

    fn push(&mut self, kind: TokenKind, start: u32, end: u32) {
        let gap = &self.text[self.end as usize..start as usize];
        let starts_line = match gap.rfind('\n') {
            Some(at) => {
                self.line = self.end + at as u32 + 1;
                true
            }
            None => self.all.is_empty(),
        };
        if starts_line {
            self.indent = start - self.line;
        }
        let range = ByteRange::new(start, end);
        if self.depth.exceeds(kind) {
            self.found.push(diagnostics::nested_too_deeply(self.file, kind == TokenKind::LeftAngle, range));
            self.too_deep.push(self.all.len());
        }
        if self.spoils == Spoils::Next || self.spoils == Spoils::Line && !starts_line {
            self.spoilt.last_mut().into_iter().for_each(|spoilt| spoilt.end = end);
        }
        self.spoils = Spoils::Nothing;
        self.all.push(Tok { terminal: Terminal::Token(kind), range, starts_line, indent: self.indent });
        self.end = end;
    }

    /// What stands between the last token and `until`, where the next one starts.
    fn gap(&mut self, until: u32) {
        let from = self.end.max(self.seen);
        let gap = &self.text[from as usize..until as usize];
        self.seen = until;
        if gap.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return;
        }
        for (kind, start, end) in Scanner::new(gap) {
            let (start, end) = (from + start, from + end);
            match kind {
                TokenKind::Unknown => self.spoil(start, Spoils::Line),
                TokenKind::UnterminatedComment => {
                    self.spoil(start, Spoils::Next);
                    self.comment(start + "/*".len() as u32, end);
                }
                _ => {}
            }
        }
    }

    /// Something is wrong at `start`. It spoils the token before it, too.
    fn spoil(&mut self, start: u32, spoils: Spoils) {
        let before = self.all.last().map_or(start, |token| token.range.start);
        match self.spoilt.last_mut() {
            Some(last) if last.end >= before => last.end = last.end.max(start),
            _ => self.spoilt.push(ByteRange::new(before, start)),
        }
        self.spoils = spoils;
    }

    /// A comment without its end, of which these bytes are the text, perhaps with the second `*` of a documentation comment.
    fn comment(&mut self, start: u32, end: u32) {
        let stars = self.text[start as usize..end as usize].bytes().take_while(|byte| *byte == b'*').count();
        let start = start + stars as u32;
        let first = self.text[start as usize..end as usize].lines().next().unwrap_or_default();
        if first.trim_end().ends_with([';', '{', '}', '(']) {
            self.read(start, end);
            // Where it was none, that is no fault of its own.
            self.spoilt.last_mut().into_iter().for_each(|spoilt| spoilt.end = spoilt.end.max(end));
        }
    }

    /// A string without its end. WIT has strings in attributes alone; elsewhere the quotation mark is too much.
    fn string(&mut self, start: u32, end: u32) {
        self.spoil(start, Spoils::Next);
        self.seen = end;
        if !self.all.last().is_some_and(|token| token.is(TokenKind::LeftParen) || token.is(TokenKind::Equals))
        {
            return self.read(start + 1, end);
        }
        let text = self.text[start as usize..end as usize].trim_end();
        let closes = text.len() > 1 && text.ends_with(')');
        let string_end = start + text.len() as u32 - u32::from(closes);
        self.push(TokenKind::String, start, string_end);
        if closes {
            self.push(TokenKind::RightParen, string_end, string_end + 1);
        }
    }

    /// Takes these bytes for WIT after all.
    fn read(&mut self, start: u32, end: u32) {
        for (kind, from, to) in Scanner::new(&self.text[start as usize..end as usize]) {
            if !kind.is_trivia() && kind != TokenKind::UnterminatedString {
                self.push(kind, start + from, start + to);
            }
        }
    }
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
