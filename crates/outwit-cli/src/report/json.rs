//! One diagnostic as one JSON object, schema `outwit/diagnostic@1`. Lines and columns count from 1, columns in Unicode
//! scalar values; bytes count from 0 and the range is half open.

use outwit_diagnostics::{Diagnostic, Label, Location, SourceMap};
use serde_json::{Value, json};

/// The object, without the line break.
pub(super) fn line(sources: &SourceMap, diagnostic: &Diagnostic) -> String {
    let primary = diagnostic.primary.iter().map(|label| span(sources, "primary", label));
    let secondary = diagnostic.secondary.iter().map(|label| span(sources, "secondary", label));
    json!({
        "schema": "outwit/diagnostic@1",
        "code": diagnostic.code.id,
        "name": diagnostic.code.name,
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
        "spans": primary.chain(secondary).collect::<Vec<_>>(),
        "notes": diagnostic.notes,
        "help": diagnostic.help,
    })
    .to_string()
}

fn span(sources: &SourceMap, role: &str, label: &Label) -> Value {
    let range = label.span.range;
    let (start, end) = sources.locations(label.span);
    json!({
        "role": role,
        "file": sources.get(label.span.file).name(),
        "bytes": [range.start, range.end],
        "start": location(start),
        "end": location(end),
        "label": label.text,
    })
}

fn location(at: Location) -> Value {
    json!({ "line": at.line, "column": at.column })
}
