//! Names as the other generator gives them, told apart where it would give one twice.

use std::collections::BTreeMap;

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{
    Accessor, Function, FunctionId, InterfaceId, Name, PackageName, Resolve, TypeId, TypeKind, WorldId,
    WorldKey,
};

use super::EITHER;
use crate::facts::Facts;
use crate::model::Export;
use crate::names::{self, Reserved, Scope};
use crate::naming::world_path;
use crate::notes::Notes;
use crate::survey::{Func, Home, Slot, Survey, Unit};

/// A module: a unit, or one copy of it where its copies differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) home: Home,
    pub(crate) side: Direction,
}

/// The names of one world.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    modules: BTreeMap<Place, ModuleNames>,
    /// What the interfaces of the survey's slots are called in the file of the world, in its order.
    pub(super) slots: Vec<String>,
    /// The functions that the world itself imports, each with its module.
    pub(super) imported: Vec<(Func, ModuleNames)>,
}

/// The names of one module.
#[derive(Clone, Debug, Default)]
pub(crate) struct ModuleNames {
    /// Its file below the output folder, without extension.
    pub(crate) path: String,
    /// What it is called where modules have the names of WIT.
    pub(super) id: String,
    /// What it is called in the file of the world, if that names it.
    pub(super) namespace: String,
    pub(super) types: BTreeMap<TypeId, String>,
    pub(super) functions: BTreeMap<FunctionId, (String, Export)>,
    /// The names of those cases of variants that have one.
    pub(super) cases: BTreeMap<(TypeId, usize), String>,
    pub(super) option: String,
    pub(super) result: String,
    /// All names of the module.
    pub(super) scope: Scope,
}

impl Names {
    /// The modules of a unit.
    pub(crate) fn places(&self, home: Home) -> impl Iterator<Item = Place> {
        let places = [Direction::Import, Direction::Export].map(|side| Place { home, side });
        places.into_iter().filter(|place| self.modules.contains_key(place))
    }

    /// The module of a unit that something in the copy of `side` refers to.
    pub(super) fn place(&self, survey: &Survey, home: Home, side: Direction) -> Place {
        let place = Place { home, side: survey.copy(home, side) };
        if self.modules.contains_key(&place) { place } else { Place { home, side: EITHER } }
    }

    /// The names of a module.
    pub(crate) fn module(&self, place: Place) -> &ModuleNames {
        &self.modules[&place]
    }
}

/// What names are made for.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) resolve: &'a Resolve,
    pub(crate) world: WorldId,
    pub(crate) survey: &'a Survey,
    pub(crate) facts: &'a Facts,
    pub(crate) notes: &'a Notes,
}

pub(crate) fn names(ground: &Ground<'_>) -> Names {
    let Ground { resolve, world, survey, facts, .. } = *ground;
    let mut files = Files::new(resolve, survey);
    let mut all = Names { modules: BTreeMap::new(), slots: Vec::new(), imported: Vec::new() };
    for unit in &survey.units {
        let is_split =
            survey.has_two_copies(unit.home) && unit.types.iter().any(|(_, ty)| facts.is_sided(*ty));
        let sides = if is_split { &[Direction::Import, Direction::Export][..] } else { &[EITHER] };
        for side in sides {
            let (path, id) = match unit.home {
                Home::World => {
                    (world_path(resolve, world), files.ids.claim(resolve.world_id(world), Reserved::Nothing))
                }
                Home::Interface(interface) => files.interface(resolve, interface, *side),
            };
            let mut module = ModuleNames { path, id, ..ModuleNames::default() };
            module.name_types(ground, unit);
            module.name_functions(ground, own_functions(unit, survey.copy(unit.home, *side)));
            if unit.home == Home::World {
                all.slots = slots(ground, &mut module.scope);
                all.imported = imported(ground, unit, &mut files, &mut module.scope);
            }
            module.name_cases(resolve, unit);
            module.name_helpers();
            all.modules.insert(Place { home: unit.home, side: *side }, module);
        }
    }
    all
}

