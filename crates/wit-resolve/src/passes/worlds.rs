//! Worlds. After this pass every world has its imports and exports: its own, those of the worlds that it includes, and the
//! interfaces that these need, in elaborated order. Items that a gate hides are not among them.

use outwit_diagnostics::Span;
use outwit_parser::ast;

use super::accessors::{check_setters, setters_after_getters};
use super::elaborate::{Dependencies, elaborate};
use super::functions::{New, Site, add_function, resource_functions};
use super::gates::Gate;
use super::includes::{Include, find_includes, include};
use super::scope::find_interface;
use super::types::UnknownNames;
use super::{Context, FileIndex, Items};
use crate::diagnostics as errors;
use crate::graph::{
    FunctionId, FunctionKind, Id, InterfaceId, OrderMap, Origin, Owner, Side, Stability, StabilityId,
    WorldId, WorldItem, WorldItemKind, WorldKey,
};

/// Imports or exports while they are collected.
pub(super) type Draft = OrderMap<WorldKey, WorldItem>;

/// Both sides of a world while they are collected.
#[derive(Clone, Default)]
pub(super) struct Sides {
    pub(super) imports: Draft,
    pub(super) exports: Draft,
}

pub(super) fn resolve_worlds(cx: &mut Context<'_>) {
    let (includes, order) = find_includes(cx);
    let dependencies = Dependencies::new(cx.graph());
    for world in order {
        let sides = own_items(cx, world);
        let mut sides = include_all(cx, world, sides, &includes[world.index()]);
        for draft in [&mut sides.imports, &mut sides.exports] {
            let functions = free_functions(cx, draft);
            check_setters(cx, &functions);
            let ordered = setters_after_getters(cx, functions.clone());
            if ordered != functions {
                order_functions(draft, &ordered);
            }
        }
        let (imports, exports) = elaborate(cx, world, sides, &dependencies);
        let done = &mut cx.builder.resolve.worlds[world];
        done.imports = imports;
        done.exports = exports;
    }
}

fn include_all(cx: &mut Context<'_>, world: WorldId, mut sides: Sides, includes: &[Include<'_>]) -> Sides {
    for item in includes {
        include(cx, world, &mut sides, item);
    }
    sides
}

// ---- what the world itself says ----

fn own_items(cx: &mut Context<'_>, world: WorldId) -> Sides {
    let owner = Owner::World(world);
    let mut sides = Sides::default();
    own_types(cx, world, &mut sides.imports);
    let scope = cx.scope(owner);
    let Items::World(items) = scope.items else { return sides };
    let (inline, mut unknown) = (scope.inline.clone(), UnknownNames::new(owner));
    let mut inline = inline.into_iter();
    let mut defs = 0;
    for item in items {
        match item {
            ast::WorldItem::Import(item) => {
                add_extern(cx, world, &mut sides, Side::Import, item, &mut inline, &mut unknown);
            }
            ast::WorldItem::Export(item) => {
                add_extern(cx, world, &mut sides, Side::Export, item, &mut inline, &mut unknown);
            }
            ast::WorldItem::TypeDef(def) => {
                let resource = cx.scope(owner).defs[defs].0;
                let functions = resource_functions(cx, owner, resource, def, &mut unknown);
                check_setters(cx, &functions);
                for function in setters_after_getters(cx, functions) {
                    add_function_item(cx, world, &mut sides, Side::Import, function);
                }
                defs += 1;
            }
            ast::WorldItem::Error(_) => drop(cx.incomplete_worlds.insert(world)),
            ast::WorldItem::Use(_) | ast::WorldItem::Include(_) => {}
        }
    }
    unknown.report(cx);
    sides
}

fn own_types(cx: &mut Context<'_>, world: WorldId, imports: &mut Draft) {
    let mut inactive = Vec::new();
    for ty in &cx.worlds[world.index()].ordered_types {
        let def = &cx.graph()[*ty];
        let key = WorldKey::Name(def.name.expect("a defined type has a name"));
        let item = WorldItem {
            key,
            kind: WorldItemKind::Type(*ty),
            origin: Origin::Written,
            docs: None,
            stability: def.stability,
            external_id: def.external_id,
            span: def.span.expect("a defined type has a place"),
        };
        if def.active {
            imports.insert(key, item);
        } else {
            inactive.push((Side::Import, item));
        }
    }
    cx.builder.resolve.worlds[world].inactive.extend(inactive);
}

