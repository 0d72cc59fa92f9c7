//! The texts of an input, read before anything is measured.

use std::path::{Path, PathBuf};

use outwit_resolve::MemorySource;

/// The packages of one input, as texts.
pub(crate) struct Input {
    /// The file or folder, as all names here without what stands before it on this disk.
    pub(crate) path: PathBuf,
    /// The files of the package itself.
    pub(crate) main: Texts,
    /// The files of each package in `deps/`.
    pub(crate) dependencies: Vec<Texts>,
}

/// Files with their paths, in the order of these.
pub(crate) type Texts = Vec<(PathBuf, String)>;

impl Input {
    /// Reads a file, or a folder with its `deps/`.
    pub(crate) fn read(path: &Path) -> Input {
        let mut dependencies = Vec::new();
        if path.is_dir() {
            for entry in sorted(&path.join("deps")) {
                dependencies.push(texts(&entry));
            }
        }
        let mut input = Input { path: path.to_owned(), main: texts(path), dependencies };
        input.shorten(path.parent().unwrap_or(Path::new("")));
        input
    }

    /// Where an input lies does not matter, and long paths take time to compare.
    fn shorten(&mut self, before: &Path) {
        let names = self.main.iter_mut().chain(self.dependencies.iter_mut().flatten()).map(|(path, _)| path);
        for path in names.chain([&mut self.path]) {
            if let Ok(rest) = path.strip_prefix(before) {
                *path = rest.to_owned();
            }
        }
    }

    /// A package of one file that is on no disk.
    pub(crate) fn of_text(path: &str, text: String) -> Input {
        Input { path: path.into(), main: vec![(path.into(), text)], dependencies: Vec::new() }
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &(PathBuf, String)> {
        self.main.iter().chain(self.dependencies.iter().flatten())
    }

    pub(crate) fn bytes(&self) -> usize {
        self.all().map(|(_, text)| text.len()).sum()
    }

    /// The same files for our loader.
    pub(crate) fn source(&self) -> MemorySource {
        self.all().fold(MemorySource::new(), |source, (path, text)| source.with(path, text.as_bytes()))
    }
}

fn texts(path: &Path) -> Texts {
    let paths = if path.is_dir() { sorted(path) } else { vec![path.to_owned()] };
    let wit = paths.into_iter().filter(|path| path.extension().is_some_and(|found| found == "wit"));
    let read = |path: PathBuf| {
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, text)
    };
    wit.map(read).collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    paths
}
