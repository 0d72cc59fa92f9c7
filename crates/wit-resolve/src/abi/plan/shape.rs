//! Types as the canonical ABI sees them: a tuple is a record, an option a variant, a map a list. CanonicalABI.md,
//! "Despecialization".

use std::vec::IntoIter;

use super::words::Handle;
use crate::graph::{Case, Field, Primitive, Resolve, TypeId, TypeKind};

/// A type without its special name.
pub(super) enum Shape<'r> {
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
    Record(Fields<'r>),
    /// A variant, option or result, by the payloads of its cases.
    Variant(Cases<'r>),
    /// An enum, by the number of its cases.
    Enum(u32),
    Flags,
    Handle(Handle),
}

/// The types of the fields of a record or tuple, where they stand in the graph.
#[derive(Clone, Copy)]
pub(super) enum Fields<'r> {
    Record(&'r [Field]),
    Tuple(&'r [TypeId]),
}

/// The payloads of the cases of a variant, option or result.
#[derive(Clone, Copy)]
pub(super) enum Cases<'r> {
    Variant(&'r [Case]),
    Two([Option<TypeId>; 2]),
}

impl Fields<'_> {
    pub(super) fn iter(self) -> IntoIter<TypeId> {
        let mut types = Vec::new();
        match self {
            Fields::Record(fields) => {
                for field in fields {
                    types.push(field.ty);
                }
            }
            Fields::Tuple(all) => types.extend_from_slice(all),
        }
        types.into_iter()
    }
}

impl Cases<'_> {
    pub(super) fn len(self) -> usize {
        match self {
            Cases::Variant(cases) => cases.len(),
            Cases::Two(_) => 2,
        }
    }

    pub(super) fn iter(self) -> IntoIter<Option<TypeId>> {
        let mut payloads = Vec::new();
        match self {
            Cases::Variant(cases) => {
                for case in cases {
                    payloads.push(case.ty);
                }
            }
            Cases::Two(two) => payloads.extend_from_slice(&two),
        }
        payloads.into_iter()
    }
}

/// The shape of a type, which must not be an alias.
pub(super) fn despecialize(resolve: &Resolve, ty: TypeId) -> Shape<'_> {
    match &resolve[ty].kind {
        TypeKind::Primitive(Primitive::String) => Shape::String,
        TypeKind::Primitive(Primitive::ErrorContext) => Shape::Handle(Handle::ErrorContext),
        TypeKind::Primitive(primitive) => Shape::Scalar(*primitive),
        TypeKind::Alias(to) => despecialize(resolve, resolve.dealias(*to)),
        TypeKind::Record(fields) => Shape::Record(Fields::Record(fields)),
        TypeKind::Tuple(types) => Shape::Record(Fields::Tuple(types)),
        TypeKind::Variant(cases) => Shape::Variant(Cases::Variant(cases)),
        TypeKind::Option(ty) => Shape::Variant(Cases::Two([None, Some(*ty)])),
        TypeKind::Result { ok, err } => Shape::Variant(Cases::Two([*ok, *err])),
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
