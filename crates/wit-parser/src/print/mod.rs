//! A tree as WIT text, in one canonical form: two spaces of indentation, one item a line, docs as `///` lines.
//!
//! The text comes from the tree alone, so that trees decoded from wasm print as well; comments that are no docs are not in
//! a tree. Parsing the text of a tree without errors gives the same tree but for ranges.

mod ty;

use crate::ast::{
    AttributeKind, DocsId, Extern, ExternKind, File, Func, FuncKind, Ident, Include, InterfaceItem, Item,
    List, Meta, NamedFunc, PackageName, Param, ResourceItem, TyId, TypeDef, TypeDefKind, Use, UsePath,
    VersionText, WorldItem,
};
use crate::{string, token};

/// The whole file as WIT. Error nodes become comments that say so.
pub fn print(file: &File) -> String {
    let mut printer = Printer { file, out: String::new(), indent: 0 };
    printer.file();
    printer.out
}

/// Lists longer than this many columns are broken, one element a line.
const WIDTH: usize = 100;
const MALFORMED: &str = "/* malformed */";

struct Printer<'a> {
    file: &'a File,
    out: String,
    indent: usize,
}

/// What decides on empty lines: items of one kind that are one plain line each stand together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    /// Alone between empty lines.
    Apart,
    Use,
    Import,
    Export,
    Include,
    Type,
    Func,
}

impl Group {
    fn of(group: Group, meta: &Meta) -> Group {
        if meta.docs.is_none() && meta.attributes.is_empty() { group } else { Group::Apart }
    }
}

/// Top level. Packages nest, so the items left to print stand on a stack.
impl Printer<'_> {
    fn file(&mut self) {
        let mut open: Vec<(List<Item>, usize)> = vec![(self.file.items, 0)];
        while let Some((list, at)) = open.pop() {
            let items = &self.file[list];
            let Some(item) = items.get(at) else {
                if !open.is_empty() {
                    self.indent -= 1;
                    self.line("}");
                }
                continue;
            };
            if at > 0 {
                self.space(item_group(&items[at - 1]), item_group(item));
            }
            open.push((list, at + 1));
            if let Some(inner) = self.item(item) {
                self.indent += 1;
                open.push((inner, 0));
            }
        }
    }

    /// Prints one item, or the start of a package block, whose items are returned.
    fn item(&mut self, item: &Item) -> Option<List<Item>> {
        match item {
            Item::PackageHeader(header) => {
                self.meta(&header.meta);
                self.line(&format!("package {};", self.package(&header.name)));
            }
            Item::NestedPackage(package) => {
                self.meta(&package.meta);
                let name = self.package(&package.name);
                if package.items.is_empty() {
                    self.line(&format!("package {name} {{}}"));
                } else {
                    self.line(&format!("package {name} {{"));
                    return Some(package.items);
                }
            }
            Item::Use(item) => {
                self.meta(&item.meta);
                self.line(&format!("use {}{};", self.path(&item.path), self.rename(item.rename)));
            }
            Item::Interface(interface) => {
                self.meta(&interface.meta);
                let head = format!("interface {}", self.ident(interface.name));
                self.interface_items(&head, interface.items);
            }
            Item::World(world) => {
                self.meta(&world.meta);
                self.world_items(&format!("world {}", self.ident(world.name)), world.items);
            }
            Item::Error(_) => self.line(MALFORMED),
        }
        None
    }
}

fn item_group(item: &Item) -> Group {
    match item {
        Item::Use(item) => Group::of(Group::Use, &item.meta),
        _ => Group::Apart,
    }
}

/// Interfaces and worlds.
impl Printer<'_> {
    fn interface_items(&mut self, head: &str, items: List<InterfaceItem>) {
        let file = self.file;
        self.block(head, &file[items], interface_item_group, |printer, item| match item {
            InterfaceItem::Use(item) => printer.use_names(item),
            InterfaceItem::TypeDef(def) => printer.type_def(def),
            InterfaceItem::Func(func) => printer.named_func(false, func),
            InterfaceItem::Error(_) => printer.line(MALFORMED),
        });
    }

    fn world_items(&mut self, head: &str, items: List<WorldItem>) {
        let file = self.file;
        self.block(head, &file[items], world_item_group, |printer, item| match item {
            WorldItem::Import(item) => printer.external("import", item),
            WorldItem::Export(item) => printer.external("export", item),
            WorldItem::Use(item) => printer.use_names(item),
            WorldItem::TypeDef(def) => printer.type_def(def),
            WorldItem::Include(include) => printer.include(include),
            WorldItem::Error(_) => printer.line(MALFORMED),
        });
    }

    fn external(&mut self, direction: &str, item: &Extern) {
        self.meta(&item.meta);
        match &item.kind {
            ExternKind::Func { name, func } => {
                self.func(&format!("{direction} {}: ", self.ident(*name)), func);
            }
            ExternKind::Interface { name, items } => {
                self.interface_items(&format!("{direction} {}: interface", self.ident(*name)), *items);
            }
            ExternKind::Named { name, path } => {
                self.line(&format!("{direction} {}: {};", self.ident(*name), self.path(path)));
            }
            ExternKind::Path(path) => self.line(&format!("{direction} {};", self.path(path))),
        }
    }

    fn use_names(&mut self, item: &Use) {
        self.meta(&item.meta);
        let names = self.file[item.names].iter();
        let names = names.map(|name| self.ident(name.name) + &self.rename(name.rename)).collect();
        self.list(&format!("use {}.{{", self.path(&item.path)), names, "", "};");
    }

    fn include(&mut self, include: &Include) {
        self.meta(&include.meta);
        let path = self.path(&include.path);
        if include.with.is_empty() {
            return self.line(&format!("include {path};"));
        }
        let renames = self.file[include.with].iter();
        let renames =
            renames.map(|rename| format!("{} as {}", self.ident(rename.from), self.ident(rename.to)));
        self.list(&format!("include {path} with {{"), renames.collect(), " ", "}");
    }
}

