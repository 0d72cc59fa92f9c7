//! Rules about whole definitions: names that are too much alike, empty types, limits, borrows in results, circles of
//! packages. After it (and the gates) the graph is valid unless an error has been reported.

use outwit_diagnostics::{Diagnostic, Span, mapped};

use super::Context;
use super::contents::{self, Contents, check_payloads, holder};
use super::cycles::find_cycles;
use super::limits::{MEMBERS, PARAMETERS, check_limits};
use super::places::{Places, Typed};
use super::sizes::check_sizes;
use super::unique::{Seen, SeenNames, StrongNames, left_of};
use crate::diagnostics as errors;
use crate::graph::{
    Accessor, Function, FunctionKind, Id, IdMap, InterfaceId, Name, NameMap, Names, Origin, Owner, PackageId,
    PackageName, Resolve, TypeId, TypeKind, World, WorldItem, WorldItemKind, WorldKey,
};

/// CanonicalABI.md, "Flattening": flags are one `i32`.
const MAX_FLAGS: usize = 32;

pub(super) fn check(cx: &mut Context<'_>) {
    check_package_cycles(cx);
    let strong = StrongNames::new(cx.graph());
    check_definitions(cx, &strong);
    cx.builder.resolve.find_type_order();
    let contents = contents::find(cx.graph());
    check_payloads(cx, &contents);
    check_sizes(cx);
    check_limits(cx, &contents);
    check_functions(cx, &contents, &strong);
    check_member_names(cx, &strong);
    check_world_names(cx, &strong);
}

fn check_package_cycles(cx: &mut Context<'_>) {
    for cycle in find_cycles(&cx.package_edges) {
        let name = |unit: &usize| cx.graph()[cx.units[*unit].package].name.to_string();
        let names = mapped(&cycle.nodes, name);
        cx.report(errors::package_cycle(&names, cycle.span));
    }
}

// ---- types ----

fn check_definitions(cx: &mut Context<'_>, strong: &StrongNames) {
    let graph = cx.graph();
    let mut found = Vec::new();
    let mut similar = Similar { graph, seen: SeenNames::new(strong) };
    for (id, def) in graph.all_types() {
        let Some(span) = def.span else { continue };
        let (what, part, count, surplus) = match &def.kind {
            TypeKind::Record(fields) => {
                similar.check("field", fields.iter().map(|field| (field.name, field.span)), &mut found);
                ("record", "field", fields.len(), fields.get(MEMBERS).map(|field| field.span))
            }
            TypeKind::Variant(cases) => {
                similar.check("case", cases.iter().map(|case| (case.name, case.span)), &mut found);
                ("variant", "case", cases.len(), cases.get(MEMBERS).map(|case| case.span))
            }
            TypeKind::Enum(cases) => {
                similar.check("case", cases.iter().map(|case| (case.name, case.span)), &mut found);
                ("enum", "case", cases.len(), cases.get(MEMBERS).map(|case| case.span))
            }
            TypeKind::Flags(flags) => {
                let told = found.len();
                similar.check("flag", flags.iter().map(|flag| (flag.name, flag.span)), &mut found);
                // One that is there twice may make the difference.
                if let Some(surplus) = flags.get(MAX_FLAGS).filter(|_| found.len() == told) {
                    found.push(errors::too_many_flags(flags.len(), surplus.span, span));
                }
                ("flags", "flag", flags.len(), None)
            }
            _ => continue,
        };
        if count == 0 && is_written_whole(cx, id) {
            let what = if what == "flags" { "`flags` type" } else { what };
            found.push(errors::empty_type(what, part, span));
        }
        if let Some(surplus) = surplus {
            let parts = format!("{part}s");
            found.push(errors::too_many_members(what, &parts, count, MEMBERS, (surplus, span)));
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

/// Looks for names that other languages could not tell apart. Explainer.md, "Name Uniqueness".
struct Similar<'a> {
    graph: &'a Resolve,
    seen: SeenNames<'a>,
}

impl Similar<'_> {
    fn check(&mut self, what: &str, names: impl Iterator<Item = (Name, Span)>, found: &mut Vec<Diagnostic>) {
        let graph = self.graph;
        self.seen.clear();
        let mut run = Run { graph, what, again: Vec::new() };
        for (name, span) in names {
            match self.seen.add(name, span) {
                Some((first, first_at)) if first == name => {
                    run.add(Again { name, span, first_at }, found);
                    continue;
                }
                None => {}
                Some((first, first_at)) => {
                    found.push(errors::similar_names(what, &graph[name], &graph[first], span, first_at));
                }
            }
            run.end(found);
        }
        run.end(found);
    }
}

/// Names that follow each other and were there before in the same order: somebody copied a line, and all of them are one mistake.
struct Run<'a> {
    graph: &'a Resolve,
    what: &'a str,
    again: Vec<Again>,
}

