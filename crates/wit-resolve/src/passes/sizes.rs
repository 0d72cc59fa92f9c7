//! The size of values in memory, which the specification bounds. After it no type is larger, or an error has been reported.
//! The one pass that asks the ABI, since sizes are computed there.

use outwit_diagnostics::{Diagnostic, Span, sort_by};

use super::Context;
use crate::abi::PointerWidth;
use crate::abi::layout::Layouts;
use crate::diagnostics as errors;
use crate::graph::{IdMap, OrderSet, Resolve, TypeId, TypeKind};

/// Binary.md, "Type Definitions": values take less than this many bytes, with addresses of 64 bits.
const VALUE_BYTES: u32 = 1 << 28;

/// Only lists of fixed length make a type so large; without them a limit on the number of types is reached first.
pub(super) fn check_sizes(cx: &mut Context<'_>) {
    let graph = cx.graph();
    let is_fixed = |(ty, _): &(TypeId, Span)| matches!(graph[*ty].kind, TypeKind::FixedLengthList(..));
    if cx.written.iter().any(is_fixed) {
        let mut found = Vec::new();
        check_value_sizes(graph, &cx.written, &mut found);
        cx.diagnostics.extend(found);
    }
}

fn check_value_sizes(graph: &Resolve, written: &[(TypeId, Span)], found: &mut Vec<Diagnostic>) {
    let layouts = Layouts::new(graph, PointerWidth::P64);
    let is_large = |ty: TypeId| layouts.of(ty).size >= VALUE_BYTES;
    // Those that are large though nothing in them is.
    let mut causes: Vec<TypeId> = Vec::new();
    for ty in graph.types_in_dependency_order() {
        let kind = &graph[*ty].kind;
        let mut is_cause = is_large(*ty) && !matches!(kind, TypeKind::Alias(_));
        kind.for_each_type(|part| is_cause &= !is_large(part));
        if is_cause {
            causes.push(*ty);
        }
    }
    if causes.is_empty() {
        return;
    }
    sort_by(&mut causes, Ord::cmp);
    let places = places_of_types(graph);
    let mut is_written = OrderSet::default();
    for (ty, span) in written {
        if causes.binary_search(ty).is_ok() {
            is_written.insert(*ty);
            found.push(errors::value_too_large(*span));
        }
    }
    let others = causes.iter().filter(|ty| !is_written.contains(**ty));
    found.extend(others.filter_map(|ty| places[*ty].map(errors::value_too_large)));
}

/// For each type its place, or the one of the first field, case, parameter or definition that holds it.
fn places_of_types(graph: &Resolve) -> IdMap<TypeId, Option<Span>> {
    let mut places: IdMap<TypeId, Option<Span>> = IdMap::filled(graph.type_count(), None);
    let mut stack: Vec<(TypeId, Span)> = Vec::new();
    for (_, function) in graph.all_functions() {
        stack.extend(function.result.map(|ty| (ty, function.span)));
        for param in &function.params {
            stack.push((param.ty, param.span));
        }
    }
    for (id, def) in graph.all_types() {
        let Some(span) = def.span else { continue };
        places[id] = Some(span);
        match &def.kind {
            TypeKind::Record(fields) => {
                for field in fields {
                    stack.push((field.ty, field.span));
                }
            }
            TypeKind::Variant(cases) => {
                for case in cases {
                    stack.extend(case.ty.map(|ty| (ty, case.span)));
                }
            }
            kind => kind.for_each_type(|part| stack.push((part, span))),
        }
    }
    while let Some((ty, span)) = stack.pop() {
        if graph[ty].name.is_none() && places[ty].is_none() {
            places[ty] = Some(span);
            graph[ty].kind.for_each_type(|part| stack.push((part, span)));
        }
    }
    places
}
