//! [`Bindings`]: the modules of a world in order.

use std::ops::Index;

use outwit_diagnostics::sort_by;
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{
    DocsId, FunctionId, InterfaceId, Name, PackageName, Resolve, StabilityId, TypeId, WorldId, WorldItemKind,
    WorldKey,
};

use crate::usage::{UsageMap, usage};

/// One world, ready for a backend.
#[derive(Clone, Debug)]
pub struct Bindings {
    /// The world.
    pub world: WorldId,
    /// Its imported and exported interfaces: imports first, each side in elaborated order.
    pub modules: Vec<Module>,
    /// Types that the world itself owns, `use`s included; they are imports.
    pub types: Vec<TypeId>,
    /// Functions that the world itself imports, those of its resources included.
    pub imports: Vec<Callable>,
    /// Functions that the world itself exports.
    pub exports: Vec<Callable>,
    /// What each type is used for.
    pub usage: UsageMap,
    /// The module of each imported or exported interface under its own id.
    pub(crate) by_interface: [Vec<(InterfaceId, ModuleId)>; 2],
}

/// A module of one [`Bindings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(pub(crate) usize);

impl ModuleId {
    /// Its position among the modules.
    pub fn index(self) -> usize {
        self.0
    }
}

/// An imported or exported interface.
#[derive(Clone, Debug)]
pub struct Module {
    /// Whether it is imported or exported.
    pub direction: Direction,
    /// What it is called.
    pub name: ModuleName,
    /// The name in the world: the interface's id, or a plain name.
    pub key: WorldKey,
    /// The interface.
    pub interface: InterfaceId,
    /// Its types in order.
    pub types: Vec<TypeId>,
    /// Its functions in order, those of resources included.
    pub functions: Vec<Callable>,
    /// Documentation of the interface, or of the import or export if the interface has none.
    pub docs: Option<DocsId>,
    /// When it may be used.
    pub stability: StabilityId,
}

/// A function in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Callable {
    /// The function.
    pub function: FunctionId,
    /// Whether it is imported or exported.
    pub direction: Direction,
    /// The name of its module in the world; `None` if the world itself has it.
    pub key: Option<WorldKey>,
}

/// What a module is called, in WIT words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleName {
    /// Under its own id.
    Interface {
        /// The package.
        package: PackageName,
        /// Whether another version of the package is in the graph, so that names need the version.
        ambiguous: bool,
        /// The name of the interface.
        name: Name,
    },
    /// Under a plain name: an inline interface, or one with a label.
    Plain(Name),
}

impl Bindings {
    /// The model of `world`.
    pub fn new(resolve: &Resolve, world: WorldId) -> Bindings {
        let mut bindings = Bindings {
            world,
            modules: Vec::new(),
            types: Vec::new(),
            imports: Vec::new(),
            exports: Vec::new(),
            usage: UsageMap::default(),
            by_interface: [Vec::new(), Vec::new()],
        };
        bindings.add(resolve, Direction::Import);
        bindings.add(resolve, Direction::Export);
        bindings.usage = usage(resolve, &bindings);
        bindings
    }

    /// Every module with its id.
    pub fn modules(&self) -> impl Iterator<Item = (ModuleId, &Module)> {
        self.modules.iter().enumerate().map(|(index, module)| (ModuleId(index), module))
    }

    /// Every function of the world, in the order of modules, the world's own ones of each side first.
    pub fn callables(&self) -> Vec<Callable> {
        let mut all = Vec::new();
        for (direction, own) in [(Direction::Import, &self.imports), (Direction::Export, &self.exports)] {
            all.extend_from_slice(own);
            for module in &self.modules {
                if module.direction == direction {
                    all.extend_from_slice(&module.functions);
                }
            }
        }
        all
    }

    /// Every named type of the world: the world's own ones, then those of the modules.
    pub fn all_types(&self) -> Vec<TypeId> {
        let mut all = self.types.clone();
        for module in &self.modules {
            all.extend_from_slice(&module.types);
        }
        all
    }

    fn add(&mut self, resolve: &Resolve, direction: Direction) {
        let world = &resolve[self.world];
        let items = match direction {
            Direction::Import => &world.imports,
            Direction::Export => &world.exports,
        };
        for item in items {
            match item.kind {
                WorldItemKind::Interface(interface) => {
                    let id = ModuleId(self.modules.len());
                    if item.key == WorldKey::Interface(interface) {
                        self.by_interface[direction as usize].push((interface, id));
                    }
                    let docs = resolve[interface].docs.or(item.docs);
                    self.modules.push(Module {
                        direction,
                        name: module_name(resolve, item.key),
                        key: item.key,
                        interface,
                        types: resolve.types_of(interface).map(|(_, ty)| ty).collect(),
                        functions: resolve
                            .functions_of(interface)
                            .map(|function| Callable { function, direction, key: Some(item.key) })
                            .collect(),
                        docs,
                        stability: item.stability,
                    });
                }
                WorldItemKind::Type(ty) => self.types.push(ty),
                WorldItemKind::Function(function) => {
                    let callable = Callable { function, direction, key: None };
                    match direction {
                        Direction::Import => self.imports.push(callable),
                        Direction::Export => self.exports.push(callable),
                    }
                }
            }
        }
        sort_by(&mut self.by_interface[direction as usize], Ord::cmp);
    }

    /// The module of an interface that is imported or exported under its own id.
    pub fn module_of(&self, interface: InterfaceId, direction: Direction) -> Option<ModuleId> {
        let table = &self.by_interface[direction as usize];
        let at = table.binary_search_by_key(&interface, |(interface, _)| *interface).ok()?;
        Some(table[at].1)
    }
}

impl Index<ModuleId> for Bindings {
    type Output = Module;

    fn index(&self, id: ModuleId) -> &Module {
        &self.modules[id.0]
    }
}

fn module_name(resolve: &Resolve, key: WorldKey) -> ModuleName {
    let interface = match key {
        WorldKey::Name(name) => return ModuleName::Plain(name),
        WorldKey::Interface(interface) => interface,
    };
    let package = &resolve[resolve[interface].package].name;
    let ambiguous =
        resolve.packages().filter(|(_, other)| other.name.same_without_version(package)).count() > 1;
    let name = resolve[interface].name.expect("an interface with an id has a name");
    ModuleName::Interface { package: package.clone(), ambiguous, name }
}
