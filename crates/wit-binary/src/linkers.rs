//! What linkers before 0.249 of the published wit-component, such as those in toolchains of spring 2026, cannot read.

use outwit_diagnostics::{Diagnostic, Span};
use outwit_resolve::graph::{FunctionId, Resolve, TypeId, WorldId, WorldItem, WorldItemKind, WorldKey};

use crate::diagnostics as errors;

/// Warnings about what an older linker refuses in the `component-type` section of `world`: labels of interfaces
/// (`implements`), `@external-id`, getters and setters. One for each kind, at the first place.
pub fn linker_warnings(resolve: &Resolve, world: WorldId) -> Vec<Diagnostic> {
    let mut found = Found::default();
    let items = resolve[world].imports.iter().chain(&resolve[world].exports);
    for item in items {
        found.item(resolve, item);
    }
    let Found { label, external_id, accessor } = found;
    let kinds = [
        (label, "an interface under a label", "0.249"),
        (external_id, "`@external-id`", "0.253"),
        (accessor, "a getter or setter", "0.258"),
    ];
    let warnings = kinds.into_iter().filter_map(|(at, what, since)| Some((at?, what, since)));
    warnings.map(|(at, what, since)| errors::needs_new_linker(at, what, since)).collect()
}

#[derive(Default)]
struct Found {
    label: Option<Span>,
    external_id: Option<Span>,
    accessor: Option<Span>,
}

impl Found {
    fn item(&mut self, resolve: &Resolve, item: &WorldItem) {
        if item.external_id.is_some() {
            self.external_id.get_or_insert(item.span);
        }
        match item.kind {
            WorldItemKind::Interface(interface) => {
                if matches!(item.key, WorldKey::Name(_)) && resolve[interface].name.is_some() {
                    self.label.get_or_insert(item.span);
                }
                resolve.types_of(interface).for_each(|(_, ty)| self.ty(resolve, ty));
                resolve.functions_of(interface).for_each(|function| self.function(resolve, function));
            }
            WorldItemKind::Function(function) => self.function(resolve, function),
            WorldItemKind::Type(ty) => self.ty(resolve, ty),
        }
    }

    fn ty(&mut self, resolve: &Resolve, ty: TypeId) {
        if let (Some(_), Some(span)) = (resolve[ty].external_id, resolve[ty].span) {
            self.external_id.get_or_insert(span);
        }
    }

    fn function(&mut self, resolve: &Resolve, function: FunctionId) {
        let function = &resolve[function];
        if function.external_id.is_some() {
            self.external_id.get_or_insert(function.span);
        }
        if function.accessor.is_some() {
            self.accessor.get_or_insert(function.span);
        }
    }
}
