//! Interfaces. WIT.md, "WIT Interfaces".

use outwit_diagnostics::Span;

use super::{DocsId, FunctionId, Name, NameMap, PackageId, StabilityId, TypeId};

/// An interface, named or inline in a world.
#[derive(Clone, Debug)]
pub struct Interface {
    /// Its name; `None` if it is written inline in a world.
    pub name: Option<Name>,
    /// The package that it stands in.
    pub package: PackageId,
    /// Types by name in the order in which they were written; inactive ones too.
    pub types: NameMap<TypeId>,
    /// Functions in the order in which they were written, those of resources included; inactive ones too.
    pub functions: Vec<FunctionId>,
    /// Its documentation.
    pub docs: Option<DocsId>,
    /// When it may be used.
    pub stability: StabilityId,
    /// Whether the chosen features make it visible.
    pub active: bool,
    /// Its name in the source.
    pub span: Span,
}
