//! Declarations in the shape of another generator, for programs that are written against those: from the survey to modules
//! with functions and classes at their top level, one declaration for each type.
//!
//! Names and shapes are the other's wherever they can be used. They differ where its own do not compile, or say what is not
//! so: two versions of an interface are two files, an interface that is imported and exported has a file for each copy if its
//! resources differ, names that would be taken twice get `_`, a case whose name is taken stands in its union, and what the world
//! itself imports is a module each.

mod functions;
mod items;
mod names;
mod sheet;
mod types;
mod world;

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{Resolve, WorldId};

use crate::Mode;
use crate::facts::Facts;
use crate::lower::docs;
use crate::model::{Doc, ModuleShape};
use crate::notes::Notes;
use crate::survey::{Home, Survey, Unit};
use names::Place;
pub(crate) use names::{Ground, Names, names};
use sheet::Sheet;

/// What lowering reads.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) resolve: &'a Resolve,
    pub(crate) world: WorldId,
    pub(crate) survey: &'a Survey,
    pub(crate) facts: &'a Facts,
    pub(crate) names: &'a Names,
    pub(crate) mode: Mode,
    pub(crate) notes: &'a Notes,
}

/// The modules of a world.
pub(crate) fn lower(cx: &Context<'_>) -> Vec<ModuleShape> {
    let mut modules = Vec::new();
    for unit in &cx.survey.units {
        match unit.home {
            Home::World => modules.push(world::lower(cx, unit)),
            Home::Interface(interface) => {
                for place in cx.names.places(unit.home) {
                    let doc = docs::interface_file(cx.resolve, cx.world, interface);
                    modules.push(lower_interface(cx, unit, place, doc));
                }
            }
        }
    }
    modules.extend(world::imported_functions(cx));
    modules
}

fn lower_interface(cx: &Context<'_>, unit: &Unit, place: Place, doc: Doc) -> ModuleShape {
    let mut sheet = Sheet::new(cx, place);
    // An interface that is exported alone has its only copy on that side.
    let side = cx.survey.copy(unit.home, place.side);
    let mut items = functions::free(&mut sheet, unit, side);
    items.extend(items::types(&mut sheet, unit, side));
    let package = match unit.home {
        Home::Interface(interface) => cx.resolve[interface].package,
        Home::World => cx.resolve[cx.world].package,
    };
    sheet.finish(cx.resolve[package].name.to_string(), doc, items)
}

/// The side under which a unit stands whose copies do not differ.
const EITHER: Direction = Direction::Import;
