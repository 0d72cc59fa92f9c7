//! Refuses worlds that reach what declarations do not express. Afterwards no resource, handle, async function, stream,
//! future or error context is met.

use outwit_diagnostics::{Diagnostic, Span};
use outwit_resolve::graph::{Function, Primitive, Resolve, TypeDef, TypeId, TypeKind};

use crate::diagnostics as errors;
use crate::survey::Survey;

/// One diagnostic for each item that cannot be expressed, by place.
pub(crate) fn refuse(resolve: &Resolve, survey: &Survey) -> Result<(), Vec<Diagnostic>> {
    let mut found = Vec::new();
    for unit in &survey.units {
        for (_, ty) in &unit.types {
            named(resolve, &resolve[*ty], &mut found);
        }
        for item in unit.imports.iter().chain(&unit.exports) {
            function(resolve, &resolve[item.id], &mut found);
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Diagnostic::sort(&mut found);
    Err(found)
}

fn named(resolve: &Resolve, def: &TypeDef, found: &mut Vec<Diagnostic>) {
    let Some((name, span)) = def.name.zip(def.span) else { return };
    match &def.kind {
        TypeKind::Resource => found.push(errors::resource(&resolve[name], span)),
        TypeKind::Record(fields) => {
            fields.iter().for_each(|field| anonymous(resolve, field.ty, field.span, found));
        }
        TypeKind::Variant(cases) => {
            let payloads = cases.iter().filter_map(|case| Some((case.ty?, case.span)));
            payloads.for_each(|(ty, at)| anonymous(resolve, ty, at, found));
        }
        kind => parts(resolve, kind, span, found),
    }
}

/// The methods of a resource are refused with it.
fn function(resolve: &Resolve, function: &Function, found: &mut Vec<Diagnostic>) {
    if function.resource().is_some() {
        return;
    }
    if function.is_async {
        found.push(errors::async_function(&resolve[function.name], function.span));
    }
    for param in &function.params {
        anonymous(resolve, param.ty, param.span, found);
    }
    if let Some(ty) = function.result {
        anonymous(resolve, ty, function.span, found);
    }
}

fn anonymous(resolve: &Resolve, ty: TypeId, at: Span, found: &mut Vec<Diagnostic>) {
    if resolve[ty].name.is_none() {
        parts(resolve, &resolve[ty].kind, at, found);
    }
}

/// Looks into anonymous types alone: a named type is refused where it stands.
fn parts(resolve: &Resolve, kind: &TypeKind, at: Span, found: &mut Vec<Diagnostic>) {
    let mut stack = vec![kind];
    while let Some(kind) = stack.pop() {
        match kind {
            TypeKind::Stream(_) => found.push(errors::stream("stream", at)),
            TypeKind::Future(_) => found.push(errors::stream("future", at)),
            TypeKind::Primitive(Primitive::ErrorContext) => found.push(errors::error_context(at)),
            kind => kind.for_each_type(|part| {
                if resolve[part].name.is_none() {
                    stack.push(&resolve[part].kind);
                }
            }),
        }
    }
}
