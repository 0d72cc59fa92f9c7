//! `outwit plan`: how the values of one function are lifted and lowered.

use std::collections::BTreeSet;

use outwit_diagnostics::{Diagnostic, closest, quoted_list};
use outwit_resolve::abi::plan::Planner;
use outwit_resolve::abi::{
    CallAbi, Direction, Options, PointerWidth, Position, Seat, StringEncoding, mangle,
};
use outwit_resolve::graph::{FunctionId, Resolve, WorldId, WorldItem, WorldItemKind, WorldKey};

use super::plan_json;
use crate::args::{self, PlanArgs, PlanFormat, Side};
use crate::console::Console;
use crate::diagnostics as errors;
use crate::input::{self, Ready};
use crate::status::Status;

pub(crate) fn plan(args: &PlanArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &PlanArgs, console: &mut Console) -> Result<Status, Status> {
    let ready = input::ready(std::slice::from_ref(&args.path), &args.selection, console)?;
    let world = ready.world(&args.selection, console)?;
    let graph = &ready.resolved.graph;
    let found = find(&ready, world, args, console)?;
    let seat = match args.seat {
        args::Seat::Guest => Seat::Guest,
        args::Seat::Host => Seat::Host,
    };
    let position = Position { direction: found.direction, seat };
    let mut planner = Planner::new(graph, options(args));
    let plan = planner.plan(found.function, position);
    let procs = planner.procs();
    if args.format == PlanFormat::Json {
        console.print(&format!("{:#}\n", plan_json::document(graph, &found, &plan, procs)));
        return Ok(Status::Clean);
    }
    let mut text = format!("{}\n{}", found.core_name(graph, plan.abi), plan.display(graph, procs));
    if !procs.is_empty() {
        text += &format!("\n{}", procs.display(graph));
    }
    console.print(&text);
    Ok(Status::Clean)
}

fn options(args: &PlanArgs) -> Options {
    Options {
        string_encoding: match args.string_encoding {
            args::Encoding::Utf8 => StringEncoding::Utf8,
            args::Encoding::Utf16 => StringEncoding::Utf16,
            args::Encoding::Latin1OrUtf16 => StringEncoding::Latin1OrUtf16,
        },
        pointer: if args.memory64 { PointerWidth::P64 } else { PointerWidth::P32 },
        async_: args.async_,
        callback: args.callback,
    }
}

/// A function that a world imports or exports.
pub(super) struct Found {
    pub(super) direction: Direction,
    interface: Option<WorldKey>,
    pub(super) function: FunctionId,
}

impl Found {
    fn core_name(&self, graph: &Resolve, abi: CallAbi) -> String {
        let (module, field) = self.core_names(graph, abi);
        match module {
            Some(module) => format!("core import \"{module}\" \"{field}\""),
            None => format!("core export \"{field}\""),
        }
    }

    /// The module of an import, and the name of either.
    pub(super) fn core_names(&self, graph: &Resolve, abi: CallAbi) -> (Option<String>, String) {
        match self.direction {
            Direction::Import => {
                let mangle::CoreImport { module, field } =
                    mangle::import(graph, self.interface, self.function);
                (Some(module), format!("{}{field}", mangle::prefix(abi)))
            }
            Direction::Export => {
                let name = mangle::export(graph, self.interface, self.function);
                (None, format!("{}{name}", mangle::prefix(abi)))
            }
        }
    }