/// A name that was there before.
#[derive(Clone, Copy)]
struct Again {
    name: Name,
    span: Span,
    first_at: Span,
}

/// Fewer are told one by one.
const COPIED: usize = 2;

impl Run<'_> {
    fn add(&mut self, again: Again, found: &mut Vec<Diagnostic>) {
        if self.again.last().is_some_and(|before| again.first_at <= before.first_at) {
            self.end(found);
        }
        self.again.push(again);
    }

    fn end(&mut self, found: &mut Vec<Diagnostic>) {
        let Run { graph, what, again } = self;
        let (Some(start), Some(last)) = (again.first().copied(), again.last()) else { return };
        if again.len() >= COPIED {
            let at = Span { range: start.span.range.to(last.span.range), ..start.span };
            let names = mapped(again, |again| &graph[again.name]);
            found.push(errors::duplicate_names(what, &names, at, start.first_at));
        } else {
            let what = format!("the {what}");
            for again in &*again {
                found.push(errors::duplicate_name(&graph[again.name], &what, again.span, again.first_at));
            }
        }
        again.clear();
    }
}

// ---- functions ----

fn check_functions(cx: &mut Context<'_>, contents: &IdMap<TypeId, Contents>, strong: &StrongNames) {
    let graph = cx.graph();
    let mut found = Vec::new();
    let mut lending: Vec<(&Function, TypeId)> = Vec::new();
    let mut similar = Similar { graph, seen: SeenNames::new(strong) };
    for (_, function) in graph.all_functions() {
        lending.extend(function.result.filter(|ty| contents[*ty].borrow).map(|result| (function, result)));
        if let Some(surplus) = function.params.get(PARAMETERS) {
            let count = function.params.len();
            let spans = (surplus.span, function.span);
            found.push(errors::too_many_members("function", "parameters", count, PARAMETERS, spans));
        }
        similar.check("parameter", function.params.iter().map(|param| (param.name, param.span)), &mut found);
    }
    found.extend(borrows_in_results(cx, contents, &lending));
    cx.diagnostics.extend(found);
}

/// One diagnostic for each of these functions, whose results hold borrowed handles.
fn borrows_in_results(
    cx: &Context<'_>,
    contents: &IdMap<TypeId, Contents>,
    functions: &[(&Function, TypeId)],
) -> Vec<Diagnostic> {
    let graph = cx.graph();
    let places = Places::find(cx, functions.iter().map(|(function, _)| Typed::Result(function.span)));
    let mut diagnostics = Vec::with_capacity(functions.len());
    for (function, result) in functions {
        let held = holder(graph, contents, *result, |held| held.borrow);
        let at = places.innermost(graph, Typed::Result(function.span), *result, &|ty| contents[ty].borrow);
        diagnostics.push(errors::borrow_in_result(&graph[function.name], at, held));
    }
    diagnostics
}

/// What must be unique among the members of an interface or one side of a world: names stand as what is left of them, and
/// annotations of accessors keep getter and setter apart. Explainer.md, "Name Uniqueness".
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Unique {
    Plain(u32),
    Setter(u32),
    Constructor(u32),
    Member {
        resource: u32,
        name: u32,
        is_setter: bool,
    },
    /// An interface by its id, with the first of the packages that are similar to its own.
    Interface {
        package: PackageId,
        name: u32,
    },
}

fn function_key(graph: &Resolve, strong: &StrongNames, function: &Function) -> Unique {
    let resource = |ty: TypeId| strong.key(graph[ty].name.expect("a resource has a name"));
    let is_setter = function.accessor == Some(Accessor::Setter);
    let name = strong.key(function.name);
    match function.kind {
        FunctionKind::Freestanding if is_setter => Unique::Setter(name),
        FunctionKind::Freestanding => Unique::Plain(name),
        FunctionKind::Constructor(ty) => Unique::Constructor(resource(ty)),
        FunctionKind::Method(ty) | FunctionKind::Static(ty) => {
            Unique::Member { resource: resource(ty), name, is_setter }
        }
    }
}

/// Reports names that differ, but not enough; equal names have been reported where they were collected.
fn report_similar(
    graph: &Resolve,
    what: &str,
    seen: &mut Seen<Unique, WorldKey>,
    all: impl Iterator<Item = (Unique, WorldKey, Span)>,
    found: &mut Vec<Diagnostic>,
) {
    let text = |name: WorldKey| match name {
        WorldKey::Name(name) => graph[name].to_owned(),
        WorldKey::Interface(id) => graph.interface_id(id).unwrap_or_default(),
    };
    seen.clear();
    for (key, name, span) in all {
        if let Some((first, first_at)) = seen.add(key, name, span).filter(|(first, _)| *first != name) {
            found.push(errors::similar_names(what, &text(name), &text(first), span, first_at));
        }
    }
}

