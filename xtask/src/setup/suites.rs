//! The program that runs the peer's test suites, built from `tools/wit-bindgen-tests`.

use std::path::PathBuf;

use crate::error::Result;
use crate::report;
use crate::workspace::Workspace;

const MANIFEST: &str = "tools/wit-bindgen-tests/Cargo.toml";
/// Where it is built, below what is kept.
const TARGET: &str = "wit-bindgen-tests";

/// The program, built if need be.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    let file = format!("{TARGET}/debug/outwit-wit-bindgen-tests{}", std::env::consts::EXE_SUFFIX);
    let program = workspace.kept(&file);
    let what = if program.is_file() {
        "checking that the harness of the peer's suites is up to date"
    } else {
        "building the harness of the peer's suites, once: about a minute"
    };
    report::step(what, || workspace.cargo_apart("build", MANIFEST, TARGET).arg("--locked").success())?;
    Ok(program)
}

/// Runs the program's own tests.
pub(crate) fn test(workspace: &Workspace) -> Result<crate::process::Outcome> {
    workspace.cargo_apart("test", MANIFEST, TARGET).arg("--locked").success()
}
