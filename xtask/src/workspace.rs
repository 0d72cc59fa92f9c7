//! Where everything lies, and the programs of the toolchain this was started with.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::process::Run;

/// The checkout this program works on.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    /// Whether things may be installed; `--no-install` says no.
    pub(crate) install: bool,
}

impl Workspace {
    /// The workspace that this package belongs to.
    pub(crate) fn find(install: bool) -> Result<Workspace> {
        // Cargo sets it when it runs a program; a copy that is started by hand still knows where it was built.
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .parent()
            .filter(|root| root.join("xtask").is_dir())
            .ok_or_else(|| Failure::failed("cannot find the workspace: start this by `cargo xtask`"))?
            .to_owned();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(target) => std::path::absolute(&target)
                .map_err(|error| Failure::failed(format!("CARGO_TARGET_DIR is no path: {error}")))?,
            None => root.join("target"),
        };
        Ok(Workspace { root, target, install })
    }

    /// The folder of the checkout.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the checkout, written with `/`.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path below the folder where this program keeps what it makes.
    pub(crate) fn kept(&self, relative: &str) -> PathBuf {
        self.target.join("xtask").join(relative)
    }

    /// A program of the workspace's own, built by `cargo build`.
    pub(crate) fn built(&self, program: &str) -> PathBuf {
        self.target.join("debug").join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
    }

    /// The same, built by `cargo build --release`.
    pub(crate) fn released(&self, program: &str) -> PathBuf {
        self.target.join("release").join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
    }

    /// The cargo that started this program, in the checkout's folder.
    pub(crate) fn cargo(&self) -> Run {
        Run::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).directory(&self.root)
    }

    /// A cargo command on a package that is a workspace of its own, with a target directory of its own.
    pub(crate) fn cargo_apart(&self, subcommand: &str, manifest: &str, target: &str) -> Run {
        self.cargo()
            .arg(subcommand)
            .arg("--manifest-path")
            .arg(self.path(manifest))
            .arg("--target-dir")
            .arg(self.kept(target))
    }

    /// The compiler that cargo uses here.
    pub(crate) fn rustc(&self) -> OsString {
        std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
    }

    /// The oldest compiler that the workspace supports, as its manifest has it.
    pub(crate) fn rust_version(&self) -> Result<String> {
        let manifest = crate::files::read(&self.path("Cargo.toml"))?;
        manifest
            .lines()
            .find_map(|line| line.strip_prefix("rust-version = \"")?.strip_suffix('"'))
            .map(str::to_owned)
            .ok_or_else(|| Failure::failed("Cargo.toml names no rust-version"))
    }
}
