//! Crates that tests write and build, in a workspace of their own.

#![allow(dead_code, reason = "each test uses some of it")]

pub(crate) mod stubs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What clippy says about the numbers and names that the WIT chooses.
pub(crate) const DICTATED: [&str; 14] = [
    "clippy::new_without_default",
    "clippy::wrong_self_convention",
    "clippy::too_many_arguments",
    "clippy::type_complexity",
    "clippy::large_enum_variant",
    "clippy::enum_variant_names",
    "clippy::module_inception",
    "clippy::result_unit_err",
    "clippy::doc_lazy_continuation",
    "clippy::disallowed_names",
    "clippy::new_ret_no_self",
    "clippy::result_large_err",
    "clippy::should_implement_trait",
    "clippy::tabs_in_doc_comments",
];

/// A workspace below the target folder. What was built there before is used again.
pub(crate) struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// An empty workspace; `name` tells apart those of different tests, which run at the same time.
    pub(crate) fn new(name: &str) -> Scratch {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(folder.join("crates"));
        let scratch = Scratch { folder };
        scratch.write("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\nresolver = \"3\"\n");
        // The versions that the tests themselves were built with.
        let lock =
            fs::read(outwit_testkit::workspace().join("Cargo.lock")).expect("the workspace has a lock file");
        fs::write(scratch.folder.join("Cargo.lock"), lock).expect("the folder can be written");
        scratch
    }

    /// Adds a crate with this edition, these dependencies, and this text as `src/lib.rs`. A warning fails it.
    pub(crate) fn add(&self, name: &str, edition: &str, dependencies: &str, lib: &str) {
        let outwit = env!("CARGO_MANIFEST_DIR").replace('\\', "/");
        let dependencies = dependencies.replace("$OUTWIT", &outwit);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n\
             [lints.rust]\nwarnings = \"deny\"\n\n[dependencies]\n{dependencies}\n"
        );
        self.write(&format!("crates/{name}/Cargo.toml"), &manifest);
        self.write(&format!("crates/{name}/src/lib.rs"), lib);
    }

    /// Writes a file; the folders around it come into being with it.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a file in the workspace")).expect("the folder can be made");
        fs::write(&path, text).expect("the file can be written");
    }

    /// Runs Cargo with these arguments. All workspaces share one target folder, so that what they have in common is built
    /// once.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"))
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("RUSTC_WORKSPACE_WRAPPER")
            .output()
            .expect("Cargo can be started")
    }

    /// The same, where it must succeed.
    pub(crate) fn cargo_succeeds(&self, arguments: &[&str]) {
        let output = self.cargo(arguments);
        assert!(output.status.success(), "{arguments:?}\n{}", stderr(&output));
    }

    /// Checks one crate, which must fail, and returns what was said.
    pub(crate) fn check_fails(&self, name: &str) -> String {
        let output = self.cargo(&["check", "-p", name]);
        assert!(!output.status.success(), "{name} should not compile");
        stderr(&output)
    }
}

/// What a program wrote to its standard error.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
