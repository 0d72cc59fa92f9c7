//! The front end beside the published parser: times in one process and in turn, memory, hostile inputs.

use crate::error::Result;
use crate::report;
use crate::setup::corpora;
use crate::workspace::Workspace;

/// Builds and runs the benchmark of the crate `outwit-testkit`, which prints the tables.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let corpora = corpora::ensure(workspace)?;
    let environment = corpora.iter().map(|corpus| (corpus.variable(), corpus.folder.as_os_str()));
    let tables = report::step("measuring the front end, in turn with the published parser", || {
        let arguments = ["bench", "--locked", "--package", "outwit-testkit", "--bench", "frontend"];
        workspace.cargo().args(arguments).envs(environment).stdout()
    })?;
    report::result(tables.trim_end());
    Ok(())
}
