//! What there is: packages with interfaces and worlds, each of which refers to those before it alone.

use std::collections::BTreeSet;

use super::choices::Choices;
use super::names::{Names, Place, gate_in};
use super::types::{self, Scope};
use super::worlds::{self, World};

/// Everything, by index.
pub(super) struct Model {
    /// The last one is the root.
    pub(super) packages: Vec<Package>,
    pub(super) interfaces: Vec<Interface>,
    pub(super) worlds: Vec<World>,
}

pub(super) struct Package {
    /// `namespace:name`.
    pub(super) name: String,
    pub(super) version: Option<&'static str>,
}

pub(super) struct Interface {
    pub(super) package: usize,
    pub(super) name: String,
    /// Docs and gates.
    pub(super) front: String,
    /// In the order of the text.
    pub(super) items: Vec<Item>,
    /// What others may use.
    pub(super) exported: Scope,
    /// The interfaces whose types it uses.
    pub(super) uses: BTreeSet<usize>,
    /// Whether others may refer to it: those with a gate stand alone.
    pub(super) is_used: bool,
}

/// A member of an interface or world.
pub(super) enum Item {
    /// Text without paths in it.
    Text(String),
    /// `<before>use <path of the interface>.{names};`
    Use { before: String, interface: usize, names: String },
    /// `<before><path of the interface>;` in a world.
    Interface { before: String, interface: usize },
    /// `<before>include <path of the world><after>`
    Include { before: String, world: usize, after: String },
    /// `<before> { items }`: an interface in a world.
    Inline { before: String, items: Vec<Item> },
}

const VERSIONS: &[Option<&str>] =
    &[None, Some("1.0.0"), Some("0.2.1"), Some("2.3.4-rc.1"), Some("1.2.3-a+build")];
const MOST_PACKAGES: usize = 4;
const MOST_INTERFACES: usize = 4;
const MOST_WORLDS: usize = 3;

impl Model {
    /// A model of at most four packages.
    pub(super) fn random(choices: &mut Choices<'_>) -> Model {
        let mut model = Model { packages: Vec::new(), interfaces: Vec::new(), worlds: Vec::new() };
        let mut names = Names::default();
        for _ in 0..=choices.below(MOST_PACKAGES) {
            let package = model.package(&mut names, choices);
            model.packages.push(package);
            for _ in 0..=choices.below(MOST_INTERFACES) {
                let interface = model.interface(&mut names, choices);
                model.interfaces.push(interface);
            }
            for _ in 0..choices.below(MOST_WORLDS + 1) {
                let world = worlds::random(&model, &mut names, choices);
                model.worlds.push(world);
            }
        }
        model
    }

    /// A new name, or another version of a package that has one.
    fn package(&self, names: &mut Names, choices: &mut Choices<'_>) -> Package {
        let version = VERSIONS[choices.below(VERSIONS.len())];
        if let Some(last) = self.packages.last() {
            let other = |package: &Package| package.name == last.name && package.version == version;
            let has_version = last.version.is_some() && version.is_some();
            if has_version && !self.packages.iter().any(other) && choices.chance(30) {
                return Package { name: last.name.clone(), version };
            }
        }
        Package { name: format!("{}:{}", names.lower(choices), names.lower(choices)), version }
    }

    fn interface(&self, names: &mut Names, choices: &mut Choices<'_>) -> Interface {
        let package = self.packages.len() - 1;
        let name = names.next(choices);
        let is_used = choices.chance(85);
        let place = Place { package: &self.packages[package], is_world: false, gate: None };
        let front = place.front(is_used, choices);
        let place = Place { gate: gate_in(&front), ..place };
        let (items, scope, uses) = self.body(place, names, choices);
        Interface { package, name, front, items, exported: scope, uses, is_used }
    }

    /// Uses, types and functions, in any order.
    pub(super) fn body(
        &self,
        place: Place<'_>,
        names: &mut Names,
        choices: &mut Choices<'_>,
    ) -> (Vec<Item>, Scope, BTreeSet<usize>) {
        let mut items = Vec::new();
        let mut scope = Scope::default();
        let mut uses = BTreeSet::new();
        for _ in 0..choices.below(3) {
            if let Some((interface, item)) = self.random_use(place, &mut scope, names, choices) {
                uses.insert(interface);
                items.push(item);
            }
        }
        for _ in 0..choices.below(5) {
            items.push(Item::Text(types::definition(place, &mut scope, names, choices)));
        }
        for _ in 0..choices.below(4) {
            let functions = types::functions(place, &scope, names, choices);
            items.extend(functions.into_iter().map(Item::Text));
        }
        choices.shuffle(&mut items);
        (items, scope, uses)
    }

    /// A `use` of one or two types of an interface that has some, under new names or their own.
    pub(super) fn random_use(
        &self,
        place: Place<'_>,
        scope: &mut Scope,
        names: &mut Names,
        choices: &mut Choices<'_>,
    ) -> Option<(usize, Item)> {
        let interface = self.random_interface(choices, |interface| !interface.exported.is_empty())?;
        let exported = &self.interfaces[interface].exported;
        let mut written = Vec::new();
        for (list, into) in
            [(&exported.values, &mut scope.values), (&exported.resources, &mut scope.resources)]
        {
            let Some(name) = choices.pick(list) else { continue };
            if choices.chance(50) || into.contains(name) {
                let new = names.next(choices);
                written.push(format!("{name} as {new}"));
                into.push(new);
            } else {
                written.push(name.clone());
                into.push(name.clone());
            }
        }
        let before = place.gate_line();
        Some((interface, Item::Use { before, interface, names: written.join(", ") }))
    }

    /// An interface that may be referred to.
    pub(super) fn random_interface(
        &self,
        choices: &mut Choices<'_>,
        is_wanted: impl Fn(&Interface) -> bool,
    ) -> Option<usize> {
        let fitting = self.interfaces.iter().enumerate();
        let fitting = fitting.filter(|(_, interface)| interface.is_used && is_wanted(interface));
        let fitting: Vec<usize> = fitting.map(|(index, _)| index).collect();
        choices.pick(&fitting).copied()
    }
}
