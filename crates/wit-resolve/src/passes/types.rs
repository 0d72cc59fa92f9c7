//! Type definitions and type expressions. After this pass every named type has its kind; a name that is not found is the
//! type `Error`, reported once however often it is used; no type contains itself; the types of an interface stand in order,
//! `use`d ones first, each behind the types it consists of.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use outwit_diagnostics::{Span, closest};
use outwit_parser::ast;

use super::scope::find_cycles;
use super::{Context, FileIndex, Member, NamelessGraph};
use crate::analysis::Definition;
use crate::diagnostics::{self as errors, Wanted};
use crate::graph::{
    Case, EnumCase, Field, Flag, Id, Name, NameMap, Owner, PackageId, Primitive, ResourceId, TypeId, TypeKind,
};

pub(super) fn resolve_types(cx: &mut Context<'_>) {
    let owners: Vec<Owner> = cx.owners().collect();
    for owner in &owners {
        define_resources_and_aliases(cx, *owner);
    }
    break_alias_cycles(cx);
    for owner in &owners {
        define_the_rest(cx, *owner);
    }
    break_type_cycles(cx);
    for owner in &owners {
        order_types(cx, *owner);
    }
}

/// Whether a name is a resource decides what it means in a type expression, so resources and plain aliases come first.
fn define_resources_and_aliases(cx: &mut Context<'_>, owner: Owner) {
    let file = cx.scope(owner).file;
    let mut unknown = UnknownNames::new(owner);
    for (ty, def) in cx.scope(owner).defs.clone() {
        let kind = match def.kind {
            ast::TypeDefKind::Resource(_) => TypeKind::Resource,
            ast::TypeDefKind::Alias(to) => match cx.file(file)[to].kind {
                ast::TyKind::Name(name) => match find_type(cx, owner, name, Wanted::Type, &mut unknown) {
                    Some(target) => TypeKind::Alias(target),
                    None => TypeKind::Error,
                },
                _ => continue,
            },
            _ => continue,
        };
        cx.builder.resolve.types[ty].kind = kind;
    }
    unknown.report(cx);
}

/// Chains of aliases that lead back into themselves would never end.
fn break_alias_cycles(cx: &mut Context<'_>) {
    let graph = cx.graph();
    let mut edges: NamelessGraph = vec![Vec::new(); graph.types.len()];
    for (id, def) in graph.types.iter() {
        if let (TypeKind::Alias(to), Some(span)) = (&def.kind, def.span) {
            edges[id.index()].push((to.index(), span));
        }
    }
    report_type_cycles(cx, &edges);
}

fn break_type_cycles(cx: &mut Context<'_>) {
    let graph = cx.graph();
    let mut edges: NamelessGraph = vec![Vec::new(); graph.types.len()];
    for (id, def) in graph.types.iter() {
        let span = def.span.unwrap_or(Span::new(outwit_diagnostics::FileId::from_index(0), 0, 0));
        // A handle does not contain its resource; but an alias circle through one is a circle all the same.
        def.kind.for_each_type(|part| edges[id.index()].push((part.index(), span)));
    }
    report_type_cycles(cx, &edges);
}

fn report_type_cycles(cx: &mut Context<'_>, edges: &NamelessGraph) {
    let mut broken: Vec<TypeId> = Vec::new();
    for cycle in find_cycles(edges) {
        let graph = cx.graph();
        let named: Vec<TypeId> = cycle.nodes.iter().map(|node| TypeId::from_index(*node)).collect();
        let named: Vec<TypeId> = named.into_iter().filter(|ty| graph[*ty].name.is_some()).collect();
        if named.iter().any(|ty| broken.contains(ty)) {
            continue;
        }
        let first = (0..named.len()).min_by_key(|index| graph[named[*index]].span).unwrap_or(0);
        let rotated: Vec<TypeId> = named[first..].iter().chain(&named[..first]).copied().collect();
        let names: Vec<String> =
            rotated.iter().filter_map(|ty| graph[*ty].name).map(|name| graph[name].to_owned()).collect();
        let spans: Vec<Span> = rotated.iter().filter_map(|ty| graph[*ty].span).collect();
        let diagnostic = errors::type_cycle(&names, spans[0], &spans[1..]);
        cx.report(diagnostic);
        broken.extend(rotated);
    }
    for ty in broken {
        cx.builder.resolve.types[ty].kind = TypeKind::Error;
    }
}

