//! Derives that all values of a kind have, and those that the user adds.

use proc_macro2::TokenStream;
use quote::quote;

use super::Named;

/// `#[derive(...)]` of `own` and of what the user adds, but for what `own` or a written `impl` has already; and the attributes
/// that the user adds.
pub(super) fn derive(named: &Named<'_, '_>, own: &[Derive], written: &[&str]) -> TokenStream {
    let mut paths: Vec<TokenStream> =
        own.iter().map(|derive| named.model.glue.derive(&derive.name(), named.here)).collect();
    let choices = &named.model.choices;
    for path in &named.model.options.additional_derives {
        let name = path.last_name();
        let is_there = own.iter().any(|derive| derive.name() == name) || written.contains(&name.as_str());
        if !is_there && !choices.is_plain(named.ty) {
            paths.push(path.tokens().clone());
        }
    }
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

/// A derive of the standard library. The runtime has it under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Derive {
    Clone,
    Copy,
    Debug,
    Eq,
    Ord,
    PartialEq,
    PartialOrd,
}

impl Derive {
    fn name(self) -> String {
        format!("{self:?}")
    }
}
