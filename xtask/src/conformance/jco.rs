//! A component that jco has made a module of runs in Node under a host in TypeScript, which is typed by our declarations.
//!
//! `conformance/jco` holds the WIT, a guest in Rust, the host, and what starts it.

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::process::Run;
use crate::report;
use crate::setup::npm::TypeScript;
use crate::setup::{npm, runner, wasm};
use crate::workspace::Workspace;
use crate::{example, files, guest};

/// Where everything is.
const FOLDER: &str = "conformance/jco";
/// The package of the guest.
const GUEST: &str = "jco-vault-guest";
/// The name of the world, by which jco names its files.
const WORLD: &str = "vault";

/// What hosts are compiled with.
const SETTINGS: &[&str] = &[
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--isolatedModules",
    "--verbatimModuleSyntax",
    "--erasableSyntaxOnly",
    "--noUnusedLocals",
];

/// Builds the component, transpiles it, compiles its host by every compiler, and runs what each makes of it.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let typescript = npm::ensure(workspace)?;
    let component = component(workspace)?;
    let folder = workspace.kept("jco");
    files::remove(&folder)?;
    report::step("making a module of it with jco, and its types with outwit ts", || {
        transpile(workspace, &typescript, &component, &folder)
    })?;
    for (version, compiler) in &typescript.compilers {
        let title = format!("a host, compiled by TypeScript {version}, runs it in Node");
        let told = report::step(&title, || {
            compile(&typescript, compiler, &folder)?;
            let start = workspace.path(FOLDER).join("run.mjs");
            Run::new(&typescript.node).arg(start).arg(&folder).stdout()
        })?;
        report::result(&format!("{title}\n{told}"));
    }
    Ok(())
}

/// The component of the guest.
fn component(workspace: &Workspace) -> Result<PathBuf> {
    let toolchain = wasm::ensure(workspace)?;
    let runner = runner::ensure(workspace)?;
    let component = workspace.kept("jco-component/vault.wasm");
    report::step("building a component for a host in TypeScript", || {
        let manifest = workspace.path(FOLDER).join("guest/Cargo.toml");
        guest::build(workspace, &toolchain, &manifest, &[GUEST.to_owned()])?;
        guest::componentize(&runner, &guest::core_module(&toolchain, GUEST), &component)
    })?;
    Ok(component)
}

/// Puts the module, the types and the host into a folder.
fn transpile(workspace: &Workspace, typescript: &TypeScript, component: &Path, folder: &Path) -> Result<()> {
    let jco = npm::peers(workspace)?.jco;
    Run::new(&typescript.node)
        .arg(jco)
        .arg("transpile")
        .arg(component)
        .args(["--instantiation", "async", "--quiet", "--name", WORLD, "--out-dir"])
        .arg(folder.join("component"))
        .success()?;
    example::build_programs(workspace)?;
    Run::new(workspace.built("outwit"))
        .arg("ts")
        .arg(workspace.path(FOLDER).join("wit"))
        .arg("--out-dir")
        .arg(folder.join("types"))
        .success()?;
    files::copy(&workspace.path(FOLDER).join("host.ts"), &folder.join("host.ts"))?;
    files::write(&folder.join("package.json"), "{ \"type\": \"module\" }\n")
}

/// Checks the host, declarations included, and erases its types.
fn compile(typescript: &TypeScript, compiler: &Path, folder: &Path) -> Result<()> {
    Run::new(&typescript.node)
        .arg(compiler)
        .args(SETTINGS)
        .args(["--target", "es2022", "--lib", "es2022,dom", "--module", "nodenext"])
        .args(["--pretty", "false", "--outDir", ".", "host.ts"])
        .directory(folder)
        .success()?;
    Ok(())
}
