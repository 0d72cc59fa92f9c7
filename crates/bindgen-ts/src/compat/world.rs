//! The module of the world: what it imports as namespaces of types, what it exports, and its own types; and a module for each
//! function that it imports itself.

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::WorldKey;

use super::names::ModuleNames;
use super::sheet::Sheet;
use super::{Context, EITHER, functions, items};
use crate::Mode;
use crate::lower::docs;
use crate::model::{Again, Doc, ModuleShape, Namespace};
use crate::names::{Reserved, Scope};
use crate::survey::{Func, Home, Unit};

pub(super) fn lower(cx: &Context<'_>, unit: &Unit) -> ModuleShape {
    let place = cx.names.place(cx.survey, Home::World, EITHER);
    let mut sheet = Sheet::new(cx, place);
    let mut labels = Scope::new();
    for (slot, name) in cx.survey.slots.iter().zip(&cx.names.slots) {
        let place = cx.names.place(cx.survey, Home::Interface(slot.interface), slot.direction);
        let there = cx.names.module(place);
        let from = sheet.module(there);
        let types_only = slot.direction == Direction::Import;
        let doc = docs::item(cx.resolve, slot.docs, slot.stability);
        let label = match slot.key {
            WorldKey::Name(label) if types_only => Some(&cx.resolve[label]),
            _ => None,
        };
        // A guest finds what it imports under the label.
        if let Some(label) = label.filter(|label| cx.mode == Mode::Guest && **label != from) {
            let name = labels.claim(label, Reserved::Nothing);
            sheet.labels.push(Namespace { doc: doc.clone(), from: from.clone(), name });
        }
        sheet.again.push(Again { types_only, module: Namespace { doc, from, name: name.clone() } });
    }
    for (_, there) in &cx.names.imported {
        let from = sheet.module(there);
        let module = Namespace { doc: Doc::default(), from, name: there.namespace.clone() };
        sheet.again.push(Again { types_only: true, module });
    }
    let mut items = items::types(&mut sheet, unit, Direction::Import);
    sheet.side = Direction::Export;
    items.extend(functions::free(&mut sheet, unit, Direction::Export));
    sheet.finish(source(cx), docs::world_file(cx.resolve, cx.world), items)
}

/// The modules of the functions that the world itself imports: each is the default export of its own.
pub(super) fn imported_functions(cx: &Context<'_>) -> Vec<ModuleShape> {
    let world = cx.survey.units.iter().find(|unit| unit.home == Home::World);
    let imports = world.map_or(&[][..], |unit| &unit.imports);
    let module = |(func, names): &(Func, ModuleNames)| {
        let mut sheet = Sheet::named(cx, names, None, Direction::Import);
        let items = vec![functions::item(&mut sheet, func, imports)];
        let doc = Doc::text(format!("What the world `{}` imports.", cx.resolve.world_id(cx.world)));
        sheet.finish(source(cx), doc, items)
    };
    cx.names.imported.iter().map(module).collect()
}

fn source(cx: &Context<'_>) -> String {
    cx.resolve[cx.resolve[cx.world].package].name.to_string()
}
