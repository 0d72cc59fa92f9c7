//! Rules about whole definitions: names that are too much alike, empty types, limits, borrows in results, circles of
//! packages. After it (and the gates) the graph is valid unless an error has been reported.

use std::collections::HashMap;

use outwit_diagnostics::Span;

use super::Context;
use super::scope::find_cycles;
use crate::diagnostics as errors;
use crate::graph::{
    Accessor, Function, FunctionKind, Id, IdMap, Name, Owner, Resolve, TypeId, TypeKind, World,
    WorldItemKind, WorldKey,
};

/// How deep a type may be nested, named types included: the limit of component validators.
const MAX_TYPE_DEPTH: u32 = 100;
/// CanonicalABI.md, "Flattening": flags are one `i32`.
const MAX_FLAGS: usize = 32;

pub(super) fn check(cx: &mut Context<'_>) {
    check_package_cycles(cx);
    check_definitions(cx);
    check_depth(cx);
    check_functions(cx);
    for owner in cx.owners().collect::<Vec<_>>() {
        check_member_names(cx, owner);
    }
    check_world_names(cx);
}

fn check_package_cycles(cx: &mut Context<'_>) {
    for cycle in find_cycles(&cx.package_edges) {
        let name = |unit: &usize| cx.graph()[cx.units[*unit].package].name.to_string();
        let names: Vec<String> = cycle.nodes.iter().map(name).collect();
        cx.report(errors::package_cycle(&names, cycle.span));
    }
}

// ---- types ----

fn check_definitions(cx: &mut Context<'_>) {
    let mut found = Vec::new();
    let graph = cx.graph();
    for (id, def) in graph.all_types() {
        let Some(span) = def.span else { continue };
        let (what, part, count) = match &def.kind {
            TypeKind::Record(fields) => {
                similar(graph, "field", fields.iter().map(|field| (field.name, field.span)), &mut found);
                ("record", "field", fields.len())
            }
            TypeKind::Variant(cases) => {
                similar(graph, "case", cases.iter().map(|case| (case.name, case.span)), &mut found);
                ("variant", "case", cases.len())
            }
            TypeKind::Enum(cases) => {
                similar(graph, "case", cases.iter().map(|case| (case.name, case.span)), &mut found);
                ("enum", "case", cases.len())
            }
            TypeKind::Flags(flags) => {
                similar(graph, "flag", flags.iter().map(|flag| (flag.name, flag.span)), &mut found);
                if let Some(surplus) = flags.get(MAX_FLAGS) {
                    found.push(errors::too_many_flags(flags.len(), surplus.span, span));
                }
                ("flags", "flag", flags.len())
            }
            _ => continue,
        };
        if count == 0 && is_written_whole(cx, id) {
            let what = if what == "flags" { "`flags` type" } else { what };
            found.push(errors::empty_type(what, part, span));
        }
    }
    cx.diagnostics.extend(found);
}

/// Whether a definition stands in a text, not in a copy that an `include` made, and parsing found no fault inside of it:
/// otherwise its parts may have been lost, which was reported.
fn is_written_whole(cx: &Context<'_>, id: TypeId) -> bool {
    let scope = match cx.graph()[id].owner {
        Owner::Interface(interface) => cx.interfaces.get(interface.index()),
        Owner::World(world) => cx.worlds.get(world.index()),
        Owner::None => None,
    };
    let Some(scope) = scope else { return false };
    // Ids are given out in the order of writing.
    let written = scope.defs.binary_search_by_key(&id, |(ty, _)| *ty);
    written.is_ok_and(|at| !cx.broken.has_fault_in(cx.span(scope.file, scope.defs[at].1.range)))
}

/// Names that other languages could not tell apart. Explainer.md, "Name Uniqueness".
fn similar(
    graph: &Resolve,
    what: &str,
    names: impl Iterator<Item = (Name, Span)>,
    found: &mut Vec<outwit_diagnostics::Diagnostic>,
) {
    let mut seen: HashMap<String, (Name, Span)> = HashMap::new();
    for (name, span) in names {
        let key = strong_key(&graph[name]);
        match seen.get(&key) {
            Some((first, first_at)) if *first == name => {
                found.push(errors::duplicate_name(&graph[name], &format!("the {what}"), span, *first_at));
            }
            Some((first, first_at)) => {
                found.push(errors::similar_names(what, &graph[name], &graph[*first], span, *first_at));
            }
            None => drop(seen.insert(key, (name, span))),
        }
    }
}

/// What is left of a label when hyphens and case are taken away.
fn strong_key(label: &str) -> String {
    label.chars().filter(|c| *c != '-').map(|c| c.to_ascii_lowercase()).collect()
}

fn check_depth(cx: &mut Context<'_>) {
    cx.builder.resolve.find_type_order();
    let graph = cx.graph();
    let mut depth: IdMap<TypeId, u32> = IdMap::filled(graph.type_count(), 0);
    let mut found = Vec::new();
    for ty in graph.types_in_dependency_order() {
        let mut deepest = 0;
        graph[*ty].kind.for_each_type(|part| deepest = deepest.max(depth[part]));
        let this = match graph[*ty].kind {
            TypeKind::Primitive(_) | TypeKind::Error => 0,
            // Another name adds no level, and a handle holds nothing of its resource.
            TypeKind::Alias(_) => deepest,
            TypeKind::Own(_) | TypeKind::Borrow(_) => 1,
            _ => deepest + 1,
        };
        // Told at the first type that goes too deep, and not again at all that hold it.
        if this > MAX_TYPE_DEPTH && deepest <= MAX_TYPE_DEPTH {
            found.push(*ty);
        }
        depth[*ty] = this;
    }
    let spans: Vec<Span> = found.iter().map(|ty| nearest_span(graph, *ty)).collect();
    for span in spans {
        cx.report(errors::type_too_deep(span, MAX_TYPE_DEPTH));
    }
}

