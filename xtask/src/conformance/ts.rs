//! TypeScript declarations of everything that is published, of random packages, and of our own corpus, at length.

use std::path::PathBuf;

use super::parts::Part;
use crate::error::Result;
use crate::setup::npm;
use crate::workspace::Workspace;

pub(super) const PARTS: &[Part] = &[
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
        title: "guests in TypeScript, made components by componentize-js and run by jco",
        arguments: &["--package", "outwit-bindgen-ts", "--test", "guests"],
        tests: &[],
    },
];

/// The variables by which the tests find the compilers and the tools of others, which are installed if need be.
pub(super) fn environment(workspace: &Workspace) -> Result<Vec<(String, PathBuf)>> {
    let mut variables = npm::ensure(workspace)?.variables();
    variables.extend(npm::peers(workspace)?);
    Ok(variables)
}
