//! The syntax tree of one file.
//!
//! Nodes live in flat arenas of [`File`] and point at each other by [`List`] and [`TyId`]; strings are interned. Every
//! node, error nodes too, has the exact range of its tokens, without docs and attributes: from the first token of the
//! construct itself to its last. A tree is a pure function of its text (or, decoded, of a wasm binary, whose byte offsets
//! then stand in the ranges). Section numbers cite *WIT.md* of the component-model repository.

#[cfg(any(test, feature = "inspect"))]
mod dump;
mod file;
mod func;
mod item;
mod package;
mod ty;

#[cfg(any(test, feature = "inspect"))]
pub use dump::{dump, shape};
pub(crate) use file::ArenaMark;
pub use file::{Arenas, Comments, Docs, DocsId, File, List, Node, TyId};
pub use func::{Func, FuncKind, NamedFunc, Param};
pub use item::{
    Case, EnumCase, Extern, ExternKind, Field, Flag, Include, Interface, InterfaceItem, Rename, ResourceItem,
    TypeDef, TypeDefKind, Use, UseName, World, WorldItem,
};
pub use package::{
    Attribute, AttributeKind, Ident, Item, Meta, NestedPackage, PackageHeader, PackageName, TopUse, UsePath,
    VersionText,
};
pub use ty::{Primitive, Ty, TyKind};
