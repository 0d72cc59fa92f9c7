//! Strings where an option wants one: literals and, with the Cargo feature `macro-string`, `concat!`, `env!`, `include_str!`
//! and `stringify!`, which the compiler would not expand for a macro.

use proc_macro2::{Span, TokenStream};
use syn::LitStr;
use syn::parse::ParseStream;

/// A string, and where it stands.
pub(crate) struct Str {
    pub(crate) value: String,
    pub(crate) span: Span,
    /// Makes the compiler note what the string was made of.
    pub(crate) tracked: TokenStream,
}

impl From<LitStr> for Str {
    fn from(literal: LitStr) -> Str {
        Str { value: literal.value(), span: literal.span(), tracked: TokenStream::new() }
    }
}

/// Whether a string begins here.
pub(crate) fn peek(input: ParseStream<'_>) -> bool {
    input.peek(LitStr)
        || (cfg!(feature = "macro-string") && input.peek(syn::Ident) && input.peek2(syn::Token![!]))
}

/// The string that begins here.
pub(crate) fn string(input: ParseStream<'_>) -> syn::Result<Str> {
    #[cfg(feature = "macro-string")]
    if !input.peek(LitStr) {
        return made::string(input);
    }
    input.parse::<LitStr>().map(Str::from)
}

/// Strings that macros make.
#[cfg(feature = "macro-string")]
mod made {
    use std::path::PathBuf;

    use outwit_resolve::{DiskSource, FileSource as _};
    use proc_macro2::{Ident, Span, TokenStream};
    use quote::{ToTokens as _, quote};
    use syn::ext::IdentExt as _;
    use syn::parse::{ParseStream, Parser as _};
    use syn::{Lit, Token};

    use super::Str;

    const MACROS: &str = "expected a string, `concat!`, `env!`, `include_str!` or `stringify!`";

    /// A literal or one of the macros.
    pub(super) fn string(input: ParseStream<'_>) -> syn::Result<Str> {
        if input.peek(Lit) {
            let literal: Lit = input.parse()?;
            let value = text(&literal)?;
            return Ok(Str { value, span: literal.span(), tracked: TokenStream::new() });
        }
        // A path before the name says nothing.
        input.parse::<Option<Token![::]>>()?;
        let error = |error: syn::Error| syn::Error::new(error.span(), MACROS);
        let mut name = Ident::parse_any(input).map_err(error)?;
        while input.parse::<Option<Token![::]>>()?.is_some() {
            name = Ident::parse_any(input).map_err(error)?;
        }
        input.parse::<Token![!]>()?;
        let group: proc_macro2::Group = input.parse()?;
        call(&name, group.stream())
    }

    fn call(name: &Ident, arguments: TokenStream) -> syn::Result<Str> {
        let span = name.span();
        match name.to_string().as_str() {
            "stringify" => Ok(Str { value: arguments.to_string(), span, tracked: TokenStream::new() }),
            "concat" => {
                let parts = parse(arguments)?;
                let value = parts.iter().map(|part| part.value.as_str()).collect();
                Ok(Str { value, span, tracked: parts.into_iter().map(|part| part.tracked).collect() })
            }
            "env" => env(&one(span, "env", parse(arguments)?)?, span),
            "include_str" => include(&one(span, "include_str", parse(arguments)?)?, span),
            _ => Err(syn::Error::new(span, MACROS)),
        }
    }

    fn parse(arguments: TokenStream) -> syn::Result<Vec<Str>> {
        crate::config::split_at_commas(arguments).into_iter().map(|part| string.parse2(part)).collect()
    }

    /// The first argument; `env!` may have a message behind it.
    fn one(span: Span, name: &str, arguments: Vec<Str>) -> syn::Result<Str> {
        let first = arguments.into_iter().next();
        first.ok_or_else(|| syn::Error::new(span, format!("`{name}!` takes a string")))
    }

    fn env(name: &Str, span: Span) -> syn::Result<Str> {
        let key = &name.value;
        let value = std::env::var(key)
            .map_err(|_| syn::Error::new(name.span, format!("the environment has no variable `{key}`")))?;
        let tracked = quote!(
            const _: ::core::option::Option<&str> = ::core::option_env!(#key);
        );
        Ok(Str { value, span, tracked })
    }

    /// The text of a file. The path counts from the file that holds the macro, as with the compiler's `include_str!`.
    fn include(path: &Str, span: Span) -> syn::Result<Str> {
        let here = span.unwrap().local_file().unwrap_or_default();
        let folder = here.parent().map(PathBuf::from).unwrap_or_default();
        let full = std::path::absolute(folder.join(&path.value)).unwrap_or_default();
        let error = |why: &dyn std::fmt::Display| {
            syn::Error::new(path.span, format!("`{}` cannot be read: {why}", full.display()))
        };
        let bytes = DiskSource.read(&full).map_err(|why| error(&why))?;
        let value = std::str::from_utf8(bytes.as_ref()).map_err(|why| error(&why))?.to_owned();
        let full = full.to_string_lossy();
        let tracked = quote!(
            const _: &[u8] = ::core::include_bytes!(#full);
        );
        Ok(Str { value, span, tracked })
    }

    /// What `concat!` makes of a literal.
    fn text(literal: &Lit) -> syn::Result<String> {
        Ok(match literal {
            Lit::Str(text) => text.value(),
            Lit::Char(char) => char.value().to_string(),
            Lit::Bool(bool) => bool.value.to_string(),
            Lit::Int(int) => int.base10_digits().to_owned(),
            Lit::Float(float) => float.base10_digits().to_owned(),
            other => return Err(syn::Error::new_spanned(other.to_token_stream(), MACROS)),
        })
    }
}
