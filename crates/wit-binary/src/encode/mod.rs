//! From the graph to component types. Binary.md, "Type Definitions" and "Import and Export Definitions".

mod bytes;
mod declare;
mod exports;
mod names;
pub(crate) mod order;
#[cfg(feature = "packages")]
mod package;
mod types;
mod world;

pub(crate) use bytes::Bytes;
pub(crate) use declare::Declarations;
pub(crate) use exports::{Exports, wrapper_type};
#[cfg(feature = "packages")]
pub use package::encode_package;
pub(crate) use world::{imports_type, world_type};
