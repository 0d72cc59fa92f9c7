//! JSON text as a tree in which everything knows its bytes. RFC 8259.

use outwit_diagnostics::ByteRange;

/// A JSON value with the bytes it stands in.
#[derive(Debug)]
pub(super) enum Value {
    Null(ByteRange),
    Text(String, ByteRange),
    Object(Vec<(String, Member)>, ByteRange),
    /// A number, a truth value or a list: none has a place in the format.
    Other(ByteRange),
}

/// The value of a member, and where its name stands.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: ByteRange,
    pub(super) value: Value,
}

impl Value {
    pub(super) fn range(&self) -> ByteRange {
        match self {
            Value::Null(range) | Value::Text(_, range) | Value::Object(_, range) | Value::Other(range) => {
                *range
            }
        }
    }
}

/// Objects and lists deeper than this are refused; the format needs six.
const DEPTH: usize = 16;

/// The value that `data` holds from byte `start` to its end, or where it stops being JSON and why. Ranges begin to count
/// at `base`.
pub(super) fn parse(data: &[u8], start: usize, base: u32) -> Result<Value, (u32, &'static str)> {
    let text = match std::str::from_utf8(data) {
        Ok(text) => text,
        Err(error) => return Err((base + error.valid_up_to() as u32, "is not UTF-8")),
    };
    let mut parser = Parser { text, at: start, base };
    let value = parser.value(DEPTH)?;
    parser.space();
    if parser.at < text.len() {
        return Err(parser.fault("goes on behind its end"));
    }
    Ok(value)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    base: u32,
}

type Parsed<T> = Result<T, (u32, &'static str)>;

impl Parser<'_> {
    fn fault(&self, what: &'static str) -> (u32, &'static str) {
        (self.base + self.at as u32, what)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Skips white space, and `byte` if it comes next.
    fn eat(&mut self, byte: u8) -> bool {
        self.space();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn range_from(&self, start: usize) -> ByteRange {
        ByteRange::new(self.base + start as u32, self.base + self.at as u32)
    }

    fn value(&mut self, depth: usize) -> Parsed<Value> {
        let Some(inner) = depth.checked_sub(1) else { return Err(self.fault("is nested too deeply")) };
        self.space();
        let start = self.at;
        match self.peek() {
            Some(b'"') => {
                let text = self.string()?;
                Ok(Value::Text(text, self.range_from(start)))
            }
            Some(b'{') => self.object(inner),
            Some(b'[') => self.array(inner),
            Some(b'-' | b'0'..=b'9' | b'a'..=b'z') => {
                let word = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
                while self.peek().is_some_and(word) {
                    self.at += 1;
                }
                let range = self.range_from(start);
                match &self.text[start..self.at] {
                    "null" => Ok(Value::Null(range)),
                    _ => Ok(Value::Other(range)),
                }
            }
            _ => Err(self.fault("is not JSON here")),
        }
    }

    fn object(&mut self, depth: usize) -> Parsed<Value> {
        let start = self.at;
        self.at += 1;
        let mut members = Vec::new();
        if !self.eat(b'}') {
            loop {
                self.space();
                let name_start = self.at;
                let name = self.string()?;
                let name_range = self.range_from(name_start);
                if !self.eat(b':') {
                    return Err(self.fault("lacks a `:`"));
                }
                let value = self.value(depth)?;
                members.push((name, Member { name: name_range, value }));
                if self.eat(b'}') {
                    break;
                }
                if !self.eat(b',') {
                    return Err(self.fault("lacks a `,` or `}`"));
                }
            }
        }
        Ok(Value::Object(members, self.range_from(start)))
    }

    fn array(&mut self, depth: usize) -> Parsed<Value> {
        let start = self.at;
        self.at += 1;
        if !self.eat(b']') {
            loop {
                self.value(depth)?;
                if self.eat(b']') {
                    break;
                }
                if !self.eat(b',') {
                    return Err(self.fault("lacks a `,` or `]`"));
                }
            }
        }
        Ok(Value::Other(self.range_from(start)))
    }

    fn string(&mut self) -> Parsed<String> {
        if self.peek() != Some(b'"') {
            return Err(self.fault("lacks a `\"`"));
        }
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            out.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return Err(self.fault("has a control character in a text")),
                None => return Err(self.fault("ends inside a text")),
            }
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        self.at += 1;
        let c = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.fault("has an unknown escape")),
        };
        self.at += 1;
        Ok(c)
    }

    /// `uXXXX`, or a surrogate pair.
    fn unicode(&mut self) -> Parsed<char> {
        let high = self.unit()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high).ok_or(self.fault("has half a surrogate pair"));
        }
        if self.peek() != Some(b'\\') {
            return Err(self.fault("has half a surrogate pair"));
        }
        self.at += 1;
        let low = self.unit()?;
        if !(0xdc00..0xe000).contains(&low) {
            return Err(self.fault("has half a surrogate pair"));
        }
        let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        char::from_u32(code).ok_or(self.fault("has half a surrogate pair"))
    }

    fn unit(&mut self) -> Parsed<u32> {
        let digits = self.text.get(self.at..self.at + 5).and_then(|text| text.strip_prefix('u'));
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let unit = unit.ok_or(self.fault("has an unknown escape"))?;
        self.at += 5;
        Ok(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> Parsed<String> {
        match parse(json.as_bytes(), 0, 0)? {
            Value::Text(text, _) => Ok(text),
            value => panic!("{value:?}"),
        }
    }

    #[test]
    fn texts_are_unescaped() {
        assert_eq!(text(r#" "a\"\\\/\n\u00e9\ud83d\ude00é" "#), Ok("a\"\\/\né\u{1f600}é".to_owned()));
    }

    #[test]
    fn faults_have_a_place() {
        for (json, at) in [
            ("", 0),
            ("{", 1),
            (r#"{"a" 1}"#, 5),
            (r#"{"a":1,}"#, 7),
            (r#""\ud83d""#, 7),
            (r#""\u12"#, 2),
            ("\"a\nb\"", 2),
            (r#""abc"#, 4),
            ("{} x", 3),
        ] {
            assert_eq!(parse(json.as_bytes(), 0, 0).map_err(|(at, _)| at).unwrap_err(), at, "{json}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(parse(deep.as_bytes(), 0, 0).unwrap_err().1, "is nested too deeply");
    }
}
