//! The lines of a file that labels point into, long ones cut to what surrounds a label. Generated WIT may be one line of
//! megabytes, of which nobody wants to see more than a piece.

use std::ops::Range;

use crate::{ByteRange, FileId, SourceMap, sort_by};

/// Lines of more bytes than this are cut.
const LONGEST_LINE: usize = 400;

/// How many bytes are kept before a label, and behind its start.
const BEFORE: usize = 50;
const BEHIND: usize = 100;

/// What stands for the rest of a line.
const CUT: char = '\u{2026}';

/// A piece of a file as it is shown. Lines keep their numbers.
pub(crate) struct Excerpt {
    pub(crate) file: FileId,
    /// The lines, each with its line break.
    pub(crate) text: String,
    lines: Vec<Line>,
}

struct Line {
    /// Its number in the file, from 0.
    index: usize,
    /// Where it stands in the text of the excerpt.
    shown: Range<usize>,
    /// The bytes of the file that are kept.
    kept: Range<usize>,
    /// How many bytes stand before them in the excerpt.
    mark: usize,
}

impl Excerpt {
    /// The lines of `file` that `labels` touch, the most important label first; `None` if all of them are short enough to
    /// be shown as they are.
    pub(crate) fn of(sources: &SourceMap, file: FileId, labels: &[ByteRange]) -> Option<Excerpt> {
        let source = sources.get(file);
        let mut touched: Vec<usize> = Vec::new();
        for label in labels {
            touched.extend(source.line_of(label.start)..=source.line_of(label.end));
        }
        sort_by(&mut touched, Ord::cmp);
        touched.dedup();
        // Where one line lies between two, it is shown too.
        for at in 1..touched.len() {
            if touched[at] - touched[at - 1] == 2 {
                touched.push(touched[at] - 1);
            }
        }
        sort_by(&mut touched, Ord::cmp);
        let length = |line: &usize| source.line_range(*line).map_or(0, |range| range.len());
        if touched.iter().all(|line| length(line) <= LONGEST_LINE) {
            return None;
        }
        let mut excerpt = Excerpt { file, text: String::new(), lines: Vec::new() };
        for line in touched {
            let range = source.line_range(line).unwrap_or_default();
            excerpt.push(source.shown(), line, range, labels);
        }
        Some(excerpt)
    }

    fn push(&mut self, text: &str, index: usize, line: Range<usize>, labels: &[ByteRange]) {
        let start = self.text.len();
        let kept = if line.len() <= LONGEST_LINE { line.clone() } else { window(text, &line, labels) };
        if kept.start > line.start {
            self.text.push(CUT);
        }
        let mark = self.text.len() - start;
        self.text.push_str(&text[kept.clone()]);
        if kept.end < line.end {
            self.text.extend([CUT, '\n']);
        }
        self.lines.push(Line { index, shown: start..self.text.len(), kept, mark });
    }

    /// Where a range of the file stands in the excerpt, cut to what is shown; `None` if its start is not.
    pub(crate) fn to_shown(&self, range: ByteRange) -> Option<Range<usize>> {
        let shown = |offset: usize| {
            // An end at the start of a line belongs to that line, as for whoever asks for the line of an offset.
            let line = self.lines.iter().rfind(|line| line.kept.start <= offset)?;
            let inside = offset.min(line.kept.end) - line.kept.start;
            Some((line, line.shown.start + line.mark + inside))
        };
        let Range { start, end } = range.as_usize();
        let (_, start_shown) = shown(start).filter(|(line, _)| start <= line.kept.end)?;
        let end_shown = shown(end).map_or(start_shown, |(_, end)| end);
        Some(start_shown..end_shown.max(start_shown))
    }

    /// The byte of the file that stands at byte `at` of the excerpt.
    pub(crate) fn to_file(&self, at: usize) -> u32 {
        let line = &self.lines[self.position(at)];
        let inside = (at - line.shown.start).saturating_sub(line.mark);
        (line.kept.start + inside).min(line.kept.end) as u32
    }

    /// The number, from 0, of the line at byte `at` of the excerpt.
    pub(crate) fn line_index(&self, at: usize) -> usize {
        self.lines[self.position(at)].index
    }

    /// The bytes of the excerpt that show a line.
    pub(crate) fn line_range(&self, index: usize) -> Option<Range<usize>> {
        let found = self.lines.binary_search_by_key(&index, |line| line.index).ok()?;
        Some(self.lines[found].shown.clone())
    }

    fn position(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.shown.start <= at).saturating_sub(1)
    }
}

/// What is kept of a long line: around the start of the first label in it, or its beginning.
fn window(text: &str, line: &Range<usize>, labels: &[ByteRange]) -> Range<usize> {
    let starts = labels.iter().map(|label| label.start as usize);
    let ends = labels.iter().map(|label| label.end as usize);
    let at =
        starts.chain(ends).find(|offset| line.contains(offset) || *offset == line.end).unwrap_or(line.start);
    let start = at.saturating_sub(BEFORE).max(line.start);
    let end = (at + BEHIND).min(line.end);
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    floor(start)..floor(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_the_label_and_keeps_its_places() {
        let mut sources = SourceMap::new();
        let text = format!("short\n{}here{}\nlast\n", "\u{e9}".repeat(500), "y".repeat(500));
        let file = sources.add("a.wit", text.as_str());
        let label = ByteRange::new(1006, 1010);
        let far = ByteRange::new(10, 12);
        let excerpt = Excerpt::of(&sources, file, &[label, far]).expect("the line is long");
        let shown = excerpt.to_shown(label).expect("the label is shown");
        assert_eq!(&excerpt.text[shown.clone()], "here");
        assert!(
            excerpt.text.starts_with('\u{2026}') && excerpt.text.ends_with("\u{2026}\n"),
            "{}",
            excerpt.text
        );
        assert!(excerpt.text.len() < 260, "{}", excerpt.text);
        assert_eq!((excerpt.to_file(shown.start), excerpt.line_index(shown.start)), (1006, 1));
        assert_eq!(excerpt.line_range(1), Some(0..excerpt.text.len()));
        assert_eq!((excerpt.line_range(0), excerpt.line_range(2)), (None, None));
        assert_eq!(excerpt.to_shown(far), None);
    }

    #[test]
    fn short_lines_need_no_excerpt() {
        let mut sources = SourceMap::new();
        let file = sources.add("a.wit", "short\nlines\n");
        assert!(Excerpt::of(&sources, file, &[ByteRange::new(0, 3), ByteRange::new(6, 12)]).is_none());
    }

    #[test]
    fn every_range_of_a_file_with_long_lines_can_be_shown_or_is_left_out() {
        let mut sources = SourceMap::new();
        let text = format!("a\n{}\nb\n{}\n\nc", "x".repeat(600), "\u{1F600}".repeat(200));
        let file = sources.add("a.wit", text.as_str());
        let offsets: Vec<u32> =
            text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        for (number, start) in offsets.iter().enumerate() {
            for end in offsets[number..].iter().step_by(37) {
                let label = ByteRange::new(*start, *end);
                let Some(excerpt) = Excerpt::of(&sources, file, &[label]) else { continue };
                let shown = excerpt.to_shown(label).expect("the first label is shown");
                assert!(
                    excerpt.text.is_char_boundary(shown.start) && excerpt.text.is_char_boundary(shown.end)
                );
                assert_eq!(excerpt.to_file(shown.start), *start);
                assert!(excerpt.line_range(excerpt.line_index(shown.start)).is_some());
                assert!(excerpt.line_range(excerpt.line_index(shown.end)).is_some());
            }
        }
    }
}
