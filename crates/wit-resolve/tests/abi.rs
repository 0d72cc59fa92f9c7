//! Snapshots of layouts, core names, signatures and plans, beside their inputs in `testdata/abi/`.

use std::fmt::Write;

use outwit_resolve::abi::core_module::{CoreModule, Export, Import, ImportKind, Mangling};
use outwit_resolve::abi::flat::Flats;
use outwit_resolve::abi::layout::Layouts;
use outwit_resolve::abi::plan::{Plan, Planner, ProcId};
use outwit_resolve::abi::signature::Signature;
use outwit_resolve::abi::{Direction, Options, PointerWidth, Position, Seat, StringEncoding, mangle};
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

/// The options that a case is planned with: the lines of `options.txt`, or the usual ones.
fn options(case: &Case) -> Vec<Options> {
    let path = case.dir.join("options.txt");
    if !path.exists() {
        return vec![Options::default()];
    }
    let line = |line: &str| {
        let mut options = Options::default();
        for word in line.split_whitespace() {
            match word {
                "async" => options.async_ = true,
                "callback" => options.callback = true,
                "memory64" => options.pointer = PointerWidth::P64,
                "utf16" => options.string_encoding = StringEncoding::Utf16,
                "latin1+utf16" => options.string_encoding = StringEncoding::Latin1OrUtf16,
                other => panic!("{}: `{other}` is no option", case.name),
            }
        }
        options
    };
    case.read("options.txt").lines().map(line).collect()
}

#[test]
fn plans() {
    for case in cases("abi") {
        let input = case.read("input.wit");
        assert!(
            input.starts_with("// CanonicalABI.md, "),
            "{}: names no section of the specification",
            case.name
        );
        let resolved = load(&case);
        let (graph, world) = (&resolved.graph, world(&case, &resolved));
        let sections: Vec<String> =
            options(&case).into_iter().map(|options| planned(&case, graph, world, options)).collect();
        case.snapshot("plan", &sections.join("\n"));
    }
}

fn planned(case: &Case, graph: &Resolve, world: &World, options: Options) -> String {
    let mut planner = Planner::new(graph, options);
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
    let payloads = payloads(graph, &mut planner);
    let procs = planner.procs();
    let mut text = String::new();
    for (title, plan) in &plans {
        writeln!(text, "{title}\n{}", plan.display(graph, procs)).unwrap();
    }
    for payload in payloads {
        writeln!(text, "{payload}").unwrap();
    }
    format!("{text}{}", procs.display(graph))
}

/// What goes through each stream and future of a graph.
fn payloads(graph: &Resolve, planner: &mut Planner<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for ty in graph.types().map(|(ty, _)| ty) {
        for (name, seat) in [("guest", Seat::Guest), ("host", Seat::Host)] {
            let Some(payload) = planner.plan_payload(ty, seat) else { continue };
            let form = |proc: ProcId| format!("{:?}", planner.procs()[proc].key.form);
            let free = payload.free.map_or(String::new(), |free| format!(", free {}", form(free)));
            let (layout, as_is) = (payload.list.layout, if payload.list.as_is { ", as it lies" } else { "" });
            lines.push(format!(
                "{}, {name}: each {} bytes aligned to {}{as_is}, store {}, load {}{free}\n",
                graph.type_text(ty),
                layout.size,
                layout.align,
                form(payload.store),
                form(payload.load)
            ));
        }
    }
    lines
}

/// What a guest imports and exports beside functions and what belongs to every world.
#[test]
fn names() {
    for case in cases("abi") {
        let resolved = load(&case);
        let Ok(world) = resolved.select_world(None) else { panic!("{}: not one world", case.name) };
        let mut sections = Vec::new();
        for options in options(&case) {
            let module = CoreModule::new(&resolved.graph, world, options, Mangling::Legacy);
            let own = |import: &&Import| !matches!(import.kind, ImportKind::Builtin | ImportKind::Linkage);
            let imports: Vec<&Import> = module.imports.iter().filter(own).collect();
            if imports.iter().all(|import| matches!(import.kind, ImportKind::Function { .. })) {
                continue;
            }
            let mut text = String::new();
            for Import { name, signature, when, standing, .. } in imports {
                let line = format!("import \"{}\" \"{}\" {}", name.module, name.field, core(signature));
                writeln!(text, "{line}, {when:?}, {standing:?}").unwrap();
            }
            for Export { name, signature, when, standing, .. } in &module.exports {
                let ty = signature.as_ref().map_or(String::new(), core);
                writeln!(text, "export \"{name}\" {ty}, {when:?}, {standing:?}").unwrap();
            }
            sections.push(text);
        }
        if !sections.is_empty() {
            case.snapshot("names", &sections.join("\n"));
        }
    }
}

fn core(signature: &Signature) -> String {
    format!("{:?} -> {:?}", signature.params, signature.results).to_lowercase()
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
