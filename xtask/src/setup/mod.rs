//! What the commands need and a checkout does not hold: one file for each, each with `ensure`, which brings it about
//! if it can, and `state`, which only looks.

pub(crate) mod apt;
pub(crate) mod corpora;
pub(crate) mod npm;
pub(crate) mod runner;
pub(crate) mod rust_bench;
pub(crate) mod rustc;
pub(crate) mod std_library;
pub(crate) mod suites;
pub(crate) mod wasm;

use crate::error::{Failure, Result};
use crate::report;
use crate::workspace::Workspace;

/// How a thing that is needed stands.
pub(crate) enum State {
    /// It is there; the text says where or which.
    Present(String),
    /// It is not; the text says what `ensure` would do.
    Missing(String),
}

/// Brings about everything that `demo` and `test` need.
pub(crate) fn everything(workspace: &Workspace) -> Result<()> {
    wasm::ensure(workspace)?;
    runner::ensure(workspace)?;
    npm::ensure(workspace)?;
    corpora::ensure(workspace)?;
    report::result("everything is set up");
    Ok(())
}

/// Lists what is there and what is not. Something missing is a failure.
pub(crate) fn list(workspace: &Workspace) -> Result<()> {
    let things = [
        ("wasm32-unknown-unknown", wasm::state(workspace)?),
        ("runner (wasmtime)", runner::state(workspace)),
        ("TypeScript compilers", npm::state(workspace)?),
        ("published crates whose files are read", corpora::state(workspace)),
    ];
    let mut missing = 0;
    for (name, state) in things {
        match state {
            State::Present(what) => report::result(&format!("present  {name}: {what}")),
            State::Missing(remedy) => {
                missing += 1;
                report::result(&format!("missing  {name}: setup {remedy}"));
            }
        }
    }
    match missing {
        0 => Ok(()),
        _ => Err(Failure::failed(format!("{missing} missing: `cargo xtask setup` brings them"))),
    }
}
