//! The typed graph: packages, interfaces, worlds, types and functions by id.
//!
//! `resolve[id]` gives the thing. Every type has a [`TypeId`], primitives and anonymous types too; anonymous types with
//! equal structure share one. Things that a feature gate hides are in the arenas, marked inactive; the iterators of
//! [`Resolve`] show active things, `all_*` show the rest too.

mod arena;
mod build;
mod documentation;
#[cfg(any(test, feature = "inspect"))]
mod dump;
mod function;
mod interface;
mod order_map;
mod package;
mod resolve;
mod stability;
mod types;
#[cfg(any(test, feature = "inspect"))]
mod why;
mod world;

pub use arena::{
    Arena, DocsId, FunctionId, Id, IdMap, IncludeId, InterfaceId, PackageId, StabilityId, TypeId, WorldId,
};
pub use build::Builder;
pub(crate) use documentation::Documentation;
pub use function::{Accessor, Function, FunctionKind, Param};
pub use interface::Interface;
pub(crate) use order_map::{IdHasher, Table, hash};
pub use order_map::{NameMap, OrderMap, OrderSet};
pub use outwit_parser::ast::Primitive;
pub use outwit_parser::{Name, Names};
pub use package::{Package, PackageName};
pub use resolve::Resolve;
pub use stability::Stability;
pub use types::{Case, EnumCase, Field, Flag, Owner, ResourceId, TypeDef, TypeKind};
#[cfg(any(test, feature = "inspect"))]
pub use why::{ItemRef, Reason, Why};
pub use world::{Include, Origin, Side, World, WorldItem, WorldItemKind, WorldKey};
