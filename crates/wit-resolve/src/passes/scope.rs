//! Names of interfaces and worlds, and every `use`. After this pass each `use` that can be resolved has its interface, its
//! types are aliases of what they name, and no interface uses itself, directly or in a circle.

use outwit_diagnostics::{Span, closest};
use outwit_parser::ast;

use super::collect::parse_version;
use super::{Context, FileIndex, Member, NamelessGraph, Top};
use crate::analysis::Definition;
use crate::diagnostics::{self as errors, Wanted};
use crate::graph::{Id, InterfaceId, Name, NameMap, Owner, PackageName, TypeId, TypeKind, WorldId};

pub(super) fn resolve_uses(cx: &mut Context<'_>) {
    resolve_top_uses(cx);
    for owner in cx.owners().collect::<Vec<_>>() {
        find_use_targets(cx, owner);
    }
    break_interface_cycles(cx);
    for owner in cx.owners().collect::<Vec<_>>() {
        resolve_used_names(cx, owner);
    }
}

// ---- top level ----

/// `use … as …;` at the top level of a file: aliases for interfaces and worlds, known in that file alone.
fn resolve_top_uses(cx: &mut Context<'_>) {
    for index in 0..cx.file_scopes.len() {
        let (file, unit) = (cx.file_scopes[index].file, cx.file_scopes[index].unit);
        let uses = cx.file_scopes[index].uses.clone();
        let mut pending: Vec<(Name, &ast::TopUse, Span)> = Vec::new();
        for decl in uses {
            for attribute in &cx.file(file)[decl.meta.attributes] {
                let span = cx.span(file, attribute.range);
                cx.report(errors::misplaced_attribute("a top-level `use`", span));
            }
            let ident = decl.rename.unwrap_or(decl.path.item);
            let name = cx.name(file, ident.name);
            let span = cx.span(file, ident.range);
            let defined_here =
                cx.units[unit].items.get(&name).filter(|(_, at)| at.file == span.file).map(|found| found.1);
            let earlier = pending.iter().find(|(other, ..)| *other == name).map(|(_, _, at)| *at);
            if let Some(other) = defined_here.or(earlier) {
                let text = cx.graph()[name].to_owned();
                cx.report(errors::duplicate_name(&text, "the name", span.max(other), span.min(other)));
                continue;
            }
            pending.push((name, decl, span));
        }
        resolve_aliases(cx, index, pending);
    }
}

/// Aliases may refer to each other, in any order: rounds of those whose path is known, without recursion. What remains
/// after a round without progress goes in a circle.
fn resolve_aliases(cx: &mut Context<'_>, scope: usize, pending: Vec<(Name, &ast::TopUse, Span)>) {
    let file = cx.file_scopes[scope].file;
    let position: NameMap<usize> = pending.iter().enumerate().map(|(at, (name, ..))| (*name, at)).collect();
    let mut state: Vec<Option<Option<Top>>> = vec![None; pending.len()];
    for start in 0..pending.len() {
        let mut chain = Vec::new();
        let mut at = start;
        let found = loop {
            if let Some(known) = state[at] {
                break known;
            }
            let (name, decl, span) = pending[at];
            if chain.contains(&at) && chain.len() <= pending.len() {
                let names: Vec<String> =
                    chain.iter().map(|at| cx.graph()[pending[*at].0].to_owned()).collect();
                cx.report(errors::use_cycle("alias", &names, span));
                break None;
            }
            chain.push(at);
            let next = if decl.path.is_local() {
                let target = cx.name(file, decl.path.item.name);
                position
                    .get(&target)
                    .copied()
                    .filter(|next| *next != at || target != name || decl.rename.is_some())
            } else {
                None
            };
            match next {
                Some(next) => at = next,
                None => break find_path(cx, scope, &decl.path, Wanted::InterfaceOrWorld).map(|(top, _)| top),
            }
        };
        for at in chain {
            state[at] = Some(found);
        }
    }
    for ((name, ..), found) in pending.iter().zip(state) {
        cx.file_scopes[scope].aliases.insert(*name, found.flatten());
    }
}

// ---- paths ----

/// The interface or world that a path names, and the place of its last part. Reports what is wrong with the path.
pub(super) fn find_path(
    cx: &mut Context<'_>,
    scope: usize,
    path: &ast::UsePath,
    wanted: Wanted,
) -> Option<(Top, Span)> {
    let (file, unit) = (cx.file_scopes[scope].file, cx.file_scopes[scope].unit);
    let span = cx.span(file, path.item.range);
    let name = cx.name(file, path.item.name);
    let found = if path.is_local() {
        let alias = cx.file_scopes[scope].aliases.get(&name).copied();
        match alias {
            // An alias whose target was not found has been reported where it stands.
            Some(alias) => alias,
            None => find_in_unit(cx, unit, name, None, span, wanted, Some(scope)),
        }
    } else {
        let package = path_package(cx, file, path)?;
        let target = find_package(cx, unit, &package, cx.span(file, path.range))?;
        find_in_unit(cx, target, name, Some(&package), span, wanted, None)
    }?;
    let definition = match found {
        Top::Interface(id) => Definition::Interface(id),
        Top::World(id) => Definition::World(id),
    };
    cx.uses.push((span, definition));
    Some((found, span))
}

