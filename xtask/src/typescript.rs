//! TypeScript files in, the word of a compiler out.

use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::files;
use crate::process::Run;
use crate::setup::npm::TypeScript;

/// Checks all TypeScript below `folder` as one program, by one compiler, strictly; returns how many files there were.
pub(crate) fn check(typescript: &TypeScript, compiler: &Path, folder: &Path) -> Result<usize> {
    let files = sources(folder)?;
    if files.is_empty() {
        return Err(Failure::failed(format!("no TypeScript in `{}`", folder.display())));
    }
    strictly(typescript, compiler, folder).arg("--noEmit").args(files.iter()).success()?;
    Ok(files.len())
}

/// Writes the JavaScript of the programs below `folder` beside them.
pub(crate) fn emit(typescript: &TypeScript, compiler: &Path, folder: &Path) -> Result<()> {
    let mut files = sources(folder)?;
    files.retain(|file| !files::name(file).ends_with(".d.ts"));
    strictly(typescript, compiler, folder).args(files.iter()).success()?;
    Ok(())
}

fn strictly(typescript: &TypeScript, compiler: &Path, folder: &Path) -> Run {
    Run::new(&typescript.node)
        .arg(compiler)
        .args(["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"])
        .args(["--isolatedModules", "--verbatimModuleSyntax"])
        .args(["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"])
        .args(["--pretty", "false"])
        .directory(folder)
}

/// The `.ts` files below `folder`, `.d.ts` among them.
pub(crate) fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files::all(folder)?;
    files.retain(|file| files::name(file).ends_with(".ts"));
    Ok(files)
}
