//! Records: a `struct` with public fields. Without memory it is `Copy` and lies in memory as the canonical ABI has it.

use outwit_resolve::graph::Field;
use proc_macro2::TokenStream;
use quote::quote;

use super::Named;
use super::derives::{clones, derive};
use super::error::error_by_debug;
use crate::docs::docs;

pub(super) fn record(named: &Named<'_, '_>, fields: &[Field]) -> TokenStream {
    let Named { model, ty, ident, docs: own_docs, .. } = named;
    let members = model.members(*ty);
    let usage = model.bindings.usage[*ty];
    let repr = (!usage.owns_memory && !usage.has_handle).then(|| quote!(#[repr(C)]));
    let derive = derive(named, clones(named), &["Debug"]);
    let generics = named.generics();
    let definitions = fields.iter().zip(members).enumerate().map(|(index, (field, member))| {
        let docs = docs(model.resolve, field.docs);
        let attributes = model.choices.of_member(*ty, index);
        let ty = named.part(field.ty);
        quote!(#docs #attributes pub #member: #ty)
    });
    let name = ident.to_string();
    let shown = fields.iter().zip(members).map(|(field, member)| {
        let name = &model.resolve[field.name];
        let value = named.shown(field.ty, quote!(&self.#member));
        quote!(.field(#name, #value))
    });
    let error = error_by_debug(named);
    quote! {
        #own_docs
        #repr
        #derive
        pub struct #ident #generics {
            #(#definitions,)*
        }
        impl #generics ::core::fmt::Debug for #ident #generics {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __f.debug_struct(#name) #(#shown)* .finish()
            }
        }
        #error
    }
}
