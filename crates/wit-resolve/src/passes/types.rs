//! Type definitions and type expressions. After this pass every named type has its kind; a name that is not found is the
//! type `Error`, reported once however often it is used; no type contains itself; the types of an interface stand in order,
//! `use`d ones first, each behind the types it consists of.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use outwit_diagnostics::{Span, mapped, sort_by};
use outwit_parser::ast;

use super::cycles::find_cycles;
use super::limits::MEMBERS;
pub(super) use super::unknown::UnknownNames;
use super::{Context, FileIndex, Member, NamelessGraph};
use crate::analysis::Definition;
use crate::diagnostics::{self as errors, Wanted};
use crate::graph::{
    Case, EnumCase, Field, Flag, Id, IdMap, Name, NameMap, OrderSet, Owner, Primitive, Resolve, ResourceId,
    TypeId, TypeKind,
};

pub(super) fn resolve_types(cx: &mut Context<'_>) {
    let owners = cx.owners();
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
    for index in 0..cx.scope(owner).defs.len() {
        let (ty, def) = cx.scope(owner).defs[index];
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
    if !has_alias_cycle(graph) {
        return;
    }
    let mut edges: NamelessGraph = vec![Vec::new(); graph.types.len()];
    for (id, def) in graph.types.iter() {
        if let (TypeKind::Alias(to), Some(span)) = (&def.kind, def.span) {
            edges[id.index()].push((to.index(), span));
        }
    }
    report_type_cycles(cx, &edges);
}

/// Follows each chain of aliases to its end, or to where an earlier one went on.
fn has_alias_cycle(graph: &Resolve) -> bool {
    let mut chain_of: IdMap<TypeId, Option<TypeId>> = IdMap::filled(graph.types.len(), None);
    for start in graph.types.ids() {
        let mut at = start;
        while let TypeKind::Alias(to) = graph[at].kind {
            match chain_of[at].replace(start) {
                None => at = to,
                Some(other) if other == start => return true,
                Some(_) => break,
            }
        }
    }
    false
}

fn break_type_cycles(cx: &mut Context<'_>) {
    let has_cycle = cx.builder.resolve.find_type_order();
    if !has_cycle {
        return;
    }
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
    let mut broken: OrderSet<TypeId> = OrderSet::default();
    for cycle in find_cycles(edges) {
        let graph = cx.graph();
        let mut named = Vec::new();
        for node in &cycle.nodes {
            let ty = TypeId::from_index(*node);
            if graph[ty].name.is_some() {
                named.push(ty);
            }
        }
        if named.iter().any(|ty| broken.contains(*ty)) {
            continue;
        }
        let first = (0..named.len()).min_by_key(|index| graph[named[*index]].span).unwrap_or(0);
        named.rotate_left(first);
        let (mut names, mut spans) = (Vec::new(), Vec::new());
        for ty in &named {
            names.extend(graph[*ty].name.map(|name| graph[name].to_owned()));
            spans.extend(graph[*ty].span);
        }
        let diagnostic = errors::type_cycle(&names, spans[0], &spans[1..]);
        cx.report(diagnostic);
        for ty in named {
            broken.insert(ty);
            cx.builder.resolve.types[ty].kind = TypeKind::Error;
        }
    }
    cx.builder.resolve.type_order.clear();
}

fn define_the_rest(cx: &mut Context<'_>, owner: Owner) {
    let mut unknown = UnknownNames::new(owner);
    for index in 0..cx.scope(owner).defs.len() {
        let (ty, def) = cx.scope(owner).defs[index];
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
    docs: Option<ast::DocsId>,
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
            if types.len() > MEMBERS {
                let span = cx.span(file, written.range);
                let surplus = cx.span(file, tree[tree[types][MEMBERS]].range);
                cx.report(errors::too_many_members("tuple", "types", types.len(), MEMBERS, (surplus, span)));
            }
            TypeKind::Tuple(mapped(&tree[types], |ty| sub(cx, *ty)).into())
        }
        ast::TyKind::Future(ty) => TypeKind::Future(ty.map(|ty| sub(cx, ty))),
        ast::TyKind::Stream(ty) => TypeKind::Stream(ty.map(|ty| sub(cx, ty))),
        ast::TyKind::Error => TypeKind::Error,
    };
    let has_rules = matches!(
        kind,
        TypeKind::FixedLengthList(..) | TypeKind::Map(..) | TypeKind::Future(_) | TypeKind::Stream(_)
    );
    let id = cx.builder.anonymous(kind);
    if has_rules {
        let span = cx.span(file, written.range);
        cx.written.push((id, span));
    }
    id
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
    keyword: &'static str,
    make: fn(ResourceId) -> TypeKind,
    unknown: &mut UnknownNames,
) -> TypeKind {
    let Some(ty) = find_type(cx, owner, name, Wanted::Resource, unknown) else { return TypeKind::Error };
    match cx.graph().kind(ty) {
        TypeKind::Resource => make(ResourceId::new(ty)),
        // The definition, or that it goes in a circle, has been reported.
        TypeKind::Error if is_broken(cx, ty) => TypeKind::Error,
        // Another definition of this name may be meant.
        _ if cx.defined_twice.contains(ty) => TypeKind::Error,
        _ => {
            let place = cx.span(cx.scope(owner).file, name.range);
            cx.no_resources.get_or_insert_with(ty, || (keyword, Vec::new())).1.push(place);
            TypeKind::Error
        }
    }
}

