//! Names of interfaces and worlds, and every `use`. After this pass each `use` that can be resolved has its interface, its
//! types are aliases of what they name, and no interface uses itself, directly or in a circle.

use outwit_diagnostics::{Span, mapped};
use outwit_parser::ast;

use super::collect::parse_version;
use super::cycles::cycles;
use super::{Context, FileIndex, Member, Top, WrittenPackage};
use crate::analysis::Definition;
use crate::diagnostics::{self as errors, Wanted};
use crate::graph::{Id, InterfaceId, Name, NameMap, Owner, PackageName, TypeId, TypeKind, WorldId};

pub(super) fn resolve_uses(cx: &mut Context<'_>) {
    resolve_top_uses(cx);
    for owner in cx.owners() {
        find_use_targets(cx, owner);
    }
    break_interface_cycles(cx);
    for owner in cx.owners() {
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
        let mut first_of: NameMap<Span> = NameMap::default();
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
            let earlier = first_of.get(&name).copied();
            if let Some(other) = defined_here.or(earlier) {
                let text = cx.graph()[name].to_owned();
                cx.report(errors::duplicate_name(&text, "the name", span.max(other), span.min(other)));
                continue;
            }
            first_of.insert(name, span);
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
    // The start of the newest chain that an alias is on.
    let mut chain_of: Vec<usize> = vec![usize::MAX; pending.len()];
    for start in 0..pending.len() {
        let mut chain = Vec::new();
        let mut at = start;
        let found = loop {
            if let Some(known) = state[at] {
                break known;
            }
            let (name, decl, span) = pending[at];
            if std::mem::replace(&mut chain_of[at], start) == start {
                let names = mapped(&chain, |at: &usize| cx.graph()[pending[*at].0].to_owned());
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
            None => find_in_unit(cx, unit, name, span, wanted, Some(scope)),
        }
    } else {
        let target = find_package(cx, unit, file, path)?;
        find_in_unit(cx, target, name, span, wanted, None)
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

/// The package that a path names, as seen from another one.
fn find_package(cx: &mut Context<'_>, from: usize, file: FileIndex, path: &ast::UsePath) -> Option<usize> {
    let span = cx.span(file, path.range);
    let key = written_package(cx, file, path);
    let known = key.and_then(|key| cx.packages_as_written.get(&key).copied());
    let found = match known {
        Some(found) => found,
        None => {
            let name = path_package(cx, file, path)?;
            let Some(found) = cx.unit_by_name.get(&name).copied() else {
                cx.missing_packages.note(&name, span);
                return None;
            };
            if let Some(key) = key {
                cx.packages_as_written.insert(key, found);
            }
            found
        }
    };
    cx.package_edges[from].push((found, span));
    Some(found)
}

/// How a path names its package: the same in one file means the same package.
fn written_package(cx: &Context<'_>, file: FileIndex, path: &ast::UsePath) -> Option<WrittenPackage> {
    let tree = cx.file(file);
    let ([namespace], [name]) = (&tree[path.namespaces], &tree[path.names]) else { return None };
    Some((file, namespace.name, name.name, path.version.map(|version| version.text)))
}

fn find_in_unit(
    cx: &mut Context<'_>,
    unit: usize,
    name: Name,
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
    cx.unknown.top(unit, name, span, wanted, scope);
    None
}

/// The interface that a path names.
pub(super) fn find_interface(
    cx: &mut Context<'_>,
    scope: usize,
    path: &ast::UsePath,
) -> Option<(InterfaceId, Span)> {
    match find_path(cx, scope, path, Wanted::Interface)? {
        (Top::Interface(id), span) => Some((id, span)),
        (world, span) => {
            cx.unknown.mistaken(world, span, Wanted::Interface);
            None
        }
    }
}

/// The world that a path names.
pub(super) fn find_world(cx: &mut Context<'_>, scope: usize, path: &ast::UsePath) -> Option<(WorldId, Span)> {
    match find_path(cx, scope, path, Wanted::World)? {
        (Top::World(id), span) => Some((id, span)),
        (interface, span) => {
            cx.unknown.mistaken(interface, span, Wanted::World);
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
    let edge = |node: usize, nth: usize| {
        let scope = &cx.interfaces[node];
        let decl = scope.uses.get(nth)?;
        Some(decl.target.map(|target| (target.index(), cx.span(scope.file, decl.decl.path.range))))
    };
    for cycle in cycles(cx.interfaces.len(), edge) {
        // A circle through several packages is one of packages too, and told as that.
        let package = |node: &usize| cx.graph()[InterfaceId::from_index(*node)].package;
        if cycle.nodes.iter().all(|node| package(node) == package(&cycle.nodes[0])) {
            let names = mapped(&cycle.nodes, |node| interface_name(cx, *node));
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
        for at in 0..scope.uses[index].types.len() {
            let (ty, use_name) = cx.scope(owner).uses[index].types[at];
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
            cx.unknown.used(owner, name, span);
            None
        }
    }
}
