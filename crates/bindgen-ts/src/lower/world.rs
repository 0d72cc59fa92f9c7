//! The file of the world: the interfaces that it reaches as namespaces, its own types, and what goes in and out.

use std::collections::BTreeMap;

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{InterfaceId, WorldKey};

use super::sheet::Sheet;
use super::{Context, docs, functions, items};
use crate::Mode;
use crate::model::{Doc, File, Item, ItemKind, Key, Member, Origin, TsType};
use crate::names::{self, Reserved, Scope};
use crate::survey::{Home, Slot, Unit};

pub(super) fn lower(cx: &Context<'_>, unit: &Unit) -> File {
    let mut sheet = Sheet::new(cx, Home::World);
    for other in &cx.survey.units {
        if let Home::Interface(interface) = other.home {
            let doc = without_object(&sheet, interface);
            sheet.namespace(other.home, cx.naming.namespace(interface), doc);
        }
    }
    let mut items = items::types(&mut sheet, unit);
    let imports = side(&mut sheet, unit, Direction::Import);
    items.push(imports.clone());
    items.extend(unversioned(cx, &imports));
    items.push(side(&mut sheet, unit, Direction::Export));
    let source = cx.resolve[cx.resolve[cx.world].package].name.to_string();
    let doc = docs::world_file(cx.resolve, cx.world);
    let mut file = sheet.finish(source, doc, items);
    if cx.options.mode == Mode::Guest {
        file.reference = Some(format!("./{}", super::modules::file_name(&file.path)));
    }
    file
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
    // A function has its own name and no other.
    let own = functions::all(sheet, unit, direction, &mut scope);
    let mut members = Vec::new();
    let mut aliases = Vec::new();
    for slot in slots {
        let Some(ty) = object(sheet, slot) else { continue };
        let (wit, key) = key(cx, slot.key);
        let doc = docs::item(cx.resolve, slot.docs, slot.stability);
        let short = short_name(cx, slot);
        let origin = Origin::Key(slot.key);
        let has_short = direction == Direction::Export && short != wit;
        // A module has one name for each of its exports.
        if cx.options.mode == Mode::Guest && has_short && !scope.holds(&short) && is_plain(cx, slot, &short) {
            let key = Key::Name(scope.claim(short, Reserved::Nothing));
            members.push(Member::property(doc, key, origin, ty));
            continue;
        }
        scope.claim(&wit, Reserved::Nothing);
        members.push(Member::property(doc, key, origin, ty.clone()));
        if has_short && cx.options.mode == Mode::Host {
            aliases.push((slot, short, wit, ty));
        }
    }
    members.extend(aliases.into_iter().map(|(slot, short, wit, ty)| {
        let key = Key::Name(cx.notes.claim(&mut scope, &wit, short, Reserved::Property, Some(slot.span)));
        Member::property(Doc::text(format!("The same as `{wit}`.")), key, Origin::Own, ty)
    }));
    members.extend(own);
    Item {
        doc: Doc::text(text),
        name: name.clone(),
        origin: Origin::Own,
        kind: ItemKind::Interface { extends: None, members },
    }
}

/// What is said about imports and exports of an interface that has no object, and so no key in the world.
fn without_object(sheet: &Sheet<'_>, interface: InterfaceId) -> Doc {
    let cx = sheet.cx;
    let slots = cx.survey.slots.iter().filter(|slot| slot.interface == interface);
    let mut lines: Vec<String> = Vec::new();
    for slot in slots.filter(|slot| object(sheet, slot).is_none()) {
        let doc = docs::item(cx.resolve, slot.docs, slot.stability);
        if !lines.is_empty() && !doc.lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(doc.lines);
    }
    Doc { lines }
}

/// What an interface is called where its id is not.
fn short_name(cx: &Context<'_>, slot: &Slot) -> String {
    match slot.key {
        WorldKey::Interface(interface) => cx.naming.namespace(interface).to_owned(),
        WorldKey::Name(name) => names::camel(&cx.resolve[name]),
    }
}

/// Whether the short name of an interface is its own name, by which tools find it; one that had to be told from others is not.
fn is_plain(cx: &Context<'_>, slot: &Slot, short: &str) -> bool {
    match slot.key {
        WorldKey::Interface(interface) => {
            cx.resolve[interface].name.is_some_and(|name| names::camel(&cx.resolve[name]) == short)
        }
        WorldKey::Name(_) => true,
    }
}

/// The imports once more, under names without versions where those are enough.
fn unversioned(cx: &Context<'_>, imports: &Item) -> Option<Item> {
    let ItemKind::Interface { members, .. } = &imports.kind else { return None };
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for member in members {
        *count.entry(without_version(&member.key)).or_default() += 1;
    }
    let mut changed = false;
    let members: Vec<Member> = members
        .iter()
        .map(|member| {
            let short = without_version(&member.key);
            let key = match &member.key {
                Key::Quoted(text) if *text != short && count[&short] == 1 => {
                    changed = true;
                    Key::Quoted(short)
                }
                key => key.clone(),
            };
            Member { key, ..member.clone() }
        })
        .collect();
    let text = "The imports under names without versions, as far as those tell them apart.";
    changed.then(|| Item {
        doc: Doc::text(text),
        name: cx.naming.unit(Home::World).unversioned.clone(),
        origin: Origin::Own,
        kind: ItemKind::Interface { extends: None, members },
    })
}

fn without_version(key: &Key) -> String {
    match key {
        Key::Name(name) => name.clone(),
        Key::Quoted(text) => text.split('@').next().unwrap_or_default().to_owned(),
        Key::New => String::new(),
    }
}

/// The type of an interface's object; `None` for an interface without functions and resources, which has none.
fn object(sheet: &Sheet<'_>, slot: &Slot) -> Option<TsType> {
    let cx = sheet.cx;
    let unit = cx.survey.interface(slot.interface)?;
    if !functions::has_members(sheet, unit, slot.direction) {
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
pub(super) fn key(cx: &Context<'_>, key: WorldKey) -> (String, Key) {
    let wit = match key {
        WorldKey::Name(name) => cx.resolve[name].to_owned(),
        WorldKey::Interface(interface) => cx.resolve.interface_id(interface).unwrap_or_default(),
    };
    let is_identifier = wit.chars().all(|c| c.is_ascii_alphanumeric());
    (wit.clone(), if is_identifier { Key::Name(wit) } else { Key::Quoted(wit) })
}
