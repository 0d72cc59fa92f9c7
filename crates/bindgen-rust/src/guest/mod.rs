//! Functions, by the side that has them.

pub(crate) mod export;
pub(crate) mod import;
