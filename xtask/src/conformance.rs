//! `cargo xtask conformance`: the suites of others, whole. They take longer than `test` may.

use crate::error::{Failure, Result};
use crate::report;
use crate::workspace::Workspace;

/// A suite.
struct Suite {
    name: &'static str,
    title: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

/// The suites that exist. The names `frontend`, `abi`, `rust` and `ts` are kept for those to come.
const SUITES: &[Suite] = &[];

/// Runs one suite; without a name, lists them.
pub(crate) fn run(workspace: &Workspace, name: Option<&str>) -> Result<()> {
    let Some(name) = name else {
        return list();
    };
    match SUITES.iter().find(|suite| suite.name == name) {
        Some(suite) => (suite.run)(workspace),
        None => Err(Failure::Usage(format!("there is no conformance suite `{name}`{}", known()))),
    }
}

fn list() -> Result<()> {
    for suite in SUITES {
        report::result(&format!("{}  {}", suite.name, suite.title));
    }
    if SUITES.is_empty() {
        Err(Failure::Usage("there is no conformance suite yet".to_owned()))
    } else {
        Ok(())
    }
}

fn known() -> String {
    let names: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
    if names.is_empty() { " yet".to_owned() } else { format!("; there are: {}", names.join(", ")) }
}
