//! Which types the functions of a world need.

use outwit_bindgen_core::Bindings;
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{IdMap, Resolve, TypeId, TypeKind};

/// For each type whether a function needs it; with `all`, every named type of the world counts as needed. Resources of exported
/// interfaces always do: the guest implements them.
pub(super) fn needed(resolve: &Resolve, bindings: &Bindings, all: bool) -> IdMap<TypeId, bool> {
    let mut needed = IdMap::filled(resolve.type_count(), false);
    let mut stack: Vec<TypeId> = Vec::new();
    for callable in bindings.callables() {
        let function = &resolve[callable.function];
        stack.extend(function.params.iter().map(|param| param.ty));
        stack.extend(function.result);
        stack.extend(function.resource());
    }
    if all {
        stack.extend(bindings.all_types());
    }
    for module in &bindings.modules {
        for ty in &module.types {
            if module.direction == Direction::Export && resolve[*ty].kind == TypeKind::Resource {
                stack.push(*ty);
            }
        }
    }
    while let Some(ty) = stack.pop() {
        if !std::mem::replace(&mut needed[ty], true) {
            resolve[ty].kind.for_each_type(|part| stack.push(part));
        }
    }
    needed
}
