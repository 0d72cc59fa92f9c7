//! Worlds: imports, exports, interfaces inline, `use` and `include`.

use std::collections::BTreeSet;

use super::choices::Choices;
use super::model::{Item, Model};
use super::names::{Names, Place, gate_in};
use super::types::{self, Scope};

pub(super) struct World {
    pub(super) package: usize,
    pub(super) name: String,
    /// Docs and gates.
    pub(super) front: String,
    pub(super) items: Vec<Item>,
    /// What it has once everything is included.
    surface: Surface,
    is_used: bool,
}

/// What matters of a world to one that includes it.
#[derive(Clone, Default)]
struct Surface {
    /// Plain names of functions and interfaces, imported or exported.
    plain: BTreeSet<String>,
    /// Names or definitions of types: they can be included once.
    types: BTreeSet<String>,
    /// Interfaces that are exported under their own names.
    exports: BTreeSet<usize>,
    /// Interfaces that are exported under other names.
    renamed: BTreeSet<usize>,
    /// For each exported interface without a name, and each exported one under another name, which interfaces it uses.
    inline_exports: Vec<BTreeSet<usize>>,
}

/// A world in the package under way.
pub(super) fn random(model: &Model, names: &mut Names, choices: &mut Choices<'_>) -> World {
    let package = model.packages.len() - 1;
    let name = names.next(choices);
    let is_used = choices.chance(70);
    let place = Place { package: &model.packages[package], is_world: true, gate: None };
    let front = place.front(is_used, choices);
    let place = Place { gate: gate_in(&front), ..place };
    let mut draft =
        Draft { model, place, scope: Scope::default(), surface: Surface::default(), items: Vec::new() };
    for _ in 0..choices.below(7) {
        draft.item(names, choices);
    }
    let Draft { surface, mut items, .. } = draft;
    choices.shuffle(&mut items);
    World { package, name, front, items, surface, is_used }
}

struct Draft<'m> {
    model: &'m Model,
    place: Place<'m>,
    scope: Scope,
    surface: Surface,
    items: Vec<Item>,
}

