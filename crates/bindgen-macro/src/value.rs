//! The values of options.

use outwit_bindgen_rust::{Attributes, OptionInfo, RustPath, ValueKind, With};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{LitBool, Token, braced, bracketed, token};

use crate::string::{self, Str, string};

/// The value of an option.
pub(crate) enum Value {
    Text(Str),
    Texts(Vec<Str>),
    Flag(bool, Span),
    Paths(Vec<(RustPath, Span)>),
    With(Vec<(Str, With)>),
    Attributes(Vec<(Str, Attributes)>),
}

/// The value of `option` from what stands behind its key.
pub(crate) fn value(key: &Ident, option: &OptionInfo, rest: TokenStream) -> syn::Result<Value> {
    if rest.is_empty() && option.value == ValueKind::Flag {
        return Ok(Value::Flag(true, key.span()));
    }
    let expected = || match option.value {
        ValueKind::Flag => format!("expected `{0}` or `{0}: true`", option.key),
        ValueKind::Word(words) => format!("expected `{}: \"{}\"`", option.key, words.join("\"` or `\"")),
        kind => format!("expected `{}{}`", option.key, kind.form()),
    };
    if rest.clone().into_iter().nth(1).is_none() {
        // Without a value there is nothing behind the key to point at.
        return Err(syn::Error::new(key.span(), expected()));
    }
    let parse = |input: ParseStream<'_>| {
        input.parse::<Token![:]>()?;
        of_kind(option.value, input, expected)
    };
    parse.parse2(rest)
}

fn of_kind(kind: ValueKind, input: ParseStream<'_>, expected: impl Fn() -> String) -> syn::Result<Value> {
    let is_list = input.peek(token::Bracket);
    let is_map = input.peek(token::Brace);
    Ok(match kind {
        ValueKind::Text | ValueKind::Word(_) if string::peek(input) => Value::Text(string(input)?),
        ValueKind::Texts | ValueKind::FlagOrTexts if is_list => Value::Texts(bracketed(input, string)?),
        ValueKind::Texts if string::peek(input) => Value::Texts(vec![string(input)?]),
        ValueKind::Flag | ValueKind::FlagOrTexts if input.peek(LitBool) => {
            let value: LitBool = input.parse()?;
            Value::Flag(value.value, value.span)
        }
        ValueKind::Ownership if string::peek(input) => Value::Text(string(input)?),
        ValueKind::Ownership => Value::Text(ownership(input)?),
        ValueKind::Paths if is_list => Value::Paths(bracketed(input, rust_path)?),
        ValueKind::With if is_map => Value::With(braced(input, with)?),
        ValueKind::Attributes if is_map => Value::Attributes(braced(input, attributes)?),
        _ => return Err(syn::Error::new(input.span(), expected())),
    })
}

/// `[item, ...]`.
fn bracketed<T>(input: ParseStream<'_>, item: fn(ParseStream<'_>) -> syn::Result<T>) -> syn::Result<Vec<T>> {
    let content;
    bracketed!(content in input);
    items(content.parse()?, item)
}

/// `{ item, ... }`.
fn braced<T>(input: ParseStream<'_>, item: fn(ParseStream<'_>) -> syn::Result<T>) -> syn::Result<Vec<T>> {
    let content;
    braced!(content in input);
    items(content.parse()?, item)
}

/// All items, or all errors among them.
fn items<T>(content: TokenStream, item: fn(ParseStream<'_>) -> syn::Result<T>) -> syn::Result<Vec<T>> {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for tokens in crate::config::split_at_commas(content) {
        match item.parse2(tokens) {
            Ok(item) => found.push(item),
            Err(error) => errors.push(error),
        }
    }
    joined(errors.into_iter()).map_or(Ok(found), Err)
}

/// `Owning` or `Borrowing { duplicate_if_necessary: true }`, as the word that the option takes elsewhere.
fn ownership(input: ParseStream<'_>) -> syn::Result<Str> {
    const FORMS: &str = "expected `Owning` or `Borrowing { duplicate_if_necessary: true }`";
    let name = Ident::parse_any(input).map_err(|error| syn::Error::new(error.span(), FORMS))?;
    let (span, text) = (name.span(), name.to_string());
    let value = match text.as_str() {
        "Owning" => "owning",
        "Borrowing" if input.peek(token::Brace) => {
            let content;
            braced!(content in input);
            let field = Ident::parse_any(&content).map_err(|error| syn::Error::new(error.span(), FORMS))?;
            if field != "duplicate_if_necessary" {
                return Err(syn::Error::new(field.span(), FORMS));
            }
            content.parse::<Token![:]>()?;
            let duplicate: LitBool = content.parse()?;
            content.parse::<Option<Token![,]>>()?;
            if !content.is_empty() {
                return Err(content.error(FORMS));
            }
            if duplicate.value { "borrowing-duplicate-if-necessary" } else { "borrowing" }
        }
        _ => return Err(syn::Error::new(span, FORMS)),
    };
    Ok(Str { value: value.to_owned(), span, tracked: TokenStream::new() })
}

/// `"key": path` or `"key": generate`.
fn with(input: ParseStream<'_>) -> syn::Result<(Str, With)> {
    let key = selector(input)?;
    let (path, span) = rust_path(input)?;
    if input.peek(Token![<]) || input.peek(token::Paren) {
        return Err(syn::Error::new(span, "a path in `with` has no parameters"));
    }
    let with = if path.is_word("generate") { With::Generate } else { With::Path(path) };
    Ok((key, with))
}

/// `"selector": [#[attribute] ...]`.
fn attributes(input: ParseStream<'_>) -> syn::Result<(Str, Attributes)> {
    let key = selector(input)?;
    let brackets: proc_macro2::Group = input.parse()?;
    let error = |text: String| syn::Error::new(brackets.span(), text);
    if brackets.delimiter() != proc_macro2::Delimiter::Bracket {
        return Err(error("expected `[#[attribute]]`".to_owned()));
    }
    Ok((key, Attributes::from_tokens(brackets.stream()).map_err(error)?))
}

fn selector(input: ParseStream<'_>) -> syn::Result<Str> {
    let key =
        string(input).map_err(|error| syn::Error::new(error.span(), "expected a name of WIT in quotes"))?;
    let colon = input.parse::<Option<Token![:]>>()?;
    if colon.is_none() || input.is_empty() {
        // Behind the key there may be nothing to point at.
        return Err(syn::Error::new(key.span, "expected `:` and a value behind this"));
    }
    Ok(key)
}

/// Names between `::`, perhaps with `::` in front.
fn rust_path(input: ParseStream<'_>) -> syn::Result<(RustPath, Span)> {
    let span = input.span();
    let mut tokens = TokenStream::new();
    if let Some(colons) = input.parse::<Option<Token![::]>>()? {
        colons.to_tokens(&mut tokens);
    }
    loop {
        Ident::parse_any(input)
            .map_err(|error| syn::Error::new(error.span(), "expected a path such as `some_crate::module`"))?
            .to_tokens(&mut tokens);
        match input.parse::<Option<Token![::]>>()? {
            Some(colons) => colons.to_tokens(&mut tokens),
            None => return Ok((RustPath::from_tokens(tokens), span)),
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
