//! Packages, interfaces, worlds and named types get their ids. After this pass everything that text can refer to has an id
//! and stands in the table of its scope; stabilities are known and items are marked active or not. Bodies are empty.

use outwit_diagnostics::{ByteRange, Span, mapped};
use outwit_parser::ast;
use semver::Version;

use super::copies::Contents;
use super::gates::Gate;
use super::{Context, FileIndex, FileScope, Items, Member, Scope, Top, Unit, UseDecl};
use crate::diagnostics as errors;
use crate::graph::{
    Interface, InterfaceId, Name, NameMap, OrderSet, Owner, Package, PackageName, TypeDef, TypeId, TypeKind,
    World, WorldId,
};
use crate::load::{Group, Loaded};

pub(super) fn collect<'a>(cx: &mut Context<'a>, loaded: &'a Loaded) {
    for group in &loaded.groups {
        collect_group(cx, group);
    }
}

/// The header of a package while the files of a group are read.
struct Header {
    name: PackageName,
    span: Span,
    docs: Option<(crate::graph::DocsId, Span)>,
}

fn collect_group<'a>(cx: &mut Context<'a>, group: &'a Group) {
    let files = mapped(&group.files, |file| cx.add_file(file));
    let header = find_header(cx, &files);
    let mut scopes = Vec::new();
    for file in &files {
        let tree = cx.file(*file);
        scopes.push((*file, &tree[tree.items]));
    }
    let header = header.unwrap_or_else(|| {
        let first = scopes.iter().find_map(|(file, items)| Some(cx.span(*file, items.first()?.range())));
        let is_header = |item: &ast::Item| matches!(item, ast::Item::PackageHeader(_));
        let has_header = scopes.iter().any(|(_, items)| items.iter().any(is_header));
        cx.broken.header = true;
        // A header that says nothing usable was reported where it stands.
        if !has_header && !cx.broken.contains_word("package") {
            let empty = Span { file: group.files[0].id, range: ByteRange::empty(0) };
            cx.report(errors::missing_package(&group.path, group.is_file, first.map_or(empty, start_of)));
        }
        let name = PackageName { namespace: "unnamed".into(), name: "package".into(), version: None };
        let span = first.unwrap_or(Span { file: group.files[0].id, range: ByteRange::empty(0) });
        Header { name, span, docs: None }
    });
    let contents = Contents::of_file(cx, header.span, &scopes).filter(|_| !group.is_root);
    let package = collect_package(cx, header, contents, &scopes);
    if group.is_root {
        cx.roots.extend(package);
    }
    for (file, items) in scopes {
        for item in items {
            if let ast::Item::NestedPackage(nested) = item {
                collect_nested(cx, file, nested);
            }
        }
    }
}

fn start_of(span: Span) -> Span {
    Span::new(span.file, span.range.start, span.range.start)
}

/// The header that all files of a group agree on.
fn find_header(cx: &mut Context<'_>, files: &[FileIndex]) -> Option<Header> {
    let mut found: Option<Header> = None;
    // Those with a fault count only if there is no other.
    let mut faulty: Option<Header> = None;
    for file in files {
        let tree = cx.file(*file);
        let mut has_header = false;
        for item in &tree[tree.items] {
            let ast::Item::PackageHeader(header) = item else { continue };
            let span = cx.span(*file, header.name.range);
            let is_faulty = cx.broken.has_fault_in(cx.span(*file, header.range));
            cx.broken.header |= is_faulty;
            reject_attributes(cx, *file, header.meta, "a package");
            // The parser has reported a second header in one file.
            if std::mem::replace(&mut has_header, true) {
                continue;
            }
            let Some(name) = package_name(cx, *file, &header.name) else { continue };
            let docs_at = docs_span(cx, *file, header.meta.docs).unwrap_or(span);
            let docs = cx.docs(*file, header.meta.docs).map(|docs| (docs, docs_at));
            match &mut found {
                _ if is_faulty => faulty = faulty.or(Some(Header { name, span, docs })),
                None => found = Some(Header { name, span, docs }),
                Some(first) if first.name != name => {
                    let (this, that, at) = (name.to_string(), first.name.to_string(), first.span);
                    cx.report(errors::conflicting_packages(&this, span, &that, at));
                }
                Some(first) => match (first.docs, docs) {
                    (Some((_, first_at)), Some((_, at))) => cx.report(errors::two_package_docs(at, first_at)),
                    (None, docs) => first.docs = docs,
                    _ => {}
                },
            }
        }
    }
    found.or(faulty)
}

