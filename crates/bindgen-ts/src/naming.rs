//! Names for everything that has one in the output: files, types in both forms, namespaces. Afterwards no two things of one
//! scope have the same name, and nothing is renamed later.

use std::collections::BTreeMap;

use outwit_resolve::graph::{InterfaceId, PackageName, Resolve, TypeId, WorldId, WorldKey};

use crate::facts::{Facts, Flow};
use crate::names::{self, Reserved, Scope};
use crate::survey::{Home, Survey, Unit};

/// The names of one world.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    types: BTreeMap<(TypeId, Flow), String>,
    units: BTreeMap<Home, UnitNames>,
    namespaces: BTreeMap<InterfaceId, String>,
}

/// The names of one unit.
#[derive(Clone, Debug)]
pub(crate) struct UnitNames {
    /// The file below the output folder, without extension.
    pub(crate) path: String,
    /// What the interface with the imports is called.
    pub(crate) imports: String,
    /// What the interface with the exports is called.
    pub(crate) exports: String,
    /// All top-level names of the file so far; helpers come to them.
    pub(crate) scope: Scope,
}

impl Naming {
    /// The name of a named type in the unit where it stands.
    pub(crate) fn ty(&self, ty: TypeId, flow: Flow) -> &str {
        let output = || self.types.get(&(ty, Flow::Output));
        self.types.get(&(ty, flow)).or_else(output).expect("the survey found every named type")
    }

    /// The names of a unit.
    pub(crate) fn unit(&self, home: Home) -> &UnitNames {
        &self.units[&home]
    }

    /// What an interface is called in the file of the world.
    pub(crate) fn namespace(&self, interface: InterfaceId) -> &str {
        &self.namespaces[&interface]
    }
}

pub(crate) fn naming(resolve: &Resolve, world: WorldId, survey: &Survey, facts: &Facts) -> Naming {
    let mut naming = Naming { types: BTreeMap::new(), units: BTreeMap::new(), namespaces: BTreeMap::new() };
    let mut top = Scope::new();
    let mut folder = Scope::new();
    let plain = plain_names(resolve, survey);
    for unit in &survey.units {
        let path = match unit.home {
            Home::World => top.claim(&resolve[resolve[world].name], Reserved::File),
            Home::Interface(interface) => {
                let (stem, version) = file_name(resolve, interface, &plain);
                format!("interfaces/{}", folder.claim(format!("{stem}{version}"), Reserved::File))
            }
        };
        let mut scope = Scope::new();
        naming.name_types(resolve, facts, unit, &mut scope);
        if unit.home == Home::World {
            naming.namespaces = namespaces(resolve, survey, &plain, &mut scope);
        }
        let imports = scope.claim("Imports", Reserved::Nothing);
        let exports = scope.claim("Exports", Reserved::Nothing);
        naming.units.insert(unit.home, UnitNames { path, imports, exports, scope });
    }
    naming
}

impl Naming {
    /// Names the types of a unit: first those that WIT names, then our input forms of them.
    fn name_types(&mut self, resolve: &Resolve, facts: &Facts, unit: &Unit, scope: &mut Scope) {
        for (name, ty) in &unit.types {
            let name = scope.claim(names::pascal(&resolve[*name]), Reserved::Nothing);
            self.types.insert((*ty, Flow::Output), name);
        }
        for (_, ty) in &unit.types {
            if facts.has_input_form(*ty) {
                let name = names::input_form(self.ty(*ty, Flow::Output));
                self.types.insert((*ty, Flow::Input), scope.claim(name, Reserved::Nothing));
            }
        }
    }
}

/// The names in the world of interfaces without one of their own.
fn plain_names<'a>(resolve: &'a Resolve, survey: &Survey) -> BTreeMap<InterfaceId, &'a str> {
    let mut plain = BTreeMap::new();
    for slot in &survey.slots {
        if let WorldKey::Name(name) = slot.key {
            plain.entry(slot.interface).or_insert(&resolve[name]);
        }
    }
    plain
}

/// `ns-pkg-name` and `@version`, or the plain name of an inline interface.
fn file_name(
    resolve: &Resolve,
    interface: InterfaceId,
    plain: &BTreeMap<InterfaceId, &str>,
) -> (String, String) {
    let Some(name) = resolve[interface].name else {
        return (plain.get(&interface).copied().unwrap_or("interface").to_owned(), String::new());
    };
    let PackageName { namespace, name: package, version } = &resolve[resolve[interface].package].name;
    let version = version.as_ref().map(|version| format!("@{version}")).unwrap_or_default();
    (format!("{namespace}-{package}-{}", &resolve[name]), version)
}

/// A namespace for each interface: its own name where that is enough, otherwise with as much of package, namespace and
/// version as tells it from the others.
fn namespaces(
    resolve: &Resolve,
    survey: &Survey,
    plain: &BTreeMap<InterfaceId, &str>,
    scope: &mut Scope,
) -> BTreeMap<InterfaceId, String> {
    let interfaces = survey.units.iter().filter_map(|unit| match unit.home {
        Home::Interface(interface) => Some(interface),
        Home::World => None,
    });
    let mut groups: BTreeMap<String, Vec<InterfaceId>> = BTreeMap::new();
    let mut order = Vec::new();
    for interface in interfaces {
        let short = match resolve[interface].name {
            Some(name) => &resolve[name],
            None => plain.get(&interface).copied().unwrap_or("interface"),
        };
        let short = names::camel(short);
        groups.entry(short.clone()).or_default().push(interface);
        order.push((interface, short));
    }
    let name = |(interface, short): (InterfaceId, String)| {
        let others = groups[&short].iter().copied().filter(|other| *other != interface);
        let name = qualified(resolve, interface, others).unwrap_or(short);
        (interface, scope.claim(name, Reserved::Namespace))
    };
    order.into_iter().map(name).collect()
}

/// The name of an interface with what tells it from others of the same name; `None` if nothing is needed.
fn qualified(
    resolve: &Resolve,
    interface: InterfaceId,
    others: impl Iterator<Item = InterfaceId>,
) -> Option<String> {
    let named = |interface: InterfaceId| {
        resolve[interface].name.map(|name| (&resolve[name], &resolve[resolve[interface].package].name))
    };
    let (name, package) = named(interface)?;
    let (mut with_namespace, mut with_package, mut with_version) = (false, false, false);
    for (_, other) in others.filter_map(named) {
        with_package |= other.name != package.name;
        with_namespace |= other.name == package.name && other.namespace != package.namespace;
        with_version |= other.same_without_version(package);
    }
    let mut words = Vec::new();
    if with_namespace {
        words.push(&*package.namespace);
    }
    if with_package || with_namespace {
        words.push(&*package.name);
    }
    words.push(name);
    let version = package.version.as_ref().filter(|_| with_version).map(names::version);
    Some(names::camel(&words.join("-")) + &version.unwrap_or_default())
}
