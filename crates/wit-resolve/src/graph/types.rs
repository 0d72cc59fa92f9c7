//! Types. WIT.md, "Types"; Explainer.md, "Type Definitions".

use outwit_diagnostics::Span;

use super::{DocsId, InterfaceId, Name, Primitive, StabilityId, TypeId, WorldId};

/// A type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// The name of a defined type; `None` for primitives and anonymous types.
    pub name: Option<Name>,
    /// What defines it.
    pub owner: Owner,
    /// What it is.
    pub kind: TypeKind,
    /// Its documentation.
    pub docs: Option<DocsId>,
    /// When it may be used.
    pub stability: StabilityId,
    /// Whether the chosen features make it visible.
    pub active: bool,
    /// The string of `@external-id`.
    pub external_id: Option<Name>,
    /// Its name in the source; `None` for primitives and anonymous types.
    pub span: Option<Span>,
}

/// What defines a type or function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// Nothing: it is primitive or anonymous.
    None,
    /// An interface.
    Interface(InterfaceId),
    /// A world.
    World(WorldId),
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeKind {
    /// `u32`, `string`, ...
    Primitive(Primitive),
    /// Another name for a type: `type a = b`, or a `use`, which makes an alias of its own in the using scope.
    Alias(TypeId),
    /// Named fields; at least one.
    Record(Box<[Field]>),
    /// Up to 32 named bits; at least one.
    Flags(Box<[Flag]>),
    /// One of several cases, with a payload or without.
    Variant(Box<[Case]>),
    /// One of several cases without payload.
    Enum(Box<[EnumCase]>),
    /// Something that is passed by handle.
    Resource,
    /// Unnamed fields; at least one.
    Tuple(Box<[TypeId]>),
    /// `option<t>`
    Option(TypeId),
    /// `result<t, e>`
    Result {
        /// The payload of `ok`.
        ok: Option<TypeId>,
        /// The payload of `error`.
        err: Option<TypeId>,
    },
    /// `list<t>`
    List(TypeId),
    /// `list<t, n>`
    FixedLengthList(TypeId, u32),
    /// `map<k, v>`
    Map(TypeId, TypeId),
    /// `own<r>`, or `r` where a type is expected.
    Own(ResourceId),
    /// `borrow<r>`
    Borrow(ResourceId),
    /// `future<t>`
    Future(Option<TypeId>),
    /// `stream<t>`
    Stream(Option<TypeId>),
    /// A type that could not be resolved; never in a finished graph.
    Error,
}

/// A named type that is a resource, directly or through aliases. Only the resolver makes one;
/// [`Resolve::resource`](super::Resolve::resource) gives the resource itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceId(TypeId);

impl ResourceId {
    pub(crate) fn new(ty: TypeId) -> ResourceId {
        ResourceId(ty)
    }

    /// The type as it was referred to, perhaps an alias.
    pub fn as_written(self) -> TypeId {
        self.0
    }
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeId,
    /// Its documentation.
    pub docs: Option<DocsId>,
    /// Its name in the source.
    pub span: Span,
}

/// A case of a variant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Case {
    /// Its name.
    pub name: Name,
    /// Its payload.
    pub ty: Option<TypeId>,
    /// Its documentation.
    pub docs: Option<DocsId>,
    /// Its name in the source.
    pub span: Span,
}

/// A bit of flags.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Flag {
    /// Its name.
    pub name: Name,
    /// Its documentation.
    pub docs: Option<DocsId>,
    /// Its name in the source.
    pub span: Span,
}

/// A case of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumCase {
    /// Its name.
    pub name: Name,
    /// Its documentation.
    pub docs: Option<DocsId>,
    /// Its name in the source.
    pub span: Span,
}

impl TypeKind {
    /// The names of the fields, cases or flags in order; nothing for types without.
    pub fn member_names(&self) -> Vec<Name> {
        let mut names = Vec::new();
        match self {
            TypeKind::Record(fields) => {
                for field in fields {
                    names.push(field.name);
                }
            }
            TypeKind::Variant(cases) => {
                for case in cases {
                    names.push(case.name);
                }
            }
            TypeKind::Enum(cases) => {
                for case in cases {
                    names.push(case.name);
                }
            }
            TypeKind::Flags(flags) => {
                for flag in flags {
                    names.push(flag.name);
                }
            }
            _ => {}
        }
        names
    }

    /// Calls `each` with every type that this one directly consists of or refers to, in order.
    pub fn for_each_type(&self, mut each: impl FnMut(TypeId)) {
        self.visit(&mut each);
    }

    /// Once for all callers: inlined into each, this would be most of what they cost to compile.
    fn visit(&self, each: &mut dyn FnMut(TypeId)) {
        match self {
            TypeKind::Primitive(_)
            | TypeKind::Flags(_)
            | TypeKind::Enum(_)
            | TypeKind::Resource
            | TypeKind::Error => {}
            TypeKind::Alias(ty)
            | TypeKind::Option(ty)
            | TypeKind::List(ty)
            | TypeKind::FixedLengthList(ty, _) => {
                each(*ty);
            }
            TypeKind::Record(fields) => fields.iter().for_each(|field| each(field.ty)),
            TypeKind::Variant(cases) => cases.iter().filter_map(|case| case.ty).for_each(each),
            TypeKind::Tuple(types) => types.iter().copied().for_each(each),
            TypeKind::Result { ok, err } => {
                ok.iter().copied().for_each(&mut *each);
                err.iter().copied().for_each(each);
            }
            TypeKind::Map(key, value) => {
                each(*key);
                each(*value);
            }
            TypeKind::Own(resource) | TypeKind::Borrow(resource) => each(resource.as_written()),
            TypeKind::Future(ty) | TypeKind::Stream(ty) => ty.iter().copied().for_each(each),
        }
    }
}
