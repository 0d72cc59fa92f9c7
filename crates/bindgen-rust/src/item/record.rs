//! Records: a `struct` with public fields. Without memory it is `Copy` and lies in memory as the canonical ABI has it.

use outwit_resolve::graph::Field;
use proc_macro2::TokenStream;
use quote::quote;

use super::Named;
use super::derives::{Derive, derive};
use super::error::error_by_debug;
use crate::docs::docs;

pub(super) fn record(named: &Named<'_, '_>, fields: &[Field]) -> TokenStream {
    let Named { model, ty, ident, here, docs: own_docs, .. } = named;
    let members = model.members(*ty);
    let copy = !model.bindings.usage[*ty].owns_memory;
    let repr = copy.then(|| quote!(#[repr(C)]));
    let own: &[Derive] = if copy { &[Derive::Clone, Derive::Copy] } else { &[Derive::Clone] };
    let derive = derive(named, own, &["Debug"]);
    let definitions = fields.iter().zip(members).map(|(field, member)| {
        let docs = docs(model.resolve, field.docs);
        let ty = model.owned(field.ty, *here);
        quote!(#docs pub #member: #ty)
    });
    let name = ident.to_string();
    let shown = fields.iter().zip(members).map(|(field, member)| {
        let name = &model.resolve[field.name];
        quote!(.field(#name, &self.#member))
    });
    let error = error_by_debug(named);
    quote! {
        #own_docs
        #repr
        #derive
        pub struct #ident {
            #(#definitions,)*
        }
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __f.debug_struct(#name) #(#shown)* .finish()
            }
        }
        #error
    }
}
