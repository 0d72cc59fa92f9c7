//! `outwit layout`: how named types lie in memory and in core values, and what functions pass through memory.

mod describe;
mod json;
mod summary;
mod table;

use std::collections::BTreeSet;

use outwit_resolve::abi::mangle::world_key;
use outwit_resolve::abi::plan::Planner;
use outwit_resolve::abi::{Options, PointerWidth};
use outwit_resolve::graph::{FunctionId, PackageId, Resolve, TypeId, WorldId, WorldItemKind};

use self::describe::{Described, describe};
use self::summary::Summary;
use crate::args::{LayoutArgs, LayoutFormat};
use crate::console::Console;
use crate::diagnostics as errors;
use crate::input::{self, Ready};
use crate::status::Status;

pub(crate) fn layout(args: &LayoutArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &LayoutArgs, console: &mut Console) -> Result<Status, Status> {
    let ready = input::ready(args.path.as_slice(), &args.selection, console)?;
    let graph = &ready.resolved.graph;
    let mut groups = match &args.selection.world {
        Some(_) => reached(graph, ready.world(&args.selection, console)?),
        None => ready.resolved.roots.iter().flat_map(|root| defined(graph, *root)).collect(),
    };
    if let Some(wanted) = &args.ty {
        groups = choose(&ready, groups, wanted, &no("types", &ready, args), console)?;
    }
    let pointer = if args.memory64 { PointerWidth::P64 } else { PointerWidth::P32 };
    let planner = Planner::new(graph, Options { pointer, ..Options::default() });
    // One type is asked for by itself; what functions do with others is another question.
    let described: Vec<Described> = groups.iter().map(|group| describe(graph, &planner, group)).collect();
    let summary = args.ty.is_none().then(|| Summary::of(graph, &planner, &groups, &described));
    console.print(&match args.format {
        LayoutFormat::Table => table::text(pointer, &described, summary.as_ref()),
        LayoutFormat::Json => json::text(pointer, &described, summary.as_ref()),
    });
    if groups.is_empty() {
        console.progress(no("types and no functions", &ready, args));
    }
    Ok(Status::Clean)
}

/// That there are none of `what`, and where there may be some.
fn no(what: &str, ready: &Ready, args: &LayoutArgs) -> String {
    let graph = &ready.resolved.graph;
    let has_worlds = graph.worlds().any(|(_, world)| !world.imports.is_empty() || !world.exports.is_empty());
    match args.selection.world {
        Some(_) => format!("the world reaches no {what}"),
        None if has_worlds => {
            format!("the package itself defines no {what}; `--world` shows what a world imports and exports")
        }
        None => format!("the package defines no {what}"),
    }
}

/// The named types and the functions of one interface or world.
#[derive(Clone, Debug)]
struct Group {
    /// `interface ns:pkg/name`, `world ns:pkg/name`.
    title: String,
    /// The last part of the name, before a version.
    name: String,
    types: Vec<TypeId>,
    functions: Vec<FunctionId>,
}

impl Group {
    fn is_empty(&self) -> bool {
        self.types.is_empty() && self.functions.is_empty()
    }
}

/// What the interfaces and worlds of a package define.
fn defined(graph: &Resolve, package: PackageId) -> Vec<Group> {
    let interfaces =
        graph[package].interfaces.iter().filter(|(_, id)| graph[**id].active).map(|(name, id)| Group {
            title: format!("interface {}", graph[package].name.item_id(&graph[*name])),
            name: graph[*name].to_owned(),
            types: graph.types_of(*id).map(|(_, ty)| ty).collect(),
            functions: graph.functions_of(*id).collect(),
        });
    let worlds = graph[package].worlds.values().filter(|id| graph[**id].active);
    let mut groups: Vec<Group> = interfaces.chain(worlds.map(|id| of_world(graph, *id))).collect();
    groups.retain(|group| !group.is_empty());
    groups
}

/// What a world defines itself, uses included.
fn of_world(graph: &Resolve, world: WorldId) -> Group {
    let types = graph[world].imports.iter().filter_map(|item| match item.kind {
        WorldItemKind::Type(ty) => Some(ty),
        WorldItemKind::Interface(_) | WorldItemKind::Function(_) => None,
    });
    let items = graph[world].imports.iter().chain(&graph[world].exports);
    let functions = items.filter_map(|item| match item.kind {
        WorldItemKind::Function(function) => Some(function),
        WorldItemKind::Interface(_) | WorldItemKind::Type(_) => None,
    });
    Group {
        title: format!("world {}", graph.world_id(world)),
        name: graph[graph[world].name].to_owned(),
        types: types.collect(),
        functions: functions.collect(),
    }
}

/// What a world defines, and the interfaces that it imports or exports.
fn reached(graph: &Resolve, world: WorldId) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut seen = BTreeSet::new();
    for item in graph[world].imports.iter().chain(&graph[world].exports) {
        let WorldItemKind::Interface(interface) = item.kind else { continue };
        if seen.insert(interface) {
            let key = world_key(graph, item.key);
            groups.push(Group {
                name: last_part(&key).to_owned(),
                title: format!("interface {key}"),
                types: graph.types_of(interface).map(|(_, ty)| ty).collect(),
                functions: graph.functions_of(interface).collect(),
            });
        }
    }
    groups.push(of_world(graph, world));
    groups.retain(|group| !group.is_empty());
    groups
}

fn last_part(id: &str) -> &str {
    let unversioned = id.split('@').next().unwrap_or(id);
    unversioned.rsplit('/').next().unwrap_or(unversioned)
}

/// The types that `wanted` names: `name`, or `interface.name`; `none` is what to say where there are no types.
fn choose(
    ready: &Ready,
    groups: Vec<Group>,
    wanted: &str,
    none: &str,
    console: &mut Console,
) -> Result<Vec<Group>, Status> {
    let graph = &ready.resolved.graph;
    let name = |ty: TypeId| graph[ty].name.map_or("", |name| &graph[name]);
    let plain = wanted.replace('%', "");
    let (owner, ty) = match plain.rsplit_once('.') {
        Some((owner, ty)) => (Some(owner), ty),
        None => (None, plain.as_str()),
    };
    let mut chosen = groups.clone();
    chosen.retain_mut(|group| {
        group.types.retain(|id| name(*id) == ty);
        owner.is_none_or(|owner| owner == group.name) && !group.types.is_empty()
    });
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let mut candidates = Vec::new();
    for group in &groups {
        for id in &group.types {
            let candidate = match owner {
                Some(_) => format!("{}.{}", group.name, name(*id)),
                None => name(*id).to_owned(),
            };
            if !candidates.contains(&candidate) {
                candidates.push(candidate);
            }
        }
    }
    ready.say(&[errors::unknown_type(wanted, candidates.iter().map(String::as_str), none)], console);
    Err(Status::Unable)
}
