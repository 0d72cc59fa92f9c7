//! Diagnostics in the XML of JUnit: a test suite for each file that was read, a failed test for each error in it. A
//! warning is a test that passed and has something to say, so that tests and exit status agree.

use std::collections::BTreeMap;
use std::fmt::Write;

use outwit_diagnostics::render::{safe, short};
use outwit_diagnostics::{Diagnostic, FileId, SourceMap};

use super::Findings;

/// The document.
pub(super) fn suites(findings: &[Findings<'_>]) -> String {
    let mut body = String::new();
    let (mut tests, mut failures) = (0, 0);
    for Findings { sources, diagnostics, .. } in findings {
        let mut by_file: BTreeMap<Option<FileId>, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in *diagnostics {
            let file = diagnostic.primary.as_ref().map(|label| label.span.file);
            by_file.entry(file).or_default().push(diagnostic);
        }
        for (id, _) in sources.iter() {
            by_file.entry(Some(id)).or_default();
        }
        for (id, diagnostics) in by_file {
            let name = id.map_or("input", |id| sources.get(id).name());
            suite(&mut body, sources, name, &diagnostics);
            tests += tests_in(&diagnostics);
            failures += failures_in(&diagnostics);
        }
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"outwit\" tests=\"{tests}\" \
         failures=\"{failures}\" errors=\"0\">\n{body}</testsuites>\n"
    )
}

/// A file with nothing to report is one test that passed.
fn tests_in(diagnostics: &[&Diagnostic]) -> usize {
    diagnostics.len().max(1)
}

fn failures_in(diagnostics: &[&Diagnostic]) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count()
}

fn suite(out: &mut String, sources: &SourceMap, name: &str, diagnostics: &[&Diagnostic]) {
    let name = escaped(name);
    let tests = diagnostics.len().max(1);
    let failures = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let _ =
        writeln!(out, "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">");
    if diagnostics.is_empty() {
        let _ = writeln!(out, "    <testcase name=\"check\" classname=\"{name}\"/>");
    }
    for diagnostic in diagnostics {
        case(out, sources, &name, diagnostic);
    }
    out.push_str("  </testsuite>\n");
}

fn case(out: &mut String, sources: &SourceMap, suite: &str, diagnostic: &Diagnostic) {
    let code = diagnostic.code;
    let place = diagnostic.primary.as_ref().map(|label| {
        let start = sources.location(label.span.file, label.span.range.start);
        (format!(" at {}:{}", start.line, start.column), format!(" file=\"{suite}\" line=\"{}\"", start.line))
    });
    let (at, attributes) = place.unwrap_or_default();
    let prose = super::prose(diagnostic);
    let rest = prose.split_once('\n').map_or(String::new(), |(_, rest)| format!("\n{rest}"));
    let text = escaped(&(short(sources, diagnostic) + &rest));
    let inner = if diagnostic.is_error() {
        let message = escaped(&diagnostic.message);
        format!("<failure type=\"{}\" message=\"{message}\">{text}</failure>", code.id)
    } else {
        format!("<system-out>{text}</system-out>")
    };
    let name = format!("{} {}{at}", code.id, code.name);
    let _ = writeln!(
        out,
        "    <testcase name=\"{name}\" classname=\"{suite}\"{attributes}>\n      {inner}\n    </testcase>"
    );
}

/// Text for an element or an attribute. Characters that XML does not allow come out visible.
fn escaped(text: &str) -> String {
    let text = safe(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