fn add_extern(
    cx: &mut Context<'_>,
    world: WorldId,
    sides: &mut Sides,
    side: Side,
    item: &ast::Extern,
    inline: &mut impl Iterator<Item = InterfaceId>,
    unknown: &mut UnknownNames,
) {
    let owner = Owner::World(world);
    let scope = cx.scope(owner);
    let (file, file_scope, world_active) = (scope.file, scope.file_scope, scope.active);
    match &item.kind {
        ast::ExternKind::Func { name, func } => {
            let span = cx.span(file, name.range);
            let at = Site { owner, kind: FunctionKind::Freestanding, active: world_active };
            let new = New { at, meta: item.meta, name: cx.name(file, name.name), span };
            let function = add_function(cx, new, *func, unknown);
            add_function_item(cx, world, sides, side, function);
        }
        ast::ExternKind::Interface { name, .. } => {
            let Some(interface) = inline.next() else { return };
            let (span, key) = (cx.span(file, name.range), WorldKey::Name(cx.name(file, name.name)));
            let crate::graph::Interface { stability, active, .. } = cx.graph()[interface];
            // Docs and gates of an inline interface stand on the interface itself.
            let place = Place { key, docs: None, stability, external_id: None, span };
            let place = with_external_id(cx, place, file, item.meta);
            add_interface_item(cx, world, sides, side, (place, active), interface);
        }
        ast::ExternKind::Named { name, path } => {
            let (span, key) = (cx.span(file, name.range), WorldKey::Name(cx.name(file, name.name)));
            let Some((interface, _)) = find_interface(cx, file_scope, path) else {
                if path.is_local() {
                    unknown_labelled(cx, file_scope, *name, path.item);
                }
                cx.incomplete_worlds.insert(world);
                return;
            };
            path_item(cx, world, sides, side, item.meta, (key, span), interface);
        }
        ast::ExternKind::Path(path) => {
            let Some((interface, span)) = find_interface(cx, file_scope, path) else {
                cx.incomplete_worlds.insert(world);
                return;
            };
            path_item(cx, world, sides, side, item.meta, (WorldKey::Interface(interface), span), interface);
        }
    }
}

/// `import ns:name;`: the interface `name` of this package, which is not there. It may be meant as the package `ns:name`.
fn unknown_labelled(cx: &mut Context<'_>, file_scope: usize, label: ast::Ident, item: ast::Ident) {
    let (unit, file) = (cx.file_scopes[file_scope].unit, cx.file_scopes[file_scope].file);
    let (label, item) = (cx.name(file, label.name), cx.name(file, item.name));
    cx.unknown.labelled(unit, item, label);
}

/// What stands on an import or export itself.
struct Place {
    key: WorldKey,
    docs: Option<crate::graph::DocsId>,
    stability: StabilityId,
    external_id: Option<crate::graph::Name>,
    span: Span,
}

fn with_external_id(cx: &mut Context<'_>, place: Place, file: FileIndex, meta: ast::Meta) -> Place {
    let has_id = cx.file(file)[meta.attributes].iter().find_map(|attribute| match attribute.kind {
        ast::AttributeKind::ExternalId(id) => Some(id),
        _ => None,
    });
    let external_id = has_id.map(|id| cx.name(file, id));
    Place { external_id, ..place }
}

/// An import or export of an interface that is defined elsewhere.
fn path_item(
    cx: &mut Context<'_>,
    world: WorldId,
    sides: &mut Sides,
    side: Side,
    meta: ast::Meta,
    (key, span): (WorldKey, Span),
    interface: InterfaceId,
) {
    let owner = Owner::World(world);
    let (file, active) = (cx.scope(owner).file, cx.scope(owner).active);
    let gate = Gate::read(cx, file, cx.package_of(owner), meta, "an import or export");
    let active = gate.active && active;
    if active && !cx.graph()[interface].active {
        report_inactive_interface(cx, interface, span);
        return;
    }
    let docs = cx.docs(file, meta.docs);
    let place = Place { key, docs, stability: gate.stability, external_id: gate.external_id, span };
    add_interface_item(cx, world, sides, side, (place, active), interface);
}

