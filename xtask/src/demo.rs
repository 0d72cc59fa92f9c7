//! `cargo xtask demo`: the straight line from a WIT file to a component that runs, one step a line.

use crate::error::Result;
use crate::example::{self, BY_MACRO};
use crate::files;
use crate::report::{note, result, step};
use crate::setup::{npm, runner, wasm};
use crate::workspace::Workspace;

/// Sets up what it needs, then takes `examples/greeter` all the way.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let toolchain = wasm::ensure(workspace)?;
    note(&format!("guests are compiled by {}", toolchain.description));
    let runner = runner::ensure(workspace)?;
    let compilers = npm::ensure(workspace)?;

    step(&format!("checking {} with wit-check", example::WIT), || example::check_wit(workspace))?;
    note("no errors, no warnings");
    let core = step(&format!("compiling {} for {}", BY_MACRO.folder, wasm::TARGET), || {
        BY_MACRO.build(workspace, &toolchain)
    })?;
    note(&format!("a core module: {}", core.display()));
    let component = step("making a component of it with the published wit-component", || {
        BY_MACRO.componentize(workspace, &runner, &core)
    })?;
    note(&format!("a component: {}", component.display()));
    let greeting = step("running it in wasmtime, with a host that writes down what it logs", || {
        example::greet(&runner, &component)
    })?;
    result(&greeting);
    let folder = step("writing its TypeScript with outwit ts", || example::write_typescript(workspace))?;
    for file in files::all(&folder)? {
        note(&file.display().to_string());
    }
    let (version, _) = compilers.newest();
    let count = step(&format!("checking the TypeScript with tsc --strict {version}"), || {
        example::check_typescript(&compilers, &folder)
    })?;
    note(&format!("{count} files, no errors"));
    result("the demo is complete");
    Ok(())
}
