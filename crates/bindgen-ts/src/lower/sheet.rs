//! The file that is being lowered: which names it has taken, and what it imports so far.

use std::collections::{BTreeMap, BTreeSet};

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{TypeId, TypeKind};

use super::Context;
use crate::facts::{Form, Role};
use crate::model::{Doc, File, Import, Item, Namespace, Renamed};
use crate::names::{self, Reserved, Scope};
use crate::runtime;
use crate::survey::{Home, home};

/// One file in the making.
pub(super) struct Sheet<'a> {
    pub(super) cx: &'a Context<'a>,
    /// The unit that the file is of; none if it declares nothing of its own.
    pub(super) home: Option<Home>,
    path: &'a str,
    scope: Scope,
    /// Names of the runtime module by what they are called here.
    helpers: BTreeMap<&'static str, String>,
    /// Types of other files that no `use` brings, by what they are called here.
    foreign: BTreeMap<(TypeId, Form), String>,
    /// Imported files by path, with what they are called here.
    namespaces: Vec<(&'a str, String, Doc)>,
    /// Imported names by the path of the file that they come from.
    imports: BTreeMap<&'a str, BTreeSet<Renamed>>,
    /// Names of the runtime module that are used at run time.
    values: BTreeSet<Renamed>,
    /// Whether what is lowered stands in a comment and imports nothing.
    in_comment: bool,
    /// The classes that the file itself has for resources; there are such where it is one of stubs.
    classes: Option<BTreeMap<TypeId, String>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(cx: &'a Context<'a>, home: Home) -> Sheet<'a> {
        let names = cx.naming.unit(home);
        Sheet::named(cx, Some(home), &names.path, names.scope.clone())
    }

    /// A file at `path` that has taken the names of `scope`.
    pub(super) fn named(cx: &'a Context<'a>, home: Option<Home>, path: &'a str, scope: Scope) -> Sheet<'a> {
        Sheet {
            cx,
            home,
            path,
            scope,
            helpers: BTreeMap::new(),
            foreign: BTreeMap::new(),
            namespaces: Vec::new(),
            imports: BTreeMap::new(),
            values: BTreeSet::new(),
            in_comment: false,
            classes: None,
        }
    }

    /// A file of stubs at `path`, which has taken the names of `scope`, among them those of `classes` for resources.
    pub(super) fn for_stubs(
        cx: &'a Context<'a>,
        path: &'a str,
        scope: Scope,
        classes: BTreeMap<TypeId, String>,
    ) -> Sheet<'a> {
        Sheet { classes: Some(classes), ..Sheet::named(cx, None, path, scope) }
    }

    /// Whether the file is one of stubs.
    pub(super) fn is_of_stubs(&self) -> bool {
        self.classes.is_some()
    }

    /// What the interface of a resource of another file is called in a file of stubs, which implements it; it is imported.
    pub(super) fn implemented(&mut self, ty: TypeId, form: Form, home: Home) -> String {
        let declared = self.cx.facts.declared(ty, form);
        let there = self.cx.naming.ty(ty, declared);
        let here = self.scope.claim(names::implemented(there), Reserved::Nothing);
        self.foreign.insert((ty, declared), here.clone());
        self.import_type(home, there, &here);
        here
    }

    /// What `lower` gives with resources as what their interfaces say, not as the classes of the file.
    pub(super) fn by_interfaces<T>(&mut self, lower: impl FnOnce(&mut Sheet<'a>) -> T) -> T {
        let classes = self.classes.as_mut().map(std::mem::take);
        let result = lower(self);
        self.classes = classes;
        result
    }

    /// The class that the file itself has for a type, if it is one of the copy of its interface that is written.
    fn class(&self, ty: TypeId, side: Direction) -> Option<&String> {
        let classes = self.classes.as_ref()?;
        let (mut ty, mut side) = (ty, side);
        loop {
            side = self.cx.survey.copy(home(self.cx.resolve, ty)?, side);
            match self.cx.resolve[ty].kind {
                TypeKind::Alias(to) => ty = to,
                _ => break,
            }
        }
        let is_written = Role::of(self.cx.options.mode, side) == Role::Implementer;
        classes.get(&ty).filter(|_| is_written)
    }

    /// Takes a name of ours for something of the file.
    pub(super) fn claim(&mut self, name: &str) -> String {
        self.scope.claim(name, Reserved::Global)
    }

    /// What a name of the runtime module is called here; it is imported.
    pub(super) fn helper(&mut self, there: &'static str) -> String {
        let scope = &mut self.scope;
        let here = self.helpers.entry(there).or_insert_with(|| scope.claim(there, Reserved::Nothing)).clone();
        self.import(runtime::MODULE, there, &here);
        here
    }

    /// What a value of the runtime module is called here; it is imported.
    pub(super) fn value(&mut self, there: &'static str) -> String {
        let scope = &mut self.scope;
        let here = self.helpers.entry(there).or_insert_with(|| scope.claim(there, Reserved::Binding)).clone();
        self.values.insert(Renamed { there: there.to_owned(), here: here.clone() });
        here
    }

    /// How a global is referred to here: with `globalThis` where a name of the file hides it.
    pub(super) fn global(&self, name: &'static str) -> String {
        if self.scope.holds(name) { format!("globalThis.{name}") } else { name.to_owned() }
    }

    /// What a type of another file is called here; it is imported.
    pub(super) fn foreign(&mut self, ty: TypeId, form: Form, home: Home) -> String {
        if let Some(class) = self.class(ty, form.side) {
            return class.clone();
        }
        let (ty, form, home) =
            if self.is_of_stubs() { self.original(ty, form, home) } else { (ty, form, home) };
        let declared = self.cx.facts.declared(ty, form);
        let there = self.cx.naming.ty(ty, declared);
        if self.in_comment && self.is_of_stubs() {
            return there.to_owned();
        }
        let scope = &mut self.scope;
        let key = (ty, declared);
        let here = self.foreign.entry(key).or_insert_with(|| scope.claim(there, Reserved::Global)).clone();
        self.import_type(home, there, &here);
        here
    }

    /// The type that others use, so that it has one name in a file, however many interfaces it comes through.
    fn original(&self, ty: TypeId, form: Form, at: Home) -> (TypeId, Form, Home) {
        let cx = self.cx;
        let (mut ty, mut form, mut at) = (ty, form, at);
        while let TypeKind::Alias(to) = cx.resolve[ty].kind
            && let Some(next) = home(cx.resolve, to).filter(|next| *next != at)
        {
            let declared = cx.facts.declared(ty, form);
            form = Form { flow: declared.flow, side: cx.survey.copy(at, declared.side) };
            (ty, at) = (to, next);
        }
        (ty, form, at)
    }

    /// Imports a name of the file of `home`.
    pub(super) fn import_type(&mut self, home: Home, there: &str, here: &str) {
        let path = &self.cx.naming.unit(home).path;
        self.import(path, there, here);
    }

    /// Exports the whole file of `home` again under a name.
    pub(super) fn namespace(&mut self, home: Home, name: &str, doc: Doc) {
        self.namespaces.push((self.cx.naming.unit(home).path.as_str(), name.to_owned(), doc));
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
        let from = |path| names::relative(self.path, path, ".js");
        let import = |(path, names): (_, BTreeSet<Renamed>)| Import {
            from: from(path),
            names: names.into_iter().collect(),
        };
        let needs = self.imports.keys().filter(|path| **path != runtime::MODULE);
        let needs = needs.map(|path| (*path).to_owned()).collect();
        let mut imports: Vec<Import> = self.imports.into_iter().map(import).collect();
        imports.sort_by(|a, b| a.from.cmp(&b.from));
        let values = Some((runtime::MODULE, self.values)).filter(|(_, names)| !names.is_empty());
        let values = values.map(import).into_iter().collect();
        let namespace = |(path, name, doc)| Namespace { doc, from: from(path), name };
        let namespaces = self.namespaces.into_iter().map(namespace).collect();
        let path = self.path.to_owned();
        File { path, source, doc, imports, values, namespaces, reference: None, needs, items }
    }

    fn import(&mut self, path: &'a str, there: &str, here: &str) {
        if !self.in_comment {
            let name = Renamed { there: there.to_owned(), here: here.to_owned() };
            self.imports.entry(path).or_default().insert(name);
        }
    }
}
