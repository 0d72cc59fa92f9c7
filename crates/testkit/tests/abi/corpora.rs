//! Where the published WIT lies.

use std::path::{Path, PathBuf};

/// Whether everything is asked for.
pub(crate) fn everything() -> bool {
    std::env::var_os("OUTWIT_CONFORMANCE").is_some_and(|value| value == "1")
}

/// Every package of WASI 0.2.12 and 0.3.2, the published linker's fixtures and the published generator's corpus, each with the
/// name of its suite.
pub(crate) fn packages() -> Vec<(&'static str, PathBuf)> {
    let mut found = Vec::new();
    let suites: [(&'static str, &[&str]); 4] = [
        ("wasip2", &["wit"]),
        ("wasip3", &["wit"]),
        ("wit-component", &["tests/interfaces", "tests/components", "tests/merge"]),
        ("wit-bindgen-cli", &["tests/codegen", "tests/runtime"]),
    ];
    for (suite, folders) in suites {
        let Some(root) = folder(suite) else { continue };
        for path in folders.iter().map(|folder| root.join(folder)).filter(|path| path.is_dir()) {
            if suite.starts_with("wasi") {
                found.push((suite, path));
            } else {
                found.extend(in_tree(&path).into_iter().map(|path| (suite, path)));
            }
        }
    }
    found
}

/// The folder of a pinned crate. Without it there is a note, or where nothing may be left out a failure.
fn folder(suite: &str) -> Option<PathBuf> {
    let variable = format!("OUTWIT_CORPORA_{}", suite.to_uppercase().replace('-', "_"));
    let folder = std::env::var_os(&variable).map(PathBuf::from);
    assert!(folder.is_some() || !everything(), "{variable} is not set; `cargo xtask conformance` sets it");
    if folder.is_none() {
        eprintln!("skipped: {variable} is not set; `cargo xtask test` sets it");
    }
    folder
}

/// A folder with `deps/` is one package; elsewhere each `.wit` file is one, and a folder with several may be one too.
fn in_tree(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if folder.join("deps").is_dir() {
            found.push(folder);
            continue;
        }
        let before = found.len();
        let entries =
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "wit") {
                found.push(path);
            }
        }
        if found.len() > before + 1 {
            found.push(folder);
        }
    }
    found.sort();
    found
}
