//! What a build script leaves behind: whole files, and lines for Cargo.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{format, fs, io};

use outwit_bindgen_rust::Selected;
use outwit_diagnostics::render;

use super::Error;

/// Writes a whole file or nothing; one that has this text already is left alone.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    // Readers see the old file or the new one, never a part.
    let beside = path.with_extension(format!("{}.tmp", std::process::id()));
    let write = || {
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        fs::write(&beside, text)?;
        fs::rename(&beside, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&beside);
        Error::write(path, &error)
    })
}

/// Makes Cargo run the build script again when one of these changes.
pub(super) fn tell_paths(paths: impl Iterator<Item = PathBuf>) {
    for path in paths {
        tell(&format!("cargo:rerun-if-changed={}", path.display()));
    }
}

/// Shows warnings by Cargo.
pub(super) fn tell_warnings(selected: &Selected) {
    for warning in &selected.warnings {
        tell(&format!("cargo:warning={}", render::short(&selected.sources, warning)));
    }
}

/// A line for Cargo. If nobody reads it any more, there is nobody to tell that either.
fn tell(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}
