//! Documentation: WIT text, made safe for a comment, with gates and errors as TSDoc tags.

use outwit_resolve::graph::{
    DocsId, Function, InterfaceId, PackageId, Resolve, Stability, StabilityId, TypeDef, WorldId,
};

use super::Context;
use crate::Mode;
use crate::model::{Doc, Param};

/// What the comment of a function is made of.
pub(crate) struct FunctionDoc<'a> {
    pub(crate) function: &'a Function,
    /// Its parameters as declared, in order.
    pub(crate) params: &'a [Param],
    /// What it throws, as a type.
    pub(crate) throws: Option<&'a str>,
    /// The function that sets what it gets.
    pub(crate) setter: Option<&'a Function>,
}

/// WIT text alone.
pub(crate) fn text(resolve: &Resolve, docs: Option<DocsId>) -> Doc {
    let mut writer = Writer::default();
    writer.text(resolve, docs);
    writer.finish()
}

/// The comment of an item: its text and its gate.
pub(crate) fn item(resolve: &Resolve, docs: Option<DocsId>, stability: StabilityId) -> Doc {
    let mut writer = Writer::default();
    writer.text(resolve, docs);
    writer.gate(resolve, stability);
    writer.finish()
}

/// The comment of the declaration for inputs of a type whose declaration for outputs is `output`.
pub(crate) fn input_form(cx: &Context<'_>, def: &TypeDef, output: &str) -> Doc {
    let to = match cx.options.mode {
        Mode::Host => "goes to the component",
        Mode::Guest => "leaves the component",
    };
    let mut writer = Writer::default();
    writer.text(cx.resolve, def.docs);
    writer.paragraph(format!("Accepted where {{@link {output}}} {to}."));
    writer.gate(cx.resolve, def.stability);
    writer.finish()
}

/// The comment of a function.
pub(crate) fn function(resolve: &Resolve, doc: &FunctionDoc<'_>) -> Doc {
    let mut writer = Writer::default();
    writer.text(resolve, doc.function.docs);
    if let Some(setter) = doc.setter {
        writer.text(resolve, setter.docs);
        setter.params.iter().for_each(|param| writer.text(resolve, param.docs));
    }
    let written = doc.function.params.iter().skip(doc.function.params.len() - doc.params.len());
    for (param, declared) in written.zip(doc.params) {
        if let Some(docs) = param.docs {
            writer.tag(&format!("@param {} -", declared.name), &resolve[docs]);
        }
    }
    if let Some(error) = doc.throws {
        writer.tag(&format!("@throws {{{error}}}"), "");
    }
    writer.gate(resolve, doc.function.stability);
    if let Some(setter) = doc.setter.filter(|setter| setter.stability != doc.function.stability) {
        writer.gate(resolve, setter.stability);
    }
    writer.finish()
}

/// The comment at the head of the file of an interface.
pub(crate) fn interface_file(resolve: &Resolve, world: WorldId, interface: InterfaceId) -> Doc {
    let def = &resolve[interface];
    let mut writer = Writer::default();
    match resolve.interface_id(interface) {
        Some(id) => writer.paragraph(format!("Interface `{id}`.")),
        None => writer.paragraph(format!("An interface of the world `{}`.", resolve.world_id(world))),
    }
    writer.text(resolve, def.docs);
    writer.package(resolve, def.package);
    writer.gate(resolve, def.stability);
    writer.tag("@packageDocumentation", "");
    writer.finish()
}

/// The comment at the head of the file of the world.
pub(crate) fn world_file(resolve: &Resolve, world: WorldId) -> Doc {
    let def = &resolve[world];
    let mut writer = Writer::default();
    writer.paragraph(format!("World `{}`.", resolve.world_id(world)));
    writer.text(resolve, def.docs);
    writer.package(resolve, def.package);
    writer.gate(resolve, def.stability);
    writer.tag("@packageDocumentation", "");
    writer.finish()
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    has_tags: bool,
}

impl Writer {
    /// Paragraphs of WIT text.
    fn text(&mut self, resolve: &Resolve, docs: Option<DocsId>) {
        let Some(docs) = docs else { return };
        let lines = safe_lines(&resolve[docs]);
        if !lines.is_empty() {
            self.separate();
            self.lines.extend(lines);
        }
    }

    /// A paragraph of ours.
    fn paragraph(&mut self, line: String) {
        self.separate();
        self.lines.push(line);
    }

    /// What is said about the package.
    fn package(&mut self, resolve: &Resolve, package: PackageId) {
        let package = &resolve[package];
        if package.docs.is_some() {
            self.paragraph(format!("Package `{}`:", package.name));
            self.text(resolve, package.docs);
        }
    }

    /// A tag with text behind it, set apart from the paragraphs.
    fn tag(&mut self, tag: &str, text: &str) {
        if !self.has_tags {
            self.separate();
            self.has_tags = true;
        }
        let mut lines = safe_lines(text).into_iter();
        let first = lines.next().unwrap_or_default();
        self.lines.push(format!("{tag} {first}").trim_end().to_owned());
        self.lines.extend(lines.map(|line| if line.is_empty() { line } else { format!("  {line}") }));
    }

    /// WIT.md, "Feature Gates", as the tags that editors know.
    fn gate(&mut self, resolve: &Resolve, stability: StabilityId) {
        let stability = &resolve[stability];
        match stability {
            Stability::Unknown => {}
            Stability::Since { since, .. } => self.tag("@since", &since.to_string()),
            Stability::Unstable { feature, .. } => {
                self.tag("@experimental", &format!("Behind the feature `{}`.", &resolve[*feature]));
            }
        }
        if let Some(version) = stability.deprecated() {
            self.tag("@deprecated", &format!("since {version}"));
        }
    }

    fn separate(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    fn finish(self) -> Doc {
        Doc { lines: self.lines }
    }
}

/// Lines that can neither end the comment that they stand in nor add tags to it. The compiler takes any `@` behind white space
/// for a tag, in code as well.
fn safe_lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    text.lines().map(|line| safe_line(line.trim_end())).collect()
}

fn safe_line(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    let mut last = ' ';
    for c in line.chars() {
        if (c == '@' && last.is_whitespace()) || (c == '/' && last == '*') {
            safe.push('\\');
        }
        safe.push(c);
        last = c;
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::safe_lines;

    fn safe(text: &str) -> String {
        safe_lines(text).join("\n")
    }

    #[test]
    fn text_cannot_end_its_comment() {
        assert_eq!(safe("a */ b **/ c */*/"), "a *\\/ b **\\/ c *\\/*\\/");
        assert_eq!(safe("/* fine"), "/* fine");
    }

    #[test]
    fn text_adds_no_tags() {
        assert_eq!(safe("@deprecated\n see @since 1"), "\\@deprecated\n see \\@since 1");
        assert_eq!(safe("me@home {@link A} `@a` `a @b`"), "me@home {@link A} `@a` `a \\@b`");
        assert_eq!(safe("```\n@code\n```"), "```\n\\@code\n```");
    }

    #[test]
    fn every_line_end_is_one_line_feed() {
        assert_eq!(safe("a\r\nb\rc\u{2028}d  \t\n"), "a\nb\nc\nd");
    }
}