fn define_the_rest(cx: &mut Context<'_>, owner: Owner) {
    let mut unknown = UnknownNames::new(owner);
    for (ty, def) in cx.scope(owner).defs.clone() {
        if let Some(kind) = definition(cx, owner, def, &mut unknown) {
            cx.builder.resolve.types[ty].kind = kind;
        }
    }
    unknown.report(cx);
}

/// What a definition means; `None` for what has been defined before.
fn definition(
    cx: &mut Context<'_>,
    owner: Owner,
    def: &ast::TypeDef,
    unknown: &mut UnknownNames,
) -> Option<TypeKind> {
    let file = cx.scope(owner).file;
    let tree = cx.file(file);
    Some(match def.kind {
        ast::TypeDefKind::Resource(_) => return None,
        ast::TypeDefKind::Alias(to) => match tree[to].kind {
            ast::TyKind::Name(_) => return None,
            _ => TypeKind::Alias(expression(cx, owner, to, unknown)),
        },
        ast::TypeDefKind::Record(fields) => {
            let mut all = Vec::with_capacity(fields.len());
            for field in &tree[fields] {
                let ty = expression(cx, owner, field.ty, unknown);
                let (name, docs, span) = named(cx, file, field.name, field.docs);
                all.push(Field { name, ty, docs, span });
            }
            TypeKind::Record(all.into())
        }
        ast::TypeDefKind::Variant(cases) => {
            let mut all = Vec::with_capacity(cases.len());
            for case in &tree[cases] {
                let ty = case.ty.map(|ty| expression(cx, owner, ty, unknown));
                let (name, docs, span) = named(cx, file, case.name, case.docs);
                all.push(Case { name, ty, docs, span });
            }
            TypeKind::Variant(all.into())
        }
        ast::TypeDefKind::Flags(flags) => {
            let mut all = Vec::with_capacity(flags.len());
            for flag in &tree[flags] {
                let (name, docs, span) = named(cx, file, flag.name, flag.docs);
                all.push(Flag { name, docs, span });
            }
            TypeKind::Flags(all.into())
        }
        ast::TypeDefKind::Enum(cases) => {
            let mut all = Vec::with_capacity(cases.len());
            for case in &tree[cases] {
                let (name, docs, span) = named(cx, file, case.name, case.docs);
                all.push(EnumCase { name, docs, span });
            }
            TypeKind::Enum(all.into())
        }
    })
}

fn named(
    cx: &mut Context<'_>,
    file: FileIndex,
    ident: ast::Ident,
    docs: ast::List<ast::DocComment>,
) -> (Name, Option<crate::graph::DocsId>, Span) {
    (cx.name(file, ident.name), cx.docs(file, docs), cx.span(file, ident.range))
}

