//! The core imports of a module together. The runtime has the stand-ins for targets other than WebAssembly.

use outwit_resolve::abi::signature::CoreType;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::glue::GluePath;
use crate::moved::{Moved, append};
use crate::op::core_type;

/// The core imports from one module.
pub(crate) struct Externs {
    /// The hidden module that they stand in.
    module: Ident,
    imports: TokenStream,
}

impl Externs {
    /// `owner` ends the name of the hidden module, to tell worlds apart that share a module.
    pub(crate) fn new(name: &str, owner: Option<&str>) -> Externs {
        let module = match owner {
            Some(owner) => format_ident!("{name}_{owner}"),
            None => format_ident!("{name}"),
        };
        Externs { module, imports: TokenStream::new() }
    }

    /// Declares the import `field` and returns its path.
    pub(crate) fn add(
        &mut self,
        name: &Ident,
        field: &str,
        params: &[CoreType],
        results: &[CoreType],
    ) -> TokenStream {
        let params = params.iter().map(|ty| core_type(*ty));
        let result = results.first().map(|ty| {
            let ty = core_type(*ty);
            quote!(-> #ty)
        });
        append(&mut self.imports, quote!(fn #name(#(#params),*) #result = #field;));
        let module = &self.module;
        quote!(#module::#name)
    }

    /// All of them, imported from the module `from`; nothing if there are none. `glue` is the path of the runtime's functions.
    pub(crate) fn finish(self, from: &str, glue: &GluePath) -> TokenStream {
        let Externs { module, imports } = self;
        if imports.is_empty() {
            return TokenStream::new();
        }
        let imports = Moved::new(imports);
        quote! {
            #glue imports! {
                mod #module = #from;
                #imports
            }
        }
    }
}
