//! From the model to trees: one file for each package, with docs and gates.

use std::collections::{BTreeMap, HashMap};

use outwit_diagnostics::{ByteRange, Diagnostic};
use outwit_parser::ast::{self, List};

use super::decoder::Model;
use super::model::{
    Function, Member, Named, PackageId, Scope, ScopeId, Type, TypeKind, World, WorldItem, WorldItemKind,
};
use crate::diagnostics as errors;
use crate::package_docs::SECTION;
use crate::package_docs::read::{
    Gate, GateKind, InterfaceDocs, ItemDocs, PackageDocs, SideDocs, Text, TypeDocs, WorldDocs,
};

type Emitted<T> = Result<T, Diagnostic>;

/// The tree of one package of the model. `docs` are about it; all of them must be about something that is there.
pub(super) fn package(model: &mut Model, index: usize, mut docs: PackageDocs) -> Emitted<ast::File> {
    let id = model.packages[index].id.clone();
    let range = model.packages[index].range;
    let tree = std::mem::replace(&mut model.packages[index].tree, ast::File::new(model.file));
    let version = id.version.as_deref().and_then(|version| semver::Version::parse(version).ok());
    let mut emitter = Emitter { model, package: index, version, tree };
    let mut items = vec![emitter.header(&id, range, docs.docs.take())];
    for scope in emitter.model.packages[index].interfaces.clone() {
        let (name, _) =
            emitter.model.scopes[scope.0].name.clone().expect("interfaces of packages have names");
        let about = docs.interfaces.remove(&emitter.tree[name]).unwrap_or_default();
        items.push(emitter.interface(scope, name, about)?);
    }
    for world in std::mem::take(&mut emitter.model.packages[index].worlds) {
        let about = docs.worlds.remove(&emitter.tree[world.name]).unwrap_or_default();
        items.push(emitter.world(&world, about)?);
    }
    if let Some((name, about)) = docs.interfaces.iter().next() {
        return Err(emitter.left_over(name, about.item.range));
    }
    if let Some((name, about)) = docs.worlds.iter().next() {
        return Err(emitter.left_over(name, about.item.range));
    }
    emitter.tree.items = emitter.tree.arenas.list(items);
    Ok(emitter.tree)
}

struct Emitter<'m> {
    model: &'m mut Model,
    package: usize,
    version: Option<semver::Version>,
    tree: ast::File,
}

/// A type of an interface or world, in the form that both hold.
enum TypeItem {
    Use(ast::Use),
    Def(ast::TypeDef),
}

impl Emitter<'_> {
    fn left_over(&self, name: &str, range: ByteRange) -> Diagnostic {
        let what = format!("speaks of `{name}`, which is not there");
        errors::malformed_section(self.model.span(range), SECTION, &what)
    }

    fn nothing_left<'d>(&self, mut left: impl Iterator<Item = (&'d String, ByteRange)>) -> Emitted<()> {
        match left.next() {
            Some((name, range)) => Err(self.left_over(name, range)),
            None => Ok(()),
        }
    }

    fn ident(&mut self, text: &str, range: ByteRange) -> ast::Ident {
        ast::Ident { name: self.tree.names.intern(text), range }
    }

    fn header(&mut self, id: &PackageId, range: ByteRange, docs: Option<Text>) -> ast::Item {
        let meta = self.meta(ItemDocs { docs, ..ItemDocs::default() }, None, range);
        let namespace = self.ident(&id.namespace, range);
        let name = self.ident(&id.name, range);
        let name = ast::PackageName {
            namespaces: self.tree.arenas.list([namespace]),
            names: self.tree.arenas.list([name]),
            version: id.version.as_ref().map(|version| self.version(version, range)),
            range,
        };
        ast::Item::PackageHeader(ast::PackageHeader { meta, name, range })
    }

    fn version(&mut self, version: &str, range: ByteRange) -> ast::VersionText {
        ast::VersionText { text: self.tree.names.intern(version), range }
    }

    fn interface(&mut self, scope: ScopeId, name: ast::Ident, mut docs: InterfaceDocs) -> Emitted<ast::Item> {
        let range = name.range;
        let meta = self.meta(std::mem::take(&mut docs.item), None, range);
        let items = self.interface_items(scope, docs)?;
        Ok(ast::Item::Interface(ast::Interface { meta, name, items, range }))
    }

    fn interface_items(&mut self, id: ScopeId, mut docs: InterfaceDocs) -> Emitted<List<ast::InterfaceItem>> {
        let scope = self.take(id);
        let types = self.types(&scope.types, &scope.functions, &mut docs.types, &mut docs.funcs)?;
        let mut items: Vec<ast::InterfaceItem> = Vec::new();
        for item in types {
            items.push(match item {
                TypeItem::Use(item) => ast::InterfaceItem::Use(item),
                TypeItem::Def(def) => ast::InterfaceItem::TypeDef(def),
            });
        }
        for function in scope.functions.iter().filter(|function| function.kind.resource.is_none()) {
            let about = docs.funcs.remove(&function.label).unwrap_or_default();
            items.push(ast::InterfaceItem::Func(self.named_func(function, about)));
        }
        self.nothing_left(docs.types.iter().map(|(name, about)| (name, about.item.range)))?;
        self.nothing_left(docs.funcs.iter().map(|(name, about)| (name, about.range)))?;
        self.model.scopes[id.0] = scope;
        Ok(self.tree.arenas.list(items))
    }

    /// Takes a scope out of the model, to read it while nodes are made.
    fn take(&mut self, id: ScopeId) -> Scope {
        let Scope { package, name, .. } = &self.model.scopes[id.0];
        let empty = Scope::new(*package, name.clone());
        std::mem::replace(&mut self.model.scopes[id.0], empty)
    }
}

