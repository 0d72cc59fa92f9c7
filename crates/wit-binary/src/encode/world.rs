//! One world, or one interface of a package, as a component type.
//!
//! Imports and exports come in elaborated order, so an interface stands before everything that uses its types. Each
//! interface is an instance type of its own; the types it uses are aliases of what the instance before it exports.

use std::collections::HashMap;
#[cfg(feature = "packages")]
use std::collections::HashSet;

use outwit_resolve::graph::{
    FunctionId, InterfaceId, Owner, Resolve, TypeId, WorldId, WorldItem, WorldItemKind, WorldKey,
};
use wasm_encoder::{
    Alias, ComponentExportKind, ComponentExternName, ComponentOuterAliasKind, ComponentType,
    ComponentTypeEncoder, ComponentTypeRef, InstanceType, TypeBounds,
};

use super::names::{extern_name, item_name};
use super::order::{types_of, types_of_world};
use super::types::{Scope, Types};

/// The component type of `world`.
///
/// # Panics
/// If an interface stands behind something that uses its types, that is, if the world is not elaborated.
pub(crate) fn world_type(resolve: &Resolve, world: WorldId) -> ComponentType {
    let mut types = Types::new(resolve);
    let mut scope = World::of_imports(resolve, world, &mut types);
    for item in &resolve[world].exports {
        scope.item(&mut types, item, Direction::Export);
    }
    scope.component
}

/// The component type of `world` without its exports.
pub(crate) fn imports_type(resolve: &Resolve, world: WorldId) -> ComponentType {
    World::of_imports(resolve, world, &mut Types::new(resolve)).component
}

/// The component type of an interface: imports of all interfaces behind it, with their types alone, and the interface.
#[cfg(feature = "packages")]
pub(super) fn interface_type(resolve: &Resolve, interface: InterfaceId) -> ComponentType {
    let mut scope = World::new(resolve);
    for needed in used_by(resolve, interface) {
        let is_itself = needed == interface;
        let instance = if is_itself {
            Instance::encode(&mut scope, needed)
        } else {
            Instance::encode_types(&mut scope, needed).instance
        };
        let ty = ComponentTypeRef::Instance(scope.component.type_count());
        scope.component.ty().instance(&instance);
        scope.providers.insert(needed, scope.component.instance_count());
        let id = resolve.interface_id(needed).expect("types are used from interfaces that have names");
        match is_itself {
            true => scope.component.export(id, ty),
            false => scope.component.import(id, ty),
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
    let mut met = HashSet::from([interface]);
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
    component: ComponentType,
    /// The instance that provides the types of an interface: its export if that came already, else its import.
    providers: HashMap<InterfaceId, u32>,
    /// Types that were taken out of an instance.
    aliases: HashMap<(u32, TypeId), u32>,
}

impl<'a> World<'a> {
    fn new(resolve: &'a Resolve) -> World<'a> {
        World { resolve, component: ComponentType::new(), providers: HashMap::new(), aliases: HashMap::new() }
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
                let index = self.component.type_count();
                self.component.ty().instance(&ty);
                ComponentTypeRef::Instance(index)
            }
            WorldItemKind::Function(function) => {
                ComponentTypeRef::Func(types.define_function(self, &self.resolve[function]))
            }
            WorldItemKind::Type(ty) => {
                types.define(self, ty);
                return;
            }
        };
        let instance = self.component.instance_count();
        let name = item_name(self.resolve, item);
        match direction {
            Direction::Import => self.component.import(name, ty),
            Direction::Export => self.component.export(name, ty),
        };
        if let (WorldKey::Interface(interface), ComponentTypeRef::Instance(_)) = (item.key, ty) {
            self.providers.insert(interface, instance);
        }
    }

    /// The index of a type that an interface exports.
    fn alias(&mut self, interface: InterfaceId, ty: TypeId) -> u32 {
        let World { resolve, component, .. } = self;
        let name = resolve[ty].name.expect("an interface owns named types alone");
        let instance =
            *self.providers.get(&interface).expect("an elaborated world provides every interface in use");
        *self.aliases.entry((instance, ty)).or_insert_with(|| {
            let index = component.type_count();
            component.alias(Alias::InstanceExport {
                instance,
                kind: ComponentExportKind::Type,
                name: &resolve[name],
            });
            index
        })
    }
}

impl Scope for World<'_> {
    fn new_type(&mut self) -> (u32, ComponentTypeEncoder<'_>) {
        (self.component.type_count(), self.component.ty())
    }

    fn foreign(&mut self, ty: TypeId) -> Option<u32> {
        match self.resolve[ty].owner {
            Owner::Interface(interface) => Some(self.alias(interface, ty)),
            Owner::None | Owner::World(_) => None,
        }
    }

    fn bind(&mut self, ty: TypeId, bounds: TypeBounds) -> u32 {
        let index = self.component.type_count();
        self.component.import(type_name(self.resolve, ty), ComponentTypeRef::Type(bounds));
        index
    }
}

