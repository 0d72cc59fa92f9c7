//! One package in several `deps` folders, as workspaces have it: what has the same contents is kept once. WIT.md, "Root
//! Package: A Directory": "Any package which is duplicated across dependencies must have the same contents".

use std::sync::Arc;

use outwit_diagnostics::{FileId, mapped, sort_by};

use super::{Group, Loaded};
use crate::graph::{OrderMap, OrderSet};

/// Removes dependencies that have the texts of a root, or of an earlier dependency, with what was found in them.
pub(super) fn drop_repeated(loaded: &mut Loaded, roots: &[Group]) {
    if loaded.groups.is_empty() || loaded.groups.len() + roots.len() < 2 {
        return;
    }
    let all: Vec<&Group> = roots.iter().chain(&loaded.groups).collect();
    let mut by_size: OrderMap<(usize, usize), Vec<usize>> = OrderMap::default();
    let mut repeated = OrderSet::default();
    let mut texts: OrderMap<usize, Vec<Arc<str>>> = OrderMap::default();
    for (index, group) in all.iter().enumerate() {
        let size = group.files.iter().map(|file| loaded.sources.get(file.id).text().len()).sum();
        let alike = by_size.get_or_insert_with((group.files.len(), size), Vec::new);
        // Packages in binary form have no text to compare.
        let is_repeated = size > 0
            && index >= roots.len()
            && alike.iter().any(|other| {
                for at in [index, *other] {
                    texts.get_or_insert_with(at, || sorted_texts(loaded, all[at]));
                }
                texts[&index] == texts[other]
            });
        if is_repeated {
            repeated.insert(index - roots.len());
        } else {
            alike.push(index);
        }
    }
    if !repeated.is_empty() {
        remove(loaded, &repeated);
    }
}

/// The texts of a group, whatever its files are called.
fn sorted_texts(loaded: &Loaded, group: &Group) -> Vec<Arc<str>> {
    let mut texts = mapped(&group.files, |file| loaded.sources.get(file.id).text().clone());
    sort_by(&mut texts, Ord::cmp);
    texts
}

fn remove(loaded: &mut Loaded, repeated: &OrderSet<usize>) {
    let mut files: OrderSet<FileId> = OrderSet::default();
    let groups = std::mem::take(&mut loaded.groups);
    for (index, group) in groups.into_iter().enumerate() {
        if repeated.contains(index) {
            files.extend(group.files.iter().map(|file| file.id));
        } else {
            loaded.groups.push(group);
        }
    }
    let place = |diagnostic: &outwit_diagnostics::Diagnostic| Some(diagnostic.primary.as_ref()?.span.file);
    loaded.diagnostics.retain(|diagnostic| !place(diagnostic).is_some_and(|file| files.contains(file)));
}
