//! Names for everything that has one in the output: files, types in both forms, namespaces. Afterwards no two things of one
//! scope have the same name, and nothing is renamed later.

use std::collections::{BTreeMap, BTreeSet};

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{InterfaceId, PackageName, Resolve, TypeId, TypeKind, WorldId, WorldKey};

use crate::facts::{Facts, Flow, Form};
use crate::names::{self, Reserved, Scope};
use crate::notes::Notes;
use crate::survey::{Home, Survey, Unit};

/// The names of one world.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    types: BTreeMap<(TypeId, Form), String>,
    classes: BTreeMap<(TypeId, Direction), String>,
    guards: BTreeMap<(TypeId, Direction), String>,
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
    /// What the interface with the imports under names without versions is called.
    pub(crate) unversioned: String,
    /// All top-level names of the file so far; helpers come to them.
    pub(crate) scope: Scope,
}

impl Naming {
    /// The name of a declaration of a named type, in the unit where it stands.
    pub(crate) fn ty(&self, ty: TypeId, declared: Form) -> &str {
        self.types.get(&(ty, declared)).expect("the survey found every named type")
    }

    /// The name of the static side of a resource.
    pub(crate) fn class(&self, resource: TypeId, side: Direction) -> &str {
        &self.classes[&(resource, side)]
    }

    /// The name of the guard of an error type, if it has one.
    pub(crate) fn guard(&self, ty: TypeId, side: Direction) -> Option<&str> {
        self.guards.get(&(ty, side)).map(|name| &**name)
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

/// The file of a world below the output folder, without extension.
pub(crate) fn world_path(resolve: &Resolve, world: WorldId) -> String {
    Scope::new().claim(&resolve[resolve[world].name], Reserved::File)
}

/// What names are made for.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) resolve: &'a Resolve,
    pub(crate) world: WorldId,
    pub(crate) survey: &'a Survey,
    pub(crate) facts: &'a Facts,
    pub(crate) guarded: &'a BTreeSet<(TypeId, Direction)>,
}

pub(crate) fn naming(ground: &Ground<'_>, notes: &Notes) -> Naming {
    let Ground { resolve, world, survey, .. } = *ground;
    let mut naming = Naming {
        types: BTreeMap::new(),
        classes: BTreeMap::new(),
        guards: BTreeMap::new(),
        units: BTreeMap::new(),
        namespaces: BTreeMap::new(),
    };
    let mut folder = Scope::new();
    let plain = plain_names(resolve, survey);
    for unit in &survey.units {
        let path = match unit.home {
            Home::World => world_path(resolve, world),
            Home::Interface(interface) => {
                let (stem, version) = file_name(resolve, interface, &plain);
                format!("interfaces/{}", folder.claim(format!("{stem}{version}"), Reserved::File))
            }
        };
        let mut scope = Scope::new();
        naming.name_types(ground, unit, &mut scope, notes);
        if unit.home == Home::World {
            naming.namespaces = namespaces(resolve, survey, &plain, &mut scope);
        }
        let imports = scope.claim("Imports", Reserved::Nothing);
        let exports = scope.claim("Exports", Reserved::Nothing);
        let unversioned = match unit.home {
            Home::World => scope.claim("UnversionedImports", Reserved::Nothing),
            Home::Interface(_) => String::new(),
        };
        naming.name_classes(ground, unit, &mut scope);
        naming.name_guards(ground, unit, &mut scope);
        naming.units.insert(unit.home, UnitNames { path, imports, exports, unversioned, scope });
    }
    naming
}

const OUTPUT: Form = Form { flow: Flow::Output, side: Direction::Import };

impl Naming {
    /// Names the types of a unit: first those that WIT names, then other forms of them, which are ours.
    fn name_types(&mut self, ground: &Ground<'_>, unit: &Unit, scope: &mut Scope, notes: &Notes) {
        let Ground { resolve, facts, .. } = *ground;
        for (wit, ty) in &unit.types {
            let mapped = names::pascal(&resolve[*wit]);
            let name = notes.claim(scope, &resolve[*wit], mapped, Reserved::Nothing, resolve[*ty].span);
            self.types.insert((*ty, OUTPUT), name);
        }
        for side in [Direction::Import, Direction::Export] {
            for flow in [Flow::Output, Flow::Input] {
                for (_, ty) in &unit.types {
                    let form = Form { flow, side };
                    if form == OUTPUT || facts.declared(*ty, form) != form {
                        continue;
                    }
                    let name = names::form(&self.types[&(*ty, OUTPUT)], form);
                    self.types.insert((*ty, form), scope.claim(name, Reserved::Nothing));
                }
            }
        }
    }

    fn name_classes(&mut self, ground: &Ground<'_>, unit: &Unit, scope: &mut Scope) {
        for (_, ty) in &unit.types {
            if !matches!(ground.resolve[*ty].kind, TypeKind::Resource) {
                continue;
            }
            for side in Survey::sides(unit) {
                let form = ground.facts.declared(*ty, Form { flow: Flow::Output, side });
                let name = names::class(self.ty(*ty, form));
                self.classes.insert((*ty, side), scope.claim(name, Reserved::Nothing));
            }
        }
    }

    fn name_guards(&mut self, ground: &Ground<'_>, unit: &Unit, scope: &mut Scope) {
        for (_, ty) in &unit.types {
            for side in [Direction::Import, Direction::Export] {
                // An exported function may throw what an interface declares that is imported alone.
                let form = Form { flow: Flow::Output, side: ground.survey.copy(unit.home, side) };
                let declared = ground.facts.declared(*ty, form);
                // A type that is the same on both sides has one guard.
                let key = (*ty, declared.side);
                if ground.guarded.contains(&(*ty, side)) && !self.guards.contains_key(&key) {
                    let name = names::guard(self.ty(*ty, declared));
                    self.guards.insert(key, scope.claim(name, Reserved::Nothing));
                }
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
