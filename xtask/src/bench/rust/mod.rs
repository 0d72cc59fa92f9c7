//! Rust bindings side by side with those of wit-bindgen 0.63.0, in one run: what they cost whoever builds a guest, and what
//! the guest costs whoever runs it.

mod expansion;
mod fuel;
mod generation;
mod guests;
mod lists;
mod sizes;
mod table;

use super::cold_build;
use crate::error::{Failure, Result};
use crate::report;
use crate::workspace::Workspace;

/// A family of measurements.
struct Part {
    name: &'static str,
    title: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

const PARTS: &[Part] = &[
    Part { name: "build", title: "A cold build of a crate that uses the macro", run: cold_build::run },
    Part { name: "expansion", title: "Expansion of the macro in the compiler", run: expansion::run },
    Part { name: "generation", title: "Generation", run: generation::run },
    Part { name: "size", title: "Size of guests", run: sizes::run },
    Part { name: "fuel", title: "Fuel a call", run: fuel::run },
    Part { name: "lists", title: "Time of lists", run: lists::run },
];

/// Runs the part of that name; without a name all of them, whatever becomes of each.
pub(super) fn run(workspace: &Workspace, part: Option<&str>) -> Result<()> {
    let parts: Vec<&Part> = PARTS.iter().filter(|known| part.is_none_or(|name| known.name == name)).collect();
    if parts.is_empty() {
        let names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        let (name, known) = (part.unwrap_or_default(), names.join(", "));
        return Err(Failure::Usage(format!("`bench rust` has no part `{name}`; there are: {known}")));
    }
    let mut outcome = Ok(());
    for Part { title, run, .. } in parts {
        report::result(&format!("\n## {title}\n"));
        let of_part = run(workspace);
        if let Err(failure) = &of_part {
            report::failure(failure);
        }
        outcome = outcome.and(of_part.map_err(|failure| Failure::Told(failure.status())));
    }
    outcome
}
