//! The tree of modules.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A module that holds items, modules, or both.
#[derive(Default)]
pub(crate) struct Tree {
    docs: TokenStream,
    items: TokenStream,
    children: Vec<(Ident, Tree)>,
}

impl Tree {
    /// Adds a module; those around it come into being with it.
    pub(crate) fn add(&mut self, path: &[Ident], docs: TokenStream, items: TokenStream) {
        let mut tree = self;
        for name in path {
            let known = tree.children.iter().position(|(known, _)| known == name);
            let at = known.unwrap_or_else(|| {
                tree.children.push((name.clone(), Tree::default()));
                tree.children.len() - 1
            });
            tree = &mut tree.children[at].1;
        }
        tree.docs = docs;
        tree.items = items;
    }

    /// The outermost modules, each with `attributes`.
    pub(crate) fn print(self, attributes: &TokenStream) -> Vec<TokenStream> {
        let modules = self.children.into_iter();
        modules.map(|(name, tree)| print(&name, tree, attributes)).collect()
    }
}

fn print(name: &Ident, tree: Tree, attributes: &TokenStream) -> TokenStream {
    let Tree { docs, items, children } = tree;
    let children = children.into_iter().map(|(name, tree)| print(&name, tree, &TokenStream::new()));
    quote! {
        #docs
        #attributes
        pub mod #name {
            #items
            #(#children)*
        }
    }
}
