//! WIT in binary form against the published encoder, decoder, printer and linkers.
//!
//! A plain `cargo test` reads our own worlds and those corpora whose folders are named by `OUTWIT_CORPORA_<CRATE>`;
//! `OUTWIT_CONFORMANCE=1` reads everything, and nothing may be missing.

mod corpora;
mod decoding;
mod packages;
mod peer;
mod random;
mod sections;
