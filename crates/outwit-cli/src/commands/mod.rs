//! One module for each command: from its arguments to what is said and written, and a status.

mod check;
mod completions;
mod explain;
mod layout;
mod man;
mod plan;
mod rust;
mod ts;

pub(crate) use check::check;
pub(crate) use completions::completions;
pub(crate) use explain::explain;
pub(crate) use layout::layout;
pub(crate) use man::man;
pub(crate) use plan::plan;
pub(crate) use rust::rust;
pub(crate) use ts::ts;
