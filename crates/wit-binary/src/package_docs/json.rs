//! The little JSON that `package-docs` consists of, to be written: text and objects.

/// A JSON value. Members of objects stay in order.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Json {
    Text(String),
    Object(Object),
}

/// The members of an object under construction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Object(Vec<(String, Json)>);

impl Object {
    /// Adds a member, unless it says nothing.
    pub(super) fn object(&mut self, name: impl Into<String>, value: Object) {
        if !value.is_empty() {
            self.0.push((name.into(), Json::Object(value)));
        }
    }

    /// Adds a text, if there is one.
    pub(super) fn text(&mut self, name: impl Into<String>, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.0.push((name.into(), Json::Text(value.into())));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends the object as text. Objects nest as deep as the format says, a handful of levels.
    pub(super) fn write(&self, out: &mut String) {
        out.push('{');
        for (at, (name, value)) in self.0.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            quote(name, out);
            out.push(':');
            match value {
                Json::Text(text) => quote(text, out),
                Json::Object(object) => object.write(out),
            }
        }
        out.push('}');
    }
}

/// RFC 8259, section 7, in the shortest form.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_that_say_nothing_are_left_out() {
        let mut object = Object::default();
        object.object("empty", Object::default());
        object.text("none", None::<String>);
        object.text("a\"b", Some("\u{1}\n\\é"));
        let mut out = String::new();
        object.write(&mut out);
        assert_eq!(out, "{\"a\\\"b\":\"\\u0001\\n\\\\é\"}");
    }
}
