//! From paths to parsed files: packages in files and folders, and their `deps/`. WIT.md, "WIT Packages and `use`".
//!
//! Files come from a [`FileSource`], so that unsaved buffers and tests need no disk. Nothing is judged here but whether
//! files can be read.

mod source;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use outwit_diagnostics::{Diagnostic, FileId, SourceMap};
use outwit_parser::ast;

pub use source::{DiskSource, FileKind, FileSource, MemorySource};

use crate::diagnostics as errors;

/// Reads WIT packages encoded as wasm. Injected by programs that can do it; without one, such an input is a diagnostic.
pub trait Decoder {
    /// The package in `bytes`, as trees whose ranges count bytes of the wasm; `file` stands for it in diagnostics.
    fn decode(&self, file: FileId, bytes: &[u8]) -> Result<Vec<ast::File>, Diagnostic>;
}

/// The files that declare one package (and packages nested in them).
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// For messages: the path as given, or the folder in `deps/`.
    pub(crate) path: String,
    pub(crate) files: Vec<ast::File>,
    /// Whether the user named it, or it lies in a `deps/` folder.
    pub(crate) is_root: bool,
}

/// Everything that was read, parsed.
#[derive(Debug)]
pub struct Loaded {
    /// The texts.
    pub sources: SourceMap,
    /// What was found wrong while reading and parsing.
    pub diagnostics: Vec<Diagnostic>,
    /// Every file and folder that was looked at, in order: what a build script must watch.
    pub paths: Vec<PathBuf>,
    /// Folders that were searched for dependencies, as shown to people, whether they exist or not.
    pub(crate) dependency_folders: Vec<String>,
    /// Dependencies first, then roots in the order given.
    pub(crate) groups: Vec<Group>,
    /// Some input could not be read at all.
    unreadable: bool,
}

impl Loaded {
    /// Whether some input is missing or could not be read: the exit status of programs differs from that for findings.
    pub fn has_unreadable(&self) -> bool {
        self.unreadable
    }
}

/// Collects inputs. Paths and texts that are named here are roots; packages in the `deps/` folder beside a root are known
/// to it but not roots.
pub struct Loader<'a> {
    source: &'a dyn FileSource,
    decoder: Option<&'a dyn Decoder>,
    loaded: Loaded,
    roots: Vec<Group>,
    seen: HashSet<PathBuf>,
}

