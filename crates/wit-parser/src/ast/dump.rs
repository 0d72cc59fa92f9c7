//! A tree as text, for snapshots and comparisons: one node a line, children indented, each with its range.

use std::fmt::Write;

use outwit_diagnostics::ByteRange;

use super::{
    AttributeKind, DocsId, Extern, ExternKind, File, Func, FuncKind, Ident, Include, InterfaceItem, Item,
    List, Meta, NamedFunc, PackageName, Param, ResourceItem, TyId, TyKind, TypeDef, TypeDefKind, Use,
    UsePath, VersionText, WorldItem,
};

/// The whole tree with the range of every node.
pub fn dump(file: &File) -> String {
    Dump::new(file, true).file()
}

/// The tree without ranges and with docs as cleaned text: equal for trees that mean the same.
pub fn shape(file: &File) -> String {
    Dump::new(file, false).file()
}

struct Dump<'a> {
    file: &'a File,
    ranges: bool,
    out: String,
    indent: usize,
}

/// What is left to do; packages nest, and a file must not make the stack overflow.
enum Work {
    Items(List<Item>, usize),
    Dedent,
}

impl<'a> Dump<'a> {
    fn new(file: &'a File, ranges: bool) -> Dump<'a> {
        Dump { file, ranges, out: String::new(), indent: 0 }
    }

    fn file(mut self) -> String {
        let mut work = vec![Work::Items(self.file.items, 0)];
        while let Some(next) = work.pop() {
            let Work::Items(list, at) = next else {
                self.indent -= 1;
                continue;
            };
            let Some(item) = self.file[list].get(at) else { continue };
            work.push(Work::Items(list, at + 1));
            if let Some(inner) = self.item(item) {
                self.indent += 1;
                work.push(Work::Dedent);
                work.push(Work::Items(inner, 0));
            }
        }
        self.out
    }

    fn line(&mut self, range: ByteRange, text: &str) {
        let indent = "  ".repeat(self.indent);
        let range = if self.ranges { format!(" {range:?}") } else { String::new() };
        let _ = writeln!(self.out, "{indent}{text}{range}");
    }

    fn nested(&mut self, inside: impl FnOnce(&mut Self)) {
        self.indent += 1;
        inside(self);
        self.indent -= 1;
    }

    /// One item, and the items in it.
    fn item(&mut self, item: &Item) -> Option<List<Item>> {
        match item {
            Item::PackageHeader(header) => {
                let name = self.package(&header.name);
                self.line(header.range, &format!("package {name}"));
                self.nested(|dump| dump.meta(&header.meta));
            }
            Item::NestedPackage(package) => {
                let name = self.package(&package.name);
                self.line(package.range, &format!("package block {name}"));
                self.nested(|dump| dump.meta(&package.meta));
                return Some(package.items);
            }
            Item::Use(item) => {
                let path = self.path(&item.path);
                let rename = item.rename.map(|name| format!(" as {}", self.ident(name))).unwrap_or_default();
                self.line(item.range, &format!("use {path}{rename}"));
                self.nested(|dump| dump.meta(&item.meta));
            }
            Item::Interface(interface) => {
                let name = self.ident(interface.name);
                self.line(interface.range, &format!("interface {name}"));
                self.nested(|dump| {
                    dump.meta(&interface.meta);
                    dump.interface_items(interface.items);
                });
            }
            Item::World(world) => {
                let name = self.ident(world.name);
                self.line(world.range, &format!("world {name}"));
                self.nested(|dump| {
                    dump.meta(&world.meta);
                    dump.world_items(world.items);
                });
            }
            Item::Error(range) => self.line(*range, "error"),
        }
        None
    }

    fn interface_items(&mut self, items: List<InterfaceItem>) {
        for item in &self.file[items] {
            match item {
                InterfaceItem::Use(item) => self.use_names(item),
                InterfaceItem::TypeDef(def) => self.type_def(def),
                InterfaceItem::Func(func) => self.named_func("func", func),
                InterfaceItem::Error(range) => self.line(*range, "error"),
            }
        }
    }

    fn world_items(&mut self, items: List<WorldItem>) {
        for item in &self.file[items] {
            match item {
                WorldItem::Import(item) => self.external("import", item),
                WorldItem::Export(item) => self.external("export", item),
                WorldItem::Use(item) => self.use_names(item),
                WorldItem::TypeDef(def) => self.type_def(def),
                WorldItem::Include(include) => self.include(include),
                WorldItem::Error(range) => self.line(*range, "error"),
            }
        }
    }

    fn external(&mut self, direction: &str, item: &Extern) {
        let text = match &item.kind {
            ExternKind::Func { name, func } => format!("func {}: {}", self.ident(*name), self.func(func)),
            ExternKind::Interface { name, .. } => format!("interface {}", self.ident(*name)),
            ExternKind::Named { name, path } => format!("{}: {}", self.ident(*name), self.path(path)),
            ExternKind::Path(path) => self.path(path),
        };
        self.line(item.range, &format!("{direction} {text}"));
        self.nested(|dump| {
            dump.meta(&item.meta);
            match &item.kind {
                ExternKind::Func { func, .. } => dump.params(func.params, func.result),
                ExternKind::Interface { items, .. } => dump.interface_items(*items),
                ExternKind::Named { .. } | ExternKind::Path(_) => {}
            }
        });
    }

    fn use_names(&mut self, item: &Use) {
        let path = self.path(&item.path);
        self.line(item.range, &format!("use types of {path}"));
        self.nested(|dump| {
            dump.meta(&item.meta);
            for name in &dump.file[item.names] {
                let rename = name.rename.map(|name| format!(" as {}", dump.ident(name))).unwrap_or_default();
                let text = format!("{}{rename}", dump.ident(name.name));
                dump.line(name.range, &text);
            }
        });
    }

    fn include(&mut self, include: &Include) {
        let path = self.path(&include.path);
        self.line(include.range, &format!("include {path}"));
        self.nested(|dump| {
            dump.meta(&include.meta);
            for rename in &dump.file[include.with] {
                let text = format!("{} as {}", dump.ident(rename.from), dump.ident(rename.to));
                dump.line(rename.range, &text);
            }
        });
    }

    fn type_def(&mut self, def: &TypeDef) {
        let what = match &def.kind {
            TypeDefKind::Alias(_) => "type",
            TypeDefKind::Record(_) => "record",
            TypeDefKind::Flags(_) => "flags",
            TypeDefKind::Variant(_) => "variant",
            TypeDefKind::Enum(_) => "enum",
            TypeDefKind::Resource(None) => "resource without body",
            TypeDefKind::Resource(Some(_)) => "resource",
        };
        let name = self.ident(def.name);
        self.line(def.range, &format!("{what} {name}"));
        self.nested(|dump| {
            dump.meta(&def.meta);
            dump.type_def_body(def);
        });
    }

    fn type_def_body(&mut self, def: &TypeDef) {
        let file = self.file;
        match def.kind {
            TypeDefKind::Alias(ty) => self.ty("", ty),
            TypeDefKind::Record(fields) => {
                for field in &file[fields] {
                    let text = format!("field {}", self.ident(field.name));
                    self.line(field.range, &text);
                    self.nested(|dump| {
                        dump.docs(field.docs);
                        dump.ty("", field.ty);
                    });
                }
            }
            TypeDefKind::Flags(flags) => {
                for flag in &file[flags] {
                    self.leaf("flag", flag.name, flag.docs);
                }
            }
            TypeDefKind::Variant(cases) => {
                for case in &file[cases] {
                    let text = format!("case {}", self.ident(case.name));
                    self.line(case.range, &text);
                    self.nested(|dump| {
                        dump.docs(case.docs);
                        case.ty.into_iter().for_each(|ty| dump.ty("", ty));
                    });
                }
            }
            TypeDefKind::Enum(cases) => {
                for case in &file[cases] {
                    self.leaf("case", case.name, case.docs);
                }
            }
            TypeDefKind::Resource(items) => {
                for item in items.iter().flat_map(|items| &file[*items]) {
                    self.resource_item(item);
                }
            }
        }
    }

    fn leaf(&mut self, what: &str, name: Ident, docs: Option<DocsId>) {
        self.line(name.range, &format!("{what} {}", &self.file[name]));
        self.nested(|dump| dump.docs(docs));
    }

    fn resource_item(&mut self, item: &ResourceItem) {
        match item {
            ResourceItem::Constructor { meta, keyword, params, result, range } => {
                let keyword = self.at("constructor", *keyword);
                self.line(*range, &keyword);
                self.nested(|dump| {
                    dump.meta(meta);
                    dump.params(*params, *result);
                });
            }
            ResourceItem::Method { is_static, func } => {
                self.named_func(if *is_static { "static" } else { "method" }, func);
            }
            ResourceItem::Error(range) => self.line(*range, "error"),
        }
    }

    fn named_func(&mut self, what: &str, func: &NamedFunc) {
        let text = format!("{what} {}: {}", self.ident(func.name), self.func(&func.func));
        self.line(func.range, &text);
        self.nested(|dump| {
            dump.meta(&func.meta);
            dump.params(func.func.params, func.func.result);
        });
    }

    fn func(&self, func: &Func) -> String {
        let kind = match func.kind {
            FuncKind::Func => "func",
            FuncKind::AsyncFunc => "async func",
            FuncKind::Getter => "get",
            FuncKind::Setter => "set",
        };
        self.at(kind, func.range)
    }

    fn params(&mut self, params: List<Param>, result: Option<TyId>) {
        for param in &self.file[params] {
            let text = format!("param {}", self.ident(param.name));
            self.line(param.range, &text);
            self.nested(|dump| {
                dump.docs(param.docs);
                dump.ty("", param.ty);
            });
        }
        result.into_iter().for_each(|ty| self.ty("-> ", ty));
    }

    /// A type and, indented, the types in it.
    fn ty(&mut self, before: &str, ty: TyId) {
        let mut work = vec![(0, before.to_owned(), ty)];
        let outside = self.indent;
        while let Some((depth, before, ty)) = work.pop() {
            let file = self.file;
            let ty = &file[ty];
            self.indent = outside + depth;
            let mut inner: Vec<(&str, TyId)> = Vec::new();
            let text = match ty.kind {
                TyKind::Primitive(primitive) => primitive.keyword().to_owned(),
                TyKind::Name(name) => format!("type {}", &file[name]),
                TyKind::List(element) => {
                    inner.push(("", element));
                    "list".to_owned()
                }
                TyKind::FixedLengthList(element, length) => {
                    inner.push(("", element));
                    format!("list of {length}")
                }
                TyKind::Map(key, value) => {
                    inner.extend([("key ", key), ("value ", value)]);
                    "map".to_owned()
                }
                TyKind::Option(ty) => {
                    inner.push(("", ty));
                    "option".to_owned()
                }
                TyKind::Result { ok, err } => {
                    inner.extend(ok.map(|ty| ("ok ", ty)));
                    inner.extend(err.map(|ty| ("err ", ty)));
                    "result".to_owned()
                }
                TyKind::Tuple(tys) => {
                    inner.extend(file[tys].iter().map(|ty| ("", *ty)));
                    "tuple".to_owned()
                }
                TyKind::Future(ty) => {
                    inner.extend(ty.map(|ty| ("", ty)));
                    "future".to_owned()
                }
                TyKind::Stream(ty) => {
                    inner.extend(ty.map(|ty| ("", ty)));
                    "stream".to_owned()
                }
                TyKind::Own(name) => format!("own {}", self.ident(name)),
                TyKind::Borrow(name) => format!("borrow {}", self.ident(name)),
                TyKind::Error => "error".to_owned(),
            };
            self.line(ty.range, &format!("{before}{text}"));
            work.extend(inner.into_iter().rev().map(|(before, ty)| (depth + 1, before.to_owned(), ty)));
        }
        self.indent = outside;
    }

    fn meta(&mut self, meta: &Meta) {
        self.docs(meta.docs);
        for attribute in &self.file[meta.attributes] {
            let text = match attribute.kind {
                AttributeKind::Since(version) => format!("@since {}", self.version(version)),
                AttributeKind::Unstable(feature) => format!("@unstable {}", self.ident(feature)),
                AttributeKind::Deprecated(version) => format!("@deprecated {}", self.version(version)),
                AttributeKind::ExternalId(text) => format!("@external-id {:?}", &self.file[text]),
                AttributeKind::Error => "@error".to_owned(),
            };
            self.line(attribute.range, &text);
        }
    }

    fn docs(&mut self, docs: Option<DocsId>) {
        if let Some(docs) = docs.map(|docs| self.file[docs]) {
            let range = if self.ranges { docs.range } else { ByteRange::default() };
            let text = format!("doc {:?}", self.file.comments.clean(docs));
            self.line(range, &text);
        }
    }

    fn package(&self, name: &PackageName) -> String {
        let text = format!("{}:{}", self.idents(name.namespaces, ":"), self.idents(name.names, "/"));
        self.at(&(text + &self.at_version(name.version)), name.range)
    }

    fn path(&self, path: &UsePath) -> String {
        let mut text = String::new();
        if !path.namespaces.is_empty() {
            let _ = write!(text, "{}:", self.idents(path.namespaces, ":"));
        }
        if !path.names.is_empty() {
            let _ = write!(text, "{}/", self.idents(path.names, "/"));
        }
        text += &self.ident(path.item);
        text += &self.at_version(path.version);
        self.at(&text, path.range)
    }

    fn at_version(&self, version: Option<VersionText>) -> String {
        version.map(|version| format!("@{}", self.version(version))).unwrap_or_default()
    }

    fn version(&self, version: VersionText) -> String {
        self.at(&self.file[version.text], version.range)
    }

    fn idents(&self, idents: List<Ident>, separator: &str) -> String {
        let idents: Vec<String> = self.file[idents].iter().map(|ident| self.ident(*ident)).collect();
        idents.join(separator)
    }

    fn ident(&self, ident: Ident) -> String {
        self.at(&self.file[ident], ident.range)
    }

    fn at(&self, text: &str, range: ByteRange) -> String {
        if self.ranges { format!("{text}[{range:?}]") } else { text.to_owned() }
    }
}
