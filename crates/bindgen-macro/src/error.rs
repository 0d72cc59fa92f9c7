//! What is wrong with what the user wrote, at the places that are.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// One or more errors.
pub(crate) struct Error(Vec<(Span, String)>);

impl Error {
    pub(crate) fn new(span: Span, text: impl Into<String>) -> Error {
        Error(vec![(span, text.into())])
    }

    /// All errors as one, or no error.
    pub(crate) fn all(errors: Vec<Error>) -> Result<()> {
        if errors.is_empty() {
            return Ok(());
        }
        let mut all = Vec::new();
        for Error(mut some) in errors {
            all.append(&mut some);
        }
        Err(Error(all))
    }

    /// Items that the compiler refuses with these texts.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let mut items = TokenStream::new();
        for (span, text) in self.0 {
            items.extend(quote_spanned!(span=> ::core::compile_error! { #text }));
        }
        items
    }
}
