//! `examples/greeter`: its guests built, made components and run; its TypeScript written and checked.

use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::files;
use crate::guest;
use crate::process::Run;
use crate::setup::npm::TypeScript;
use crate::setup::wasm::WasmToolchain;
use crate::typescript;
use crate::workspace::Workspace;

/// The WIT of the example.
pub(crate) const WIT: &str = "examples/greeter/wit";

/// A guest of the example.
pub(crate) struct Guest {
    /// The folder of its crate.
    pub(crate) folder: &'static str,
    /// The name of its package.
    package: &'static str,
}

/// The guest that gets its bindings from the macro.
pub(crate) const BY_MACRO: Guest = Guest { folder: "examples/greeter/guest", package: "greeter-guest" };

/// The guest that gets its bindings from its build script.
pub(crate) const BY_BUILD_SCRIPT: Guest =
    Guest { folder: "examples/greeter/guest-build-script", package: "greeter-guest-build-script" };

impl Guest {
    /// Compiles it to a core module and returns the module's path.
    pub(crate) fn build(&self, workspace: &Workspace, toolchain: &WasmToolchain) -> Result<PathBuf> {
        let manifest = workspace.path(self.folder).join("Cargo.toml");
        guest::build(workspace, toolchain, &manifest, &[self.package.to_owned()])?;
        Ok(guest::core_module(toolchain, self.package))
    }

    /// Makes a component of the core module and returns its path.
    pub(crate) fn componentize(&self, workspace: &Workspace, runner: &Path, core: &Path) -> Result<PathBuf> {
        let component = workspace.kept("demo").join(format!("{}.wasm", self.package));
        guest::componentize(runner, core, &component)?;
        Ok(component)
    }
}

/// Runs a component of the example and returns what it logged and, as the last line, its greeting. It is checked to
/// be the right one.
pub(crate) fn greet(runner: &Path, component: &Path) -> Result<String> {
    let output = Run::new(runner).arg("greet").arg(component).args(["Alice", "30"]).stdout()?;
    let expected = "[info] greeting Alice, aged 30\nHello, Alice! You are 30 years old.\n";
    if output.replace("\r\n", "\n") == expected {
        return Ok(output);
    }
    Err(Failure::failed(format!("the greeter said\n\n{output}\ninstead of\n\n{expected}")))
}

/// Checks the WIT with our own program, which has nothing to say when it is right.
pub(crate) fn check_wit(workspace: &Workspace) -> Result<()> {
    build_programs(workspace)?;
    check_silently(workspace, &workspace.path(WIT))
}

/// Builds `outwit` and `wit-check`.
pub(crate) fn build_programs(workspace: &Workspace) -> Result<()> {
    workspace.cargo().args(["build", "--locked", "--package", "outwit-cli"]).success()?;
    Ok(())
}

/// Runs `wit-check` on a path; anything that it says is a failure.
pub(crate) fn check_silently(workspace: &Workspace, path: &Path) -> Result<()> {
    let outcome = Run::new(workspace.built("wit-check")).arg(path).directory(workspace.root()).success()?;
    if outcome.stdout.is_empty() && outcome.stderr.is_empty() { Ok(()) } else { Err(outcome.failure()) }
}

/// Writes the example's TypeScript and returns its folder.
pub(crate) fn write_typescript(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.kept("demo/ts");
    files::remove(&folder)?;
    Run::new(workspace.built("outwit"))
        .args(["ts", WIT, "--out-dir"])
        .arg(&folder)
        .directory(workspace.root())
        .success()?;
    Ok(folder)
}

/// Checks the example's TypeScript with the newest compiler; returns how many files there are.
pub(crate) fn check_typescript(compilers: &TypeScript, folder: &Path) -> Result<usize> {
    let (_, newest) = compilers.newest();
    typescript::check(compilers, newest, folder)
}
