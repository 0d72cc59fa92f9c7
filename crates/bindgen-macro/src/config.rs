//! What the user wrote: the short forms, or keys with values. Each key keeps its place, and all faults are found at once.

use outwit_bindgen_rust::{Input, OPTIONS, OptionInfo, Options, RustPath, ValueKind};
use outwit_diagnostics::closest;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{LitStr, Token};

use crate::value::{Value, joined, value};

/// What the user wrote.
pub(crate) struct Config {
    pub(crate) input: Input,
    pub(crate) options: Options,
    pub(crate) keys: Keys,
}

/// Where values stand that errors in the WIT may be about.
#[derive(Default)]
pub(crate) struct Keys {
    world: Option<Span>,
    wit: Option<Span>,
}

impl Keys {
    /// The name of the world, or the whole macro.
    pub(crate) fn world_or_call(&self) -> Span {
        self.world.unwrap_or_else(Span::call_site)
    }

    /// The path or text of the WIT, or the whole macro.
    pub(crate) fn wit_or_call(&self) -> Span {
        self.wit.unwrap_or_else(Span::call_site)
    }
}

impl Config {
    /// Reads `(runtime) ...`.
    pub(crate) fn parse(input: TokenStream) -> syn::Result<Config> {
        let mut tokens = input.into_iter();
        let mut config =
            Config { input: Input::default(), options: Options::default(), keys: Keys::default() };
        match tokens.next() {
            Some(TokenTree::Group(runtime)) => {
                config.options.runtime_path = Some(RustPath::from_tokens(runtime.stream()));
            }
            _ => return Err(syn::Error::new(Span::call_site(), "use this macro as `outwit::bindgen!`")),
        }
        let rest: TokenStream = tokens.collect();
        let short = |input: ParseStream<'_>| config.short_form(input);
        match single_braces(&rest) {
            Some(braces) => config.keys(braces.stream())?,
            None => short.parse2(rest)?,
        }
        Ok(config)
    }

    /// Nothing, `"world"`, `in "path"` or `"world" in "path"`.
    fn short_form(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        const FORMS: &str =
            "expected `\"world\"`, `in \"path\"`, `\"world\" in \"path\"` or `{ key: value, ... }`";
        if input.peek(LitStr) {
            self.text("world", &input.parse()?)?;
        }
        if input.peek(Token![in]) {
            input.parse::<Token![in]>()?;
            let path =
                input.parse().map_err(|error| syn::Error::new(error.span(), "expected a path in quotes"))?;
            self.texts("path", vec![path]);
        }
        if input.is_empty() { Ok(()) } else { Err(input.error(FORMS)) }
    }

    /// `key: value, ...`, all faults at once.
    fn keys(&mut self, content: TokenStream) -> syn::Result<()> {
        let mut seen: Vec<&'static str> = Vec::new();
        let mut errors = Vec::new();
        for entry in split_at_commas(content) {
            let found = entry_key(entry).and_then(|(key, rest)| {
                let option = known_option(&key)?;
                if seen.contains(&option.key) {
                    return Err(syn::Error::new(key.span(), format!("`{}` stands here twice", option.key)));
                }
                seen.push(option.key);
                let value = value(&key, option, rest)?;
                self.set(option, value)
            });
            errors.extend(found.err());
        }
        joined(errors.into_iter()).map_or(Ok(()), Err)
    }

    fn set(&mut self, option: &OptionInfo, value: Value) -> syn::Result<()> {
        match value {
            Value::Text(text) => self.text(option.key, &text)?,
            Value::Texts(texts) => self.texts(option.key, texts),
            Value::Flag(on, span) => {
                self.options.set_flag(option.key, on).map_err(|text| syn::Error::new(span, text))?;
            }
            Value::Paths(paths) => self.options.additional_derives = paths,
        }
        Ok(())
    }

    fn text(&mut self, key: &str, value: &LitStr) -> syn::Result<()> {
        match key {
            "world" => {
                self.keys.world = Some(value.span());
                self.input.world = Some(value.value());
            }
            "inline" => {
                self.keys.wit = Some(value.span());
                self.input.inline = Some(value.value());
            }
            _ => {
                let set = self.options.set_text(key, &value.value());
                set.map_err(|text| syn::Error::new(value.span(), text))?;
            }
        }
        Ok(())
    }

    fn texts(&mut self, key: &str, values: Vec<LitStr>) {
        let texts = values.iter().map(LitStr::value);
        match key {
            "path" => {
                self.input.path = texts.map(Into::into).collect();
                // An inline text is closer to what is wrong.
                if self.input.inline.is_none() {
                    self.keys.wit = values.first().map(LitStr::span);
                }
            }
            "features" => self.input.features.names = texts.collect(),
            _ => self.options.skip = texts.collect(),
        }
    }
}

/// The braces, if there is nothing else.
fn single_braces(tokens: &TokenStream) -> Option<Group> {
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == proc_macro2::Delimiter::Brace => {
            Some(group)
        }
        _ => None,
    }
}

fn split_at_commas(content: TokenStream) -> Vec<TokenStream> {
    let mut entries = vec![TokenStream::new()];
    for token in content {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => entries.push(TokenStream::new()),
            token => entries.last_mut().expect("there is one from the start").extend([token]),
        }
    }
    // Behind the last comma there may be nothing.
    if entries.last().is_some_and(TokenStream::is_empty) {
        entries.pop();
    }
    entries
}

fn entry_key(entry: TokenStream) -> syn::Result<(Ident, TokenStream)> {
    let parse = |input: ParseStream<'_>| -> syn::Result<(Ident, TokenStream)> {
        let key = Ident::parse_any(input)
            .map_err(|error| syn::Error::new(error.span(), "expected the name of an option"))?;
        Ok((key, input.parse()?))
    };
    parse.parse2(entry)
}

fn known_option(key: &Ident) -> syn::Result<&'static OptionInfo> {
    let text = key.to_string();
    if let Some(option) = OPTIONS.iter().find(|option| option.key == text) {
        return Ok(option);
    }
    let keys = || OPTIONS.iter().map(|option| option.key);
    let mut message = format!("there is no option `{text}`");
    if let Some(close) = closest(&text, keys()) {
        message += &format!("; did you mean `{close}`?");
    }
    message += "\nthe options are:";
    for OptionInfo { key, value, help } in OPTIONS {
        message += &format!("\n  {key}{}: {help}", form(*value));
    }
    Err(syn::Error::new(key.span(), message))
}

/// How a value is written.
pub(crate) fn form(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => ": \"...\"",
        ValueKind::Texts => ": [\"...\"]",
        ValueKind::Flag => "",
        ValueKind::Paths => ": [path::Name]",
    }
}
