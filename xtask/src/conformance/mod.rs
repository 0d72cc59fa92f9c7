//! `cargo xtask conformance`: the suites of others, whole, and the long versions of our own. They take longer than `test`
//! may: up to an hour each.

mod frontend;

use crate::error::{Failure, Result};
use crate::report;
use crate::workspace::Workspace;

/// A suite.
struct Suite {
    name: &'static str,
    title: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

/// The suites that exist. The names `abi`, `rust` and `ts` are kept for those to come.
const SUITES: &[Suite] = &[Suite {
    name: "frontend",
    title: "the published parser's suite and WIT trees, random packages, mutations, properties, seeds of the fuzzers",
    run: frontend::run,
}];

/// Runs one suite; without a name, lists them.
pub(crate) fn run(workspace: &Workspace, name: Option<&str>) -> Result<()> {
    let Some(name) = name else {
        for suite in SUITES {
            report::result(&format!("{:<10} {}", suite.name, suite.title));
        }
        return Ok(());
    };
    match SUITES.iter().find(|suite| suite.name == name) {
        Some(suite) => (suite.run)(workspace),
        None => {
            Err(Failure::Usage(format!("there is no conformance suite `{name}`; there are: {}", known())))
        }
    }
}

fn known() -> String {
    let names: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
    names.join(", ")
}
