//! What Rust bindings cannot express: found here, all of it at once, so that whatever comes later cannot fail.

use outwit_bindgen_core::{Bindings, Callable, Module};
use outwit_diagnostics::Diagnostic;
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{IdMap, Primitive, Resolve, TypeId, TypeKind};

use super::with::Elsewhere;
use crate::diagnostics as errors;
use crate::selector::module_name;
use crate::{Finding, Options};

/// A finding for each thing that cannot be.
pub(super) fn refuse(
    resolve: &Resolve,
    bindings: &Bindings,
    needed: &IdMap<TypeId, bool>,
    options: &Options,
    elsewhere: &Elsewhere,
) -> Vec<Finding> {
    let mut found = Vec::new();
    if !options.generate_all {
        found.extend(foreign(resolve, bindings, elsewhere));
    }
    for ty in bindings.all_types() {
        if needed[ty] {
            found.extend(of_type(resolve, ty));
        }
    }
    for callable in bindings.callables() {
        found.extend(of_function(resolve, callable));
    }
    Diagnostic::sort(&mut found);
    found.into_iter().map(Finding::from).collect()
}

/// Imported interfaces of other packages of which nothing says where they come from, in one list.
fn foreign(resolve: &Resolve, bindings: &Bindings, elsewhere: &Elsewhere) -> Option<Diagnostic> {
    let world = &resolve[bindings.world];
    let is_foreign = |module: &Module| resolve[module.interface].package != world.package;
    let mut missing = Vec::new();
    for (id, module) in bindings.modules() {
        let is_imported = module.direction == Direction::Import;
        if is_imported && is_foreign(module) && !elsewhere.mentions(id) {
            let item = world.imports.iter().find(|item| item.key == module.key);
            missing.push((item.map_or(world.span, |item| item.span), module_name(resolve, module)));
        }
    }
    (!missing.is_empty()).then(|| errors::foreign_interfaces(&missing))
}

fn of_type(resolve: &Resolve, ty: TypeId) -> Option<Diagnostic> {
    let def = &resolve[ty];
    let (name, span) = (&resolve[def.name?], def.span?);
    let mut parts = Vec::new();
    def.kind.for_each_type(|part| parts.push(part));
    Some(errors::async_type(span, name, async_part(resolve, parts)?))
}

fn of_function(resolve: &Resolve, callable: Callable) -> Vec<Diagnostic> {
    let function = &resolve[callable.function];
    let name = &resolve[function.name];
    let mut found = Vec::new();
    if function.is_async {
        found.push(errors::async_function(function.span, name));
    }
    for param in &function.params {
        if let Some(what) = async_part(resolve, vec![param.ty]) {
            found.push(errors::async_type(param.span, &resolve[param.name], what));
        }
    }
    if let Some(what) = function.result.and_then(|result| async_part(resolve, vec![result])) {
        found.push(errors::async_type(function.span, name, what));
    }
    found
}

/// The first stream, future or error context among types and the anonymous types that they consist of. Named types are
/// looked at by themselves.
fn async_part(resolve: &Resolve, mut stack: Vec<TypeId>) -> Option<&'static str> {
    while let Some(ty) = stack.pop() {
        match &resolve[ty].kind {
            TypeKind::Stream(_) => return Some("stream"),
            TypeKind::Future(_) => return Some("future"),
            TypeKind::Primitive(Primitive::ErrorContext) => return Some("error-context"),
            _ if resolve[ty].name.is_some() => {}
            kind => kind.for_each_type(|part| stack.push(part)),
        }
    }
    None
}