/// The type that an expression means. Recursive over written nesting, which the parser bounds.
pub(super) fn expression(
    cx: &mut Context<'_>,
    owner: Owner,
    ty: ast::TyId,
    unknown: &mut UnknownNames,
) -> TypeId {
    let file = cx.scope(owner).file;
    let tree = cx.file(file);
    let written = tree[ty];
    let mut sub = |cx: &mut Context<'_>, ty: ast::TyId| expression(cx, owner, ty, unknown);
    let kind = match written.kind {
        ast::TyKind::Primitive(primitive) => return TypeId::primitive(primitive),
        ast::TyKind::Name(name) => return named_type(cx, owner, name, unknown),
        ast::TyKind::Own(name) => handle(cx, owner, name, "own", TypeKind::Own, unknown),
        ast::TyKind::Borrow(name) => handle(cx, owner, name, "borrow", TypeKind::Borrow, unknown),
        ast::TyKind::List(elem) => TypeKind::List(sub(cx, elem)),
        ast::TyKind::FixedLengthList(elem, len) => {
            if len == 0 {
                let span = cx.span(file, written.range);
                cx.report(errors::empty_fixed_list(span));
            }
            TypeKind::FixedLengthList(sub(cx, elem), len)
        }
        ast::TyKind::Map(key, value) => {
            check_map_key(cx, file, key);
            TypeKind::Map(sub(cx, key), sub(cx, value))
        }
        ast::TyKind::Option(some) => TypeKind::Option(sub(cx, some)),
        ast::TyKind::Result { ok, err } => {
            TypeKind::Result { ok: ok.map(|ty| sub(cx, ty)), err: err.map(|ty| sub(cx, ty)) }
        }
        ast::TyKind::Tuple(types) => {
            if types.is_empty() {
                let span = cx.span(file, written.range);
                cx.report(errors::empty_type("tuple", "type", span));
            }
            TypeKind::Tuple(tree[types].iter().map(|ty| sub(cx, *ty)).collect())
        }
        ast::TyKind::Future(ty) => TypeKind::Future(ty.map(|ty| sub(cx, ty))),
        ast::TyKind::Stream(ty) => TypeKind::Stream(ty.map(|ty| sub(cx, ty))),
        ast::TyKind::Error => TypeKind::Error,
    };
    cx.builder.anonymous(kind)
}

/// A bare name: the type, or if it is a resource an owned handle to it.
fn named_type(cx: &mut Context<'_>, owner: Owner, name: ast::Ident, unknown: &mut UnknownNames) -> TypeId {
    match find_type(cx, owner, name, Wanted::Type, unknown) {
        Some(ty) if *cx.graph().kind(ty) == TypeKind::Resource => {
            cx.builder.anonymous(TypeKind::Own(ResourceId::new(ty)))
        }
        Some(ty) => ty,
        None => cx.builder.anonymous(TypeKind::Error),
    }
}

fn handle(
    cx: &mut Context<'_>,
    owner: Owner,
    name: ast::Ident,
    keyword: &str,
    make: fn(ResourceId) -> TypeKind,
    unknown: &mut UnknownNames,
) -> TypeKind {
    let Some(ty) = find_type(cx, owner, name, Wanted::Resource, unknown) else { return TypeKind::Error };
    match cx.graph().kind(ty) {
        TypeKind::Resource => make(ResourceId::new(ty)),
        // The definition, or that it goes in a circle, has been reported.
        TypeKind::Error if is_broken(cx, ty) => TypeKind::Error,
        _ => {
            let file = cx.scope(owner).file;
            let (span, text) = (cx.span(file, name.range), cx.file(file)[name].to_owned());
            let defined = cx.graph()[ty].span;
            cx.report(errors::not_a_resource(&text, keyword, span, defined));
            TypeKind::Error
        }
    }
}

/// Whether a type stayed `Error` because its definition is wrong: aliases are final when expressions are resolved, other
/// definitions are still to come.
fn is_broken(cx: &Context<'_>, ty: TypeId) -> bool {
    let end = cx.graph().dealias(ty);
    let def = &cx.graph()[end];
    if def.owner == Owner::None {
        return true;
    }
    let scope = cx.scope(def.owner);
    let is_use = scope.uses.iter().any(|decl| decl.types.iter().any(|(used, _)| *used == end));
    let tree = cx.file(scope.file);
    let is_alias = scope.defs.iter().any(|(id, def)| {
        *id == end
            && matches!(def.kind, ast::TypeDefKind::Alias(to) if matches!(tree[to].kind, ast::TyKind::Name(_)))
    });
    is_use || is_alias
}

fn check_map_key(cx: &mut Context<'_>, file: FileIndex, key: ast::TyId) {
    let written = cx.file(file)[key];
    let is_key = match written.kind {
        ast::TyKind::Primitive(primitive) => {
            !matches!(primitive, Primitive::F32 | Primitive::F64 | Primitive::ErrorContext)
        }
        ast::TyKind::Error => true,
        _ => false,
    };
    if !is_key {
        let span = cx.span(file, written.range);
        cx.report(errors::invalid_map_key(span));
    }
}

