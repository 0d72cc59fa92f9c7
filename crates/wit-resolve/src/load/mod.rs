//! From paths to parsed files: packages in files and folders, and their `deps/`. WIT.md, "WIT Packages and `use`".
//!
//! Files come from a [`FileSource`], so that unsaved buffers and tests need no disk. Nothing is judged here but whether
//! files can be read.

mod content;
#[cfg(any(test, feature = "decoder"))]
mod decoded;
mod parse;
mod paths;
mod same;
mod source;
mod supply;

use std::collections::HashSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use outwit_diagnostics::{Diagnostic, FileId, SourceMap, closest, sort_by};
use outwit_parser::ast;

pub(crate) use content::Foreign;
#[cfg(any(test, feature = "decoder"))]
pub use decoded::{Decoded, DecodedKind, Decoder};
pub use source::{DiskSource, FileBytes, FileKind, FileSource, MemorySource};
pub(crate) use supply::{Fetch, FolderState, Supply, Tool};

use crate::diagnostics::{self as errors, NearWit};
use content::Content;
use paths::{has_extension, is_hidden, is_package_file, shown};
use supply::DependencyFolder;

/// The files that declare one package (and packages nested in them).
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// For messages: the path as given, or the folder in `deps/`.
    pub(crate) path: String,
    pub(crate) files: Vec<ast::File>,
    /// Whether the user named it, or it lies in a `deps/` folder.
    pub(crate) is_root: bool,
    /// Whether it is one file rather than a folder of them.
    pub(crate) is_file: bool,
    /// The same for all names of the file or folder.
    identity: PathBuf,
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
    /// Where dependencies were looked for.
    pub(crate) supply: Supply,
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
/// to it but not roots. All of them see one another.
pub struct Loader<'a> {
    source: &'a dyn FileSource,
    loaded: Loaded,
    roots: Vec<Group>,
    /// Identities of what was read.
    seen: HashSet<OsString>,
    /// Files of which there is the text so far, in the order of their ids.
    unparsed: Vec<FileId>,
    #[cfg(any(test, feature = "decoder"))]
    encoded: decoded::Encoded<'a>,
}

