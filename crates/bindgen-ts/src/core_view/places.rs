//! Where named types stand in the tables: under the id of what owns them, by the name that they have there. Afterwards every
//! named type that the world reaches stands in exactly one place, whatever others are called.

use std::collections::BTreeMap;

use outwit_resolve::graph::{
    FunctionId, IdMap, InterfaceId, Name, Owner, Primitive, Resolve, TypeId, TypeKind, WorldId, WorldItem,
    WorldItemKind, WorldKey,
};

/// The named types of a world.
#[derive(Debug)]
pub(super) struct Places {
    /// In the order in which they are met.
    pub(super) owners: Vec<Owned>,
    by_type: IdMap<TypeId, Option<(usize, Name)>>,
    /// Whether anything of the world holds an error context.
    pub(super) has_error_contexts: bool,
}

/// The types of one interface or world.
#[derive(Debug)]
pub(super) struct Owned {
    /// The id of the interface or world. An inline interface has its plain name, behind `[export]` if it is exported.
    pub(super) key: String,
    pub(super) types: Vec<(Name, TypeId)>,
}

impl Places {
    /// The key of what owns a named type, and the name under it; `None` for any other type.
    pub(super) fn of(&self, ty: TypeId) -> Option<(&str, Name)> {
        self.by_type[ty].map(|(owner, name)| (&*self.owners[owner].key, name))
    }
}

pub(super) fn places(resolve: &Resolve, world: WorldId) -> Places {
    let mut collector = Collector {
        resolve,
        owners: Vec::new(),
        by_home: BTreeMap::new(),
        by_type: IdMap::filled(resolve.type_count(), None),
        stack: Vec::new(),
    };
    for (items, prefix) in [(&resolve[world].imports, ""), (&resolve[world].exports, "[export]")] {
        items.iter().for_each(|item| collector.item(world, item, prefix));
    }
    let has_error_contexts = collector.close();
    Places { owners: collector.owners, by_type: collector.by_type, has_error_contexts }
}

struct Collector<'a> {
    resolve: &'a Resolve,
    owners: Vec<Owned>,
    by_home: BTreeMap<Owner, usize>,
    by_type: IdMap<TypeId, Option<(usize, Name)>>,
    /// Types that are still to be looked into.
    stack: Vec<TypeId>,
}

impl Collector<'_> {
    fn item(&mut self, world: WorldId, item: &WorldItem, prefix: &str) {
        match (item.kind, item.key) {
            (WorldItemKind::Function(function), _) => self.function(function),
            (WorldItemKind::Type(ty), WorldKey::Name(name)) => self.add(Owner::World(world), name, ty),
            (WorldItemKind::Type(_), WorldKey::Interface(_)) => {}
            (WorldItemKind::Interface(interface), key) => {
                let plain = match key {
                    WorldKey::Name(name) => format!("{prefix}{}", &self.resolve[name]),
                    WorldKey::Interface(_) => String::new(),
                };
                self.interface(interface, plain);
                self.resolve.functions_of(interface).for_each(|function| self.function(function));
            }
        }
    }

    /// Adds the types of an interface; `plain` is its key if it has no id.
    fn interface(&mut self, interface: InterfaceId, plain: String) {
        let home = Owner::Interface(interface);
        if self.by_home.contains_key(&home) || self.resolve.types_of(interface).next().is_none() {
            return;
        }
        self.open(home, self.resolve.interface_id(interface).unwrap_or(plain));
        self.resolve.types_of(interface).for_each(|(name, ty)| self.add(home, name, ty));
    }

    fn function(&mut self, function: FunctionId) {
        let function = &self.resolve[function];
        self.stack.extend(function.params.iter().map(|param| param.ty).chain(function.result));
    }

    /// Adds a type to what owns it, unless it stands somewhere already.
    fn add(&mut self, home: Owner, name: Name, ty: TypeId) {
        if self.by_type[ty].is_some() {
            return;
        }
        let index = match (self.by_home.get(&home), home) {
            (Some(index), _) => *index,
            (None, Owner::World(world)) => self.open(home, self.resolve.world_id(world)),
            (None, _) => self.open(home, String::new()),
        };
        self.by_type[ty] = Some((index, name));
        self.owners[index].types.push((name, ty));
        self.stack.push(ty);
    }

    fn open(&mut self, home: Owner, key: String) -> usize {
        self.by_home.insert(home, self.owners.len());
        self.owners.push(Owned { key, types: Vec::new() });
        self.owners.len() - 1
    }

    /// Adds what is referred to and stands nowhere yet: types of an interface that a `use` alone reaches, or of an included
    /// world. Returns whether an error context was met.
    fn close(&mut self) -> bool {
        let mut visited = IdMap::filled(self.resolve.type_count(), false);
        let mut has_error_contexts = false;
        while let Some(ty) = self.stack.pop() {
            if std::mem::replace(&mut visited[ty], true) {
                continue;
            }
            let def = &self.resolve[ty];
            has_error_contexts |= def.kind == TypeKind::Primitive(Primitive::ErrorContext);
            if let Some(name) = def.name {
                if let Owner::Interface(interface) = def.owner {
                    self.interface(interface, String::new());
                }
                self.add(def.owner, name, ty);
            }
            def.kind.for_each_type(|part| self.stack.push(part));
        }
        has_error_contexts
    }
}
