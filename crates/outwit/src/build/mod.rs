//! Bindings from a build script, or as text anywhere else: the options of [`bindgen!`](crate::bindgen!) as methods.
//!
//! `build.rs`, with `outwit` and its feature `build` among the build dependencies:
//!
//! ```no_run
//! fn main() -> Result<(), outwit::build::Error> {
//!     outwit::build("wit").world("greeter").generate()
//! }
//! ```
//!
//! and in the crate, with `outwit` among the dependencies:
//!
//! ```text
//! include!(concat!(env!("OUT_DIR"), "/greeter.rs"));
//! ```
//!
//! If the WIT is wrong, the build script fails with what is wrong, at its line. The bindings can be had as text too, for
//! snapshots: [`Builder::to_files`] reads the same WIT and writes nothing.

mod error;
mod options;
mod watch;
mod write;

use std::borrow::ToOwned as _;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::string::String;
use std::vec::Vec;

use outwit_bindgen_rust::{Beneath, Generated, Input, Options, Selected, generate};
use outwit_resolve::{DiskSource, FileSource as _};

pub use error::Error;
pub use outwit_bindgen_rust::{Keywords, Ownership};
pub use watch::watch;

/// Files by name, with `/`, each with its whole text.
pub type Files = BTreeMap<String, String>;

/// Bindings for the WIT in `path`: a file or folder, relative to the manifest of the crate.
pub fn build(path: impl AsRef<Path>) -> Builder {
    Builder::new().path(path)
}

/// Collects options. What is wrong with one is said when bindings are made.
#[derive(Clone, Debug)]
#[must_use = "nothing happens before `generate` or `to_files`"]
pub struct Builder {
    input: Input,
    options: Options,
    /// What relative paths count from.
    folder: PathBuf,
    out_dir: Option<PathBuf>,
    /// Options that cannot be.
    faults: Vec<String>,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder::new()
    }
}

impl Builder {
    /// Without options: the WIT in the folder `wit`. Relative paths count from the manifest that Cargo names, or else from
    /// the current folder.
    pub fn new() -> Builder {
        Builder {
            input: Input::default(),
            options: Options::default(),
            folder: std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default(),
            out_dir: None,
            faults: Vec::new(),
        }
    }

    /// Adds a WIT file or folder; with the Cargo feature `wasm-packages` also a package in binary form (`.wasm`).
    pub fn path(mut self, path: impl AsRef<Path>) -> Builder {
        self.input.path.push(path.as_ref().to_owned());
        self
    }

    /// WIT as text: its worlds are the ones to choose from, and the paths have what it depends on.
    pub fn inline(mut self, wit: impl Into<String>) -> Builder {
        self.input.inline = Some(wit.into());
        self
    }

    /// The world, if there are several: `name`, or `ns:pkg/name@version`.
    pub fn world(mut self, name: impl Into<String>) -> Builder {
        self.input.world = Some(name.into());
        self
    }

    /// Adds `@unstable` features to show.
    pub fn features(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        self.input.features.names.extend(names.into_iter().map(Into::into));
        self
    }

    /// Where [`generate`](Builder::generate) writes; default the folder `OUT_DIR`, which Cargo makes for build scripts.
    pub fn out_dir(mut self, folder: impl AsRef<Path>) -> Builder {
        self.out_dir = Some(folder.as_ref().to_owned());
        self
    }
}

/// Making bindings.
impl Builder {
    /// The bindings as text: one file, named after the world in snake case. The same on every run and system.
    ///
    /// # Errors
    /// What is wrong with the options or the WIT.
    pub fn to_files(&self) -> Result<Files, Error> {
        let (generated, _) = self.run()?;
        Ok(Files::from([(generated.file_name().to_owned(), generated.to_text())]))
    }

    /// Writes the bindings to `OUT_DIR`, and tells Cargo to run the build script again when the WIT changes. A file that
    /// is there already with the same text is left alone.
    ///
    /// # Errors
    /// What is wrong with the options or the WIT, or why the file cannot be written; then nothing is written.
    pub fn generate(&self) -> Result<(), Error> {
        let (generated, selected) = self.run()?;
        let out_dir = match (&self.out_dir, std::env::var_os("OUT_DIR")) {
            (Some(folder), _) => self.folder.join(folder),
            (None, Some(folder)) => folder.into(),
            (None, None) => return Err(Error::no_out_dir()),
        };
        write::tell_warnings(&selected);
        write::replace(&out_dir.join(generated.file_name()), &generated.to_text())
    }

    fn run(&self) -> Result<(Generated, Selected), Error> {
        if !self.faults.is_empty() {
            return Err(Error::options(&self.faults));
        }
        let files = Beneath { folder: &self.folder, files: &DiskSource };
        let selected = self.input.select(&files);
        let paths = selected.as_ref().map_or_else(|rejected| &rejected.paths, |selected| &selected.paths);
        if std::env::var_os("OUT_DIR").is_some() {
            let there = paths.iter().filter(|path| files.kind(path).is_ok());
            write::tell_paths(there.map(|path| self.folder.join(path)));
        }
        let selected =
            selected.map_err(|rejected| Error::wit(&rejected.sources, rejected.diagnostics.iter()))?;
        let generated = generate(&selected.resolve, selected.world, &self.options)
            .map_err(|found| Error::wit(&selected.sources, found.iter().map(|found| &found.diagnostic)))?;
        Ok((generated, selected))
    }
}
