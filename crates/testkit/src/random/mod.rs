//! Random packages of WIT that are right: packages that use each other, in files and folders, with everything that the
//! language has. Two steps: `model` decides what there is, `layout` in which files it stands and how names are written.

mod choices;
mod layout;
mod model;
mod names;
mod types;
mod worlds;

pub use choices::Choices;

/// Paths below the root package's folder, with their texts: a root package, and those in `deps/`.
pub fn packages(choices: &mut Choices<'_>) -> Vec<(String, String)> {
    let model = model::Model::random(choices);
    layout::files(&model, choices)
}
