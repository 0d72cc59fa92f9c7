//! Which items a tree holds: recovery must keep all but the one with the fault.

use std::collections::BTreeMap;

use outwit_diagnostics::FileId;
use outwit_parser::ast::{ExternKind, File, Ident, InterfaceItem, Item, ResourceItem, WorldItem};
use outwit_parser::parse;

/// How many items of `before` are not in `after`.
pub(crate) fn lost(before: &str, after: &str) -> usize {
    let after = names(after);
    let missing =
        |(name, count): (&String, &usize)| count.saturating_sub(after.get(name).copied().unwrap_or(0));
    names(before).iter().map(missing).sum()
}

/// How often each kind of item has each name: interfaces, worlds, types, functions, imports and exports.
fn names(text: &str) -> BTreeMap<String, usize> {
    let file: File = parse(FileId::from_index(0), text).file;
    let mut names = BTreeMap::new();
    let mut add = |what: &str, name: Ident| *names.entry(format!("{what} {}", &file[name])).or_default() += 1;
    for item in &file.arenas.items {
        match item {
            Item::Interface(interface) => add("interface", interface.name),
            Item::World(world) => add("world", world.name),
            _ => {}
        }
    }
    for item in &file.arenas.interface_items {
        match item {
            InterfaceItem::TypeDef(def) => add("type", def.name),
            InterfaceItem::Func(func) => add("function", func.name),
            _ => {}
        }
    }
    for item in &file.arenas.world_items {
        match item {
            WorldItem::TypeDef(def) => add("type", def.name),
            WorldItem::Import(item) | WorldItem::Export(item) => match &item.kind {
                ExternKind::Func { name, .. }
                | ExternKind::Interface { name, .. }
                | ExternKind::Named { name, .. } => {
                    add("import or export", *name);
                }
                ExternKind::Path(path) => add("import or export", path.item),
            },
            _ => {}
        }
    }
    for item in &file.arenas.resource_items {
        if let ResourceItem::Method { func, .. } = item {
            add("function", func.name);
        }
    }
    names
}