    /// The names that it answers to, the fullest first: `ns:pkg/interface@version#name`, `interface#name`, `name`; and the same
    /// with `resource.name` for `[method]resource.name`.
    fn names(&self, graph: &Resolve) -> Vec<String> {
        let label = graph.function_label(self.function);
        let plain =
            ["[method]", "[static]", "[constructor]"].iter().find_map(|kind| label.strip_prefix(kind));
        let labels: Vec<&str> = [Some(label.as_str()), plain].into_iter().flatten().collect();
        let Some(key) = self.interface else { return labels.into_iter().map(str::to_owned).collect() };
        let full = mangle::world_key(graph, key);
        let unversioned = full.split('@').next().unwrap_or(&full);
        let short = unversioned.rsplit('/').next().unwrap_or(unversioned);
        let places = [format!("{full}#"), format!("{unversioned}#"), format!("{short}#"), String::new()];
        labels.iter().flat_map(|label| places.iter().map(move |place| format!("{place}{label}"))).collect()
    }

    /// The shortest name that still says which interface is meant.
    fn short_name(&self, graph: &Resolve) -> String {
        let names = self.names(graph);
        names[if self.interface.is_some() { 2 } else { 0 }].clone()
    }
}

/// The function that best fits the name that was asked for.
fn find(ready: &Ready, world: WorldId, args: &PlanArgs, console: &mut Console) -> Result<Found, Status> {
    let graph = &ready.resolved.graph;
    let (imports, exports) = (&graph[world].imports, &graph[world].exports);
    let sides: &[(Direction, &[WorldItem])] = match args.side {
        Some(Side::Import) => &[(Direction::Import, imports)],
        Some(Side::Export) => &[(Direction::Export, exports)],
        None => &[(Direction::Export, exports), (Direction::Import, imports)],
    };
    let mut all: Vec<Found> = sides.iter().flat_map(|(side, items)| functions(graph, *side, items)).collect();
    let wanted = args.function.replace('%', "");
    let rank = |found: &Found| found.names(graph).iter().position(|name| *name == wanted);
    let ranked = || all.iter().enumerate().filter_map(|(at, found)| Some((rank(found)?, at)));
    let Some((best, at)) = ranked().min() else {
        ready.say(&[unknown(graph, world, args, &wanted, &all)], console);
        return Err(Status::Unable);
    };
    let others = ranked().filter(|(rank, other)| *rank == best && all[*other].function != all[at].function);
    let others: BTreeSet<String> = others.map(|(_, other)| all[other].names(graph).swap_remove(0)).collect();
    if !others.is_empty() {
        let (this, others) = (&all[at].names(graph)[0], quoted_list(others.iter().map(String::as_str)));
        console.progress(format_args!("this is `{this}`; called the same: {others}"));
    }
    Ok(all.swap_remove(at))
}

/// That no function is called so; those of resources that end so are the first to be meant.
fn unknown(graph: &Resolve, world: WorldId, args: &PlanArgs, wanted: &str, all: &[Found]) -> Diagnostic {
    let verb = match args.side {
        Some(Side::Import) => "import",
        Some(Side::Export) => "export",
        None => "import or export",
    };
    let any: Vec<String> = all.iter().flat_map(|found| found.names(graph)).collect();
    let near = closest(wanted, any.iter().map(String::as_str));
    let mut names: Vec<String> = Vec::new();
    for name in all.iter().map(|found| found.short_name(graph)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let members = names.iter().filter(|name| name.rsplit('.').next() == Some(wanted));
    let members: Vec<&str> = members.map(String::as_str).collect();
    let shown = match near {
        Some(near) => vec![near],
        None if members.is_empty() => names.iter().map(String::as_str).collect(),
        None => members,
    };
    errors::unknown_function(&args.function, &graph[graph[world].name], verb, shown)
}

fn functions<'a>(
    graph: &'a Resolve,
    direction: Direction,
    items: &'a [WorldItem],
) -> impl Iterator<Item = Found> + 'a {
    items.iter().flat_map(move |item| {
        let (interface, functions) = match item.kind {
            WorldItemKind::Interface(id) => (Some(item.key), graph.functions_of(id).collect()),
            WorldItemKind::Function(function) => (None, vec![function]),
            WorldItemKind::Type(_) => (None, Vec::new()),
        };
        functions.into_iter().map(move |function| Found { direction, interface, function })
    })
}
