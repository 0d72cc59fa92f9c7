//! Diagnostics as text for people. The only module that knows codespan-reporting.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic as cs;
use codespan_reporting::files::{Error as FilesError, Files};
use codespan_reporting::term::{self, Chars, WriteStyle};

use crate::excerpt::Excerpt;
use crate::source::visible;
use crate::{ByteRange, Diagnostic, FileId, Label, Severity, SourceMap, Span};

/// How to draw. Colour and width never change what is said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Write ANSI colours.
    pub color: bool,
    /// Draw with ASCII instead of box characters.
    pub ascii: bool,
}

/// Of a label that covers more lines than this, the first one is drawn.
const MOST_LINES: usize = 8;

/// One diagnostic with its snippet, notes and help, followed by an empty line.
pub fn human(sources: &SourceMap, diagnostic: &Diagnostic, style: Style) -> String {
    let view = View::new(sources, diagnostic);
    let shown = to_codespan(&view, diagnostic);
    let config = term::Config {
        chars: if style.ascii { Chars::ascii() } else { Chars::box_drawing() },
        ..term::Config::default()
    };
    let mut out = Ansi { out: Vec::new(), color: style.color };
    term::emit_to_write_style(&mut out, &config, &view, &shown)
        .expect("every label points into the map, and writing to memory cannot fail");
    String::from_utf8_lossy(&out.out).into_owned()
}

/// `file:line:column: error[WIT0201]: message`, without the line break.
pub fn short(sources: &SourceMap, diagnostic: &Diagnostic) -> String {
    let Diagnostic { severity, code, message, .. } = diagnostic;
    let message = one_line(message);
    match &diagnostic.primary {
        Some(label) => {
            format!("{}: {severity}[{}]: {message}", place(sources, label), code.id)
        }
        None => format!("{severity}[{}]: {message}", code.id),
    }
}

/// `file:line:column`, or `file:0x1f` for a file that is not text.
fn place(sources: &SourceMap, label: &Label) -> String {
    let file = sources.get(label.span.file);
    let name = safe_name(file.name());
    if file.is_binary() {
        return format!("{name}:{:#x}", label.span.range.start);
    }
    let at = sources.location(label.span.file, label.span.range.start);
    format!("{name}:{}:{}", at.line, at.column)
}

fn one_line(text: &str) -> String {
    safe(text).split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The text with characters that could disturb a terminal, or the order of what is read, replaced by visible ones:
/// messages quote names and text of the input, which may try to.
pub fn safe(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// The name of a file on one line, whatever its characters.
fn safe_name(name: &str) -> Cow<'_, str> {
    let is_plain = |c: char| visible(c) == c && !matches!(c, '\n' | '\t');
    if name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(safe(name).replace(['\n', '\t'], "?"))
}

fn to_codespan(view: &View<'_>, diagnostic: &Diagnostic) -> cs::Diagnostic<FileId> {
    let severity = match diagnostic.severity {
        Severity::Error => cs::Severity::Error,
        Severity::Warning => cs::Severity::Warning,
        Severity::Note => cs::Severity::Note,
    };
    let mut labels = Vec::new();
    let mut notes = Vec::new();
    for (index, label) in diagnostic.primary.iter().chain(&diagnostic.secondary).enumerate() {
        let is_primary = index == 0 && diagnostic.primary.is_some();
        let style = if is_primary { cs::LabelStyle::Primary } else { cs::LabelStyle::Secondary };
        if let Some(range) = view.range(label) {
            labels.push(cs::Label::new(style, label.span.file, range).with_message(safe(&label.text)));
        } else {
            notes.push(
                format!("at {}: {}", place(view.sources, label), safe(&label.text))
                    .trim_end_matches(": ")
                    .to_owned(),
            );
        }
    }
    for note in &diagnostic.notes {
        notes.push(format!("note: {}", safe(note)));
    }
    for help in &diagnostic.help {
        notes.push(format!("help: {}", safe(help)));
    }
    cs::Diagnostic::new(severity)
        .with_code(diagnostic.code.id)
        .with_message(safe(&diagnostic.message))
        .with_labels(labels)
        .with_notes(notes)
}

/// The files of one diagnostic, with excerpts of those whose lines are too long.
struct View<'s> {
    sources: &'s SourceMap,
    excerpts: Vec<Excerpt>,
}