fn interface_item_group(item: &InterfaceItem) -> Group {
    match item {
        InterfaceItem::Use(item) => Group::of(Group::Use, &item.meta),
        InterfaceItem::TypeDef(def) => type_def_group(def),
        InterfaceItem::Func(func) => Group::of(Group::Func, &func.meta),
        InterfaceItem::Error(_) => Group::Apart,
    }
}

fn world_item_group(item: &WorldItem) -> Group {
    let external = |group, item: &Extern| match item.kind {
        ExternKind::Interface { .. } => Group::Apart,
        _ => Group::of(group, &item.meta),
    };
    match item {
        WorldItem::Import(item) => external(Group::Import, item),
        WorldItem::Export(item) => external(Group::Export, item),
        WorldItem::Use(item) => Group::of(Group::Use, &item.meta),
        WorldItem::TypeDef(def) => type_def_group(def),
        WorldItem::Include(include) => Group::of(Group::Include, &include.meta),
        WorldItem::Error(_) => Group::Apart,
    }
}

fn type_def_group(def: &TypeDef) -> Group {
    match def.kind {
        TypeDefKind::Alias(_) | TypeDefKind::Resource(None) => Group::of(Group::Type, &def.meta),
        _ => Group::Apart,
    }
}

/// Type definitions and functions.
impl Printer<'_> {
    fn type_def(&mut self, def: &TypeDef) {
        self.meta(&def.meta);
        let file = self.file;
        let name = self.ident(def.name);
        match def.kind {
            TypeDefKind::Alias(ty) => self.line(&format!("type {name} = {};", self.ty(ty))),
            TypeDefKind::Record(fields) => {
                let line = |printer: &Self, name, ty| format!("{}: {},", printer.ident(name), printer.ty(ty));
                self.elements(&format!("record {name}"), &file[fields], |printer, field| {
                    (field.docs, line(printer, field.name, field.ty))
                });
            }
            TypeDefKind::Flags(flags) => {
                self.elements(&format!("flags {name}"), &file[flags], |printer, flag| {
                    (flag.docs, format!("{},", printer.ident(flag.name)))
                });
            }
            TypeDefKind::Variant(cases) => {
                self.elements(&format!("variant {name}"), &file[cases], |printer, case| {
                    let payload = case.ty.map(|ty| format!("({})", printer.ty(ty))).unwrap_or_default();
                    (case.docs, format!("{}{payload},", printer.ident(case.name)))
                });
            }
            TypeDefKind::Enum(cases) => {
                self.elements(&format!("enum {name}"), &file[cases], |printer, case| {
                    (case.docs, format!("{},", printer.ident(case.name)))
                });
            }
            TypeDefKind::Resource(None) => self.line(&format!("resource {name};")),
            TypeDefKind::Resource(Some(items)) => self.block(
                &format!("resource {name}"),
                &file[items],
                resource_item_group,
                Printer::resource_item,
            ),
        }
    }

    fn resource_item(&mut self, item: &ResourceItem) {
        match item {
            ResourceItem::Constructor { meta, params, result, .. } => {
                self.meta(meta);
                self.signature("constructor", *params, *result);
            }
            ResourceItem::Method { is_static, func } => self.named_func(*is_static, func),
            ResourceItem::Error(_) => self.line(MALFORMED),
        }
    }

    fn named_func(&mut self, is_static: bool, func: &NamedFunc) {
        self.meta(&func.meta);
        let modifier = if is_static { "static " } else { "" };
        self.func(&format!("{}: {modifier}", self.ident(func.name)), &func.func);
    }

    fn func(&mut self, before: &str, func: &Func) {
        let kind = match func.kind {
            FuncKind::Func => "func",
            FuncKind::AsyncFunc => "async func",
            FuncKind::Getter => "get",
            FuncKind::Setter => "set",
        };
        self.signature(&format!("{before}{kind}"), func.params, func.result);
    }

    /// `head(params) -> result;`
    fn signature(&mut self, head: &str, params: List<Param>, result: Option<TyId>) {
        let params = &self.file[params];
        let end = match result {
            Some(ty) => format!(") -> {};", self.ty(ty)),
            None => ");".to_owned(),
        };
        let texts: Vec<String> =
            params.iter().map(|param| format!("{}: {}", self.ident(param.name), self.ty(param.ty))).collect();
        if params.iter().all(|param| param.docs.is_none()) {
            return self.list(&format!("{head}("), texts, "", &end);
        }
        self.line(&format!("{head}("));
        self.indent += 1;
        for (param, text) in params.iter().zip(texts) {
            self.docs(param.docs);
            self.line(&format!("{text},"));
        }
        self.indent -= 1;
        self.line(&end);
    }
}