fn path_package(cx: &mut Context<'_>, file: FileIndex, path: &ast::UsePath) -> Option<PackageName> {
    let name =
        ast::PackageName { namespaces: path.namespaces, names: path.names, version: None, range: path.range };
    let mut package = super::collect::package_name(cx, file, &name)?;
    if let Some(version) = path.version {
        package.version = Some(parse_version(cx, file, version)?);
    }
    Some(package)
}

/// The package with this name, as seen from another one.
fn find_package(cx: &mut Context<'_>, from: usize, name: &PackageName, span: Span) -> Option<usize> {
    let Some(found) = cx.unit_by_name.get(name).copied() else {
        let known: Vec<String> = cx.graph().packages().map(|(_, package)| package.name.to_string()).collect();
        let others = cx.graph().packages().filter(|(_, other)| other.name.same_without_version(name));
        let others: Vec<String> = others.map(|(_, package)| package.name.to_string()).collect();
        let searched = cx.searched.clone();
        cx.report_missing_package(errors::package_not_found(
            &name.to_string(),
            span,
            &others,
            &known,
            &searched,
        ));
        return None;
    };
    cx.package_edges[from].push((found, span));
    Some(found)
}

fn find_in_unit(
    cx: &mut Context<'_>,
    unit: usize,
    name: Name,
    package: Option<&PackageName>,
    span: Span,
    wanted: Wanted,
    scope: Option<usize>,
) -> Option<Top> {
    if let Some((top, _)) = cx.units[unit].items.get(&name) {
        return Some(*top);
    }
    // Where a name is missing, that was reported; the item that lacks its name may be the one that is looked for.
    if let Some(nameless) = cx.graph().name("")
        && (name == nameless || cx.units[unit].items.contains_key(&nameless))
    {
        return None;
    }
    let may_suggest = cx.may_compare(cx.units[unit].items.len());
    let graph = cx.graph();
    let text = graph[name].to_owned();
    let fits = |top: &Top| match wanted {
        Wanted::Interface => matches!(top, Top::Interface(_)),
        Wanted::World => matches!(top, Top::World(_)),
        _ => true,
    };
    let items = cx.units[unit].items.iter().filter(|(_, (top, _))| may_suggest && fits(top));
    let mut candidates: Vec<Name> = items.map(|(name, _)| *name).collect();
    if let Some(scope) = scope {
        let aliases = cx.file_scopes[scope].aliases.iter();
        candidates.extend(aliases.filter(|(_, top)| top.as_ref().is_some_and(fits)).map(|(name, _)| *name));
    }
    let place = match package {
        Some(package) => format!("package `{package}`"),
        None => "this package".to_owned(),
    };
    let elsewhere = scope.filter(|_| may_suggest).and_then(|_| in_another_package(cx, name));
    let candidates = candidates.iter().map(|name| &graph[*name]);
    let candidates: Vec<&str> = candidates.collect();
    let mut diagnostic = errors::unknown_name(wanted, &text, &place, span, &[], candidates.iter().copied());
    if let Some(id) = elsewhere.filter(|_| closest(&text, candidates.iter().copied()).is_none()) {
        diagnostic.help = vec![format!("another package has it: `{id}`")];
    }
    cx.report_unknown(&text, diagnostic);
    None
}

fn in_another_package(cx: &Context<'_>, name: Name) -> Option<String> {
    let unit = cx.units.iter().find(|unit| unit.items.contains_key(&name))?;
    let graph = cx.graph();
    Some(graph[unit.package].name.item_id(&graph[name]))
}

/// The interface that a path names.
pub(super) fn find_interface(
    cx: &mut Context<'_>,
    scope: usize,
    path: &ast::UsePath,
) -> Option<(InterfaceId, Span)> {
    match find_path(cx, scope, path, Wanted::Interface)? {
        (Top::Interface(id), span) => Some((id, span)),
        (Top::World(id), span) => {
            let world = &cx.graph()[id];
            let (name, defined) = (cx.graph()[world.name].to_owned(), world.span);
            cx.report(errors::not_an_interface(&name, span, defined));
            None
        }
    }
}

/// The world that a path names.
pub(super) fn find_world(cx: &mut Context<'_>, scope: usize, path: &ast::UsePath) -> Option<(WorldId, Span)> {
    match find_path(cx, scope, path, Wanted::World)? {
        (Top::World(id), span) => Some((id, span)),
        (Top::Interface(id), span) => {
            let interface = &cx.graph()[id];
            let name = interface.name.map_or("", |name| &cx.graph()[name]).to_owned();
            let defined = interface.span;
            cx.report(errors::not_a_world(&name, span, defined));
            None
        }
    }
}

// ---- `use` in interfaces and worlds ----

fn find_use_targets(cx: &mut Context<'_>, owner: Owner) {
    for index in 0..cx.scope(owner).uses.len() {
        let scope = cx.scope(owner);
        let (decl, file_scope) = (scope.uses[index].decl, scope.file_scope);
        let target = find_interface(cx, file_scope, &decl.path).map(|(id, _)| id);
        match owner {
            Owner::Interface(id) => cx.interfaces[id.index()].uses[index].target = target,
            Owner::World(id) => cx.worlds[id.index()].uses[index].target = target,
            Owner::None => {}
        }
    }
}