/// Types and functions.
impl Emitter<'_> {
    fn types(
        &mut self,
        types: &[Type],
        functions: &[Function],
        docs: &mut BTreeMap<String, TypeDocs>,
        function_docs: &mut BTreeMap<String, ItemDocs>,
    ) -> Emitted<Vec<TypeItem>> {
        let mut members: HashMap<&str, Vec<&Function>> = HashMap::new();
        for function in functions {
            if let Some((resource, _)) = &function.kind.resource {
                members.entry(resource).or_default().push(function);
            }
        }
        let mut items = Vec::new();
        let mut uses: Vec<ast::UseName> = Vec::new();
        for (at, ty) in types.iter().enumerate() {
            let about = docs.remove(&*ty.text).unwrap_or_default();
            let range = ty.name.range;
            let kind = match &ty.kind {
                TypeKind::Use(named) => {
                    uses.push(self.use_name(ty, named));
                    let is_plain = |ty: &Type| ty.external_id.is_none() && !docs.contains_key(&*ty.text);
                    let next = types.get(at + 1).filter(|next| is_plain(next));
                    let next = next.and_then(|next| match &next.kind {
                        TypeKind::Use(named) => Some(named.scope),
                        _ => None,
                    });
                    let says_nothing = about.item.docs.is_none() && about.item.gate.is_none();
                    if says_nothing && ty.external_id.is_none() && next == Some(named.scope) {
                        continue;
                    }
                    let meta = self.meta(about.item, ty.external_id.as_deref(), range);
                    let path = self.path(named.scope, range);
                    let names = self.tree.arenas.list(std::mem::take(&mut uses));
                    items.push(TypeItem::Use(ast::Use { meta, path, names, range }));
                    continue;
                }
                TypeKind::Def(def) => self.described(*def, about.items)?,
                TypeKind::Resource => {
                    let members = members.remove(&*ty.text).unwrap_or_default();
                    ast::TypeDefKind::Resource(self.members(&members, function_docs))
                }
            };
            let meta = self.meta(about.item, ty.external_id.as_deref(), range);
            items.push(TypeItem::Def(ast::TypeDef { meta, name: ty.name, kind, range }));
        }
        Ok(items)
    }

    fn use_name(&mut self, ty: &Type, named: &Named) -> ast::UseName {
        let range = ty.name.range;
        let name = self.ident(&named.name, range);
        let rename = (named.name != ty.text).then_some(ty.name);
        ast::UseName { name, rename, range }
    }

    /// A definition with docs on its fields, cases or flags.
    fn described(
        &mut self,
        def: ast::TypeDefKind,
        mut items: BTreeMap<String, Text>,
    ) -> Emitted<ast::TypeDefKind> {
        if items.is_empty() {
            return Ok(def);
        }
        macro_rules! describe {
            ($list:expr, $variant:ident) => {{
                let mut nodes = self.tree[$list].to_vec();
                for node in &mut nodes {
                    if let Some(docs) = items.remove(&self.tree[node.name]) {
                        node.docs = self.docs(Some(docs));
                    }
                }
                ast::TypeDefKind::$variant(self.tree.arenas.list(nodes))
            }};
        }
        let def = match def {
            ast::TypeDefKind::Record(fields) => describe!(fields, Record),
            ast::TypeDefKind::Flags(flags) => describe!(flags, Flags),
            ast::TypeDefKind::Variant(cases) => describe!(cases, Variant),
            ast::TypeDefKind::Enum(cases) => describe!(cases, Enum),
            def => def,
        };
        self.nothing_left(items.iter().map(|(name, text)| (name, text.range)))?;
        Ok(def)
    }

    fn members(
        &mut self,
        functions: &[&Function],
        docs: &mut BTreeMap<String, ItemDocs>,
    ) -> Option<List<ast::ResourceItem>> {
        let mut items = Vec::new();
        for function in functions {
            let about = docs.remove(&function.label).unwrap_or_default();
            let range = function.name.range;
            items.push(match function.kind.resource {
                Some((_, Member::Constructor)) => {
                    let meta = self.meta(about, function.external_id.as_deref(), range);
                    let params = self.tree.arenas.list(function.params.iter().copied());
                    let result = function.result;
                    ast::ResourceItem::Constructor { meta, keyword: range, params, result, range }
                }
                Some((_, member)) => {
                    let is_static = member == Member::Static;
                    ast::ResourceItem::Method { is_static, func: self.named_func(function, about) }
                }
                None => continue,
            });
        }
        (!items.is_empty()).then(|| self.tree.arenas.list(items))
    }

    fn named_func(&mut self, function: &Function, about: ItemDocs) -> ast::NamedFunc {
        let range = function.name.range;
        let meta = self.meta(about, function.external_id.as_deref(), range);
        ast::NamedFunc { meta, name: function.name, func: self.func(function), range }
    }

    fn func(&mut self, function: &Function) -> ast::Func {
        let params = self.tree.arenas.list(function.params.iter().copied());
        let range = function.name.range;
        ast::Func { kind: function.kind.kind, params, result: function.result, range }
    }

    /// The path of an interface: its name in this package, its id elsewhere.
    fn path(&mut self, scope: ScopeId, range: ByteRange) -> ast::UsePath {
        let Scope { package, name, .. } = &self.model.scopes[scope.0];
        let package = *package;
        let (name, text) = name.clone().expect("only interfaces with names are used");
        if package == self.package {
            let item = ast::Ident { name: name.name, range };
            return ast::UsePath { namespaces: List::EMPTY, names: List::EMPTY, item, version: None, range };
        }
        let PackageId { namespace, name: package_name, version } = self.model.packages[package].id.clone();
        let item = self.ident(&text, range);
        let namespace = self.ident(&namespace, range);
        let package_name = self.ident(&package_name, range);
        ast::UsePath {
            namespaces: self.tree.arenas.list([namespace]),
            names: self.tree.arenas.list([package_name]),
            item,
            version: version.map(|version| self.version(&version, range)),
            range,
        }
    }
}