fn report_inactive_interface(cx: &mut Context<'_>, interface: InterfaceId, span: Span) {
    let graph = cx.graph();
    let def = &graph[interface];
    let name = def.name.map_or("", |name| &graph[name]).to_owned();
    let diagnostic =
        errors::inactive_reference(&name, feature_of(graph, def.stability).as_deref(), span, def.span);
    cx.report(diagnostic);
}

/// The feature that hides an item of this stability.
pub(super) fn feature_of(graph: &crate::graph::Resolve, stability: StabilityId) -> Option<String> {
    match &graph[stability] {
        Stability::Unstable { feature, .. } => Some(graph[*feature].to_owned()),
        _ => None,
    }
}

fn add_interface_item(
    cx: &mut Context<'_>,
    world: WorldId,
    sides: &mut Sides,
    side: Side,
    (place, active): (Place, bool),
    interface: InterfaceId,
) {
    let Place { key, docs, stability, external_id, span } = place;
    let kind = WorldItemKind::Interface(interface);
    let item = WorldItem { key, kind, origin: Origin::Written, docs, stability, external_id, span };
    add(cx, world, sides, side, item, active);
}

fn add_function_item(
    cx: &mut Context<'_>,
    world: WorldId,
    sides: &mut Sides,
    side: Side,
    function: FunctionId,
) {
    let label = cx.graph().function_label(function);
    let key = WorldKey::Name(cx.builder.resolve.names.intern(&label));
    let def = &cx.graph()[function];
    let item = WorldItem {
        key,
        kind: WorldItemKind::Function(function),
        origin: Origin::Written,
        docs: None,
        stability: def.stability,
        external_id: def.external_id,
        span: def.span,
    };
    let active = def.active;
    add(cx, world, sides, side, item, active);
}

fn add(cx: &mut Context<'_>, world: WorldId, sides: &mut Sides, side: Side, item: WorldItem, active: bool) {
    if !active {
        cx.builder.resolve.worlds[world].inactive.push((side, item));
        return;
    }
    let draft = match side {
        Side::Import => &mut sides.imports,
        Side::Export => &mut sides.exports,
    };
    match draft.get(&item.key) {
        None => drop(draft.insert(item.key, item)),
        Some(earlier) => {
            let name = key_text(cx, item.key);
            cx.report(errors::duplicate_world_item(side.verb(), &name, item.span, earlier.span));
        }
    }
}

/// The name of an import or export for messages.
pub(super) fn key_text(cx: &Context<'_>, key: WorldKey) -> String {
    let graph = cx.graph();
    match key {
        WorldKey::Name(name) => graph[name].to_owned(),
        WorldKey::Interface(id) => graph.interface_id(id).unwrap_or_default(),
    }
}

/// Setters of a world's own properties need a getter, and stand behind it; an included world may bring either.
fn free_functions(cx: &Context<'_>, draft: &Draft) -> Vec<FunctionId> {
    let functions = draft.values().filter_map(|item| match item.kind {
        WorldItemKind::Function(id) if cx.graph()[id].resource().is_none() => Some(id),
        _ => None,
    });
    functions.collect()
}

/// Puts functions into this order, behind everything else: elaboration keeps the order within a kind.
fn order_functions(draft: &mut Draft, order: &[FunctionId]) {
    let ranks: OrderMap<FunctionId, ()> = order.iter().map(|id| (*id, ())).collect();
    let mut functions: OrderMap<FunctionId, WorldItem> = OrderMap::default();
    let mut sorted = Draft::default();
    for (key, item) in std::mem::take(draft) {
        match item.kind {
            WorldItemKind::Function(id) if ranks.contains_key(&id) => drop(functions.insert(id, item)),
            _ => drop(sorted.insert(key, item)),
        }
    }
    for item in order.iter().filter_map(|id| functions.get(id)) {
        sorted.insert(item.key, item.clone());
    }
    *draft = sorted;
}
