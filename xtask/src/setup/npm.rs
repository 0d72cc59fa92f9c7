//! The TypeScript compilers of `npm/check`, by lock file.

use std::path::PathBuf;

use crate::error::{Failure, Result};
use crate::files;
use crate::process::Run;
use crate::report;
use crate::setup::State;
use crate::workspace::Workspace;

/// Keeps the lock file's text as it was when the packages were installed.
const STAMP: &str = "node_modules/.installed-lock.json";

/// The oldest TypeScript that declarations must pass, and the newest.
const COMPILERS: [&str; 2] = ["5.9", "7.0"];

/// The compilers, installed.
pub(crate) struct TypeScript {
    /// The program that runs them.
    pub(crate) node: PathBuf,
    /// Version and program of each, the newest last.
    pub(crate) compilers: Vec<(&'static str, PathBuf)>,
}

impl TypeScript {
    /// The newest compiler.
    pub(crate) fn newest(&self) -> &(&'static str, PathBuf) {
        &self.compilers[self.compilers.len() - 1]
    }

    /// The variables by which tests find the compilers.
    pub(crate) fn variables(self) -> Vec<(String, PathBuf)> {
        let name = |version: &str| format!("OUTWIT_TSC_{}", version.replace('.', "_"));
        let compilers = self.compilers.into_iter().map(|(version, compiler)| (name(version), compiler));
        compilers.chain([("OUTWIT_NODE".to_owned(), self.node)]).collect()
    }
}

/// The compilers, installed if need be.
pub(crate) fn ensure(workspace: &Workspace) -> Result<TypeScript> {
    let node = files::program("node")
        .ok_or_else(|| Failure::Missing("no `node`: install Node.js 18 or newer, and npm".to_owned()))?;
    if !is_installed(workspace)? {
        install(workspace)?;
    }
    let compiler = |version| {
        let program = format!("npm/check/node_modules/typescript-{version}/bin/tsc");
        (version, workspace.path(&program))
    };
    Ok(TypeScript { node, compilers: COMPILERS.map(compiler).to_vec() })
}

/// How it stands, without doing anything about it.
pub(crate) fn state(workspace: &Workspace) -> Result<State> {
    Ok(match (files::program("node"), is_installed(workspace)?) {
        (None, _) => State::Missing("cannot bring it; install Node.js 18 or newer, and npm".to_owned()),
        (Some(_), true) => State::Present(format!("TypeScript {}", COMPILERS.join(" and "))),
        (Some(_), false) => State::Missing("runs `npm ci` in npm/check".to_owned()),
    })
}

fn is_installed(workspace: &Workspace) -> Result<bool> {
    let folder = workspace.path("npm/check");
    let lock = files::read(&folder.join("package-lock.json"))?;
    Ok(files::read(&folder.join(STAMP)).is_ok_and(|installed| installed == lock))
}

fn install(workspace: &Workspace) -> Result<()> {
    let folder = workspace.path("npm/check");
    let npm = files::program("npm").ok_or_else(|| Failure::Missing("no `npm` beside `node`".to_owned()))?;
    if !workspace.install {
        let missing =
            "the TypeScript compilers are not installed; to get them, run: npm ci --prefix npm/check";
        return Err(Failure::Missing(missing.to_owned()));
    }
    report::step("installing the TypeScript compilers of npm/check by their lock file", || {
        Run::new(npm).args(["ci", "--ignore-scripts"]).directory(&folder).success()?;
        files::copy(&folder.join("package-lock.json"), &folder.join(STAMP))
    })
}