/// From the first doc comment to the last.
fn docs_span(cx: &Context<'_>, file: FileIndex, docs: Option<ast::DocsId>) -> Option<Span> {
    Some(cx.span(file, cx.file(file)[docs?].range))
}

fn collect_nested<'a>(cx: &mut Context<'a>, file: FileIndex, nested: &'a ast::NestedPackage) {
    reject_attributes(cx, file, nested.meta, "a package");
    let tree = cx.file(file);
    let items = &tree[nested.items];
    for item in items {
        // A header in a block has been reported by the parser.
        if let ast::Item::NestedPackage(inner) = item {
            let span = cx.span(file, inner.name.range);
            cx.report(errors::misplaced_package(span));
        }
    }
    let Some(name) = package_name(cx, file, &nested.name) else { return };
    let span = cx.span(file, nested.name.range);
    cx.broken.header |= cx.broken.has_fault_in(nested_header(cx, span));
    let docs = cx.docs(file, nested.meta.docs).map(|docs| (docs, span));
    let contents = Contents::of_block(cx, file, nested);
    collect_package(cx, Header { name, span, docs }, contents, &[(file, items)]);
}

/// From the name of a nested package up to its `{`.
fn nested_header(cx: &Context<'_>, name: Span) -> Span {
    let behind = &cx.sources.get(name.file).text()[name.range.end as usize..];
    let length = behind.find(['{', ';', '\n']).unwrap_or(0) as u32;
    Span::new(name.file, name.range.start, name.range.end + length)
}

fn reject_attributes(cx: &mut Context<'_>, file: FileIndex, meta: ast::Meta, what: &str) {
    for attribute in &cx.file(file)[meta.attributes] {
        let span = cx.span(file, attribute.range);
        cx.report(errors::misplaced_attribute(what, span));
    }
}

/// The name of a package, if it has the form that is supported.
pub(super) fn package_name(
    cx: &mut Context<'_>,
    file: FileIndex,
    name: &ast::PackageName,
) -> Option<PackageName> {
    let tree = cx.file(file);
    let ([namespace], [package]) = (&tree[name.namespaces], &tree[name.names]) else {
        let span = cx.span(file, name.range);
        cx.report(errors::nested_namespace(span));
        return None;
    };
    for part in [namespace, package] {
        let text = &tree[*part];
        if text.contains(|c: char| c.is_ascii_uppercase()) {
            let span = cx.span(file, part.range);
            cx.report(errors::invalid_package_name(text, span));
        }
    }
    let version = match name.version {
        Some(version) => Some(parse_version(cx, file, version)?),
        None => None,
    };
    Some(PackageName { namespace: tree[*namespace].to_owned(), name: tree[*package].to_owned(), version })
}

pub(super) fn parse_version(
    cx: &mut Context<'_>,
    file: FileIndex,
    version: ast::VersionText,
) -> Option<Version> {
    let text = &cx.file(file)[version.text];
    match Version::parse(text) {
        Ok(version) => Some(version),
        Err(error) => {
            let span = cx.span(file, version.range);
            cx.report(errors::invalid_version(text, &error, span));
            None
        }
    }
}

/// One package with all the places that hold its items. `None` if another one has its name already.
fn collect_package<'a>(
    cx: &mut Context<'a>,
    header: Header,
    contents: Option<Contents>,
    scopes: &[(FileIndex, &'a [ast::Item])],
) -> Option<crate::graph::PackageId> {
    let Header { name, span, docs } = header;
    if let Some(first) = cx.unit_by_name.get(&name) {
        let first_contents = cx.units[*first].contents;
        if contents.zip(first_contents).is_some_and(|(this, that)| this.is_copy_of(&that, cx.sources)) {
            return None;
        }
        let first_at = cx.graph()[cx.units[*first].package].span;
        cx.report(errors::duplicate_package(&name.to_string(), span, first_at));
        return None;
    }
    let package = cx.builder.resolve.packages.push(Package {
        name: name.clone(),
        interfaces: NameMap::default(),
        worlds: NameMap::default(),
        docs: docs.map(|(docs, _)| docs),
        span,
    });
    let unit = cx.units.len();
    cx.units.push(Unit { package, contents, items: NameMap::default() });
    cx.package_edges.push(Vec::new());
    cx.unit_by_name.insert(name, unit);
    for (file, items) in scopes {
        let scope = cx.file_scopes.len();
        let uses = items.iter().filter_map(|item| match item {
            ast::Item::Use(item) => Some(item),
            _ => None,
        });
        cx.file_scopes.push(FileScope {
            unit,
            file: *file,
            uses: uses.collect(),
            aliases: NameMap::default(),
        });
        for item in *items {
            match item {
                ast::Item::Interface(interface) => collect_interface(cx, scope, interface),
                ast::Item::World(world) => collect_world(cx, scope, world),
                _ => {}
            }
        }
    }
    Some(package)
}

fn collect_interface<'a>(cx: &mut Context<'a>, file_scope: usize, interface: &'a ast::Interface) {
    let FileScope { unit, file, .. } = cx.file_scopes[file_scope];
    let name = cx.name(file, interface.name.name);
    let span = cx.span(file, interface.name.range);
    let items = &cx.file(file)[interface.items];
    let gate = Gate::read(cx, file, cx.units[unit].package, interface.meta, "an interface");
    gate.reject_external_id(cx);
    let id = add_interface(cx, file_scope, Some(name), span, interface.meta, gate, items);
    define_top(cx, unit, name, Top::Interface(id), span);
}

