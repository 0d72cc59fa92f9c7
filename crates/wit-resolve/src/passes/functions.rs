//! Functions. After this pass every interface has its functions, those of resources included, in the order in which they
//! are written, a setter behind its getter; a world's functions are made when the world is.

use std::collections::{HashMap, HashSet};

use outwit_diagnostics::Span;
use outwit_parser::ast;

use super::gates::Gate;
use super::types::{UnknownNames, expression};
use super::{Context, FileIndex, Items};
use crate::diagnostics as errors;
use crate::graph::{
    Accessor, Function, FunctionId, FunctionKind, Id, InterfaceId, Name, Owner, Param, ResourceId, TypeId,
    TypeKind,
};

pub(super) fn resolve_functions(cx: &mut Context<'_>) {
    for index in 0..cx.interfaces.len() {
        let id = InterfaceId::from_index(index);
        let functions = interface_functions(cx, id);
        cx.builder.resolve.interfaces[id].functions = setters_after_getters(cx, functions);
    }
}

fn interface_functions(cx: &mut Context<'_>, id: InterfaceId) -> Vec<FunctionId> {
    let owner = Owner::Interface(id);
    let Items::Interface(items) = cx.scope(owner).items else { return Vec::new() };
    let mut unknown = UnknownNames::new(owner);
    let mut functions = Vec::new();
    let mut defs = 0;
    for item in items {
        match item {
            ast::InterfaceItem::Func(func) => {
                let at = Site { owner, kind: FunctionKind::Freestanding, active: cx.scope(owner).active };
                functions.push(function(cx, at, func, &mut unknown));
            }
            ast::InterfaceItem::TypeDef(def) => {
                let resource = cx.scope(owner).defs[defs].0;
                functions.extend(resource_functions(cx, owner, resource, def, &mut unknown));
                defs += 1;
            }
            ast::InterfaceItem::Use(_) | ast::InterfaceItem::Error(_) => {}
        }
    }
    unknown.report(cx);
    check_setters(cx, &functions);
    functions
}

/// Where a function stands and what it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Site {
    pub(super) owner: Owner,
    pub(super) kind: FunctionKind,
    /// Whether what holds it is active.
    pub(super) active: bool,
}

impl Site {
    /// Functions vanish with the interface or world that holds them; those of a resource need its gate themselves.
    fn enter(self, cx: &mut Context<'_>, gate: &mut Gate, span: Span) {
        let in_resource = self.kind != FunctionKind::Freestanding && cx.scope(self.owner).active;
        if in_resource {
            gate.enter(cx, self.active, span, Owner::None);
        }
        gate.active &= self.active;
    }
}

/// The functions of a resource, in order; none for other types.
pub(super) fn resource_functions(
    cx: &mut Context<'_>,
    owner: Owner,
    resource: TypeId,
    def: &ast::TypeDef,
    unknown: &mut UnknownNames,
) -> Vec<FunctionId> {
    let ast::TypeDefKind::Resource(Some(items)) = def.kind else { return Vec::new() };
    let file = cx.scope(owner).file;
    let active = cx.graph()[resource].active;
    let mut functions: Vec<FunctionId> = Vec::new();
    let mut constructor: Option<Span> = None;
    for item in &cx.file(file)[items] {
        match item {
            ast::ResourceItem::Constructor { meta, keyword, params, result, .. } => {
                let span = cx.span(file, *keyword);
                if let Some(first) = constructor {
                    let name = cx.file(file)[def.name].to_owned();
                    cx.report(errors::two_constructors(&name, span, first));
                    continue;
                }
                constructor = Some(span);
                let at = Site { owner, kind: FunctionKind::Constructor(resource), active };
                let id = constructor_function(cx, at, *meta, (resource, span), *params, *result, unknown);
                functions.push(id);
            }
            ast::ResourceItem::Method { is_static, func } => {
                let kind = match is_static {
                    true => FunctionKind::Static(resource),
                    false => FunctionKind::Method(resource),
                };
                let id = function(cx, Site { owner, kind, active }, func, unknown);
                check_member_name(cx, &functions, id);
                functions.push(id);
            }
            ast::ResourceItem::Error(_) => {}
        }
    }
    functions
}

