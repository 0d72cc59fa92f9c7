//! The canonical ABI of what stands in a graph. Imports the graph alone, and is total on a finished one.
//!
//! | here | CanonicalABI.md |
//! |---|---|
//! | [`layout`] | "Alignment", "Element Size" |
//! | [`flat`] | "Flattening" |
//! | [`signature`] | "Flattening", `flatten_functype` |
//! | [`mangle`] | core names that component linkers recognise |
//! | [`plan`] | "Loading", "Storing", "Flat Lifting", "Flat Lowering", `canon lift`, `canon lower` |

pub mod flat;
pub mod layout;
pub mod mangle;
mod options;
pub mod plan;
pub mod signature;

pub use options::{Direction, Options, PointerWidth, Position, Seat, StringEncoding};