/// The named type in scope, also an alias of a resource.
fn find_type(
    cx: &mut Context<'_>,
    owner: Owner,
    ident: ast::Ident,
    wanted: Wanted,
    unknown: &mut UnknownNames,
) -> Option<TypeId> {
    let file = cx.scope(owner).file;
    let name = cx.name(file, ident.name);
    let span = cx.span(file, ident.range);
    match cx.scope(owner).members.get(&name).copied() {
        Some((Member::Type(ty), _)) => {
            cx.uses.push((span, Definition::Type(ty)));
            Some(ty)
        }
        Some((Member::Function, defined)) => {
            let text = cx.graph()[name].to_owned();
            cx.report(errors::not_a_type(&text, span, defined));
            None
        }
        None => {
            unknown.add(name, span, wanted);
            None
        }
    }
}

/// Names that were not found in one scope: each is reported once, with the number of its uses.
pub(super) struct UnknownNames {
    owner: Owner,
    found: NameMap<(Vec<Span>, Wanted)>,
}

impl UnknownNames {
    pub(super) fn new(owner: Owner) -> UnknownNames {
        UnknownNames { owner, found: NameMap::default() }
    }

    fn add(&mut self, name: Name, span: Span, wanted: Wanted) {
        self.found.insert_new(name, (Vec::new(), wanted));
        let (spans, first) = self.found.get_mut(&name).expect("it has just been added");
        spans.push(span);
        if spans.len() > 1 && wanted == Wanted::Type {
            *first = wanted;
        }
    }

    pub(super) fn report(self, cx: &mut Context<'_>) {
        if self.found.is_empty() {
            return;
        }
        let in_scope = known_types(cx, self.owner);
        for (name, (mut spans, wanted)) in self.found {
            if cx.may_be_lost(self.owner, name) {
                continue;
            }
            spans.sort();
            let may_compare = cx.may_compare(in_scope.len());
            let graph = cx.graph();
            let text = graph[name].to_owned();
            let place = cx.owner_name(self.owner);
            let candidates = in_scope.iter().filter(|_| may_compare).map(|name| &graph[*name]);
            let mut diagnostic =
                errors::unknown_name(wanted, &text, &place, spans[0], &spans[1..], candidates.clone());
            let keywords = Primitive::ALL.map(Primitive::keyword);
            let is_slip = closest(&text, candidates.chain(keywords)).is_some();
            if let Some(help) = elsewhere(cx, self.owner, name, is_slip) {
                diagnostic.help = vec![help];
            }
            cx.report_unknown(&text, diagnostic);
        }
    }
}

/// The types of a scope that names can be confused with: not those whose `use` found nothing.
fn known_types(cx: &Context<'_>, owner: Owner) -> Vec<Name> {
    let scope = cx.scope(owner);
    let used = scope.uses.iter().flat_map(|decl| decl.types.iter().map(|(ty, _)| *ty));
    let lost: Vec<TypeId> = used.filter(|ty| cx.graph()[*ty].kind == TypeKind::Error).collect();
    let types = scope.members.iter().filter_map(|(name, (member, _))| match member {
        Member::Type(ty) if !lost.contains(ty) => Some(*name),
        _ => None,
    });
    types.collect()
}

