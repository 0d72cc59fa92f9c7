//! Diagnostics in the formats that `--format` names.

mod fingerprint;
mod github;
mod gitlab;
mod json;
mod junit;
mod sarif;

use std::path::PathBuf;
use std::str::FromStr;

use outwit_diagnostics::render::{self, Style, safe};
use outwit_diagnostics::{Diagnostic, Severity, SourceMap, quoted_list};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// With the source text, for people.
    Human,
    /// One line each.
    Short,
    /// One JSON object a line.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// JUnit's XML: a test suite for each file.
    Junit,
}

const FORMATS: [(&str, Format); 7] = [
    ("human", Format::Human),
    ("short", Format::Short),
    ("json", Format::Json),
    ("sarif", Format::Sarif),
    ("github", Format::Github),
    ("gitlab", Format::Gitlab),
    ("junit", Format::Junit),
];

/// A format and where it goes: a file, or standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) file: Option<PathBuf>,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Output, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("the name of a file is missing behind `=`".to_owned()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        match FORMATS.iter().find(|(known, _)| *known == name) {
            Some((_, format)) => Ok(Output { format: *format, file }),
            None => Err(format!("the formats are {}", quoted_list(FORMATS.iter().map(|(known, _)| *known)))),
        }
    }
}

/// What was found in one input.
pub(crate) struct Findings<'a> {
    pub(crate) sources: &'a SourceMap,
    pub(crate) diagnostics: &'a [Diagnostic],
    /// Whether all of the input could be read.
    pub(crate) complete: bool,
}

impl<'a> Findings<'a> {
    /// Each diagnostic of several inputs with the texts that it points into.
    fn each(all: &'a [Findings<'a>]) -> impl Iterator<Item = (&'a SourceMap, &'a Diagnostic)> {
        all.iter()
            .flat_map(|findings| findings.diagnostics.iter().map(|diagnostic| (findings.sources, diagnostic)))
    }
}

/// All of `findings` as one document, or for formats of lines as one text that ends with a line break or is empty.
pub(crate) fn document(format: Format, findings: &[Findings<'_>], style: Style) -> String {
    pieces(format, findings, style).collect()
}

/// The same in pieces: formats of lines are made line by line, so that the first are read before the last are made.
pub(crate) fn pieces<'a>(
    format: Format,
    findings: &'a [Findings<'a>],
    style: Style,
) -> Box<dyn Iterator<Item = String> + 'a> {
    type Line = fn(&SourceMap, &Diagnostic, Style) -> String;
    let line: Line = match format {
        Format::Human => render::human,
        Format::Short => |sources, diagnostic, _| render::short(sources, diagnostic) + "\n",
        Format::Json => |sources, diagnostic, _| json::line(sources, diagnostic) + "\n",
        Format::Github => |sources, diagnostic, _| github::command(sources, diagnostic) + "\n",
        Format::Sarif => return Box::new(std::iter::once_with(|| sarif::log(findings))),
        Format::Gitlab => return Box::new(std::iter::once_with(|| gitlab::report(findings))),
        Format::Junit => return Box::new(std::iter::once_with(|| junit::suites(findings))),
    };
    Box::new(Findings::each(findings).map(move |(sources, diagnostic)| line(sources, diagnostic, style)))
}

/// The diagnostics of one input, as [`document`] writes them.
pub(crate) fn render(
    format: Format,
    sources: &SourceMap,
    diagnostics: &[Diagnostic],
    style: Style,
) -> String {
    document(format, &[Findings { sources, diagnostics, complete: true }], style)
}

/// `2 errors, 1 warning`, if there is anything to count.
pub(crate) fn count<'d>(diagnostics: impl Iterator<Item = &'d Diagnostic>) -> Option<String> {
    let severities: Vec<Severity> = diagnostics.map(|diagnostic| diagnostic.severity).collect();
    let of = |severity| severities.iter().filter(|other| **other == severity).count();
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (severity, of(severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{count} {severity}{}", if count == 1 { "" } else { "s" }))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Message, notes and help as lines of plain text, for formats with one text for each finding.
fn prose(diagnostic: &Diagnostic) -> String {
    let notes = diagnostic.notes.iter().map(|note| format!("\nnote: {note}"));
    let help = diagnostic.help.iter().map(|help| format!("\nhelp: {help}"));
    safe(&diagnostic.message) + &safe(&notes.chain(help).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_may_name_a_file() {
        assert_eq!("json".parse(), Ok(Output { format: Format::Json, file: None }));
        assert_eq!("short=a=b".parse(), Ok(Output { format: Format::Short, file: Some("a=b".into()) }));
        let said = "jsn".parse::<Output>().expect_err("not a format");
        assert!(said.starts_with("the formats are `human`, `short`, `json`, `sarif`"), "{said}");
        assert_eq!("json=".parse::<Output>(), Err("the name of a file is missing behind `=`".to_owned()));
    }
}
