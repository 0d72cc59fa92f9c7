//! Lines and columns of many places. Asking for one costs the same wherever it stands, however long its line is: graphs have
//! a place for each name, and a generated file may be one line.

use std::cell::OnceCell;
use std::path::Path;

use outwit_diagnostics::{FileId, Location, SourceMap, Span};

/// How many bytes of a text are counted anew for each place.
const BLOCK: usize = 256;

/// The places of one set of inputs.
pub(crate) struct Places<'a> {
    sources: &'a SourceMap,
    /// One for each file, made when first asked for.
    tables: Vec<OnceCell<Table>>,
    /// The current folder with a `/` behind it; empty if it is not known.
    here: String,
}

/// What is known about one text.
struct Table {
    /// The first byte of each line.
    lines: Vec<u32>,
    /// How many characters begin before each block of bytes.
    blocks: Vec<u32>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(sources: &'a SourceMap) -> Places<'a> {
        let here = std::env::current_dir().map_or(String::new(), |folder| slashed(&folder) + "/");
        let tables = (0..sources.len()).map(|_| OnceCell::new()).collect();
        Places { sources, tables, here }
    }

    /// The name of a file: as it was given, relative to the current folder if it lies below it.
    pub(crate) fn name(&self, file: FileId) -> &'a str {
        let name = self.sources.get(file).name();
        name.strip_prefix(&self.here).filter(|rest| !rest.is_empty()).unwrap_or(name)
    }

    /// `file:line:column` of the first character.
    pub(crate) fn text(&self, span: Span) -> String {
        let Location { line, column } = self.location(span.file, span.range.start);
        format!("{}:{line}:{column}", self.name(span.file))
    }

    /// Start and end for people.
    pub(crate) fn locations(&self, span: Span) -> (Location, Location) {
        (self.location(span.file, span.range.start), self.location(span.file, span.range.end))
    }

    fn location(&self, file: FileId, offset: u32) -> Location {
        let text = self.sources.get(file).text().as_bytes();
        let table = self.tables[file.index()].get_or_init(|| Table::new(text));
        let line = table.lines.partition_point(|start| *start <= offset) - 1;
        let before = |at: u32| {
            table.blocks[at as usize / BLOCK] + beginnings(text, at as usize / BLOCK * BLOCK, at as usize)
        };
        let column = before(offset) - before(table.lines[line]) + 1;
        Location { line: line as u32 + 1, column }
    }
}

impl Table {
    fn new(text: &[u8]) -> Table {
        let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect();
        let mut blocks = vec![0];
        let mut count = 0;
        for block in text.chunks(BLOCK) {
            count += beginnings(block, 0, block.len());
            blocks.push(count);
        }
        Table { lines, blocks }
    }
}

/// How many characters begin in these bytes of a text.
fn beginnings(text: &[u8], start: usize, end: usize) -> u32 {
    text[start..end].iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_the_one_that_the_source_map_gives() {
        let mut sources = SourceMap::new();
        let long = "é\u{1F600}x ".repeat(400);
        for text in ["", "a", "\n", "a\r\nb\n", "é\u{1F600}x\nsecond", &long, &format!("{long}\n\n{long}")] {
            let file = sources.add("a.wit", text);
            let places = Places::new(&sources);
            for offset in (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)) {
                let offset = offset as u32;
                assert_eq!(places.location(file, offset), sources.location(file, offset), "{offset}");
            }
        }
    }

    #[test]
    fn names_below_the_current_folder_are_relative() {
        let here = std::env::current_dir().expect("there is one");
        let mut sources = SourceMap::new();
        let files = [
            (slashed(&here.join("wit/a.wit")), "wit/a.wit".to_owned()),
            ("wit/a.wit".to_owned(), "wit/a.wit".to_owned()),
            ("/elsewhere/a.wit".to_owned(), "/elsewhere/a.wit".to_owned()),
        ];
        let ids: Vec<FileId> = files.iter().map(|(name, _)| sources.add(name.clone(), "")).collect();
        let places = Places::new(&sources);
        for (id, (_, expected)) in ids.into_iter().zip(&files) {
            assert_eq!(places.name(id), expected);
        }
    }
}
