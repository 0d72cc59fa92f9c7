//! Diagnostics as a SARIF 2.1.0 log with one run. Findings about a place are results; those about none, such as an input
//! that is missing, are notifications of the invocation, since results without a place are refused by those who read logs.

use indexmap::IndexMap;
use outwit_diagnostics::{Code, Diagnostic, Label, Severity, SourceMap};
use serde_json::{Value, json};

use super::Findings;
use super::fingerprint::Fingerprints;
use crate::codes;

/// The log, with a line break at its end.
pub(super) fn log(findings: &[Findings<'_>]) -> String {
    let rules = rules(findings);
    let mut fingerprints = Fingerprints::default();
    let (placed, others): (Vec<_>, Vec<_>) =
        Findings::each(findings).partition(|(_, diagnostic)| diagnostic.primary.is_some());
    let results: Vec<Value> = placed
        .iter()
        .filter_map(|(sources, diagnostic)| result(sources, diagnostic, &rules, &mut fingerprints))
        .collect();
    let notifications: Vec<Value> =
        others.iter().map(|(_, diagnostic)| notification(diagnostic, &rules)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "outwit",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|code| rule(code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": findings.iter().all(|findings| findings.complete),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// The codes that occur in a report by number, each with its place in the list.
type Rules = IndexMap<&'static str, &'static Code>;

fn rules(findings: &[Findings<'_>]) -> Rules {
    let codes = Findings::each(findings).map(|(_, diagnostic)| (diagnostic.code.id, diagnostic.code));
    let mut rules: Rules = codes.collect();
    rules.sort_unstable_keys();
    rules
}

fn rule(code: &Code) -> Value {
    let page = codes::page(code).unwrap_or_default();
    json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": { "text": code.title },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(
    sources: &SourceMap,
    diagnostic: &Diagnostic,
    rules: &Rules,
    fingerprints: &mut Fingerprints,
) -> Option<Value> {
    let primary = diagnostic.primary.as_ref()?;
    let related = diagnostic.secondary.iter().enumerate().map(|(index, label)| {
        let mut location = location(sources, label);
        location["id"] = json!(index + 1);
        location
    });
    Some(json!({
        "ruleId": diagnostic.code.id,
        "ruleIndex": index(diagnostic.code, rules),
        "level": level(diagnostic.severity),
        "message": { "text": super::prose(diagnostic) },
        "locations": [location(sources, primary)],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": { "outwit/v1": fingerprints.next(sources, diagnostic) },
    }))
}

fn notification(diagnostic: &Diagnostic, rules: &Rules) -> Value {
    json!({
        "associatedRule": { "id": diagnostic.code.id, "index": index(diagnostic.code, rules) },
        "level": level(diagnostic.severity),
        "message": { "text": super::prose(diagnostic) },
    })
}

fn index(code: &Code, rules: &Rules) -> Option<usize> {
    rules.get_index_of(code.id)
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

fn location(sources: &SourceMap, label: &Label) -> Value {
    let range = label.span.range;
    let (start, end) = sources.locations(label.span);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": artifact(sources.get(label.span.file).name()),
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
                "byteOffset": range.start,
                "byteLength": range.end - range.start,
            },
        },
    });
    if !label.text.is_empty() {
        location["message"] = json!({ "text": label.text });
    }
    location
}

/// Relative names stay relative, to a base that whoever reads the log knows: the root of the sources.
fn artifact(name: &str) -> Value {
    let drive = name.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && (name[1..].starts_with(":/") || name[1..].starts_with(":\\"));
    if drive {
        return json!({ "uri": format!("file:///{}:{}", &name[..1], encoded(&name[2..])) });
    }
    if name.starts_with('/') {
        return json!({ "uri": format!("file://{}", encoded(name)) });
    }
    json!({ "uri": encoded(name), "uriBaseId": "%SRCROOT%" })
}

/// A path as it stands in a URI.
fn encoded(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'\\' => out.push('/'),
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => out.push(byte.into()),
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_uris() {
        let uri = |name: &str| artifact(name)["uri"].as_str().map(str::to_owned).expect("a URI");
        assert_eq!(uri("wit/a b:c.wit"), "wit/a%20b%3Ac.wit");
        assert_eq!(uri("/tmp/é.wit"), "file:///tmp/%C3%A9.wit");
        assert_eq!(uri("C:/wit/a.wit"), "file:///C:/wit/a.wit");
        assert_eq!(artifact("../a.wit")["uriBaseId"], "%SRCROOT%");
        assert_eq!(artifact("/a.wit").get("uriBaseId"), None);
    }
}
