//! In which files a model stands, in which order, and how names are written there.

use std::collections::BTreeMap;

use super::choices::Choices;
use super::model::{Item, Model};

/// An interface or a world of a package.
#[derive(Clone, Copy)]
enum Declared {
    Interface(usize),
    World(usize),
}

/// The files of all packages: the last one at the top, others in `deps/` or inside a file of the last one.
pub(super) fn files(model: &Model, choices: &mut Choices<'_>) -> Vec<(String, String)> {
    let root = model.packages.len() - 1;
    let mut files = Vec::new();
    let mut nested = String::new();
    for package in 0..root {
        match choices.below(3) {
            0 => files.extend(in_files(model, package, &format!("deps/p{package}/"), choices)),
            1 => files.push((format!("deps/p{package}.wit"), in_one_file(model, package, choices))),
            _ => nested += &inside(model, package, choices),
        }
    }
    let mut own = in_files(model, root, "", choices);
    if let Some((_, text)) = own.first_mut() {
        *text += &nested;
    }
    files.extend(own);
    files
}

fn in_files(model: &Model, package: usize, folder: &str, choices: &mut Choices<'_>) -> Vec<(String, String)> {
    let mut parts = vec![Vec::new(); 1 + choices.below(3)];
    for declared in declared(model, package, choices) {
        let part = choices.below(parts.len());
        parts[part].push(declared);
    }
    let parts = parts.into_iter().enumerate();
    let mut files = Vec::new();
    for (number, part) in parts.filter(|(number, part)| *number == 0 || !part.is_empty()) {
        // One header is enough for a package, and each file may have it.
        let has_header = number == 0 || choices.chance(50);
        let text = file(model, package, &part, has_header, choices);
        files.push((format!("{folder}f{number}.wit"), text));
    }
    files
}

fn in_one_file(model: &Model, package: usize, choices: &mut Choices<'_>) -> String {
    let all = declared(model, package, choices);
    file(model, package, &all, true, choices)
}

/// `package a:b { … }`
fn inside(model: &Model, package: usize, choices: &mut Choices<'_>) -> String {
    let mut writer = Writer { model, package, aliases: None };
    let items: String =
        declared(model, package, choices).into_iter().map(|item| writer.declared(item, choices)).collect();
    format!("\npackage {} {{\n{items}}}\n", model.package_id(package))
}

fn declared(model: &Model, package: usize, choices: &mut Choices<'_>) -> Vec<Declared> {
    let interfaces =
        model.interfaces.iter().enumerate().filter(|(_, interface)| interface.package == package);
    let worlds = model.worlds.iter().enumerate().filter(|(_, world)| world.package == package);
    let interfaces = interfaces.map(|(index, _)| Declared::Interface(index));
    let mut all: Vec<Declared> = interfaces.chain(worlds.map(|(index, _)| Declared::World(index))).collect();
    choices.shuffle(&mut all);
    all
}

fn file(
    model: &Model,
    package: usize,
    items: &[Declared],
    has_header: bool,
    choices: &mut Choices<'_>,
) -> String {
    let mut writer = Writer { model, package, aliases: Some(BTreeMap::new()) };
    let items: String = items.iter().map(|item| writer.declared(*item, choices)).collect();
    let header = if has_header { format!("package {};\n", model.package_id(package)) } else { String::new() };
    let mut uses = String::new();
    for (interface, alias) in writer.aliases.unwrap_or_default() {
        let path =
            model.path(package, model.interfaces[interface].package, &model.interfaces[interface].name);
        uses += &format!("use {path} as {alias};\n");
    }
    format!("{header}{uses}{items}")
}

impl Model {
    fn package_id(&self, package: usize) -> String {
        let package = &self.packages[package];
        package.version.map_or(package.name.clone(), |version| format!("{}@{version}", package.name))
    }

    /// How an item is called in the package `from`: a package does not depend on itself.
    fn path(&self, from: usize, package: usize, item: &str) -> String {
        if package == from {
            return item.to_owned();
        }
        let package = &self.packages[package];
        let version = package.version.map_or(String::new(), |version| format!("@{version}"));
        format!("{}/{item}{version}", package.name)
    }
}

/// Writes the items of one file.
struct Writer<'m> {
    model: &'m Model,
    package: usize,
    /// Interfaces with a name of their own in this file; a package inside another one has none.
    aliases: Option<BTreeMap<usize, String>>,
}

impl Writer<'_> {
    fn declared(&mut self, declared: Declared, choices: &mut Choices<'_>) -> String {
        match declared {
            Declared::Interface(index) => {
                let interface = &self.model.interfaces[index];
                let items = self.items(&interface.items, choices);
                format!("{}interface {} {{\n{items}}}\n", interface.front, interface.name)
            }
            Declared::World(index) => {
                let world = &self.model.worlds[index];
                let items = self.items(&world.items, choices);
                format!("{}world {} {{\n{items}}}\n", world.front, world.name)
            }
        }
    }

    fn items(&mut self, items: &[Item], choices: &mut Choices<'_>) -> String {
        let mut text = String::new();
        for item in items {
            text += &match item {
                Item::Text(text) => text.clone(),
                Item::Use { before, interface, names } => {
                    format!("{before}use {}.{{{names}}};", self.interface(*interface, choices))
                }
                Item::Interface { before, interface } => {
                    format!("{before}{};", self.interface(*interface, choices))
                }
                Item::Include { before, world, after } => {
                    let world = &self.model.worlds[*world];
                    format!(
                        "{before}include {}{after}",
                        self.model.path(self.package, world.package, &world.name)
                    )
                }
                Item::Inline { before, items } => {
                    format!("{before} {{\n{}}}", self.items(items, choices))
                }
            };
            text.push('\n');
        }
        text
    }

    /// An interface by its alias in this file, or by its path.
    fn interface(&mut self, index: usize, choices: &mut Choices<'_>) -> String {
        let number = self.aliases.as_ref().map_or(0, BTreeMap::len);
        if let Some(aliases) = &mut self.aliases
            && (aliases.contains_key(&index) || choices.chance(20))
        {
            return aliases.entry(index).or_insert_with(|| format!("alias-n{number}")).clone();
        }
        let interface = &self.model.interfaces[index];
        self.model.path(self.package, interface.package, &interface.name)
    }
}
