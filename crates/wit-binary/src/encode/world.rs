//! One world, or one interface of a package, as a component type.
//!
//! Imports and exports come in elaborated order, so an interface stands before everything that uses its types. Each
//! interface is an instance type of its own; the types it uses are aliases of what the instance before it exports.

use outwit_diagnostics::sort_by_key;
use outwit_resolve::graph::{
    FunctionId, InterfaceId, OrderMap, Owner, Resolve, TypeId, WorldId, WorldItem, WorldItemKind, WorldKey,
};

use super::bytes::Bytes;
use super::declare::{Declarations, ExternType};
use super::names::{ExternName, extern_name, item_name};
use super::order::{types_of, types_of_world};
use super::types::{Scope, Types};

/// The component type of `world`.
///
/// # Panics
/// If an interface stands behind something that uses its types, that is, if the world is not elaborated.
pub(crate) fn world_type(resolve: &Resolve, world: WorldId) -> Declarations {
    let mut types = Types::new(resolve);
    let mut scope = World::of_imports(resolve, world, &mut types);
    for item in &resolve[world].exports {
        scope.item(&mut types, item, Direction::Export);
    }
    scope.component
}

/// The component type of `world` without its exports.
pub(crate) fn imports_type(resolve: &Resolve, world: WorldId) -> Declarations {
    World::of_imports(resolve, world, &mut Types::new(resolve)).component
}

/// The component type of an interface: imports of all interfaces behind it, with their types alone, and the interface.
#[cfg(feature = "packages")]
pub(super) fn interface_type(resolve: &Resolve, interface: InterfaceId) -> Declarations {
    let mut scope = World::new(resolve);
    for needed in used_by(resolve, interface) {
        let is_itself = needed == interface;
        let instance = if is_itself {
            Instance::encode(&mut scope, needed)
        } else {
            Instance::encode_types(&mut scope, needed).instance
        };
        let ty = ExternType::Instance(scope.component.types());
        scope.component.new_instance_type(&instance);
        scope.providers.insert(needed, scope.component.instances());
        let id = resolve.interface_id(needed).expect("types are used from interfaces that have names");
        let name = id.as_str().into();
        match is_itself {
            true => scope.component.export(&name, ty),
            false => scope.component.import(&name, ty),
        };
    }
    scope.component
}

/// The interfaces that `interface` uses types from, directly or not, each behind those that it uses itself; `interface`
/// last.
#[cfg(feature = "packages")]
fn used_by(resolve: &Resolve, interface: InterfaceId) -> Vec<InterfaceId> {
    let uses = |interface| -> std::vec::IntoIter<InterfaceId> {
        let uses = types_of(resolve, interface).into_iter().filter_map(|ty| resolve.used_from(ty));
        uses.collect::<Vec<_>>().into_iter()
    };
    let mut done = Vec::new();
    let mut met = outwit_resolve::graph::OrderSet::from_iter([interface]);
    let mut open = vec![(interface, uses(interface))];
    while let Some((interface, rest)) = open.last_mut() {
        match rest.find(|needed| met.insert(*needed)) {
            Some(needed) => open.push((needed, uses(needed))),
            None => {
                done.push(*interface);
                open.pop();
            }
        }
    }
    done
}

#[derive(Clone, Copy)]
enum Direction {
    Import,
    Export,
}

fn is_type(item: &WorldItem) -> bool {
    matches!(item.kind, WorldItemKind::Type(_))
}

/// The index spaces of the component type.
struct World<'a> {
    resolve: &'a Resolve,
    component: Declarations,
    /// The instance that provides the types of an interface: its export if that came already, else its import.
    providers: OrderMap<InterfaceId, u32>,
    /// Types that were taken out of an instance.
    aliases: OrderMap<(u32, TypeId), u32>,
}

impl<'a> World<'a> {
    fn new(resolve: &'a Resolve) -> World<'a> {
        World {
            resolve,
            component: Declarations::default(),
            providers: OrderMap::default(),
            aliases: OrderMap::default(),
        }
    }

    fn of_imports(resolve: &'a Resolve, world: WorldId, types: &mut Types<'a>) -> World<'a> {
        let mut scope = World::new(resolve);
        for run in resolve[world].imports.chunk_by(|a, b| is_type(a) && is_type(b)) {
            match run {
                [item] if !is_type(item) => scope.item(types, item, Direction::Import),
                _ => scope.define_types(types, run),
            }
        }
        scope
    }

    fn define_types(&mut self, types: &mut Types<'a>, items: &[WorldItem]) {
        for ty in types_of_world(self.resolve, items) {
            types.define(self, ty);
        }
    }

