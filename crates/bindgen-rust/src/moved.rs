//! Tokens that `quote!` moves. It copies what a `TokenStream` holds, each token with its text, and what is nested would be copied
//! once more at each level.

use std::cell::Cell;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Tokens that may stand in one `quote!` once: they are moved there, and nothing is left.
pub(crate) struct Moved(Cell<TokenStream>);

impl Moved {
    pub(crate) fn new(tokens: TokenStream) -> Moved {
        Moved(Cell::new(tokens))
    }
}

impl ToTokens for Moved {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        append(tokens, self.0.take());
    }
}

/// Moves tokens behind others. In one place, for each way to call `extend` is compiled by every user of the macro.
pub(crate) fn append(tokens: &mut TokenStream, more: TokenStream) {
    if tokens.is_empty() {
        *tokens = more;
    } else {
        tokens.extend([more]);
    }
}

/// Tokens one behind the other.
pub(crate) fn joined(parts: Vec<TokenStream>) -> TokenStream {
    let mut all = TokenStream::new();
    for part in parts {
        append(&mut all, part);
    }
    all
}
