//! Limits of component validators, which a package must stay below to be of use. After it no type, function, interface or
//! world is larger than they allow, or an error has been reported. Each limit costs one look at a maximum or a sum if
//! nothing comes near it.

use outwit_diagnostics::{Diagnostic, Span};

use super::Context;
use super::contents::Contents;
use crate::diagnostics as errors;
use crate::graph::{
    Function, FunctionKind, IdMap, InterfaceId, Name, OrderSet, Owner, Resolve, TypeDef, TypeId, TypeKind,
    World, WorldItemKind, WorldKey,
};

/// Levels of types within each other in a component.
const LEVELS: u32 = 100;
/// Those of them that the innermost type, its interface or world, the type of that one and the package take.
const LEVELS_AROUND: u32 = 4;
/// A type, function, interface or world consists of fewer types than this, each counted as often as it stands there.
const PARTS: u32 = 1_000_000;
/// Bytes of a name.
const NAME_BYTES: usize = 100_000;
/// Interfaces that one world imports and exports.
const WORLD_INTERFACES: usize = 4_096;
/// Fields of a record, cases of a variant or enum, types of a tuple.
pub(super) const MEMBERS: usize = 10_000;
/// Parameters of a function, `self` included.
pub(super) const PARAMETERS: usize = 1_000;

pub(super) fn check_limits(cx: &mut Context<'_>, contents: &IdMap<TypeId, Contents>) {
    let graph = cx.graph();
    let mut found = Vec::new();
    check_depth(graph, contents, &mut found);
    check_parts(graph, contents, &mut found);
    check_names(graph, &mut found);
    check_world_interfaces(graph, &mut found);
    cx.diagnostics.extend(found);
}

// ---- depth ----

fn check_depth(graph: &Resolve, contents: &IdMap<TypeId, Contents>, found: &mut Vec<Diagnostic>) {
    let deepest = graph.types_in_dependency_order().iter().map(|ty| contents[*ty].depth).max();
    // A function in an interface that a world imports takes two levels more than a type that stands alone.
    if deepest.unwrap_or(0) + LEVELS_AROUND + 2 <= LEVELS {
        return;
    }
    let in_worlds = interfaces_of_worlds(graph);
    let room = |owner: Owner| match owner {
        Owner::Interface(id) if in_worlds.contains(id) => LEVELS - LEVELS_AROUND - 1,
        _ => LEVELS - LEVELS_AROUND,
    };
    let depth = |ty: TypeId| contents[ty].depth;
    let exceeds = |def: &TypeDef, ty| depth(ty) > room(def.owner);
    let told = tell_types(graph, exceeds, found, |ty, span| {
        errors::type_too_deep(span, depth(ty), room(graph[ty].owner))
    });
    for (_, function) in graph.all_functions() {
        let (mut deepest, mut is_told) = (0, false);
        for_each_type(function, &mut |ty| {
            deepest = deepest.max(depth(ty));
            is_told |= told[ty];
        });
        if deepest >= room(function.owner) && !is_told {
            found.push(errors::type_too_deep(function.span, deepest, room(function.owner) - 1));
        }
    }
}

fn interfaces_of_worlds(graph: &Resolve) -> OrderSet<InterfaceId> {
    let mut interfaces = OrderSet::default();
    for (_, world) in graph.all_worlds() {
        for items in [&world.imports, &world.exports] {
            for item in items {
                if let WorldItemKind::Interface(id) = item.kind {
                    interfaces.insert(id);
                }
            }
        }
    }
    interfaces
}

fn for_each_type(function: &Function, each: &mut dyn FnMut(TypeId)) {
    for param in &function.params {
        each(param.ty);
    }
    if let Some(result) = function.result {
        each(result);
    }
}

/// Tells each named type that exceeds a limit, but not those that hold another one that was told. The types that were, or
/// that hold one.
fn tell_types(
    graph: &Resolve,
    exceeds: impl Fn(&TypeDef, TypeId) -> bool,
    found: &mut Vec<Diagnostic>,
    tell: impl Fn(TypeId, Span) -> Diagnostic,
) -> IdMap<TypeId, bool> {
    let mut told = IdMap::filled(graph.type_count(), false);
    for ty in graph.types_in_dependency_order() {
        let def = &graph[*ty];
        let mut is_told = false;
        def.kind.for_each_type(|part| is_told |= told[part]);
        if let Some(span) = def.span.filter(|_| !is_told && exceeds(def, *ty)) {
            found.push(tell(*ty, span));
            is_told = true;
        }
        told[*ty] = is_told;
    }
    told
}

// ---- number of types ----

