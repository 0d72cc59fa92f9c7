//! The WIT of WASI, as published crates bring it, has nothing wrong with it: `wit-check` must be silent.

use super::Session;
use crate::error::{Failure, Result};
use crate::example;
use crate::setup::corpora;

/// The crates that hold a `wit` folder each.
const TREES: &[&str] = &["wasip2", "wasip3"];

/// `wit-check` says nothing about any of the trees.
pub(super) fn silent(session: &Session<'_>) -> Result<String> {
    example::build_programs(session.workspace)?;
    let corpora = corpora::ensure(session.workspace)?;
    for name in TREES {
        let tree = corpora
            .iter()
            .find(|corpus| corpus.name == *name)
            .map(|corpus| corpus.folder.join("wit"))
            .filter(|folder| folder.is_dir())
            .ok_or_else(|| Failure::failed(format!("the crate {name} holds no WIT")))?;
        example::check_silently(session.workspace, &tree)?;
    }
    Ok(TREES.join(", "))
}
