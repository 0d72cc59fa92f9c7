//! Standard input as the text of a file, among the files of the disk.

use std::cell::Cell;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use outwit_resolve::{DiskSource, FileBytes, FileKind, FileSource};

/// The disk, with standard input in place of one file, which may not exist yet.
pub(crate) struct StdinSource {
    file: PathBuf,
    identity: PathBuf,
    bytes: Vec<u8>,
    used: Cell<bool>,
}

impl StdinSource {
    /// Reads standard input to its end; from now on it is what `file` holds.
    pub(crate) fn read(file: &Path) -> io::Result<StdinSource> {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(StdinSource::new(file, bytes))
    }

    fn new(file: &Path, bytes: Vec<u8>) -> StdinSource {
        StdinSource { file: file.to_owned(), identity: identity(file), bytes, used: Cell::new(false) }
    }

    /// Whether some input held the file.
    pub(crate) fn is_used(&self) -> bool {
        self.used.get()
    }

    fn is_meant(&self, path: &Path) -> bool {
        path.file_name() == self.file.file_name() && identity(path) == self.identity
    }
}

impl FileSource for StdinSource {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        if self.is_meant(path) { Ok(FileKind::File) } else { DiskSource.kind(path) }
    }

    fn read(&self, path: &Path) -> io::Result<FileBytes> {
        if !self.is_meant(path) {
            return DiskSource.read(path);
        }
        self.used.set(true);
        Ok(FileBytes::Read(self.bytes.clone()))
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut entries = DiskSource.entries(folder)?;
        let here = self.file.file_name().map(|name| folder.join(name)).filter(|path| self.is_meant(path));
        if let Some(path) = here.filter(|path| !entries.contains(path)) {
            entries.push(path);
        }
        Ok(entries)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        if self.is_meant(path) { self.identity.clone() } else { DiskSource.identity(path) }
    }
}

/// The real folder and the name in it, for a file that need not exist.
fn identity(file: &Path) -> PathBuf {
    let folder = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let folder = DiskSource.identity(folder);
    file.file_name().map_or(folder.clone(), |name| folder.join(name))
}