/// Worlds.
impl Emitter<'_> {
    fn world(&mut self, world: &World, mut docs: WorldDocs) -> Emitted<ast::Item> {
        let range = world.name.range;
        let meta = self.meta(std::mem::take(&mut docs.item), None, range);
        let scope = self.take(world.scope);
        // Version 0 has exports among the imports where no import has the name.
        for item in &world.exports {
            let is_import = world.imports.iter().any(|import| import.label == item.label);
            if !is_import {
                let SideDocs { inline, funcs, .. } = &mut docs.imports;
                docs.exports.inline.extend(inline.remove_entry(&item.label));
                docs.exports.funcs.extend(funcs.remove_entry(&item.label));
            }
        }
        let mut types =
            self.types(&scope.types, &scope.functions, &mut docs.types, &mut docs.imports.funcs)?.into_iter();
        let mut items: Vec<ast::WorldItem> = Vec::new();
        for item in &world.imports {
            if let WorldItemKind::Type(_) = item.kind {
                // Types come in order; where the first stands, all may.
                items.extend(types.by_ref().map(|item| match item {
                    TypeItem::Use(item) => ast::WorldItem::Use(item),
                    TypeItem::Def(def) => ast::WorldItem::TypeDef(def),
                }));
            } else if let Some(item) = self.world_item(item, &scope, &mut docs.imports)? {
                items.push(ast::WorldItem::Import(item));
            }
        }
        items.extend(types.map(|item| match item {
            TypeItem::Use(item) => ast::WorldItem::Use(item),
            TypeItem::Def(def) => ast::WorldItem::TypeDef(def),
        }));
        for item in &world.exports {
            if let Some(item) = self.world_item(item, &scope, &mut docs.exports)? {
                items.push(ast::WorldItem::Export(item));
            }
        }
        self.nothing_left(docs.types.iter().map(|(name, about)| (name, about.item.range)))?;
        for side in [&docs.imports, &docs.exports] {
            self.nothing_left(side.inline.iter().map(|(name, about)| (name, about.item.range)))?;
            self.nothing_left(side.funcs.iter().map(|(name, about)| (name, about.range)))?;
            self.nothing_left(side.interfaces.iter().map(|(name, about)| (name, about.range)))?;
        }
        let items = self.tree.arenas.list(items);
        Ok(ast::Item::World(ast::World { meta, name: world.name, items, range }))
    }

    /// An import or export; `None` for what stands in the definition of a resource.
    fn world_item(
        &mut self,
        item: &WorldItem,
        scope: &Scope,
        docs: &mut SideDocs,
    ) -> Emitted<Option<ast::Extern>> {
        let range = item.range;
        let mut external_id = item.external_id.as_deref();
        let (about, kind) = match item.kind {
            WorldItemKind::Type(_) => return Ok(None),
            WorldItemKind::Function(index) => {
                let function = &scope.functions[index];
                if function.kind.resource.is_some() {
                    return Ok(None);
                }
                external_id = function.external_id.as_deref();
                let about = docs.funcs.remove(&function.label).unwrap_or_default();
                (about, ast::ExternKind::Func { name: function.name, func: self.func(function) })
            }
            WorldItemKind::Path(interface) => {
                let about = docs.interfaces.remove(&item.label).unwrap_or_default();
                (about, ast::ExternKind::Path(self.path(interface, range)))
            }
            WorldItemKind::Labelled(name, interface) => {
                let about = docs.interfaces.remove(&item.label).unwrap_or_default();
                (about, ast::ExternKind::Named { name, path: self.path(interface, range) })
            }
            WorldItemKind::Inline(name, interface) => {
                let mut about = docs.inline.remove(&item.label).unwrap_or_default();
                let item = std::mem::take(&mut about.item);
                (item, ast::ExternKind::Interface { name, items: self.interface_items(interface, about)? })
            }
        };
        let meta = self.meta(about, external_id, range);
        Ok(Some(ast::Extern { meta, kind, range }))
    }
}