/// Methods and static functions share the namespace of their resource; getter and setter of one property share a name.
fn check_member_name(cx: &mut Context<'_>, earlier: &[FunctionId], id: FunctionId) {
    let graph = cx.graph();
    let new = &graph[id];
    let clash = earlier.iter().map(|id| &graph[*id]).find(|old| {
        let pair = old.accessor.is_some() && new.accessor.is_some() && old.accessor != new.accessor;
        !matches!(old.kind, FunctionKind::Constructor(_)) && old.name == new.name && !pair
    });
    if let Some(old) = clash {
        let diagnostic = errors::duplicate_name(&graph[new.name], "the function", new.span, old.span);
        cx.report(diagnostic);
    }
    let graph = cx.graph();
    if Some(graph[id].name) == graph[id].resource().and_then(|resource| graph[resource].name) {
        let diagnostic = errors::method_named_after_resource(&graph[graph[id].name], graph[id].span);
        cx.report(diagnostic);
    }
}

/// A function or accessor with its name.
pub(super) fn function(
    cx: &mut Context<'_>,
    at: Site,
    func: &ast::NamedFunc,
    unknown: &mut UnknownNames,
) -> FunctionId {
    let file = cx.scope(at.owner).file;
    let name = cx.name(file, func.name.name);
    let span = cx.span(file, func.name.range);
    let new = New { at, meta: func.meta, name, span };
    add_function(cx, new, func.func, unknown)
}

/// What a function is called and what stands before it.
pub(super) struct New {
    pub(super) at: Site,
    pub(super) meta: ast::Meta,
    pub(super) name: Name,
    pub(super) span: Span,
}

pub(super) fn add_function(
    cx: &mut Context<'_>,
    new: New,
    func: ast::Func,
    unknown: &mut UnknownNames,
) -> FunctionId {
    let New { at, meta, name, span } = new;
    let file = cx.scope(at.owner).file;
    let mut gate = Gate::read(cx, file, cx.package_of(at.owner), meta, "a function");
    at.enter(cx, &mut gate, span);
    let docs = cx.docs(file, meta.docs);
    let mut params = Vec::new();
    if let FunctionKind::Method(resource) = at.kind {
        params.push(self_param(cx, resource, span));
    }
    parameters(cx, at.owner, func.params, &mut params, unknown);
    let result = func.result.map(|ty| expression(cx, at.owner, ty, unknown));
    let accessor = match func.kind {
        ast::FuncKind::Getter => Some(Accessor::Getter),
        ast::FuncKind::Setter => Some(Accessor::Setter),
        ast::FuncKind::Func | ast::FuncKind::AsyncFunc => None,
    };
    check_accessor(cx, file, accessor, &func, result);
    cx.builder.resolve.functions.push(Function {
        name,
        kind: at.kind,
        accessor,
        is_async: func.kind == ast::FuncKind::AsyncFunc,
        params: params.into(),
        result,
        owner: at.owner,
        docs,
        stability: gate.stability,
        active: gate.active,
        external_id: gate.external_id,
        span,
    })
}

fn self_param(cx: &mut Context<'_>, resource: TypeId, span: Span) -> Param {
    let name = cx.builder.resolve.names.intern("self");
    let ty = cx.builder.anonymous(TypeKind::Borrow(ResourceId::new(resource)));
    Param { name, ty, docs: None, span }
}

fn parameters(
    cx: &mut Context<'_>,
    owner: Owner,
    written: ast::List<ast::Param>,
    params: &mut Vec<Param>,
    unknown: &mut UnknownNames,
) {
    let file = cx.scope(owner).file;
    for param in &cx.file(file)[written] {
        let ty = expression(cx, owner, param.ty, unknown);
        let name = cx.name(file, param.name.name);
        let docs = cx.docs(file, param.docs);
        params.push(Param { name, ty, docs, span: cx.span(file, param.name.range) });
    }
}