fn check_member_names(cx: &mut Context<'_>, strong: &StrongNames) {
    let graph = cx.graph();
    let (mut seen, mut found) = (Seen::new(), Vec::new());
    for index in 0..cx.interfaces.len() {
        let interface = &graph[InterfaceId::from_index(index)];
        let types = interface.types.iter().map(|(name, ty)| {
            let span = graph[*ty].span.expect("a defined type has a place");
            (Unique::Plain(strong.key(*name)), WorldKey::Name(*name), span)
        });
        let functions = interface.functions.iter().map(|function| {
            let function = &graph[*function];
            (function_key(graph, strong, function), WorldKey::Name(function.name), function.span)
        });
        report_similar(graph, "name", &mut seen, types.chain(functions), &mut found);
    }
    cx.diagnostics.extend(found);
}

fn check_world_names(cx: &mut Context<'_>, strong: &StrongNames) {
    let graph = cx.graph();
    let (mut seen, mut found) = (Seen::new(), Vec::new());
    let similar_packages = similar_packages(graph);
    for (_, World { imports, exports, .. }) in graph.all_worlds() {
        for items in [imports, exports] {
            for item in items {
                found.extend(renamed_to_function(graph, strong, item));
            }
        }
        for (what, items) in [("import", imports), ("export", exports)] {
            let unique = items.iter().filter_map(|item| {
                let key = world_unique(graph, strong, item, similar_packages.as_ref())?;
                Some((key, item.key, item.span))
            });
            report_similar(graph, what, &mut seen, unique, &mut found);
        }
    }
    let mut similar = Similar { graph, seen: SeenNames::new(strong) };
    for unit in &cx.units {
        similar.check("name", unit.items.iter().map(|(name, (_, span))| (*name, *span)), &mut found);
    }
    cx.diagnostics.extend(found);
}

/// What an import or export must be unlike of: names among names, and interfaces of other packages if these are similar.
fn world_unique(
    graph: &Resolve,
    strong: &StrongNames,
    item: &WorldItem,
    similar_packages: Option<&IdMap<PackageId, PackageId>>,
) -> Option<Unique> {
    Some(match (item.key, item.kind) {
        (WorldKey::Name(_), WorldItemKind::Function(id)) => function_key(graph, strong, &graph[id]),
        (WorldKey::Name(name), _) => Unique::Plain(strong.key(name)),
        (WorldKey::Interface(id), _) => {
            let package = similar_packages?[graph[id].package];
            Unique::Interface { package, name: strong.key(graph[id].name?) }
        }
    })
}

/// For each package the first whose name differs from its own in hyphens alone (versions are compared as they are); `None` if
/// all names are unlike, so that interfaces of different packages cannot be too similar in a world.
fn similar_packages(graph: &Resolve) -> Option<IdMap<PackageId, PackageId>> {
    let mut alike = Names::new();
    let mut first_of: NameMap<PackageId> = NameMap::default();
    let mut first: Option<IdMap<PackageId, PackageId>> = None;
    let count = graph.packages().count();
    for (id, package) in graph.packages() {
        let PackageName { namespace, name, version } = &package.name;
        let version = version.as_ref().map_or(String::new(), ToString::to_string);
        let key = format!("{}:{}@{version}", left_of(namespace), left_of(name));
        let known = *first_of.get_or_insert_with(alike.intern(&key), || id);
        if known != id && first.is_none() {
            let mut itself = IdMap::filled(count, id);
            graph.packages().for_each(|(other, _)| itself[other] = other);
            first = Some(itself);
        }
        if let Some(first) = &mut first {
            first[id] = known;
        }
    }
    first
}

/// A resource that an `include` gives the name of one of its functions.
fn renamed_to_function(graph: &Resolve, strong: &StrongNames, item: &WorldItem) -> Option<Diagnostic> {
    let (WorldItemKind::Function(id), Origin::Included { include, .. }) = (item.kind, item.origin) else {
        return None;
    };
    let function = &graph[id];
    let resource = graph[function.resource()?].name?;
    let is_same = strong.key(resource) == strong.key(function.name);
    let is_function = !matches!(function.kind, FunctionKind::Constructor(_));
    let diagnostic = || {
        errors::method_named_after_resource(&graph[resource], graph[include].span)
            .also(function.span, "the function")
    };
    (is_same && is_function).then(diagnostic)
}
