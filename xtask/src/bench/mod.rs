//! `cargo xtask bench`: measurements that compare Outwit with its published peers.

mod abi;
mod cold_build;
mod contender;
mod cpu_time;
mod frontend;
mod rust;
mod ts;

use crate::error::{Failure, Result};
use crate::report;
use crate::workspace::Workspace;

/// A measurement.
struct Bench {
    name: &'static str,
    title: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

/// The measurement that has parts.
pub(crate) const RUST: &str = "rust";

const BENCHES: &[Bench] = &[
    Bench {
        name: "abi",
        title: "layouts, plans and core names of whole packages: time and memory",
        run: abi::run,
    },
    Bench {
        name: "frontend",
        title: "lexing, parsing and resolving, beside the published parser; hostile inputs",
        run: frontend::run,
    },
    Bench {
        name: RUST,
        title: "Rust bindings beside wit-bindgen: building, expanding, generating, size, fuel, time of lists; or one of them",
        run: |workspace| rust::run(workspace, None),
    },
    Bench {
        name: "macro",
        title: "a cold build of a crate that uses bindgen!: crates and CPU seconds, beside wit-bindgen",
        run: cold_build::run,
    },
    Bench {
        name: "ts",
        title: "TypeScript declarations: time to generate, and of the whole program, beside jco if it is installed",
        run: ts::run,
    },
];

/// Runs one measurement, or a part of one that has parts; without a name, lists them.
pub(crate) fn run(workspace: &Workspace, name: Option<&str>, part: Option<&str>) -> Result<()> {
    if part.is_some() && name == Some(RUST) {
        return rust::run(workspace, part);
    }
    let Some(name) = name else {
        for bench in BENCHES {
            report::result(&format!("{}  {}", bench.name, bench.title));
        }
        return Ok(());
    };
    match BENCHES.iter().find(|bench| bench.name == name) {
        Some(bench) => (bench.run)(workspace),
        None => {
            let names: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
            let message = format!("there is no measurement `{name}`; there are: {}", names.join(", "));
            Err(Failure::Usage(message))
        }
    }
}
