//! Running the built programs, and showing what they did.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A built program, started in `folder` with nothing in the environment that changes what it says.
pub(crate) fn program(name: &str, folder: &Path) -> Command {
    let path = match name {
        "outwit" => env!("CARGO_BIN_EXE_outwit"),
        "wit-check" => env!("CARGO_BIN_EXE_wit-check"),
        other => panic!("there is no program `{other}`"),
    };
    let mut command = Command::new(path);
    command.current_dir(folder);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "TERM", "COLUMNS"] {
        command.env_remove(variable);
    }
    command
}

/// What a program wrote to standard output, as text.
pub(crate) fn stdout(output: &Output) -> String {
    text(&output.stdout)
}

/// What a program wrote to standard error, as text.
pub(crate) fn stderr(output: &Output) -> String {
    text(&output.stderr)
}

/// The exit status of a program that was not killed.
pub(crate) fn status(output: &Output) -> i32 {
    output.status.code().expect("the program ended by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("programs write UTF-8")
}

/// A folder of its own for one test, removed at the end.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Scratch {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("the target folder can be written");
        Scratch(folder)
    }

    /// A scratch folder with a copy of everything in `from` but snapshots.
    pub(crate) fn copy_of(from: &Path, name: &str) -> Scratch {
        let scratch = Scratch::new(name);
        copy(from, &scratch.0);
        scratch
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file below the folder, by path with `/`.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).expect("a readable folder") {
                let path = entry.expect("a readable entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let below = path.strip_prefix(&self.0).expect("below the folder");
                    files.push(below.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        files.sort();
        files
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        let target = to.join(path.file_name().expect("entries have names"));
        if path.is_dir() {
            std::fs::create_dir_all(&target).expect("a folder can be made");
            copy(&path, &target);
        } else if path.extension().is_none_or(|extension| extension != "snap") {
            std::fs::copy(&path, &target).expect("a file can be copied");
        }
    }
}
