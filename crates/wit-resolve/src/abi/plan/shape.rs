//! Types as the canonical ABI sees them: a tuple is a record, an option a variant, a map a list. CanonicalABI.md,
//! "Despecialization".

use super::op::Handle;
use crate::graph::{Primitive, Resolve, TypeId, TypeKind};

/// A type without its special name.
pub(super) enum Shape {
    /// A primitive that is one core value.
    Scalar(Primitive),
    String,
    /// A list; of a map, keys and values are the elements.
    List {
        elem: TypeId,
        value: Option<TypeId>,
    },
    /// A list of fixed length.
    FixedList {
        elem: TypeId,
        count: u32,
    },
    /// A record or tuple, by its fields.
    Record(Vec<TypeId>),
    /// A variant, option or result, by the payloads of its cases.
    Variant(Vec<Option<TypeId>>),
    /// An enum, by the number of its cases.
    Enum(u32),
    Flags,
    Handle(Handle),
}

/// The shape of a type, which must not be an alias.
pub(super) fn despecialize(resolve: &Resolve, ty: TypeId) -> Shape {
    match &resolve[ty].kind {
        TypeKind::Primitive(Primitive::String) => Shape::String,
        TypeKind::Primitive(Primitive::ErrorContext) => Shape::Handle(Handle::ErrorContext),
        TypeKind::Primitive(primitive) => Shape::Scalar(*primitive),
        TypeKind::Alias(to) => despecialize(resolve, resolve.dealias(*to)),
        TypeKind::Record(fields) => Shape::Record(fields.iter().map(|field| field.ty).collect()),
        TypeKind::Tuple(types) => Shape::Record(types.to_vec()),
        TypeKind::Variant(cases) => Shape::Variant(cases.iter().map(|case| case.ty).collect()),
        TypeKind::Option(ty) => Shape::Variant(vec![None, Some(*ty)]),
        TypeKind::Result { ok, err } => Shape::Variant(vec![*ok, *err]),
        TypeKind::Enum(cases) => Shape::Enum(cases.len() as u32),
        TypeKind::Flags(_) => Shape::Flags,
        TypeKind::List(elem) => Shape::List { elem: *elem, value: None },
        TypeKind::Map(key, value) => Shape::List { elem: *key, value: Some(*value) },
        TypeKind::FixedLengthList(elem, count) => Shape::FixedList { elem: *elem, count: *count },
        TypeKind::Own(resource) => Shape::Handle(Handle::Own(resolve.resource(*resource))),
        TypeKind::Borrow(resource) => Shape::Handle(Handle::Borrow(resolve.resource(*resource))),
        TypeKind::Future(ty) => Shape::Handle(Handle::Future(*ty)),
        TypeKind::Stream(ty) => Shape::Handle(Handle::Stream(*ty)),
        TypeKind::Resource => Shape::Handle(Handle::Own(ty)),
        TypeKind::Error => {
            debug_assert!(false, "no finished graph holds an error");
            Shape::Handle(Handle::ErrorContext)
        }
    }
}
