//! The canonical ABI of what stands in a graph. Imports the graph alone, and is total on a finished one.
//!
//! | here | CanonicalABI.md |
//! |---|---|
//! | [`layout`] | "Alignment", "Element Size" |
//! | [`flat`] | "Flattening" |
//! | [`signature`] | "Flattening", `flatten_functype` |
//! | [`mangle`] | core names that component linkers recognise |
//! | [`core_module`] | all imports and exports of a guest |
//! | [`plan`] | "Loading", "Storing", "Flat Lifting", "Flat Lowering", `canon lift`, `canon lower` |
//! | [`limits`] | the constants of all of these |

pub mod core_module;
pub mod flat;
pub mod layout;
pub mod limits;
pub mod mangle;
mod options;
pub mod plan;
pub mod signature;
#[cfg(test)]
mod testing;

pub use options::{CallAbi, Direction, Options, PointerWidth, Position, Seat, StringEncoding};
