//! Records: a `struct` with public fields. Without memory it is `Copy` and lies in memory as the canonical ABI has it.

use outwit_resolve::graph::Field;
use proc_macro2::TokenStream;
use quote::quote;

use super::Named;
use super::derives::{Derive, clones, derive};
use super::error::error_by_debug;
use crate::docs::docs;
use crate::moved::Moved;

pub(super) fn record(named: &Named<'_, '_>, fields: &[Field]) -> TokenStream {
    let Named { model, ty, ident, docs: own_docs, .. } = named;
    let members = model.members(*ty);
    let usage = model.bindings.usage[*ty];
    let repr = (!usage.owns_memory && !usage.has_handle).then(|| quote!(#[repr(C)]));
    let debug = debug(named, fields);
    let own = clones(named).iter().copied().chain(debug.is_empty().then_some(Derive::Debug));
    let derive = Moved::new(derive(named, &own.collect::<Vec<_>>(), &["Debug"]));
    let generics = named.generics();
    let definitions = fields.iter().zip(members).enumerate().map(|(index, (field, member))| {
        let docs = docs(model.resolve, field.docs);
        let attributes = model.choices.of_member(*ty, index);
        let ty = Moved::new(named.part(field.ty));
        Moved::new(quote!(#docs #attributes pub #member: #ty))
    });
    let debug = Moved::new(debug);
    let error = Moved::new(error_by_debug(named));
    quote! {
        #own_docs
        #repr
        #derive
        pub struct #ident #generics {
            #(#definitions,)*
        }
        #debug
        #error
    }
}

/// `Debug` with the names that the fields have in WIT; nothing if a derive does the same.
fn debug(named: &Named<'_, '_>, fields: &[Field]) -> TokenStream {
    let Named { model, ty, ident, glue, .. } = named;
    let members = model.members(*ty);
    let is_derived = fields.iter().zip(members).all(|(field, member)| {
        let member = member.to_string();
        let name = member.strip_prefix("r#").unwrap_or(&member);
        *name == model.resolve[field.name] && named.can_be_shown(field.ty)
    });
    if is_derived {
        return TokenStream::new();
    }
    let (name, generics) = (ident.to_string(), named.generics());
    let shown = fields.iter().zip(members).map(|(field, member)| {
        let name = &model.resolve[field.name];
        let value = named.shown(field.ty, quote!(&self.#member));
        quote!(.field(#name, #value))
    });
    quote! {
        impl #generics ::core::fmt::Debug for #ident #generics {
            fn fmt(&self, __f: &mut #glue Formatter<'_>) -> #glue FmtResult {
                __f.debug_struct(#name) #(#shown)* .finish()
            }
        }
    }
}
