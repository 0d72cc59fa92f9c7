//! The module of the runtime whose functions glue is made of, and its short name: most of what the modules of interfaces and of
//! procedures hold are calls of these functions.

use proc_macro2::TokenStream;
use quote::quote;

/// How the module is named.
pub(crate) struct Glue {
    /// Everywhere. Beside the modules, where bindings of several worlds may stand, nothing else will do.
    pub(crate) path: TokenStream,
    /// In a module with [`Glue::import`]; no name of WIT is spelled like it.
    pub(crate) short: TokenStream,
}

impl Glue {
    pub(crate) fn new(rt: &TokenStream) -> Glue {
        Glue { path: quote!(#rt::abi), short: quote!(__abi) }
    }

    /// What gives it the short name in a module.
    pub(crate) fn import(&self) -> TokenStream {
        let Glue { path, short } = self;
        quote! {
            #[allow(unused_imports)]
            use #path as #short;
        }
    }
}
