//! A guest's crate in, a component out; and what tests need to do the same.

use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::files;
use crate::process::Run;
use crate::report;
use crate::setup::wasm::{self, TARGET, WasmToolchain};
use crate::setup::{corpora, npm, runner};
use crate::workspace::Workspace;

/// Builds packages of the workspace of `manifest` for wasm, in release mode. Their core modules are then where
/// `core_module` says.
pub(crate) fn build(
    workspace: &Workspace,
    toolchain: &WasmToolchain,
    manifest: &Path,
    packages: &[String],
) -> Result<()> {
    workspace
        .cargo()
        .args(["build", "--release", "--keep-going", "--target", TARGET, "--manifest-path"])
        .arg(manifest)
        .arg("--target-dir")
        .arg(&toolchain.target_dir)
        .args(packages.iter().flat_map(|package| ["--package", package]))
        .env("RUSTC", &toolchain.rustc)
        .success()?;
    Ok(())
}

/// Where `build` puts the module of the package `name`.
pub(crate) fn core_module(toolchain: &WasmToolchain, name: &str) -> PathBuf {
    let file = format!("{}.wasm", name.replace('-', "_"));
    toolchain.target_dir.join(TARGET).join("release").join(file)
}

/// Makes a component of a core module.
pub(crate) fn componentize(runner: &Path, core: &Path, component: &Path) -> Result<()> {
    if let Some(folder) = component.parent() {
        files::create(folder)?;
    }
    Run::new(runner).arg("componentize").arg(core).arg("-o").arg(component).success()?;
    Ok(())
}

/// Prints what `environment` says, one variable a line.
pub(crate) fn print_environment(workspace: &Workspace) -> Result<()> {
    let Environment { variables, missing } = environment(workspace)?;
    for (name, value) in variables {
        report::result(&format!("{name}={}", value.display()));
    }
    if missing.is_empty() { Ok(()) } else { Err(Failure::Missing(missing.join("; "))) }
}

/// How tests find the tools.
#[derive(Default)]
pub(crate) struct Environment {
    /// Variables with their values.
    pub(crate) variables: Vec<(String, PathBuf)>,
    /// Why there is nothing to say of some tools: they are not installed and may not be.
    pub(crate) missing: Vec<String>,
}

/// The variables by which tests find the tools, which are set up if need be.
pub(crate) fn environment(workspace: &Workspace) -> Result<Environment> {
    let mut environment = Environment::default();
    if let Some(wasm) = environment.unless_missing(wasm::ensure(workspace))? {
        environment.set("OUTWIT_WASM_RUSTC", wasm.rustc);
        environment.set("OUTWIT_WASM_TARGET_DIR", wasm.target_dir);
    }
    environment.set("OUTWIT_RUNNER", runner::ensure(workspace)?);
    if let Some(typescript) = environment.unless_missing(npm::ensure(workspace))? {
        environment.variables.extend(typescript.variables());
    }
    for corpus in corpora::ensure(workspace)? {
        environment.set(&corpus.variable(), corpus.folder);
    }
    Ok(environment)
}

impl Environment {
    fn set(&mut self, name: &str, value: PathBuf) {
        self.variables.push((name.to_owned(), value));
    }

    /// Keeps why something is missing, which is no reason to stop.
    fn unless_missing<T>(&mut self, outcome: Result<T>) -> Result<Option<T>> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(Failure::Missing(why)) => {
                self.missing.push(why);
                Ok(None)
            }
            Err(failure) => Err(failure),
        }
    }
}
