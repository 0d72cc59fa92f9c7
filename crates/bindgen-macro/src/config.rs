//! What the user wrote: the short forms, or keys with values. Each key and value keeps its place, and all faults are found
//! at once.

use outwit_bindgen_rust::{Input, OPTIONS, OptionInfo, OptionPlace, Options, RustPath};
use outwit_diagnostics::closest;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};

use crate::error::{Error, Result};
use crate::reader::{Reader, read_all};
use crate::string::{self, Str, string};
use crate::value::{Value, value};

/// What the user wrote.
pub(crate) struct Config {
    pub(crate) input: Input,
    pub(crate) options: Options,
    pub(crate) keys: Keys,
    /// Write the expansion to a file.
    pub(crate) debug: bool,
    /// Makes the compiler note what strings were made of.
    pub(crate) tracked: TokenStream,
}

/// Where keys and values stand that errors may be about.
#[derive(Default)]
pub(crate) struct Keys {
    world: Option<Span>,
    wit: Option<Span>,
    features: Vec<(String, Span)>,
    /// By option and position.
    values: Vec<(OptionPlace, Span)>,
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

    /// The name of a feature, or the whole macro.
    pub(crate) fn feature_or_call(&self, name: &str) -> Span {
        let found = self.features.iter().find(|(known, _)| known == name);
        found.map_or_else(Span::call_site, |(_, span)| *span)
    }

    /// The value of an option, or the whole macro.
    pub(crate) fn value_or_call(&self, place: OptionPlace) -> Span {
        let found = self.values.iter().find(|(known, _)| *known == place);
        found.map_or_else(Span::call_site, |(_, span)| *span)
    }

    fn note(&mut self, key: &'static str, index: usize, span: Span) {
        self.values.push((OptionPlace { key, index }, span));
    }
}

/// Options that earlier versions of the published generator had, and what became of them.
const FORMER: &[(&str, &str)] = &[
    (
        "async",
        "`async` is no option any more: functions that are `async` in WIT are async in Rust, and `sync` makes exceptions",
    ),
    ("enable_method_chaining", "write `chainable_methods: [\"&all\"]` for `enable_method_chaining`"),
    ("exports", "`exports` is no option any more: implement the traits `Guest` and write `export!(Type)`"),
];

impl Config {
    /// Reads `(runtime, macro) ...`, where `macro` is the name of the macro that was called.
    pub(crate) fn parse(input: TokenStream) -> Result<Config> {
        let mut tokens = input.into_iter();
        let Some(TokenTree::Group(called)) = tokens.next() else {
            return Err(Error::new(Span::call_site(), "use this macro as `outwit::bindgen!`"));
        };
        let mut called = split_at_commas(called.stream()).into_iter();
        let runtime = called.next().unwrap_or_default();
        let is_drop_in = called.next().is_some_and(|name| name.to_string() == "generate");
        let mut config = Config {
            input: Input::default(),
            options: if is_drop_in { Options::drop_in() } else { Options::default() },
            keys: Keys::default(),
            debug: false,
            tracked: TokenStream::new(),
        };
        config.options.runtime_path = Some(RustPath::from_tokens(runtime));
        let rest: TokenStream = tokens.collect();
        match single_braces(&rest) {
            Some(braces) => config.keys(braces.stream())?,
            None => read_all(rest, Span::call_site(), |input| config.short_form(input))?,
        }
        Ok(config)
    }

    /// Nothing, `"world"`, `in "path"` or `"world" in "path"`.
    fn short_form(&mut self, input: &mut Reader) -> Result<()> {
        const FORMS: &str =
            "expected `\"world\"`, `in \"path\"`, `\"world\" in \"path\"` or `{ key: value, ... }`";
        if string::peek(input) {
            self.text("world", string(input, FORMS)?)?;
        }
        if matches!(input.peek(), Some(TokenTree::Ident(word)) if word == "in") {
            input.next();
            let path = string(input, "expected a path in quotes")?;
            self.texts("path", vec![path])?;
        }
        if input.is_empty() { Ok(()) } else { Err(input.error(FORMS)) }
    }

    /// `key: value, ...`, all faults at once.
    fn keys(&mut self, content: TokenStream) -> Result<()> {
        let mut seen: Vec<&'static str> = Vec::new();
        let mut errors = Vec::new();
        for entry in split_at_commas(content) {
            let found = entry_key(entry).and_then(|(key, rest)| {
                let option = known_option(&key)?;
                if seen.contains(&option.key) {
                    return Err(Error::new(key.span(), format!("`{}` stands here twice", option.key)));
                }
                seen.push(option.key);
                let value = value(&key, option, rest)?;
                self.set(option.key, value)
            });
            errors.extend(found.err());
        }
        Error::all(errors)
    }

