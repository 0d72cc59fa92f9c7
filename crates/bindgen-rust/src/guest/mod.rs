//! Functions and resources, by the side that has them.

pub(crate) mod export;
mod externs;
pub(crate) mod import;
mod resource;
