//! The order in which the named types of one scope are encoded: as written, but each behind the types it consists of.
//!
//! Of all types whose parts are there already, the one that was written first comes next. Published tools print decoded
//! worlds in this order, so text and binary forms of a world agree.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use outwit_resolve::graph::{Resolve, TypeId};

/// `types`, which are the named types of one scope in the order in which they were written, put into order.
pub(super) fn parts_first(resolve: &Resolve, types: &[TypeId]) -> Vec<TypeId> {
    let position: HashMap<TypeId, usize> = types.iter().enumerate().map(|(at, ty)| (*ty, at)).collect();
    let mut missing = vec![0_usize; types.len()];
    let mut users = vec![Vec::new(); types.len()];
    for (at, ty) in types.iter().enumerate() {
        for part in named_parts(resolve, *ty) {
            if let Some(part) = position.get(&part) {
                missing[at] += 1;
                users[*part].push(at);
            }
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> =
        (0..types.len()).filter(|at| missing[*at] == 0).map(Reverse).collect();
    let mut order = Vec::with_capacity(types.len());
    while let Some(Reverse(at)) = ready.pop() {
        order.push(types[at]);
        for user in &users[at] {
            missing[*user] -= 1;
            if missing[*user] == 0 {
                ready.push(Reverse(*user));
            }
        }
    }
    debug_assert_eq!(order.len(), types.len(), "a type of a finished graph does not consist of itself");
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
