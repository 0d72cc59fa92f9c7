//! What a world reaches, sorted into units: one for each interface, one for the world itself. Afterwards every named type
//! that anything refers to stands in exactly one unit.

use std::collections::BTreeMap;

use outwit_bindgen_core::Bindings;
use outwit_diagnostics::Span;
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{
    DocsId, FunctionId, IdMap, InterfaceId, Name, Owner, Resolve, StabilityId, TypeId, WorldItem,
    WorldItemKind, WorldKey,
};

/// What becomes one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Home {
    /// The world itself.
    World,
    /// An interface: one version of it, imported, exported or both.
    Interface(InterfaceId),
}

/// The content of one file.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) home: Home,
    /// Types by the name that they have here, in order.
    pub(crate) types: Vec<(Name, TypeId)>,
    /// Functions that the component imports.
    pub(crate) imports: Vec<Func>,
    /// Functions that the component exports.
    pub(crate) exports: Vec<Func>,
    /// Whether there is an imported copy, and whether there is an exported one.
    copies: [bool; 2],
}

/// A function by the name that it has in its unit; an `include` may have renamed it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Func {
    pub(crate) name: Name,
    pub(crate) id: FunctionId,
}

/// An interface among the imports or exports of the world.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) direction: Direction,
    pub(crate) key: WorldKey,
    pub(crate) interface: InterfaceId,
    /// Documentation on the import or export itself.
    pub(crate) docs: Option<DocsId>,
    pub(crate) stability: StabilityId,
    pub(crate) span: Span,
}

/// All that a world reaches.
#[derive(Clone, Debug)]
pub(crate) struct Survey {
    /// The world first, then interfaces in the order in which they are met.
    pub(crate) units: Vec<Unit>,
    /// Imported and exported interfaces, imports first.
    pub(crate) slots: Vec<Slot>,
    by_home: BTreeMap<Home, usize>,
    /// Which types the units list, and all that those and their functions refer to.
    pub(crate) reached: IdMap<TypeId, bool>,
}

impl Survey {
    /// The functions of one side of a unit.
    pub(crate) fn functions(unit: &Unit, direction: Direction) -> &[Func] {
        match direction {
            Direction::Import => &unit.imports,
            Direction::Export => &unit.exports,
        }
    }

    /// The copies of a unit that there are: an interface may be imported, exported or both.
    pub(crate) fn sides(unit: &Unit) -> impl Iterator<Item = Direction> {
        let copies = unit.copies;
        [Direction::Import, Direction::Export].into_iter().filter(move |side| copies[*side as usize])
    }

    /// Whether a unit is both imported and exported, so that its resources are two each.
    pub(crate) fn has_two_copies(&self, home: Home) -> bool {
        self.by_home.get(&home).is_some_and(|index| self.units[*index].copies == [true, true])
    }

    /// The copy of a unit that something on `side` refers to: the exported one only if there is one.
    pub(crate) fn copy(&self, home: Home, side: Direction) -> Direction {
        let has =
            |side: Direction| self.by_home.get(&home).is_some_and(|at| self.units[*at].copies[side as usize]);
        match side {
            Direction::Export if has(Direction::Export) => Direction::Export,
            Direction::Import if !has(Direction::Import) => Direction::Export,
            _ => Direction::Import,
        }
    }

    /// The unit of an interface, if the world reaches it.
    pub(crate) fn interface(&self, interface: InterfaceId) -> Option<&Unit> {
        self.by_home.get(&Home::Interface(interface)).map(|index| &self.units[*index])
    }
}

/// Where a type stands; `None` if it is anonymous.
pub(crate) fn home(resolve: &Resolve, ty: TypeId) -> Option<Home> {
    resolve[ty].name?;
    Some(match resolve[ty].owner {
        Owner::Interface(interface) => Home::Interface(interface),
        Owner::World(_) | Owner::None => Home::World,
    })
}

pub(crate) fn survey(resolve: &Resolve, bindings: &Bindings) -> Survey {
    let mut collector = Collector { resolve, units: Vec::new(), by_home: BTreeMap::new(), slots: Vec::new() };
    collector.unit(Home::World);
    let world = &resolve[bindings.world];
    collector.side(Direction::Import, &world.imports);
    collector.side(Direction::Export, &world.exports);
    let reached = collector.close();
    Survey { units: collector.units, slots: collector.slots, by_home: collector.by_home, reached }
}

struct Collector<'a> {
    resolve: &'a Resolve,
    units: Vec<Unit>,
    by_home: BTreeMap<Home, usize>,
    slots: Vec<Slot>,
}

