//! Names that tell things of a graph apart and stay the same when others come or go: `ns:pkg/interface@version#type`.

use std::collections::HashMap;

use outwit_resolve::abi::mangle::world_key;
use outwit_resolve::graph::{
    FunctionId, InterfaceId, Owner, Resolve, Side, TypeId, WorldId, WorldItem, WorldItemKind,
};

/// The ids of what has no id in WIT stands on where it is found in a world.
pub(super) struct Ids<'a> {
    graph: &'a Resolve,
    /// Interfaces that are written inline, with their worlds.
    inline: HashMap<InterfaceId, (WorldId, String)>,
    /// On which side a world has its functions.
    sides: HashMap<FunctionId, Side>,
}

impl<'a> Ids<'a> {
    pub(super) fn new(graph: &'a Resolve, worlds: &[WorldId]) -> Ids<'a> {
        let mut ids = Ids { graph, inline: HashMap::new(), sides: HashMap::new() };
        for world in worlds {
            for side in [Side::Import, Side::Export] {
                graph[*world].items(side).iter().for_each(|item| ids.note(*world, side, item));
            }
            graph[*world].inactive.iter().for_each(|(side, item)| ids.note(*world, *side, item));
        }
        ids
    }

    fn note(&mut self, world: WorldId, side: Side, item: &WorldItem) {
        match item.kind {
            WorldItemKind::Interface(id) if self.graph[id].name.is_none() => {
                let id_text = self.in_world(world, side, &world_key(self.graph, item.key));
                self.inline.insert(id, (world, id_text));
            }
            WorldItemKind::Function(id) => drop(self.sides.insert(id, side)),
            WorldItemKind::Interface(_) | WorldItemKind::Type(_) => {}
        }
    }

    /// `ns:pkg/world@version#imports.name`, after the members of a world that hold its items.
    fn in_world(&self, world: WorldId, side: Side, name: &str) -> String {
        format!("{}#{}s.{name}", self.graph.world_id(world), side.verb())
    }

    /// `ns:pkg/interface@version`; for one that is written inline `ns:pkg/world@version#imports.name`.
    pub(super) fn interface(&self, id: InterfaceId) -> String {
        let inline = || self.inline.get(&id).map(|(_, text)| text.clone()).unwrap_or_default();
        self.graph.interface_id(id).unwrap_or_else(inline)
    }

    /// The world that an interface is written in, if it is inline.
    pub(super) fn world_of(&self, id: InterfaceId) -> Option<WorldId> {
        self.inline.get(&id).map(|(world, _)| *world)
    }

    /// Its owner's id with `#name`, or in a world `#imports.name`; `None` for what is not named.
    pub(super) fn ty(&self, id: TypeId) -> Option<String> {
        let name = &self.graph[self.graph[id].name?];
        Some(match self.graph[id].owner {
            Owner::Interface(owner) => format!("{}#{name}", self.interface(owner)),
            Owner::World(world) => self.in_world(world, Side::Import, name),
            Owner::None => return None,
        })
    }

    /// Its owner's id with `#label`, or in a world `#imports.label` or `#exports.label`.
    pub(super) fn function(&self, id: FunctionId) -> String {
        let label = self.graph.function_label(id);
        match self.graph[id].owner {
            Owner::Interface(owner) => format!("{}#{label}", self.interface(owner)),
            Owner::World(world) => {
                let side = self.sides.get(&id).copied().unwrap_or(Side::Import);
                self.in_world(world, side, &label)
            }
            Owner::None => label,
        }
    }
}
