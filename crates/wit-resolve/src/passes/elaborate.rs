//! World elaboration. WIT.md, "WIT Worlds"; the order is the one that printed and encoded worlds have everywhere.
//!
//! After it every interface that an import needs is imported before it; an exported interface uses the exported copies of
//! what it needs, where these are exported, and imports otherwise. Walks are depth first with a stack of their own.

use std::borrow::Cow;

use outwit_diagnostics::{Span, sort_by_key};

use super::Context;
use super::worlds::{Draft, Sides};
use crate::diagnostics as errors;
use crate::graph::{
    Id, InterfaceId, OrderMap, OrderSet, Origin, Resolve, Side, TypeKind, WorldId, WorldItem, WorldItemKind,
    WorldKey,
};

/// For each interface those that it uses types of, in the order of its types.
pub(super) struct Dependencies(Vec<Vec<InterfaceId>>);

impl Dependencies {
    pub(super) fn new(graph: &Resolve) -> Dependencies {
        Dependencies(graph.all_interfaces().map(|(id, _)| used_interfaces(graph, id)).collect())
    }

    /// Inline interfaces that an `include` copied use what their originals use.
    fn of(&self, graph: &Resolve, interface: InterfaceId) -> Cow<'_, [InterfaceId]> {
        match self.0.get(interface.index()) {
            Some(found) => Cow::Borrowed(found),
            None => Cow::Owned(used_interfaces(graph, interface)),
        }
    }
}

fn used_interfaces(graph: &Resolve, interface: InterfaceId) -> Vec<InterfaceId> {
    let mut seen = OrderSet::default();
    let used = graph.types_of(interface).filter_map(|(_, ty)| graph.used_from(ty));
    used.filter(|interface| seen.insert(*interface)).collect()
}

/// The imports and exports of a world in elaborated order.
pub(super) fn elaborate(
    cx: &mut Context<'_>,
    world: WorldId,
    sides: Sides,
    dependencies: &Dependencies,
) -> (Vec<WorldItem>, Vec<WorldItem>) {
    let graph = cx.graph();
    let mut imports = Draft::with_capacity(sides.imports.len());
    for item in in_order_of_class(graph, sides.imports) {
        match item.kind {
            WorldItemKind::Interface(_) => import(graph, dependencies, &mut imports, item),
            WorldItemKind::Function(_) => drop(imports.insert(item.key, item)),
            WorldItemKind::Type(ty) => {
                if let Some(interface) = graph.used_from(ty) {
                    import(graph, dependencies, &mut imports, needed(interface, Side::Import, &item));
                }
                imports.insert(item.key, item);
            }
        }
    }
    let mut exports = Draft::default();
    let mut interfaces = Draft::default();
    for (key, item) in sides.exports {
        match item.kind {
            WorldItemKind::Interface(_) => interfaces.insert(key, item),
            _ => exports.insert(key, item),
        };
    }
    let mut walk =
        Exports { graph, dependencies, interfaces, imports, exports, required: OrderMap::default() };
    let conflicts = walk.all();
    let Exports { imports, exports, .. } = walk;
    let imports = in_order_of_class(graph, imports);
    let is_complete = !cx.incomplete_worlds.contains(world);
    for (exported, needed, span) in conflicts.into_iter().filter(|_| is_complete) {
        let text = |key: WorldKey| super::worlds::key_text(cx, key);
        let (exported, needed) = (text(exported), text(WorldKey::Interface(needed)));
        let world = cx.graph()[world].span;
        cx.report(errors::import_and_export(&exported, &needed, span, world));
    }
    (imports, exports.into_values())
}

/// Items class by class, those of one class in the order in which they come.
fn in_order_of_class(graph: &Resolve, items: Draft) -> Vec<WorldItem> {
    let mut items = items.into_values();
    sort_by_key(&mut items, |item| class(graph, item));
    items
}

/// Interfaces first, then used types, defined types, functions, and functions of resources.
fn class(graph: &Resolve, item: &WorldItem) -> usize {
    match item.kind {
        WorldItemKind::Interface(_) => 0,
        WorldItemKind::Type(ty) => match graph[ty].kind {
            TypeKind::Alias(to) if graph[to].owner != graph[ty].owner && graph[to].name.is_some() => 1,
            _ => 2,
        },
        WorldItemKind::Function(function) => match graph[function].resource() {
            None => 3,
            Some(_) => 4,
        },
    }
}

