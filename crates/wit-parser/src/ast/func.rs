//! Functions. WIT.md, "Item: `func`"; accessors, "Getters and setters".

use outwit_diagnostics::ByteRange;

use super::{DocsId, Ident, List, Meta, TyId};

/// A function with its name: `f: async func(a: u32) -> string;`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedFunc {
    /// Docs and attributes.
    pub meta: Meta,
    /// The name before `:`.
    pub name: Ident,
    /// Its type.
    pub func: Func,
    /// From the name to `;`.
    pub range: ByteRange,
}

/// The type of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Func {
    /// Function or accessor.
    pub kind: FuncKind,
    /// The parameters.
    pub params: List<Param>,
    /// The type behind `->`.
    pub result: Option<TyId>,
    /// From `async`, `func`, `get` or `set` to the last type or `)`; `static` stands before it.
    pub range: ByteRange,
}

/// Function or accessor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FuncKind {
    /// `func(...)`
    Func,
    /// `async func(...)`
    AsyncFunc,
    /// `get() -> t`
    Getter,
    /// `set(v: t)`
    Setter,
}

/// `name: ty` in a parameter list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// Docs.
    pub docs: Option<DocsId>,
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: TyId,
    /// From the name to the type.
    pub range: ByteRange,
}
