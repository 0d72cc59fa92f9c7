//! Getters and setters. WIT.md, "Item: `func`" and "Item: `resource`"; Explainer.md, "Import and Export Definitions".

use outwit_parser::ast;

use super::{Context, FileIndex};
use crate::diagnostics as errors;
use crate::graph::{Accessor, FunctionId, FunctionKind, Name, OrderMap, OrderSet, Resolve, TypeId, TypeKind};

/// The shapes of accessors. WIT.md, "Getters and setters".
pub(super) fn check_accessor(
    cx: &mut Context<'_>,
    file: FileIndex,
    accessor: Option<Accessor>,
    func: &ast::Func,
    result: Option<TypeId>,
) {
    let span = cx.span(file, func.range);
    let fault = match accessor {
        None => None,
        Some(Accessor::Getter) if !func.params.is_empty() => {
            Some(("a getter has no parameters", "write `get() -> t`"))
        }
        Some(Accessor::Getter) if result.is_none() => Some(("a getter has a result", "write `get() -> t`")),
        Some(Accessor::Getter) if result.is_some_and(|ty| is_result_of_nothing(cx.graph(), ty)) => {
            Some(("a getter that can fail gives a value if it does not", "write `get() -> result<t, e>`"))
        }
        Some(Accessor::Setter) if func.params.len() != 1 => {
            Some(("a setter has exactly one parameter", "write `set(value: t)`"))
        }
        Some(Accessor::Setter) => {
            let kind = result.map(|ty| cx.graph().kind(ty));
            match kind {
                None | Some(TypeKind::Result { ok: None, .. } | TypeKind::Error) => None,
                Some(_) => {
                    Some(("a setter has no result but `result` or `result<_, e>`", "remove the result"))
                }
            }
        }
        Some(Accessor::Getter) => None,
    };
    if let Some((message, help)) = fault {
        cx.report(errors::invalid_accessor(message, span, help));
    }
}

/// What tells properties apart: their name, and which resource they belong to in which way.
fn property(cx: &Context<'_>, id: FunctionId) -> (Name, FunctionKind) {
    let function = &cx.graph()[id];
    (function.name, function.kind)
}

fn is_result_of_nothing(graph: &Resolve, ty: TypeId) -> bool {
    matches!(graph.kind(ty), TypeKind::Result { ok: None, .. })
}

/// Every setter needs a getter of the same property, and takes what that one gives.
pub(super) fn check_setters(cx: &mut Context<'_>, functions: &[FunctionId]) {
    let graph = cx.graph();
    let (mut getters, mut setters) = (OrderMap::default(), Vec::new());
    for id in functions {
        match graph[*id].accessor {
            Some(Accessor::Getter) => {
                getters.insert(property(cx, *id), *id);
            }
            Some(Accessor::Setter) => setters.push(*id),
            None => {}
        }
    }
    for id in setters {
        let graph = cx.graph();
        let name = graph[graph[id].name].to_owned();
        let span = graph[id].span;
        let Some(getter) = getters.get(&property(cx, id)) else {
            let message = format!("property `{name}` can be set but not read");
            let help = format!("add `{name}: get() -> t;`");
            cx.report_unknown(&name, errors::invalid_accessor(&message, span, &help));
            continue;
        };
        let (given, taken) = (property_type(graph, *getter), setter_type(graph, id));
        let Some((given, _)) = given.zip(taken).filter(|(a, b)| !is_same_type(graph, *a, *b)) else {
            continue;
        };
        let diagnostic = errors::accessor_types(&name, name_of(graph, given), span, graph[*getter].span);
        cx.report(diagnostic);
    }
}

/// What a type is called, if it has a name.
fn name_of(graph: &Resolve, ty: TypeId) -> Option<&str> {
    match (graph[ty].name, &graph[ty].kind) {
        (Some(name), _) => Some(&graph[name]),
        (None, TypeKind::Primitive(primitive)) => Some(primitive.keyword()),
        (None, _) => None,
    }
}

/// What a getter gives; if it can fail, what it gives when it does not.
fn property_type(graph: &Resolve, getter: FunctionId) -> Option<TypeId> {
    let result = graph[getter].result?;
    match graph.kind(result) {
        TypeKind::Result { ok, .. } => *ok,
        _ => Some(result),
    }
}

/// What a setter takes; `None` if it has the wrong number of parameters, which is told elsewhere.
fn setter_type(graph: &Resolve, setter: FunctionId) -> Option<TypeId> {
    let function = &graph[setter];
    let own = match function.kind {
        FunctionKind::Method(_) => 1,
        _ => 0,
    };
    match &function.params[own..] {
        [only] => Some(only.ty),
        _ => None,
    }
}

