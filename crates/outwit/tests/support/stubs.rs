//! Types that implement whatever bindings ask for.

use quote::quote;

/// Adds a type that implements every trait `Guest`, and exports it.
pub(crate) fn with_stubs(bindings: &str) -> String {
    let mut file: syn::File = syn::parse_str(bindings).expect("bindings are Rust");
    let found = implement(&mut file.items, 0);
    if found {
        file.items.push(syn::parse_quote!(
            #[doc = "Implements everything."]
            pub struct Stub;
        ));
        file.items.push(syn::parse_quote!(self::export!(Stub);));
    }
    prettyplease::unparse(&file)
}

/// Implements the traits `Guest` in these items and in the modules below; `depth` is how many modules are around them.
fn implement(items: &mut Vec<syn::Item>, depth: usize) -> bool {
    let mut found = false;
    let mut implementations = Vec::new();
    for item in items.iter_mut() {
        match item {
            syn::Item::Trait(guest) => {
                let up = std::iter::repeat_n(quote!(super::), depth);
                let stub = quote!(#(#up)* Stub);
                let methods = guest.items.iter().filter_map(|item| match item {
                    syn::TraitItem::Fn(method) if method.default.is_none() => Some(&method.sig),
                    _ => None,
                });
                let types = guest.items.iter().filter_map(|item| match item {
                    syn::TraitItem::Type(ty) => Some(&ty.ident),
                    _ => None,
                });
                let name = &guest.ident;
                implementations.push(syn::parse_quote! {
                    impl #name for #stub {
                        #(type #types = #stub;)*
                        #(#[allow(unused_variables)] #methods { ::core::unreachable!() })*
                    }
                });
            }
            syn::Item::Mod(module) => {
                if let Some((_, items)) = &mut module.content {
                    found |= implement(items, depth + 1);
                }
            }
            _ => {}
        }
    }
    found |= !implementations.is_empty();
    items.extend(implementations);
    found
}