impl Draft<'_> {
    fn item(&mut self, names: &mut Names, choices: &mut Choices<'_>) {
        match choices.below(8) {
            0 | 1 => self.interface("import", names, choices),
            2 => self.interface("export", names, choices),
            3 => self.inline(names, choices),
            4 => self.function(names, choices),
            5 => self.use_or_type(names, choices),
            _ => self.include(names, choices),
        }
    }

    /// An interface under its own name, or under another one.
    fn interface(&mut self, verb: &str, names: &mut Names, choices: &mut Choices<'_>) {
        let Some(interface) = self.model.random_interface(choices, |_| true) else { return };
        let mut surface = self.surface.clone();
        let front = self.place.front(true, choices);
        let mut before = format!("{front}{verb} ");
        if choices.chance(20) {
            let name = names.next(choices);
            before += &format!("{name}: ");
            surface.plain.insert(name);
            if verb == "export" {
                surface.renamed.insert(interface);
                surface.inline_exports.push(self.model.interfaces[interface].uses.clone());
            }
        } else if self.items.iter().any(|item| is_same(item, verb, interface)) {
            return;
        } else if verb == "export" {
            surface.exports.insert(interface);
        }
        self.add(surface, Item::Interface { before, interface });
    }

    fn inline(&mut self, names: &mut Names, choices: &mut Choices<'_>) {
        let verb = if choices.chance(50) { "export" } else { "import" };
        let name = names.next(choices);
        let front = self.place.front(true, choices);
        let (items, _, uses) = self.model.body(Place { is_world: false, ..self.place }, names, choices);
        let mut surface = self.surface.clone();
        surface.plain.insert(name.clone());
        if verb == "export" {
            surface.inline_exports.push(uses);
        }
        self.add(surface, Item::Inline { before: format!("{front}{verb} {name}: interface"), items });
    }

    fn function(&mut self, names: &mut Names, choices: &mut Choices<'_>) {
        let verb = if choices.chance(50) { "export" } else { "import" };
        let name = names.next(choices);
        let front = self.place.front(true, choices);
        if choices.chance(15) {
            return self.property(&format!("{front}{verb} {name}"), names, choices);
        }
        let ty = types::function_type(&self.scope, self.place.gate.is_some(), names, choices);
        let mut surface = self.surface.clone();
        surface.plain.insert(name.clone());
        self.add(surface, Item::Text(format!("{front}{verb} {name}: {ty};")));
    }

    /// Accessors in a world cannot be renamed where it is included, so like types they can be included once.
    fn property(&mut self, before: &str, names: &mut Names, choices: &mut Choices<'_>) {
        for ty in types::accessor_types(&self.scope, self.place.gate.is_some(), names, choices) {
            let mut surface = self.surface.clone();
            surface.types.insert(before.to_owned());
            self.add(surface, Item::Text(format!("{before}: {ty};")));
        }
    }

    fn use_or_type(&mut self, names: &mut Names, choices: &mut Choices<'_>) {
        let mut scope = self.scope.clone();
        let item = if choices.chance(50) {
            self.model.random_use(self.place, &mut scope, names, choices).map(|(_, item)| item)
        } else {
            Some(Item::Text(types::definition(self.place, &mut scope, names, choices)))
        };
        let Some(item) = item else { return };
        // A world that was included may have the same name from the same interface.
        let is_old = |name: &&String| self.scope.values.contains(name) || self.scope.resources.contains(name);
        let mut new = scope.values.iter().chain(&scope.resources).filter(|name| !is_old(name));
        if new.any(|name| self.surface.types.contains(name)) {
            return;
        }
        let mut surface = self.surface.clone();
        surface.types.extend(scope.values.iter().chain(&scope.resources).cloned());
        if let Item::Text(definition) = &item {
            surface.types.insert(definition.clone());
        }
        self.scope = scope;
        self.add(surface, item);
    }

    /// Names that are there already are renamed, and sometimes others.
    fn include(&mut self, names: &mut Names, choices: &mut Choices<'_>) {
        let fitting = self.model.worlds.iter().enumerate();
        let fitting: Vec<usize> =
            fitting.filter(|(_, world)| world.is_used).map(|(index, _)| index).collect();
        let Some(world) = choices.pick(&fitting).copied() else { return };
        let included = &self.model.worlds[world].surface;
        if !included.types.is_disjoint(&self.surface.types) {
            return;
        }
        let mut surface = self.surface.clone();
        let mut renamed = Vec::new();
        for name in &included.plain {
            if surface.plain.contains(name) || choices.chance(20) {
                let new = names.next(choices);
                renamed.push(format!("{name} as {new}"));
                surface.plain.insert(new);
            } else {
                surface.plain.insert(name.clone());
            }
        }
        surface.types.extend(included.types.iter().cloned());
        surface.exports.extend(&included.exports);
        surface.renamed.extend(&included.renamed);
        surface.inline_exports.extend(included.inline_exports.iter().cloned());
        let after = match &*renamed {
            [] => ";".to_owned(),
            renamed => format!(" with {{ {} }}", renamed.join(", ")),
        };
        self.add(surface, Item::Include { before: self.place.gate_line(), world, after });
    }

    /// Adds an item, unless an export would need the import and the export of one interface at once.
    fn add(&mut self, surface: Surface, item: Item) {
        if surface.is_consistent(self.model) {
            self.surface = surface;
            self.items.push(item);
        }
    }
}

fn is_same(item: &Item, verb: &str, interface: usize) -> bool {
    match item {
        Item::Interface { before, interface: other } => {
            *other == interface && before.contains(verb) && !before.contains(": ")
        }
        _ => false,
    }
}

impl Surface {
    /// What an export uses is the export of an interface if there is one, else its import; and an import uses imports
    /// alone. So no way from an export to an export may lead through an import. An interface that is exported under another
    /// name is no export that others could use.
    fn is_consistent(&self, model: &Model) -> bool {
        let own = self.exports.iter().map(|interface| &model.interfaces[*interface].uses);
        own.chain(&self.inline_exports).all(|uses| {
            let imported = uses.iter().copied().filter(|used| !self.exports.contains(used));
            imported.into_iter().all(|used| !self.reaches_an_export(model, used))
        })
    }

    fn reaches_an_export(&self, model: &Model, from: usize) -> bool {
        // Interfaces refer to those before them alone, so the way ends.
        self.exports.contains(&from)
            || self.renamed.contains(&from)
            || model.interfaces[from].uses.iter().any(|used| self.reaches_an_export(model, *used))
    }
}
