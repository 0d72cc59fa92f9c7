//! The file of the world: the interfaces that it reaches as namespaces, its own types, and what goes in and out.

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::WorldKey;

use super::sheet::Sheet;
use super::{Context, docs, functions, items};
use crate::model::{Doc, File, Item, ItemKind, Key, Member, TsType};
use crate::names::{self, Reserved, Scope};
use crate::survey::{Home, Slot, Survey, Unit};

pub(super) fn lower(cx: &Context<'_>, unit: &Unit) -> File {
    let mut sheet = Sheet::new(cx, Home::World);
    for other in &cx.survey.units {
        if let Home::Interface(interface) = other.home {
            sheet.import_namespace(other.home, cx.naming.namespace(interface));
        }
    }
    let mut items = items::types(&mut sheet, unit);
    items.push(side(&mut sheet, unit, Direction::Import));
    items.push(side(&mut sheet, unit, Direction::Export));
    let source = cx.resolve[cx.resolve[cx.world].package].name.to_string();
    let doc = docs::world_file(cx);
    sheet.finish(source, doc, items)
}

/// All imports, or all exports: an interface under the very name that it has in the world, a function under its own.
fn side(sheet: &mut Sheet<'_>, unit: &Unit, direction: Direction) -> Item {
    let cx = sheet.cx;
    let names = cx.naming.unit(unit.home);
    let (name, text) = match direction {
        Direction::Import => (&names.imports, "What the host provides to a component of this world."),
        Direction::Export => (&names.exports, "What a component of this world provides to the host."),
    };
    let slots: Vec<&Slot> = cx.survey.slots.iter().filter(|slot| slot.direction == direction).collect();
    let mut scope = Scope::new();
    let mut members = Vec::new();
    let mut aliases = Vec::new();
    for slot in slots {
        let Some(ty) = object(cx, slot) else { continue };
        let (wit, key) = key(cx, slot.key);
        scope.claim(&wit, Reserved::Nothing);
        let doc = docs::item(cx.resolve, slot.docs, slot.stability);
        members.push(Member { doc, key, optional: false, ty: ty.clone() });
        let short = match slot.key {
            WorldKey::Interface(interface) => cx.naming.namespace(interface).to_owned(),
            WorldKey::Name(name) => names::camel(&cx.resolve[name]),
        };
        if direction == Direction::Export && short != wit {
            aliases.push((short, wit, ty));
        }
    }
    let functions = Survey::functions(unit, direction);
    let functions = functions::members(sheet, functions, direction, &mut scope);
    members.extend(aliases.into_iter().map(|(short, wit, ty)| {
        let key = Key::Name(scope.claim(short, Reserved::Property));
        Member { doc: Doc::text(format!("The same as `{wit}`.")), key, optional: false, ty }
    }));
    members.extend(functions);
    Item { doc: Doc::text(text), name: name.clone(), kind: ItemKind::Interface(members) }
}

/// The type of an interface's object; `None` for an interface without functions, which has none.
fn object(cx: &Context<'_>, slot: &Slot) -> Option<TsType> {
    let unit = cx.survey.interface(slot.interface)?;
    if Survey::functions(unit, slot.direction).is_empty() {
        return None;
    }
    let names = cx.naming.unit(unit.home);
    let object = match slot.direction {
        Direction::Import => &names.imports,
        Direction::Export => &names.exports,
    };
    Some(TsType::name(format!("{}.{object}", cx.naming.namespace(slot.interface))))
}

/// The name in the world, as WIT has it.
fn key(cx: &Context<'_>, key: WorldKey) -> (String, Key) {
    let wit = match key {
        WorldKey::Name(name) => cx.resolve[name].to_owned(),
        WorldKey::Interface(interface) => cx.resolve.interface_id(interface).unwrap_or_default(),
    };
    let is_identifier = wit.chars().all(|c| c.is_ascii_alphanumeric());
    (wit.clone(), if is_identifier { Key::Name(wit) } else { Key::Quoted(wit) })
}
