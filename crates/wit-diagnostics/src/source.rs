//! The inputs of one or more resolutions, as an immutable snapshot.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::{ByteRange, FileId, Span};

/// Characters are counted in blocks of so many bytes, so that finding a column does not take longer in longer lines.
const BLOCK: usize = 1024;

/// One input: its name as shown to people, and its text.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: Arc<str>,
    /// Whether the file has no text: then places in it are offsets of bytes.
    is_binary: bool,
    /// Byte offset of the start of each line, found when first asked for.
    lines: OnceLock<Vec<u32>>,
    /// How many characters stand before each block of the text; `None` if all of it is ASCII.
    characters: OnceLock<Option<Vec<u32>>>,
    /// The text as it may be shown, where that differs.
    shown: OnceLock<Option<String>>,
}

impl SourceFile {
    fn new(name: String, text: Arc<str>) -> SourceFile {
        SourceFile {
            name,
            text,
            is_binary: false,
            lines: OnceLock::new(),
            characters: OnceLock::new(),
            shown: OnceLock::new(),
        }
    }

    /// Whether the file has no text: then places in it are offsets of bytes.
    pub fn is_binary(&self) -> bool {
        self.is_binary
    }

    /// The name as given by whoever loaded the file; relative paths stay relative, with `/`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    pub(crate) fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let mut starts = vec![0];
            for (at, byte) in self.text.as_bytes().iter().enumerate() {
                if *byte == b'\n' {
                    starts.push(at as u32 + 1);
                }
            }
            starts
        })
    }

    /// The text with every character that could disturb a terminal, or the order of what is read, replaced by a visible one
    /// of the same length in bytes, so that offsets hold.
    pub(crate) fn shown(&self) -> &str {
        let shown = self.shown.get_or_init(|| {
            let disturbs = self.text.chars().any(|c| visible(c) != c);
            disturbs.then(|| self.text.chars().map(visible).collect())
        });
        shown.as_deref().unwrap_or(&self.text)
    }

    /// The bytes of a line, its line break included.
    pub(crate) fn line_range(&self, line: usize) -> Option<Range<usize>> {
        let starts = self.line_starts();
        let start = *starts.get(line)?;
        let end = starts.get(line + 1).map_or(self.text.len(), |next| *next as usize);
        Some(start as usize..end)
    }

    /// How many characters begin before byte `offset`. Counts one block at most, whatever the length of the line.
    fn characters_before(&self, offset: u32) -> u32 {
        let bytes = self.text.as_bytes();
        let begin = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32;
        let blocks = self.characters.get_or_init(|| {
            let mut before = 0;
            let count = |block| {
                let here = before;
                before += begin(block);
                here
            };
            (!self.text.is_ascii()).then(|| bytes.chunks(BLOCK).map(count).collect())
        });
        let Some(blocks) = blocks else { return offset };
        let block = offset as usize / BLOCK;
        let before = blocks.get(block).copied();
        before.map_or_else(|| begin(bytes), |before| before + begin(&bytes[block * BLOCK..offset as usize]))
    }

    /// The line (from 0) that holds byte `offset`.
    pub(crate) fn line_of(&self, offset: u32) -> usize {
        self.line_starts().partition_point(|start| *start <= offset) - 1
    }
}

/// A place for people: line and column count from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// A snapshot of source files.
///
/// Cloning and [`replace`](SourceMap::replace) share the texts. One map may hold the inputs of several resolutions, so a
/// diagnostic can point into all of them.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<Arc<SourceFile>>,
}

impl SourceMap {
    /// A map without files.
    pub fn new() -> SourceMap {
        SourceMap::default()
    }

