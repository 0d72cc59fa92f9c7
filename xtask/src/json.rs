//! JSON text in, a tree of values out: as much as `cargo metadata` needs.

/// A JSON value. Numbers keep their spelling.
#[derive(Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// How deep arrays and objects may nest; `cargo metadata` stays below ten.
const DEPTH: usize = 64;

impl Json {
    /// The value that `text` holds, or `None` if it is not JSON.
    pub(crate) fn parse(text: &str) -> Option<Json> {
        let mut reader = Reader { rest: text };
        let value = reader.value(DEPTH)?;
        reader.skip_space();
        reader.rest.is_empty().then_some(value)
    }

    /// The value of a key, in an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, of a string.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of an array; nothing else has any.
    pub(crate) fn items(&self) -> &[Json] {
        match self {
            Json::Array(items) => items,
            _ => &[],
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Json> {
        self.skip_space();
        match self.rest.bytes().next()? {
            b'{' => self.object(depth.checked_sub(1)?),
            b'[' => self.array(depth.checked_sub(1)?),
            b'"' => self.string().map(Json::String),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut entries = Vec::new();
        self.eat('{')?;
        if self.eat('}').is_some() {
            return Some(Json::Object(entries));
        }
        loop {
            self.skip_space();
            let key = self.string()?;
            self.eat(':')?;
            entries.push((key, self.value(depth)?));
            if self.eat(',').is_none() {
                self.eat('}')?;
                return Some(Json::Object(entries));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Json> {
        let mut items = Vec::new();
        self.eat('[')?;
        if self.eat(']').is_some() {
            return Some(Json::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.eat(',').is_none() {
                self.eat(']')?;
                return Some(Json::Array(items));
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        self.rest = self.rest.strip_prefix('"')?;
        let mut text = String::new();
        loop {
            let special = self.rest.find(['"', '\\'])?;
            text.push_str(&self.rest[..special]);
            let quote = self.rest[special..].starts_with('"');
            self.rest = &self.rest[special + 1..];
            if quote {
                return Some(text);
            }
            text.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Option<char> {
        let letter = self.rest.chars().next()?;
        self.rest = &self.rest[letter.len_utf8()..];
        match letter {
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'u' => match self.code_unit()? {
                high @ 0xd800..0xdc00 => {
                    self.rest = self.rest.strip_prefix("\\u")?;
                    let low = self.code_unit()?;
                    char::decode_utf16([high, low]).next()?.ok()
                }
                unit => char::from_u32(unit.into()),
            },
            '"' | '\\' | '/' => Some(letter),
            _ => None,
        }
    }

    fn code_unit(&mut self) -> Option<u16> {
        let unit = u16::from_str_radix(self.rest.get(..4)?, 16).ok()?;
        self.rest = &self.rest[4..];
        Some(unit)
    }

    fn number(&mut self) -> Option<Json> {
        let inside = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
        let length = self.rest.find(|c| !inside(c)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(length);
        number.parse::<f64>().ok()?;
        self.rest = rest;
        Some(Json::Number(number.to_owned()))
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(value)
    }

    fn eat(&mut self, sign: char) -> Option<()> {
        self.skip_space();
        self.rest = self.rest.strip_prefix(sign)?;
        Some(())
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_every_kind() {
        let text = r#" {"a": [1, -2.5e3, true, false, null, {}, []], "b\n\"": "\u00e9\ud83d\ude00\\/"} "#;
        let json = Json::parse(text).unwrap();
        let items = json.get("a").unwrap().items();
        assert_eq!(items.len(), 7);
        assert_eq!(items[1], Json::Number("-2.5e3".to_owned()));
        assert_eq!(json.get("b\n\"").unwrap().text(), Some("\u{e9}\u{1f600}\\/"));
        assert_eq!(json.get("c"), None);
    }

    #[test]
    fn what_is_not_json_is_none() {
        for text in ["", "{", "[1,]", "{\"a\"}", "\"\\x\"", "\"\\ud800\"", "1 2", "tru", "--"] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
        assert_eq!(Json::parse(&"[".repeat(100_000)), None);
    }
}
