//! `cargo xtask bench`: measurements that compare Outwit with its published peers.

mod abi;
mod cold_build;
mod cpu_time;
mod frontend;

use crate::error::{Failure, Result};
use crate::report;
use crate::workspace::Workspace;

/// A measurement.
struct Bench {
    name: &'static str,
    title: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

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
        name: "macro",
        title: "a cold build of a crate that uses bindgen!: crates and CPU seconds, beside wit-bindgen",
        run: cold_build::run,
    },
];

/// Runs one measurement; without a name, lists them.
pub(crate) fn run(workspace: &Workspace, name: Option<&str>) -> Result<()> {
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
