//! Names of interfaces, worlds and types that nothing defines: one diagnostic for each in each scope, wherever and however
//! often it is used, with the name that may have been meant. Packages are looked after in `missing.rs`.

use std::rc::Rc;

use outwit_diagnostics::{Diagnostic, Span, closest, mapped, sort_by};

use super::{Context, Member, Top};
use crate::diagnostics::{self as errors, Wanted};
use crate::graph::{Name, NameMap, OrderMap, OrderSet, Owner, PackageId, Primitive, TypeId, TypeKind};

/// What was looked for in vain, in the order in which it was first looked for.
#[derive(Default)]
pub(crate) struct Unknown {
    found: OrderMap<Key, Uses>,
}

/// A name and where it was looked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    /// An interface or world of a package, which is a unit.
    Top(usize, Name),
    /// A type, from inside an interface or world.
    Type(Owner, Name),
    /// A type of an interface, in a `use`.
    Used(Owner, Name),
    /// An interface where a world is needed, or the reverse.
    Mistaken(Top),
}

struct Uses {
    places: Vec<Span>,
    wanted: Wanted,
    /// Of a name without its package: the scope of the first file that uses it.
    scope: Option<usize>,
    /// Of `import label: name`: the first label, which may be meant as a namespace.
    label: Option<Name>,
}

impl Unknown {
    /// An interface or world that a package does not have; `scope` is the file's unless the path names the package.
    pub(super) fn top(&mut self, unit: usize, name: Name, span: Span, wanted: Wanted, scope: Option<usize>) {
        let uses = self.add(Key::Top(unit, name), vec![span], wanted, Wanted::InterfaceOrWorld);
        uses.scope = uses.scope.or(scope);
    }

    /// An interface where a world is needed, or a world where an interface is, which is called `name`.
    pub(super) fn mistaken(&mut self, top: Top, span: Span, wanted: Wanted) {
        self.add(Key::Mistaken(top), vec![span], wanted, wanted);
    }

    /// If a package does not have this interface, the label that an import or export of it has.
    pub(super) fn labelled(&mut self, unit: usize, name: Name, label: Name) {
        if let Some(uses) = self.found.get_mut(&Key::Top(unit, name)) {
            uses.label.get_or_insert(label);
        }
    }

    /// A type that a `use` names and its interface does not have.
    pub(super) fn used(&mut self, interface: Owner, name: Name, span: Span) {
        self.add(Key::Used(interface, name), vec![span], Wanted::Type, Wanted::Type);
    }

    /// If the name was wanted as something else before, `both` is what it is wanted as.
    fn add(&mut self, key: Key, places: Vec<Span>, wanted: Wanted, both: Wanted) -> &mut Uses {
        let new = || Uses { places: Vec::new(), wanted, scope: None, label: None };
        let uses = self.found.get_or_insert_with(key, new);
        uses.places.extend(places);
        if uses.wanted != wanted {
            uses.wanted = both;
        }
        uses
    }
}

/// Types that were not found while one scope was looked at.
pub(super) struct UnknownNames {
    owner: Owner,
    found: Vec<(Name, Span, Wanted)>,
}

impl UnknownNames {
    pub(super) fn new(owner: Owner) -> UnknownNames {
        UnknownNames { owner, found: Vec::new() }
    }

    pub(super) fn add(&mut self, name: Name, span: Span, wanted: Wanted) {
        self.found.push((name, span, wanted));
    }

    pub(super) fn report(self, cx: &mut Context<'_>) {
        for (name, span, wanted) in self.found {
            cx.unknown.add(Key::Type(self.owner, name), vec![span], wanted, Wanted::Type);
        }
    }
}

pub(super) fn report(cx: &mut Context<'_>) {
    for (key, mut uses) in std::mem::take(&mut cx.unknown).found {
        sort_by(&mut uses.places, Ord::cmp);
        let (name, diagnostic) = match key {
            Key::Top(unit, name) => (name, unknown_top(cx, unit, name, &uses)),
            Key::Type(owner, name) | Key::Used(owner, name) if cx.may_be_lost(owner, name) => continue,
            Key::Type(owner, name) => (name, unknown_type(cx, owner, name, &uses)),
            Key::Used(owner, name) => (name, unknown_used(cx, owner, name, &uses)),
            Key::Mistaken(top) => {
                let diagnostic = mistaken(cx, top, &uses.places);
                cx.report(diagnostic);
                continue;
            }
        };
        let text = cx.graph()[name].to_owned();
        cx.report_unknown(&text, diagnostic);
    }
}

// ---- interfaces and worlds ----

