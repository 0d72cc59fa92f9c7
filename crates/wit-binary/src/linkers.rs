//! What linkers before 0.249 of the published wit-component, such as those in toolchains of spring 2026, cannot read.

use outwit_diagnostics::Span;
use outwit_resolve::graph::{FunctionId, Resolve, TypeId, WorldId, WorldItem, WorldItemKind, WorldKey};

/// One thing in a world that older linkers cannot read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkerNeed {
    /// Its kind, in words.
    pub what: &'static str,
    /// The release of wit-component that brought it.
    pub since: &'static str,
    /// The first place where it stands.
    pub span: Span,
}

/// What an older linker refuses in the `component-type` section of `world`: labels of interfaces (`implements`),
/// `@external-id`, getters and setters. One for each kind, the one that came last at the end.
pub fn linker_needs(resolve: &Resolve, world: WorldId) -> Vec<LinkerNeed> {
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
    kinds
        .into_iter()
        .filter_map(|(span, what, since)| Some(LinkerNeed { what, since, span: span? }))
        .collect()
}

/// [`linker_needs`] as warnings.
#[cfg(feature = "decode")]
pub fn linker_warnings(resolve: &Resolve, world: WorldId) -> Vec<outwit_diagnostics::Diagnostic> {
    linker_needs(resolve, world).iter().map(crate::diagnostics::needs_new_linker).collect()
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
