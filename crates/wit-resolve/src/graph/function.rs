//! Functions. Explainer.md, "Import and Export Definitions"; WIT.md, "Item: `func`".

use outwit_diagnostics::Span;

use super::{DocsId, Name, Owner, StabilityId, TypeId};

/// A function, method, constructor or accessor.
#[derive(Clone, Debug)]
pub struct Function {
    /// The name as written in WIT, without any annotation: `get` of `[method]blob.get`; a constructor has the name of its
    /// resource.
    pub name: Name,
    /// What the function belongs to.
    pub kind: FunctionKind,
    /// Whether it gets or sets a property.
    pub accessor: Option<Accessor>,
    /// Whether its type is `async func`.
    pub is_async: bool,
    /// The parameters; for a method the first is `self`, a `borrow` of the resource.
    pub params: Box<[Param]>,
    /// The result, if there is one; for a constructor always there.
    pub result: Option<TypeId>,
    /// The interface or world that defines it.
    pub owner: Owner,
    /// Its documentation.
    pub docs: Option<DocsId>,
    /// When it may be used.
    pub stability: StabilityId,
    /// Whether the chosen features make it visible.
    pub active: bool,
    /// The string of `@external-id`.
    pub external_id: Option<Name>,
    /// Its name in the source.
    pub span: Span,
}

impl Function {
    /// The resource that the function belongs to.
    pub fn resource(&self) -> Option<TypeId> {
        match self.kind {
            FunctionKind::Freestanding => None,
            FunctionKind::Constructor(resource)
            | FunctionKind::Method(resource)
            | FunctionKind::Static(resource) => Some(resource),
        }
    }
}

/// What a function belongs to. The type is the resource itself, never an alias of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FunctionKind {
    /// To nothing.
    Freestanding,
    /// It makes a resource.
    Constructor(TypeId),
    /// It is called on a resource.
    Method(TypeId),
    /// It belongs to a resource but is not called on one.
    Static(TypeId),
}

/// Whether a function gets or sets a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Accessor {
    /// `p: get() -> t;`
    Getter,
    /// `p: set(v: t);`
    Setter,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeId,
    /// Its documentation.
    pub docs: Option<DocsId>,
    /// Its name in the source.
    pub span: Span,
}
