//! Enums: an `enum` without payloads, as wide as the canonical ABI has it.

use outwit_resolve::graph::EnumCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::Named;
use super::derives::{Derive, derive};
use super::error::{coded_error, integer};
use crate::docs::docs;

pub(super) fn enumeration(named: &Named<'_, '_>, cases: &[EnumCase]) -> TokenStream {
    let Named { model, layouts, ty, ident, docs: own_docs, glue, .. } = named;
    let members = model.members(*ty);
    let repr = integer(layouts.of(*ty).size);
    let own = [Derive::Clone, Derive::Copy, Derive::PartialEq, Derive::Eq, Derive::PartialOrd, Derive::Ord];
    let derive = derive(named, &own, &["Debug"]);
    let definitions = cases.iter().zip(members).enumerate().map(|(index, (case, member))| {
        let docs = docs(model.resolve, case.docs);
        let attributes = model.choices.of_member(*ty, index);
        quote!(#docs #attributes #member)
    });
    let shown = if model.is_error(*ty) {
        coded_error(named, cases)
    } else {
        quote!(#glue debug_enum!(#ident { #(#members),* });)
    };
    quote! {
        #own_docs
        #[repr(#repr)]
        #derive
        pub enum #ident {
            #(#definitions,)*
        }
        #shown
    }
}