impl Collector<'_> {
    /// The unit for `home`, made with its types when it is met for the first time.
    fn unit(&mut self, home: Home) -> &mut Unit {
        let index = *self.by_home.entry(home).or_insert_with(|| {
            let types = match home {
                Home::World => Vec::new(),
                Home::Interface(interface) => self.resolve.types_of(interface).collect(),
            };
            let copies = [home == Home::World, false];
            self.units.push(Unit { home, types, imports: Vec::new(), exports: Vec::new(), copies });
            self.units.len() - 1
        });
        &mut self.units[index]
    }

    fn side(&mut self, direction: Direction, items: &[WorldItem]) {
        for item in items {
            match item.kind {
                WorldItemKind::Interface(interface) => self.interface(direction, item, interface),
                WorldItemKind::Type(ty) => {
                    let name = plain_name(item.key).or(self.resolve[ty].name);
                    let types = &mut self.unit(Home::World).types;
                    types.extend(name.map(|name| (name, ty)));
                }
                WorldItemKind::Function(id) => {
                    let name = self.function_name(item.key, id);
                    self.functions(Home::World, direction).push(Func { name, id });
                }
            }
        }
    }

    /// What a function of the world is called. The key of one of a resource, and that of an accessor, tell in brackets what it
    /// is; an `include` may have renamed it.
    fn function_name(&self, key: WorldKey, id: FunctionId) -> Name {
        let own = self.resolve[id].name;
        let Some(key) = plain_name(key).filter(|_| self.resolve[id].resource().is_none()) else { return own };
        match self.resolve[key].rsplit_once(']') {
            Some((_, name)) => self.resolve.name(name).unwrap_or(own),
            None => key,
        }
    }

    fn interface(&mut self, direction: Direction, item: &WorldItem, interface: InterfaceId) {
        let WorldItem { key, docs, stability, span, .. } = *item;
        self.slots.push(Slot { direction, key, interface, docs, stability, span });
        let resolve = self.resolve;
        self.unit(Home::Interface(interface)).copies[direction as usize] = true;
        let functions = self.functions(Home::Interface(interface), direction);
        // One interface may be imported several times, under its id and under labels.
        if functions.is_empty() {
            functions.extend(resolve.functions_of(interface).map(|id| Func { name: resolve[id].name, id }));
        }
    }

    fn functions(&mut self, home: Home, direction: Direction) -> &mut Vec<Func> {
        let unit = self.unit(home);
        match direction {
            Direction::Import => &mut unit.imports,
            Direction::Export => &mut unit.exports,
        }
    }

    /// Adds what is referred to and stands in no unit yet: an interface that is reached through a label alone, a type of
    /// an included world. Returns which types were met.
    fn close(&mut self) -> IdMap<TypeId, bool> {
        let resolve = self.resolve;
        let mut listed = IdMap::filled(resolve.type_count(), false);
        let mut reached = listed.clone();
        let mut stack = self.roots(&mut listed);
        let mut late = Vec::new();
        while let Some(ty) = stack.pop() {
            if std::mem::replace(&mut reached[ty], true) {
                continue;
            }
            resolve[ty].kind.for_each_type(|part| stack.push(part));
            let Some((home, name)) = home(resolve, ty).zip(resolve[ty].name) else { continue };
            if !self.by_home.contains_key(&home) {
                let unit = self.unit(home);
                unit.copies[Direction::Import as usize] = true;
                for (_, ty) in &unit.types {
                    listed[*ty] = true;
                    stack.push(*ty);
                }
            }
            if !std::mem::replace(&mut listed[ty], true) {
                late.push((ty, home, name));
            }
        }
        late.sort();
        late.into_iter().for_each(|(ty, home, name)| self.unit(home).types.push((name, ty)));
        reached
    }

    /// Every type that a unit lists, marked in `listed`, and those that its functions use.
    fn roots(&self, listed: &mut IdMap<TypeId, bool>) -> Vec<TypeId> {
        let mut roots = Vec::new();
        for unit in &self.units {
            for (_, ty) in &unit.types {
                listed[*ty] = true;
                roots.push(*ty);
            }
            for function in unit.imports.iter().chain(&unit.exports) {
                let function = &self.resolve[function.id];
                roots.extend(function.params.iter().map(|param| param.ty).chain(function.result));
            }
        }
        roots
    }
}

fn plain_name(key: WorldKey) -> Option<Name> {
    match key {
        WorldKey::Name(name) => Some(name),
        WorldKey::Interface(_) => None,
    }
}
