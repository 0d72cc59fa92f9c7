//! What makes a type an error: it is the `E` of a `result<_, E>` that a function returns.

use outwit_resolve::graph::EnumCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Named;

/// `Display` and `Error` of a record or variant, if it is an error: shown as `Debug` shows it.
pub(super) fn error_by_debug(named: &Named<'_, '_>) -> TokenStream {
    let Named { model, ty, ident, glue, .. } = named;
    if !model.is_error(*ty) {
        return TokenStream::new();
    }
    let (generics, only_std) = (named.generics(), only_std(named));
    quote!(#glue error!(#only_std #ident #generics);)
}

/// What users who have a feature `std` want before an `impl` of `Error`.
fn only_std(named: &Named<'_, '_>) -> Option<TokenStream> {
    named.model.options.std_feature.then(|| quote!(#[cfg(feature = "std")]))
}

/// An enum that is an error: each case has a name, a number, and its documentation as message.
pub(super) fn coded_error(named: &Named<'_, '_>, cases: &[EnumCase]) -> TokenStream {
    let Named { model, ty, ident, glue, .. } = named;
    let members = model.members(*ty);
    let names = cases.iter().map(|case| &model.resolve[case.name]);
    let messages = cases.iter().map(|case| case.docs.map_or("", |docs| model.resolve[docs].trim()));
    let (name, only_std) = (ident.to_string(), only_std(named));
    quote! {
        impl #ident {
            /// The name of the case in WIT.
            pub fn name(&self) -> &'static str {
                match self {
                    #(Self::#members => #names,)*
                }
            }
            /// The documentation of the case in WIT.
            pub fn message(&self) -> &'static str {
                match self {
                    #(Self::#members => #messages,)*
                }
            }
        }
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, __f: &mut #glue Formatter<'_>) -> #glue FmtResult {
                __f.debug_struct(#name)
                    .field("code", &(*self as i32))
                    .field("name", &self.name())
                    .field("message", &self.message())
                    .finish()
            }
        }
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, __f: &mut #glue Formatter<'_>) -> #glue FmtResult {
                ::core::write!(__f, "{} (error {})", self.name(), *self as i32)
            }
        }
        #only_std
        impl ::core::error::Error for #ident {}
    }
}

/// The unsigned integer of so many bytes.
pub(super) fn integer(bytes: u32) -> Ident {
    format_ident!("u{}", bytes * 8)
}
