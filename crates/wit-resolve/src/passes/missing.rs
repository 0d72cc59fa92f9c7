//! Packages that are needed and that no input holds: one diagnostic for each, wherever and however often it is needed.

use outwit_diagnostics::{Span, closest, mapped, sort_by};

use super::Context;
use crate::diagnostics::{self as errors, Missing};
use crate::graph::{NameMap, Names, PackageName};

/// What was looked for in vain, each time with the place.
#[derive(Default)]
pub(crate) struct MissingPackages {
    found: Vec<(PackageName, Span)>,
}

impl MissingPackages {
    pub(crate) fn note(&mut self, name: &PackageName, place: Span) {
        self.found.push((name.clone(), place));
    }
}

/// Reports each of them, unless some input could not be read or has a package line that is wrong: then that is the fault.
pub(super) fn report(cx: &mut Context<'_>) {
    let mut missing = std::mem::take(&mut cx.missing_packages).found;
    if missing.is_empty() || cx.broken.unreadable || cx.broken.header || cx.broken.contains_word("package") {
        return;
    }
    let known: Vec<String> = cx.graph().packages().map(|(_, package)| package.name.to_string()).collect();
    let mut plain = Names::new();
    let mut versions: NameMap<Vec<String>> = NameMap::default();
    for (_, package) in cx.graph().packages() {
        let key = plain.intern(&unversioned(&package.name));
        versions.get_or_insert_with(key, Vec::new).push(package.name.to_string());
    }
    sort_by(&mut missing, Ord::cmp);
    for same in missing.chunk_by(|(a, _), (b, _)| a == b) {
        let name = &same[0].0;
        let places = mapped(same, |(_, place)| *place);
        let near = if cx.may_compare(known.len()) {
            closest(&name.to_string(), known.iter().map(String::as_str))
        } else {
            None
        };
        let key = plain.get(&unversioned(name));
        let versions = key.and_then(|key| versions.get(&key)).map_or(&[][..], Vec::as_slice);
        let supply = cx.supply;
        let missing = Missing { name, places: &places, versions, near, supply };
        cx.report(errors::package_not_found(&missing));
    }
}

fn unversioned(name: &PackageName) -> String {
    format!("{}:{}", name.namespace, name.name)
}
