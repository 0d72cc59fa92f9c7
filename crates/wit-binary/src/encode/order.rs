//! The order in which named things of one scope are encoded: as written, but each behind those it consists of.
//!
//! Of all things whose parts are there already, the one that was written first comes next. Published tools print decoded
//! packages and worlds in this order, so text and binary forms agree.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::hash::Hash;

use outwit_diagnostics::sort_by_key;
use outwit_resolve::graph::{
    IncludeId, InterfaceId, OrderMap, Origin, Resolve, TypeId, WorldItem, WorldItemKind,
};
#[cfg(feature = "packages")]
use outwit_resolve::graph::{PackageId, WorldId};

/// The named types of an interface.
pub(crate) fn types_of(resolve: &Resolve, interface: InterfaceId) -> Vec<TypeId> {
    let types = resolve.types_of(interface).map(|(_, ty)| ty);
    uses_first(resolve, parts_first(resolve, as_written(resolve, types.collect())))
}

/// The types among the imports of a world: those that are written in it, then what each `include` brings.
pub(crate) fn types_of_world(resolve: &Resolve, items: &[WorldItem]) -> Vec<TypeId> {
    let mut sources: OrderMap<Option<(IncludeId, bool)>, Vec<TypeId>> = OrderMap::default();
    for item in items {
        if let WorldItemKind::Type(ty) = item.kind {
            sources.get_or_insert_with(source(resolve, item), Vec::new).push(ty);
        }
    }
    let mut sources: Vec<_> = sources.into_iter().collect();
    sort_by_key(&mut sources, |(source, _)| *source);
    let mut in_order = Vec::new();
    for (source, types) in sources {
        // What came from further away is in the order in which it came.
        let is_in_order = matches!(source, Some((_, true)));
        let types = if is_in_order { types } else { as_written(resolve, types) };
        in_order.extend(parts_first(resolve, types));
    }
    uses_first(resolve, in_order)
}

/// The `include` that brings an item, and whether the included world includes it itself.
fn source(resolve: &Resolve, item: &WorldItem) -> Option<(IncludeId, bool)> {
    match item.origin {
        Origin::Included { include, item } => {
            let original = &resolve[resolve[include].world].imports[item as usize];
            Some((include, original.origin != Origin::Written))
        }
        Origin::Written | Origin::Needed { .. } => None,
    }
}

/// Where a `use` stands decides what comes behind it, too, although it comes first itself.
fn as_written(resolve: &Resolve, mut types: Vec<TypeId>) -> Vec<TypeId> {
    sort_by_key(&mut types, |ty| resolve[*ty].span.map(|span| span.range.start));
    types
}

fn parts_first(resolve: &Resolve, types: Vec<TypeId>) -> Vec<TypeId> {
    in_order(&types, |ty| named_parts(resolve, ty))
}

fn uses_first(resolve: &Resolve, mut types: Vec<TypeId>) -> Vec<TypeId> {
    sort_by_key(&mut types, |ty| resolve.used_from(*ty).is_none());
    types
}

/// The active interfaces of a package, each behind those that it uses.
#[cfg(feature = "packages")]
pub(crate) fn interfaces(resolve: &Resolve, package: PackageId) -> Vec<InterfaceId> {
    let written = resolve[package].interfaces.values().copied();
    let written: Vec<InterfaceId> = written.filter(|interface| resolve[*interface].active).collect();
    in_order(&written, |interface| {
        resolve.types_of(interface).filter_map(|(_, ty)| resolve.used_from(ty)).collect()
    })
}

/// The active worlds of a package, each behind those that it includes.
#[cfg(feature = "packages")]
pub(crate) fn worlds(resolve: &Resolve, package: PackageId) -> Vec<WorldId> {
    let written = resolve[package].worlds.values().copied();
    let written: Vec<WorldId> = written.filter(|world| resolve[*world].active).collect();
    let mut included: OrderMap<WorldId, Vec<WorldId>> = OrderMap::default();
    for (_, include) in resolve.all_includes().filter(|(_, include)| include.active) {
        included.get_or_insert_with(include.into, Vec::new).push(include.world);
    }
    in_order(&written, |world| included.get(&world).cloned().unwrap_or_default())
}

/// `written` with each thing behind its parts; parts that are not among them do not count.
fn in_order<T: Copy + Eq + Hash>(written: &[T], parts: impl Fn(T) -> Vec<T>) -> Vec<T> {
    let position: OrderMap<T, usize> = written.iter().enumerate().map(|(at, thing)| (*thing, at)).collect();
    let mut missing = vec![0_usize; written.len()];
    let mut users = vec![Vec::new(); written.len()];
    for (at, thing) in written.iter().enumerate() {
        for part in parts(*thing) {
            if let Some(part) = position.get(&part) {
                missing[at] += 1;
                users[*part].push(at);
            }
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> =
        (0..written.len()).filter(|at| missing[*at] == 0).map(Reverse).collect();
    let mut order = Vec::with_capacity(written.len());
    while let Some(Reverse(at)) = ready.pop() {
        order.push(written[at]);
        for user in &users[at] {
            missing[*user] -= 1;
            if missing[*user] == 0 {
                ready.push(Reverse(*user));
            }
        }
    }
    debug_assert_eq!(order.len(), written.len(), "nothing in a finished graph consists of itself");
    order
}

/// The named types that stand in the definition of `ty`, through anonymous types but not through named ones.
fn named_parts(resolve: &Resolve, ty: TypeId) -> Vec<TypeId> {
    let mut named = Vec::new();
    let mut anonymous = vec![ty];
    while let Some(next) = anonymous.pop() {
        resolve[next].kind.for_each_type(|part| match resolve[part].name {
            Some(_) => named.push(part),
            None => anonymous.push(part),
        });
    }
    named
}
