//! `outwit json`: the resolved graph as JSON, schema `outwit/graph@1` (`docs/schema/graph-1.json`).
//!
//! Things stand in one list for each kind and are referred to by their place in it. Each list has one thing a line, so that
//! two graphs can be compared line by line.

mod ids;
mod keep;
mod text;
mod types;
mod write;

use crate::args::JsonArgs;
use crate::console::Console;
use crate::input;
use crate::places::Places;
use crate::status::Status;
use keep::Kept;

pub(crate) fn json(args: &JsonArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &JsonArgs, console: &mut Console) -> Result<Status, Status> {
    let ready = input::ready_for_machine(&args.paths, &args.selection, console)?;
    let world = match &args.selection.world {
        Some(_) => Some(ready.world(&args.selection, console)?),
        None => None,
    };
    let graph = &ready.resolved.graph;
    let kept = Kept::new(graph, world, args.inactive);
    let places = Places::new(&ready.sources);
    console.print(&write::graph(&ready, &kept, &places));
    Ok(Status::Clean)
}
