//! Aliases: `type a = b`, and what `use` brings into a scope.

use outwit_resolve::graph::TypeKind;
use proc_macro2::TokenStream;
use quote::quote;

use super::Named;

pub(super) fn alias(named: &Named<'_, '_>) -> TokenStream {
    let Named { model, ident, docs, here, .. } = named;
    let ty = match &model.resolve[named.ty].kind {
        TypeKind::Alias(to) => model.owned(*to, *here),
        // The graph has no other kinds of named types; should it get one, its name must not stand for itself.
        kind => unreachable!("a named type of kind {kind:?}"),
    };
    quote!(#docs pub type #ident = #ty;)
}
