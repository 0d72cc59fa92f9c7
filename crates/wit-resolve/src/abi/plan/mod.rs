//! Lifting and lowering of a function as data: a [`Plan`] is a small program that can be printed, run or turned into code.
//!
//! [`Planner`] makes plans. Memory forms of records and variants become procedures in its [`Procs`], planned once and called,
//! and so does every form that would be long inline: all plans of a world together are linear in the size of the graph, and
//! blocks nest to a bounded depth. The recursions over types stand under the names of CanonicalABI.md in `lower.rs` and
//! `lift.rs`; `eval` (Cargo feature `inspect`) runs a plan, which defines what its operations mean.

mod async_call;
mod call;
mod class;
#[cfg(any(test, feature = "inspect"))]
mod display;
mod draft;
mod elem;
#[cfg(any(test, feature = "inspect"))]
pub mod eval;
mod free;
mod lift;
mod lower;
mod measure;
mod op;
mod planner;
mod procs;
mod program;
mod shape;
mod tables;
#[cfg(test)]
mod tests;
mod val;
mod words;

#[cfg(any(test, feature = "inspect"))]
pub use display::{Line, Outline};
pub use elem::{Check, ElemClass, List, Valid};
pub use op::{Address, Arm, Arms, Block, Body, Op};
pub use planner::Planner;
pub use procs::Procs;
pub use program::{Form, Payload, Plan, PostReturn, Proc, ProcId, ProcKey, TaskReturn};
pub use val::{Val, ValType, Vals};
pub use words::{Coercion, Handle, Lives, Receive, Transfer, Width};
