//! Worlds. WIT.md, "WIT Worlds".

use outwit_diagnostics::Span;

use super::{DocsId, FunctionId, InterfaceId, Name, PackageId, StabilityId, TypeId};

/// A world, elaborated: what it includes is copied in, and every interface that something needs is imported or exported.
#[derive(Clone, Debug)]
pub struct World {
    /// Its name.
    pub name: Name,
    /// The package that it stands in.
    pub package: PackageId,
    /// Imports in elaborated order; active ones alone.
    pub imports: Vec<WorldItem>,
    /// Exports in elaborated order; active ones alone.
    pub exports: Vec<WorldItem>,
    /// Its documentation.
    pub docs: Option<DocsId>,
    /// When it may be used.
    pub stability: StabilityId,
    /// Whether the chosen features make it visible.
    pub active: bool,
    /// Its name in the source.
    pub span: Span,
}

/// An import or export.
#[derive(Clone, Debug)]
pub struct WorldItem {
    /// The name it has outside.
    pub key: WorldKey,
    /// What it is.
    pub kind: WorldItemKind,
    /// Whether it was written or is there because something else needs it.
    pub origin: Origin,
    /// Documentation on the import or export itself (that of the interface, type or function stands there).
    pub docs: Option<DocsId>,
    /// When it may be used.
    pub stability: StabilityId,
    /// The string of `@external-id`.
    pub external_id: Option<Name>,
    /// Where it, or what made it necessary, stands.
    pub span: Span,
}

/// The name of an import or export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorldKey {
    /// A plain name: of a function, type, inline interface or named interface.
    Name(Name),
    /// The interface itself, by its id `ns:pkg/name@version`.
    Interface(InterfaceId),
}

/// What an import or export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorldItemKind {
    /// An interface. Under a plain name it is inline, or has the label of an `implements` import.
    Interface(InterfaceId),
    /// A function, also one of a resource that the world defines; then it is keyed by its own name.
    Function(FunctionId),
    /// A type; among imports alone.
    Type(TypeId),
}

/// Why a world holds an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// It is written in the world.
    Written,
    /// It came with an `include` of this world.
    Included(super::WorldId),
    /// Something else needs its types.
    Needed,
}
