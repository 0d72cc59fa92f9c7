//! What comes from npm, by lock file: the TypeScript compilers of `npm/check`, and the tools of others in `npm/peers`.

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

/// A folder whose lock file says what is installed in it.
struct Folder {
    path: &'static str,
    what: &'static str,
}

const CHECK: Folder = Folder { path: "npm/check", what: "the TypeScript compilers" };
const PEERS: Folder = Folder { path: "npm/peers", what: "jco and componentize-js" };

/// The scripts of the tools in `npm/peers`, by the variables that tests find them by.
const TOOLS: [(&str, &str); 2] = [
    ("OUTWIT_JCO", "node_modules/@bytecodealliance/jco/dist/jco.js"),
    ("OUTWIT_COMPONENTIZE_JS", "node_modules/@bytecodealliance/componentize-js/src/cli.js"),
];

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

/// The tools of others, installed if need be, by the variables that tests find them by.
pub(crate) fn peers(workspace: &Workspace) -> Result<Vec<(String, PathBuf)>> {
    node()?;
    PEERS.ensure(workspace)?;
    let script = |(name, path): (&str, &str)| (name.to_owned(), workspace.path(PEERS.path).join(path));
    Ok(TOOLS.map(script).to_vec())
}

/// The compilers, installed if need be.
pub(crate) fn ensure(workspace: &Workspace) -> Result<TypeScript> {
    let node = node()?;
    CHECK.ensure(workspace)?;
    let compiler = |version| {
        let program = format!("npm/check/node_modules/typescript-{version}/bin/tsc");
        (version, workspace.path(&program))
    };
    Ok(TypeScript { node, compilers: COMPILERS.map(compiler).to_vec() })
}

/// How it stands, without doing anything about it.
pub(crate) fn state(workspace: &Workspace) -> Result<State> {
    Ok(match (files::program("node"), CHECK.is_installed(workspace)?) {
        (None, _) => State::Missing("cannot bring it; install Node.js 18 or newer, and npm".to_owned()),
        (Some(_), true) => State::Present(format!("TypeScript {}", COMPILERS.join(" and "))),
        (Some(_), false) => State::Missing("runs `npm ci` in npm/check".to_owned()),
    })
}

fn node() -> Result<PathBuf> {
    files::program("node")
        .ok_or_else(|| Failure::Missing("no `node`: install Node.js 18 or newer, and npm".to_owned()))
}

impl Folder {
    fn ensure(&self, workspace: &Workspace) -> Result<()> {
        if self.is_installed(workspace)? { Ok(()) } else { self.install(workspace) }
    }

    fn is_installed(&self, workspace: &Workspace) -> Result<bool> {
        let folder = workspace.path(self.path);
        let lock = files::read(&folder.join("package-lock.json"))?;
        Ok(files::read(&folder.join(STAMP)).is_ok_and(|installed| installed == lock))
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        let Folder { path, what } = self;
        let folder = workspace.path(path);
        let npm =
            files::program("npm").ok_or_else(|| Failure::Missing("no `npm` beside `node`".to_owned()))?;
        if !workspace.install {
            return Err(Failure::Missing(format!(
                "{what} are not installed; to get them, run: npm ci --ignore-scripts --prefix {path}"
            )));
        }
        report::step(&format!("installing {what} of {path} by their lock file"), || {
            Run::new(npm).args(["ci", "--ignore-scripts"]).directory(&folder).success()?;
            files::copy(&folder.join("package-lock.json"), &folder.join(STAMP))
        })
    }
}
