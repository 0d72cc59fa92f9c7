//! The imports of a guest under the names by which tools resolve them: a module for each imported interface, one for each
//! function that the world itself imports, which is its default export, and one for the resources of the world.

use std::collections::BTreeSet;

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::TypeKind;

use super::{Context, docs, world};
use crate::facts::{Flow, Form};
use crate::model::{
    AmbientItem, AmbientKind, AmbientModule, Doc, File, Item, ItemKind, Key, Member, ModuleFile, Origin,
    TsType,
};
use crate::names::{Reserved, Scope};
use crate::survey::{Home, Slot};

/// The module of what the world itself imports and no module of its own has.
const ROOT: &str = "$root";

/// What the file of modules is called, for a world whose file is `path`.
pub(super) fn file_name(path: &str) -> String {
    format!("{path}.modules.d.ts")
}

/// The modules of a world whose files are `files`.
pub(crate) fn modules(cx: &Context<'_>, files: &[File]) -> ModuleFile {
    let file = |home: Home| {
        let path = &cx.naming.unit(home).path;
        files.iter().find(|file| file.path == *path)
    };
    let mut modules = Vec::new();
    for slot in &cx.survey.slots {
        if slot.direction == Direction::Import
            && let Some(file) = file(Home::Interface(slot.interface))
        {
            modules.push(interface(cx, slot, file));
        }
    }
    if let Some(file) = file(Home::World) {
        let own = members(file, &cx.naming.unit(Home::World).imports);
        modules.extend(own.iter().filter_map(|member| function(cx, file, member)));
        let items: Vec<AmbientItem> = own.iter().flat_map(|member| class(cx, file, member)).collect();
        if !items.is_empty() {
            let doc = Doc::text(format!("The resources of the world `{}`.", cx.world_id()));
            modules.push(AmbientModule { doc, name: ROOT.to_owned(), items });
        }
    }
    ModuleFile {
        path: file_name(&cx.naming.unit(Home::World).path),
        source: cx.resolve[cx.resolve[cx.world].package].name.to_string(),
        modules,
    }
}

fn interface(cx: &Context<'_>, slot: &Slot, file: &File) -> AmbientModule {
    let imports = &cx.naming.unit(Home::Interface(slot.interface)).imports;
    let exported = exported_names(cx, slot);
    let mut items: Vec<AmbientItem> = Vec::new();
    for item in file.items.iter().filter(|item| is_type(item) && !exported.contains(&&*item.name)) {
        let ty = TsType::Import { from: specifier(&file.path), name: item.name.clone() };
        items.push(AmbientItem {
            doc: item.doc.clone(),
            name: item.name.clone(),
            kind: AmbientKind::Type(ty),
        });
    }
    let home = Home::Interface(slot.interface);
    items.extend(members(file, imports).iter().filter_map(|member| value(cx, home, file, member)));
    let (name, _) = world::key(cx, slot.key);
    AmbientModule { doc: docs::text(cx.resolve, cx.resolve[slot.interface].docs), name, items }
}

/// A member of the imports of a file, as a value of its own.
fn value(cx: &Context<'_>, home: Home, file: &File, member: &Member) -> Option<AmbientItem> {
    let Key::Name(name) = &member.key else { return None };
    let ty = imported(cx, home, file, name);
    let here = Scope::new().claim(name, Reserved::Binding);
    let kind = if here == *name { AmbientKind::Value(ty) } else { AmbientKind::Renamed { here, ty } };
    Some(AmbientItem { doc: member.doc.clone(), name: name.clone(), kind })
}

/// A function that the world itself imports.
fn function(cx: &Context<'_>, file: &File, member: &Member) -> Option<AmbientModule> {
    let (Key::Name(name), Origin::Function(function)) = (&member.key, member.origin) else { return None };
    let here = Scope::new().claim(name, Reserved::Binding);
    let kind = AmbientKind::Default { here, ty: imported(cx, Home::World, file, name) };
    let item = AmbientItem { doc: member.doc.clone(), name: name.clone(), kind };
    let wit = cx.resolve[cx.resolve[function].name].to_owned();
    Some(AmbientModule { doc: Doc::default(), name: wit, items: vec![item] })
}

/// A resource that the world itself imports: its type and its class. Other members are none.
fn class(cx: &Context<'_>, file: &File, member: &Member) -> Vec<AmbientItem> {
    let Origin::Class(ty) = member.origin else { return Vec::new() };
    let ty = file.items.iter().find(|item| item.origin == Origin::Type(ty)).map(|item| AmbientItem {
        doc: item.doc.clone(),
        name: item.name.clone(),
        kind: AmbientKind::Type(TsType::Import { from: specifier(&file.path), name: item.name.clone() }),
    });
    ty.into_iter().chain(value(cx, Home::World, file, member)).collect()
}

/// The type of a member of the imports of a file.
fn imported(cx: &Context<'_>, home: Home, file: &File, name: &str) -> TsType {
    let all = TsType::Import { from: specifier(&file.path), name: cx.naming.unit(home).imports.clone() };
    TsType::Index { of: Box::new(all), key: name.to_owned() }
}

/// The names of declarations that are of the exported copy of an interface alone.
fn exported_names<'a>(cx: &Context<'a>, slot: &Slot) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let Some(unit) = cx.survey.interface(slot.interface) else { return names };
    let types = unit.types.iter().map(|(_, ty)| *ty).filter(|ty| cx.facts.is_sided(*ty));
    for ty in types {
        for flow in [Flow::Output, Flow::Input] {
            names.insert(cx.naming.ty(ty, cx.facts.declared(ty, Form { flow, side: Direction::Export })));
        }
        if matches!(cx.resolve[ty].kind, TypeKind::Resource) {
            names.insert(cx.naming.class(ty, Direction::Export));
        }
    }
    names
}

/// The members of an interface of ours.
fn members<'f>(file: &'f File, name: &str) -> &'f [Member] {
    let item = file.items.iter().find(|item| item.name == name && item.origin == Origin::Own);
    match item.map(|item| &item.kind) {
        Some(ItemKind::Interface { members, .. }) => members,
        _ => &[],
    }
}

/// Whether an item is a type of WIT's.
fn is_type(item: &Item) -> bool {
    matches!(item.origin, Origin::Type(_) | Origin::Class(_)) && !matches!(item.kind, ItemKind::Guard { .. })
}

/// How the file of modules names another.
fn specifier(path: &str) -> String {
    format!("./{path}.js")
}
