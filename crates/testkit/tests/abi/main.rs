//! The canonical ABI beside the published crates: core imports and exports of every world, random worlds.
//!
//! Suites are found through `OUTWIT_CORPORA_<CRATE>`, which xtask sets. `OUTWIT_CONFORMANCE=1` runs all of everything and
//! allows no suite to be missing; otherwise what takes long is sampled.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the counts of a run are its result")]

mod corpora;
mod kinds;
mod names;
mod random;
mod smith;
mod types;
mod worlds;