/// Docs and attributes.
impl Emitter<'_> {
    fn meta(&mut self, about: ItemDocs, external_id: Option<&str>, range: ByteRange) -> ast::Meta {
        let docs = self.docs(about.docs);
        let mut attributes = Vec::new();
        if let Some(Gate { kind, deprecated, range }) = about.gate.filter(|gate| self.is_own(gate)) {
            let kind = match kind {
                GateKind::Since(version) => {
                    ast::AttributeKind::Since(self.version(&version.to_string(), range))
                }
                GateKind::Unstable(feature) => ast::AttributeKind::Unstable(self.ident(&feature, range)),
            };
            attributes.push(ast::Attribute { kind, range });
            if let Some(version) = deprecated {
                let kind = ast::AttributeKind::Deprecated(self.version(&version.to_string(), range));
                attributes.push(ast::Attribute { kind, range });
            }
        }
        if let Some(id) = external_id {
            let kind = ast::AttributeKind::ExternalId(self.tree.names.intern(id));
            attributes.push(ast::Attribute { kind, range });
        }
        ast::Meta { docs, attributes: self.tree.arenas.list(attributes) }
    }

    /// Published tools leave `@since` at what came with an `include` from another package, whose versions it speaks of. In
    /// a package that does not have that version it would be an error. WIT.md, "Feature Gates".
    fn is_own(&self, gate: &Gate) -> bool {
        match &gate.kind {
            GateKind::Since(since) => self.version.as_ref().is_some_and(|version| since <= version),
            GateKind::Unstable(_) => true,
        }
    }

    /// One comment for each line. What may not stand in WIT text at all is replaced.
    fn docs(&mut self, docs: Option<Text>) -> Option<ast::DocsId> {
        let Text { text, range } = docs?;
        let comment = |line: &str| {
            let allowed = line.chars().map(|c| if is_allowed(c) { c } else { '\u{fffd}' });
            "/// ".chars().chain(allowed).collect::<String>()
        };
        let comments: Vec<String> = text.split('\n').map(comment).collect();
        Some(self.tree.add_docs(comments.iter().map(String::as_str), range))
    }
}

/// WIT.md, "Lexical structure": what may stand in a comment.
fn is_allowed(c: char) -> bool {
    let is_forbidden = matches!(c,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{149}' | '\u{673}' | '\u{f77}' | '\u{f79}'
        | '\u{17a3}' | '\u{17a4}' | '\u{17b4}' | '\u{17b5}');
    c == '\t' || !(c.is_control() || is_forbidden)
}
