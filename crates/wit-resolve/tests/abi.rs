//! Snapshots of layouts, core names, signatures and plans, beside their inputs in `testdata/abi/`.

use std::fmt::Write;

use outwit_resolve::abi::flat::Flats;
use outwit_resolve::abi::layout::Layouts;
use outwit_resolve::abi::plan::{Plan, Planner};
use outwit_resolve::abi::{Direction, Options, PointerWidth, Position, Seat, mangle};
use outwit_resolve::graph::{
    FunctionId, Resolve, TypeId, TypeKind, World, WorldItem, WorldItemKind, WorldKey,
};
use outwit_resolve::{DiskSource, Features, Loader, Resolved, resolve};
use outwit_testkit::{Case, cases};

/// A function and the key of its interface in a world.
type Place = (Option<WorldKey>, FunctionId);

fn load(case: &Case) -> Resolved {
    let mut loader = Loader::new(&DiskSource);
    loader.path(&case.dir);
    let loaded = loader.finish();
    let analysis = resolve(&loaded, &Features::default());
    assert!(analysis.diagnostics.is_empty(), "{}: {:?}", case.name, analysis.diagnostics);
    let Ok(resolved) = analysis.finish() else { panic!("{}: no graph", case.name) };
    resolved
}

fn world<'a>(case: &Case, resolved: &'a Resolved) -> &'a World {
    let Ok(world) = resolved.select_world(None) else { panic!("{}: not one world", case.name) };
    &resolved.graph[world]
}

/// All functions behind imports or exports.
fn functions(graph: &Resolve, items: &[WorldItem]) -> Vec<Place> {
    let of = |item: &WorldItem| -> Vec<Place> {
        match item.kind {
            WorldItemKind::Interface(interface) => {
                graph.functions_of(interface).map(|function| (Some(item.key), function)).collect()
            }
            WorldItemKind::Function(function) => vec![(None, function)],
            WorldItemKind::Type(_) => Vec::new(),
        }
    };
    items.iter().flat_map(of).collect()
}

#[test]
fn layouts() {
    for case in cases("abi") {
        let resolved = load(&case);
        let mut text = String::new();
        for (name, pointer) in [("32-bit", PointerWidth::P32), ("64-bit", PointerWidth::P64)] {
            writeln!(text, "{name}").unwrap();
            let (layouts, flats) =
                (Layouts::new(&resolved.graph, pointer), Flats::new(&resolved.graph, pointer));
            for (ty, def) in resolved.graph.types() {
                if def.name.is_some() {
                    write_type(&mut text, &resolved.graph, &layouts, &flats, ty);
                }
            }
        }
        case.snapshot("layout", &text);
    }
}

fn write_type(text: &mut String, graph: &Resolve, layouts: &Layouts, flats: &Flats, ty: TypeId) {
    let name = &graph[graph[ty].name.expect("named types alone")];
    let layout = layouts.of(ty);
    let flat = match flats.of(ty) {
        Some(flat) => flat.iter().map(|ty| format!(" {ty:?}")).collect::<String>().to_lowercase(),
        None => " too many".to_owned(),
    };
    writeln!(text, "  {name}: size {} align {}, flat{flat}", layout.size, layout.align).unwrap();
    if let TypeKind::Record(fields) = &graph[ty].kind {
        for (field, offset) in fields.iter().zip(layouts.fields(ty)) {
            writeln!(text, "    +{offset} {}", &graph[field.name]).unwrap();
        }
    }
    if let Some(variant) = layouts.variant(ty) {
        let bytes = variant.tag.bytes();
        writeln!(text, "    tag {bytes}, payload +{}, {} cases", variant.payload, variant.cases).unwrap();
    }
}

#[test]
fn plans() {
    for case in cases("abi") {
        let resolved = load(&case);
        let (graph, world) = (&resolved.graph, world(&case, &resolved));
        let mut planner = Planner::new(graph, Options::default());
        let mut plans: Vec<(String, Plan)> = Vec::new();
        for (direction, items) in [(Direction::Import, &world.imports), (Direction::Export, &world.exports)] {
            for (interface, function) in functions(graph, items) {
                let title = title(graph, direction, interface, function);
                for seat in [Seat::Guest, Seat::Host] {
                    plans.push((title.clone(), planner.plan(function, Position { direction, seat })));
                }
            }
        }
        assert!(!plans.is_empty(), "{}: no function", case.name);
        let procs = planner.procs();
        let mut text = String::new();
        for (title, plan) in &plans {
            writeln!(text, "{title}\n{}", plan.display(graph, procs)).unwrap();
        }
        case.snapshot("plan", &format!("{text}{}", procs.display(graph)));
    }
}

/// The core names of an import or export.
fn title(graph: &Resolve, direction: Direction, interface: Option<WorldKey>, function: FunctionId) -> String {
    match direction {
        Direction::Import => {
            let import = mangle::import(graph, interface, function);
            format!("\"{}\" \"{}\"", import.module, import.field)
        }
        Direction::Export => format!("\"{}\"", mangle::export(graph, interface, function)),
    }
}