impl<'a> Loader<'a> {
    /// A loader that reads files from `source`.
    pub fn new(source: &'a dyn FileSource) -> Loader<'a> {
        let loaded = Loaded {
            sources: SourceMap::new(),
            diagnostics: Vec::new(),
            paths: Vec::new(),
            dependency_folders: Vec::new(),
            groups: Vec::new(),
            unreadable: false,
        };
        Loader { source, decoder: None, loaded, roots: Vec::new(), seen: HashSet::new() }
    }

    /// Reads WIT packages encoded as wasm with `decoder`.
    #[must_use]
    pub fn with_decoder(mut self, decoder: &'a dyn Decoder) -> Loader<'a> {
        self.decoder = Some(decoder);
        self
    }

    /// Adds a root: a `.wit` file, a folder of `.wit` files with perhaps a `deps/` folder, or an encoded package. A file
    /// beside a `deps/` folder sees what is in it.
    pub fn path(&mut self, path: &Path) {
        match self.source.kind(path) {
            Ok(FileKind::Folder) => self.folder(path, true),
            Ok(FileKind::File) => {
                if let Some(file) = self.file(path) {
                    self.push(Group { path: shown(path), files: file, is_root: true });
                }
                self.dependencies(path.parent().unwrap_or(Path::new("")));
            }
            Ok(FileKind::Other) => self.unreadable(path, &io::Error::other("neither a file nor a folder")),
            Err(error) => self.unreadable(path, &error),
        }
    }

    /// Adds a root that is given as text; `name` stands for it in diagnostics.
    pub fn text(&mut self, name: &str, text: &str) {
        let file = self.parse(name, text.into());
        self.push(Group { path: name.to_owned(), files: vec![file], is_root: true });
    }

    /// Adds the packages of a folder that is laid out like `deps/`, without making them roots.
    pub fn dependency_folder(&mut self, folder: &Path) {
        self.loaded.dependency_folders.push(shown(folder));
        if !self.first_visit(folder) {
            return;
        }
        let Ok(FileKind::Folder) = self.source.kind(folder) else { return };
        self.loaded.paths.push(folder.to_owned());
        let Some(entries) = self.entries(folder) else { return };
        for path in entries {
            match self.source.kind(&path) {
                Ok(FileKind::Folder) => self.folder(&path, false),
                Ok(FileKind::File) if is_package_file(&path) => {
                    if let Some(files) = self.file(&path) {
                        self.push(Group { path: shown(&path), files, is_root: false });
                    }
                }
                _ => {}
            }
        }
    }

    /// What was read.
    pub fn finish(mut self) -> Loaded {
        self.loaded.groups.extend(self.roots);
        self.loaded
    }

    /// A group whose files could not be read, or belong to an earlier group, is none.
    fn push(&mut self, group: Group) {
        if group.files.is_empty() {
            return;
        }
        if group.is_root { self.roots.push(group) } else { self.loaded.groups.push(group) }
    }

    /// A folder is one package: the `.wit` files directly in it, in the order of their names.
    fn folder(&mut self, folder: &Path, is_root: bool) {
        if is_root {
            self.dependencies(folder);
        }
        if !self.first_visit(folder) {
            return;
        }
        self.loaded.paths.push(folder.to_owned());
        let Some(entries) = self.entries(folder) else { return };
        let wit = |path: &PathBuf| {
            has_extension(path, "wit") && self.source.kind(path).is_ok_and(FileKind::is_file)
        };
        let paths: Vec<PathBuf> = entries.into_iter().filter(wit).collect();
        if paths.is_empty() {
            self.loaded.unreadable |= is_root;
            if is_root {
                self.loaded.diagnostics.push(errors::no_wit_in_folder(&shown(folder)));
            }
            return;
        }
        let files = paths.iter().filter_map(|path| self.file(path)).flatten().collect();
        self.push(Group { path: shown(folder), files, is_root });
    }

    fn dependencies(&mut self, beside: &Path) {
        self.dependency_folder(&beside.join("deps"));
    }

    /// The trees of one file: one for text, perhaps several for an encoded package.
    fn file(&mut self, path: &Path) -> Option<Vec<ast::File>> {
        if !self.first_visit(path) {
            return None;
        }
        self.loaded.paths.push(path.to_owned());
        let bytes = match self.source.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.unreadable(path, &error);
                return None;
            }
        };
        if has_extension(path, "wasm") || has_extension(path, "wat") || bytes.starts_with(b"\0asm") {
            return self.decode(path, &bytes);
        }
        if u32::try_from(bytes.len()).is_err() {
            self.loaded.diagnostics.push(errors::file_too_large(&shown(path)));
            self.loaded.unreadable = true;
            return None;
        }
        match String::from_utf8(bytes) {
            Ok(text) => Some(vec![self.parse(&shown(path), text.into())]),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = self.loaded.sources.add(shown(path), lossy);
                self.loaded.diagnostics.push(errors::not_utf8(file, valid as u32));
                self.loaded.unreadable = true;
                None
            }
        }
    }

    fn parse(&mut self, name: &str, text: Arc<str>) -> ast::File {
        let file = self.loaded.sources.add(name, text.clone());
        let parsed = outwit_parser::parse(file, &text);
        self.loaded.diagnostics.extend(parsed.diagnostics);
        parsed.file
    }

    fn decode(&mut self, path: &Path, bytes: &[u8]) -> Option<Vec<ast::File>> {
        let file = self.loaded.sources.add(shown(path), "");
        let decoded = match self.decoder {
            Some(decoder) => decoder.decode(file, bytes),
            None => {
                self.loaded.unreadable = true;
                Err(errors::encoded_package(&shown(path)))
            }
        };
        decoded.map_err(|error| self.loaded.diagnostics.push(error)).ok()
    }

    fn entries(&mut self, folder: &Path) -> Option<Vec<PathBuf>> {
        match self.source.entries(folder) {
            Ok(mut entries) => {
                entries.sort();
                Some(entries)
            }
            Err(error) => {
                self.unreadable(folder, &error);
                None
            }
        }
    }

    fn unreadable(&mut self, path: &Path, error: &io::Error) {
        self.loaded.unreadable = true;
        self.loaded.diagnostics.push(errors::cannot_read(&shown(path), error));
    }

    /// Whether the path is met for the first time; two names for one file count once where the source can tell.
    fn first_visit(&mut self, path: &Path) -> bool {
        self.seen.insert(self.source.identity(path))
    }
}

/// A path for people: `/` everywhere, no `./` in front.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").filter(|rest| !rest.is_empty()).map_or(text.clone(), str::to_owned)
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

fn is_package_file(path: &Path) -> bool {
    ["wit", "wasm", "wat"].iter().any(|extension| has_extension(path, extension))
}
