//! The option `merge_structurally_equal_types`: one definition for all types of one structure.
//!
//! The first definition of a structure stays, in the order in which they are generated; all others become aliases of it.
//! What holds an owned handle is merged only with what stands beside it: one resource is two types of Rust where a guest
//! imports and exports it. What holds a borrowed handle, or something that is defined elsewhere, is never merged: two such
//! types may look the same and be different things of Rust. Neither is what holds memory if parameters borrow, for then each
//! type has versions of its own.

use std::collections::HashMap;

use outwit_bindgen_core::{Bindings, Place};
use outwit_resolve::graph::{IdMap, Name, OrderMap, Owner, Primitive, Resolve, TypeId, TypeKind};

use super::with::Elsewhere;
use crate::{Options, Ownership};

/// The definitions that are aliases of others.
#[derive(Default)]
pub(crate) struct Merged {
    aliases: OrderMap<(Place, TypeId), (Place, TypeId)>,
    /// Types that stand for one that is an error.
    errors: Vec<TypeId>,
}

impl Merged {
    /// The definition that a type is an alias of, if it is one.
    pub(crate) fn original(&self, place: Place, ty: TypeId) -> Option<(Place, TypeId)> {
        self.aliases.get(&(place, ty)).copied()
    }

    /// Whether a type that is merged with this one is an error.
    pub(super) fn is_error(&self, ty: TypeId) -> bool {
        self.errors.contains(&ty)
    }
}

/// What two types have in common that are merged. Parts stand for their own structure.
#[derive(PartialEq, Eq, Hash)]
enum Shape {
    Primitive(Primitive),
    Record(Vec<(Name, u32)>),
    Variant(Vec<(Name, Option<u32>)>),
    Enum(Vec<Name>),
    Flags(Vec<Name>),
    Tuple(Vec<u32>),
    Option(u32),
    Result(Option<u32>, Option<u32>),
    List(u32),
    FixedLengthList(u32, u32),
    Map(u32, u32),
    Own(u32),
    /// A definition that holds a handle, so that it is not the same as one of another owner.
    Of(Owner, Box<Shape>),
    /// Itself alone.
    Single(TypeId),
}

/// Finds the types of one structure among those that are `needed`.
pub(super) fn merged(
    resolve: &Resolve,
    bindings: &Bindings,
    options: &Options,
    elsewhere: &Elsewhere,
    needed: &IdMap<TypeId, bool>,
) -> Merged {
    if !options.merge_structurally_equal_types {
        return Merged::default();
    }
    let has_versions = |ty: TypeId| options.ownership != Ownership::Owning && bindings.usage[ty].owns_memory;
    let is_special =
        |ty| elsewhere.has_type(resolve, ty) || bindings.usage[ty].has_borrow || has_versions(ty);
    let structures = structures(resolve, bindings, is_special);
    let mut merged = Merged::default();
    let mut first: OrderMap<(u32, Option<Place>), (Place, TypeId)> = OrderMap::default();
    let mut types: Vec<(Place, TypeId)> = Vec::new();
    types.extend(bindings.types.iter().map(|ty| (Place::World, *ty)));
    for (id, module) in bindings.modules() {
        if elsewhere.module(id).is_none() {
            types.extend(module.types.iter().map(|ty| (Place::Module(id), *ty)));
        }
    }
    types.retain(|(_, ty)| needed[*ty] && is_definition(resolve, *ty));
    for (place, ty) in types {
        let Some(structure) = structures[ty] else { continue };
        let beside = bindings.usage[ty].has_handle.then_some(place);
        let original = *first.get_or_insert_with((structure, beside), || (place, ty));
        if original != (place, ty) {
            merged.aliases.insert((place, ty), original);
            if bindings.usage[ty].error {
                merged.errors.push(original.1);
            }
        }
    }
    merged
}

fn is_definition(resolve: &Resolve, ty: TypeId) -> bool {
    matches!(
        resolve[ty].kind,
        TypeKind::Record(_) | TypeKind::Variant(_) | TypeKind::Enum(_) | TypeKind::Flags(_)
    )
}

/// A number for the structure of each type, the same for equal ones; nothing for what is never merged.
fn structures(
    resolve: &Resolve,
    bindings: &Bindings,
    is_special: impl Fn(TypeId) -> bool,
) -> IdMap<TypeId, Option<u32>> {
    let mut numbers: HashMap<Shape, u32> = HashMap::new();
    let mut of: IdMap<TypeId, u32> = IdMap::filled(resolve.type_count(), 0);
    let mut mergeable = IdMap::filled(resolve.type_count(), true);
    for ty in resolve.types_in_dependency_order() {
        let kind = &resolve[*ty].kind;
        let mut all = !is_special(*ty);
        kind.for_each_type(|part| all &= mergeable[part]);
        mergeable[*ty] = all;
        if let (TypeKind::Alias(to), true) = (kind, all) {
            of[*ty] = of[*to];
            continue;
        }
        let mut shape = if all { shape(kind, *ty, &|part| of[part]) } else { Shape::Single(*ty) };
        if is_definition(resolve, *ty) && bindings.usage[*ty].has_handle {
            shape = Shape::Of(resolve[*ty].owner, Box::new(shape));
        }
        let next = numbers.len() as u32;
        of[*ty] = *numbers.entry(shape).or_insert(next);
    }
    let mut found = IdMap::filled(resolve.type_count(), None);
    for ty in resolve.types_in_dependency_order() {
        found[*ty] = mergeable[*ty].then_some(of[*ty]);
    }
    found
}

fn shape(kind: &TypeKind, ty: TypeId, of: &dyn Fn(TypeId) -> u32) -> Shape {
    match kind {
        TypeKind::Primitive(primitive) => Shape::Primitive(*primitive),
        TypeKind::Record(fields) => {
            Shape::Record(fields.iter().map(|field| (field.name, of(field.ty))).collect())
        }
        TypeKind::Variant(cases) => {
            Shape::Variant(cases.iter().map(|case| (case.name, case.ty.map(of))).collect())
        }
        TypeKind::Enum(_) => Shape::Enum(kind.member_names()),
        TypeKind::Flags(_) => Shape::Flags(kind.member_names()),
        TypeKind::Tuple(types) => Shape::Tuple(types.iter().map(|ty| of(*ty)).collect()),
        TypeKind::Option(some) => Shape::Option(of(*some)),
        TypeKind::Result { ok, err } => Shape::Result(ok.map(of), err.map(of)),
        TypeKind::List(elem) => Shape::List(of(*elem)),
        TypeKind::FixedLengthList(elem, count) => Shape::FixedLengthList(of(*elem), *count),
        TypeKind::Map(key, value) => Shape::Map(of(*key), of(*value)),
        TypeKind::Own(resource) => Shape::Own(of(resource.as_written())),
        _ => Shape::Single(ty),
    }
}
