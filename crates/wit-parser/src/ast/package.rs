//! Names, attributes, and what stands at the top level of a file. WIT.md, "Package declaration", "Item: `use`",
//! "Feature Gates".

use outwit_diagnostics::ByteRange;

use super::{DocsId, Interface, List, World};
use crate::Name;

/// An identifier. `%` before a keyword is part of the range, not of the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name without `%`.
    pub name: Name,
    /// Where it stands.
    pub range: ByteRange,
}

/// Documentation and attributes before an item, in the order in which they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// `///` lines and `/** */` blocks.
    pub docs: Option<DocsId>,
    /// `@since`, `@unstable`, `@deprecated`, `@external-id`.
    pub attributes: List<Attribute>,
}

/// One attribute, from its `@` to its `)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// What it says.
    pub kind: AttributeKind,
    /// Where it stands.
    pub range: ByteRange,
}

/// What an attribute says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// `@since(version = 1.2.3)`.
    Since(VersionText),
    /// `@unstable(feature = name)`.
    Unstable(Ident),
    /// `@deprecated(version = 1.2.3)`.
    Deprecated(VersionText),
    /// `@external-id("...")`: the unescaped string.
    ExternalId(Name),
    /// An attribute that was reported as malformed.
    Error,
}

/// A version as written; whether it is a valid semantic version is for the resolver to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionText {
    /// The text behind `@` or `=`.
    pub text: Name,
    /// Where it stands.
    pub range: ByteRange,
}

/// `ns:pkg@1.2.3`, with as many namespaces and nested names as are written: `a:b:c/d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageName {
    /// The parts before `:`; at least one.
    pub namespaces: List<Ident>,
    /// The package name and, separated by `/`, names nested in it; at least one.
    pub names: List<Ident>,
    /// The version behind `@`.
    pub version: Option<VersionText>,
    /// Where it stands.
    pub range: ByteRange,
}

/// What stands at the top level of a file, or of a nested package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// `package a:b;`
    PackageHeader(PackageHeader),
    /// `package a:b { ... }`
    NestedPackage(NestedPackage),
    /// `use a:b/c as d;`
    Use(TopUse),
    /// `interface i { ... }`
    Interface(Interface),
    /// `world w { ... }`
    World(World),
    /// Text that was reported as malformed.
    Error(ByteRange),
}

impl Item {
    /// Where the item stands, docs and attributes not included.
    pub fn range(&self) -> ByteRange {
        match self {
            Item::PackageHeader(header) => header.range,
            Item::NestedPackage(package) => package.range,
            Item::Use(item) => item.range,
            Item::Interface(interface) => interface.range,
            Item::World(world) => world.range,
            Item::Error(range) => *range,
        }
    }
}

/// `package a:b@1.0.0;`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageHeader {
    /// Docs (and attributes, which the language does not allow here).
    pub meta: Meta,
    /// The name of the package.
    pub name: PackageName,
    /// From `package` to `;`.
    pub range: ByteRange,
}

/// `package a:b { ... }`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NestedPackage {
    /// Docs (and attributes, which the language does not allow here).
    pub meta: Meta,
    /// The name of the package.
    pub name: PackageName,
    /// What stands between the braces.
    pub items: List<Item>,
    /// From `package` to `}`.
    pub range: ByteRange,
}

/// `use a:b/c@1.0.0 as d;` at the top level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopUse {
    /// Docs (and attributes, which the language does not allow here).
    pub meta: Meta,
    /// What is used.
    pub path: UsePath,
    /// The name behind `as`.
    pub rename: Option<Ident>,
    /// From `use` to `;`.
    pub range: ByteRange,
}

/// `name`, or `ns:pkg/name@1.2.3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsePath {
    /// The parts before `:`; empty for a local name.
    pub namespaces: List<Ident>,
    /// The package name and names nested in it; empty for a local name.
    pub names: List<Ident>,
    /// The interface or world.
    pub item: Ident,
    /// The version behind `@`.
    pub version: Option<VersionText>,
    /// Where the path stands.
    pub range: ByteRange,
}

impl UsePath {
    /// Whether the path is a bare name.
    pub fn is_local(&self) -> bool {
        self.namespaces.is_empty()
    }
}