/// An interface with its scope: under a name, or inline in a world.
fn add_interface<'a>(
    cx: &mut Context<'a>,
    file_scope: usize,
    name: Option<Name>,
    span: Span,
    meta: ast::Meta,
    gate: Gate,
    items: &'a [ast::InterfaceItem],
) -> InterfaceId {
    let FileScope { unit, file, .. } = cx.file_scopes[file_scope];
    let docs = cx.docs(file, meta.docs);
    let id = cx.builder.resolve.interfaces.push(Interface {
        name,
        package: cx.units[unit].package,
        types: NameMap::default(),
        functions: Vec::new(),
        docs,
        stability: gate.stability,
        active: gate.active,
        span,
    });
    let mut scope = Scope {
        owner: Owner::Interface(id),
        file_scope,
        file,
        active: gate.active,
        members: NameMap::with_capacity(items.len()),
        uses: Vec::with_capacity(count(items, |item| matches!(item, ast::InterfaceItem::Use(_)))),
        defs: Vec::with_capacity(count(items, |item| matches!(item, ast::InterfaceItem::TypeDef(_)))),
        items: Items::Interface(items),
        inline: Vec::new(),
        ordered_types: Vec::new(),
    };
    for item in items {
        match item {
            ast::InterfaceItem::Use(item) => collect_use(cx, &mut scope, item),
            ast::InterfaceItem::TypeDef(def) => collect_type(cx, &mut scope, def),
            ast::InterfaceItem::Func(_) | ast::InterfaceItem::Error(_) => {}
        }
    }
    let mut accessors = OrderSet::default();
    for item in items {
        if let ast::InterfaceItem::Func(func) = item {
            collect_function(cx, &mut scope, func, &mut accessors);
        }
    }
    cx.interfaces.push(scope);
    id
}

/// There are many interfaces, most of them small: what is kept of each takes no more room than it needs.
fn count<T>(items: &[T], is_one: impl Fn(&T) -> bool) -> usize {
    items.iter().filter(|item| is_one(item)).count()
}

fn collect_world<'a>(cx: &mut Context<'a>, file_scope: usize, world: &'a ast::World) {
    let FileScope { unit, file, .. } = cx.file_scopes[file_scope];
    let package = cx.units[unit].package;
    let name = cx.name(file, world.name.name);
    let span = cx.span(file, world.name.range);
    let gate = Gate::read(cx, file, package, world.meta, "a world");
    gate.reject_external_id(cx);
    let docs = cx.docs(file, world.meta.docs);
    let id: WorldId = cx.builder.resolve.worlds.push(World {
        name,
        package,
        imports: Vec::new(),
        exports: Vec::new(),
        inactive: Vec::new(),
        docs,
        stability: gate.stability,
        active: gate.active,
        span,
    });
    let items = &cx.file(file)[world.items];
    let mut scope = Scope {
        owner: Owner::World(id),
        file_scope,
        file,
        active: gate.active,
        members: NameMap::default(),
        uses: Vec::new(),
        defs: Vec::new(),
        items: Items::World(items),
        inline: Vec::new(),
        ordered_types: Vec::new(),
    };
    for item in items {
        match item {
            ast::WorldItem::Use(item) => collect_use(cx, &mut scope, item),
            ast::WorldItem::TypeDef(def) => collect_type(cx, &mut scope, def),
            ast::WorldItem::Import(item) | ast::WorldItem::Export(item) => {
                let ast::ExternKind::Interface { name, items } = item.kind else { continue };
                let span = cx.span(file, name.range);
                let mut gate = Gate::read(cx, file, package, item.meta, "an interface");
                gate.active &= scope.active;
                let items = &cx.file(file)[items];
                let inline = add_interface(cx, file_scope, None, span, item.meta, gate, items);
                scope.inline.push(inline);
            }
            ast::WorldItem::Include(_) | ast::WorldItem::Error(_) => {}
        }
    }
    cx.worlds.push(scope);
    define_top(cx, unit, name, Top::World(id), span);
}