/// The functions that a module has, which is of the copy of `side`: of the world those that it exports, for what it imports is a
/// module each.
pub(super) fn own_functions(unit: &Unit, side: Direction) -> &[Func] {
    Survey::functions(unit, if unit.home == Home::World { Direction::Export } else { side })
}

/// Whether a function has a name at the top level of a module: those of resources stand in classes, and a setter goes with its
/// getter.
fn is_named(function: &Function) -> bool {
    function.resource().is_none() && function.accessor != Some(Accessor::Setter)
}

impl ModuleNames {
    fn name_types(&mut self, ground: &Ground<'_>, unit: &Unit) {
        let Ground { resolve, notes, .. } = *ground;
        for (wit, ty) in &unit.types {
            let mapped = names::pascal(&resolve[*wit]);
            let span = resolve[*ty].span;
            let name = notes.claim(&mut self.scope, &resolve[*wit], mapped, Reserved::Nothing, span);
            self.types.insert(*ty, name);
        }
    }

    fn name_functions(&mut self, ground: &Ground<'_>, functions: &[Func]) {
        let Ground { resolve, notes, .. } = *ground;
        for func in functions {
            let function = &resolve[func.id];
            if !is_named(function) {
                continue;
            }
            let wit = &resolve[func.name];
            let mapped = names::camel(wit);
            let name = notes.claim(&mut self.scope, wit, mapped, Reserved::Nothing, Some(function.span));
            let export = match Scope::new().claim(&name, Reserved::Binding) == name {
                true => Export::AsDeclared,
                false => Export::From(self.scope.claim(format!("_{name}"), Reserved::Nothing)),
            };
            self.functions.insert(func.id, (name, export));
        }
    }

    /// A case is an interface of its own if the name for that is free.
    fn name_cases(&mut self, resolve: &Resolve, unit: &Unit) {
        for (_, ty) in &unit.types {
            let TypeKind::Variant(cases) = &resolve[*ty].kind else { continue };
            for (index, case) in cases.iter().enumerate() {
                let name = format!("{}{}", self.types[ty], names::pascal(&resolve[case.name]));
                if !self.scope.holds(&name) {
                    self.cases.insert((*ty, index), self.scope.claim(name, Reserved::Nothing));
                }
            }
        }
    }

    /// The module's own types step aside for those of WIT.
    fn name_helpers(&mut self) {
        self.option = self.scope.claim("Option", Reserved::Nothing);
        self.result = self.scope.claim("Result", Reserved::Nothing);
    }
}

/// Names of files and of modules so far.
struct Files<'a> {
    paths: Scope,
    ids: Scope,
    /// Interfaces by the name of their file without version, as many as have it.
    stems: BTreeMap<String, usize>,
    /// The names in the world of interfaces without one of their own.
    plain: BTreeMap<InterfaceId, &'a str>,
}

