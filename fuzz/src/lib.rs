//! What must hold for any bytes: one function for each fuzz target. `cargo test` runs them over `fuzz/corpus/`.

use std::path::Path;

use outwit_diagnostics::render::{self, Style};
use outwit_diagnostics::{ByteRange, Diagnostic, SourceMap};
use outwit_parser::ast::{dump, shape};
use outwit_parser::{Parsed, parse, print, tokens};
use outwit_resolve::{Features, Loaded, Loader, MemorySource, resolve};

/// The tokens of a text follow one another without a gap and are the whole text.
pub fn lexer(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut end = 0;
    for token in tokens(&text) {
        assert_eq!(token.range.start, end, "{token:?} follows the token before it");
        assert!(token.range.end > end, "{token:?} has a length");
        assert!(text.get(token.range.as_usize()).is_some(), "{token:?} consists of characters");
        end = token.range.end;
    }
    assert_eq!(end as usize, text.len(), "the last token ends the text");
}

/// There is a tree whose ranges nest and diagnostics that can be shown; a tree without errors can be printed, and what is
/// printed means the same.
pub fn parser(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut sources = SourceMap::new();
    let file = sources.add("input.wit", &*text);
    let parsed = parse(file, &*text);
    check_ranges(&text, &parsed);
    check_diagnostics(&sources, &parsed.diagnostics);
    if parsed.diagnostics.iter().any(Diagnostic::is_error) {
        return;
    }
    assert!(!dump(&parsed.file).contains("error "), "every error node has a diagnostic");
    let printed = print(&parsed.file);
    let again = parse(file, printed.as_str());
    assert!(!again.diagnostics.iter().any(Diagnostic::is_error), "{printed}\n{:?}", again.diagnostics);
    assert_eq!(shape(&again.file), shape(&parsed.file), "{printed}");
    assert_eq!(print(&again.file), printed, "printing again changes nothing");
}

/// There is a graph and diagnostics that can be shown, the same each time; a graph without errors is valid.
pub fn resolver(bytes: &[u8]) {
    let source = files(&String::from_utf8_lossy(bytes));
    let loaded = load(&source);
    for features in [Features::default(), Features::all()] {
        let analysis = resolve(&loaded, &features);
        check_diagnostics(&loaded.sources, &analysis.diagnostics);
        for (span, definition) in &analysis.uses {
            let text = loaded.sources.get(span.file).text();
            assert!(text.get(span.range.as_usize()).is_some(), "the use of {definition:?} lies in its file");
        }
        let again = resolve(&load(&source), &features);
        assert_eq!(again.diagnostics, analysis.diagnostics);
        assert_eq!(again.graph.dump(), analysis.graph.dump());
        if let Ok(resolved) = analysis.finish() {
            resolved.graph.assert_valid();
        }
    }
}

/// There are trees or a diagnostic that points into the bytes. Trees print as text that parses, and what resolves can be
/// encoded, and is the same when it is read and encoded again.
pub fn decoder(bytes: &[u8]) {
    let mut sources = SourceMap::new();
    let file = sources.add_binary("input.wasm");
    match outwit_binary::decode(file, bytes) {
        Err(diagnostic) => {
            let at = diagnostic.primary.as_ref().map(|label| label.span.range.end as usize);
            assert!(at.is_some_and(|at| at <= bytes.len()), "{diagnostic:?} points into the bytes");
            assert!(!render::human(&sources, &diagnostic, Style::default()).is_empty());
        }
        Ok(decoded) => {
            for file in &decoded.files {
                let text = print(file);
                let id = sources.add("printed.wit", &*text);
                let parsed = parse(id, text.as_str());
                assert!(
                    !parsed.diagnostics.iter().any(Diagnostic::is_error),
                    "{text}\n{:?}",
                    parsed.diagnostics
                );
            }
        }
    }
    for encoded in encoded_again(bytes).into_iter().flatten() {
        assert_eq!(encoded_again(&encoded), Some(vec![encoded]), "what was encoded is read as what it was");
    }
}

/// The packages that the bytes hold, if they are right, read and encoded.
fn encoded_again(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let source = MemorySource::new().with("input.wasm", bytes.to_vec());
    let mut loader = Loader::new(&source).with_decoder(&outwit_binary::WasmDecoder);
    loader.path(Path::new("input.wasm"));
    let resolved = resolve(&loader.finish(), &Features::all()).finish().ok()?;
    resolved.graph.assert_valid();
    let encode = |package| outwit_binary::encode_package(&resolved.graph, package, None);
    Some(resolved.roots.iter().map(|package| encode(*package)).collect())
}

/// One file `root.wit`, or several: a line `//// path` begins the file `path`.
fn files(text: &str) -> MemorySource {
    let mut source = MemorySource::new();
    let mut path = "root.wit".to_owned();
    let mut file = String::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("//// ") {
            Some(next) => {
                source = source.with(format!("root/{path}"), std::mem::take(&mut file));
                path = plain_path(next);
            }
            None => file += line,
        }
    }
    source.with(format!("root/{path}"), file)
}

/// A relative path without `.` and `..`, whatever was asked for.
fn plain_path(wanted: &str) -> String {
    let plain: String = wanted.chars().filter(|c| c.is_ascii_alphanumeric() || "-./".contains(*c)).collect();
    let parts: Vec<&str> = plain.split('/').filter(|part| !["", ".", ".."].contains(part)).collect();
    if parts.is_empty() { "unnamed.wit".to_owned() } else { parts.join("/") }
}

fn load(source: &MemorySource) -> Loaded {
    let mut loader = Loader::new(source);
    loader.path(Path::new("root"));
    loader.finish()
}

/// Every label lies in its file, and each diagnostic can be drawn.
fn check_diagnostics(sources: &SourceMap, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
            let text = sources.get(label.span.file).text();
            assert!(text.get(label.span.range.as_usize()).is_some(), "{diagnostic:?} lies in its file");
        }
        assert!(!render::human(sources, diagnostic, Style::default()).is_empty());
        assert!(!render::short(sources, diagnostic).contains('\n'));
    }
}

/// Every range lies in the text and in the range of its parent; the dump shows them all. Docs and attributes stand before
/// the node that they belong to.
fn check_ranges(text: &str, parsed: &Parsed) {
    let mut parents: Vec<(usize, ByteRange)> = Vec::new();
    for line in dump(&parsed.file).lines() {
        let node = line.trim_start();
        let indent = line.len() - node.len();
        let range = range(line.rsplit(' ').next().unwrap_or_default()).expect("every node has a range");
        assert!(text.get(range.as_usize()).is_some(), "{line} lies in the text");
        while parents.last().is_some_and(|(outer, _)| *outer >= indent) {
            parents.pop();
        }
        let stands_before = node.starts_with("doc ") || node.starts_with('@');
        if let Some((_, parent)) = parents.last().filter(|_| !stands_before) {
            assert!(parent.start <= range.start && range.end <= parent.end, "{line} lies in {parent:?}");
        }
        parents.push((indent, range));
    }
}

fn range(text: &str) -> Option<ByteRange> {
    let (start, end) = text.split_once("..")?;
    Some(ByteRange::new(start.parse().ok()?, end.parse().ok()?))
}
