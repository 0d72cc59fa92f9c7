//! The canonical ABI of whole packages: time, memory, and that both grow with the input.

use crate::error::Result;
use crate::report;
use crate::setup::corpora;
use crate::workspace::Workspace;

/// Builds and runs the benchmark of the crate `outwit-testkit`, which prints the tables.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let corpora = corpora::ensure(workspace)?;
    let environment = corpora.iter().map(|corpus| (corpus.variable(), corpus.folder.as_os_str()));
    let tables = report::step("planning all functions of large packages", || {
        let arguments = ["bench", "--locked", "--package", "outwit-testkit", "--bench", "abi"];
        workspace.cargo().args(arguments).envs(environment).stdout()
    })?;
    report::result(tables.trim_end());
    Ok(())
}
