//! Aliases: `type a = b`, and what `use` brings into a scope.

use outwit_bindgen_core::Place;
use outwit_resolve::graph::{TypeId, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use super::Named;
use crate::loan::Mode;
use crate::moved::Moved;
use crate::ty::Lifetime;

pub(super) fn alias(named: &Named<'_, '_>) -> TokenStream {
    let Named { model, ident, docs, here, mode, .. } = named;
    let TypeKind::Alias(to) = model.resolve[named.ty].kind else {
        // The graph has no other kinds of named types; should it get one, its name must not stand for itself.
        unreachable!("a named type of kind {:?}", model.resolve[named.ty].kind)
    };
    let generics = named.generics();
    let mode = if mode.lends { model.mode(to, mode.loan) } else { Mode::OWNED };
    let ty = Moved::new(model.spell(to, mode, Lifetime::A, *here));
    let borrowed = Moved::new(borrowed(named, to));
    quote!(#docs pub type #ident #generics = #ty; #borrowed)
}

/// The type of borrowed handles, if the alias is one of a resource that the guest implements.
fn borrowed(named: &Named<'_, '_>, to: outwit_resolve::graph::TypeId) -> TokenStream {
    let Named { model, here, .. } = named;
    let (Some(names), resource) = (&named.names.exported, model.settle(to, here.context)) else {
        return TokenStream::new();
    };
    let (borrow, path) = (&names.borrow, model.borrow_path(resource, *here));
    let docs = format!(" A borrowed handle of [`{}`].", named.ident);
    quote!(#[doc = #docs] pub type #borrow<'a> = #path<'a>;)
}

/// The name, where it would stand, of a type that is defined elsewhere.
pub(super) fn elsewhere(named: &Named<'_, '_>) -> TokenStream {
    let Named { model, ident, docs, here, ty, .. } = named;
    let path = model.type_path(*ty, named.mode, *here);
    quote!(#docs pub type #ident = #path;)
}

/// A name for a definition of the same structure, which stands in another place.
pub(super) fn merged(named: &Named<'_, '_>, place: Place, original: TypeId) -> TokenStream {
    let Named { model, ident, docs, here, .. } = named;
    let (prefix, name) = (model.path_to(place, *here), model.type_names(place, original).version(named.mode));
    let generics = named.generics();
    quote!(#docs pub type #ident #generics = #prefix #name #generics;)
}
