//! `tools/runner`, the program on wasmtime: built.

use std::path::PathBuf;

use crate::error::Result;
use crate::report;
use crate::setup::State;
use crate::workspace::Workspace;

const MANIFEST: &str = "tools/runner/Cargo.toml";
/// Where it is built, below what is kept.
const TARGET: &str = "runner";

/// The program, built if need be.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    let program = program(workspace);
    let what = if program.is_file() {
        "checking that the runner is up to date"
    } else {
        "building the runner (wasmtime), once: about two minutes"
    };
    report::step(what, || workspace.cargo_apart("build", MANIFEST, TARGET).arg("--locked").success())?;
    Ok(program)
}

/// Runs the runner's own tests.
pub(crate) fn test(workspace: &Workspace) -> Result<crate::process::Outcome> {
    workspace.cargo_apart("test", MANIFEST, TARGET).arg("--locked").success()
}

/// How it stands, without doing anything about it.
pub(crate) fn state(workspace: &Workspace) -> State {
    let program = program(workspace);
    if program.is_file() {
        State::Present(program.display().to_string())
    } else {
        State::Missing("builds tools/runner".to_owned())
    }
}

fn program(workspace: &Workspace) -> PathBuf {
    let file = format!("{TARGET}/debug/outwit-runner{}", std::env::consts::EXE_SUFFIX);
    workspace.kept(&file)
}
