//! Where types are written, for messages: the graph keeps the places of names, so that of a type is looked up in the tree
//! when something is wrong with it.

use outwit_diagnostics::{ByteRange, FileId, Span};
use outwit_parser::ast;

use super::Context;
use crate::graph::{OrderMap, OrderSet, Resolve, TypeId};

/// Something with a type, by the place of its name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Typed {
    /// A parameter, a field, a case or an alias.
    Value(Span),
    /// The result of a function.
    Result(Span),
}

impl Typed {
    /// The place of the name.
    pub(super) fn name(self) -> Span {
        match self {
            Typed::Value(name) | Typed::Result(name) => name,
        }
    }
}

/// The type expressions of some things.
pub(super) struct Places<'a> {
    expressions: OrderMap<Typed, (&'a ast::File, ast::TyId)>,
}

impl<'a> Places<'a> {
    /// Finds the type expressions of these things in one walk over the files that have them.
    pub(super) fn find(cx: &Context<'a>, things: impl IntoIterator<Item = Typed>) -> Places<'a> {
        let wanted: OrderSet<Typed> = things.into_iter().collect();
        let files: OrderSet<FileId> = wanted.iter().map(|typed| typed.name().file).collect();
        let mut expressions = OrderMap::default();
        let trees = cx.files.iter().map(|names| names.file).filter(|tree| files.contains(tree.id));
        for tree in trees.take(if wanted.is_empty() { 0 } else { usize::MAX }) {
            each_typed(tree, &mut |typed, ty| {
                if wanted.contains(typed) {
                    expressions.insert(typed, (tree, ty));
                }
            });
        }
        Places { expressions }
    }

    /// The type expression of `typed`, whose type is `ty`, and its parts, outer ones first: each with its type and its place. Of
    /// what has no expression, as behind `use`, the place of the name.
    pub(super) fn parts(&self, graph: &Resolve, typed: Typed, ty: TypeId) -> Vec<(TypeId, Span)> {
        let Some((tree, written)) = self.expressions.get(&typed) else { return vec![(ty, typed.name())] };
        let mut parts = Vec::new();
        collect_parts(graph, tree, *written, ty, &mut parts);
        parts.into_iter().map(|(ty, range)| (ty, range.in_file(tree.id))).collect()
    }

    /// The first of the innermost parts for which `is_meant` holds, as it does for the whole.
    pub(super) fn innermost(
        &self,
        graph: &Resolve,
        typed: Typed,
        ty: TypeId,
        is_meant: &dyn Fn(TypeId) -> bool,
    ) -> Span {
        let is_within = |outer: Span, inner: Span| {
            inner.range.start >= outer.range.start && inner.range.end <= outer.range.end
        };
        let mut found: Option<Span> = None;
        for (part, span) in self.parts(graph, typed, ty) {
            if is_meant(part) && found.is_none_or(|found| is_within(found, span)) {
                found = Some(span);
            }
        }
        found.unwrap_or(typed.name())
    }
}

/// Calls `each` with everything in a file that has a type expression.
fn each_typed(tree: &ast::File, each: &mut dyn FnMut(Typed, ast::TyId)) {
    let arenas = &tree.arenas;
    let place = |range: ByteRange| range.in_file(tree.id);
    for param in &arenas.params {
        each(Typed::Value(place(param.name.range)), param.ty);
    }
    for field in &arenas.fields {
        each(Typed::Value(place(field.name.range)), field.ty);
    }
    for case in &arenas.cases {
        if let Some(ty) = case.ty {
            each(Typed::Value(place(case.name.range)), ty);
        }
    }
    let mut result = |name: ByteRange, ty: Option<ast::TyId>| {
        if let Some(ty) = ty {
            each(Typed::Result(place(name)), ty);
        }
    };
    for item in &arenas.resource_items {
        match item {
            ast::ResourceItem::Constructor { keyword, result: ty, .. } => result(*keyword, *ty),
            ast::ResourceItem::Method { func, .. } => result(func.name.range, func.func.result),
            ast::ResourceItem::Error(_) => {}
        }
    }
    for item in &arenas.interface_items {
        if let ast::InterfaceItem::Func(func) = item {
            result(func.name.range, func.func.result);
        }
    }
    for item in &arenas.world_items {
        if let ast::WorldItem::Import(item) | ast::WorldItem::Export(item) = item
            && let ast::ExternKind::Func { name, func } = item.kind
        {
            result(name.range, func.result);
        }
    }
    let in_interfaces = arenas.interface_items.iter().filter_map(|item| match item {
        ast::InterfaceItem::TypeDef(def) => Some(def),
        _ => None,
    });
    let in_worlds = arenas.world_items.iter().filter_map(|item| match item {
        ast::WorldItem::TypeDef(def) => Some(def),
        _ => None,
    });
    for def in in_interfaces.chain(in_worlds) {
        if let ast::TypeDefKind::Alias(ty) = def.kind {
            each(Typed::Value(place(def.name.range)), ty);
        }
    }
}

/// A type expression that means `ty`, and its parts: each with its type and its place. Recursive over written nesting, which the
/// parser bounds.
fn collect_parts(
    graph: &Resolve,
    tree: &ast::File,
    written: ast::TyId,
    ty: TypeId,
    parts: &mut Vec<(TypeId, ByteRange)>,
) {
    let ast::Ty { kind, range } = tree[written];
    parts.push((ty, range));
    if graph[ty].name.is_some() {
        return;
    }
    let mut types = Vec::new();
    graph[ty].kind.for_each_type(|part| types.push(part));
    let inner: Vec<ast::TyId> = match kind {
        // The resource that a handle leads to.
        ast::TyKind::Name(name) | ast::TyKind::Own(name) | ast::TyKind::Borrow(name) => {
            parts.extend(types.iter().map(|ty| (*ty, name.range)));
            return;
        }
        ast::TyKind::List(ty) | ast::TyKind::FixedLengthList(ty, _) | ast::TyKind::Option(ty) => vec![ty],
        ast::TyKind::Map(key, value) => vec![key, value],
        ast::TyKind::Result { ok, err } => ok.into_iter().chain(err).collect(),
        ast::TyKind::Tuple(types) => tree[types].to_vec(),
        ast::TyKind::Future(ty) | ast::TyKind::Stream(ty) => ty.into_iter().collect(),
        ast::TyKind::Primitive(_) | ast::TyKind::Error => Vec::new(),
    };
    for (written, ty) in inner.into_iter().zip(types) {
        collect_parts(graph, tree, written, ty, parts);
    }
}
