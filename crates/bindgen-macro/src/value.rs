//! The values of options.

use outwit_bindgen_rust::{OptionInfo, RustPath, ValueKind};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{LitBool, LitStr, Token, bracketed, token};

use crate::config::form;

/// The value of an option.
pub(crate) enum Value {
    Text(LitStr),
    Texts(Vec<LitStr>),
    Flag(bool, Span),
    Paths(Vec<RustPath>),
}

/// The value of `option` from what stands behind its key.
pub(crate) fn value(key: &Ident, option: &OptionInfo, rest: TokenStream) -> syn::Result<Value> {
    if rest.is_empty() && option.value == ValueKind::Flag {
        return Ok(Value::Flag(true, key.span()));
    }
    let expected = || match option.value {
        ValueKind::Flag => format!("expected `{0}` or `{0}: true`", option.key),
        kind => format!("expected `{}{}`", option.key, form(kind)),
    };
    if rest.clone().into_iter().nth(1).is_none() {
        // Without a value there is nothing behind the key to point at.
        return Err(syn::Error::new(key.span(), expected()));
    }
    let parse = |input: ParseStream<'_>| {
        input.parse::<Token![:]>()?;
        of_kind(option.value, input)
    };
    parse.parse2(rest).map_err(|error| syn::Error::new(error.span(), expected()))
}

fn of_kind(kind: ValueKind, input: ParseStream<'_>) -> syn::Result<Value> {
    Ok(match kind {
        ValueKind::Text => Value::Text(input.parse()?),
        ValueKind::Texts if input.peek(token::Bracket) => Value::Texts(list(input, text)?),
        ValueKind::Texts => Value::Texts(vec![input.parse()?]),
        ValueKind::Flag => {
            let value: LitBool = input.parse()?;
            Value::Flag(value.value, value.span)
        }
        ValueKind::Paths => Value::Paths(list(input, rust_path)?),
    })
}

fn list<T>(input: ParseStream<'_>, item: fn(ParseStream<'_>) -> syn::Result<T>) -> syn::Result<Vec<T>> {
    let content;
    bracketed!(content in input);
    let items = Punctuated::<T, Token![,]>::parse_terminated_with(&content, item)?;
    Ok(items.into_iter().collect())
}

fn text(input: ParseStream<'_>) -> syn::Result<LitStr> {
    input.parse()
}

/// Names between `::`, perhaps with `::` in front.
fn rust_path(input: ParseStream<'_>) -> syn::Result<RustPath> {
    let mut tokens = TokenStream::new();
    if let Some(colons) = input.parse::<Option<Token![::]>>()? {
        colons.to_tokens(&mut tokens);
    }
    loop {
        Ident::parse_any(input)?.to_tokens(&mut tokens);
        match input.parse::<Option<Token![::]>>()? {
            Some(colons) => colons.to_tokens(&mut tokens),
            None => return Ok(RustPath::from_tokens(tokens)),
        }
    }
}

/// All errors as one, if there is any.
pub(crate) fn joined(errors: impl Iterator<Item = syn::Error>) -> Option<syn::Error> {
    errors.reduce(|mut all, next| {
        all.combine(next);
        all
    })
}
