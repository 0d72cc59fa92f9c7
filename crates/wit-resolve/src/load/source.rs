//! Where files come from: the disk, or memory.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::{Bound, Deref};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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

/// The bytes of a file: read just now, or text that is in memory anyway and is shared.
#[derive(Clone, Debug)]
pub enum FileBytes {
    /// Any bytes.
    Read(Vec<u8>),
    /// Text.
    Text(Arc<str>),
}

impl Deref for FileBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            FileBytes::Read(bytes) => bytes,
            FileBytes::Text(text) => text.as_bytes(),
        }
    }
}

impl From<Vec<u8>> for FileBytes {
    fn from(bytes: Vec<u8>) -> FileBytes {
        FileBytes::Read(bytes)
    }
}

impl From<Arc<str>> for FileBytes {
    fn from(text: Arc<str>) -> FileBytes {
        FileBytes::Text(text)
    }
}

/// A tree of files.
pub trait FileSource {
    /// What `path` names, behind all symbolic links; an error if nothing is there.
    fn kind(&self, path: &Path) -> io::Result<FileKind>;
    /// The bytes of a file. A file of 4 GiB or more may be refused with [`io::ErrorKind::FileTooLarge`].
    fn read(&self, path: &Path) -> io::Result<FileBytes>;
    /// The paths of what lies directly in a folder, in any order, each beginning with `folder`.
    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// A path that is the same for all names of one file or folder, as far as the source can tell.
    fn identity(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }
    /// The kind and the identity of something that [`FileSource::entries`] gave for a folder with the identity `folder`. Sources
    /// that can tell both at once, or by that of the folder, do so.
    fn look(&self, path: &Path, folder: &Path) -> io::Result<(FileKind, PathBuf)> {
        let _ = folder;
        Ok((self.kind(path)?, self.identity(path)))
    }
}

/// The disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskSource;

impl FileSource for DiskSource {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        Ok(kind_of(&std::fs::metadata(or_here(path))?))
    }

    fn read(&self, path: &Path) -> io::Result<FileBytes> {
        let file = std::fs::File::open(path)?;
        // What nobody will look at is not brought into memory, even if it grows meanwhile.
        let most = u64::from(u32::MAX);
        let length = file.metadata()?.len();
        if length > most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(length as usize)?;
        file.take(most + 1).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(or_here(folder))? {
            entries.push(folder.join(entry?.file_name()));
        }
        Ok(entries)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        std::fs::canonicalize(or_here(path)).unwrap_or_else(|_| path.to_owned())
    }

    /// What is no link lies where its folder lies: one question instead of one for each part of the path.
    fn look(&self, path: &Path, folder: &Path) -> io::Result<(FileKind, PathBuf)> {
        let meta = std::fs::symlink_metadata(path)?;
        match path.file_name() {
            Some(name) if !meta.is_symlink() => Ok((kind_of(&meta), folder.join(name))),
            _ => Ok((self.kind(path)?, self.identity(path))),
        }
    }
}

fn kind_of(meta: &std::fs::Metadata) -> FileKind {
    match (meta.is_file(), meta.is_dir()) {
        (true, _) => FileKind::File,
        (_, true) => FileKind::Folder,
        _ => FileKind::Other,
    }
}

/// The empty path is the current folder.
fn or_here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

/// Files in memory: for tests, and for the unsaved buffers of an editor.
#[derive(Clone, Debug, Default)]
pub struct MemorySource {
    /// By [`key`], so that what lies in a folder stands together behind it.
    files: BTreeMap<Vec<u8>, File>,
}

#[derive(Clone, Debug)]
struct File {
    path: PathBuf,
    bytes: FileBytes,
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
        let bytes = match String::from_utf8(bytes.into()) {
            Ok(text) => FileBytes::Text(text.into()),
            Err(error) => FileBytes::Read(error.into_bytes()),
        };
        self.files.insert(key(&path), File { path, bytes });
        self
    }

    /// Every file below a folder, at any depth.
    fn below(&self, folder: Vec<u8>) -> impl Iterator<Item = &Path> {
        let files = self.files.range((Bound::Excluded(folder.clone()), Bound::Unbounded));
        let files = files.take_while(move |(path, _)| path.starts_with(&folder));
        files.map(|(_, file)| file.path.as_path())
    }
}

/// The parts of a path with a zero behind each. Comparing two of these is comparing bytes, and that of a folder is the
/// beginning of those of all that lies in it.
fn key(path: &Path) -> Vec<u8> {
    let mut key = Vec::with_capacity(path.as_os_str().len() + 1);
    for part in path.components() {
        key.extend_from_slice(part.as_os_str().as_encoded_bytes());
        key.push(0);
    }
    key
}

impl FileSource for MemorySource {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let path = key(path);
        if self.files.contains_key(&path) {
            Ok(FileKind::File)
        } else if self.below(path).next().is_some() {
            Ok(FileKind::Folder)
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    fn read(&self, path: &Path) -> io::Result<FileBytes> {
        let file = self.files.get(&key(path));
        file.map(|file| file.bytes.clone()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn identity(&self, path: &Path) -> PathBuf {
        path.components().collect()
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let depth = folder.components().count();
        let names = self.below(key(folder)).filter_map(|path| path.components().nth(depth));
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
        assert_eq!(*source.read(Path::new("p/a.wit")).unwrap(), *b"new");
        assert_eq!(source.kind(Path::new("p/deps")).unwrap(), FileKind::Folder);
        assert_eq!(source.kind(Path::new("")).unwrap(), FileKind::Folder);
        assert_eq!(source.kind(Path::new("q")).unwrap_err().kind(), io::ErrorKind::NotFound);
        let entries = |folder: &str| source.entries(Path::new(folder)).unwrap();
        assert_eq!(entries("p"), [Path::new("p/a.wit"), Path::new("p/deps")]);
        assert_eq!(entries("p/deps"), [Path::new("p/deps/c")]);
        assert_eq!(entries(""), [Path::new("p"), Path::new("p-q")]);
    }
}