/// Reports each type that is no resource and to which there are handles.
pub(super) fn report_no_resources(cx: &mut Context<'_>) {
    for (ty, (keyword, mut places)) in std::mem::take(&mut cx.no_resources) {
        sort_by(&mut places, Ord::cmp);
        let def = &cx.graph()[ty];
        let name = def.name.map_or("", |name| &cx.graph()[name]).to_owned();
        let defined = def.span;
        cx.report(errors::not_a_resource(&name, keyword, &places, defined));
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

/// Puts the types of a scope in order: `use`d ones as they come, then definitions, of those whose parts are there already
/// the first that is written.
fn order_types(cx: &mut Context<'_>, owner: Owner) {
    let scope = cx.scope(owner);
    let mut order: Vec<TypeId> = Vec::new();
    for decl in &scope.uses {
        for (ty, _) in &decl.types {
            order.push(*ty);
        }
    }
    let defs = mapped(&scope.defs, |(ty, _)| *ty);
    order.extend(in_dependency_order(cx, &defs));
    match owner {
        Owner::Interface(id) => {
            let mut types = NameMap::with_capacity(order.len());
            for ty in order {
                let name = cx.graph()[ty].name.expect("a defined type has a name");
                types.insert_new(name, ty);
            }
            cx.builder.resolve.interfaces[id].types = types;
        }
        Owner::World(id) => {
            let members = &cx.worlds[id.index()].members;
            let graph = &cx.builder.resolve;
            order.retain(|ty| {
                let name = graph[*ty].name.expect("a defined type has a name");
                members.get(&name).is_some_and(|(member, _)| *member == Member::Type(*ty))
            });
            cx.worlds[id.index()].ordered_types = order;
        }
        Owner::None => {}
    }
}

/// Kahn's algorithm with the order of writing as tie-break, so that the order is that of other tools.
fn in_dependency_order(cx: &Context<'_>, defs: &[TypeId]) -> Vec<TypeId> {
    // Ids are given out in the order of writing.
    let position = |part: TypeId| defs.binary_search(&part).ok();
    let is_ordered = |ty: &TypeId| {
        let mut before = true;
        named_parts(cx, *ty, &mut |part| before &= part < *ty || position(part).is_none());
        before
    };
    if defs.iter().all(is_ordered) {
        return defs.to_vec();
    }
    let mut waiting_for = vec![0_usize; defs.len()];
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); defs.len()];
    for (at, ty) in defs.iter().enumerate() {
        named_parts(cx, *ty, &mut |part| {
            if let Some(part) = position(part) {
                waiting_for[at] += 1;
                needed_by[part].push(at);
            }
        });
    }
    let mut ready: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
    for (at, count) in waiting_for.iter().enumerate() {
        if *count == 0 {
            ready.push(Reverse(at));
        }
    }
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
