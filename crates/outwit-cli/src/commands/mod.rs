//! One module for each command: from its arguments to what is said and written, and a status.

mod check;
mod completions;
mod embed;
mod explain;
mod json;
mod layout;
mod man;
mod plan;
mod plan_json;
mod rust;
mod tree;
mod ts;
mod wasm;
mod wit;

pub(crate) use check::check;
pub(crate) use completions::completions;
pub(crate) use embed::embed;
pub(crate) use explain::explain;
pub(crate) use json::json;
pub(crate) use layout::layout;
pub(crate) use man::man;
pub(crate) use plan::plan;
pub(crate) use rust::{RustOptions, rust};
pub(crate) use tree::tree;
pub(crate) use ts::ts;
pub(crate) use wasm::wasm;
pub(crate) use wit::wit;
