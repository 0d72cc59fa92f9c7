//! Encoded packages: read by the published decoder like the published encoding, and printed like the source.

use std::collections::BTreeMap;

use outwit_binary::encode_package;

use crate::corpora::{Input, inputs};
use crate::peer;

/// Inputs that one side refuses; other suites compare verdicts.
const REFUSED: usize = 43;

/// Inputs with a package whose bytes differ from the published encoder's, and why that is right; `docs/compatibility.md`
/// has the same.
const OTHER: &[(&str, &str)] = &[
    ("tests/interfaces/doc-comments/foo.wit", DOCS_IN_BLOCKS),
    ("tests/codegen/resource-alias.wit", EXPORTS_REFER_TO_EXPORTS),
    ("testdata/component-type/resources.wit", EXPORTS_REFER_TO_EXPORTS),
    ("testdata/component-type/several-packages.wit", EXPORTS_REFER_TO_EXPORTS),
];
const DOCS_IN_BLOCKS: &str = "the margin of a block comment is no part of its text";
const EXPORTS_REFER_TO_EXPORTS: &str =
    "exports that use types of an interface that is exported too refer to the export";

#[test]
fn packages_are_read_like_the_published_encoding_and_printed_like_the_source() {
    let mut counts = Counts::default();
    let mut faults = Vec::new();
    for input in inputs("packages").iter() {
        if let Err(fault) = compare(input, Measure::Bytes, &mut counts) {
            faults.push(format!("{}: {fault}", input.name));
        }
    }
    assert!(faults.is_empty(), "{counts:?}\n{}", faults.join("\n"));
    assert!(counts.packages >= 20 && counts.refused <= REFUSED, "{counts:?}");
    println!("{counts:?}");
}

#[test]
fn what_differs_is_documented() {
    let page = std::fs::read_to_string(outwit_testkit::workspace().join("docs/compatibility.md"));
    let page = page.expect("docs/compatibility.md can be read");
    for (input, _) in OTHER {
        let name = input.trim_end_matches("/foo.wit").trim_end_matches(".wit").rsplit('/').next();
        let name = name.expect("a path has a last part");
        assert!(page.contains(&format!("`{name}`")), "docs/compatibility.md has {name}");
    }
}

#[derive(Debug, Default)]
pub(crate) struct Counts {
    inputs: usize,
    pub(crate) refused: usize,
    pub(crate) packages: usize,
    pub(crate) same_bytes: usize,
}

/// How much must be the same.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Measure {
    /// Every byte, and so every word.
    Bytes,
    /// Every word.
    Words,
    /// Every word but for those that are known to differ in rare cases, see [`comparable`].
    MostWords,
}

pub(crate) fn compare(input: &Input, measure: Measure, counts: &mut Counts) -> Result<(), String> {
    counts.inputs += 1;
    let (Ok(ours), Ok((theirs, _))) = (peer::ours(&input.path), peer::theirs(&input.path)) else {
        counts.refused += 1;
        return Ok(());
    };
    let ids: BTreeMap<String, _> =
        ours.graph.packages().map(|(id, package)| (package.name.to_string(), id)).collect();
    for (package, definition) in theirs.packages.iter() {
        let name = definition.name.to_string();
        let our_package = *ids.get(&name).ok_or_else(|| format!("no package {name}"))?;
        // The published encoder refuses what cannot be a component, and a package without items has no binary form.
        let Ok(published) = wit_component_oracle::encode(&theirs, package, false) else { continue };
        let bytes = encode_package(&ours.graph, our_package, None);
        if definition.interfaces.is_empty() && definition.worlds.is_empty() {
            continue;
        }
        counts.packages += 1;
        counts.same_bytes += usize::from(published.starts_with(&bytes));
        let reason = OTHER.iter().find(|(other, _)| *other == input.name).map(|(_, reason)| *reason);
        if !published.starts_with(&bytes) && reason.is_none() && measure == Measure::Bytes {
            return Err(format!("{name}: other bytes"));
        }
        if reason == Some(DOCS_IN_BLOCKS) {
            continue;
        }
        let decoded = peer::decode(&bytes).map_err(|error| format!("{name}: {error}"))?;
        let expected = peer::decode(&published).map_err(|error| format!("{name} of the peer: {error}"))?;
        let (ours, expected) =
            (peer::print_all(&decoded.0, decoded.1), peer::print_all(&expected.0, expected.1));
        measure.same(&name, "decoded", &ours, &expected)?;
        measure.same(&name, "source", &peer::print(&decoded.0, decoded.1), &peer::print(&theirs, package))?;
    }
    Ok(())
}

impl Measure {
    /// Compares two printed packages.
    pub(crate) fn same(self, name: &str, what: &str, ours: &str, theirs: &str) -> Result<(), String> {
        match self {
            Measure::Bytes | Measure::Words => same(name, what, ours, theirs),
            Measure::MostWords => same(name, what, &comparable(ours), &comparable(theirs)),
        }
    }
}

/// A printed package without some docs and gates in worlds. The published tools
/// - leave the `@since` of another package at what an `include` brought from it, and in it;
/// - print the docs of an interface in front of an import of it under a label, but do not encode them;
/// - give an exported interface the gate of an export that needs it.
fn comparable(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    // The line that ends the world under way.
    let mut end: Option<String> = None;
    for line in text.lines() {
        let item = line.trim_start();
        let indent = &line[..line.len() - item.len()];
        if item.starts_with("world ") {
            end = Some(format!("{indent}}}"));
        } else if end.as_deref() == Some(line) {
            end = None;
        }
        let is_version = item.starts_with("@since") || item.starts_with("@deprecated");
        if end.is_some() && is_version {
            continue;
        }
        if item.starts_with("import ") || item.starts_with("export ") {
            let is_front =
                |line: &mut &str| ["///", "@"].iter().any(|front| line.trim_start().starts_with(front));
            while !item.contains("func(") && lines.pop_if(is_front).is_some() {}
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// The first line that differs.
pub(crate) fn same(name: &str, what: &str, ours: &str, theirs: &str) -> Result<(), String> {
    if ours == theirs {
        return Ok(());
    }
    let at = ours.lines().zip(theirs.lines()).position(|(a, b)| a != b);
    let at = at.unwrap_or_else(|| ours.lines().count().min(theirs.lines().count()));
    let near = |text: &str| text.lines().skip(at.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
    Err(format!("{name}: {what}: line {}\n--- ours\n{}\n--- theirs\n{}", at + 1, near(ours), near(theirs)))
}
