//! Diagnostics as text for people. The only module that knows codespan-reporting.

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic as cs;
use codespan_reporting::files::{Error as FilesError, Files};
use codespan_reporting::term::{self, Chars, WriteStyle};

use crate::source::visible;
use crate::{Diagnostic, FileId, Label, Severity, SourceMap};

/// How to draw. Colour and width never change what is said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Write ANSI colours.
    pub color: bool,
    /// Draw with ASCII instead of box characters.
    pub ascii: bool,
}

/// Lines longer than this, in bytes, are not drawn: the place is named by line and column instead.
const LONGEST_DRAWN_LINE: usize = 1000;

/// One diagnostic with its snippet, notes and help, followed by an empty line.
pub fn human(sources: &SourceMap, diagnostic: &Diagnostic, style: Style) -> String {
    let shown = to_codespan(sources, diagnostic);
    let config = term::Config {
        chars: if style.ascii { Chars::ascii() } else { Chars::box_drawing() },
        ..term::Config::default()
    };
    let mut out = Ansi { out: Vec::new(), color: style.color };
    term::emit_to_write_style(&mut out, &config, sources, &shown)
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

fn place(sources: &SourceMap, label: &Label) -> String {
    let at = sources.location(label.span.file, label.span.range.start);
    format!("{}:{}:{}", sources.get(label.span.file).name(), at.line, at.column)
}

fn one_line(text: &str) -> String {
    safe(text).split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The text with characters that could disturb a terminal, or the order of what is read, replaced by visible ones:
/// messages quote names and text of the input, which may try to.
pub fn safe(text: &str) -> String {
    text.chars().map(visible).collect()
}

fn to_codespan(sources: &SourceMap, diagnostic: &Diagnostic) -> cs::Diagnostic<FileId> {
    let severity = match diagnostic.severity {
        Severity::Error => cs::Severity::Error,
        Severity::Warning => cs::Severity::Warning,
        Severity::Note => cs::Severity::Note,
    };
    let mut labels = Vec::new();
    let mut notes = Vec::new();
    let all = diagnostic.primary.iter().map(|label| (label, cs::LabelStyle::Primary));
    let all = all.chain(diagnostic.secondary.iter().map(|label| (label, cs::LabelStyle::Secondary)));
    for (label, style) in all {
        if drawable(sources, label) {
            let range = label.span.range.as_usize();
            labels.push(cs::Label::new(style, label.span.file, range).with_message(safe(&label.text)));
        } else {
            notes.push(
                format!("at {}: {}", place(sources, label), safe(&label.text))
                    .trim_end_matches(": ")
                    .to_owned(),
            );
        }
    }
    notes.extend(diagnostic.notes.iter().map(|note| format!("note: {}", safe(note))));
    notes.extend(diagnostic.help.iter().map(|help| format!("help: {}", safe(help))));
    cs::Diagnostic::new(severity)
        .with_code(diagnostic.code.id)
        .with_message(safe(&diagnostic.message))
        .with_labels(labels)
        .with_notes(notes)
}

/// Whether the lines of a label are short enough to be drawn.
fn drawable(sources: &SourceMap, label: &Label) -> bool {
    let file = sources.get(label.span.file);
    let last = file.line_of(label.span.range.end);
    [file.line_of(label.span.range.start), last].into_iter().all(|line| {
        let range = sources.line_range(label.span.file, line).unwrap_or_default();
        range.len() <= LONGEST_DRAWN_LINE
    })
}

impl<'a> Files<'a> for SourceMap {
    type FileId = FileId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<&'a str, FilesError> {
        Ok(self.get(id).name())
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, FilesError> {
        Ok(self.get(id).shown())
    }

    fn line_index(&'a self, id: FileId, byte_index: usize) -> Result<usize, FilesError> {
        Ok(self.get(id).line_of(byte_index as u32))
    }

    fn line_range(&'a self, id: FileId, line_index: usize) -> Result<Range<usize>, FilesError> {
        let file = self.get(id);
        let starts = file.line_starts();
        let Some(start) = starts.get(line_index) else {
            return Err(FilesError::LineTooLarge { given: line_index, max: starts.len() - 1 });
        };
        let end = starts.get(line_index + 1).map_or(file.text().len(), |next| *next as usize);
        Ok(*start as usize..end)
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

    static SAMPLE: crate::Code =
        crate::Code { id: "TST0001", name: "sample", severity: Severity::Error, title: "a sample" };

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
    fn a_very_long_line_is_named_and_not_drawn() {
        let (sources, diagnostic) = sample(&"x".repeat(70_000), 66_000, 66_001);
        let text = human(&sources, &diagnostic, Style::default());
        assert!(text.len() < 300, "{text}");
        assert!(text.contains("at dir/a.wit:1:66001: this"), "{text}");
    }

    #[test]
    fn short_is_one_line() {
        let (sources, diagnostic) = sample("a\nbc", 3, 4);
        assert_eq!(short(&sources, &diagnostic), "dir/a.wit:2:2: error[TST0001]: something is wrong");
    }
}
