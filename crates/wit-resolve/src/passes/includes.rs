//! `include`. WIT.md, "Union of Worlds with `include`": what the included world has is copied in, names may be changed on
//! the way, types that the included world owns become types of the including one.

use outwit_diagnostics::{Span, mapped};
use outwit_parser::ast;

use super::cycles::find_cycles;
use super::gates::Gate;
use super::scope::find_world;
use super::worlds::{Draft, Sides, feature_of};
use super::{Context, FileIndex, Items, NamelessGraph};
use crate::diagnostics as errors;
use crate::graph::{
    self, FunctionId, FunctionKind, Id, IncludeId, InterfaceId, Name, NameMap, OrderMap, OrderSet, Origin,
    Owner, Param, ResourceId, Side, Stability, TypeId, TypeKind, WorldId, WorldItem, WorldItemKind, WorldKey,
};

/// An `include` whose world was found.
#[derive(Clone, Copy)]
pub(super) struct Include<'a> {
    id: IncludeId,
    world: WorldId,
    decl: &'a ast::Include,
    file: FileIndex,
    span: Span,
}

/// The active `include`s of each world, and the worlds in an order in which each comes behind those that it includes.
pub(super) fn find_includes<'a>(cx: &mut Context<'a>) -> (Vec<Vec<Include<'a>>>, Vec<WorldId>) {
    let mut includes: Vec<Vec<Include<'a>>> = Vec::with_capacity(cx.worlds.len());
    for index in 0..cx.worlds.len() {
        let found = includes_of(cx, WorldId::from_index(index));
        includes.push(found);
    }
    let mut edges: NamelessGraph = Vec::with_capacity(includes.len());
    for list in &includes {
        edges.push(mapped(list, |item| (item.world.index(), item.span)));
    }
    for cycle in find_cycles(&edges) {
        let names = mapped(&cycle.nodes, |node| world_name(cx, *node));
        cx.report(errors::include_cycle(&names, cycle.span));
        let last = *cycle.nodes.last().expect("a circle has a node");
        includes[last].retain(|item| item.world.index() != cycle.nodes[0]);
    }
    let order = included_first(&includes);
    (includes, order)
}

fn includes_of<'a>(cx: &mut Context<'a>, id: WorldId) -> Vec<Include<'a>> {
    let scope = &cx.worlds[id.index()];
    let Items::World(items) = scope.items else { return Vec::new() };
    let (file, file_scope, active) = (scope.file, scope.file_scope, scope.active);
    let mut found = Vec::new();
    for item in items {
        let ast::WorldItem::Include(decl) = item else { continue };
        let package = cx.package_of(Owner::World(id));
        let gate = Gate::read(cx, file, package, decl.meta, "an `include`");
        gate.reject_external_id(cx);
        let Some((world, span)) = find_world(cx, file_scope, &decl.path) else {
            cx.incomplete_worlds.insert(id);
            continue;
        };
        let (gate_active, world_active) = (gate.active && active, cx.graph()[world].active);
        let active = gate_active && world_active;
        let stability = gate.stability;
        let include = graph::Include { into: id, world, stability, active, span };
        let include = cx.builder.resolve.includes.push(include);
        if !gate_active {
            continue;
        }
        if !world_active {
            let graph = cx.graph();
            let def = &graph[world];
            let feature = feature_of(graph, def.stability);
            let diagnostic = errors::inactive_reference(&graph[def.name], feature.as_deref(), span, def.span);
            cx.report(diagnostic);
            continue;
        }
        found.push(Include { id: include, world, decl, file, span });
    }
    found
}

fn world_name(cx: &Context<'_>, index: usize) -> String {
    let graph = cx.graph();
    graph[graph[WorldId::from_index(index)].name].to_owned()
}

