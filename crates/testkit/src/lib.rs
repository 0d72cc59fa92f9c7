//! Test support: walking `testdata/`, and snapshots that stand beside their input.

pub mod generate;
pub mod random;

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().and_then(Path::parent).expect("the crate stands two folders below the root").to_owned()
}

/// The folder of a published crate, if the variable names it. `cargo xtask test` sets it.
#[expect(clippy::print_stderr, reason = "a test that does not run says so")]
pub fn corpus(variable: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        eprintln!("not run: {variable} does not name the folder of the published crate");
    }
    folder
}

/// A folder of `testdata/<suite>/`: one case of a test.
#[derive(Clone, Debug)]
pub struct Case {
    /// The name of the folder.
    pub name: String,
    /// The folder.
    pub dir: PathBuf,
}

impl Case {
    /// The text of a file of the case.
    ///
    /// # Panics
    /// If the file cannot be read: a broken fixture is a broken test.
    pub fn read(&self, file: &str) -> String {
        let path = self.dir.join(file);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Compares `text` with the snapshot `<file>` beside the input (`ast` is `ast.snap`).
    pub fn snapshot(&self, file: &str, text: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&self.dir);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(file, text));
    }
}

/// The cases of `testdata/<suite>/`, by name.
///
/// # Panics
/// If there is none: a suite that lost its cases must not pass.
pub fn cases(suite: &str) -> Vec<Case> {
    let dir = workspace().join("testdata").join(suite);
    let entries = std::fs::read_dir(&dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    let mut cases: Vec<Case> = entries
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| Case { name: entry.file_name().to_string_lossy().into_owned(), dir: entry.path() })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!cases.is_empty(), "no case in {}", dir.display());
    cases
}
