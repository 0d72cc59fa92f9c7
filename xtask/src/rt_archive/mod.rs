//! `cargo xtask rt-archive`: the library that gives guests `cabi_realloc`, a few hundred bytes written by hand.
//!
//! Hosts call the export `cabi_realloc` of a guest. A component may hold several runtimes, other versions of ours or the
//! peer's, so the symbol must be weak, and it must be exported whoever defines it. Stable Rust has no weak symbols;
//! therefore an object file defines it and does nothing but call the runtime's own function, which has the version in
//! its name. The object is written here rather than compiled, so that it is the same on every machine.

mod archive;
mod object;

use crate::error::{Failure, Result};
use crate::files;
use crate::report;
use crate::workspace::Workspace;

/// Where the library lies. The build script of `outwit` names it, too.
pub(crate) const PLACE: &str = "lib/liboutwit_cabi_realloc.a";
const CRATE: &str = "crates/outwit";

/// Writes the library, or with `check` fails when it is not what would be written.
pub(crate) fn run(workspace: &Workspace, check: bool) -> Result<()> {
    let path = workspace.path(CRATE).join(PLACE);
    let library = library(&version(workspace)?);
    if !check {
        files::write(&path, library)?;
        report::note(&format!("wrote {}", path.display()));
        return Ok(());
    }
    if std::fs::read(&path).is_ok_and(|present| present == library) {
        return Ok(());
    }
    Err(Failure::failed(format!("{} is stale; `cargo xtask rt-archive` writes it", path.display())))
}

/// The library of the runtime with this version.
pub(crate) fn library(version: &str) -> Vec<u8> {
    let object = object::forward(EXPORT, &runtime_symbol(version));
    archive::of_one("realloc.o", &object, EXPORT)
}

/// What hosts call.
const EXPORT: &str = "cabi_realloc";

/// The runtime's own function; `crates/outwit/src/rt/realloc.rs` defines it.
fn runtime_symbol(version: &str) -> String {
    format!("outwit_cabi_realloc_{version}")
}

/// The version of the crates, as the workspace has it.
pub(crate) fn version(workspace: &Workspace) -> Result<String> {
    let manifest = files::read(&workspace.path("Cargo.toml"))?;
    let after = manifest.split_once("[workspace.package]").map_or("", |(_, after)| after);
    let version = after.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(str::to_owned).ok_or_else(|| Failure::failed("Cargo.toml names no version"))
}
