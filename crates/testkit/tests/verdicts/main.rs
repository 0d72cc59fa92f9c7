//! Right or wrong: whether our verdict on small texts, at least one on each side of each rule, is that of the published
//! tools together: parser, encoder and validator.
//!
//! Cases stand in the `.txt` files beside this one, each in a line `name: text`. A name with `/` is a file of a case that
//! is a folder. A text that does not begin with `package` or an attribute in front of it stands in an interface.

#[path = "../shared/wasm_or_wat.rs"]
mod wasm_or_wat;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use outwit_diagnostics::{Diagnostic, render};
use outwit_resolve::{DiskSource, Features, Loader, resolve};
use wasm_or_wat::WasmOrWat;
use wit_component_oracle as encoder;
use wit_parser_oracle as oracle;

/// Cases with another verdict, and why; `docs/compatibility.md` lists the same.
const ARGUED: &[(&str, &str)] = &[
    ("dependency-twice", "equal copies of a package are one"),
    ("types-of-a-package", "what nobody uses as a whole has no limit"),
];

/// Fixtures of errors that the published tools accept, and why.
const ACCEPTED_FIXTURES: &[(&str, &str)] =
    &[("WIT0813-partial-packages", "the peer takes what it sees of an interface together")];

#[test]
fn small_texts_have_the_verdict_of_the_published_tools() {
    let mut different = Vec::new();
    let (mut accepted, mut rejected) = (0, 0);
    for (name, files) in cases() {
        let scratch = Scratch::new(&name, &files);
        let (ours, theirs) = (judge(&scratch.path), judge_by_peer(&scratch.path));
        *if ours.is_ok() { &mut accepted } else { &mut rejected } += 1;
        let is_argued = ARGUED.iter().any(|(argued, _)| *argued == name);
        if (ours.is_ok() == theirs.is_ok()) == is_argued {
            different.push(format!("{name}\n  ours   {ours:?}\n  theirs {theirs:?}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    assert!(accepted > 60 && rejected > 130, "{accepted} accepted, {rejected} rejected");
}

#[test]
fn fixtures_of_errors_are_rejected_by_the_published_tools() {
    let mut different = Vec::new();
    let mut compared = 0;
    for case in outwit_testkit::cases("diagnostics") {
        // Cases with a command are about options, features and other programs.
        if case.dir.join("command").exists() || !holds_wit(&case.dir) {
            continue;
        }
        compared += 1;
        let theirs = judge_by_peer(&case.dir);
        let is_argued = ACCEPTED_FIXTURES.iter().any(|(name, _)| *name == case.name);
        if (judge(&case.dir).is_ok() == theirs.is_ok()) == is_argued {
            different.push(format!("{}: {theirs:?}", case.name));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    assert!(compared > 70, "{compared} fixtures");
}

fn holds_wit(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths = entries.map(|entry| entry.expect("an entry can be read").path());
    paths.any(|path| path.extension().is_some_and(|extension| extension == "wit"))
}

// ---- verdicts ----

/// The first error, if there is one.
fn judge(path: &Path) -> Result<(), String> {
    let mut loader = Loader::new(&DiskSource).with_decoder(&WasmOrWat);
    loader.path(path);
    let loaded = loader.finish();
    let analysis = resolve(&loaded, &Features::default());
    match analysis.diagnostics.iter().find(|found| Diagnostic::is_error(found)) {
        None => Ok(()),
        Some(error) => Err(render::short(&loaded.sources, error).chars().take(200).collect()),
    }
}

/// What the published parser, encoder and validator say together. They recurse, so they get a stack of their own.
fn judge_by_peer(path: &Path) -> Result<(), String> {
    let path = path.to_owned();
    let thread = std::thread::Builder::new().stack_size(256 << 20);
    let judge = thread.spawn(move || {
        let mut graph = oracle::Resolve::default();
        graph.push_path(&path).map_err(|error| format!("parser: {}", graph.render_error(&error)))?;
        let packages: Vec<oracle::PackageId> = graph.packages.iter().map(|(id, _)| id).collect();
        for package in packages {
            let bytes =
                encoder::encode(&graph, package, false).map_err(|error| format!("encoder: {error:#}"))?;
            let mut validator = wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all());
            validator.validate_all(&bytes).map_err(|error| format!("validator: {error:#}"))?;
        }
        Ok(())
    });
    let verdict: Result<(), String> =
        judge.expect("a thread can be started").join().unwrap_or(Err("a crash".to_owned()));
    verdict.map_err(|error| error.chars().take(200).collect())
}

// ---- cases ----

/// The files of each case: paths and texts.
fn cases() -> BTreeMap<String, Vec<(String, String)>> {
    let mut cases: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for text in [
        include_str!("functions.txt"),
        include_str!("limits.txt"),
        include_str!("names.txt"),
        include_str!("packages.txt"),
        include_str!("values.txt"),
        include_str!("worlds.txt"),
    ] {
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, text) = line.split_once(": ").unwrap_or_else(|| panic!("no name in `{line}`"));
            let (case, file) = name.split_once('/').unwrap_or((name, "case.wit"));
            let files = cases.entry(case.to_owned()).or_default();
            assert!(files.iter().all(|(other, _)| other != file), "two cases `{name}`");
            files.push((file.to_owned(), whole(&expanded(text))));
        }
    }
    cases
}

/// A text with a package around it.
fn whole(text: &str) -> String {
    if text.contains("package ") {
        text.to_owned()
    } else {
        format!("package a:b@1.0.0; interface i {{ {text} }}")
    }
}

/// `{3 * a}` is `aaa`; `{3 ** a#}` is `a1a2a3`.
fn expanded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let is_count = rest[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        if !is_count {
            out += &rest[..=at];
            rest = &rest[at + 1..];
            continue;
        }
        out += &rest[..at];
        let end = at + matching_brace(&rest[at..]);
        let (count, part) = rest[at + 1..end].split_once(" *").expect("a star stands behind the count");
        let count: usize = count.parse().expect("a count begins a repetition");
        let numbered = part.starts_with('*');
        let part = part.trim_start_matches('*').strip_prefix(' ').expect("a space stands behind the star");
        for number in 1..=count {
            out += &if numbered { part.replace('#', &number.to_string()) } else { part.to_owned() };
        }
        rest = &rest[end + 1..];
    }
    out + rest
}

/// Where the brace that opens the text is closed.
fn matching_brace(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return at;
        }
    }
    panic!("a repetition that does not end in `{text}`")
}

/// A folder with the files of a case, which goes with it.
struct Scratch {
    folder: PathBuf,
    path: PathBuf,
}

impl Scratch {
    fn new(name: &str, files: &[(String, String)]) -> Scratch {
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("verdict-{}-{name}", std::process::id()));
        for (file, text) in files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().expect("a file has a folder"))
                .expect("a folder can be made");
            std::fs::write(path, text).expect("a file can be written");
        }
        let path = match files {
            [(only, _)] => folder.join(only),
            _ => folder.clone(),
        };
        Scratch { folder, path }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
