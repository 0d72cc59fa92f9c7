//! The custom section that tells the tool that makes a component what the core module imports and exports.

use outwit_binary::{StringEncoding, encode_component_type, section_name};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Here, Model};
use crate::names::snake;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The section in a hidden module, with a function for [`link`] to refer to.
pub(crate) fn section(model: &Model<'_>) -> TokenStream {
    let generator = format!("outwit:{VERSION}");
    let suffix = model.options.type_section_suffix.as_deref().unwrap_or("");
    let name = section_name(model.resolve, model.bindings.world, &generator, suffix);
    let bytes = encode_component_type(
        model.resolve,
        model.bindings.world,
        StringEncoding::Utf8,
        Some(("outwit", VERSION)),
    );
    let (length, bytes) = (Literal::usize_unsuffixed(bytes.len()), Literal::byte_string(&bytes));
    let module = module(model);
    quote! {
        #[doc(hidden)]
        #[allow(dead_code, unsafe_code)]
        mod #module {
            #[cfg(target_arch = "wasm32")]
            #[unsafe(link_section = #name)]
            pub(super) static SECTION: [u8; #length] = *#bytes;

            #[inline(never)]
            pub(super) fn link() {}
        }
    }
}

/// Makes whoever links the code that stands here link the section too: a linker takes those objects of a library that
/// something refers to.
pub(crate) fn link(model: &Model<'_>, here: Here) -> TokenStream {
    let (root, module) = (here.to_root(), module(model));
    quote! {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            #[used]
            static LINK: fn() = #root::#module::link;
        };
    }
}

fn module(model: &Model<'_>) -> Ident {
    let world = &model.resolve[model.bindings.world];
    format_ident!("__component_type_{}", snake(&model.resolve[world.name]))
}
