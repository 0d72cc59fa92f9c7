//! Flags: a set of bits by the crate `bitflags`, as wide as the canonical ABI has it.

use outwit_resolve::graph::Flag;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Named;
use super::error::integer;
use crate::docs::docs;

pub(super) fn flags(named: &Named<'_, '_>, flags: &[Flag]) -> TokenStream {
    let Named { model, layouts, ty, ident, docs: own_docs, here, .. } = named;
    let rt = &model.rt;
    let path = match &model.options.bitflags_path {
        Some(path) => path.tokens().clone(),
        None => quote!(#rt::bitflags),
    };
    let derives = ["Clone", "Copy", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash", "Debug"];
    let derives = derives.iter().map(|derive| model.glue.derive(derive, *here));
    let attributes = model.choices.of_type(*ty);
    let bits = integer(layouts.of(*ty).size);
    let constants = flags.iter().zip(model.members(*ty)).enumerate().map(|(index, (flag, member))| {
        let docs = docs(model.resolve, flag.docs);
        let attributes = model.choices.of_member(*ty, index);
        let index = Literal::usize_unsuffixed(index);
        quote!(#docs #attributes const #member = 1 << #index;)
    });
    quote! {
        #path::bitflags! {
            #own_docs
            #[derive(#(#derives),*)]
            #[repr(transparent)]
            #attributes
            pub struct #ident: #bits {
                #(#constants)*
            }
        }
    }
}
