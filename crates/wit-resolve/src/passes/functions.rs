//! Functions. After this pass every interface has its functions, those of resources included, in the order in which they
//! are written, a setter behind its getter; a world's functions are made when the world is.

use outwit_diagnostics::Span;
use outwit_parser::ast;

use super::accessors::{check_accessor, check_setters, setters_after_getters};
use super::gates::Gate;
use super::types::{UnknownNames, expression};
use super::unique::are_alike;
use super::{Context, Items};
use crate::diagnostics as errors;
use crate::graph::{
    Accessor, Function, FunctionId, FunctionKind, Id, InterfaceId, Name, NameMap, Owner, Param, ResourceId,
    TypeId, TypeKind,
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
    let mut functions = Vec::with_capacity(items.len());
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
    let items = &cx.file(file)[items];
    let mut functions: Vec<FunctionId> = Vec::with_capacity(items.len());
    let mut names = MemberNames(NameMap::with_capacity(items.len()));
    let mut constructor: Option<Span> = None;
    for item in items {
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
                names.add(cx, id);
                functions.push(id);
            }
            ast::ResourceItem::Error(_) => {}
        }
    }
    functions
}

/// The functions of one resource by name: of each name the first getter, the first setter, and the first of other functions.
/// Methods and static functions share the namespace of their resource; getter and setter of one property share a name.
struct MemberNames(NameMap<[Option<FunctionId>; 3]>);

impl MemberNames {
    fn add(&mut self, cx: &mut Context<'_>, id: FunctionId) {
        let graph = cx.graph();
        let new = &graph[id];
        let (role, pair) = match new.accessor {
            Some(Accessor::Getter) => (0, Some(1)),
            Some(Accessor::Setter) => (1, Some(0)),
            None => (2, None),
        };
        self.0.insert_new(new.name, [None; 3]);
        let first = self.0.get_mut(&new.name).expect("it has just been added");
        let mut clash: Option<FunctionId> = None;
        for (role, other) in first.iter().enumerate() {
            if Some(role) != pair
                && let Some(other) = *other
            {
                clash = Some(clash.map_or(other, |clash| clash.min(other)));
            }
        }
        first[role].get_or_insert(id);
        let resource = new.resource().and_then(|resource| Some(&graph[graph[resource].name?]));
        let (text, span) = (&graph[new.name], new.span);
        let clash = clash.map(|old| errors::duplicate_name(text, "the function", span, graph[old].span));
        let own_name = resource.filter(|resource| are_alike(resource, text));
        let own_name = own_name.map(|resource| errors::method_named_after_resource(resource, span));
        cx.diagnostics.extend(clash);
        cx.diagnostics.extend(own_name);
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
    let is_method = matches!(at.kind, FunctionKind::Method(_));
    let mut params = Vec::with_capacity(func.params.len() + usize::from(is_method));
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
    let mut all = Vec::with_capacity(params.len());
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
