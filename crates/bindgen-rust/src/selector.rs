//! Names of WIT in options: which interface, type or function of a world they mean.
//!
//! An interface is written `ns:pkg/name@version`, or as its plain name if it stands inline in a world. The version may be
//! left out, or be one that is compatible: then the name means the interface that is there, if there is one.

use outwit_bindgen_core::{Bindings, Module, ModuleId};
use outwit_diagnostics::{closest, sort_by};
use outwit_resolve::abi::mangle;
use outwit_resolve::graph::{PackageName, Resolve, TypeId, TypeKind, WorldKey};
use semver::Version;

/// How well a name fits; the first is the best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It is the name.
    Exact,
    /// It has another version that is compatible.
    Compatible,
    /// It has no version.
    Unversioned,
}

/// A name that an option gives: of an interface or a world, of a package, or of something in one.
pub(crate) struct Selector<'a> {
    /// `ns:pkg`; `None` for a plain name.
    package: Option<(&'a str, &'a str)>,
    /// The interface or world; `None` for a whole package.
    owner: Option<&'a str>,
    version: Option<&'a str>,
    /// What stands behind: a type, or a function.
    pub(crate) item: Option<&'a str>,
}

impl<'a> Selector<'a> {
    /// `owner`, or `owner` and an item behind `separator`: `/` for types, `#` for functions.
    pub(crate) fn parse(text: &'a str, separator: char) -> Selector<'a> {
        let (package, rest) = match text.split_once('/') {
            Some((package, rest)) if package.contains(':') => (Some(package), Some(rest)),
            None if text.contains(':') => (Some(text), None),
            _ => (None, Some(text)),
        };
        let (owner, item) = match rest.map(|rest| (rest, rest.split_once(separator))) {
            None => (None, None),
            Some((_, Some((owner, item)))) => (Some(owner), Some(item)),
            Some((rest, None)) => (Some(rest), None),
        };
        let cut = |text: &'a str| match text.split_once('@') {
            Some((name, version)) => (name, Some(version)),
            None => (text, None),
        };
        let (owner, version) = match owner.map(cut) {
            Some((owner, version)) => (Some(owner), version),
            None => (None, package.and_then(|package| cut(package).1)),
        };
        let package = package.and_then(|package| cut(package).0.split_once(':'));
        Selector { package, owner, version, item }
    }

    /// The name of an item of any owner, `item`, that has been read as the name of an owner.
    pub(crate) fn bare(&self) -> Option<&'a str> {
        let plain = self.package.is_none() && self.item.is_none() && self.version.is_none();
        self.owner.filter(|_| plain)
    }

    /// Whether it is the name of a package.
    pub(crate) fn is_package(&self) -> bool {
        self.package.is_some() && self.owner.is_none()
    }

    /// How well it is the name of a package.
    pub(crate) fn fits_package(&self, package: &PackageName) -> Option<Fit> {
        let (namespace, name) = self.package?;
        if (namespace, name) != (&package.namespace, &package.name) {
            return None;
        }
        match (self.version, &package.version) {
            (None, None) => Some(Fit::Exact),
            (None, Some(_)) => Some(Fit::Unversioned),
            (Some(_), None) => None,
            (Some(wanted), Some(there)) if *wanted == *there.to_string() => Some(Fit::Exact),
            (Some(wanted), Some(there)) => {
                let wanted: Version = wanted.parse().ok()?;
                compatible(&wanted, there).then_some(Fit::Compatible)
            }
        }
    }

    /// How well it is the name of what a world imports or exports under this key.
    pub(crate) fn fits_key(&self, resolve: &Resolve, key: WorldKey) -> Option<Fit> {
        match key {
            WorldKey::Name(name) => {
                let is = self.package.is_none() && self.version.is_none() && self.owner? == &resolve[name];
                is.then_some(Fit::Exact)
            }
            WorldKey::Interface(interface) => {
                let name = &resolve[resolve[interface].name?];
                let fit = self.fits_package(&resolve[resolve[interface].package].name)?;
                (self.owner? == name).then_some(fit)
            }
        }
    }

    /// How well it is the name of the world: `world`, or `ns:pkg/world@version`.
    pub(crate) fn fits_world(&self, resolve: &Resolve, bindings: &Bindings) -> Option<Fit> {
        let world = &resolve[bindings.world];
        if self.owner? != &resolve[world.name] {
            return None;
        }
        match self.package {
            None => Some(Fit::Exact).filter(|_| self.version.is_none()),
            Some(_) => self.fits_package(&resolve[world.package].name),
        }
    }

    /// The types of the world that it names, each behind what `use` and `type a = b` put before it; only those that it fits
    /// best. A bare name means a type of an inline interface, which has no other.
    pub(crate) fn types(&self, resolve: &Resolve, bindings: &Bindings) -> Vec<(Fit, TypeId)> {
        let mut found = Vec::new();
        let mut add = |fit: Option<Fit>, item: &str, types: &[TypeId]| {
            let Some(fit) = fit else { return };
            let named =
                types.iter().filter(|ty| resolve[**ty].name.is_some_and(|name| &resolve[name] == item));
            found.extend(named.map(|ty| (fit, defined(resolve, *ty))));
        };
        let inline = |module: &Module| matches!(module.key, WorldKey::Name(_));
        if let Some(item) = self.item {
            for module in &bindings.modules {
                add(self.fits_key(resolve, module.key), item, &module.types);
            }
            add(self.fits_world(resolve, bindings), item, &bindings.types);
        } else if let Some(item) = self.bare() {
            for module in bindings.modules.iter().filter(|module| inline(module)) {
                add(Some(Fit::Exact), item, &module.types);
            }
        }
        let best = found.iter().map(|(fit, _)| *fit).min();
        found.retain(|(fit, _)| Some(*fit) == best);
        sort_by(&mut found, Ord::cmp);
        found.dedup();
        found
    }
}

