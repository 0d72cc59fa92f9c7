//! Type definitions, one file per kind.

mod alias;
mod derives;
mod enum_;
mod error;
mod flags;
mod record;
mod variant;

use outwit_bindgen_core::Place;
use outwit_resolve::abi::layout::Layouts;
use outwit_resolve::graph::{TypeId, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::docs::docs;
use crate::glue::GluePath;
use crate::loan::{Loan, Mode};
use crate::model::{Here, Model, TypeNames};
use crate::moved::append;
use crate::ty::Lifetime;

/// A named type that is to be defined.
struct Named<'a, 'r> {
    model: &'a Model<'r>,
    layouts: &'a Layouts,
    ty: TypeId,
    ident: &'a Ident,
    names: &'a TypeNames,
    /// Of the version that is to be defined.
    mode: Mode,
    here: Here,
    place: Place,
    /// The path of the runtime's functions for glue.
    glue: &'a GluePath,
    /// Its documentation as attributes.
    docs: TokenStream,
}

impl Named<'_, '_> {
    /// The type of a field or payload.
    fn part(&self, ty: TypeId) -> TokenStream {
        let mode = self.model.part_mode(self.mode, ty);
        self.model.spell(ty, mode, Lifetime::A, self.here)
    }

    /// The lifetime of what it borrows, behind its name.
    fn generics(&self) -> TokenStream {
        Lifetime::A.generics(self.mode)
    }

    /// What `Debug` shows of a field or payload.
    fn shown(&self, ty: TypeId, value: TokenStream) -> TokenStream {
        if self.can_be_shown(ty) { value } else { quote!(&::core::format_args!("(..)")) }
    }

    /// Whether a field or payload has `Debug`. The standard library knows tuples of twelve at most.
    fn can_be_shown(&self, ty: TypeId) -> bool {
        let mut stack = vec![ty];
        while let Some(ty) = stack.pop() {
            match &self.model.resolve[ty].kind {
                TypeKind::Tuple(types) if types.len() > 12 => return false,
                TypeKind::Record(_) | TypeKind::Variant(_) => {}
                kind => kind.for_each_type(|part| stack.push(part)),
            }
        }
        true
    }

    /// Whether it can be cloned, and whether it can be copied: handles cannot, unless it borrows all that it has.
    /// Of a type that the user defines nothing is known but that it can be cloned.
    fn clones(&self) -> (bool, bool) {
        let usage = self.model.bindings.usage[self.ty];
        let lent = self.mode.loan == Loan::Deep && self.mode.lends;
        let copies = (lent || !usage.owns_memory) && !self.model.holds_users_type(self.ty);
        (!usage.has_handle, !usage.has_handle && copies)
    }
}

/// The definitions of all types of a place, in order, each with `attributes`.
pub(crate) fn items(
    model: &Model<'_>,
    layouts: &Layouts,
    place: Place,
    here: Here,
    attributes: &TokenStream,
) -> TokenStream {
    let mut items = TokenStream::new();
    for (ty, names) in model.types(place) {
        for mode in model.versions(ty) {
            let docs = docs(model.resolve, model.resolve[ty].docs);
            let ident = names.version(mode);
            let item = item(&Named {
                model,
                layouts,
                ty,
                ident,
                names,
                mode,
                here,
                place,
                glue: model.glue.at(here),
                docs: quote!(#docs #attributes),
            });
            append(&mut items, item);
        }
    }
    items
}

fn item(named: &Named<'_, '_>) -> TokenStream {
    if named.model.type_elsewhere(named.place, named.ty).is_some() {
        return alias::elsewhere(named);
    }
    if let Some((place, ty)) = named.model.merged.original(named.place, named.ty) {
        return alias::merged(named, place, ty);
    }
    match &named.model.resolve[named.ty].kind {
        TypeKind::Record(fields) => record::record(named, fields),
        TypeKind::Variant(cases) => variant::variant(named, cases),
        TypeKind::Enum(cases) => enum_::enumeration(named, cases),
        TypeKind::Flags(flags) => flags::flags(named, flags),
        // It is defined with the functions that it needs.
        TypeKind::Resource => TokenStream::new(),
        _ => alias::alias(named),
    }
}
