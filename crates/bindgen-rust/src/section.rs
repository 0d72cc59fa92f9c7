//! The custom section that tells the tool that makes a component what the core module imports and exports.

use outwit_binary::{StringEncoding, encode_component_type, encode_component_type_of_imports, section_name};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Here, Model};
use crate::names::snake;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The section in a hidden module, with a function for [`link`] to refer to. If `export!` is for other crates too, it has the
/// imports alone: whoever links the bindings and exports nothing must not be asked for exports.
pub(crate) fn section(model: &Model<'_>) -> TokenStream {
    let part = if model.options.pub_export_macro { Part::Imports } else { Part::Whole };
    let statics = statics(model, part);
    let module = module(model);
    quote! {
        #[doc(hidden)]
        #[allow(dead_code, unsafe_code)]
        mod #module {
            #statics

            #[inline(never)]
            pub(super) fn link() {}
        }
    }
}

/// The section with all imports and exports, for the expansion of an `export!` that is for other crates too.
pub(crate) fn exports(model: &Model<'_>) -> TokenStream {
    let statics = statics(model, Part::Whole);
    quote! {
        #[allow(dead_code, unsafe_code)]
        const _: () = {
            mod __component_type {
                #statics
            }
        };
    }
}

/// What a section tells of a world.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Imports,
}

fn statics(model: &Model<'_>, part: Part) -> TokenStream {
    let generator = format!("outwit:{VERSION}");
    let mut suffix = model.options.type_section_suffix.clone().unwrap_or_default();
    let producer = Some(("outwit", VERSION));
    let (resolve, world) = (model.resolve, model.bindings.world);
    let bytes = match part {
        Part::Whole => encode_component_type(resolve, world, StringEncoding::Utf8, producer),
        Part::Imports => {
            // The name differs from that of the whole, for both are in one module if `export!` is called.
            suffix += "imports";
            encode_component_type_of_imports(resolve, world, StringEncoding::Utf8, producer)
        }
    };
    let name = section_name(resolve, world, &generator, &suffix);
    let (length, bytes) = (Literal::usize_unsuffixed(bytes.len()), Literal::byte_string(&bytes));
    // A linker joins sections of one name, and bindings of one world may be in several places of a component.
    quote! {
        #[cfg(target_arch = "wasm32")]
        #[unsafe(link_section = ::core::concat!(#name, "@", ::core::module_path!()))]
        pub(super) static SECTION: [u8; #length] = *#bytes;
    }
}

/// Makes whoever links the code that stands here link the section too: a linker takes those objects of a library that
/// something refers to.
pub(crate) fn link(model: &Model<'_>, here: Here) -> TokenStream {
    if model.options.disable_custom_section_link_helpers {
        return TokenStream::new();
    }
    let (root, module) = (here.to_root(), module(model));
    let glue = model.glue.at(here);
    quote!(#glue link!(#root::#module::link);)
}

fn module(model: &Model<'_>) -> Ident {
    let world = &model.resolve[model.bindings.world];
    format_ident!("__component_type_{}", snake(&model.resolve[world.name]))
}
