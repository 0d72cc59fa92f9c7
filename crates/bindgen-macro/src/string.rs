//! Strings where an option wants one: literals and, with the Cargo feature `macro-string`, `concat!`, `env!`, `include_str!`
//! and `stringify!`, which the compiler would not expand for a macro.

use proc_macro2::{Span, TokenStream, TokenTree};

use crate::error::{Error, Result};
use crate::literal;
use crate::reader::Reader;
#[cfg(feature = "macro-string")]
use crate::reader::is_punct;

/// A string, and where it stands.
pub(crate) struct Str {
    pub(crate) value: String,
    pub(crate) span: Span,
    /// Makes the compiler note what the string was made of.
    pub(crate) tracked: TokenStream,
}

/// Whether a string begins here.
pub(crate) fn peek(input: &Reader) -> bool {
    match input.peek() {
        Some(TokenTree::Literal(literal)) => literal::text(&literal.to_string()).is_some(),
        #[cfg(feature = "macro-string")]
        Some(TokenTree::Ident(_)) => is_punct(input.peek_second(), '!'),
        _ => false,
    }
}

/// What is expected where nothing more can be said.
#[cfg(feature = "macro-string")]
pub(crate) const EXPECTED: &str = "expected a string, `concat!`, `env!`, `include_str!` or `stringify!`";
#[cfg(not(feature = "macro-string"))]
pub(crate) const EXPECTED: &str = "expected a string";

/// The string that begins here; if there is none, the error is `expected`.
pub(crate) fn string(input: &mut Reader, expected: &str) -> Result<Str> {
    let span = input.span();
    if let Some(TokenTree::Literal(literal)) = input.peek()
        && let Some(value) = literal::text(&literal.to_string())
    {
        input.next();
        return Ok(Str { value, span, tracked: TokenStream::new() });
    }
    #[cfg(feature = "macro-string")]
    if let Some((name, arguments)) = made::call(input) {
        return made::string(&name, arguments);
    }
    Err(Error::new(span, expected))
}

/// Strings that macros make.
#[cfg(feature = "macro-string")]
mod made {
    use std::path::PathBuf;

    use outwit_resolve::{DiskSource, FileSource as _};
    use proc_macro2::{Ident, Span, TokenStream, TokenTree};
    use quote::quote;

    use super::{EXPECTED, Str};
    use crate::error::{Error, Result};
    use crate::literal;
    use crate::reader::{Reader, read_all};

    /// The name and arguments of a macro that is called here. A path before the name says nothing.
    pub(super) fn call(input: &mut Reader) -> Option<(Ident, TokenStream)> {
        let mut name = None;
        while !input.punct('!') {
            if input.punct(':') {
                continue;
            }
            name = Some(input.word()?);
        }
        match input.next() {
            Some(TokenTree::Group(arguments)) => Some((name?, arguments.stream())),
            _ => None,
        }
    }

    /// What one of the macros makes.
    pub(super) fn string(name: &Ident, arguments: TokenStream) -> Result<Str> {
        let span = name.span();
        match name.to_string().as_str() {
            "stringify" => Ok(Str { value: arguments.to_string(), span, tracked: TokenStream::new() }),
            "concat" => {
                let mut all = Str { value: String::new(), span, tracked: TokenStream::new() };
                for part in parts(arguments)? {
                    all.value += &part.value;
                    all.tracked.extend(part.tracked);
                }
                Ok(all)
            }
            "env" => env(&one(span, "env", parts(arguments)?)?, span),
            "include_str" => include(&one(span, "include_str", parts(arguments)?)?, span),
            _ => Err(Error::new(span, EXPECTED)),
        }
    }

    fn parts(arguments: TokenStream) -> Result<Vec<Str>> {
        let mut parts = Vec::new();
        for part in crate::config::split_at_commas(arguments) {
            parts.push(read_all(part, Span::call_site(), part_of_concat)?);
        }
        Ok(parts)
    }

    /// A string, or another literal that `concat!` takes.
    fn part_of_concat(input: &mut Reader) -> Result<Str> {
        let span = input.span();
        let sign = if input.punct('-') { "-" } else { "" };
        let value = match input.peek() {
            Some(TokenTree::Literal(literal)) => literal::as_in_concat(sign, &literal.to_string()),
            Some(TokenTree::Ident(word)) if sign.is_empty() && (word == "true" || word == "false") => {
                Some(word.to_string())
            }
            _ if sign.is_empty() => return super::string(input, EXPECTED),
            _ => None,
        };
        let value = value.ok_or_else(|| input.error(EXPECTED))?;
        input.next();
        Ok(Str { value, span, tracked: TokenStream::new() })
    }

    /// The first argument; `env!` may have a message behind it.
    fn one(span: Span, name: &str, arguments: Vec<Str>) -> Result<Str> {
        let first = arguments.into_iter().next();
        first.ok_or_else(|| Error::new(span, format!("`{name}!` takes a string")))
    }

    fn env(name: &Str, span: Span) -> Result<Str> {
        let key = &name.value;
        let value = std::env::var(key)
            .map_err(|_| Error::new(name.span, format!("the environment has no variable `{key}`")))?;
        let tracked = quote!(
            const _: ::core::option::Option<&str> = ::core::option_env!(#key);
        );
        Ok(Str { value, span, tracked })
    }

    /// The text of a file. The path counts from the file that holds the macro, as with the compiler's `include_str!`.
    fn include(path: &Str, span: Span) -> Result<Str> {
        let here = span.unwrap().local_file().unwrap_or_default();
        let folder = here.parent().map(PathBuf::from).unwrap_or_default();
        let full = std::path::absolute(folder.join(&path.value)).unwrap_or_default();
        let error = |why: &dyn std::fmt::Display| {
            Error::new(path.span, format!("`{}` cannot be read: {why}", full.display()))
        };
        let bytes = DiskSource.read(&full).map_err(|why| error(&why))?;
        let value = std::str::from_utf8(bytes.as_ref()).map_err(|why| error(&why))?.to_owned();
        let full = full.to_string_lossy();
        let tracked = quote!(
            const _: &[u8] = ::core::include_bytes!(#full);
        );
        Ok(Str { value, span, tracked })
    }
}
