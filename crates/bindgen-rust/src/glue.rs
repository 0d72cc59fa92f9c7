//! The module of the runtime whose functions glue is made of, and its short name: most of what the modules of interfaces and of
//! procedures hold are calls of these functions. Among procedures, where no name of WIT stands, they need no path.

use outwit_bindgen_core::Place;
use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt as _, quote};

use crate::model::{Here, Stands};

/// How the module is named.
pub(crate) struct Glue {
    /// Everywhere. Beside the modules, where bindings of several worlds may stand, nothing else will do.
    path: GluePath,
    /// In a module with [`Glue::import`]; no name of WIT is spelled like it.
    short: GluePath,
    /// Among procedures.
    none: GluePath,
}

/// The path to a name of the module, with `::` behind it; nothing where the name does without.
pub(crate) enum GluePath {
    Path(TokenStream),
    Name(Ident),
    None,
}

impl Glue {
    pub(crate) fn new(rt: &TokenStream) -> Glue {
        let short = short_name();
        Glue { path: GluePath::Path(quote!(#rt::abi)), short: GluePath::Name(short), none: GluePath::None }
    }

    /// Its name in a place.
    pub(crate) fn at(&self, here: Here) -> &GluePath {
        match here.stands {
            Stands::Root => &self.path,
            Stands::In(_) => &self.short,
            Stands::Abi => &self.none,
        }
    }

    /// Its name in the code of a place.
    pub(crate) fn in_place(&self, place: Place) -> &GluePath {
        if place == Place::World { &self.path } else { &self.short }
    }

    /// A derive in a place.
    pub(crate) fn derive(&self, derive: &str, here: Here) -> TokenStream {
        let (path, derive) = (&self.path, Ident::new(derive, Span::call_site()));
        if here.stands == Stands::Root { quote!(#path #derive) } else { quote!(#derive) }
    }

    /// A case of an option or result in a place. Flags of WIT may have the name of one, for they are structs of a field.
    pub(crate) fn case(&self, case: &str, here: Here) -> TokenStream {
        let (path, case) = (self.at(here), Ident::new(case, Span::call_site()));
        quote!(#path #case)
    }

    /// What gives it the short name in a module, and brings its prelude there.
    pub(crate) fn import(&self) -> TokenStream {
        let (path, short) = (&self.path, short_name());
        quote!(use #path {self as #short, prelude::*};)
    }

    /// What brings all of it among procedures, whose names are others.
    pub(crate) fn import_all(&self) -> TokenStream {
        let path = &self.path;
        quote!(use #path *;)
    }
}

impl ToTokens for GluePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            GluePath::Path(path) => path.to_tokens(tokens),
            GluePath::Name(name) => name.to_tokens(tokens),
            GluePath::None => return,
        }
        tokens.append(Punct::new(':', Spacing::Joint));
        tokens.append(Punct::new(':', Spacing::Alone));
    }
}

fn short_name() -> Ident {
    Ident::new("__abi", Span::call_site())
}

/// What the hidden module of procedures is called in the modules of interfaces.
pub(crate) fn procedures() -> Ident {
    Ident::new("__types", Span::call_site())
}
