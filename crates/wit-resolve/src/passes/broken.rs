//! What could not be parsed: a name that is defined there cannot be found through no fault of those who use it.

use outwit_diagnostics::{ByteRange, FileId, Span, sort_by};
use outwit_parser::{TokenKind, ast, tokens};

use crate::graph::{Names, OrderSet};
use crate::load::Loaded;

/// The words of text that was left out, and where parsing found faults.
pub(crate) struct BrokenText {
    words: Names,
    /// Places of errors of syntax, in order.
    faults: Vec<Span>,
    /// Some input could not be read at all.
    pub(crate) unreadable: bool,
    /// A package header has a fault: the package may have another name than it seems.
    pub(crate) header: bool,
}

/// The codes of errors that name text which was left out.
const LEFT_OUT: [&str; 2] = ["WIT0112", "WIT0130"];

/// The code of a comment without an end, which hides what was meant to stand behind it.
const OPEN_COMMENT: &str = "WIT0104";

impl BrokenText {
    pub(crate) fn new(loaded: &Loaded) -> BrokenText {
        let mut broken = BrokenText {
            words: Names::new(),
            faults: Vec::new(),
            unreadable: loaded.has_unreadable(),
            header: false,
        };
        let mut open: OrderSet<FileId> = OrderSet::default();
        for diagnostic in &loaded.diagnostics {
            let Some(label) = &diagnostic.primary else { continue };
            if diagnostic.is_error() {
                broken.faults.push(label.span);
            }
            if LEFT_OUT.contains(&diagnostic.code.id) {
                broken.add_words(loaded.sources.text(label.span));
            }
            let file = label.span.file;
            if diagnostic.code.id != OPEN_COMMENT || !open.insert(file) {
                continue;
            }
            let text = loaded.sources.get(file).text();
            for token in tokens(text) {
                if token.kind == TokenKind::UnterminatedComment {
                    broken.add_words(&text[token.range.as_usize()]);
                }
            }
        }
        sort_by(&mut broken.faults, Ord::cmp);
        for group in &loaded.groups {
            for file in &group.files {
                for range in error_ranges(file) {
                    broken.add_words(loaded.sources.text(range.in_file(file.id)));
                }
            }
        }
        broken
    }

    fn add_words(&mut self, text: &str) {
        let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')));
        for word in words {
            if !word.is_empty() {
                self.words.intern(word);
            }
        }
    }

    /// Whether the word stands in text that could not be parsed.
    pub(crate) fn contains_word(&self, word: &str) -> bool {
        self.words.get(word).is_some()
    }

    /// Whether parsing found a fault inside of `span`: then something may be missing there.
    pub(crate) fn has_fault_in(&self, span: Span) -> bool {
        let from = self
            .faults
            .partition_point(|fault| (fault.file, fault.range.end) < (span.file, span.range.start));
        self.faults[from..]
            .first()
            .is_some_and(|fault| fault.file == span.file && fault.range.start <= span.range.end)
    }
}

/// The ranges of error nodes. Packages nest one level deep, and the parser bounds what is written deeper.
fn error_ranges(file: &ast::File) -> Vec<ByteRange> {
    let arenas = &file.arenas;
    let mut found = Vec::new();
    for item in &arenas.items {
        if let ast::Item::Error(range) = item {
            found.push(*range);
        }
    }
    for item in &arenas.interface_items {
        if let ast::InterfaceItem::Error(range) = item {
            found.push(*range);
        }
    }
    for item in &arenas.world_items {
        if let ast::WorldItem::Error(range) = item {
            found.push(*range);
        }
    }
    for item in &arenas.resource_items {
        if let ast::ResourceItem::Error(range) = item {
            found.push(*range);
        }
    }
    found
}
