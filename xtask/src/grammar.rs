//! `cargo xtask grammar`: the generated parser, through `tools/grammar`.

use crate::error::Result;
use crate::report;
use crate::workspace::Workspace;

/// Writes `crates/wit-parser/src/generated/`, or with `check` fails when it is not what would be written.
pub(crate) fn run(workspace: &Workspace, check: bool) -> Result<()> {
    let what = if check { "checking" } else { "writing" };
    report::step(&format!("{what} the generated parser with tools/grammar"), || {
        let mut tool = workspace
            .cargo_apart("run", "tools/grammar/Cargo.toml", "grammar")
            .args(["--locked", "--quiet", "--"])
            .arg(workspace.root());
        if check {
            tool = tool.arg("--check");
        }
        tool.success()?;
        Ok(())
    })
}
