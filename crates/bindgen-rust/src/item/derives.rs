//! Derives that all values of a kind have, and those that the user adds.

use proc_macro2::TokenStream;
use quote::quote;

use super::Named;

/// `#[derive(...)]` of `own` and of what the user adds, but for what `own` or a written `impl` has already; and the attributes
/// that the user adds.
pub(super) fn derive(named: &Named<'_, '_>, own: &[Derive], written: &[&str]) -> TokenStream {
    let paths = own.iter().map(|derive| derive.path());
    let choices = &named.model.choices;
    let added = named.model.options.additional_derives.iter().filter(|_| !choices.is_plain(named.ty));
    let added = added.filter(|path| {
        let name = path.last_name();
        !own.iter().any(|derive| derive.name() == name) && !written.contains(&name.as_str())
    });
    let paths: Vec<TokenStream> = paths.chain(added.map(|path| path.tokens().clone())).collect();
    let attributes = choices.of_type(named.ty);
    if paths.is_empty() { quote!(#attributes) } else { quote!(#[derive(#(#paths),*)] #attributes) }
}

/// The derives for cloning and copying that a record or variant can have.
pub(super) fn clones(named: &Named<'_, '_>) -> &'static [Derive] {
    match named.clones() {
        (_, true) => &[Derive::Clone, Derive::Copy],
        (true, false) => &[Derive::Clone],
        (false, false) => &[],
    }
}

/// A derive of the standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Derive {
    Clone,
    Copy,
    Eq,
    Ord,
    PartialEq,
    PartialOrd,
}

impl Derive {
    fn name(self) -> String {
        format!("{self:?}")
    }

    fn path(self) -> TokenStream {
        match self {
            Derive::Clone => quote!(::core::clone::Clone),
            Derive::Copy => quote!(::core::marker::Copy),
            Derive::Eq => quote!(::core::cmp::Eq),
            Derive::Ord => quote!(::core::cmp::Ord),
            Derive::PartialEq => quote!(::core::cmp::PartialEq),
            Derive::PartialOrd => quote!(::core::cmp::PartialOrd),
        }
    }
}
