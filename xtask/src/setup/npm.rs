//! What comes from npm, by lock file: the TypeScript compilers of `npm/check`, and the generators of others in `npm/peers`.

use std::path::PathBuf;

use crate::error::{Failure, Result};
use crate::files;
use crate::process::Run;
use crate::report;
use crate::setup::State;
use crate::workspace::Workspace;

/// A folder of packages.
struct Packages {
    folder: &'static str,
    what: &'static str,
}

const CHECK: Packages = Packages { folder: "npm/check", what: "the TypeScript compilers" };
const PEERS: Packages = Packages { folder: "npm/peers", what: "jco and componentize-js (about 380 MB)" };

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

/// The generators of others, installed.
pub(crate) struct Peers {
    /// The program of jco, for `node`.
    pub(crate) jco: PathBuf,
    /// That of componentize-js.
    pub(crate) componentize_js: PathBuf,
}

/// The compilers, installed if need be.
pub(crate) fn ensure(workspace: &Workspace) -> Result<TypeScript> {
    let node = CHECK.ensure(workspace)?;
    let compiler = |version| {
        let program = format!("npm/check/node_modules/typescript-{version}/bin/tsc");
        (version, workspace.path(&program))
    };
    Ok(TypeScript { node, compilers: COMPILERS.map(compiler).to_vec() })
}

/// The generators of others, installed if need be.
pub(crate) fn peers(workspace: &Workspace) -> Result<Peers> {
    PEERS.ensure(workspace)?;
    let script = |path: &str| workspace.path(PEERS.folder).join("node_modules/@bytecodealliance").join(path);
    Ok(Peers { jco: script("jco/dist/jco.js"), componentize_js: script("componentize-js/src/cli.js") })
}

/// How it stands, without doing anything about it.
pub(crate) fn state(workspace: &Workspace) -> Result<State> {
    Ok(match (files::program("node"), CHECK.is_installed(workspace)?) {
        (None, _) => State::Missing("cannot bring it; install Node.js 18 or newer, and npm".to_owned()),
        (Some(_), true) => State::Present(format!("TypeScript {}", COMPILERS.join(" and "))),
        (Some(_), false) => State::Missing("runs `npm ci` in npm/check".to_owned()),
    })
}

impl Packages {
    /// Installs them if need be; returns the program that runs them.
    fn ensure(&self, workspace: &Workspace) -> Result<PathBuf> {
        let node = files::program("node")
            .ok_or_else(|| Failure::Missing("no `node`: install Node.js 18 or newer, and npm".to_owned()))?;
        if !self.is_installed(workspace)? {
            self.install(workspace)?;
        }
        Ok(node)
    }

    fn is_installed(&self, workspace: &Workspace) -> Result<bool> {
        let folder = workspace.path(self.folder);
        let lock = files::read(&folder.join("package-lock.json"))?;
        Ok(files::read(&folder.join(STAMP)).is_ok_and(|installed| installed == lock))
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        let Packages { folder, what } = self;
        let npm =
            files::program("npm").ok_or_else(|| Failure::Missing("no `npm` beside `node`".to_owned()))?;
        if !workspace.install {
            return Err(Failure::Missing(format!(
                "{what} are not installed; to get them, run: npm ci --prefix {folder}"
            )));
        }
        let path = workspace.path(folder);
        report::step(&format!("installing {what} of {folder} by their lock file"), || {
            Run::new(npm).args(["ci", "--ignore-scripts"]).directory(&path).success()?;
            files::copy(&path.join("package-lock.json"), &path.join(STAMP))
        })
    }
}
