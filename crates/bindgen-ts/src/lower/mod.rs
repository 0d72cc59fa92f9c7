//! From the survey to the model: one file for each unit. Names are known; here shapes, keys, optional marks and
//! documentation are decided.

pub(crate) mod docs;
mod functions;
mod guards;
mod items;
mod modules;
mod resources;
mod sheet;
mod stubs;
mod types;
mod world;

use outwit_diagnostics::Span;
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{InterfaceId, Name, Resolve, WorldId};

use crate::Options;
use crate::facts::Facts;
use crate::model::{Doc, File};
use crate::names::{Reserved, Scope};
use crate::naming::Naming;
use crate::notes::Notes;
use crate::survey::{Home, Survey, Unit};
pub(crate) use guards::guarded;
pub(crate) use items::enumeration;
pub(crate) use modules::modules;
use sheet::Sheet;
pub(crate) use stubs::stubs;

/// What lowering reads.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) resolve: &'a Resolve,
    pub(crate) world: WorldId,
    pub(crate) survey: &'a Survey,
    pub(crate) facts: &'a Facts,
    pub(crate) naming: &'a Naming,
    pub(crate) options: &'a Options,
    pub(crate) notes: &'a Notes,
}

impl Context<'_> {
    /// Takes a name for what WIT calls `wit`.
    fn claim(
        &self,
        scope: &mut Scope,
        wit: Name,
        mapped: String,
        reserved: Reserved,
        at: Option<Span>,
    ) -> String {
        self.notes.claim(scope, &self.resolve[wit], mapped, reserved.in_mode(self.options.mode), at)
    }

    /// The id of the world.
    fn world_id(&self) -> String {
        self.resolve.world_id(self.world)
    }
}

/// The files of a world.
pub(crate) fn lower(cx: &Context<'_>) -> Vec<File> {
    let units = cx.survey.units.iter();
    units
        .map(|unit| match unit.home {
            Home::World => world::lower(cx, unit),
            Home::Interface(interface) => lower_interface(cx, unit, interface),
        })
        .collect()
}

fn lower_interface(cx: &Context<'_>, unit: &Unit, interface: InterfaceId) -> File {
    let mut sheet = Sheet::new(cx, unit.home);
    let mut items = items::types(&mut sheet, unit);
    for direction in [Direction::Import, Direction::Export] {
        items.extend(functions::side(&mut sheet, unit, direction));
    }
    let doc: Doc = docs::interface_file(cx.resolve, cx.world, interface);
    let source = cx.resolve[cx.resolve[interface].package].name.to_string();
    sheet.finish(source, doc, items)
}