fn resource_item_group(item: &ResourceItem) -> Group {
    match item {
        ResourceItem::Constructor { meta, .. } => Group::of(Group::Func, meta),
        ResourceItem::Method { func, .. } => Group::of(Group::Func, &func.meta),
        ResourceItem::Error(_) => Group::Apart,
    }
}

/// Docs and attributes, names and types.
impl Printer<'_> {
    fn meta(&mut self, meta: &Meta) {
        self.docs(meta.docs);
        for attribute in &self.file[meta.attributes] {
            let text = match attribute.kind {
                AttributeKind::Since(version) => format!("@since(version = {})", &self.file[version.text]),
                AttributeKind::Deprecated(version) => {
                    format!("@deprecated(version = {})", &self.file[version.text])
                }
                AttributeKind::Unstable(feature) => format!("@unstable(feature = {})", self.ident(feature)),
                AttributeKind::ExternalId(id) => format!("@external-id({})", string::escaped(&self.file[id])),
                AttributeKind::Error => MALFORMED.to_owned(),
            };
            self.line(&text);
        }
    }

    fn docs(&mut self, docs: Option<DocsId>) {
        let Some(text) = self.file.doc_text(docs) else { return };
        for line in text.split('\n') {
            self.line(if line.is_empty() { "///".to_owned() } else { format!("/// {line}") }.as_str());
        }
    }

    fn ident(&self, ident: Ident) -> String {
        let name = &self.file[ident];
        if token::is_keyword(name) { format!("%{name}") } else { name.to_owned() }
    }

    fn rename(&self, rename: Option<Ident>) -> String {
        rename.map(|name| format!(" as {}", self.ident(name))).unwrap_or_default()
    }

    fn idents(&self, idents: List<Ident>, behind: &str) -> String {
        self.file[idents].iter().map(|ident| self.ident(*ident) + behind).collect()
    }

    fn package(&self, name: &PackageName) -> String {
        let names: Vec<String> = self.file[name.names].iter().map(|name| self.ident(*name)).collect();
        self.idents(name.namespaces, ":") + &names.join("/") + &self.version(name.version)
    }

    fn path(&self, path: &UsePath) -> String {
        let package = self.idents(path.namespaces, ":") + &self.idents(path.names, "/");
        package + &self.ident(path.item) + &self.version(path.version)
    }

    fn version(&self, version: Option<VersionText>) -> String {
        version.map(|version| format!("@{}", &self.file[version.text])).unwrap_or_default()
    }
}

/// Lines and blocks.
impl Printer<'_> {
    fn line(&mut self, text: &str) {
        self.out.extend(std::iter::repeat_n("  ", self.indent));
        self.out += text;
        self.out.push('\n');
    }

    /// An empty line between items that do not stand together.
    fn space(&mut self, before: Group, next: Group) {
        if before != next || next == Group::Apart {
            self.out.push('\n');
        }
    }

    /// `head { ... }` with items on lines of their own.
    fn block<T>(&mut self, head: &str, items: &[T], group: fn(&T) -> Group, print: fn(&mut Self, &T)) {
        if items.is_empty() {
            return self.line(&format!("{head} {{}}"));
        }
        self.line(&format!("{head} {{"));
        self.indent += 1;
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.space(group(&items[at - 1]), group(item));
            }
            print(self, item);
        }
        self.indent -= 1;
        self.line("}");
    }

    /// `head { ... }` with one element a line, each with its docs.
    fn elements<T>(
        &mut self,
        head: &str,
        items: &[T],
        print: impl Fn(&Self, &T) -> (Option<DocsId>, String),
    ) {
        if items.is_empty() {
            return self.line(&format!("{head} {{}}"));
        }
        self.line(&format!("{head} {{"));
        self.indent += 1;
        for item in items {
            let (docs, text) = print(self, item);
            self.docs(docs);
            self.line(&text);
        }
        self.indent -= 1;
        self.line("}");
    }

    /// `start a, b end` on one line, with `pad` inside, or one element a line.
    fn list(&mut self, start: &str, elements: Vec<String>, pad: &str, end: &str) {
        let joined = elements.join(", ");
        let pad = if elements.is_empty() { "" } else { pad };
        let line = format!("{start}{pad}{joined}{pad}{end}");
        if elements.is_empty() || 2 * self.indent + line.chars().count() <= WIDTH {
            return self.line(&line);
        }
        self.line(start);
        self.indent += 1;
        for element in elements {
            self.line(&format!("{element},"));
        }
        self.indent -= 1;
        self.line(end);
    }
}
