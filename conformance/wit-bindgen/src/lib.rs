//! The crate `outwit` under the name of its peer.

#![no_std]

pub use outwit::*;
