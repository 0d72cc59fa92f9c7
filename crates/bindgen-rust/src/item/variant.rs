//! Variants: an `enum` with payloads.

use outwit_resolve::graph::Case;
use proc_macro2::TokenStream;
use quote::quote;

use super::Named;
use super::derives::{clones, derive};
use super::error::error_by_debug;
use crate::docs::docs;
use crate::moved::Moved;

pub(super) fn variant(named: &Named<'_, '_>, cases: &[Case]) -> TokenStream {
    let Named { model, ty, ident, docs: own_docs, .. } = named;
    let members = model.members(*ty);
    let derive = Moved::new(derive(named, clones(named), &["Debug"]));
    let generics = named.generics();
    let definitions = cases.iter().zip(members).enumerate().map(|(index, (case, member))| {
        let docs = docs(model.resolve, case.docs);
        let attributes = model.choices.of_member(*ty, index);
        let payload = case.ty.map(|ty| {
            let ty = Moved::new(named.part(ty));
            quote!((#ty))
        });
        Moved::new(quote!(#docs #attributes #member #payload))
    });
    let debug = Moved::new(debug(named, cases));
    let error = Moved::new(error_by_debug(named));
    quote! {
        #own_docs
        #derive
        pub enum #ident #generics {
            #(#definitions,)*
        }
        #debug
        #error
    }
}

/// `Debug` with the name of the type before that of the case.
fn debug(named: &Named<'_, '_>, cases: &[Case]) -> TokenStream {
    let Named { model, ty, ident, glue, .. } = named;
    let (members, generics) = (model.members(*ty), named.generics());
    if cases.iter().filter_map(|case| case.ty).all(|ty| named.can_be_shown(ty)) {
        let payloads = cases.iter().map(|case| case.ty.map(|_| quote!((e))));
        return quote!(#glue debug_variant!(#ident #generics { #(#members #payloads),* }););
    }
    let shown = cases.iter().zip(members).map(|(case, member)| {
        let name = format!("{ident}::{member}");
        match case.ty {
            Some(ty) => {
                let value = named.shown(ty, quote!(__e));
                quote!(Self::#member(__e) => __f.debug_tuple(#name).field(#value).finish())
            }
            None => quote!(Self::#member => __f.write_str(#name)),
        }
    });
    quote! {
        impl #generics ::core::fmt::Debug for #ident #generics {
            fn fmt(&self, __f: &mut #glue Formatter<'_>) -> #glue FmtResult {
                match self {
                    #(#shown,)*
                }
            }
        }
    }
}
