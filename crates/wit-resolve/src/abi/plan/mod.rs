//! Lifting and lowering of a function as data: a [`Plan`] is a small program that can be printed, run or turned into code.
//!
//! [`Planner`] makes plans; the memory forms of named types become procedures in its [`Procs`], made once and called, so
//! all plans of a world together are linear in the size of the graph. The recursions over types stand under the names of
//! CanonicalABI.md in `lower.rs` and `lift.rs`.

mod op;

pub use op::*;