/// An interface that is there because an item of the world needs its types.
fn needed(interface: InterfaceId, side: Side, by: &WorldItem) -> WorldItem {
    WorldItem {
        key: WorldKey::Interface(interface),
        kind: WorldItemKind::Interface(interface),
        origin: Origin::Needed { side, by: by.key },
        docs: None,
        stability: by.stability,
        external_id: None,
        span: by.span,
    }
}

/// Imports an interface behind all that it needs. One that was needed before it was written keeps its place, but is there
/// because it is written.
fn import(graph: &Resolve, dependencies: &Dependencies, imports: &mut Draft, item: WorldItem) {
    if let Some(earlier) = imports.get_mut(&item.key) {
        let is_needed = |item: &WorldItem| matches!(item.origin, Origin::Needed { .. });
        if is_needed(earlier) && !is_needed(&item) {
            (earlier.origin, earlier.span) = (item.origin, item.span);
        }
        return;
    }
    if let WorldItemKind::Interface(interface) = item.kind
        && dependencies.of(graph, interface).is_empty()
    {
        imports.insert(item.key, item);
        return;
    }
    // Deeper than most chains of uses are: growing costs as much as the walk.
    let mut stack = Vec::with_capacity(8);
    stack.push((item, 0));
    while let Some((item, next)) = stack.last_mut() {
        if *next == 0 && imports.contains_key(&item.key) {
            stack.pop();
            continue;
        }
        let WorldItemKind::Interface(interface) = item.kind else {
            unreachable!("only interfaces are walked")
        };
        match dependencies.of(graph, interface).get(*next) {
            Some(dependency) => {
                *next += 1;
                let dependency = needed(*dependency, Side::Import, item);
                stack.push((dependency, 0));
            }
            None => {
                let (item, _) = stack.pop().expect("the loop sees a last one");
                imports.insert(item.key, item);
            }
        }
    }
}

/// The walk over exported interfaces.
struct Exports<'a> {
    graph: &'a Resolve,
    dependencies: &'a Dependencies,
    /// All exported interfaces as written.
    interfaces: Draft,
    imports: Draft,
    exports: Draft,
    /// Interfaces that something exported needs from outside, each with the first export that does.
    required: OrderMap<InterfaceId, (WorldKey, Span)>,
}

/// One step of the walk.
struct Step {
    item: WorldItem,
    /// Whether the interface becomes an export, or is needed as an import.
    as_export: bool,
    next: usize,
}

/// An export that leads to an interface both ways.
type Conflict = (WorldKey, InterfaceId, Span);

impl Exports<'_> {
    fn all(&mut self) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        let mut told = OrderSet::default();
        let roots: Vec<WorldItem> = self.interfaces.values().cloned().collect();
        for root in roots {
            let here = (root.key, root.span);
            if let Err(interface) = self.walk(root) {
                let (key, span) = self.required.get(&interface).copied().unwrap_or(here);
                if told.insert(interface) {
                    conflicts.push((key, interface, span));
                }
            }
        }
        conflicts
    }

    /// Adds one exported interface behind what it needs; an interface that is needed both ways is the error.
    fn walk(&mut self, root: WorldItem) -> Result<(), InterfaceId> {
        let here = (root.key, root.span);
        let mut stack = vec![Step { item: root, as_export: true, next: 0 }];
        while let Some(step) = stack.last_mut() {
            let WorldItemKind::Interface(interface) = step.item.kind else {
                unreachable!("only interfaces are walked")
            };
            if step.next == 0 {
                if self.exports.contains_key(&step.item.key) {
                    if !step.as_export {
                        return Err(interface);
                    }
                    stack.pop();
                    continue;
                }
                if !step.as_export && self.required.contains_key(&interface) {
                    stack.pop();
                    continue;
                }
            }
            if let Some(dependency) = self.dependencies.of(self.graph, interface).get(step.next) {
                step.next += 1;
                let key = WorldKey::Interface(*dependency);
                let written = self.interfaces.get(&key).filter(|_| step.as_export);
                let as_export = written.is_some();
                let item = match written {
                    Some(written) => written.clone(),
                    None => {
                        let side = if step.as_export { Side::Export } else { Side::Import };
                        needed(*dependency, side, &step.item)
                    }
                };
                stack.push(Step { item, as_export, next: 0 });
                continue;
            }
            let Step { item, as_export, .. } = stack.pop().expect("the loop sees a last one");
            if as_export {
                if self.required.contains_key(&interface) {
                    return Err(interface);
                }
                self.exports.insert(item.key, item);
            } else {
                self.required.insert(interface, here);
                self.imports.insert_new(item.key, item);
            }
        }
        Ok(())
    }
}
