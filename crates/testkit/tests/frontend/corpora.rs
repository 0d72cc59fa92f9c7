//! Where the published suites and WIT trees lie, and which inputs they hold.

use std::path::{Path, PathBuf};

/// Whether everything is asked for; a plain `cargo test` runs samples of what takes long.
pub(crate) fn everything() -> bool {
    std::env::var_os("OUTWIT_CONFORMANCE").is_some_and(|value| value == "1")
}

/// The folder of a pinned crate, from `OUTWIT_CORPORA_<CRATE>`. Without it there is a note, or with `OUTWIT_CONFORMANCE=1`,
/// where nothing may be left out, a failure.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let variable = format!("OUTWIT_CORPORA_{}", name.to_uppercase().replace('-', "_"));
    let folder = std::env::var_os(&variable).map(PathBuf::from);
    assert!(folder.is_some() || !everything(), "{variable} is not set; `cargo xtask conformance` sets it");
    if folder.is_none() {
        eprintln!("skipped: {variable} is not set; `cargo xtask test` sets it");
    }
    folder
}

/// What lies in a folder, by name.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    entries.sort();
    entries
}

/// Whether a path ends in `.extension`.
pub(crate) fn is_kind(path: &Path, extension: &str) -> bool {
    path.is_file() && path.extension().is_some_and(|found| found == extension)
}

/// The packages in a tree of folders. A folder with `deps/` in it, or of which `is_package` says so, is one package;
/// elsewhere each `.wit` file is one.
pub(crate) fn packages(folder: &Path, is_package: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = entries(&folder);
        let has_wit = entries.iter().any(|path| is_kind(path, "wit"));
        if has_wit && (folder.join("deps").is_dir() || is_package(&folder)) {
            found.push(folder);
            continue;
        }
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if is_kind(&path, "wit") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