/// If an interface of the same package has a type of this name, or nothing in scope is close but a type elsewhere is: how
/// to use it.
fn elsewhere(cx: &mut Context<'_>, owner: Owner, name: Name, is_slip: bool) -> Option<String> {
    let package = cx.package_of(owner);
    if !cx.types_of_packages.contains_key(&package) {
        let index = types_of_package(cx, package);
        cx.types_of_packages.insert(package, index);
    }
    let may_search = !is_slip && cx.may_compare(cx.types_of_packages[&package].len());
    let graph = cx.graph();
    let types = &cx.types_of_packages[&package];
    let advice = |interface: Name, ty: Name| format!("write `use {}.{{{}}};`", &graph[interface], &graph[ty]);
    if let Some(interface) = types.get(&name) {
        return Some(format!("interface `{}` has it: {}", &graph[*interface], advice(*interface, name)));
    }
    if !may_search {
        return None;
    }
    let near = closest(&graph[name], types.keys().map(|ty| &graph[*ty]))?;
    let (ty, interface) = types.iter().find(|(ty, _)| &graph[**ty] == near)?;
    let advice = advice(*interface, *ty);
    Some(format!("did you mean `{near}` of interface `{}`? {advice}", &graph[*interface]))
}

/// Every type name of a package's interfaces with the first interface that has it.
fn types_of_package(cx: &Context<'_>, package: PackageId) -> NameMap<Name> {
    let mut types = NameMap::default();
    for (interface, id) in &cx.graph()[package].interfaces {
        for ty in known_types(cx, Owner::Interface(*id)) {
            types.insert_new(ty, *interface);
        }
    }
    types
}

/// Puts the types of a scope in order: `use`d ones as they come, then definitions, of those whose parts are there already
/// the first that is written.
fn order_types(cx: &mut Context<'_>, owner: Owner) {
    let scope = cx.scope(owner);
    let used = scope.uses.iter().flat_map(|decl| decl.types.iter().map(|(ty, _)| *ty));
    let mut order: Vec<TypeId> = used.collect();
    let defs: Vec<TypeId> = scope.defs.iter().map(|(ty, _)| *ty).collect();
    order.extend(in_dependency_order(cx, &defs));
    match owner {
        Owner::Interface(id) => {
            let mut types = NameMap::default();
            for ty in order {
                let name = cx.graph()[ty].name.expect("a defined type has a name");
                types.insert_new(name, ty);
            }
            cx.builder.resolve.interfaces[id].types = types;
        }
        Owner::World(id) => {
            let members = &cx.worlds[id.index()].members;
            let graph = &cx.builder.resolve;
            let first = |ty: &TypeId| {
                let name = graph[*ty].name.expect("a defined type has a name");
                members.get(&name).is_some_and(|(member, _)| *member == Member::Type(*ty))
            };
            let order = order.into_iter().filter(first).collect();
            cx.worlds[id.index()].ordered_types = order;
        }
        Owner::None => {}
    }
}

/// Kahn's algorithm with the order of writing as tie-break, so that the order is that of other tools.
fn in_dependency_order(cx: &Context<'_>, defs: &[TypeId]) -> Vec<TypeId> {
    let position: HashMap<TypeId, usize> = defs.iter().enumerate().map(|(at, ty)| (*ty, at)).collect();
    let mut waiting_for = vec![0_usize; defs.len()];
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); defs.len()];
    for (at, ty) in defs.iter().enumerate() {
        named_parts(cx, *ty, &mut |part| {
            if let Some(part) = position.get(&part) {
                waiting_for[at] += 1;
                needed_by[*part].push(at);
            }
        });
    }
    let mut ready: BinaryHeap<Reverse<usize>> =
        (0..defs.len()).filter(|at| waiting_for[*at] == 0).map(Reverse).collect();
    let mut order = Vec::with_capacity(defs.len());
    while let Some(Reverse(at)) = ready.pop() {
        order.push(defs[at]);
        for user in std::mem::take(&mut needed_by[at]) {
            waiting_for[user] -= 1;
            if waiting_for[user] == 0 {
                ready.push(Reverse(user));
            }
        }
    }
    order
}

/// The named types that a named type's definition mentions, anonymous types looked through. Anonymous nesting is bounded.
fn named_parts(cx: &Context<'_>, ty: TypeId, each: &mut dyn FnMut(TypeId)) {
    cx.graph()[ty].kind.for_each_type(|part| match cx.graph()[part].name {
        Some(_) => each(part),
        None => named_parts(cx, part, each),
    });
}