    fn set(&mut self, key: &'static str, value: Value) -> Result<()> {
        match value {
            Value::Text(text) => self.text(key, text)?,
            Value::Texts(texts) => self.texts(key, texts)?,
            Value::Flag(on, _) if key == "debug" => self.debug = on,
            Value::Flag(on, span) => {
                self.keys.note(key, 0, span);
                self.options.set_flag(key, on).map_err(|text| Error::new(span, text))?;
            }
            Value::Paths(paths) => {
                for (path, span) in paths {
                    self.keys.note(key, self.options.additional_derives.len(), span);
                    self.options.additional_derives.push(path);
                }
            }
            Value::With(entries) => {
                for (name, with) in entries {
                    self.keys.note(key, self.options.with.len(), name.span);
                    let name = self.take(name);
                    self.options.with.push((name, with));
                }
            }
            Value::Attributes(entries) => {
                for (name, attributes) in entries {
                    let (span, name) = (name.span, self.take(name));
                    let list = match key {
                        "additional_type_attributes" => &mut self.options.additional_type_attributes,
                        _ => &mut self.options.additional_member_attributes,
                    };
                    self.keys.note(key, list.len(), span);
                    list.push((name, attributes));
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, key: &'static str, value: Str) -> Result<()> {
        let span = value.span;
        self.keys.note(key, 0, span);
        let value = self.take(value);
        match key {
            "world" => {
                self.keys.world = Some(span);
                self.input.world = Some(value);
            }
            "inline" => {
                self.keys.wit = Some(span);
                self.input.inline = Some(value);
            }
            _ => self.options.set_text(key, &value).map_err(|text| Error::new(span, text))?,
        }
        Ok(())
    }

    fn texts(&mut self, key: &'static str, values: Vec<Str>) -> Result<()> {
        let mut errors = Vec::new();
        for (index, value) in values.into_iter().enumerate() {
            let span = value.span;
            self.keys.note(key, index, span);
            let value = self.take(value);
            match key {
                "path" => {
                    // An inline text is closer to what is wrong, and the first path to the package of the world.
                    if self.input.inline.is_none() && index == 0 {
                        self.keys.wit = Some(span);
                    }
                    self.input.path.push(value.into());
                }
                "features" => {
                    self.keys.features.push((value.clone(), span));
                    self.input.features.names.insert(value);
                }
                _ => {
                    let added = self.options.add(key, &value);
                    errors.extend(added.err().map(|text| Error::new(span, text)));
                }
            }
        }
        Error::all(errors)
    }

    /// The text of a string; what it was made of is noted.
    fn take(&mut self, string: Str) -> String {
        self.tracked.extend(string.tracked);
        string.value
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

/// What stands between commas; nothing behind the last one.
pub(crate) fn split_at_commas(content: TokenStream) -> Vec<TokenStream> {
    let mut entries = vec![TokenStream::new()];
    for token in content {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => entries.push(TokenStream::new()),
            token => entries.last_mut().expect("there is one from the start").extend([token]),
        }
    }
    if entries.last().is_some_and(TokenStream::is_empty) {
        entries.pop();
    }
    entries
}

fn entry_key(entry: TokenStream) -> Result<(Ident, TokenStream)> {
    read_all(entry, Span::call_site(), |input| {
        let key = input.word().ok_or_else(|| input.error("expected the name of an option"))?;
        Ok((key, input.rest()))
    })
}

fn known_option(key: &Ident) -> Result<&'static OptionInfo> {
    let text = key.to_string();
    if let Some(option) = OptionInfo::find(&text) {
        return Ok(option);
    }
    if let Some((_, advice)) = FORMER.iter().find(|(former, _)| *former == text) {
        return Err(Error::new(key.span(), *advice));
    }
    let keys = || OPTIONS.iter().map(|option| option.key);
    let mut message = format!("there is no option `{text}`");
    if let Some(close) = closest(&text, keys()) {
        message += &format!("; did you mean `{close}`?");
    }
    message += "\nthe options are:";
    for OptionInfo { key, value, help, .. } in OPTIONS {
        message += &format!("\n  {key}{}: {help}", value.form().split('`').next().unwrap_or_default());
    }
    Err(Error::new(key.span(), message))
}
