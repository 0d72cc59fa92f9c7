//! Writing files whole or not at all, and only where they change.
//!
//! Everything is written beside its place first and moved there when all of it stands, so a fault on the way leaves the
//! old files as they were. Nothing is written outside the output folder, not even through a symbolic link.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use outwit_diagnostics::{Diagnostic, SourceMap};

use crate::console::Console;
use crate::diagnostics as errors;
use crate::report::{Format, render};
use crate::status::Status;

/// A file to be written: its path in the output folder, and its whole text.
#[derive(Clone, Debug)]
pub(crate) struct NewFile {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    /// Whether it is written only where there is none, whatever that one says.
    pub(crate) keep: bool,
}

/// Writes `files` below `folder`, or with `check` says which of them would change. Says what was done.
pub(crate) fn emit(folder: &Path, files: &[NewFile], check: bool, console: &mut Console) -> Status {
    let outcome = changed(folder, files).and_then(|changed| {
        if check {
            let stale = changed.iter().map(|file| {
                let path = folder.join(&file.path);
                errors::out_of_date(&path, path.exists())
            });
            return Ok(stale.collect());
        }
        write_all(folder, &changed)?;
        for file in &changed {
            console.progress(format_args!("wrote {}", errors::shown(&folder.join(&file.path))));
        }
        Ok(Vec::new())
    });
    let (diagnostics, status) = match outcome {
        Ok(stale) => {
            let status = Status::of(&stale);
            (stale, status)
        }
        Err(error) => (vec![*error], Status::Unable),
    };
    console.print(&render(Format::Human, &SourceMap::new(), &diagnostics, console.style()));
    status
}

/// Writes one file that the user named, wherever it is.
pub(crate) fn write_named(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Box<Diagnostic>> {
    let content = content.as_ref();
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    // A device or pipe, such as `/dev/stderr`, cannot be replaced; a folder gives the error that it should.
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        return fs::write(path, content).map_err(|error| cannot_write(path, &error));
    }
    let Some(name) = path.file_name() else {
        return Err(cannot_write(path, &io::ErrorKind::IsADirectory.into()));
    };
    let staged = Staged::write(folder.join(name), content).map_err(|error| cannot_write(path, &error))?;
    staged.commit().map_err(|error| cannot_write(path, &error))
}

/// Those of `files` whose text is not what lies on disk.
fn changed<'f>(folder: &Path, files: &'f [NewFile]) -> Result<Vec<&'f NewFile>, Box<Diagnostic>> {
    let mut changed = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        if !file.path.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(Box::new(errors::outside_output(&path, folder)));
        }
        // Even what cannot be read is the user's.
        if file.keep && fs::symlink_metadata(&path).is_ok() {
            continue;
        }
        match fs::read(&path) {
            Ok(old) if old == file.text.as_bytes() => {}
            _ => changed.push(file),
        }
    }
    Ok(changed)
}

fn write_all(folder: &Path, files: &[&NewFile]) -> Result<(), Box<Diagnostic>> {
    if files.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    let root = fs::canonicalize(folder).map_err(|error| cannot_write(folder, &error))?;
    let mut staged = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        let parent = path.parent().unwrap_or(folder);
        // Each step is checked before the next folder is made, so that no folder comes to be elsewhere either.
        make_folders(folder, parent, &root)?;
        let staged_file =
            Staged::write(path.clone(), file.text.as_bytes()).map_err(|error| cannot_write(&path, &error))?;
        staged.push(staged_file);
    }
    for file in staged {
        let path = file.path.clone();
        file.commit().map_err(|error| cannot_write(&path, &error))?;
    }
    Ok(())
}

/// Makes the folders from `folder` down to `parent`, refusing those that lead out of `root`.
fn make_folders(folder: &Path, parent: &Path, root: &Path) -> Result<(), Box<Diagnostic>> {
    let mut path = folder.to_owned();
    for part in parent.strip_prefix(folder).unwrap_or(Path::new("")).components() {
        path.push(part);
        match fs::create_dir(&path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(cannot_write(&path, &error));
            }
            _ => {}
        }
        let real = fs::canonicalize(&path).map_err(|error| cannot_write(&path, &error))?;
        if !real.starts_with(root) {
            return Err(Box::new(errors::outside_output(&path, folder)));
        }
    }
    Ok(())
}

fn cannot_write(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    Box::new(errors::cannot_write(path, error))
}

/// A file written beside its place. Removed again unless it is moved there.
struct Staged {
    path: PathBuf,
    beside: PathBuf,
    moved: bool,
}

impl Staged {
    fn write(path: PathBuf, content: &[u8]) -> io::Result<Staged> {
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        let mut file = fs::File::create(&beside)?;
        let staged = Staged { path, beside, moved: false };
        file.write_all(content)?;
        if let Ok(old) = fs::metadata(&staged.path) {
            file.set_permissions(old.permissions())?;
        }
        Ok(staged)
    }

    fn commit(mut self) -> io::Result<()> {
        fs::rename(&self.beside, &self.path)?;
        self.moved = true;
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.moved {
            let _ = fs::remove_file(&self.beside);
        }
    }
}
