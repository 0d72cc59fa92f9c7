//! What holds of a finished graph, as code. Runs in debug builds and tests.

use crate::graph::{
    Id, IdMap, OrderSet, Origin, Owner, Resolve, Side, TypeId, TypeKind, WorldId, WorldItemKind, WorldKey,
};

impl Resolve {
    /// Checks that ids lie in their arenas, active items refer to active ones alone, no type is unresolved or contains
    /// itself, handles are to resources, worlds import what their imports need before them, and the origin of each item of a
    /// world is there.
    ///
    /// # Panics
    /// If something does not hold: a fault of this library, never of its input.
    pub fn assert_valid(&self) {
        self.assert_types_valid();
        self.assert_functions_valid();
        self.assert_worlds_valid();
        self.worlds().for_each(|(world, _)| self.assert_origins_valid(world));
    }

    fn assert_types_valid(&self) {
        assert_eq!(
            self.types_in_dependency_order().len(),
            self.type_count(),
            "every type has its place in the order"
        );
        let mut done: IdMap<TypeId, bool> = IdMap::filled(self.type_count(), false);
        for ty in self.types_in_dependency_order() {
            let def = &self[*ty];
            def.kind.for_each_type(|part| {
                assert!(done[part], "{part:?} comes before {ty:?}, which consists of it");
            });
            done[*ty] = true;
            if def.name.is_none() {
                assert_eq!(def.owner, Owner::None, "anonymous types belong to nobody");
            }
            if !def.active || def.name.is_none() {
                continue;
            }
            assert_ne!(def.kind, TypeKind::Error, "{ty:?} is unresolved");
            def.kind.for_each_type(|part| assert!(self[part].active, "{ty:?} refers to inactive {part:?}"));
        }
        for (ty, def) in self.types.iter() {
            if let TypeKind::Own(resource) | TypeKind::Borrow(resource) = def.kind {
                assert_eq!(
                    self[self.resource(resource)].kind,
                    TypeKind::Resource,
                    "{ty:?} is a handle to a resource"
                );
            }
        }
    }

    fn assert_functions_valid(&self) {
        for (id, function) in self.functions() {
            for ty in function.params.iter().map(|param| param.ty).chain(function.result) {
                assert!(ty.index() < self.type_count(), "{id:?} has types of this graph");
                assert_ne!(self[ty].kind, TypeKind::Error, "{id:?} has resolved types");
            }
            if let Some(resource) = function.resource() {
                assert_eq!(self[resource].kind, TypeKind::Resource, "{id:?} belongs to a resource");
            }
        }
    }

    fn assert_worlds_valid(&self) {
        for (id, world) in self.worlds() {
            let mut imported = Vec::new();
            for item in &world.imports {
                match item.kind {
                    WorldItemKind::Interface(interface) => {
                        assert!(self[interface].active, "{id:?} imports active interfaces");
                        for (_, ty) in self.types_of(interface) {
                            if let Some(needed) = self.used_from(ty) {
                                assert!(
                                    imported.contains(&needed),
                                    "{id:?} imports {needed:?} before {interface:?}"
                                );
                            }
                        }
                        if item.key == WorldKey::Interface(interface) {
                            imported.push(interface);
                        }
                    }
                    WorldItemKind::Type(ty) => {
                        assert!(self[ty].active, "{id:?} has active types");
                        if let Some(needed) = self.used_from(ty) {
                            assert!(
                                imported.contains(&needed),
                                "{id:?} imports {needed:?}, which {ty:?} comes from"
                            );
                        }
                    }
                    WorldItemKind::Function(function) => {
                        assert!(self[function].active, "{id:?} has active functions");
                    }
                }
            }
            for item in &world.exports {
                assert!(!matches!(item.kind, WorldItemKind::Type(_)), "{id:?} exports no type by itself");
            }
        }
    }

    fn assert_origins_valid(&self, id: WorldId) {
        let sides = [Side::Import, Side::Export];
        let mut keys: OrderSet<(Side, WorldKey)> = OrderSet::default();
        for side in sides {
            for item in self[id].items(side) {
                keys.insert((side, item.key));
            }
        }
        for side in sides {
            for item in self[id].items(side) {
                match item.origin {
                    Origin::Written => {}
                    Origin::Included { include, item: index } => {
                        let include = &self[include];
                        assert!(include.into == id && include.active, "{id:?} has the include");
                        let original = &self[include.world].items(side)[index as usize];
                        let kinds = [original.kind, item.kind].map(|kind| std::mem::discriminant(&kind));
                        assert_eq!(kinds[0], kinds[1], "{id:?} has a copy of what it includes");
                    }
                    Origin::Needed { side, by } => {
                        assert!(keys.contains((side, by)), "{id:?} has {by:?}, which needs {:?}", item.key);
                    }
                }
            }
        }
    }
}