impl<'s> View<'s> {
    fn new(sources: &'s SourceMap, diagnostic: &Diagnostic) -> View<'s> {
        // For each file what is drawn of it, the most important label first.
        let mut files: Vec<(FileId, Vec<ByteRange>)> = Vec::new();
        for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
            let file = label.span.file;
            if sources.get(file).is_binary() {
                continue;
            }
            let drawn = drawn(sources, label);
            match files.iter_mut().find(|(known, _)| *known == file) {
                Some((_, ranges)) => ranges.push(drawn),
                None => files.push((file, vec![drawn])),
            }
        }
        let mut excerpts = Vec::new();
        for (file, ranges) in files {
            excerpts.extend(Excerpt::of(sources, file, &ranges));
        }
        View { sources, excerpts }
    }

    fn excerpt(&self, file: FileId) -> Option<&Excerpt> {
        self.excerpts.iter().find(|excerpt| excerpt.file == file)
    }

    /// Where a label is drawn, if it is.
    fn range(&self, label: &Label) -> Option<Range<usize>> {
        if self.sources.get(label.span.file).is_binary() {
            return None;
        }
        let range = drawn(self.sources, label);
        match self.excerpt(label.span.file) {
            Some(excerpt) => excerpt.to_shown(range),
            None => Some(range.as_usize()),
        }
    }
}

/// What is drawn of a label: all of it, unless it covers many lines.
fn drawn(sources: &SourceMap, label: &Label) -> ByteRange {
    let Span { file, range } = label.span;
    let source = sources.get(file);
    let first = source.line_of(range.start);
    match source.line_range(first) {
        Some(line) if source.line_of(range.end) - first >= MOST_LINES => {
            let text = source.text()[line.clone()].trim_end_matches(['\r', '\n']);
            ByteRange::new(range.start, range.start.max((line.start + text.len()) as u32))
        }
        _ => range,
    }
}

impl<'a> Files<'a> for View<'_> {
    type FileId = FileId;
    type Name = Cow<'a, str>;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<Cow<'a, str>, FilesError> {
        Ok(safe_name(self.sources.get(id).name()))
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, FilesError> {
        let whole = || self.sources.get(id).shown();
        Ok(self.excerpt(id).map_or_else(whole, |excerpt| &excerpt.text))
    }

    fn line_index(&'a self, id: FileId, at: usize) -> Result<usize, FilesError> {
        let whole = || self.sources.get(id).line_of(at as u32);
        Ok(self.excerpt(id).map_or_else(whole, |excerpt| excerpt.line_index(at)))
    }

    fn line_range(&'a self, id: FileId, line: usize) -> Result<Range<usize>, FilesError> {
        let found = match self.excerpt(id) {
            Some(excerpt) => excerpt.line_range(line),
            None => self.sources.get(id).line_range(line),
        };
        found.ok_or(FilesError::LineTooLarge { given: line, max: line })
    }

    fn column_number(&'a self, id: FileId, _line: usize, at: usize) -> Result<usize, FilesError> {
        let offset = self.excerpt(id).map_or(at as u32, |excerpt| excerpt.to_file(at));
        Ok(self.sources.location(id, offset).column as usize)
    }
}

/// Collects text, with ANSI escapes if asked to.
struct Ansi {
    out: Vec<u8>,
    color: bool,
}

impl Ansi {
    fn escape(&mut self, sequence: &str) -> io::Result<()> {
        if self.color { self.out.write_all(sequence.as_bytes()) } else { Ok(()) }
    }

    fn severity(&mut self, severity: cs::Severity) -> io::Result<()> {
        self.escape(match severity {
            cs::Severity::Bug | cs::Severity::Error => "\x1b[1;31m",
            cs::Severity::Warning => "\x1b[1;33m",
            cs::Severity::Note | cs::Severity::Help => "\x1b[1;36m",
        })
    }
}

