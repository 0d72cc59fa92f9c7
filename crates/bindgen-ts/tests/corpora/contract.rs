//! Holds what a world has against what its files declare.

use std::collections::{BTreeMap, BTreeSet};

use crate::Keys;
use crate::expected::{self, Callable, Member, MemberKind, Notes, Slot, Type, Unit};
use crate::found::{self, Declaration, File};
use crate::names::is_from;
use crate::project::Project;
use crate::support::compiler::Compiler;
use crate::table;

/// So many worlds are shown that lose something, and so much of each.
const SHOWN_WORLDS: usize = 6;
const SHOWN_LOSSES: usize = 6;

/// What the files of a project lack.
pub(crate) struct Losses {
    /// How many files were looked at.
    pub(crate) files: usize,
    /// How many worlds lose something.
    pub(crate) worlds: usize,
    /// What some of them lose.
    pub(crate) told: String,
}

/// Enumerates a project by a compiler with an API, and compares each world.
pub(crate) fn losses(project: &Project<'_>, keys: Keys, api: &Compiler) -> Losses {
    let files = found::enumerate(&project.root, api);
    let mut losses = Losses { files: 0, worlds: 0, told: String::new() };
    for (world, names) in project.worlds.iter().zip(&project.names) {
        let folder = format!("{}/", world.folder);
        let own = files.iter().filter_map(|file| Some((file.path.strip_prefix(&folder)?, file)));
        let units = expected::units(&world.graph, world.id);
        losses.files += units.len();
        let own = own.collect();
        let mut missing = missing(&units, keys, &own);
        missing.extend(table::differences(names, &own));
        if missing.is_empty() {
            continue;
        }
        losses.worlds += 1;
        if losses.worlds <= SHOWN_WORLDS {
            let place = project.root.join(&world.folder);
            let shown = missing[..missing.len().min(SHOWN_LOSSES)].join("\n    ");
            losses.told += &format!("  {}, {}:\n    {shown}\n", world.title(), place.display());
        }
    }
    losses
}

/// What is missing from the files of a world, `files` being those in its folder by their paths in it.
pub(crate) fn missing(units: &[Unit], keys: Keys, files: &BTreeMap<&str, &File>) -> Vec<String> {
    let mut missing = Vec::new();
    for unit in units {
        let candidates = files.iter().filter(|(path, _)| is_file_of(path, &unit.stem)).map(|(_, file)| *file);
        // Units whose names are alike have files that differ in `_`; one of them has it all.
        let told = candidates.map(|file| Looking::through(unit, keys, file)).min_by_key(Vec::len);
        let told = told.unwrap_or_else(|| vec![format!("no file {}.d.ts", unit.stem)]);
        missing.extend(told.into_iter().map(|what| format!("{}: {what}", unit.wit)));
    }
    let interfaces = files.keys().filter(|path| path.starts_with("interfaces/")).count();
    if interfaces != units.len() - 1 {
        missing.push(format!("{interfaces} files of {} interfaces", units.len() - 1));
    }
    missing
}

/// Whether a file has this name, which may be suffixed in front of the extension.
fn is_file_of(path: &str, stem: &str) -> bool {
    let found = path.strip_suffix(".d.ts").or_else(|| path.strip_suffix(".ts"));
    found.is_some_and(|found| is_from(found, stem))
}

struct Looking<'f> {
    file: &'f File,
    missing: Vec<String>,
}

impl<'f> Looking<'f> {
    /// What a unit has that a file has not.
    fn through(unit: &Unit, keys: Keys, file: &'f File) -> Vec<String> {
        let mut looking = Looking { file, missing: Vec::new() };
        for notes in &unit.notes {
            looking.notes("the file", notes, &file.head);
        }
        for name in names(unit.types.iter().map(|ty| ty.name.as_str())) {
            looking.enough_types(name, &unit.types);
        }
        unit.types.iter().for_each(|ty| looking.ty(ty));
        looking.functions("Imports", &unit.imports);
        looking.functions("Exports", &unit.exports);
        unit.slots.iter().for_each(|slot| looking.slot(slot, keys));
        looking.missing
    }

    fn tell(&mut self, what: String) {
        self.missing.push(what);
    }