fn constructor_function(
    cx: &mut Context<'_>,
    at: Site,
    meta: ast::Meta,
    (resource, span): (TypeId, Span),
    params: ast::List<ast::Param>,
    result: Option<ast::TyId>,
    unknown: &mut UnknownNames,
) -> FunctionId {
    let file = cx.scope(at.owner).file;
    let mut gate = Gate::read(cx, file, cx.package_of(at.owner), meta, "a constructor");
    at.enter(cx, &mut gate, span);
    let docs = cx.docs(file, meta.docs);
    let mut all = Vec::new();
    parameters(cx, at.owner, params, &mut all, unknown);
    let name = cx.graph()[resource].name.expect("a resource has a name");
    let made = match result {
        None => cx.builder.anonymous(TypeKind::Own(ResourceId::new(resource))),
        Some(written) => {
            let ty = expression(cx, at.owner, written, unknown);
            check_constructor_result(cx, ty, resource, cx.span(file, cx.file(file)[written].range));
            ty
        }
    };
    cx.builder.resolve.functions.push(Function {
        name,
        kind: at.kind,
        accessor: None,
        is_async: false,
        params: all.into(),
        result: Some(made),
        owner: at.owner,
        docs,
        stability: gate.stability,
        active: gate.active,
        external_id: gate.external_id,
        span,
    })
}

/// `result<r>` or `result<r, e>`, perhaps by an alias. WIT.md, "Item: `resource`".
fn check_constructor_result(cx: &mut Context<'_>, ty: TypeId, resource: TypeId, span: Span) {
    let graph = cx.graph();
    let right = match graph.kind(ty) {
        TypeKind::Result { ok: Some(ok), .. } => match graph.kind(*ok) {
            TypeKind::Own(made) => graph.resource(*made) == resource,
            TypeKind::Error => true,
            _ => false,
        },
        TypeKind::Error => true,
        _ => false,
    };
    if !right {
        let name = graph[resource].name.map_or(String::new(), |name| graph[name].to_owned());
        cx.report(errors::invalid_constructor(&name, span));
    }
}

/// The shapes of accessors. WIT.md, "Getters and setters".
fn check_accessor(
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

/// Every setter needs a getter of the same property.
pub(super) fn check_setters(cx: &mut Context<'_>, functions: &[FunctionId]) {
    let is = |cx: &Context<'_>, id: FunctionId, accessor| cx.graph()[id].accessor == Some(accessor);
    let getters = functions.iter().filter(|id| is(cx, **id, Accessor::Getter));
    let getters: HashSet<_> = getters.map(|id| property(cx, *id)).collect();
    for id in functions {
        if is(cx, *id, Accessor::Setter) && !getters.contains(&property(cx, *id)) {
            let graph = cx.graph();
            let name = graph[graph[*id].name].to_owned();
            let span = graph[*id].span;
            let message = format!("property `{name}` can be set but not read");
            let help = format!("add `{name}: get() -> t;`");
            cx.report_unknown(&name, errors::invalid_accessor(&message, span, &help));
        }
    }
}

/// Moves each setter that stands before its getter directly behind it.
pub(super) fn setters_after_getters(cx: &Context<'_>, functions: Vec<FunctionId>) -> Vec<FunctionId> {
    let accessor = |id: FunctionId| cx.graph()[id].accessor;
    if !functions.iter().any(|id| accessor(*id) == Some(Accessor::Setter)) {
        return functions;
    }
    let getters = functions.iter().filter(|id| accessor(**id) == Some(Accessor::Getter));
    let with_getter: HashSet<_> = getters.map(|id| property(cx, *id)).collect();
    let mut seen = HashSet::new();
    let mut waiting: HashMap<_, Vec<FunctionId>> = HashMap::new();
    let mut order = Vec::with_capacity(functions.len());
    for id in functions {
        let this = property(cx, id);
        let early =
            accessor(id) == Some(Accessor::Setter) && with_getter.contains(&this) && !seen.contains(&this);
        if early {
            waiting.entry(this).or_default().push(id);
            continue;
        }
        order.push(id);
        if accessor(id) == Some(Accessor::Getter) && seen.insert(this) {
            order.extend(waiting.remove(&this).unwrap_or_default());
        }
    }
    order
}
