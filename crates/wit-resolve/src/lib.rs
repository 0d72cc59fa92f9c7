//! The meaning floor: from syntax trees to a typed graph, and the canonical ABI of what stands in it.

pub mod abi;
pub mod graph;
