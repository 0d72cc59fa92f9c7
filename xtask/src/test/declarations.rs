//! The TypeScript of every case in `testdata/ts` and `testdata/ts-guests` is given to the compilers, and that of the corpora.
//!
//! The tests that do it belong to `outwit-bindgen-ts` and are skipped where no compiler is named, so they are left out
//! of the other tests and run here, with the compilers, where they count.

use std::path::PathBuf;

use super::{Session, code};
use crate::error::{Failure, Result};

/// Begins the names of the variables that name the compilers.
const COMPILER: &str = "OUTWIT_TSC";

/// Whether the variable names a compiler.
pub(super) fn names_compiler((name, _): &&(String, PathBuf)) -> bool {
    name.starts_with(COMPILER)
}

/// The declarations pass every compiler.
pub(super) fn compile(session: &Session<'_>) -> Result<String> {
    let compilers = session.environment.iter().filter(names_compiler).count();
    if compilers == 0 {
        return Err(Failure::Missing("no TypeScript compiler: see set-up".to_owned()));
    }
    let outcome = session
        .workspace
        .cargo()
        .args(["test", "--locked", "--package", "outwit-bindgen-ts", "--test", "tsc", "--test", "corpora"])
        .args(["--test", "guests", "--test", "guide"])
        .envs(session.environment.iter().map(|(name, value)| (name, value)))
        .success()?;
    Ok(format!("{compilers} compilers, {}", code::counted(&outcome)?))
}
