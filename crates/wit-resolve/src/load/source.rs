//! Where files come from: the disk, or memory.

use std::io;
use std::path::{Path, PathBuf};

/// What a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Something else: a socket, a device.
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
    /// What `path` names; an error if nothing is there.
    fn kind(&self, path: &Path) -> io::Result<FileKind>;
    /// The bytes of a file.
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
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let meta = std::fs::metadata(path)?;
        Ok(match (meta.is_file(), meta.is_dir()) {
            (true, _) => FileKind::File,
            (_, true) => FileKind::Folder,
            _ => FileKind::Other,
        })
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(folder)?;
        entries.map(|entry| entry.map(|entry| folder.join(entry.file_name()))).collect()
    }

    fn identity(&self, path: &Path) -> PathBuf {
        std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }
}

/// Files in memory: for tests, and for the unsaved buffers of an editor.
#[derive(Clone, Debug, Default)]
pub struct MemorySource {
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl MemorySource {
    /// A source without files.
    pub fn new() -> MemorySource {
        MemorySource::default()
    }

    /// Adds or replaces a file; its folders come into being with it.
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> MemorySource {
        let path = path.into();
        self.files.retain(|(other, _)| *other != path);
        self.files.push((path, bytes.into()));
        self
    }
}

impl FileSource for MemorySource {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        if self.files.iter().any(|(file, _)| file == path) {
            Ok(FileKind::File)
        } else if self.files.iter().any(|(file, _)| file.starts_with(path)) {
            Ok(FileKind::Folder)
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let found = self.files.iter().find(|(file, _)| file == path);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let below = self.files.iter().filter_map(|(file, _)| file.strip_prefix(folder).ok());
        let mut entries: Vec<PathBuf> = Vec::new();
        for entry in below.filter_map(|rest| rest.components().next()).map(|first| folder.join(first)) {
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        Ok(entries)
    }
}