/// The place of a type, or of the first named type or function that holds it.
fn nearest_span(graph: &Resolve, ty: TypeId) -> Span {
    let mut at = ty;
    loop {
        if let Some(span) = graph[at].span {
            return span;
        }
        let holder = graph.all_types().find(|(_, def)| {
            let mut holds = false;
            def.kind.for_each_type(|part| holds |= part == at);
            holds
        });
        match holder {
            Some((holder, _)) => at = holder,
            None => break,
        }
    }
    let uses = |function: &Function| {
        function.result == Some(at) || function.params.iter().any(|param| param.ty == at)
    };
    let function = graph.all_functions().find(|(_, function)| uses(function));
    function.expect("a type that nothing holds is not in the graph").1.span
}

// ---- functions ----

fn check_functions(cx: &mut Context<'_>) {
    let graph = cx.graph();
    let mut has_borrow: IdMap<TypeId, bool> = IdMap::filled(graph.type_count(), false);
    for ty in graph.types_in_dependency_order() {
        let kind = &graph[*ty].kind;
        let mut holds = matches!(kind, TypeKind::Borrow(_));
        kind.for_each_type(|part| holds |= has_borrow[part]);
        has_borrow[*ty] = holds;
    }
    let mut found = Vec::new();
    for (_, function) in graph.all_functions() {
        if function.result.is_some_and(|ty| has_borrow[ty]) {
            found.push(errors::borrow_in_result(&graph[function.name], function.span));
        }
        similar(graph, "parameter", function.params.iter().map(|param| (param.name, param.span)), &mut found);
    }
    cx.diagnostics.extend(found);
}

/// What must be unique among the functions of an interface: annotations of accessors keep getter and setter apart.
fn function_key(graph: &Resolve, function: &Function) -> String {
    let resource = |ty: TypeId| graph[ty].name.map_or(String::new(), |name| strong_key(&graph[name]));
    let set = if function.accessor == Some(Accessor::Setter) { "[set]" } else { "" };
    let name = strong_key(&graph[function.name]);
    match function.kind {
        FunctionKind::Freestanding => format!("{set}{name}"),
        FunctionKind::Constructor(ty) => format!("[constructor]{}", resource(ty)),
        FunctionKind::Method(ty) | FunctionKind::Static(ty) => format!("{set}{}.{name}", resource(ty)),
    }
}

/// One thing that must be unlike its neighbours: what it is compared by, its name, and its place.
struct Unique {
    key: String,
    name: String,
    span: Span,
}

/// Reports names that differ, but not enough; equal names have been reported where they were collected.
fn report_similar(cx: &mut Context<'_>, what: &str, all: Vec<Unique>) {
    let mut seen: HashMap<String, (String, Span)> = HashMap::new();
    for Unique { key, name, span } in all {
        match seen.get(&key) {
            Some((first, first_at)) if *first != name => {
                let diagnostic = errors::similar_names(what, &name, first, span, *first_at);
                cx.report(diagnostic);
            }
            Some(_) => {}
            None => drop(seen.insert(key, (name, span))),
        }
    }
}

fn check_member_names(cx: &mut Context<'_>, owner: Owner) {
    let Owner::Interface(id) = owner else { return };
    let graph = cx.graph();
    let mut all = Vec::new();
    for (name, ty) in &graph[id].types {
        let span = graph[*ty].span.expect("a defined type has a place");
        all.push(Unique { key: strong_key(&graph[*name]), name: graph[*name].to_owned(), span });
    }
    for function in &graph[id].functions {
        let function = &graph[*function];
        let name = graph[function.name].to_owned();
        all.push(Unique { key: function_key(graph, function), name, span: function.span });
    }
    report_similar(cx, "name", all);
}

fn check_world_names(cx: &mut Context<'_>) {
    let ids: Vec<_> = cx.graph().all_worlds().map(|(id, _)| id).collect();
    for id in ids {
        let graph = cx.graph();
        let World { imports, exports, .. } = &graph[id];
        let sides = [("import", imports), ("export", exports)].map(|(what, items)| {
            let unique = items.iter().filter_map(|item| {
                let WorldKey::Name(name) = item.key else { return None };
                let key = match item.kind {
                    WorldItemKind::Function(function) => function_key(graph, &graph[function]),
                    _ => strong_key(&graph[name]),
                };
                Some(Unique { key, name: graph[name].to_owned(), span: item.span })
            });
            (what, unique.collect::<Vec<_>>())
        });
        for (what, unique) in sides {
            report_similar(cx, what, unique);
        }
    }
    let mut found = Vec::new();
    let graph = cx.graph();
    for unit in &cx.units {
        similar(graph, "name", unit.items.iter().map(|(name, (_, span))| (*name, *span)), &mut found);
    }
    cx.diagnostics.extend(found);
}
