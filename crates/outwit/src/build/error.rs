//! Why there are no bindings, as text for people.

use std::fmt;
use std::format;
use std::path::Path;
use std::string::String;

use outwit_diagnostics::{Diagnostic, SourceMap, render};

/// Why there are no bindings. A build script may return it from `main`: it is shown as it is, with line and caret.
pub struct Error {
    text: String,
}

impl Error {
    pub(super) fn wit<'a>(sources: &SourceMap, found: impl Iterator<Item = &'a Diagnostic>) -> Error {
        let texts = found.map(|found| render::human(sources, found, render::Style::default()));
        Error { text: texts.collect() }
    }

    pub(super) fn options(faults: &[String]) -> Error {
        Error { text: faults.join("\n") }
    }

    pub(super) fn no_out_dir() -> Error {
        Error { text: "OUT_DIR is not set; outside of a build script choose a folder by `out_dir`".into() }
    }

    pub(super) fn write(path: &Path, error: &std::io::Error) -> Error {
        Error { text: format!("`{}` cannot be written: {error}", path.display()) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.trim_end())
    }
}

impl fmt::Debug for Error {
    /// The text itself, on lines of its own: `main` shows errors so.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Error {}
