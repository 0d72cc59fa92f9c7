//! The cases of `testdata/run` with a `core.ts` in, their guests called in Node as plain core modules.
//!
//! `core.ts` exports `run(module)`, which instantiates the core module of its case with imports of the type `CoreImports`, calls
//! its exports by `CoreExports`, and reads what they return out of its memory by the tables of the core view alone; it throws
//! where something is not as it should be. Beside it stand `generated/`, which `outwit ts --core` wrote, and `support.ts`.

use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::files;
use crate::process::Run;
use crate::report;
use crate::run_cases::{self, Built};
use crate::setup::npm::{self, TypeScript};
use crate::setup::wasm::{self, TARGET};
use crate::workspace::Workspace;
use crate::{example, typescript};

/// The program of a case.
const PROGRAM: &str = "core.ts";

const SUPPORT: &str = include_str!("support.ts");

/// Runs `core.js` on the module that it is given.
const MAIN: &str = "\
import { readFileSync } from 'node:fs';
import { run } from './core.js';
await run(readFileSync(process.argv[2]));
";

/// `cargo xtask core-cases`: all of them.
pub(crate) fn command(workspace: &Workspace) -> Result<()> {
    let count = run(workspace)?;
    report::result(&format!("{count} cases passed"));
    Ok(())
}

/// Builds, compiles and runs all cases; returns how many there are if all pass.
pub(crate) fn run(workspace: &Workspace) -> Result<usize> {
    let toolchain = wasm::ensure(workspace)?;
    let compilers = npm::ensure(workspace)?;
    example::build_programs(workspace)?;
    let built = report::step(&format!("compiling run cases with a {PROGRAM} for {TARGET}"), || {
        run_cases::build_those_with(workspace, &toolchain, PROGRAM)
    })?;
    if built.is_empty() {
        return Err(Failure::failed(format!("no case in testdata/run has a {PROGRAM}")));
    }
    report::step("calling them in Node by their core views", || {
        built.iter().try_for_each(|case| {
            let named =
                |failure: Failure| Failure::Failed(format!("case {}: {}", case.name, failure.message()));
            run_one(workspace, &compilers, case).map_err(named)
        })
    })?;
    Ok(built.len())
}

fn run_one(workspace: &Workspace, compilers: &TypeScript, case: &Built) -> Result<()> {
    let folder = place(workspace, case)?;
    // The last one is the newest; what it makes runs.
    for (_, compiler) in &compilers.compilers {
        typescript::emit(compilers, compiler, &folder)?;
    }
    Run::new(&compilers.node).arg("main.js").arg(&case.module).directory(&folder).success()?;
    Ok(())
}

/// Puts the program of a case into a folder with everything that it needs.
fn place(workspace: &Workspace, case: &Built) -> Result<PathBuf> {
    let folder = workspace.kept("core-cases").join(&case.name);
    files::remove(&folder)?;
    generate(workspace, &case.folder.join("world.wit"), &folder.join("generated"))?;
    files::copy(&case.folder.join(PROGRAM), &folder.join(PROGRAM))?;
    files::write(&folder.join("support.ts"), SUPPORT)?;
    files::write(&folder.join("main.js"), MAIN)?;
    files::write(&folder.join("package.json"), "{ \"type\": \"module\" }\n")?;
    Ok(folder)
}

fn generate(workspace: &Workspace, wit: &Path, folder: &Path) -> Result<()> {
    Run::new(workspace.built("outwit"))
        .arg("ts")
        .arg(wit)
        .args(["--core", "--out-dir"])
        .arg(folder)
        .success()?;
    Ok(())
}