    /// The declarations that may be those of a name.
    fn declarations(&self, name: &str) -> Vec<&'f Declaration> {
        self.file.declarations.iter().filter(|found| is_from(&found.name, name)).collect()
    }

    /// Types with one name have as many declarations.
    fn enough_types(&mut self, name: &str, types: &[Type]) {
        let wanted = types.iter().filter(|ty| ty.name == name).count();
        let found = self.declarations(name).len();
        if found < wanted {
            self.tell(format!("{found} declarations of {wanted} types `{name}`"));
        }
    }

    /// One of the declarations with its name has all of a type.
    fn ty(&mut self, ty: &Type) {
        let told = self.declarations(&ty.name).into_iter().map(|declaration| {
            let mut looking = Looking { file: self.file, missing: Vec::new() };
            looking.notes(&format!("type `{}`", ty.wit), &ty.notes, &declaration.doc);
            looking.members(ty, declaration);
            looking.missing
        });
        if let Some(told) = told.min_by_key(Vec::len) {
            self.missing.extend(told);
        }
        self.resource(ty);
    }

    fn members(&mut self, ty: &Type, declaration: &Declaration) {
        for name in names(ty.members.iter().map(|member| member.name.as_str())) {
            let wanted: Vec<&Member> = ty.members.iter().filter(|member| member.name == name).collect();
            let found: Vec<&found::Member> = declaration
                .members
                .iter()
                .filter(|found| found.kind == wanted[0].kind && is_member(&found.name, name, found.kind))
                .collect();
            if found.len() < wanted.len() {
                self.tell(format!(
                    "{} of {} members `{name}` of type `{}`",
                    found.len(),
                    wanted.len(),
                    ty.wit
                ));
                continue;
            }
            for member in wanted {
                let docs = found.iter().map(|found| &*found.doc);
                self.some_notes(&format!("`{name}` of type `{}`", ty.wit), &member.notes, docs);
            }
        }
    }

    /// The functions of a resource are spread over its instance, its static side, and the copies of both.
    fn resource(&mut self, ty: &Type) {
        let parts = self.file.declarations.iter().filter(|found| is_part(&found.name, &ty.name));
        let members: Vec<&found::Member> = parts.flat_map(|declaration| &declaration.members).collect();
        for function in &ty.functions {
            self.callable(&format!("resource `{}`", ty.wit), function, &members);
        }
    }

    fn functions(&mut self, side: &str, functions: &[Callable]) {
        let sides = self.declarations(side);
        let members: Vec<&found::Member> = sides.into_iter().flat_map(|side| &side.members).collect();
        for function in functions {
            self.callable(side, function, &members);
        }
    }

    /// One of the members is the function, and says of it and its parameters what WIT says.
    fn callable(&mut self, place: &str, function: &Callable, members: &[&found::Member]) {
        let what = format!("`{}` of {place}", function.name);
        let is_it = |found: &&&found::Member| {
            found.kind == function.kind
                && (found.kind == MemberKind::Constructor || is_from(&found.name, &function.name))
        };
        let found: Vec<&found::Member> = members.iter().filter(is_it).copied().collect();
        if found.is_empty() {
            self.tell(format!("no {what}"));
            return;
        }
        self.some_notes(&what, &function.notes, found.iter().map(|found| &*found.doc));
        let Some(params) = &function.params else { return };
        let is_same = |found: &&&found::Member| {
            found.params.len() == params.len()
                && found.params.iter().zip(params).all(|(found, (name, _))| is_from(found, name))
        };
        let Some(same) = found.iter().find(is_same) else {
            let found: Vec<&Vec<String>> = found.iter().map(|found| &found.params).collect();
            self.tell(format!("the parameters of {what} are {found:?}"));
            return;
        };
        for (found, (name, lines)) in same.params.iter().zip(params) {
            let mut lines = lines.clone();
            if let Some(first) = lines.first_mut() {
                first.insert_str(0, &format!("@param {found} - "));
            }
            let documented = self.has_lines(&lines, &same.doc);
            if !documented {
                self.tell(format!("documentation of the parameter `{name}` of {what}"));
            }
        }
    }

    fn slot(&mut self, slot: &Slot, keys: Keys) {
        let side = if slot.is_import { "Imports" } else { "Exports" };
        let members: Vec<&found::Member> =
            self.declarations(side).into_iter().flat_map(|side| &side.members).collect();
        let by_name = !slot.is_import && keys == Keys::NamesOfExports;
        let is_it = |name: &str| name == slot.key || (by_name && name == slot.name);
        let found = members.iter().find(|member| is_it(&member.name));
        let what = format!("`{}` of {side}", slot.key);
        match found {
            Some(found) => self.notes(&what, &slot.notes, &found.doc),
            None if slot.has_functions => self.tell(format!("no {what}")),
            // Nothing is provided under the key, but what is said of it stands somewhere.
            None => self.notes(&what, &slot.notes, &self.file.comments),
        }
    }

    /// One of the comments says it all.
    fn some_notes<'d>(&mut self, what: &str, notes: &Notes, docs: impl Iterator<Item = &'d [String]>) {
        let told = docs.map(|doc| {
            let mut looking = Looking { file: self.file, missing: Vec::new() };
            looking.notes(what, notes, doc);
            looking.missing
        });
        self.missing.extend(told.min_by_key(Vec::len).unwrap_or_default());
    }

    /// A comment has all lines in their order, and a tag for each gate.
    fn notes(&mut self, what: &str, notes: &Notes, doc: &[String]) {
        if !self.has_lines(&notes.lines, doc) {
            self.tell(format!("documentation of {what}: {:?} in {doc:?}", notes.lines));
        }
        let mut tag = |tags: &[&str], text: &Option<String>| {
            let is_it = |line: &&String, text: &str| {
                tags.iter().any(|tag| line.starts_with(tag)) && line.contains(text)
            };
            if let Some(text) = text
                && !doc.iter().any(|line| is_it(&line, text))
            {
                self.missing.push(format!("{} {text} of {what} in {doc:?}", tags[0]));
            }
        };
        tag(&["@since "], &notes.since);
        tag(&["@experimental ", "@unstable "], &notes.feature);
        tag(&["@deprecated "], &notes.deprecated);
    }

    /// Whether the lines stand in the comment, in order.
    fn has_lines(&self, lines: &[String], doc: &[String]) -> bool {
        let mut rest = doc.iter();
        lines.iter().all(|line| rest.any(|found| found == line))
    }
}

/// Whether a declaration is one of a resource `name`: its instance or its static side, of either copy.
fn is_part(found: &str, name: &str) -> bool {
    let plain = found.strip_prefix("Exported").unwrap_or(found);
    [found, plain].into_iter().any(|found| {
        let of_class = found.trim_end_matches('_').strip_suffix("Class");
        is_from(found, name) || of_class.is_some_and(|found| is_from(found, name))
    })
}

/// Cases keep their spelling; others may be suffixed.
fn is_member(found: &str, name: &str, kind: MemberKind) -> bool {
    match kind {
        MemberKind::Tag | MemberKind::String => found == name,
        MemberKind::Property | MemberKind::Constructor => is_from(found, name),
    }
}

/// Each name once.
fn names<'n>(names: impl Iterator<Item = &'n str>) -> BTreeSet<&'n str> {
    names.collect()
}
