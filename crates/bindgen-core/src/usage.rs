//! What types are used for: one walk over the functions of a world, each type visited once for each use.

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{IdMap, Primitive, Resolve, TypeId, TypeKind};

use crate::{Bindings, Callable};

/// What a type is used for in a world, and what it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The world has it, or something that the world has refers to it. Nothing is known of other types.
    pub is_reached: bool,
    /// It goes out of the guest as a parameter of an import, directly or inside another type.
    pub import_param: bool,
    /// It comes into the guest as the result of an import.
    pub import_result: bool,
    /// It comes into the guest as a parameter of an export.
    pub export_param: bool,
    /// It goes out of the guest as the result of an export.
    pub export_result: bool,
    /// It is the `E` of a `result<_, E>` that some function returns.
    pub error: bool,
    /// It holds memory: a string, list or map.
    pub owns_memory: bool,
    /// It holds a handle: of a resource, stream, future or error context.
    pub has_handle: bool,
    /// It holds a handle that it owns: of a resource, or of a stream or future.
    pub has_own: bool,
    /// It holds a borrowed handle.
    pub has_borrow: bool,
    /// It holds a floating-point number.
    pub has_float: bool,
    /// It holds a map.
    pub has_map: bool,
}

impl Usage {
    /// Whether it crosses the border with all that it owns: anywhere but as a parameter of an import, which its caller keeps.
    pub fn is_given(self) -> bool {
        self.import_result || self.export_param || self.export_result
    }

    /// Whether any function of the world uses the type.
    pub fn is_used(self) -> bool {
        self.import_param || self.is_given()
    }

    fn add_content(&mut self, part: Usage) {
        self.owns_memory |= part.owns_memory;
        self.has_handle |= part.has_handle;
        self.has_own |= part.has_own;
        self.has_borrow |= part.has_borrow;
        self.has_float |= part.has_float;
        self.has_map |= part.has_map;
    }
}

/// The usage of every type of a graph in one world.
#[derive(Clone, Debug)]
pub struct UsageMap(IdMap<TypeId, Usage>);

impl Default for UsageMap {
    fn default() -> UsageMap {
        UsageMap(IdMap::filled(0, Usage::default()))
    }
}

impl std::ops::Index<TypeId> for UsageMap {
    type Output = Usage;

    fn index(&self, ty: TypeId) -> &Usage {
        &self.0[ty]
    }
}

pub(crate) fn usage(resolve: &Resolve, bindings: &Bindings) -> UsageMap {
    let map = IdMap::filled(resolve.type_count(), Usage::default());
    let mut walk = Walk { resolve, map, stack: Vec::new() };
    let callables = bindings.callables();
    walk.reach(bindings, &callables);
    // A graph may have many worlds, each of which reaches little of it.
    for ty in resolve.types_in_dependency_order() {
        if walk.map[*ty].is_reached {
            walk.map[*ty] = content(resolve, &walk.map, *ty);
        }
    }
    for callable in callables {
        let function = &resolve[callable.function];
        let (param, result): (Mark, Mark) = match callable.direction {
            Direction::Import => (|usage| &mut usage.import_param, |usage| &mut usage.import_result),
            Direction::Export => (|usage| &mut usage.export_param, |usage| &mut usage.export_result),
        };
        for parameter in &function.params {
            walk.mark(parameter.ty, param);
        }
        if let Some(ty) = function.result {
            walk.mark(ty, result);
            if let TypeKind::Result { err: Some(err), .. } = resolve.kind(ty) {
                walk.mark_error(*err);
            }
        }
    }
    UsageMap(walk.map)
}

/// What a type holds, given what its parts hold.
fn content(resolve: &Resolve, map: &IdMap<TypeId, Usage>, ty: TypeId) -> Usage {
    let mut usage = Usage { is_reached: true, ..Usage::default() };
    let kind = &resolve[ty].kind;
    match kind {
        TypeKind::Primitive(Primitive::String) | TypeKind::List(_) => usage.owns_memory = true,
        TypeKind::Map(..) => (usage.owns_memory, usage.has_map) = (true, true),
        TypeKind::Primitive(Primitive::F32 | Primitive::F64) => usage.has_float = true,
        TypeKind::Primitive(Primitive::ErrorContext) => usage.has_handle = true,
        TypeKind::Resource | TypeKind::Own(_) | TypeKind::Future(_) | TypeKind::Stream(_) => {
            (usage.has_handle, usage.has_own) = (true, true);
        }
        TypeKind::Borrow(_) => (usage.has_handle, usage.has_borrow) = (true, true),
        _ => {}
    }
    // A handle holds nothing of its resource, a stream or future nothing of its payload.
    if !usage.has_handle {
        kind.for_each_type(|part| usage.add_content(map[part]));
    }
    usage
}

type Mark = fn(&mut Usage) -> &mut bool;

struct Walk<'a> {
    resolve: &'a Resolve,
    map: IdMap<TypeId, Usage>,
    stack: Vec<TypeId>,
}

impl Walk<'_> {
    /// Marks all that the world has, and all that those refer to.
    fn reach(&mut self, bindings: &Bindings, callables: &[Callable]) {
        for ty in bindings.all_types() {
            self.mark(ty, |usage| &mut usage.is_reached);
        }
        for callable in callables {
            let function = &self.resolve[callable.function];
            for parameter in &function.params {
                self.mark(parameter.ty, |usage| &mut usage.is_reached);
            }
            if let Some(ty) = function.result {
                self.mark(ty, |usage| &mut usage.is_reached);
            }
        }
    }

    /// Marks a type and all it consists of.
    fn mark(&mut self, ty: TypeId, mark: Mark) {
        self.stack.push(ty);
        while let Some(ty) = self.stack.pop() {
            if !std::mem::replace(mark(&mut self.map[ty]), true) {
                self.resolve[ty].kind.for_each_type(|part| self.stack.push(part));
            }
        }
    }

    /// Marks an error type and what it is an alias of.
    fn mark_error(&mut self, mut ty: TypeId) {
        self.map[ty].error = true;
        while let TypeKind::Alias(to) = self.resolve[ty].kind {
            self.map[to].error = true;
            ty = to;
        }
    }
}
