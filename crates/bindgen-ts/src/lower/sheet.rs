//! The file that is being lowered: which names it has taken, and what it imports so far.

use std::collections::{BTreeMap, BTreeSet};

use outwit_resolve::graph::TypeId;

use super::Context;
use crate::facts::Flow;
use crate::model::{Doc, File, Import, Imported, Item, Renamed};
use crate::names::{Reserved, Scope};
use crate::runtime;
use crate::survey::Home;

/// One file in the making.
pub(super) struct Sheet<'a> {
    pub(super) cx: &'a Context<'a>,
    pub(super) home: Home,
    path: &'a str,
    scope: Scope,
    /// Names of the runtime module by what they are called here.
    helpers: BTreeMap<&'static str, String>,
    /// Types of other files that no `use` brings, by what they are called here.
    foreign: BTreeMap<(TypeId, Flow), String>,
    /// Imported files by path, with what they are called here.
    namespaces: Vec<(&'a str, String)>,
    /// Imported names by the path of the file that they come from.
    imports: BTreeMap<&'a str, BTreeSet<Renamed>>,
    /// Whether what is lowered stands in a comment and imports nothing.
    in_comment: bool,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(cx: &'a Context<'a>, home: Home) -> Sheet<'a> {
        let names = cx.naming.unit(home);
        Sheet {
            cx,
            home,
            path: &names.path,
            scope: names.scope.clone(),
            helpers: BTreeMap::new(),
            foreign: BTreeMap::new(),
            namespaces: Vec::new(),
            imports: BTreeMap::new(),
            in_comment: false,
        }
    }

    /// What a name of the runtime module is called here; it is imported.
    pub(super) fn helper(&mut self, there: &'static str) -> String {
        let scope = &mut self.scope;
        let here = self.helpers.entry(there).or_insert_with(|| scope.claim(there, Reserved::Nothing)).clone();
        self.import(runtime::MODULE, there, &here);
        here
    }

    /// How a global is referred to here: with `globalThis` where a name of the file hides it.
    pub(super) fn global(&self, name: &'static str) -> String {
        if self.scope.holds(name) { format!("globalThis.{name}") } else { name.to_owned() }
    }

    /// What a type of another file is called here; it is imported.
    pub(super) fn foreign(&mut self, ty: TypeId, flow: Flow, home: Home) -> String {
        let there = self.cx.naming.ty(ty, flow);
        let scope = &mut self.scope;
        let here =
            self.foreign.entry((ty, flow)).or_insert_with(|| scope.claim(there, Reserved::Global)).clone();
        self.import_type(home, there, &here);
        here
    }

    /// Imports a name of the file of `home`.
    pub(super) fn import_type(&mut self, home: Home, there: &str, here: &str) {
        let path = &self.cx.naming.unit(home).path;
        self.import(path, there, here);
    }

    /// Imports the whole file of `home` under a name, and exports it again.
    pub(super) fn import_namespace(&mut self, home: Home, name: &str) {
        self.namespaces.push((self.cx.naming.unit(home).path.as_str(), name.to_owned()));
    }

    /// What `lower` gives for a comment: what it refers to is not imported.
    pub(super) fn in_comment<T>(&mut self, lower: impl FnOnce(&mut Sheet<'a>) -> T) -> T {
        self.in_comment = true;
        let result = lower(self);
        self.in_comment = false;
        result
    }

    /// The file.
    pub(super) fn finish(self, source: String, doc: Doc, items: Vec<Item>) -> File {
        let from = |path| specifier(self.path, path);
        let namespace = |(path, name): &(_, String)| Import {
            from: from(*path),
            what: Imported::Namespace(name.clone()),
        };
        let names = |(path, names): (_, BTreeSet<Renamed>)| Import {
            from: from(path),
            what: Imported::Names(names.into_iter().collect()),
        };
        let mut imports: Vec<Import> =
            self.namespaces.iter().map(namespace).chain(self.imports.into_iter().map(names)).collect();
        imports.sort_by(|a, b| a.from.cmp(&b.from));
        let namespaces = self.namespaces.into_iter().map(|(_, name)| name).collect();
        File { path: self.path.to_owned(), source, doc, imports, namespaces, items }
    }

    fn import(&mut self, path: &'a str, there: &str, here: &str) {
        if !self.in_comment {
            let name = Renamed { there: there.to_owned(), here: here.to_owned() };
            self.imports.entry(path).or_default().insert(name);
        }
    }
}

/// How one file names another: relative, with the extension of what runs.
fn specifier(from: &str, to: &str) -> String {
    match (from.rsplit_once('/'), to.rsplit_once('/')) {
        (Some((folder, _)), Some((same, name))) if folder == same => format!("./{name}.js"),
        (Some(_), _) => format!("../{to}.js"),
        (None, _) => format!("./{to}.js"),
    }
}
