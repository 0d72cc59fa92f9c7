//! `cargo xtask conformance`: the suites of others, whole, and the long versions of our own. They take longer than `test`
//! may: up to an hour each.

mod abi;
mod frontend;
mod parts;

use self::parts::Part;
use crate::error::{Failure, Result};
use crate::report;
use crate::workspace::Workspace;

/// A suite.
struct Suite {
    name: &'static str,
    title: &'static str,
    parts: &'static [Part],
}

/// The suites that exist. The names `rust` and `ts` are kept for those to come.
const SUITES: &[Suite] = &[
    Suite {
        name: "frontend",
        title: "the front end beside the published parser, random packages, mutations, seeds of the fuzzers",
        parts: frontend::PARTS,
    },
    Suite {
        name: "abi",
        title: "the canonical ABI and the binary form beside the published crates and the specification",
        parts: abi::PARTS,
    },
];

/// Runs the suite of that name; without a name all, whatever becomes of each.
pub(crate) fn run(workspace: &Workspace, name: Option<&str>) -> Result<()> {
    let suites: Vec<&Suite> =
        SUITES.iter().filter(|suite| name.is_none_or(|name| suite.name == name)).collect();
    if suites.is_empty() {
        let names: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
        let (name, known) = (name.unwrap_or_default(), names.join(", "));
        return Err(Failure::Usage(format!("there is no conformance suite `{name}`; there are: {known}")));
    }
    let mut outcome = Ok(());
    for Suite { name, title, parts } in suites {
        report::result(&format!("{name}: {title}\n"));
        outcome = outcome.and(parts::run(workspace, parts));
    }
    outcome
}
