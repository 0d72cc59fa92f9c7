//! Packages in WIT from the published suites and from our own fixtures, copied so that both sides read the same docs.

use std::path::{Path, PathBuf};

use outwit_parser::TokenKind;

/// Whether everything is asked for.
pub(crate) fn everything() -> bool {
    std::env::var_os("OUTWIT_CONFORMANCE").is_some_and(|value| value == "1")
}

/// One input: a file, or the folder of a package.
pub(crate) struct Input {
    /// Where it comes from, for messages.
    pub(crate) name: String,
    /// The copy.
    pub(crate) path: PathBuf,
}

/// Where inputs lie: the variable that names the folder of the published crate, and the folder in it.
const PUBLISHED: &[(&str, &str)] = &[
    ("OUTWIT_CORPORA_WASIP2", "wit"),
    ("OUTWIT_CORPORA_WASIP3", "wit"),
    ("OUTWIT_CORPORA_WIT_COMPONENT", "tests/interfaces"),
    ("OUTWIT_CORPORA_WIT_COMPONENT", "tests/components"),
    ("OUTWIT_CORPORA_WIT_BINDGEN_CLI", "tests/codegen"),
    ("OUTWIT_CORPORA_WIT_PARSER", "tests/ui"),
];

/// A plain `cargo test` takes one of so many inputs of the published suites.
const SAMPLE: usize = 9;

/// All inputs that are there, or a sample of them with all of our own, copied to a folder of `test`.
#[expect(clippy::print_stderr, reason = "a test that does not run says so")]
pub(crate) fn inputs(test: &str) -> Inputs {
    let ours = outwit_testkit::workspace().join("testdata");
    let mut folders = vec![ours.join("component-type"), ours.join("binary/packages")];
    for (variable, below) in PUBLISHED {
        match std::env::var_os(variable) {
            Some(folder) => folders.push(Path::new(&folder).join(below)),
            None => {
                assert!(!everything(), "{variable} is not set; `cargo xtask conformance` sets it");
                eprintln!("skipped: {variable} is not set; `cargo xtask test` sets it");
            }
        }
    }
    // Runs at the same time keep out of each other's way.
    let name = format!("binary-{test}-{}", std::process::id());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&target);
    let mut inputs = Vec::new();
    let mut number = 0;
    for folder in folders {
        let is_ours = folder.starts_with(&ours);
        for found in packages(&folder) {
            number += 1;
            if !(is_ours || everything() || number % SAMPLE == 0) {
                continue;
            }
            let name = found.strip_prefix(folder.ancestors().nth(2).unwrap_or(&folder)).unwrap_or(&found);
            let copied = target.join(inputs.len().to_string()).join(found.file_name().unwrap_or_default());
            copy(&found, &copied);
            inputs.push(Input { name: name.display().to_string(), path: copied });
        }
    }
    Inputs { inputs, folder: target }
}

/// The inputs of one test; their copies go with them.
pub(crate) struct Inputs {
    inputs: Vec<Input>,
    folder: PathBuf,
}

impl Inputs {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter()
    }
}

impl Drop for Inputs {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Folders that are packages, and files elsewhere. What the peer's suite calls failing is no input.
fn packages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = entries(&folder);
        let wit = entries.iter().filter(|path| is_wit(path)).count();
        // In the suites a folder of several files beside each other holds one case each, unless it has dependencies.
        let is_case = folder.join("deps").is_dir() || (wit > 0 && entries.iter().all(|path| is_wit(path)));
        let is_suite = ["interfaces", "components", "ui", "codegen", "component-type", "packages"]
            .iter()
            .any(|name| folder.ends_with(name));
        if is_case && !is_suite && wit > 0 {
            found.push(folder);
            continue;
        }
        for path in entries {
            if path.is_dir() && !path.ends_with("parse-fail") {
                folders.push(path);
            } else if is_wit(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).expect("a folder for the copy");
        for path in entries(from) {
            if path.is_dir() || is_wit(&path) {
                copy(&path, &to.join(path.file_name().expect("a name")));
            }
        }
        return;
    }
    std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder for the copy");
    let bytes = std::fs::read(from).expect("a readable file");
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => without_plain_comments(&text).into_bytes(),
        Err(error) => error.into_bytes(),
    };
    std::fs::write(to, bytes).expect("a written copy");
}

/// The peer takes every comment for documentation, Outwit `///` and `/** */` alone.
fn without_plain_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for token in outwit_parser::tokens(text) {
        let range = token.range.as_usize();
        let comment = &text[range.clone()];
        at = range.end;
        if matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment) {
            out.extend(comment.chars().map(|c| if c == '\n' { c } else { ' ' }));
        } else {
            out.push_str(comment);
        }
    }
    assert_eq!(at, text.len(), "tokens cover the text");
    out
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    entries.sort();
    entries
}

fn is_wit(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|extension| extension == "wit")
}
