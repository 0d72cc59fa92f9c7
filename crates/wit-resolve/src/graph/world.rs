//! Worlds. WIT.md, "WIT Worlds".

use outwit_diagnostics::Span;

use super::{DocsId, FunctionId, IncludeId, InterfaceId, Name, PackageId, StabilityId, TypeId, WorldId};

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
    /// Imports and exports that a gate hides, as they are written; neither included elsewhere nor elaborated.
    pub inactive: Vec<(Side, WorldItem)>,
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

/// Why a world holds an item. Of several reasons the first in this order counts. [`Why`](super::Why) follows it to what is
/// written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// It is written in the world.
    Written,
    /// It came with an `include`.
    Included {
        /// The first `include` that brings it.
        include: IncludeId,
        /// Its place among the imports, or exports, of the included world.
        item: u32,
    },
    /// Another item of the world needs its types.
    Needed {
        /// The side of the first item that does.
        side: Side,
        /// The name of that item.
        by: WorldKey,
    },
}

/// One side of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// What the world needs from outside.
    Import,
    /// What it gives.
    Export,
}

impl Side {
    /// The keyword: `import` or `export`.
    pub fn verb(self) -> &'static str {
        match self {
            Side::Import => "import",
            Side::Export => "export",
        }
    }
}

/// An `include` in a world. WIT.md, "Union of Worlds with `include`".
#[derive(Clone, Debug)]
pub struct Include {
    /// The world that it stands in.
    pub into: WorldId,
    /// The world that it brings.
    pub world: WorldId,
    /// When it counts.
    pub stability: StabilityId,
    /// Whether the chosen features make it count, and the worlds are visible.
    pub active: bool,
    /// The path of the included world.
    pub span: Span,
}

impl World {
    /// The imports, or exports.
    pub fn items(&self, side: Side) -> &[WorldItem] {
        match side {
            Side::Import => &self.imports,
            Side::Export => &self.exports,
        }
    }
}
