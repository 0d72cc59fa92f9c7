//! Packages in memory: loaded from a tree, changed, resolved.

use std::path::Path;

use outwit_diagnostics::{Diagnostic, SourceMap};
use outwit_resolve::{Analysis, Features, Loader, MemorySource, resolve};

use crate::corpora::{entries, is_kind};

/// The files of a package and of those in its `deps/`.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    /// For messages.
    pub(crate) name: String,
    /// Path below the package, and text.
    pub(crate) files: Vec<(String, String)>,
}

/// What a package resolves to.
pub(crate) struct Outcome {
    pub(crate) sources: SourceMap,
    pub(crate) analysis: Analysis,
}

impl Package {
    /// A file, or a folder with `deps/`.
    pub(crate) fn load(path: &Path) -> Package {
        let mut files = Vec::new();
        let mut rest = vec![path.to_owned()];
        while let Some(path_of_file) = rest.pop() {
            if path_of_file.is_dir() {
                rest.extend(entries(&path_of_file));
            } else if is_kind(&path_of_file, "wit") {
                let text = std::fs::read_to_string(&path_of_file).expect("WIT is text");
                let below = path_of_file.strip_prefix(path).expect("below the package");
                let below = below.to_string_lossy().replace('\\', "/");
                files.push((if below.is_empty() { "root.wit".to_owned() } else { below }, text));
            }
        }
        files.sort();
        Package { name: path.display().to_string(), files }
    }

    /// A package of one file.
    pub(crate) fn of_text(name: &str, text: String) -> Package {
        Package { name: name.to_owned(), files: vec![("root.wit".to_owned(), text)] }
    }

    /// Resolves it with every feature.
    pub(crate) fn resolve(&self) -> Outcome {
        self.resolve_with(&Features::all())
    }

    /// Resolves it with these features.
    pub(crate) fn resolve_with(&self, features: &Features) -> Outcome {
        let mut source = MemorySource::new();
        for (path, text) in &self.files {
            source = source.with(format!("p/{path}"), text.as_str());
        }
        let mut loader = Loader::new(&source);
        loader.path(Path::new("p"));
        let loaded = loader.finish();
        let analysis = resolve(&loaded, features);
        Outcome { sources: loaded.sources, analysis }
    }
}

impl Outcome {
    /// The errors, by place.
    pub(crate) fn errors(&self) -> Vec<&Diagnostic> {
        self.analysis.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).collect()
    }

    /// One line for each error.
    pub(crate) fn report(&self) -> String {
        let lines = self.errors().into_iter();
        lines.map(|error| outwit_diagnostics::render::short(&self.sources, error) + "\n").collect()
    }
}
