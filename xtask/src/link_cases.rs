//! The cases of `testdata/link` in: guests that hold two runtimes, built, linked and run.
//!
//! The other runtime is the same crate with another version, or the peer's. A case is run as those of `testdata/run` are;
//! its guest asserts that memory which either runtime asks for is right, and that constructors ran once.

use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::files;
use crate::guest;
use crate::process::Run;
use crate::report;
use crate::rt_archive;
use crate::setup::{runner, wasm};
use crate::workspace::Workspace;

/// The version of the copy.
const OTHER_VERSION: &str = "99.1.0-copy";

/// A case, and its other runtime as a dependency; `$COPY` is the folder of the copy.
const CASES: &[(&str, &str)] = &[
    ("runtime-of-another-version", "other = { package = \"outwit\", path = \"$COPY\" }"),
    ("runtime-of-the-peer", "wit-bindgen = \"=0.63.0\""),
];

/// Builds and runs every case; returns how many there are.
pub(crate) fn run(workspace: &Workspace) -> Result<usize> {
    let toolchain = wasm::ensure(workspace)?;
    let runner = runner::ensure(workspace)?;
    let packages: Vec<String> = CASES.iter().map(|(name, _)| (*name).to_owned()).collect();
    report::step("compiling guests that hold two runtimes", || {
        let manifest = write_workspace(workspace)?;
        guest::build(workspace, &toolchain, &manifest, &packages)
    })?;
    for name in &packages {
        let core = guest::core_module(&toolchain, name);
        run_one(workspace, &runner, name, &core)
            .map_err(|failure| Failure::Failed(format!("case {name}: {}", failure.message())))?;
    }
    Ok(packages.len())
}

fn run_one(workspace: &Workspace, runner: &Path, name: &str, core: &Path) -> Result<()> {
    let component = workspace.kept("link/components").join(format!("{name}.wasm"));
    guest::componentize(runner, core, &component)?;
    Run::new(runner).arg("run-case").arg(&component).success()?;
    Ok(())
}

/// Writes the guests and the copy of the runtime, and returns the path of the manifest of their workspace.
fn write_workspace(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.kept("link/workspace");
    let copy = folder.join("outwit");
    write_copy(workspace, &copy)?;
    for (name, other) in CASES {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [lib]\npath = {:?}\ncrate-type = [\"cdylib\"]\n\n\
             [dependencies]\noutwit = {{ path = {:?} }}\n{}\n",
            workspace.path(&format!("testdata/link/{name}/guest.rs")),
            workspace.path("crates/outwit"),
            other.replace("$COPY", &copy.display().to_string().replace('\\', "/")),
        );
        files::write(&folder.join("guests").join(name).join("Cargo.toml"), manifest)?;
    }
    // It pins the peer.
    files::copy(&workspace.path("conformance/wit-bindgen/Cargo.lock"), &folder.join("Cargo.lock"))?;
    let manifest = folder.join("Cargo.toml");
    files::write(&manifest, workspace_manifest(workspace)?)?;
    Ok(manifest)
}

/// The crate of the runtime as it would be in another version.
fn write_copy(workspace: &Workspace, copy: &Path) -> Result<()> {
    let original = workspace.path("crates/outwit");
    for file in files::all(&original.join("src"))? {
        if let Ok(place) = file.strip_prefix(&original) {
            files::copy(&file, &copy.join(place))?;
        }
    }
    for file in ["Cargo.toml", "build.rs"] {
        files::copy(&original.join(file), &copy.join(file))?;
    }
    files::write(&copy.join(rt_archive::PLACE), rt_archive::library(OTHER_VERSION))
}

/// The manifest of our workspace with other members and another version: the copy inherits from it.
fn workspace_manifest(workspace: &Workspace) -> Result<String> {
    let ours = files::read(&workspace.path("Cargo.toml"))?;
    let version = format!("\nversion = \"{}\"", rt_archive::version(workspace)?);
    let crates = format!("path = \"{}/", workspace.path("crates").display().to_string().replace('\\', "/"));
    let lines = ours.lines().map(|line| match line {
        _ if line.starts_with("members = ") => "members = [\"outwit\", \"guests/*\"]",
        _ if line.starts_with("exclude = ") => "",
        _ => line,
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    Ok(text
        .replacen(&version, &format!("\nversion = \"{OTHER_VERSION}\""), 1)
        .replace("path = \"crates/", &crates))
}