impl<'a> Files<'a> {
    fn new(resolve: &'a Resolve, survey: &Survey) -> Files<'a> {
        let mut plain = BTreeMap::new();
        for slot in &survey.slots {
            if let WorldKey::Name(name) = slot.key {
                plain.entry(slot.interface).or_insert(&resolve[name]);
            }
        }
        let mut stems: BTreeMap<String, usize> = BTreeMap::new();
        for unit in &survey.units {
            if let Home::Interface(interface) = unit.home {
                *stems.entry(stem(resolve, interface, &plain)).or_default() += 1;
            }
        }
        Files { paths: Scope::new(), ids: Scope::new(), stems, plain }
    }

    /// The path and the id of the module of an interface.
    fn interface(&mut self, resolve: &Resolve, interface: InterfaceId, side: Direction) -> (String, String) {
        let stem = stem(resolve, interface, &self.plain);
        let version = resolve[resolve[interface].package].name.version.as_ref();
        let has_version = self.stems[&stem] > 1 && resolve[interface].name.is_some();
        let version = version.filter(|_| has_version).map(|version| format!("@{version}"));
        let id = resolve.interface_id(interface).unwrap_or_else(|| stem.clone());
        let (copy, prefix) = if side == EITHER { ("", "") } else { (".exports", "[export]") };
        let path = self.path(&format!("{stem}{}{copy}", version.unwrap_or_default()));
        let id = format!("{prefix}{id}");
        // An interface without an id that is exported may be called like one that is imported, or like an imported function.
        let id = if self.ids.holds(&id) { format!("[export]{id}") } else { id };
        (path, self.ids.claim(id, Reserved::Nothing))
    }

    fn path(&mut self, stem: &str) -> String {
        format!("interfaces/{}", self.paths.claim(stem, Reserved::File))
    }
}

/// `ns-pkg-name`, or the plain name of an inline interface.
fn stem(resolve: &Resolve, interface: InterfaceId, plain: &BTreeMap<InterfaceId, &str>) -> String {
    match resolve[interface].name {
        Some(name) => {
            let PackageName { namespace, name: package, .. } = &resolve[resolve[interface].package].name;
            format!("{namespace}-{package}-{}", &resolve[name])
        }
        None => plain.get(&interface).copied().unwrap_or("interface").to_owned(),
    }
}

/// Imports under their whole ids, exports under their short names as long as those are free.
fn slots(ground: &Ground<'_>, scope: &mut Scope) -> Vec<String> {
    let Ground { resolve, survey, .. } = *ground;
    let name = |slot: &Slot| {
        let long = match slot.key {
            WorldKey::Interface(interface) => id_words(resolve, interface),
            WorldKey::Name(name) => resolve[name].to_owned(),
        };
        let name = match slot.direction {
            Direction::Import => names::pascal(&long),
            Direction::Export => {
                let short = names::camel(short_name(resolve, slot));
                if scope.holds(&short) { names::camel(&long) } else { short }
            }
        };
        scope.claim(name, Reserved::Nothing)
    };
    survey.slots.iter().map(name).collect()
}

fn short_name<'a>(resolve: &'a Resolve, slot: &Slot) -> &'a str {
    let name: Option<Name> = match slot.key {
        WorldKey::Interface(interface) => resolve[interface].name,
        WorldKey::Name(name) => Some(name),
    };
    name.map_or("interface", |name| &resolve[name])
}

/// The id of an interface as words.
fn id_words(resolve: &Resolve, interface: InterfaceId) -> String {
    let PackageName { namespace, name: package, version } = &resolve[resolve[interface].package].name;
    let name = resolve[interface].name.map_or("", |name| &resolve[name]);
    match version {
        Some(version) => format!("{namespace}-{package}-{name}-{version}"),
        None => format!("{namespace}-{package}-{name}"),
    }
}

/// The modules of the functions that the world imports.
fn imported(
    ground: &Ground<'_>,
    unit: &Unit,
    files: &mut Files<'_>,
    scope: &mut Scope,
) -> Vec<(Func, ModuleNames)> {
    let Ground { resolve, .. } = *ground;
    let free = unit.imports.iter().filter(|func| is_named(&resolve[func.id]));
    let module = |func: &Func| {
        let wit = &resolve[func.name];
        let path = files.path(wit);
        let id = files.ids.claim(wit, Reserved::Nothing);
        let namespace = scope.claim(names::pascal(wit), Reserved::Nothing);
        let mut module = ModuleNames { path, id, namespace, ..ModuleNames::default() };
        let name = names::camel(wit);
        let here = module.scope.claim(name.clone(), Reserved::Binding);
        module.functions.insert(func.id, (name, Export::Default(here)));
        module.name_helpers();
        (*func, module)
    };
    free.map(module).collect()
}
