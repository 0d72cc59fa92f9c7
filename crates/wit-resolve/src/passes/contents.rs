//! What types hold, counting everything that they consist of, and the rules about what may not be held where: streams of
//! characters, borrowed handles in streams and futures, handles in maps.

use outwit_diagnostics::{Diagnostic, Span, mapped};

use super::Context;
use crate::diagnostics as errors;
use crate::graph::{IdMap, Primitive, Resolve, TypeId, TypeKind};

/// What a type holds.
#[derive(Clone, Copy, Default)]
pub(super) struct Contents {
    /// How many levels of other types are in it.
    pub(super) depth: u32,
    /// How many types it consists of, itself included, each as often as it stands there.
    pub(super) parts: u32,
    /// Whether values of it hold borrowed handles.
    pub(super) borrow: bool,
    /// Whether values of it hold handles of any kind.
    pub(super) handle: bool,
}

impl Contents {
    const LEAF: Contents = Contents { depth: 0, parts: 1, borrow: false, handle: false };

    fn of(kind: &TypeKind, known: &IdMap<TypeId, Contents>) -> Contents {
        match kind {
            TypeKind::Primitive(Primitive::ErrorContext) | TypeKind::Own(_) => {
                Contents { handle: true, ..Contents::LEAF }
            }
            TypeKind::Borrow(_) => Contents { borrow: true, handle: true, ..Contents::LEAF },
            TypeKind::Primitive(_)
            | TypeKind::Flags(_)
            | TypeKind::Enum(_)
            | TypeKind::Resource
            | TypeKind::Error => Contents::LEAF,
            // Another name adds nothing.
            TypeKind::Alias(to) => known[*to],
            _ => Contents::compound(kind, known),
        }
    }

    fn compound(kind: &TypeKind, known: &IdMap<TypeId, Contents>) -> Contents {
        let mut all = Contents::LEAF;
        kind.for_each_type(|part| {
            let part = known[part];
            all.depth = all.depth.max(part.depth);
            all.parts = all.parts.saturating_add(part.parts);
            all.borrow |= part.borrow;
            all.handle |= part.handle;
        });
        all.depth = all.depth.saturating_add(1);
        // A handle where none may be is told there, and not again at what holds that.
        match kind {
            TypeKind::Future(_) | TypeKind::Stream(_) => Contents { borrow: false, handle: true, ..all },
            TypeKind::Map(..) => Contents { borrow: false, handle: false, ..all },
            _ => all,
        }
    }
}

/// What each type of the graph holds.
pub(super) fn find(graph: &Resolve) -> IdMap<TypeId, Contents> {
    let mut known = IdMap::filled(graph.type_count(), Contents::default());
    for ty in graph.types_in_dependency_order() {
        known[*ty] = Contents::of(&graph[*ty].kind, &known);
    }
    known
}

/// Looks at each stream, future and map where it is written.
pub(super) fn check_payloads(cx: &mut Context<'_>, contents: &IdMap<TypeId, Contents>) {
    let written = std::mem::take(&mut cx.written);
    let graph = cx.graph();
    let found: Vec<Diagnostic> =
        written.iter().filter_map(|(ty, span)| payload_fault(graph, contents, *ty, *span)).collect();
    cx.diagnostics.extend(found);
    cx.written = written;
}

fn payload_fault(
    graph: &Resolve,
    contents: &IdMap<TypeId, Contents>,
    ty: TypeId,
    span: Span,
) -> Option<Diagnostic> {
    let where_is = |ty: TypeId, has: fn(&Contents) -> bool| holder(graph, contents, ty, has);
    match graph[ty].kind {
        // Binary.md, "Type Definitions": rejected until it can have an encoding of its own.
        TypeKind::Stream(Some(payload)) if *graph.kind(payload) == TypeKind::Primitive(Primitive::Char) => {
            Some(errors::stream_of_char(span))
        }
        TypeKind::Stream(Some(payload)) | TypeKind::Future(Some(payload)) if contents[payload].borrow => {
            let what = if matches!(graph[ty].kind, TypeKind::Stream(_)) { "stream" } else { "future" };
            let at = where_is(payload, |held| held.borrow);
            Some(errors::borrow_in_payload(what, span, at))
        }
        TypeKind::Map(_, value) if contents[value].handle => {
            let at = where_is(value, |held| held.handle);
            Some(errors::handle_in_map(span, at))
        }
        _ => None,
    }
}

/// The field or case through which a type holds something; `None` if it does so directly.
pub(super) fn holder(
    graph: &Resolve,
    contents: &IdMap<TypeId, Contents>,
    mut ty: TypeId,
    has: fn(&Contents) -> bool,
) -> Option<Span> {
    let mut at = None;
    loop {
        let parts: Vec<(TypeId, Option<Span>)> = match &graph[ty].kind {
            TypeKind::Own(_) | TypeKind::Borrow(_) => return at,
            TypeKind::Record(fields) => mapped(fields, |field| (field.ty, Some(field.span))),
            TypeKind::Variant(cases) => {
                let mut parts = Vec::new();
                for case in cases {
                    parts.extend(case.ty.map(|ty| (ty, Some(case.span))));
                }
                parts
            }
            kind => {
                let mut parts = Vec::new();
                kind.for_each_type(|part| parts.push((part, None)));
                parts
            }
        };
        let Some((part, span)) = parts.into_iter().find(|(part, _)| has(&contents[*part])) else { return at };
        (ty, at) = (part, span.or(at));
    }
}