/// The index space of one instance type in the world.
struct Instance<'w, 'a> {
    world: &'w mut World<'a>,
    interface: InterfaceId,
    instance: InstanceType,
}

/// An instance type with all types of its interface.
struct EncodedTypes<'a> {
    instance: InstanceType,
    types: Types<'a>,
    /// The types in the order in which they were defined.
    order: Vec<TypeId>,
}

impl<'a> Instance<'_, 'a> {
    fn encode_types(world: &mut World<'a>, interface: InterfaceId) -> EncodedTypes<'a> {
        let resolve = world.resolve;
        let mut scope = Instance { world, interface, instance: InstanceType::new() };
        let mut types = Types::new(resolve);
        let order = types_of(resolve, interface);
        for ty in &order {
            types.define(&mut scope, *ty);
        }
        EncodedTypes { instance: scope.instance, types, order }
    }

    /// All types of the interface, then its functions: those of resources first, grouped by resource.
    fn encode(world: &mut World<'a>, interface: InterfaceId) -> InstanceType {
        let resolve = world.resolve;
        let EncodedTypes { instance, mut types, order } = Instance::encode_types(world, interface);
        let mut scope = Instance { world, interface, instance };
        let place: HashMap<TypeId, usize> = order.iter().enumerate().map(|(at, ty)| (*ty, at)).collect();
        let mut functions: Vec<FunctionId> = resolve.functions_of(interface).collect();
        functions.sort_by_key(|function| {
            resolve[*function].resource().map_or(usize::MAX, |resource| place[&resource])
        });
        for function in functions {
            let ty = types.define_function(&mut scope, &resolve[function]);
            let name = extern_name(resolve, resolve.function_label(function), resolve[function].external_id);
            scope.instance.export(name, ComponentTypeRef::Func(ty));
        }
        scope.instance
    }
}

impl Scope for Instance<'_, '_> {
    fn new_type(&mut self) -> (u32, ComponentTypeEncoder<'_>) {
        (self.instance.type_count(), self.instance.ty())
    }

    fn foreign(&mut self, ty: TypeId) -> Option<u32> {
        match self.world.resolve[ty].owner {
            Owner::Interface(interface) if interface != self.interface => {
                let outer = self.world.alias(interface, ty);
                let index = self.instance.type_count();
                let kind = ComponentOuterAliasKind::Type;
                self.instance.alias(Alias::Outer { kind, count: 1, index: outer });
                Some(index)
            }
            _ => None,
        }
    }

    fn bind(&mut self, ty: TypeId, bounds: TypeBounds) -> u32 {
        let index = self.instance.type_count();
        self.instance.export(type_name(self.world.resolve, ty), ComponentTypeRef::Type(bounds));
        index
    }
}

fn type_name(resolve: &Resolve, ty: TypeId) -> ComponentExternName<'_> {
    let name = resolve[ty].name.expect("only named types are bound");
    extern_name(resolve, &resolve[name], resolve[ty].external_id)
}
