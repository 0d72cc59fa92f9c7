//! The guests of `tools/bench-guests`, compiled by both generators.

use std::path::PathBuf;

use crate::error::Result;
use crate::guest;
use crate::report;
use crate::setup::wasm;
use crate::workspace::Workspace;

/// Core modules of one source.
pub(super) struct Pair {
    pub(super) ours: PathBuf,
    pub(super) peer: PathBuf,
}

/// Builds the pair of this name.
pub(super) fn build(workspace: &Workspace, name: &str) -> Result<Pair> {
    let toolchain = wasm::ensure(workspace)?;
    let packages = [format!("bench-{name}-ours"), format!("bench-{name}-peer")];
    let manifest = workspace.path("tools/bench-guests/Cargo.toml");
    report::step("building the guest with both generators", || {
        guest::build(workspace, &toolchain, &manifest, &packages)
    })?;
    let [ours, peer] = packages.map(|package| guest::core_module(&toolchain, &package));
    Ok(Pair { ours, peer })
}
