//! What is generated, in pieces: items, and modules that hold pieces. Text is made piece by piece.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;

use crate::moved::append;

/// A part of what is generated.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    /// Items, one behind the other.
    Items(TokenStream),
    /// A module.
    Module(Module),
}

/// A module with what is in it.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    /// What stands before its braces.
    pub(crate) head: TokenStream,
    pub(crate) pieces: Vec<Piece>,
}

impl Piece {
    /// Whether it holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Piece::Items(items) if items.is_empty())
    }

    /// Adds its tokens to others.
    pub(crate) fn append_to(self, tokens: &mut TokenStream) {
        match self {
            Piece::Items(items) => append(tokens, items),
            Piece::Module(Module { head, pieces }) => {
                let mut content = TokenStream::new();
                pieces.into_iter().for_each(|piece| piece.append_to(&mut content));
                append(tokens, head);
                append(tokens, TokenTree::from(Group::new(Delimiter::Brace, content)).into());
            }
        }
    }
}

/// The tree of modules.
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
            // Modules come in the order of the world: most often it is the last one.
            let known = tree.children.iter().rposition(|(known, _)| known == name);
            let at = known.unwrap_or_else(|| {
                tree.children.push((name.clone(), Tree::default()));
                tree.children.len() - 1
            });
            tree = &mut tree.children[at].1;
        }
        tree.docs = docs;
        tree.items = items;
    }

    /// Adds the outermost modules to other pieces, each with `attributes`.
    pub(crate) fn append_to(self, pieces: &mut Vec<Piece>, attributes: &TokenStream) {
        for (name, tree) in self.children {
            pieces.push(tree.piece(&name, attributes));
        }
    }

    fn piece(self, name: &Ident, attributes: &TokenStream) -> Piece {
        let Tree { docs, items, children } = self;
        let (mut pieces, none) = (Vec::new(), TokenStream::new());
        if !items.is_empty() {
            pieces.push(Piece::Items(items));
        }
        for (name, tree) in children {
            pieces.push(tree.piece(&name, &none));
        }
        Piece::Module(Module { head: quote!(#docs #attributes pub mod #name), pieces })
    }
}