    /// Adds an interface or a function.
    fn item(&mut self, types: &mut Types<'a>, item: &WorldItem, direction: Direction) {
        let ty = match item.kind {
            WorldItemKind::Interface(interface) => {
                let ty = Instance::encode(self, interface);
                let index = self.component.types();
                self.component.new_instance_type(&ty);
                ExternType::Instance(index)
            }
            WorldItemKind::Function(function) => {
                ExternType::Function(types.define_function(self, &self.resolve[function]))
            }
            WorldItemKind::Type(ty) => {
                types.define(self, ty);
                return;
            }
        };
        let instance = self.component.instances();
        let name = item_name(self.resolve, item);
        match direction {
            Direction::Import => self.component.import(&name, ty),
            Direction::Export => self.component.export(&name, ty),
        };
        if let (WorldKey::Interface(interface), ExternType::Instance(_)) = (item.key, ty) {
            self.providers.insert(interface, instance);
        }
    }

    /// The index of a type that an interface exports.
    fn alias(&mut self, interface: InterfaceId, ty: TypeId) -> u32 {
        let World { resolve, component, .. } = self;
        let name = resolve[ty].name.expect("an interface owns named types alone");
        let instance =
            *self.providers.get(&interface).expect("an elaborated world provides every interface in use");
        *self.aliases.get_or_insert_with((instance, ty), || {
            let index = component.types();
            component.alias_export(instance, &resolve[name]);
            index
        })
    }
}

impl Scope for World<'_> {
    fn new_type(&mut self) -> (u32, &mut Bytes) {
        (self.component.types(), self.component.new_type())
    }

    fn foreign(&mut self, ty: TypeId) -> Option<u32> {
        match self.resolve[ty].owner {
            Owner::Interface(interface) => Some(self.alias(interface, ty)),
            Owner::None | Owner::World(_) => None,
        }
    }

    fn bind(&mut self, ty: TypeId, definition: Option<u32>) -> u32 {
        let index = self.component.types();
        self.component.import(&type_name(self.resolve, ty), bound(definition));
        index
    }
}

/// The index space of one instance type in the world.
struct Instance<'w, 'a> {
    world: &'w mut World<'a>,
    interface: InterfaceId,
    instance: Declarations,
}

/// An instance type with all types of its interface.
struct EncodedTypes<'a> {
    instance: Declarations,
    types: Types<'a>,
    /// The types in the order in which they were defined.
    order: Vec<TypeId>,
}

impl<'a> Instance<'_, 'a> {
    fn encode_types(world: &mut World<'a>, interface: InterfaceId) -> EncodedTypes<'a> {
        let resolve = world.resolve;
        let mut scope = Instance { world, interface, instance: Declarations::default() };
        let mut types = Types::new(resolve);
        let order = types_of(resolve, interface);
        for ty in &order {
            types.define(&mut scope, *ty);
        }
        EncodedTypes { instance: scope.instance, types, order }
    }

    /// All types of the interface, then its functions: those of resources first, grouped by resource.
    fn encode(world: &mut World<'a>, interface: InterfaceId) -> Declarations {
        let resolve = world.resolve;
        let EncodedTypes { instance, mut types, order } = Instance::encode_types(world, interface);
        let mut scope = Instance { world, interface, instance };
        let place: OrderMap<TypeId, usize> = order.iter().enumerate().map(|(at, ty)| (*ty, at)).collect();
        let mut functions: Vec<FunctionId> = resolve.functions_of(interface).collect();
        sort_by_key(&mut functions, |function| {
            resolve[*function].resource().map_or(usize::MAX, |resource| place[&resource])
        });
        for function in functions {
            let ty = types.define_function(&mut scope, &resolve[function]);
            let name = extern_name(resolve, resolve.function_label(function), resolve[function].external_id);
            scope.instance.export(&name, ExternType::Function(ty));
        }
        scope.instance
    }
}

impl Scope for Instance<'_, '_> {
    fn new_type(&mut self) -> (u32, &mut Bytes) {
        (self.instance.types(), self.instance.new_type())
    }

    fn foreign(&mut self, ty: TypeId) -> Option<u32> {
        match self.world.resolve[ty].owner {
            Owner::Interface(interface) if interface != self.interface => {
                let outer = self.world.alias(interface, ty);
                let index = self.instance.types();
                self.instance.alias_outer(outer);
                Some(index)
            }
            _ => None,
        }
    }

    fn bind(&mut self, ty: TypeId, definition: Option<u32>) -> u32 {
        let index = self.instance.types();
        self.instance.export(&type_name(self.world.resolve, ty), bound(definition));
        index
    }
}

/// The type that a name is bound to, or a resource.
fn bound(definition: Option<u32>) -> ExternType {
    definition.map_or(ExternType::Resource, ExternType::Type)
}

fn type_name(resolve: &Resolve, ty: TypeId) -> ExternName<'_> {
    let name = resolve[ty].name.expect("only named types are bound");
    extern_name(resolve, &resolve[name], resolve[ty].external_id)
}
