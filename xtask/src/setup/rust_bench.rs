//! The program that generates Rust bindings side by side, built from `tools/rust-bench`.

use std::path::PathBuf;

use crate::error::Result;
use crate::report;
use crate::workspace::Workspace;

const MANIFEST: &str = "tools/rust-bench/Cargo.toml";
/// Where it is built, below what is kept.
const TARGET: &str = "rust-bench";

/// The program, built if need be.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    let program =
        workspace.kept(&format!("{TARGET}/release/outwit-rust-bench{}", std::env::consts::EXE_SUFFIX));
    let what = if program.is_file() {
        "checking that both generators are up to date"
    } else {
        "building both generators, optimised, once: about two minutes"
    };
    report::step(what, || {
        workspace.cargo_apart("build", MANIFEST, TARGET).args(["--locked", "--release"]).success()
    })?;
    Ok(program)
}
