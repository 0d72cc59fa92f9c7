//! Variants: an `enum` with payloads.

use outwit_resolve::graph::Case;
use proc_macro2::TokenStream;
use quote::quote;

use super::Named;
use super::derives::{clones, derive};
use super::error::error_by_debug;
use crate::docs::docs;

pub(super) fn variant(named: &Named<'_, '_>, cases: &[Case]) -> TokenStream {
    let Named { model, ty, ident, docs: own_docs, .. } = named;
    let members = model.members(*ty);
    let derive = derive(named, clones(named), &["Debug"]);
    let generics = named.generics();
    let definitions = cases.iter().zip(members).enumerate().map(|(index, (case, member))| {
        let docs = docs(model.resolve, case.docs);
        let attributes = model.choices.of_member(*ty, index);
        let payload = case.ty.map(|ty| {
            let ty = named.part(ty);
            quote!((#ty))
        });
        quote!(#docs #attributes #member #payload)
    });
    let shown = cases.iter().zip(members).map(|(case, member)| {
        let name = format!("{ident}::{member}");
        match case.ty {
            Some(ty) => {
                let value = named.shown(ty, quote!(__e));
                quote!(Self::#member(__e) => __f.debug_tuple(#name).field(#value).finish())
            }
            None => quote!(Self::#member => __f.debug_tuple(#name).finish()),
        }
    });
    let error = error_by_debug(named);
    quote! {
        #own_docs
        #derive
        pub enum #ident #generics {
            #(#definitions,)*
        }
        impl #generics ::core::fmt::Debug for #ident #generics {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(#shown,)*
                }
            }
        }
        #error
    }
}
