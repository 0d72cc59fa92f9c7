//! The guest runtime: what generated bindings need that does not depend on the WIT.
//!
//! Users meet the names that stand directly here: [`String`], [`Vec`] and [`Map`] in signatures, `bitflags` behind WIT
//! flags. The [`abi`] module is for generated code alone.

#![allow(unsafe_code, reason = "this is the boundary: addresses come from the host")]

#[doc(hidden)]
pub mod abi;
mod area;
#[cfg(not(feature = "bitflags"))]
pub mod bitflags;
mod block;
mod check;
mod ctors;
mod handle;
mod items;
mod map;
#[cfg(all(feature = "realloc", target_arch = "wasm32"))]
mod realloc;
mod resource;
mod temps;
mod trap;

pub use alloc_crate::{alloc, string::String, vec::Vec};
/// The crate behind WIT flags.
#[cfg(feature = "bitflags")]
pub use bitflags;
pub use ctors::run_ctors_once;
pub use map::{Map, WitMap};
pub use resource::{Resource, ResourceRep};
