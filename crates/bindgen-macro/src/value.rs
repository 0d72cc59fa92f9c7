//! The values of options.

use outwit_bindgen_rust::{Attributes, OptionInfo, RustPath, ValueKind, With};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::error::{Error, Result};
use crate::reader::{Reader, is_punct, read_all};
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
pub(crate) fn value(key: &Ident, option: &OptionInfo, rest: TokenStream) -> Result<Value> {
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
        return Err(Error::new(key.span(), expected()));
    }
    read_all(rest, Span::call_site(), |input| {
        if !input.punct(':') {
            return Err(input.error("expected `:`"));
        }
        of_kind(option.value, input, expected)
    })
}

fn of_kind(kind: ValueKind, input: &mut Reader, expected: impl Fn() -> String) -> Result<Value> {
    let is_list = input.at_group(Delimiter::Bracket);
    let is_map = input.at_group(Delimiter::Brace);
    let is_text = string::peek(input);
    match kind {
        ValueKind::Text | ValueKind::Word(_) | ValueKind::Ownership if is_text => {
            text(input).map(Value::Text)
        }
        ValueKind::Texts | ValueKind::FlagOrTexts if is_list => list(input, text).map(Value::Texts),
        ValueKind::Texts if is_text => Ok(Value::Texts(vec![text(input)?])),
        ValueKind::Flag | ValueKind::FlagOrTexts => match input.flag() {
            Some((on, span)) => Ok(Value::Flag(on, span)),
            None => Err(input.error(expected())),
        },
        ValueKind::Ownership => ownership(input).map(Value::Text),
        ValueKind::Paths if is_list => list(input, rust_path).map(Value::Paths),
        ValueKind::With if is_map => list(input, with).map(Value::With),
        ValueKind::Attributes if is_map => list(input, attributes).map(Value::Attributes),
        _ => Err(input.error(expected())),
    }
}

fn text(input: &mut Reader) -> Result<Str> {
    string(input, string::EXPECTED)
}

/// `[item, ...]` or `{ item, ... }`: all items, or all errors among them.
fn list<T>(input: &mut Reader, item: fn(&mut Reader) -> Result<T>) -> Result<Vec<T>> {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    if let Some(TokenTree::Group(group)) = input.next() {
        for tokens in crate::config::split_at_commas(group.stream()) {
            match read_all(tokens, Span::call_site(), item) {
                Ok(item) => found.push(item),
                Err(error) => errors.push(error),
            }
        }
    }
    Error::all(errors)?;
    Ok(found)
}

/// `Owning` or `Borrowing { duplicate_if_necessary: true }`, as the word that the option takes elsewhere.
fn ownership(input: &mut Reader) -> Result<Str> {
    const FORMS: &str = "expected `Owning` or `Borrowing { duplicate_if_necessary: true }`";
    let name = input.word().ok_or_else(|| input.error(FORMS))?;
    let span = name.span();
    let value = if name == "Owning" {
        "owning"
    } else if name == "Borrowing"
        && let Some(braces) = input.group(Delimiter::Brace)
    {
        match read_all(braces.stream(), braces.span_close(), |input| duplicates(input, FORMS))? {
            true => "borrowing-duplicate-if-necessary",
            false => "borrowing",
        }
    } else {
        return Err(Error::new(span, FORMS));
    };
    Ok(Str { value: value.to_owned(), span, tracked: TokenStream::new() })
}

/// `duplicate_if_necessary: true`
fn duplicates(input: &mut Reader, forms: &str) -> Result<bool> {
    let at = input.span();
    if input.word().is_none_or(|field| field != "duplicate_if_necessary") {
        return Err(Error::new(at, forms));
    }
    let has_colon = input.punct(':');
    match input.flag() {
        Some((value, _)) if has_colon => {
            input.punct(',');
            if input.is_empty() { Ok(value) } else { Err(input.error(forms)) }
        }
        _ => Err(input.error(forms)),
    }
}

/// `"key": path` or `"key": generate`.
fn with(input: &mut Reader) -> Result<(Str, With)> {
    let key = selector(input)?;
    let (path, span) = rust_path(input)?;
    if is_punct(input.peek(), '<') || input.at_group(Delimiter::Parenthesis) {
        return Err(Error::new(span, "a path in `with` has no parameters"));
    }
    let with = if path.is_word("generate") { With::Generate } else { With::Path(path) };
    Ok((key, with))
}

/// `"selector": [#[attribute] ...]`.
fn attributes(input: &mut Reader) -> Result<(Str, Attributes)> {
    let key = selector(input)?;
    let brackets = input.group(Delimiter::Bracket).ok_or_else(|| input.error("expected `[#[attribute]]`"))?;
    let attributes = Attributes::from_tokens(brackets.stream());
    Ok((key, attributes.map_err(|text| Error::new(brackets.span(), text))?))
}

fn selector(input: &mut Reader) -> Result<Str> {
    let key = string(input, "expected a name of WIT in quotes")?;
    if !input.punct(':') || input.is_empty() {
        // Behind the key there may be nothing to point at.
        return Err(Error::new(key.span, "expected `:` and a value behind this"));
    }
    Ok(key)
}

/// Names between `::`, perhaps with `::` in front.
fn rust_path(input: &mut Reader) -> Result<(RustPath, Span)> {
    let span = input.span();
    let mut tokens = TokenStream::new();
    colons(input, &mut tokens);
    loop {
        let name = input.word().ok_or_else(|| input.error("expected a path such as `some_crate::module`"))?;
        tokens.extend([TokenTree::Ident(name)]);
        if !colons(input, &mut tokens) {
            return Ok((RustPath::from_tokens(tokens), span));
        }
    }
}

/// Takes `::` if it is next.
fn colons(input: &mut Reader, tokens: &mut TokenStream) -> bool {
    let found = is_punct(input.peek(), ':') && is_punct(input.peek_second(), ':');
    if found {
        tokens.extend(input.next());
        tokens.extend(input.next());
    }
    found
}
