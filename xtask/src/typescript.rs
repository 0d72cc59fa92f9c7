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
    Run::new(&typescript.node)
        .arg(compiler)
        .args(["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"])
        .args(["--isolatedModules", "--verbatimModuleSyntax"])
        .args(["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"])
        .args(["--pretty", "false"])
        .args(files.iter())
        .directory(folder)
        .success()?;
    Ok(files.len())
}

/// The `.ts` files below `folder`, `.d.ts` among them.
pub(crate) fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files::all(folder)?;
    files.retain(|file| files::name(file).ends_with(".ts"));
    Ok(files)
}
