//! Where files come from: the disk, or memory.

use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};

/// What a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Something else: a socket, a pipe, a device.
    Other,
}

impl FileKind {
    /// Whether it is a file.
    pub fn is_file(self) -> bool {
        self == FileKind::File
    }
}

/// A tree of files.
pub trait FileSource {
    /// What `path` names, behind all symbolic links; an error if nothing is there.
    fn kind(&self, path: &Path) -> io::Result<FileKind>;
    /// The bytes of a file. A file of 4 GiB or more may be refused with [`io::ErrorKind::FileTooLarge`].
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// The paths of what lies directly in a folder, in any order, each beginning with `folder`.
    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// A path that is the same for all names of one file or folder, as far as the source can tell.
    fn identity(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }
}

/// The disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskSource;

impl FileSource for DiskSource {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let meta = std::fs::metadata(or_here(path))?;
        Ok(match (meta.is_file(), meta.is_dir()) {
            (true, _) => FileKind::File,
            (_, true) => FileKind::Folder,
            _ => FileKind::Other,
        })
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        // What nobody will look at is not brought into memory.
        if u32::try_from(std::fs::metadata(path)?.len()).is_err() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        std::fs::read(path)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(or_here(folder))?;
        entries.map(|entry| entry.map(|entry| folder.join(entry.file_name()))).collect()
    }

    fn identity(&self, path: &Path) -> PathBuf {
        std::fs::canonicalize(or_here(path)).unwrap_or_else(|_| path.to_owned())
    }
}

/// The empty path is the current folder.
fn or_here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

/// Files in memory: for tests, and for the unsaved buffers of an editor.
#[derive(Clone, Debug, Default)]
pub struct MemorySource {
    /// The order of paths goes by their parts, so what lies in a folder stands together behind it.
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl MemorySource {
    /// A source without files.
    pub fn new() -> MemorySource {
        MemorySource::default()
    }

    /// Adds or replaces a file; its folders come into being with it.
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> MemorySource {
        self.files.insert(path.into(), bytes.into());
        self
    }

    /// Every file below a folder, at any depth.
    fn below<'s>(&'s self, folder: &'s Path) -> impl Iterator<Item = &'s Path> {
        let behind = (Bound::Excluded(folder), Bound::Unbounded);
        let files = self.files.range::<Path, _>(behind).map(|(path, _)| path.as_path());
        files.take_while(move |path| path.starts_with(folder))
    }
}

impl FileSource for MemorySource {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        if self.files.contains_key(path) {
            Ok(FileKind::File)
        } else if self.below(path).next().is_some() {
            Ok(FileKind::Folder)
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let names = self.below(folder).filter_map(|path| path.strip_prefix(folder).ok()?.components().next());
        let mut entries: Vec<PathBuf> = names.map(|name| folder.join(name)).collect();
        entries.dedup();
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_knows_folders_by_their_files() {
        let source = MemorySource::new()
            .with("p/a.wit", "old")
            .with("p-q/b.wit", "")
            .with("p/deps/c/d.wit", "")
            .with("p/deps/c/e.wit", "")
            .with("p/a.wit", "new");
        assert_eq!(source.read(Path::new("p/a.wit")).unwrap(), b"new");
        assert_eq!(source.kind(Path::new("p/deps")).unwrap(), FileKind::Folder);
        assert_eq!(source.kind(Path::new("")).unwrap(), FileKind::Folder);
        assert_eq!(source.kind(Path::new("q")).unwrap_err().kind(), io::ErrorKind::NotFound);
        let entries = |folder: &str| source.entries(Path::new(folder)).unwrap();
        assert_eq!(entries("p"), [Path::new("p/a.wit"), Path::new("p/deps")]);
        assert_eq!(entries("p/deps"), [Path::new("p/deps/c")]);
        assert_eq!(entries(""), [Path::new("p"), Path::new("p-q")]);
    }
}