fn mistaken(cx: &Context<'_>, top: Top, places: &[Span]) -> Diagnostic {
    let graph = cx.graph();
    match top {
        Top::World(id) => errors::not_an_interface(&graph[graph[id].name], places, graph[id].span),
        Top::Interface(id) => {
            let name = graph[id].name.map_or("", |name| &graph[name]);
            errors::not_a_world(name, places, graph[id].span)
        }
    }
}

fn unknown_top(cx: &mut Context<'_>, unit: usize, name: Name, uses: &Uses) -> Diagnostic {
    let aliases = uses.scope.map_or(0, |scope| cx.file_scopes[scope].aliases.len());
    let may_suggest = cx.may_compare(cx.units[unit].items.len() + cx.units.len() + aliases);
    let graph = cx.graph();
    let text = &graph[name];
    let fits = |top: &Top| match uses.wanted {
        Wanted::Interface => matches!(top, Top::Interface(_)),
        Wanted::World => matches!(top, Top::World(_)),
        _ => true,
    };
    let mut candidates: Vec<&str> = Vec::new();
    for (name, (top, _)) in &cx.units[unit].items {
        if may_suggest && fits(top) {
            candidates.push(&graph[*name]);
        }
    }
    if let Some(scope) = uses.scope.filter(|_| may_suggest) {
        for (name, top) in &cx.file_scopes[scope].aliases {
            if top.as_ref().is_some_and(fits) {
                candidates.push(&graph[*name]);
            }
        }
    }
    let place = match uses.scope {
        Some(_) => "this package".to_owned(),
        None => format!("package `{}`", graph[cx.units[unit].package].name),
    };
    let places = &uses.places;
    let mut diagnostic =
        errors::unknown_name(uses.wanted, text, &place, places[0], &places[1..], candidates.iter().copied());
    let is_slip = closest(text, candidates.iter().copied()).is_some();
    let elsewhere = if may_suggest && !is_slip { in_another_package(cx, unit, name) } else { None };
    if let Some(id) = elsewhere {
        diagnostic.help = vec![format!("another package has it: `{id}`")];
    }
    if let Some(label) = uses.label.filter(|_| may_suggest && !is_slip) {
        let path = format!("{}:{text}", &graph[label]);
        match interfaces_of(cx, label, name) {
            known if known.is_empty() => diagnostic.help.push(errors::path_ends_early(&path)),
            known => diagnostic.help = vec![errors::interfaces_of_package(&path, &known)],
        }
    }
    diagnostic
}

/// The interfaces of all versions of the package `namespace:name`.
fn interfaces_of(cx: &Context<'_>, namespace: Name, name: Name) -> Vec<String> {
    let graph = cx.graph();
    let (namespace, name) = (&graph[namespace], &graph[name]);
    let mut ids = Vec::new();
    for (_, package) in graph.packages() {
        if package.name.namespace == namespace && package.name.name == name {
            ids.extend(package.interfaces.keys().map(|interface| package.name.item_id(&graph[*interface])));
        }
    }
    ids
}

fn in_another_package(cx: &Context<'_>, but: usize, name: Name) -> Option<String> {
    let mut units = cx.units.iter().enumerate().filter(|(at, _)| *at != but);
    let (_, unit) = units.find(|(_, unit)| unit.items.contains_key(&name))?;
    let graph = cx.graph();
    Some(graph[unit.package].name.item_id(&graph[name]))
}

// ---- types ----

fn unknown_type(cx: &mut Context<'_>, owner: Owner, name: Name, uses: &Uses) -> Diagnostic {
    let (mut diagnostic, is_slip) = unknown_in(cx, owner, name, uses.wanted, uses);
    if let Some(help) = elsewhere(cx, owner, name, is_slip) {
        diagnostic.help = vec![help];
    }
    diagnostic
}

/// In a `use` the advice to bring the type from elsewhere would not help.
fn unknown_used(cx: &mut Context<'_>, owner: Owner, name: Name, uses: &Uses) -> Diagnostic {
    let (mut diagnostic, _) = unknown_in(cx, owner, name, Wanted::Type, uses);
    let is_advice = |help: &String| help.starts_with("define it");
    if !diagnostic.help.iter().any(is_advice) {
        return diagnostic;
    }
    let package = cx.package_of(owner);
    let other = type_of_package(cx, package, name);
    let graph = cx.graph();
    diagnostic.help = vec![match other {
        Some(interface) => format!("interface `{}` has it", &graph[interface]),
        None => format!("define `{}` there, or use another interface", &graph[name]),
    }];
    diagnostic
}

