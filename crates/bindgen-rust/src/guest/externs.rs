//! The core imports of a module together, with stand-ins for targets other than WebAssembly.

use outwit_resolve::abi::signature::CoreType;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::op::core_type;

/// The core imports from one module.
pub(crate) struct Externs {
    /// The hidden module that they stand in.
    module: Ident,
    externs: Vec<TokenStream>,
    stubs: Vec<TokenStream>,
}

impl Externs {
    /// `owner` ends the name of the hidden module, to tell worlds apart that share a module.
    pub(crate) fn new(name: &str, owner: Option<&str>) -> Externs {
        let module = match owner {
            Some(owner) => format_ident!("{name}_{owner}"),
            None => format_ident!("{name}"),
        };
        Externs { module, externs: Vec::new(), stubs: Vec::new() }
    }

    /// Declares the import `field` and returns its path.
    pub(crate) fn add(
        &mut self,
        name: &Ident,
        field: &str,
        params: &[CoreType],
        results: &[CoreType],
        rt: &TokenStream,
    ) -> TokenStream {
        let params: Vec<TokenStream> = params.iter().map(|ty| core_type(*ty)).collect();
        let result = results.first().map(|ty| {
            let ty = core_type(*ty);
            quote!(-> #ty)
        });
        self.externs.push(quote!(#[link_name = #field] pub(super) fn #name(#(_: #params),*) #result;));
        self.stubs.push(quote! {
            pub(super) unsafe fn #name(#(_: #params),*) #result {
                #rt::abi::no_import()
            }
        });
        let module = &self.module;
        quote!(#module::#name)
    }

    /// All of them, imported from the module `from`; nothing if there are none.
    pub(crate) fn finish(self, from: &str) -> TokenStream {
        let Externs { module, externs, stubs } = self;
        if externs.is_empty() {
            return TokenStream::new();
        }
        quote! {
            #[cfg(target_arch = "wasm32")]
            mod #module {
                #[link(wasm_import_module = #from)]
                unsafe extern "C" {
                    #(#externs)*
                }
            }
            #[cfg(not(target_arch = "wasm32"))]
            mod #module {
                #(#stubs)*
            }
        }
    }
}
