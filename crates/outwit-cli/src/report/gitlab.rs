//! Diagnostics as a Code Quality report of GitLab: one JSON array.

use outwit_diagnostics::{Diagnostic, Severity, SourceMap};
use serde_json::{Value, json};

use super::Findings;
use super::fingerprint::Fingerprints;

/// The report, with a line break at its end.
pub(super) fn report(findings: &[Findings<'_>]) -> String {
    let mut fingerprints = Fingerprints::default();
    let all = Findings::each(findings);
    let entries: Vec<Value> =
        all.map(|(sources, diagnostic)| entry(sources, diagnostic, &mut fingerprints)).collect();
    format!("{:#}\n", Value::Array(entries))
}

fn entry(sources: &SourceMap, diagnostic: &Diagnostic, fingerprints: &mut Fingerprints) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    };
    // The format wants a place for everything.
    let (path, begin, end) = match &diagnostic.primary {
        None => (".", 1, 1),
        Some(label) => {
            let (start, end) = sources.locations(label.span);
            (sources.get(label.span.file).name(), start.line, end.line)
        }
    };
    json!({
        "description": super::prose(diagnostic),
        "check_name": diagnostic.code.id,
        "fingerprint": fingerprints.next(sources, diagnostic),
        "severity": severity,
        "location": { "path": path, "lines": { "begin": begin, "end": end } },
    })
}