/// What is said of a name that a scope does not have, and whether it is close to one that the scope or the language has.
fn unknown_in(
    cx: &mut Context<'_>,
    owner: Owner,
    name: Name,
    wanted: Wanted,
    uses: &Uses,
) -> (Diagnostic, bool) {
    let in_scope = known_types(cx, owner);
    let may_compare = cx.may_compare(in_scope.len());
    let graph = cx.graph();
    let text = &graph[name];
    let candidates = if may_compare { &in_scope[..] } else { &[] };
    let mut candidates = mapped(candidates, |name| &graph[*name]);
    let (first, others) = (uses.places[0], &uses.places[1..]);
    let place = cx.owner_name(owner);
    let diagnostic = errors::unknown_name(wanted, text, &place, first, others, candidates.iter().copied());
    candidates.extend(Primitive::ALL.map(Primitive::keyword));
    (diagnostic, closest(text, candidates).is_some())
}

/// The types of a scope that names can be confused with: not those whose `use` found nothing.
fn known_types(cx: &mut Context<'_>, owner: Owner) -> Rc<[Name]> {
    if let Some(known) = cx.types_of_scopes.get(&owner) {
        return Rc::clone(known);
    }
    let types = types_of_scope(cx, owner);
    cx.types_of_scopes.insert(owner, Rc::clone(&types));
    types
}

fn types_of_scope(cx: &Context<'_>, owner: Owner) -> Rc<[Name]> {
    let scope = cx.scope(owner);
    let mut lost: OrderSet<TypeId> = OrderSet::default();
    for decl in &scope.uses {
        for (ty, _) in &decl.types {
            if cx.graph()[*ty].kind == TypeKind::Error {
                lost.insert(*ty);
            }
        }
    }
    let mut types = Vec::new();
    for (name, (member, _)) in &scope.members {
        match member {
            Member::Type(ty) if !lost.contains(*ty) => types.push(*name),
            _ => {}
        }
    }
    types.into()
}

/// If an interface of the same package has a type of this name, or nothing in scope is close but a type elsewhere is: how
/// to use it.
fn elsewhere(cx: &mut Context<'_>, owner: Owner, name: Name, is_slip: bool) -> Option<String> {
    let package = cx.package_of(owner);
    let advice = |path: &str, ty: &str| format!("write `use {path}.{{{ty}}};`");
    if let Some(interface) = type_of_package(cx, package, name) {
        let graph = cx.graph();
        let interface = &graph[interface];
        return Some(format!("interface `{interface}` has it: {}", advice(interface, &graph[name])));
    }
    if is_slip {
        return None;
    }
    let mut others = Vec::new();
    for (other, _) in cx.graph().packages() {
        others.push(other);
    }
    if !cx.may_compare(others.len()) {
        others.clear();
    }
    // Finding the types of a package takes as long as comparing them.
    for other in others {
        if other == package {
            continue;
        }
        let known = cx.types_of_packages.contains_key(&other);
        if !known && !cx.may_compare(cx.graph()[other].interfaces.len()) {
            break;
        }
        if let Some(interface) = type_of_package(cx, other, name) {
            let graph = cx.graph();
            let id = graph[other].name.item_id(&graph[interface]);
            return Some(format!("interface `{id}` has it: {}", advice(&id, &graph[name])));
        }
    }
    if !cx.may_compare(cx.types_of_packages[&package].len()) {
        return None;
    }
    let graph = cx.graph();
    let types = &cx.types_of_packages[&package];
    let near = closest(&graph[name], types.keys().map(|ty| &graph[*ty]))?;
    let (_, interface) = types.iter().find(|(ty, _)| &graph[**ty] == near)?;
    let interface = &graph[*interface];
    Some(format!("did you mean `{near}` of interface `{interface}`? {}", advice(interface, near)))
}

/// The first interface of a package that has a type of this name.
fn type_of_package(cx: &mut Context<'_>, package: PackageId, name: Name) -> Option<Name> {
    if !cx.types_of_packages.contains_key(&package) {
        let index = types_of_package(cx, package);
        cx.types_of_packages.insert(package, index);
    }
    cx.types_of_packages[&package].get(&name).copied()
}

/// Every type name of a package's interfaces with the first interface that has it.
fn types_of_package(cx: &Context<'_>, package: PackageId) -> NameMap<Name> {
    let mut types = NameMap::default();
    for (interface, id) in &cx.graph()[package].interfaces {
        for ty in types_of_scope(cx, Owner::Interface(*id)).iter() {
            types.insert_new(*ty, *interface);
        }
    }
    types
}
