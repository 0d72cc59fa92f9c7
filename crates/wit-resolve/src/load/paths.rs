//! Paths: as people see them, and what their names say.

use std::path::Path;

/// A path for people: `/` everywhere, no `./` in front.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").filter(|rest| !rest.is_empty()).map_or(text.clone(), str::to_owned)
}

pub(super) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

/// Whether a file in a `deps` folder is a package of its own.
pub(super) fn is_package_file(path: &Path) -> bool {
    ["wit", "wasm", "wat"].iter().any(|extension| has_extension(path, extension))
}

/// Whether a file is one that lists of files leave out, as editors name their locks.
pub(super) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}
