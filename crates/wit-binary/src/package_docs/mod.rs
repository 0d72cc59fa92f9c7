//! The custom section `package-docs`: what component types have no place for, documentation and feature gates.
//!
//! One byte of version, then JSON: `docs` of the package, and for each world and interface its docs, its gate, and those
//! of what stands in it, by name. What says nothing is left out. Docs of parameters have no place here.

#[cfg(feature = "packages")]
mod json;
#[cfg(feature = "decode")]
mod parse;
#[cfg(feature = "decode")]
pub(crate) mod read;
#[cfg(feature = "packages")]
mod write;

#[cfg(feature = "packages")]
pub(crate) use write::write;

/// The name of the section.
pub(crate) const SECTION: &str = "package-docs";

/// The version that is written; 0, which knows no gates, is read as well.
pub(crate) const VERSION: u8 = 1;
