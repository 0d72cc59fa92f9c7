//! TypeScript declarations of everything that is published, of random packages, and of our own corpus, at length.

use super::jco;
use super::parts::{self, Part};
use crate::error::Result;
use crate::report;
use crate::setup::npm;
use crate::workspace::Workspace;

const PARTS: &[Part] = &[
    Part {
        title: "every world compiles, by every compiler and under every setting",
        arguments: &["--package", "outwit-bindgen-ts", "--test", "corpora"],
        tests: &["compile"],
    },
    Part {
        title: "nothing that WIT says is lost",
        arguments: &["--package", "outwit-bindgen-ts", "--test", "corpora"],
        tests: &["lost", "loss"],
    },
    Part {
        title: "programs that use the declarations of the fixtures",
        arguments: &["--package", "outwit-bindgen-ts", "--test", "tsc"],
        tests: &[],
    },
    Part {
        title: "what is in the shape of jco's, beside jco itself",
        arguments: &["--package", "outwit-bindgen-ts", "--test", "jco"],
        tests: &[],
    },
    Part {
        title: "guests in TypeScript, made components by componentize-js and run by jco",
        arguments: &["--package", "outwit-bindgen-ts", "--test", "guests"],
        tests: &[],
    },
];

/// Runs the parts, and a component in jco, whatever becomes of the first.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let mut variables = npm::ensure(workspace)?.variables();
    let peers = npm::peers(workspace)?;
    variables.push(("OUTWIT_JCO".to_owned(), peers.jco));
    variables.push(("OUTWIT_COMPONENTIZE_JS".to_owned(), peers.componentize_js));
    match (parts::run(workspace, PARTS, variables), jco::run(workspace)) {
        (Err(first), Err(second)) => {
            report::failure(&second);
            Err(first)
        }
        (parts, hosted) => parts.and(hosted),
    }
}
