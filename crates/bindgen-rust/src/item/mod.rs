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
use crate::model::{Here, Model};

/// A named type that is to be defined.
struct Named<'a, 'r> {
    model: &'a Model<'r>,
    layouts: &'a Layouts,
    ty: TypeId,
    ident: &'a Ident,
    here: Here,
    /// Its documentation as attributes.
    docs: TokenStream,
}

/// The definitions of all types of a place, in order, each with `attributes`.
pub(crate) fn items(
    model: &Model<'_>,
    layouts: &Layouts,
    place: Place,
    here: Here,
    attributes: &TokenStream,
) -> TokenStream {
    let types = model.types(place);
    types
        .map(|(ty, ident)| {
            let docs = docs(model.resolve, model.resolve[ty].docs);
            item(&Named { model, layouts, ty, ident, here, docs: quote!(#docs #attributes) })
        })
        .collect()
}

fn item(named: &Named<'_, '_>) -> TokenStream {
    match &named.model.resolve[named.ty].kind {
        TypeKind::Record(fields) => record::record(named, fields),
        TypeKind::Variant(cases) => variant::variant(named, cases),
        TypeKind::Enum(cases) => enum_::enumeration(named, cases),
        TypeKind::Flags(flags) => flags::flags(named, flags),
        _ => alias::alias(named),
    }
}