impl<'a> Loader<'a> {
    /// A loader that reads files from `source`.
    pub fn new(source: &'a dyn FileSource) -> Loader<'a> {
        let loaded = Loaded {
            sources: SourceMap::new(),
            diagnostics: Vec::new(),
            paths: Vec::new(),
            supply: Supply::default(),
            groups: Vec::new(),
            unreadable: false,
        };
        Loader {
            source,
            loaded,
            roots: Vec::new(),
            seen: HashSet::new(),
            unparsed: Vec::new(),
            #[cfg(any(test, feature = "decoder"))]
            encoded: decoded::Encoded::default(),
        }
    }

    /// Adds a root: a `.wit` file, a folder of `.wit` files with perhaps a `deps/` folder, or an encoded package. A file
    /// beside a `deps/` folder sees what is in it. What was read as a dependency before becomes a root.
    pub fn path(&mut self, path: &Path) {
        match self.source.kind(path) {
            Ok(kind @ (FileKind::Folder | FileKind::File)) => {
                let identity = self.source.identity(path);
                if !self.seen.insert(identity.clone().into_os_string()) {
                    self.promote(&identity);
                } else if kind == FileKind::Folder {
                    self.dependencies(path, true);
                    self.folder(path, identity, true);
                } else {
                    self.single_file(path, identity, true);
                    self.dependencies(path.parent().unwrap_or(Path::new("")), false);
                }
            }
            Ok(FileKind::Other) => self.unreadable(errors::neither_file_nor_folder(&shown(path), true)),
            Err(error) => {
                let near = self.near(path).filter(|_| error.kind() == io::ErrorKind::NotFound);
                self.unreadable(errors::cannot_read(&shown(path), &error, near.as_deref()));
            }
        }
    }

    /// Adds a root that is given as text; `name` stands for it in diagnostics.
    pub fn text(&mut self, name: &str, text: &str) {
        let files = vec![self.text_file(name, text.into())];
        self.push(Group {
            path: name.to_owned(),
            files,
            is_root: true,
            is_file: true,
            identity: name.into(),
        });
    }

    /// Adds the packages of a folder that is laid out like `deps/`, without making them roots.
    pub fn dependency_folder(&mut self, folder: &Path) {
        let state = match self.source.kind(folder) {
            Ok(FileKind::Folder) => FolderState::Read,
            Ok(_) => FolderState::NotAFolder,
            Err(error) if error.kind() == io::ErrorKind::NotFound => FolderState::Missing,
            Err(error) => {
                self.unreadable(errors::cannot_read_listed(&shown(folder), &error));
                return;
            }
        };
        let identity = self.source.identity(folder);
        let mut empty = Vec::new();
        if state == FolderState::Read && self.seen.insert(identity.clone().into_os_string()) {
            self.loaded.paths.push(folder.to_owned());
            for path in self.entries(folder) {
                if !self.dependency(&path, &identity) {
                    empty.push(shown(&path));
                }
            }
        }
        let path = shown(folder);
        if !self.loaded.supply.folders.iter().any(|known| known.path == path) {
            self.loaded.supply.folders.push(DependencyFolder { path, state, empty });
        }
    }

    /// What was read, parsed.
    pub fn finish(mut self) -> Loaded {
        same::drop_repeated(&mut self.loaded, &self.roots);
        let mut files = Vec::new();
        for groups in [&mut self.loaded.groups, &mut self.roots] {
            for group in groups {
                files.extend(&mut group.files);
            }
        }
        files.retain(|file| self.unparsed.binary_search(&file.id).is_ok());
        self.loaded.diagnostics.extend(parse::parse_all(&self.loaded.sources, files));
        #[cfg(any(test, feature = "decoder"))]
        decoded::add_partial(&mut self.loaded, &self.roots, self.encoded.partial);
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

    /// Makes a dependency a root.
    fn promote(&mut self, identity: &Path) {
        if let Some(at) = self.loaded.groups.iter().position(|group| group.identity == identity) {
            let group = self.loaded.groups.remove(at);
            self.roots.push(Group { is_root: true, ..group });
        }
    }

    /// The packages in the `deps/` folder beside the files of a root, and how they get there.
    fn dependencies(&mut self, beside: &Path, is_folder: bool) {
        let deps = beside.join("deps");
        let has_file = is_folder && self.source.kind(&deps).is_ok_and(|kind| kind != FileKind::Folder);
        if has_file {
            self.unreadable(errors::deps_is_a_file(&shown(&deps)));
        }
        self.dependency_folder(&deps);
        self.loaded.supply.look_for_projects(self.source, beside, &deps);
    }

    /// An entry of a `deps/` folder with this identity. False for a folder that holds no package.
    fn dependency(&mut self, path: &Path, folder: &Path) -> bool {
        match self.source.look(path, folder) {
            Ok((FileKind::Folder, identity)) => {
                return !self.seen.insert(identity.clone().into_os_string())
                    || self.folder(path, identity, false);
            }
            Ok((FileKind::File, identity)) if is_package_file(path) => {
                let is_new = self.seen.insert(identity.clone().into_os_string());
                if is_new {
                    self.single_file(path, identity, false);
                }
            }
            Ok((FileKind::Other, _)) if is_package_file(path) => {
                self.unreadable(errors::neither_file_nor_folder(&shown(path), false));
            }
            Err(error) if !is_hidden(path) => {
                self.unreadable(errors::cannot_read_listed(&shown(path), &error));
            }
            _ => {}
        }
        true
    }

    /// A folder is one package: the `.wit` files directly in it, in the order of their names. False if there are none.
    fn folder(&mut self, folder: &Path, identity: PathBuf, is_root: bool) -> bool {
        self.loaded.paths.push(folder.to_owned());
        let diagnostics = self.loaded.diagnostics.len();
        let entries = self.entries(folder);
        let mut files = Vec::new();
        let mut is_empty = true;
        for path in entries.iter().filter(|path| has_extension(path, "wit")) {
            match self.source.look(path, &identity) {
                Ok((FileKind::File, identity)) => {
                    is_empty = false;
                    files.extend(self.file_of_folder(path, identity));
                }
                Ok((FileKind::Folder, _)) => {}
                Ok((FileKind::Other, _)) => {
                    self.unreadable(errors::neither_file_nor_folder(&shown(path), false));
                }
                // Editors leave links to nothing as locks.
                Err(_) if is_hidden(path) => {}
                Err(error) => self.unreadable(errors::cannot_read_listed(&shown(path), &error)),
            }
        }
        if is_empty && is_root && self.loaded.diagnostics.len() == diagnostics {
            let near = self.near_wit(folder, &entries);
            self.unreadable(near);
        }
        self.push(Group { path: shown(folder), files, is_root, is_file: false, identity });
        !is_empty
    }

    /// The trees of a file in a folder that is read as a package, even if the file was named as a root of its own before.
    fn file_of_folder(&mut self, path: &Path, identity: PathBuf) -> Vec<ast::File> {
        if self.seen.insert(identity.clone().into_os_string()) {
            return self.file(path, true);
        }
        let named = self.roots.iter().position(|group| group.is_file && group.identity == identity);
        named.map_or(Vec::new(), |at| self.roots.remove(at).files)
    }

    /// A package in one file.
    fn single_file(&mut self, path: &Path, identity: PathBuf, is_root: bool) {
        let files = self.file(path, !is_root);
        let path = shown(path);
        #[cfg(any(test, feature = "decoder"))]
        self.push_more(&path, &identity, is_root);
        self.push(Group { path, files, is_root, is_file: true, identity });
    }

    /// The trees of one file: one for text, perhaps several for an encoded package, none if it cannot be read.
    fn file(&mut self, path: &Path, is_dependency: bool) -> Vec<ast::File> {
        self.loaded.paths.push(path.to_owned());
        let bytes = match self.source.read(path) {
            Ok(bytes) if u32::try_from(bytes.len()).is_ok() => bytes,
            Err(error) if error.kind() != io::ErrorKind::FileTooLarge => {
                self.unreadable(errors::cannot_read_listed(&shown(path), &error));
                return Vec::new();
            }
            _ => {
                self.unreadable(errors::file_too_large(&shown(path)));
                return Vec::new();
            }
        };
        if has_extension(path, "wasm") || has_extension(path, "wat") {
            return self.decode(path, &bytes, is_dependency);
        }
        match Content::of(&bytes) {
            Content::Text(text) => vec![self.text_file(&shown(path), text)],
            Content::Wasm => self.decode(path, &bytes, is_dependency),
            Content::Foreign(foreign) => {
                let text = if let Foreign::Byte { text, .. } = &foreign { text } else { "" };
                let file = self.loaded.sources.add(shown(path), text);
                self.unreadable(errors::not_text(file, &foreign));
                Vec::new()
            }
        }
    }

    /// A file of text that waits to be parsed with all others.
    fn text_file(&mut self, name: &str, text: Arc<str>) -> ast::File {
        let file = self.loaded.sources.add(name, text);
        self.unparsed.push(file);
        ast::File::new(file)
    }

    #[cfg(not(any(test, feature = "decoder")))]
    fn decode(&mut self, path: &Path, _: &[u8], _is_dependency: bool) -> Vec<ast::File> {
        self.unreadable(errors::encoded_package(&shown(path)));
        Vec::new()
    }

    /// What lies in a folder, by name.
    fn entries(&mut self, folder: &Path) -> Vec<PathBuf> {
        match self.source.entries(folder) {
            Ok(mut entries) => {
                sort_by(&mut entries, Ord::cmp);
                entries
            }
            Err(error) => {
                self.unreadable(errors::cannot_read_listed(&shown(folder), &error));
                Vec::new()
            }
        }
    }

    fn unreadable(&mut self, diagnostic: Diagnostic) {
        self.loaded.unreadable = true;
        self.loaded.diagnostics.push(diagnostic);
    }

    /// The name of what exists beside a path that does not, if it is similar.
    fn near(&self, path: &Path) -> Option<String> {
        let folder = path.parent()?;
        let entries = self.source.entries(folder).ok()?;
        let is_input = |entry: &PathBuf| {
            is_package_file(entry) || self.source.kind(entry).is_ok_and(|kind| kind == FileKind::Folder)
        };
        let mut names: Vec<String> = Vec::new();
        for entry in entries {
            if is_input(&entry) {
                names.push(shown(&entry));
            }
        }
        sort_by(&mut names, Ord::cmp);
        let path = shown(path);
        let with_extension = format!("{path}.wit");
        let same = names.iter().find(|name| **name == with_extension).map(String::as_str);
        same.or_else(|| closest(&path, names.iter().map(String::as_str))).map(str::to_owned)
    }

    /// What to say of a root folder without WIT.
    fn near_wit(&self, folder: &Path, entries: &[PathBuf]) -> Diagnostic {
        let is_wit = |path: &PathBuf| has_extension(path, "wit");
        let wit = folder.join("wit");
        let in_wit = self.source.entries(&wit).is_ok_and(|entries| entries.iter().any(is_wit));
        let is_almost = |entry: &&PathBuf| {
            let name = shown(entry).to_ascii_lowercase();
            let endings = [".wit", ".wit.md", ".wit.txt"];
            endings.iter().any(|ending| name.ends_with(ending))
                && self.source.kind(entry).is_ok_and(FileKind::is_file)
        };
        let almost = entries.iter().find(is_almost).map(|entry| shown(entry));
        let (wit, path) = (shown(&wit), shown(folder));
        match &almost {
            _ if in_wit => errors::no_wit_in_folder(&path, &NearWit::Folder(&wit)),
            Some(file) => errors::no_wit_in_folder(&path, &NearWit::File(file)),
            None => errors::no_wit_in_folder(&path, &NearWit::Nothing),
        }
    }
}
