//! WIT as WebAssembly: packages, and the `component-type` sections that tell the tool that makes a component what a core
//! module imports and exports.
//!
//! Cargo features: without any, sections are written, which is all that generated bindings need; `packages` writes
//! packages, `decode` reads everything, `explain` has the explanation pages of the codes.

mod component_type;
#[cfg(feature = "decode")]
mod decode;
#[cfg(feature = "decode")]
pub mod diagnostics;
mod encode;
#[cfg(feature = "explain")]
pub mod explain;
mod linkers;
#[cfg(any(feature = "packages", feature = "decode"))]
mod package_docs;

pub use component_type::{
    SECTION_PREFIX, StringEncoding, embed_component_type, encode_component_type,
    encode_component_type_of_imports, section_name,
};
#[cfg(feature = "decode")]
pub use decode::{ComponentTypeSection, WasmDecoder, decode, decode_component_type};
#[cfg(feature = "packages")]
pub use encode::encode_package;
#[cfg(feature = "decode")]
pub use linkers::linker_warnings;
pub use linkers::{LinkerNeed, linker_needs};