impl Write for Ansi {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Ansi {
    fn set_header(&mut self, severity: cs::Severity) -> io::Result<()> {
        self.severity(severity)
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.escape("\x1b[1m")
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.escape("\x1b[34m")
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.escape("\x1b[34m")
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.escape("\x1b[34m")
    }

    fn set_label(&mut self, severity: cs::Severity, style: cs::LabelStyle) -> io::Result<()> {
        match style {
            cs::LabelStyle::Primary => self.severity(severity),
            cs::LabelStyle::Secondary => self.escape("\x1b[34m"),
        }
    }

    fn reset(&mut self) -> io::Result<()> {
        self.escape("\x1b[0m")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    static SAMPLE: crate::Code = crate::Code {
        id: "TST0001",
        name: "sample",
        severity: Severity::Error,
        is_off: false,
        title: "a sample",
    };

    fn sample(text: &str, start: u32, end: u32) -> (SourceMap, Diagnostic) {
        let mut sources = SourceMap::new();
        let file = sources.add("dir/a.wit", text);
        let diagnostic = Diagnostic::new(&SAMPLE, "something is wrong")
            .at(Span::new(file, start, end), "this")
            .note("background")
            .help("do that");
        (sources, diagnostic)
    }

    #[test]
    fn human_shows_everything_with_and_without_colour() {
        let (sources, diagnostic) = sample("first\nsecond line\n", 6, 12);
        let plain = human(&sources, &diagnostic, Style { color: false, ascii: true });
        assert_eq!(
            plain,
            "error[TST0001]: something is wrong\n  --> dir/a.wit:2:1\n  |\n2 | second line\n  | ^^^^^^ this\n  |\n  \
             = note: background\n  = help: do that\n\n"
        );
        let colored = human(&sources, &diagnostic, Style { color: true, ascii: true });
        let mut stripped = String::new();
        let mut rest = colored.as_str();
        while let Some((before, after)) = rest.split_once("\x1b[") {
            stripped += before;
            rest = after.split_once('m').unwrap().1;
        }
        assert_eq!(stripped + rest, plain);
    }

    #[test]
    fn a_very_long_line_is_cut() {
        let text = "x".repeat(66_000) + "y" + &"x".repeat(4000);
        let (sources, diagnostic) = sample(&text, 66_000, 66_001);
        let text = human(&sources, &diagnostic, Style { color: false, ascii: true });
        assert!(text.len() < 600, "{text}");
        assert!(text.contains(" --> dir/a.wit:1:66001\n"), "{text}");
        let drawn: Vec<&str> = text.lines().skip_while(|line| !line.starts_with('1')).take(2).collect();
        let column = |line: &str, mark: char| line.chars().position(|c| c == mark);
        assert_eq!(column(drawn[0], 'y'), column(drawn[1], '^'), "{text}");
    }

    #[test]
    fn of_many_lines_the_first_is_drawn() {
        let (sources, diagnostic) = sample(&"line\r\n".repeat(1000), 6, 5000);
        let text = human(&sources, &diagnostic, Style { color: false, ascii: true });
        assert!(text.contains("2 | line \n  | ^^^^ this\n"), "{text}");
    }

    #[test]
    fn names_of_files_disturb_no_terminal() {
        let mut sources = SourceMap::new();
        let file = sources.add("a\u{1b}[31m\n\u{202e}b.wit", "text");
        let diagnostic = Diagnostic::new(&SAMPLE, "wrong").at(Span::new(file, 0, 1), "");
        assert!(short(&sources, &diagnostic).starts_with("a?[31m?\u{fffd}b.wit:1:1: "));
        assert!(human(&sources, &diagnostic, Style::default()).contains("a?[31m?\u{fffd}b.wit:1:1\n"));
    }

    #[test]
    fn short_is_one_line() {
        let (sources, diagnostic) = sample("a\nbc", 3, 4);
        assert_eq!(short(&sources, &diagnostic), "dir/a.wit:2:2: error[TST0001]: something is wrong");
    }
}