/// Reports circles of interfaces that use each other, and forgets the `use`s that close them.
fn break_interface_cycles(cx: &mut Context<'_>) {
    let mut edges: NamelessGraph = Vec::with_capacity(cx.interfaces.len());
    for scope in &cx.interfaces {
        let targets = scope
            .uses
            .iter()
            .filter_map(|decl| Some((decl.target?.index(), cx.span(scope.file, decl.decl.path.range))));
        edges.push(targets.collect());
    }
    for cycle in find_cycles(&edges) {
        // A circle through several packages is one of packages too, and told as that.
        let package = |node: &usize| cx.graph()[InterfaceId::from_index(*node)].package;
        if cycle.nodes.iter().all(|node| package(node) == package(&cycle.nodes[0])) {
            let names: Vec<String> = cycle.nodes.iter().map(|node| interface_name(cx, *node)).collect();
            cx.report(errors::use_cycle("interface", &names, cycle.span));
        }
        let last = *cycle.nodes.last().expect("a circle has a node");
        let first = InterfaceId::from_index(cycle.nodes[0]);
        for decl in &mut cx.interfaces[last].uses {
            if decl.target == Some(first) {
                decl.target = None;
            }
        }
    }
}

fn interface_name(cx: &Context<'_>, index: usize) -> String {
    let graph = cx.graph();
    let name = graph[InterfaceId::from_index(index)].name;
    name.map_or("(inline interface)".to_owned(), |name| graph[name].to_owned())
}

/// Makes each used type an alias of what it names.
fn resolve_used_names(cx: &mut Context<'_>, owner: Owner) {
    for index in 0..cx.scope(owner).uses.len() {
        let scope = cx.scope(owner);
        let file = scope.file;
        let Some(target) = scope.uses[index].target else { continue };
        let types: Vec<(TypeId, ast::UseName)> = scope.uses[index].types.clone();
        for (ty, use_name) in types {
            if let Some(found) = find_used(cx, target, file, use_name) {
                cx.builder.resolve.types[ty].kind = TypeKind::Alias(found);
            }
        }
    }
}

fn find_used(
    cx: &mut Context<'_>,
    target: InterfaceId,
    file: FileIndex,
    use_name: ast::UseName,
) -> Option<TypeId> {
    let name = cx.name(file, use_name.name.name);
    let span = cx.span(file, use_name.name.range);
    let owner = Owner::Interface(target);
    let text = cx.graph()[name].to_owned();
    match cx.scope(owner).members.get(&name).copied() {
        Some((Member::Type(ty), _)) => {
            cx.uses.push((span, Definition::Type(ty)));
            Some(ty)
        }
        Some((Member::Function, defined)) => {
            cx.report(errors::not_a_type(&text, span, defined));
            None
        }
        None if cx.may_be_lost(owner, name) => None,
        None => {
            let graph = cx.graph();
            let types = cx.scope(owner).members.iter().filter(|(_, (member, _))| *member != Member::Function);
            let types = types.map(|(name, _)| &graph[*name]);
            let place = cx.owner_name(owner);
            let diagnostic = errors::unknown_name(Wanted::Type, &text, &place, span, &[], types);
            cx.report_unknown(&text, with_definition_help(diagnostic, &text));
            None
        }
    }
}

/// In a `use` the advice to bring the type from elsewhere would not help.
fn with_definition_help(
    mut diagnostic: outwit_diagnostics::Diagnostic,
    name: &str,
) -> outwit_diagnostics::Diagnostic {
    for help in &mut diagnostic.help {
        if help.starts_with("define it") {
            *help = format!("define `{name}` there, or use another interface");
        }
    }
    diagnostic
}

// ---- circles ----

/// Nodes that lead to each other, first to last and back to the first, and the place of the edge that closes the circle.
pub(super) struct Cycle {
    pub(super) nodes: Vec<usize>,
    pub(super) span: Span,
}

/// Circles in a graph: one for each edge that leads back in a depth-first walk. Without recursion.
pub(super) fn find_cycles(edges: &NamelessGraph) -> Vec<Cycle> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut cycles = Vec::new();
    let mut state = vec![State::New; edges.len()];
    let mut path: Vec<(usize, usize)> = Vec::new();
    for root in 0..edges.len() {
        if state[root] != State::New {
            continue;
        }
        state[root] = State::Open;
        path.push((root, 0));
        while let Some((node, next)) = path.last_mut() {
            let Some((to, span)) = edges[*node].get(*next).copied() else {
                state[*node] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                State::New => {
                    state[to] = State::Open;
                    path.push((to, 0));
                }
                State::Open => {
                    let from =
                        path.iter().position(|(open, _)| *open == to).expect("an open node is on the path");
                    cycles.push(Cycle { nodes: path[from..].iter().map(|(node, _)| *node).collect(), span });
                }
                State::Done => {}
            }
        }
    }
    cycles
}