/// Depth first, without recursion; there are no circles any more.
fn included_first(includes: &[Vec<Include<'_>>]) -> Vec<WorldId> {
    let mut order = Vec::with_capacity(includes.len());
    let mut visited = vec![false; includes.len()];
    let mut stack: Vec<(usize, bool)> = Vec::new();
    for root in 0..includes.len() {
        stack.push((root, false));
        while let Some((world, done)) = stack.pop() {
            if done {
                order.push(WorldId::from_index(world));
            } else if !std::mem::replace(&mut visited[world], true) {
                stack.push((world, true));
                stack.extend(includes[world].iter().rev().map(|item| (item.world.index(), false)));
            }
        }
    }
    order
}

/// Copies what the included world has.
pub(super) fn include(cx: &mut Context<'_>, into: WorldId, sides: &mut Sides, item: &Include<'_>) {
    if cx.incomplete_worlds.contains(item.world) {
        cx.incomplete_worlds.insert(into);
    }
    let from = cx.graph()[item.world].clone();
    let renames = renames(cx, item, &from.imports, &from.exports);
    let is_foreign = from.package != cx.graph()[into].package;
    let mut copy = Copy { from: item.world, into, types: OrderMap::default() };
    let mut shadowed = Vec::new();
    for (side, items) in [(Side::Import, &from.imports), (Side::Export, &from.exports)] {
        for (at, found) in items.iter().enumerate() {
            let mut new = found.clone();
            new.origin = Origin::Included { include: item.id, item: at as u32 };
            match new.key {
                // Since when an interface is imported elsewhere means nothing here; what is copied keeps the gates that it is
                // written with.
                WorldKey::Interface(_) => {
                    if is_foreign && matches!(cx.graph()[new.stability], Stability::Since { .. }) {
                        new.stability = cx.builder.stability(Stability::Unknown);
                    }
                }
                WorldKey::Name(name) => copy_named(cx, &mut copy, &mut new, name, &renames),
            }
            let draft = match side {
                Side::Import => &mut sides.imports,
                Side::Export => &mut sides.exports,
            };
            let is_uncertain = is_uncertain(cx, &new);
            if let Some((name, first)) = add_included(cx, draft, new).filter(|_| !is_uncertain) {
                shadowed.push((side.verb(), cx.graph()[name].to_owned(), first));
            }
        }
    }
    if !shadowed.is_empty() {
        cx.report(errors::include_shadows(&shadowed, item.span));
    }
}

/// Whether it is a type of which the definition has a fault: then it may be meant to be something else.
fn is_uncertain(cx: &Context<'_>, item: &WorldItem) -> bool {
    let WorldItemKind::Type(ty) = item.kind else { return false };
    cx.graph()[ty].span.is_some_and(|name| cx.broken.has_fault_in(name))
}

/// Adds an item unless its interface is there already; the gate of that one is then the one that says something. If something
/// else of its name is there, returns that name with its place.
fn add_included(cx: &Context<'_>, draft: &mut Draft, item: WorldItem) -> Option<(Name, Span)> {
    let Some(earlier) = draft.get_mut(&item.key) else {
        draft.insert(item.key, item);
        return None;
    };
    match item.key {
        WorldKey::Name(name) => return (!is_uncertain(cx, earlier)).then_some((name, earlier.span)),
        WorldKey::Interface(_) => {
            let graph = cx.graph();
            if graph[earlier.stability] == Stability::Unknown {
                earlier.stability = item.stability;
            }
        }
    }
    None
}

/// The renames that match something; the others are reported.
fn renames(
    cx: &mut Context<'_>,
    item: &Include<'_>,
    imports: &[WorldItem],
    exports: &[WorldItem],
) -> NameMap<Name> {
    let mut all = NameMap::default();
    let graph = cx.graph();
    let mut plain: OrderSet<Name> = OrderSet::default();
    for items in [imports, exports] {
        for item in items {
            match (item.kind, item.key) {
                (WorldItemKind::Function(id), _) if graph[id].resource().is_some() => {}
                (WorldItemKind::Function(id), _) => drop(plain.insert(graph[id].name)),
                (_, WorldKey::Name(name)) => drop(plain.insert(name)),
                (_, WorldKey::Interface(_)) => {}
            }
        }
    }
    let tree = cx.file(item.file);
    for rename in &tree[item.decl.with] {
        let from = cx.name(item.file, rename.from.name);
        let to = cx.name(item.file, rename.to.name);
        if plain.contains(from) {
            all.insert(from, to);
        } else if !cx.incomplete_worlds.contains(item.world) {
            let span = cx.span(item.file, rename.from.range);
            let graph = cx.graph();
            let world = &graph[graph[item.world].name];
            let candidates = plain.iter().map(|name| &graph[*name]);
            let name = graph[from].to_owned();
            let diagnostic = errors::rename_not_found(&name, world, span, candidates);
            cx.report_unknown(&name, diagnostic);
        }
    }
    all
}

/// A copy of what one world owns for another.
struct Copy {
    from: WorldId,
    into: WorldId,
    types: OrderMap<TypeId, TypeId>,
}

fn copy_named(
    cx: &mut Context<'_>,
    copy: &mut Copy,
    item: &mut WorldItem,
    name: Name,
    renames: &NameMap<Name>,
) {
    match &mut item.kind {
        WorldItemKind::Type(ty) => {
            let new_name = renames.get(&name).copied().unwrap_or(name);
            let new = copy.ty(cx, *ty);
            cx.builder.resolve.types[new].name = Some(new_name);
            *ty = new;
            item.key = WorldKey::Name(new_name);
        }
        WorldItemKind::Function(id) => {
            let new = copy.function(cx, *id);
            let function = &mut cx.builder.resolve.functions[new];
            if function.kind == FunctionKind::Freestanding {
                function.name = renames.get(&function.name).copied().unwrap_or(function.name);
            } else if let FunctionKind::Constructor(resource) = function.kind {
                let resource = cx.builder.resolve.types[resource].name.expect("a resource has a name");
                cx.builder.resolve.functions[new].name = resource;
            }
            let label = cx.graph().function_label(new);
            item.key = WorldKey::Name(cx.builder.resolve.names.intern(&label));
            *id = new;
        }
        WorldItemKind::Interface(interface) => {
            item.key = WorldKey::Name(renames.get(&name).copied().unwrap_or(name));
            if cx.graph()[*interface].name.is_none() {
                *interface = copy.interface(cx, *interface);
            }
        }
    }
}

impl Copy {
    /// The copy of a type. Types of the included world come behind those they consist of, so what is not copied yet is
    /// anonymous, and nested no deeper than it is written.
    fn ty(&mut self, cx: &mut Context<'_>, ty: TypeId) -> TypeId {
        if let Some(new) = self.types.get(&ty) {
            return *new;
        }
        let def = cx.graph()[ty].clone();
        let new = match def.owner {
            Owner::Interface(_) => return ty,
            Owner::World(world) if world != self.from => return ty,
            Owner::World(_) => {
                let kind = self.kind(cx, &def.kind);
                let owner = Owner::World(self.into);
                cx.builder.resolve.types.push(crate::graph::TypeDef { owner, kind, ..def })
            }
            Owner::None => {
                let kind = self.kind(cx, &def.kind);
                cx.builder.anonymous(kind)
            }
        };
        self.types.insert(ty, new);
        new
    }

    fn kind(&mut self, cx: &mut Context<'_>, kind: &TypeKind) -> TypeKind {
        let mut ty = |ty: &TypeId| self.ty(cx, *ty);
        match kind {
            TypeKind::Primitive(_)
            | TypeKind::Flags(_)
            | TypeKind::Enum(_)
            | TypeKind::Resource
            | TypeKind::Error => kind.clone(),
            TypeKind::Alias(to) => TypeKind::Alias(ty(to)),
            TypeKind::Record(fields) => {
                let mut fields = fields.clone();
                fields.iter_mut().for_each(|field| field.ty = ty(&field.ty));
                TypeKind::Record(fields)
            }
            TypeKind::Variant(cases) => {
                let mut cases = cases.clone();
                cases.iter_mut().for_each(|case| case.ty = case.ty.as_ref().map(&mut ty));
                TypeKind::Variant(cases)
            }
            TypeKind::Tuple(types) => {
                let mut types = types.clone();
                types.iter_mut().for_each(|part| *part = ty(part));
                TypeKind::Tuple(types)
            }
            TypeKind::Option(some) => TypeKind::Option(ty(some)),
            TypeKind::Result { ok, err } => {
                TypeKind::Result { ok: ok.as_ref().map(&mut ty), err: err.as_ref().map(&mut ty) }
            }
            TypeKind::List(elem) => TypeKind::List(ty(elem)),
            TypeKind::FixedLengthList(elem, len) => TypeKind::FixedLengthList(ty(elem), *len),
            TypeKind::Map(key, value) => TypeKind::Map(ty(key), ty(value)),
            TypeKind::Own(resource) => TypeKind::Own(ResourceId::new(ty(&resource.as_written()))),
            TypeKind::Borrow(resource) => TypeKind::Borrow(ResourceId::new(ty(&resource.as_written()))),
            TypeKind::Future(payload) => TypeKind::Future(payload.as_ref().map(ty)),
            TypeKind::Stream(payload) => TypeKind::Stream(payload.as_ref().map(ty)),
        }
    }

    fn function(&mut self, cx: &mut Context<'_>, id: FunctionId) -> FunctionId {
        let mut function = cx.graph()[id].clone();
        function.owner = match function.owner {
            Owner::World(world) if world == self.from => Owner::World(self.into),
            other => other,
        };
        function.kind = match function.kind {
            FunctionKind::Freestanding => FunctionKind::Freestanding,
            FunctionKind::Constructor(ty) => FunctionKind::Constructor(self.ty(cx, ty)),
            FunctionKind::Method(ty) => FunctionKind::Method(self.ty(cx, ty)),
            FunctionKind::Static(ty) => FunctionKind::Static(self.ty(cx, ty)),
        };
        let params = function.params.iter().map(|param| Param { ty: self.ty(cx, param.ty), ..param.clone() });
        function.params = params.collect();
        function.result = function.result.map(|ty| self.ty(cx, ty));
        cx.builder.resolve.functions.push(function)
    }

    /// An interface written inline is a new one in each world that includes it.
    fn interface(&mut self, cx: &mut Context<'_>, id: InterfaceId) -> InterfaceId {
        let mut interface = cx.graph()[id].clone();
        interface.package = cx.graph()[self.into].package;
        let old_types = std::mem::take(&mut interface.types);
        let old_functions = std::mem::take(&mut interface.functions);
        let new = cx.builder.resolve.interfaces.push(interface);
        let mut inner =
            CopyInterface { copy: Copy { from: self.from, into: self.into, types: self.types.clone() }, new };
        for (name, ty) in old_types {
            let copied = inner.ty(cx, ty);
            cx.builder.resolve.interfaces[new].types.insert(name, copied);
        }
        for function in old_functions {
            let copied = inner.copy.function(cx, function);
            cx.builder.resolve.functions[copied].owner = Owner::Interface(new);
            cx.builder.resolve.interfaces[new].functions.push(copied);
        }
        new
    }
}

/// A copy of the types that an inline interface owns.
struct CopyInterface {
    copy: Copy,
    new: InterfaceId,
}

impl CopyInterface {
    fn ty(&mut self, cx: &mut Context<'_>, ty: TypeId) -> TypeId {
        let def = cx.graph()[ty].clone();
        let kind = self.copy.kind(cx, &def.kind);
        let owner = Owner::Interface(self.new);
        let new = cx.builder.resolve.types.push(crate::graph::TypeDef { owner, kind, ..def });
        self.copy.types.insert(ty, new);
        new
    }
}
