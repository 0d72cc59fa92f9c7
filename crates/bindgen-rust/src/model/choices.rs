//! Options that name types and their members: which attributes they have, and which have no additional derives.

use outwit_bindgen_core::Bindings;
use outwit_diagnostics::closest;
use outwit_resolve::graph::{Name, OrderMap, OrderSet, Resolve, TypeId, TypeKind};
use proc_macro2::TokenStream;

use crate::diagnostics as errors;
use crate::names::snake;
use crate::selector::{Selector, near, type_names};
use crate::{Attributes, Finding, Options};

/// What the options say about types.
#[derive(Default)]
pub(crate) struct Choices {
    plain: OrderSet<TypeId>,
    types: OrderMap<TypeId, TokenStream>,
    /// By type and position.
    members: OrderMap<(TypeId, usize), TokenStream>,
    /// Enums and variants of which a case is marked as the default.
    with_default: OrderSet<TypeId>,
}

impl Choices {
    /// Reads the options. What names nothing goes to `findings`; only a bare name in `additional_derives_ignore` may.
    pub(super) fn new(
        resolve: &Resolve,
        bindings: &Bindings,
        options: &Options,
        findings: &mut Vec<Finding>,
    ) -> Choices {
        let mut choices = Choices::default();
        for (index, name) in options.additional_derives_ignore.iter().enumerate() {
            let types = without_derives(resolve, bindings, name);
            if types.is_empty() && name.contains('/') {
                let what = unused(resolve, bindings, "additional_derives_ignore", name, "type");
                findings.push(Finding::of_option("additional_derives_ignore", index, what));
            }
            choices.plain.extend(types);
        }
        let key = "additional_type_attributes";
        for (index, (name, attributes)) in options.additional_type_attributes.iter().enumerate() {
            let types = Selector::parse(name, '/').types(resolve, bindings);
            let defined: Vec<_> = types.iter().filter(|(_, ty)| members(resolve, *ty).is_some()).collect();
            if defined.is_empty() {
                findings.push(Finding::of_option(key, index, unused(resolve, bindings, key, name, DEFINED)));
            }
            for (_, ty) in defined {
                choices.types.get_or_insert_with(*ty, TokenStream::new).extend(attributes.tokens().clone());
            }
        }
        choices.members(resolve, bindings, options, findings);
        choices
    }

    fn members(
        &mut self,
        resolve: &Resolve,
        bindings: &Bindings,
        options: &Options,
        findings: &mut Vec<Finding>,
    ) {
        let key = "additional_member_attributes";
        for (index, (name, attributes)) in options.additional_member_attributes.iter().enumerate() {
            let (ty, member) = name.rsplit_once('.').unwrap_or((name, ""));
            let types = Selector::parse(ty, '/').types(resolve, bindings);
            let mut found = false;
            for (_, ty) in &types {
                let members = members(resolve, *ty).unwrap_or_default();
                if let Some(at) = members.iter().position(|name| &resolve[*name] == member) {
                    found = true;
                    self.add_to_member(*ty, at, attributes);
                }
            }
            if !found {
                let close = types.iter().find_map(|(_, of)| {
                    let members = members(resolve, *of).unwrap_or_default();
                    let near = closest(member, members.iter().map(|name| &resolve[*name]));
                    near.map(|near| format!("{ty}.{near}"))
                });
                let finding = match close {
                    Some(close) => errors::unused_selector(key, name, "member", Some(&close)),
                    None => unused(resolve, bindings, key, name, "member"),
                };
                findings.push(Finding::of_option(key, index, finding));
            }
        }
    }

    fn add_to_member(&mut self, ty: TypeId, at: usize, attributes: &Attributes) {
        self.members.get_or_insert_with((ty, at), TokenStream::new).extend(attributes.tokens().clone());
        if attributes.has_word("default") {
            self.with_default.insert(ty);
        }
    }

    /// Whether a type has none of the additional derives.
    pub(crate) fn is_plain(&self, ty: TypeId) -> bool {
        self.plain.contains(ty)
    }

    /// Whether a case of an enum or variant is marked `#[default]`.
    pub(super) fn has_default(&self, ty: TypeId) -> bool {
        self.with_default.contains(ty)
    }

    /// The attributes of a type.
    pub(crate) fn of_type(&self, ty: TypeId) -> Option<&TokenStream> {
        self.types.get(&ty)
    }

    /// The attributes of a field, case or flag.
    pub(crate) fn of_member(&self, ty: TypeId, index: usize) -> Option<&TokenStream> {
        self.members.get(&(ty, index))
    }
}

const DEFINED: &str = "record, variant, enum or flags";

/// The types that a name in `additional_derives_ignore` means: with an owner, those it names; without, all of the name, as it
/// is in WIT or as the words of the Rust name are.
fn without_derives(resolve: &Resolve, bindings: &Bindings, name: &str) -> Vec<TypeId> {
    if name.contains('/') {
        let types = Selector::parse(name, '/').types(resolve, bindings);
        return types.into_iter().map(|(_, ty)| ty).collect();
    }
    let mut types = bindings.all_types();
    types.retain(|ty| {
        resolve[*ty].name.is_some_and(|known| {
            let known = &resolve[known];
            known == name || snake(known).replace('_', "-") == name
        })
    });
    types
}

/// The names of the fields, cases or flags of a type that has a definition of its own.
fn members(resolve: &Resolve, ty: TypeId) -> Option<Vec<Name>> {
    match &resolve[ty].kind {
        kind @ (TypeKind::Record(_) | TypeKind::Variant(_) | TypeKind::Enum(_) | TypeKind::Flags(_)) => {
            Some(kind.member_names())
        }
        _ => None,
    }
}

fn unused(
    resolve: &Resolve,
    bindings: &Bindings,
    option: &str,
    name: &str,
    what: &str,
) -> outwit_diagnostics::Diagnostic {
    errors::unused_selector(option, name, what, near(name, type_names(resolve, bindings)).as_deref())
}
