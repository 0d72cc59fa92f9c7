//! Conformance of the front end: the published parser's suite and WIT trees, mutations, many mistakes at once, properties.
//!
//! Suites are found through `OUTWIT_CORPORA_<CRATE>`, which xtask sets. `OUTWIT_CONFORMANCE=1` runs all of everything and
//! allows no suite to be missing; otherwise what takes long is sampled.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the counts of a run are its result")]

mod corpora;
mod differential;
mod golden;
mod mistakes;
mod mutations;
mod ours;
mod packages;
mod peer;
mod properties;
mod random;
mod smith;
mod suite;
mod trees;
#[path = "../shared/wasm_or_wat.rs"]
mod wasm_or_wat;
