//! Where a type is found when something refers to it. WIT.md, "WIT Worlds": what is exported uses the exported copy of an
//! interface if there is one, what is imported always the imported copy.

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{Owner, Resolve, TypeId};

use crate::{Bindings, ModuleId};

/// Where a named type stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// With the world's own types.
    World,
    /// In a module.
    Module(ModuleId),
}

impl Bindings {
    /// Where the named type `ty` is found when something in `from` refers to it: a module, or `None` for the world's own
    /// functions of side `direction`.
    ///
    /// # Panics
    /// If the type is anonymous, or the world does not reach it.
    pub fn place(
        &self,
        resolve: &Resolve,
        ty: TypeId,
        from: Option<ModuleId>,
        direction: Direction,
    ) -> Place {
        let interface = match resolve[ty].owner {
            Owner::World(_) => return Place::World,
            Owner::Interface(interface) => interface,
            Owner::None => panic!("an anonymous type stands nowhere"),
        };
        if let Some(module) = from.filter(|module| self[*module].interface == interface) {
            return Place::Module(module);
        }
        let exported = match direction {
            Direction::Export => self.module_of(interface, Direction::Export),
            Direction::Import => None,
        };
        let module = exported.or_else(|| self.module_of(interface, Direction::Import));
        // An interface that is reached through a label alone has no module under its own id.
        let module =
            module.or_else(|| self.modules().find(|(_, m)| m.interface == interface).map(|(id, _)| id));
        Place::Module(module.expect("the world reaches every type that it refers to"))
    }
}
