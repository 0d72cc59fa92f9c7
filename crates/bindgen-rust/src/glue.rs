//! The module of the runtime whose functions glue is made of, and its short name: most of what the modules of interfaces and of
//! procedures hold are calls of these functions.

use outwit_bindgen_core::Place;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::model::{Here, Stands};

/// How the module is named.
pub(crate) struct Glue {
    /// Everywhere. Beside the modules, where bindings of several worlds may stand, nothing else will do.
    path: GluePath,
    /// In a module with [`Glue::import`]; no name of WIT is spelled like it.
    short: GluePath,
}

/// A name of the module.
pub(crate) enum GluePath {
    Path(TokenStream),
    Name(Ident),
}

impl Glue {
    pub(crate) fn new(rt: &TokenStream) -> Glue {
        let short = Ident::new("__abi", Span::call_site());
        Glue { path: GluePath::Path(quote!(#rt::abi)), short: GluePath::Name(short) }
    }

    /// Its name in a place.
    pub(crate) fn at(&self, here: Here) -> &GluePath {
        if here.stands == Stands::Root { &self.path } else { &self.short }
    }

    /// Its name in the code of a place.
    pub(crate) fn in_place(&self, place: Place) -> &GluePath {
        if place == Place::World { &self.path } else { &self.short }
    }

    /// A derive in a place.
    pub(crate) fn derive(&self, derive: &str, here: Here) -> TokenStream {
        let (path, derive) = (&self.path, Ident::new(derive, Span::call_site()));
        if here.stands == Stands::Root { quote!(#path::#derive) } else { quote!(#derive) }
    }

    /// A case of an option or result in a place. Flags of WIT may have the name of one, for they are structs of a field.
    pub(crate) fn case(&self, case: &str, here: Here) -> TokenStream {
        let (path, case) = (self.at(here), Ident::new(case, Span::call_site()));
        if here.stands == Stands::Abi { quote!(#case) } else { quote!(#path::#case) }
    }

    /// What gives it the short name in a module, and brings its prelude there.
    pub(crate) fn import(&self) -> TokenStream {
        let Glue { path, short } = self;
        quote!(use #path::{self as #short, prelude::*};)
    }
}

impl ToTokens for GluePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            GluePath::Path(path) => path.to_tokens(tokens),
            GluePath::Name(name) => name.to_tokens(tokens),
        }
    }
}

/// What the hidden module of procedures is called in the modules of interfaces.
pub(crate) fn procedures() -> Ident {
    Ident::new("__types", Span::call_site())
}
