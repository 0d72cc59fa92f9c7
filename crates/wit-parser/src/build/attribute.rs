//! Attributes. The grammar takes any name and arguments; which there are is decided here, so that a slip is one message
//! about the attribute. WIT.md, "Feature Gates".

use outwit_diagnostics::ByteRange;

use super::Builder;
use crate::ast::{Attribute, AttributeKind, Ident, VersionText};
use crate::{diagnostics, string};

/// What stands between the parentheses of an attribute: the first argument, and how many there are.
#[derive(Clone, Copy)]
pub(crate) struct Args {
    first: Option<Arg>,
    count: u32,
}

impl Args {
    pub(crate) const EMPTY: Args = Args { first: None, count: 0 };

    pub(crate) fn and(self, arg: Arg) -> Args {
        Args { first: self.first.or(Some(arg)), count: self.count + 1 }
    }
}

/// `name = value`, or a value alone.
#[derive(Clone, Copy)]
pub(crate) struct Arg {
    name: Option<ByteRange>,
    value: ArgValue,
    range: ByteRange,
}

impl Arg {
    pub(crate) fn new(name: Option<ByteRange>, value: ArgValue, start: u32, end: u32) -> Arg {
        Arg { name, value, range: ByteRange { start, end } }
    }
}

#[derive(Clone, Copy)]
pub(crate) enum ArgValue {
    Version(VersionText),
    Name(Ident),
    String(u32, u32),
    Integer,
}

/// The attributes there are, and how each is written.
const FORMS: [(&str, &str); 4] = [
    ("since", "@since(version = 1.2.3)"),
    ("unstable", "@unstable(feature = name)"),
    ("deprecated", "@deprecated(version = 1.2.3)"),
    ("external-id", "@external-id(\"...\")"),
];

impl Builder<'_> {
    pub(crate) fn attribute(
        &mut self,
        start: u32,
        name: ByteRange,
        args: Option<Args>,
        end: u32,
    ) -> Attribute {
        let range = ByteRange { start, end };
        let kind = self.attribute_kind(name, args, range);
        Attribute { kind: kind.unwrap_or(AttributeKind::Error), range }
    }

    fn attribute_kind(
        &mut self,
        name: ByteRange,
        args: Option<Args>,
        range: ByteRange,
    ) -> Option<AttributeKind> {
        let word = self.text_of_word(name);
        let is_known = matches!(word, "since" | "unstable" | "deprecated" | "external-id");
        if !is_known {
            let known = FORMS.map(|(known, _)| known);
            let diagnostic = diagnostics::unknown_attribute(self.file(), word, name, &known);
            self.diagnostics.push(diagnostic);
            return None;
        }
        let sole = args.filter(|args| args.count == 1).and_then(|args| args.first);
        let key = sole.and_then(|arg| arg.name).map(|name| self.text_of_word(name));
        let kind = match (word, key, sole.map(|arg| arg.value)) {
            ("since", Some("version"), Some(ArgValue::Version(version))) => AttributeKind::Since(version),
            ("deprecated", Some("version"), Some(ArgValue::Version(version))) => {
                AttributeKind::Deprecated(version)
            }
            ("unstable", Some("feature"), Some(ArgValue::Name(feature))) => AttributeKind::Unstable(feature),
            ("external-id", None, Some(ArgValue::String(start, end))) => return self.external_id(start, end),
            _ => {
                let place = match sole {
                    Some(arg) => arg.range,
                    None => range,
                };
                let form = FORMS.iter().find(|(known, _)| *known == word).map_or("", |(_, form)| *form);
                let diagnostic = diagnostics::malformed_attribute(self.file(), word, form, place);
                self.diagnostics.push(diagnostic);
                return None;
            }
        };
        Some(kind)
    }

    fn external_id(&mut self, start: u32, end: u32) -> Option<AttributeKind> {
        let range = ByteRange { start, end };
        match string::unescape(&self.text[range.as_usize()]) {
            Ok(text) => Some(AttributeKind::ExternalId(self.tree.names.intern(&text))),
            Err(fault) => {
                self.diagnostics.push(diagnostics::bad_string(self.file(), range, fault));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use outwit_diagnostics::FileId;

    use crate::ast::{AttributeKind, Item};

    /// The kinds of the attributes of `interface i {}`, and the codes of what is wrong with them.
    fn attributes(written: &str) -> (Vec<AttributeKind>, Vec<&'static str>) {
        let parsed = crate::parse(FileId::from_index(0), format!("{written} interface i {{}}"));
        let [Item::Interface(interface)] = &parsed.file[parsed.file.items] else { panic!("{parsed:?}") };
        let kinds = parsed.file[interface.meta.attributes].iter().map(|attribute| attribute.kind);
        (kinds.collect(), parsed.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect())
    }

    #[test]
    fn words_of_attributes_may_be_escaped() {
        let (kinds, codes) = attributes("@%since(%version = 0.1.0)");
        assert!(matches!(kinds[..], [AttributeKind::Since(_)]), "{kinds:?}");
        assert!(codes.is_empty(), "{codes:?}");
    }

    #[test]
    fn words_of_attributes_are_names() {
        let (kinds, codes) = attributes("@aB(c_d = 0.1.0)");
        assert!(matches!(kinds[..], [AttributeKind::Error]), "{kinds:?}");
        assert_eq!(codes.len(), 3, "{codes:?}");
    }
}