/// Whether two types are the same in a component: by structure, resources by identity. What is wrong elsewhere is equal to
/// everything. Without recursion; each pair is compared once.
fn is_same_type(graph: &Resolve, a: TypeId, b: TypeId) -> bool {
    let mut seen = OrderSet::default();
    let mut pairs = vec![(a, b)];
    while let Some((a, b)) = pairs.pop() {
        let (a, b) = (graph.dealias(a), graph.dealias(b));
        if a == b || !seen.insert((a, b)) {
            continue;
        }
        let (a, b) = (&graph[a].kind, &graph[b].kind);
        if matches!(a, TypeKind::Error) || matches!(b, TypeKind::Error) {
            continue;
        }
        if !has_same_form(graph, a, b) {
            return false;
        }
        // Handles lead to their resources, which have been compared.
        if matches!(a, TypeKind::Own(_) | TypeKind::Borrow(_)) {
            continue;
        }
        let (mut of_a, mut of_b) = (Vec::new(), Vec::new());
        a.for_each_type(|part| of_a.push(part));
        b.for_each_type(|part| of_b.push(part));
        pairs.extend(of_a.into_iter().zip(of_b));
    }
    true
}

/// Whether two types are equal but for the types that they consist of.
fn has_same_form(graph: &Resolve, a: &TypeKind, b: &TypeKind) -> bool {
    match (a, b) {
        (TypeKind::Primitive(a), TypeKind::Primitive(b)) => a == b,
        (TypeKind::Record(a), TypeKind::Record(b)) => are_pairwise(a, b, &|a, b| a.name == b.name),
        (TypeKind::Variant(a), TypeKind::Variant(b)) => {
            are_pairwise(a, b, &|a, b| a.name == b.name && a.ty.is_some() == b.ty.is_some())
        }
        (TypeKind::Enum(a), TypeKind::Enum(b)) => are_pairwise(a, b, &|a, b| a.name == b.name),
        (TypeKind::Flags(a), TypeKind::Flags(b)) => are_pairwise(a, b, &|a, b| a.name == b.name),
        (TypeKind::Tuple(a), TypeKind::Tuple(b)) => a.len() == b.len(),
        (TypeKind::FixedLengthList(_, a), TypeKind::FixedLengthList(_, b)) => a == b,
        (TypeKind::Result { ok: a, err: c }, TypeKind::Result { ok: b, err: d }) => {
            a.is_some() == b.is_some() && c.is_some() == d.is_some()
        }
        (TypeKind::Future(a), TypeKind::Future(b)) | (TypeKind::Stream(a), TypeKind::Stream(b)) => {
            a.is_some() == b.is_some()
        }
        (TypeKind::Own(a), TypeKind::Own(b)) | (TypeKind::Borrow(a), TypeKind::Borrow(b)) => {
            graph.resource(*a) == graph.resource(*b)
        }
        (TypeKind::Option(_), TypeKind::Option(_))
        | (TypeKind::List(_), TypeKind::List(_))
        | (TypeKind::Map(..), TypeKind::Map(..)) => true,
        _ => false,
    }
}

/// Whether two lists are of one length, and what stands at one place alike.
fn are_pairwise<T>(a: &[T], b: &[T], are_alike: &dyn Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| are_alike(a, b))
}

/// Moves each setter that stands before its getter directly behind it.
pub(super) fn setters_after_getters(cx: &Context<'_>, functions: Vec<FunctionId>) -> Vec<FunctionId> {
    let accessor = |id: FunctionId| cx.graph()[id].accessor;
    if !functions.iter().any(|id| accessor(*id) == Some(Accessor::Setter)) {
        return functions;
    }
    let getters = functions.iter().filter(|id| accessor(**id) == Some(Accessor::Getter));
    let with_getter: OrderSet<_> = getters.map(|id| property(cx, *id)).collect();
    let mut seen = OrderSet::default();
    let mut waiting: OrderMap<_, Vec<FunctionId>> = OrderMap::default();
    let mut order = Vec::with_capacity(functions.len());
    for id in functions {
        let this = property(cx, id);
        let early =
            accessor(id) == Some(Accessor::Setter) && with_getter.contains(this) && !seen.contains(this);
        if early {
            waiting.get_or_insert_with(this, Vec::new).push(id);
            continue;
        }
        order.push(id);
        if accessor(id) == Some(Accessor::Getter) && seen.insert(this) {
            order.extend(waiting.take(&this));
        }
    }
    order
}