fn check_parts(graph: &Resolve, contents: &IdMap<TypeId, Contents>, found: &mut Vec<Diagnostic>) {
    let parts = |ty: TypeId| u64::from(contents[ty].parts);
    let of_function = |function: &Function| {
        let mut all = 1;
        for_each_type(function, &mut |ty| all += parts(ty));
        all
    };
    let mut all = 0;
    for ty in graph.types_in_dependency_order() {
        all += parts(*ty);
    }
    for (_, function) in graph.all_functions() {
        all += of_function(function);
    }
    let most = u64::from(PARTS) - 1;
    if all < most {
        return;
    }
    let told = tell_types(
        graph,
        |_, ty| parts(ty) > most,
        found,
        |ty, span| errors::too_many_types("this type", parts(ty), most, span),
    );
    for (_, function) in graph.all_functions() {
        let mut is_told = false;
        for_each_type(function, &mut |ty| is_told |= told[ty]);
        let all = of_function(function);
        if all > most && !is_told {
            found.push(errors::too_many_types("this function", all, most, function.span));
        }
    }
    // Whether it, or something in it, was told; and its parts.
    let mut interfaces = IdMap::filled(graph.interfaces.len(), (false, 0));
    for (id, interface) in graph.all_interfaces() {
        let (mut is_known, mut all) = (false, 1);
        for (_, ty) in &interface.types {
            is_known |= told[*ty] || parts(*ty) > most;
            all += parts(*ty);
        }
        for function in &interface.functions {
            let parts = of_function(&graph[*function]);
            is_known |= parts > most;
            all += parts;
        }
        interfaces[id] = (is_known || all > most, all);
        if all > most && !is_known {
            found.push(errors::too_many_types("this interface", all, most, interface.span));
        }
    }
    for (_, world) in graph.all_worlds() {
        let mut all = 1;
        let mut is_known = false;
        for item in world.imports.iter().chain(&world.exports) {
            let (is_large, count) = match item.kind {
                WorldItemKind::Interface(id) => interfaces[id],
                WorldItemKind::Function(id) => (false, of_function(&graph[id])),
                WorldItemKind::Type(ty) => (told[ty], parts(ty)),
            };
            is_known |= is_large || count > most;
            all += count;
        }
        if all > most && !is_known {
            found.push(errors::too_many_types("this world", all, most, world.span));
        }
    }
}

// ---- names ----

fn check_names(graph: &Resolve, found: &mut Vec<Diagnostic>) {
    // The longest outside name joins two names, one of them with an annotation, or the parts of a package's name and one.
    let (mut longest, mut longest_package) = (0, 0);
    for (_, text) in graph.names.iter() {
        longest = text.len().max(longest);
    }
    for (_, package) in graph.packages() {
        longest_package = package.name.to_string().len().max(longest_package);
    }
    if 2 * longest + longest_package + 32 <= NAME_BYTES {
        return;
    }
    let mut tell = |bytes: usize, span: Span| {
        if bytes > NAME_BYTES {
            found.push(errors::name_too_long(bytes, NAME_BYTES, span));
        }
    };
    let bytes_of = |name: Name| graph[name].len();
    for (_, def) in graph.all_types() {
        match &def.kind {
            TypeKind::Record(fields) => {
                for field in fields {
                    tell(bytes_of(field.name), field.span);
                }
            }
            TypeKind::Variant(cases) => {
                for case in cases {
                    tell(bytes_of(case.name), case.span);
                }
            }
            TypeKind::Enum(cases) => {
                for case in cases {
                    tell(bytes_of(case.name), case.span);
                }
            }
            TypeKind::Flags(flags) => {
                for flag in flags {
                    tell(bytes_of(flag.name), flag.span);
                }
            }
            _ => {}
        }
        if let (Some(name), Some(span)) = (def.name, def.span) {
            tell(bytes_of(name).max(def.external_id.map_or(0, bytes_of)), span);
        }
    }
    for (id, function) in graph.all_functions() {
        // The name of a constructor is that of its resource.
        if !matches!(function.kind, FunctionKind::Constructor(_)) {
            let outside = graph.function_label(id).len();
            tell(outside.max(function.external_id.map_or(0, bytes_of)), function.span);
        }
        for param in &function.params {
            tell(bytes_of(param.name), param.span);
        }
    }
    for (id, interface) in graph.all_interfaces() {
        tell(graph.interface_id(id).map_or(0, |id| id.len()), interface.span);
    }
    for (id, world) in graph.all_worlds() {
        tell(graph.world_id(id).len(), world.span);
        for item in world.imports.iter().chain(&world.exports) {
            if let (WorldKey::Name(name), WorldItemKind::Interface(_)) = (item.key, item.kind) {
                tell(bytes_of(name).max(item.external_id.map_or(0, bytes_of)), item.span);
            }
        }
    }
}

// ---- worlds ----

fn check_world_interfaces(graph: &Resolve, found: &mut Vec<Diagnostic>) {
    for (_, world) in graph.all_worlds() {
        let World { imports, exports, .. } = world;
        if imports.len() + exports.len() <= WORLD_INTERFACES {
            continue;
        }
        let mut count = 0;
        for item in imports.iter().chain(exports) {
            count += usize::from(matches!(item.kind, WorldItemKind::Interface(_)));
        }
        if count > WORLD_INTERFACES {
            found.push(errors::too_many_interfaces(count, WORLD_INTERFACES, world.span));
        }
    }
}
