//! Random packages of WIT that are right: packages that use each other, in files and folders, with everything that the
//! language has. Two steps: `model` decides what there is, `layout` in which files it stands and how names are written.

mod choices;
mod layout;
mod model;
mod names;
mod types;
mod worlds;

use std::collections::BTreeMap;

pub use choices::Choices;

/// Paths below the root package's folder, with their texts: a root package, and those in `deps/`.
pub fn packages(choices: &mut Choices<'_>) -> Vec<(String, String)> {
    let model = model::Model::random(choices);
    layout::files(&model, choices)
}

/// The packages that files of [`packages`] belong to, each with its files: the root package comes first.
pub fn grouped(files: &[(String, String)]) -> Vec<Vec<&(String, String)>> {
    let mut groups: BTreeMap<&str, Vec<&(String, String)>> = BTreeMap::new();
    for file in files {
        // `deps/name/…` or `deps/name.wit`; the root package has the empty name, which sorts before all.
        let below = file.0.strip_prefix("deps/").unwrap_or_default();
        let name = below.split('/').next().unwrap_or_default();
        groups.entry(name).or_default().push(file);
    }
    groups.into_values().collect()
}
