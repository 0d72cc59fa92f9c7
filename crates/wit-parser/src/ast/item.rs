//! Interfaces, worlds and type definitions. WIT.md, "Item: `world`", "Item: `interface`", "Item: `type`" and following.

use outwit_diagnostics::ByteRange;

use super::{DocsId, Func, Ident, List, Meta, NamedFunc, Param, TyId, UsePath};

/// `interface i { ... }`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Docs and attributes.
    pub meta: Meta,
    /// Its name.
    pub name: Ident,
    /// What stands between the braces.
    pub items: List<InterfaceItem>,
    /// From `interface` to `}`.
    pub range: ByteRange,
}

/// What an interface holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterfaceItem {
    /// `use p.{a, b as c};`
    Use(Use),
    /// A type definition.
    TypeDef(TypeDef),
    /// `f: func(...);`, `p: get() -> t;`, `p: set(v: t);`
    Func(NamedFunc),
    /// Text that was reported as malformed.
    Error(ByteRange),
}

impl InterfaceItem {
    /// Where the item stands, docs and attributes not included.
    pub fn range(&self) -> ByteRange {
        match self {
            InterfaceItem::Use(item) => item.range,
            InterfaceItem::TypeDef(def) => def.range,
            InterfaceItem::Func(func) => func.range,
            InterfaceItem::Error(range) => *range,
        }
    }
}

/// `world w { ... }`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct World {
    /// Docs and attributes.
    pub meta: Meta,
    /// Its name.
    pub name: Ident,
    /// What stands between the braces.
    pub items: List<WorldItem>,
    /// From `world` to `}`.
    pub range: ByteRange,
}

/// What a world holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorldItem {
    /// `import ...`
    Import(Extern),
    /// `export ...`
    Export(Extern),
    /// `use p.{a, b as c};`
    Use(Use),
    /// A type definition.
    TypeDef(TypeDef),
    /// `include w with { a as b }`
    Include(Include),
    /// Text that was reported as malformed.
    Error(ByteRange),
}

impl WorldItem {
    /// Where the item stands, docs and attributes not included.
    pub fn range(&self) -> ByteRange {
        match self {
            WorldItem::Import(item) | WorldItem::Export(item) => item.range,
            WorldItem::Use(item) => item.range,
            WorldItem::TypeDef(def) => def.range,
            WorldItem::Include(include) => include.range,
            WorldItem::Error(range) => *range,
        }
    }
}

/// An import or export of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extern {
    /// Docs and attributes.
    pub meta: Meta,
    /// What is imported or exported.
    pub kind: ExternKind,
    /// From `import` or `export` to `;` or `}`.
    pub range: ByteRange,
}

/// What is imported or exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExternKind {
    /// `f: func(...)`, or an accessor.
    Func {
        /// The name before `:`.
        name: Ident,
        /// Its type.
        func: Func,
    },
    /// `i: interface { ... }`
    Interface {
        /// The name before `:`.
        name: Ident,
        /// What stands between the braces.
        items: List<InterfaceItem>,
    },
    /// `label: ns:pkg/i` or `label: i`: an interface under a name of its own (`implements`).
    Named {
        /// The name before `:`.
        name: Ident,
        /// The interface.
        path: UsePath,
    },
    /// `ns:pkg/i` or `i`.
    Path(UsePath),
}

/// `use p.{a, b as c};` in an interface or world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Docs and attributes.
    pub meta: Meta,
    /// The interface.
    pub path: UsePath,
    /// The types.
    pub names: List<UseName>,
    /// From `use` to `;`.
    pub range: ByteRange,
}

/// One name of a `use`, perhaps renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UseName {
    /// The name in the interface that is used.
    pub name: Ident,
    /// The name behind `as`.
    pub rename: Option<Ident>,
    /// Both.
    pub range: ByteRange,
}

impl UseName {
    /// The name under which the type is known from here on.
    pub fn local(&self) -> Ident {
        self.rename.unwrap_or(self.name)
    }
}

/// `include w with { a as b }`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Include {
    /// Docs and attributes.
    pub meta: Meta,
    /// The world.
    pub path: UsePath,
    /// The renames behind `with`.
    pub with: List<Rename>,
    /// From `include` to `;` or `}`.
    pub range: ByteRange,
}

/// `a as b` in an `include ... with`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rename {
    /// The name in the included world.
    pub from: Ident,
    /// The name in the including world.
    pub to: Ident,
    /// Both.
    pub range: ByteRange,
}

/// A type definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeDef {
    /// Docs and attributes.
    pub meta: Meta,
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub kind: TypeDefKind,
    /// From the keyword to `;` or `}`.
    pub range: ByteRange,
}

/// What a type definition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeDefKind {
    /// `type a = b;`
    Alias(TyId),
    /// `record r { ... }`
    Record(List<Field>),
    /// `flags f { ... }`
    Flags(List<Flag>),
    /// `variant v { ... }`
    Variant(List<Case>),
    /// `enum e { ... }`
    Enum(List<EnumCase>),
    /// `resource r;` (no body) or `resource r { ... }`.
    Resource(Option<List<ResourceItem>>),
}

/// `name: ty` in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Docs.
    pub docs: Option<DocsId>,
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: TyId,
    /// From the name to the type.
    pub range: ByteRange,
}

/// `name` in flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Docs.
    pub docs: Option<DocsId>,
    /// Its name.
    pub name: Ident,
}

/// `name` or `name(ty)` in a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// Docs.
    pub docs: Option<DocsId>,
    /// Its name.
    pub name: Ident,
    /// Its payload.
    pub ty: Option<TyId>,
    /// From the name to `)`.
    pub range: ByteRange,
}

/// `name` in an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumCase {
    /// Docs.
    pub docs: Option<DocsId>,
    /// Its name.
    pub name: Ident,
}

/// What a resource holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceItem {
    /// `constructor(...)` or `constructor(...) -> result<r, e>`.
    Constructor {
        /// Docs and attributes.
        meta: Meta,
        /// The word `constructor`.
        keyword: ByteRange,
        /// The parameters.
        params: List<Param>,
        /// The result, if written.
        result: Option<TyId>,
        /// From `constructor` to `;`.
        range: ByteRange,
    },
    /// `m: func(...)`, `m: static func(...)`, or an accessor.
    Method {
        /// Whether the word `static` stands before the type.
        is_static: bool,
        /// The rest.
        func: NamedFunc,
    },
    /// Text that was reported as malformed.
    Error(ByteRange),
}

impl ResourceItem {
    /// Where the item stands, docs and attributes not included.
    pub fn range(&self) -> ByteRange {
        match self {
            ResourceItem::Constructor { range, .. } => *range,
            ResourceItem::Method { func, .. } => func.range,
            ResourceItem::Error(range) => *range,
        }
    }
}