/// The type that an alias of a named type stands for.
pub(crate) fn defined(resolve: &Resolve, mut ty: TypeId) -> TypeId {
    while let TypeKind::Alias(to) = resolve[ty].kind {
        if resolve[to].name.is_none() {
            break;
        }
        ty = to;
    }
    ty
}

/// The name of a module in options.
pub(crate) fn module_name(resolve: &Resolve, module: &Module) -> String {
    mangle::world_key(resolve, module.key)
}

/// The names of all types of a world in options, with the types; but for those of modules that `is_left_out`.
pub(crate) fn type_names_with_ids(
    resolve: &Resolve,
    bindings: &Bindings,
    is_left_out: &dyn Fn(ModuleId) -> bool,
) -> Vec<(String, TypeId)> {
    let mut found = Vec::new();
    let mut add = |owner: &str, types: &[TypeId]| {
        for ty in types {
            if let Some(name) = resolve[*ty].name {
                found.push((format!("{owner}/{}", &resolve[name]), *ty));
            }
        }
    };
    for (id, module) in bindings.modules() {
        if !is_left_out(id) {
            add(&module_name(resolve, module), &module.types);
        }
    }
    add(&resolve[resolve[bindings.world].name], &bindings.types);
    found
}

/// The names of all types of a world in options.
pub(crate) fn type_names(resolve: &Resolve, bindings: &Bindings) -> Vec<String> {
    type_names_with_ids(resolve, bindings, &|_| false).into_iter().map(|(name, _)| name).collect()
}

/// The name that may have been meant. A name without version is compared with names without it.
pub(crate) fn near(text: &str, names: Vec<String>) -> Option<String> {
    let names: Vec<String> = match text.contains('@') {
        true => names,
        false => names.into_iter().map(without_version).collect(),
    };
    closest(text, names.iter().map(String::as_str)).map(str::to_owned)
}

fn without_version(name: String) -> String {
    let Some((before, rest)) = name.split_once('@') else { return name };
    let behind = rest.find(['/', '#']).map_or("", |at| &rest[at..]);
    format!("{before}{behind}")
}

/// Whether one version may stand for the other: the first number that is not 0 is the same. Pre-releases are compatible with
/// nothing. Semantic Versioning 2.0.0, items 4, 8 and 9.
fn compatible(a: &Version, b: &Version) -> bool {
    if !a.pre.is_empty() || !b.pre.is_empty() {
        return (a.major, a.minor, a.patch, &a.pre) == (b.major, b.minor, b.patch, &b.pre);
    }
    match (a.major, a.minor) {
        (0, 0) => (b.major, b.minor, b.patch) == (0, 0, a.patch),
        (0, minor) => (b.major, b.minor) == (0, minor),
        (major, _) => b.major == major,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, separator: char) -> String {
        let Selector { package, owner, version, item } = Selector::parse(text, separator);
        let package = package.map_or(String::new(), |(namespace, name)| format!("{namespace} {name}"));
        [&package, owner.unwrap_or_default(), version.unwrap_or_default(), item.unwrap_or_default()].join("|")
    }

    #[test]
    fn names_have_an_owner_and_an_item() {
        assert_eq!(parts("a:b/c@1.0.0-x.y/d", '/'), "a b|c|1.0.0-x.y|d");
        assert_eq!(parts("a:b/c/d", '/'), "a b|c||d");
        assert_eq!(parts("a:b/c@1.0.0", '/'), "a b|c|1.0.0|");
        assert_eq!(parts("a:b@1.0.0", '/'), "a b||1.0.0|");
        assert_eq!(parts("c/d", '/'), "|c||d");
        assert_eq!(parts("c", '/'), "|c||");
        assert_eq!(parts("a:b/c@1.0.0#[method]r.f", '#'), "a b|c|1.0.0|[method]r.f");
        assert_eq!(parts("c#f", '#'), "|c||f");
        assert_eq!(parts("", '/'), "|||");
    }

    #[test]
    fn what_may_have_been_meant_has_a_version_if_the_name_has() {
        let names = || ["a:b/interface@1.2.0/type", "a:b/interface@1.2.0#f"].map(str::to_owned).to_vec();
        assert_eq!(near("a:b/interfaec/type", names()).as_deref(), Some("a:b/interface/type"));
        assert_eq!(near("a:b/interface#g", names()).as_deref(), Some("a:b/interface#f"));
        let full = near("a:b/interface@1.2.1/type", names());
        assert_eq!(full.as_deref(), Some("a:b/interface@1.2.0/type"));
    }

    #[test]
    fn versions_are_compatible_as_far_as_semantic_versioning_says() {
        let pairs = [("1.2.3", "1.9.0", true), ("1.0.0", "2.0.0", false), ("0.2.0", "0.2.6", true)];
        let more = [("0.2.0", "0.3.0", false), ("0.0.1", "0.0.2", false), ("0.0.1", "0.0.1+x", true)];
        let pre = [("0.2.0-rc", "0.2.0", false), ("0.2.0-rc", "0.2.0-rc", true)];
        for (a, b, expected) in pairs.into_iter().chain(more).chain(pre) {
            let [a, b] = [a, b].map(|text| text.parse::<Version>().unwrap());
            assert_eq!((compatible(&a, &b), compatible(&b, &a)), (expected, expected), "{a} {b}");
        }
    }
}
