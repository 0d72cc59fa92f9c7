//! `cargo xtask conformance`: the suites of others, whole, and the long versions of our own. They take longer than `test`
//! may: up to an hour each.

mod abi;
mod frontend;
mod jco;
mod parts;
mod rust;
mod ts;

use self::parts::Part;
pub(crate) use self::rust::{Choice, build_small, run as run_rust};
use crate::error::{Failure, Result};
use crate::report;
use crate::workspace::Workspace;

/// A suite.
struct Suite {
    name: &'static str,
    title: &'static str,
    what: What,
}

/// What a suite consists of.
enum What {
    /// Tests of our own.
    Parts(&'static [Part]),
    /// The suites of the peer for Rust guests, and before them what clippy says of bindings.
    RustGuests,
    /// Tests of our own that need the TypeScript compilers, and the incumbent.
    TypeScript,
}

/// The suite that can be run on the peer itself, and case by case.
const RUST: &str = "rust";

/// The suites that exist.
const SUITES: &[Suite] = &[
    Suite {
        name: "frontend",
        title: "the front end beside the published parser, random packages, mutations, seeds of the fuzzers",
        what: What::Parts(frontend::PARTS),
    },
    Suite {
        name: "abi",
        title: "the canonical ABI and the binary form beside the published crates and the specification",
        what: What::Parts(abi::PARTS),
    },
    Suite {
        name: RUST,
        title: "the suites of wit-bindgen on our generator and our runtime",
        what: What::RustGuests,
    },
    Suite {
        name: "ts",
        title: "the TypeScript of published, random and hostile WIT: compilers accept it, and nothing is lost",
        what: What::TypeScript,
    },
];

/// Runs the suite of that name; without a name all, whatever becomes of each.
pub(crate) fn run(workspace: &Workspace, name: Option<&str>, choice: Choice<'_>) -> Result<()> {
    if (choice.peer || choice.target.is_some() || !choice.cases.is_empty()) && name != Some(RUST) {
        return Err(Failure::Usage(format!(
            "only the suite `{RUST}` can be run on the peer, for a target or case by case"
        )));
    }
    let suites: Vec<&Suite> =
        SUITES.iter().filter(|suite| name.is_none_or(|name| suite.name == name)).collect();
    if suites.is_empty() {
        let names: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
        let (name, known) = (name.unwrap_or_default(), names.join(", "));
        return Err(Failure::Usage(format!("there is no conformance suite `{name}`; there are: {known}")));
    }
    let mut outcome = Ok(());
    for Suite { name, title, what } in suites {
        report::result(&format!("{name}: {title}\n"));
        outcome = outcome.and(match what {
            What::Parts(parts) => parts::run(workspace, parts, Vec::new()),
            What::RustGuests => {
                let whole = !choice.peer && choice.target.is_none() && choice.cases.is_empty();
                let parts = if whole { parts::run(workspace, rust::PARTS, Vec::new()) } else { Ok(()) };
                parts.and(rust::run(workspace, choice).map(drop))
            }
            What::TypeScript => ts::run(workspace),
        });
    }
    outcome
}