    /// Adds a file and returns its id.
    ///
    /// # Panics
    /// If the text has 2^32 bytes or more: loaders refuse such a file before it comes here.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        assert!(u32::try_from(text.len()).is_ok(), "a source file has fewer than 2^32 bytes");
        let id = FileId::from_index(self.files.len());
        self.files.push(Arc::new(SourceFile::new(name.into(), text)));
        id
    }

    /// Adds a file that is not text. Its bytes are not kept; places in it are shown as offsets.
    pub fn add_binary(&mut self, name: impl Into<String>) -> FileId {
        let id = FileId::from_index(self.files.len());
        self.files.push(Arc::new(SourceFile { is_binary: true, ..SourceFile::new(name.into(), "".into()) }));
        id
    }

    /// A new map in which `file` has another text, and every other file is shared with this one.
    pub fn replace(&self, file: FileId, text: impl Into<Arc<str>>) -> SourceMap {
        let mut files = self.files.clone();
        files[file.index()] = Arc::new(SourceFile::new(self.get(file).name.clone(), text.into()));
        SourceMap { files }
    }

    /// The file with this id.
    pub fn get(&self, file: FileId) -> &SourceFile {
        &self.files[file.index()]
    }

    /// All files in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId::from_index(index), &**file))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The text that `span` covers; none for a file that is not text.
    pub fn text(&self, span: Span) -> &str {
        let file = self.get(span.file);
        if file.is_binary { "" } else { &file.text()[span.range.as_usize()] }
    }

    /// Line and column of byte `offset` of `file`. An offset behind the end, or inside a character, counts as the
    /// nearest one before it. A file that is not text has one line, and its columns count bytes.
    pub fn location(&self, file: FileId, offset: u32) -> Location {
        let source = self.get(file);
        if source.is_binary {
            return Location { line: 1, column: offset.saturating_add(1) };
        }
        let offset = floor_char_boundary(&source.text, offset);
        let line = source.line_of(offset);
        let start = source.line_starts()[line];
        let column = source.characters_before(offset) - source.characters_before(start);
        Location { line: line as u32 + 1, column: column + 1 }
    }

    /// Start and end of a span for people.
    pub fn locations(&self, span: Span) -> (Location, Location) {
        let ByteRange { start, end } = span.range;
        (self.location(span.file, start), self.location(span.file, end))
    }
}

/// The character itself, or for control and bidirectional characters a visible one of the same length in UTF-8.
pub(crate) fn visible(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\r' => ' ',
        '\u{80}'..='\u{9f}' => '\u{b7}',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '?',
        c => c,
    }
}

fn floor_char_boundary(text: &str, offset: u32) -> u32 {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_scalar_values() {
        let mut map = SourceMap::new();
        let file = map.add("a.wit", "é\u{1F600}x\nsecond");
        assert_eq!(map.location(file, 6), Location { line: 1, column: 3 });
        assert_eq!(map.location(file, 8), Location { line: 2, column: 1 });
        assert_eq!(map.location(file, 99), Location { line: 2, column: 7 });
        // Inside the two-byte character.
        assert_eq!(map.location(file, 1), Location { line: 1, column: 1 });
    }

    #[test]
    fn columns_in_long_lines_are_those_in_short_ones() {
        for unit in ["x", "\u{e9}", "\u{1F600}x"] {
            let mut map = SourceMap::new();
            let text = format!("{}\n{}", unit.repeat(700), unit.repeat(3000));
            let file = map.add("a.wit", text.as_str());
            let start = unit.len() * 700 + 1;
            for (column, (offset, _)) in text[start..].char_indices().enumerate() {
                let at = map.location(file, (start + offset) as u32);
                assert_eq!(at, Location { line: 2, column: column as u32 + 1 }, "{unit} {offset}");
            }
            let end = map.location(file, text.len() as u32);
            assert_eq!(end.column as usize, text[start..].chars().count() + 1);
        }
    }

    #[test]
    fn what_is_shown_disturbs_no_terminal_and_keeps_offsets() {
        let mut map = SourceMap::new();
        let text = "a\u{1b}[31m\r\n\u{202e}b\u{85}c\u{7f}\t\u{1F600}";
        let file = map.add("a.wit", text);
        let shown = map.get(file).shown();
        assert_eq!(shown, "a?[31m \n\u{fffd}b\u{b7}c?\t\u{1F600}");
        assert_eq!(shown.len(), text.len());
    }

    #[test]
    fn replacing_a_file_leaves_the_first_map_alone() {
        let mut map = SourceMap::new();
        let a = map.add("a.wit", "old");
        let b = map.add("b.wit", "kept");
        let newer = map.replace(a, "new");
        assert_eq!(&**map.get(a).text(), "old");
        assert_eq!(&**newer.get(a).text(), "new");
        assert!(Arc::ptr_eq(map.get(b).text(), newer.get(b).text()));
    }
}
