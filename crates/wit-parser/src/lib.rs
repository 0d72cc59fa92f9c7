//! The syntax floor: one file of WIT in; its tree and all its diagnostics out.

pub mod ast;
mod docs;
mod names;

pub use names::{Name, Names};