fn define_top(cx: &mut Context<'_>, unit: usize, name: Name, top: Top, span: Span) {
    if let Some((_, first)) = cx.units[unit].items.get(&name) {
        let first = *first;
        let text = cx.graph()[name].to_owned();
        cx.report(errors::duplicate_name(&text, "an interface or world", span, first));
        return;
    }
    cx.units[unit].items.insert(name, (top, span));
    let package = &mut cx.builder.resolve.packages[cx.units[unit].package];
    match top {
        Top::Interface(id) => package.interfaces.insert(name, id).is_some(),
        Top::World(id) => package.worlds.insert(name, id).is_some(),
    };
}

fn collect_use<'a>(cx: &mut Context<'a>, scope: &mut Scope<'a>, decl: &'a ast::Use) {
    let package = cx.units[cx.file_scopes[scope.file_scope].unit].package;
    let mut gate = Gate::read(cx, scope.file, package, decl.meta, "a `use`");
    gate.enter(cx, scope.active, cx.span(scope.file, decl.range), scope.owner);
    let names = &cx.file(scope.file)[decl.names];
    if names.is_empty() {
        let span = cx.span(scope.file, decl.range);
        cx.report(errors::empty_use(span));
    }
    let mut types = Vec::with_capacity(names.len());
    for name in names {
        types.push((add_type(cx, scope, name.local(), None, &gate), *name));
    }
    scope.uses.push(UseDecl { decl, types, target: None });
}

fn collect_type<'a>(cx: &mut Context<'a>, scope: &mut Scope<'a>, def: &'a ast::TypeDef) {
    let package = cx.units[cx.file_scopes[scope.file_scope].unit].package;
    let mut gate = Gate::read(cx, scope.file, package, def.meta, "a type");
    gate.enter(cx, scope.active, cx.span(scope.file, def.name.range), scope.owner);
    let docs = cx.docs(scope.file, def.meta.docs);
    let ty = add_type(cx, scope, def.name, docs, &gate);
    scope.defs.push((ty, def));
}

fn add_type(
    cx: &mut Context<'_>,
    scope: &mut Scope<'_>,
    ident: ast::Ident,
    docs: Option<crate::graph::DocsId>,
    gate: &Gate,
) -> TypeId {
    let name = cx.name(scope.file, ident.name);
    let span = cx.span(scope.file, ident.range);
    let ty = cx.builder.resolve.types.push(TypeDef {
        name: Some(name),
        owner: scope.owner,
        kind: TypeKind::Error,
        docs,
        stability: gate.stability,
        active: gate.active,
        external_id: gate.external_id,
        span: Some(span),
    });
    match scope.members.get(&name) {
        Some((member, first)) => {
            if let Member::Type(earlier) = member {
                cx.defined_twice.insert(*earlier);
            }
            let (text, first) = (cx.graph()[name].to_owned(), *first);
            cx.report(errors::duplicate_name(&text, "the type", span, first));
        }
        None => drop(scope.members.insert(name, (Member::Type(ty), span))),
    }
    ty
}

/// Functions of an interface share the namespace of its types. Getter and setter of one property share a name.
fn collect_function(
    cx: &mut Context<'_>,
    scope: &mut Scope<'_>,
    func: &ast::NamedFunc,
    accessors: &mut OrderSet<(Name, bool)>,
) {
    let name = cx.name(scope.file, func.name.name);
    let span = cx.span(scope.file, func.name.range);
    let is_setter = func.func.kind == ast::FuncKind::Setter;
    let is_accessor = is_setter || func.func.kind == ast::FuncKind::Getter;
    let has_pair = is_accessor && accessors.contains((name, !is_setter));
    let is_new = !is_accessor || accessors.insert((name, is_setter));
    match scope.members.get(&name) {
        Some((Member::Function, _)) if has_pair && is_new => {}
        Some((_, first)) => {
            let (text, first) = (cx.graph()[name].to_owned(), *first);
            cx.report(errors::duplicate_name(&text, "the function", span, first));
        }
        None => drop(scope.members.insert(name, (Member::Function, span))),
    }
}
