//! Packages that are needed and that no input holds: one diagnostic for each, wherever and however often it is needed.

use std::collections::{BTreeMap, HashMap};

use outwit_diagnostics::{Span, closest, sort_by};

use super::Context;
use crate::diagnostics::{self as errors, Missing};
use crate::graph::PackageName;

/// What was looked for in vain, with the places.
#[derive(Default)]
pub(crate) struct MissingPackages {
    places: BTreeMap<PackageName, Vec<Span>>,
}

impl MissingPackages {
    pub(crate) fn note(&mut self, name: &PackageName, place: Span) {
        match self.places.get_mut(name) {
            Some(places) => places.push(place),
            None => drop(self.places.insert(name.clone(), vec![place])),
        }
    }
}

/// Reports each of them, unless some input could not be read or has a package line that is wrong: then that is the fault.
pub(super) fn report(cx: &mut Context<'_>) {
    let missing = std::mem::take(&mut cx.missing_packages).places;
    if missing.is_empty() || cx.broken.unreadable || cx.broken.header || cx.broken.contains_word("package") {
        return;
    }
    let known: Vec<String> = cx.graph().packages().map(|(_, package)| package.name.to_string()).collect();
    let mut versions: HashMap<(String, String), Vec<String>> = HashMap::new();
    for (_, package) in cx.graph().packages() {
        let name = &package.name;
        versions.entry((name.namespace.clone(), name.name.clone())).or_default().push(name.to_string());
    }
    for (name, mut places) in missing {
        sort_by(&mut places, Ord::cmp);
        let near = if cx.may_compare(known.len()) {
            closest(&name.to_string(), known.iter().map(String::as_str))
        } else {
            None
        };
        let versions =
            versions.get(&(name.namespace.clone(), name.name.clone())).map_or(&[][..], Vec::as_slice);
        let supply = cx.supply;
        let missing = Missing { name: &name, places: &places, versions, near, supply };
        cx.report(errors::package_not_found(&missing));
    }
}
