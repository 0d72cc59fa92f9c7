//! Text with structure in the calls: documentation comments, lines, blocks, lists. Knows no meaning.

use crate::model::Doc;

/// Lines longer than this are broken where a list allows it.
const WIDTH: usize = 100;

/// Text in the making.
#[derive(Debug, Default)]
pub(crate) struct Printer {
    text: String,
    indent: usize,
}

impl Printer {
    pub(crate) fn new() -> Printer {
        Printer::default()
    }

    /// One line.
    pub(crate) fn line(&mut self, line: &str) {
        for _ in 0..self.indent {
            self.text.push_str("  ");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// An empty line, unless nothing stands before it.
    pub(crate) fn blank(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A documentation comment; nothing if it has no lines.
    pub(crate) fn doc(&mut self, doc: &Doc) {
        match &*doc.lines {
            [] => {}
            [line] => self.line(&format!("/** {line} */")),
            lines => {
                self.line("/**");
                for line in lines {
                    self.line(if line.is_empty() { " *".to_owned() } else { format!(" * {line}") }.as_str());
                }
                self.line(" */");
            }
        }
    }

    /// `head {`, an indented body, and `}`; on one line if the body is empty.
    pub(crate) fn block(&mut self, head: &str, body: impl FnOnce(&mut Printer)) {
        let before = self.text.len();
        self.line(&format!("{head} {{"));
        let empty = self.text.len();
        self.indented(body);
        if self.text.len() == empty {
            self.text.truncate(before);
            self.line(&format!("{head} {{}}"));
        } else {
            self.line("}");
        }
    }

    /// What `body` prints, one step further in.
    pub(crate) fn indented(&mut self, body: impl FnOnce(&mut Printer)) {
        self.indent += 1;
        body(self);
        self.indent -= 1;
    }

    /// Items between `open` and `close`: on one line if that is short enough, otherwise on lines of their own.
    pub(crate) fn list(&mut self, open: &str, items: &[String], close: &str) {
        let line = format!("{open}{}{close}", items.join(", "));
        if items.is_empty() || self.fits(&line) {
            return self.line(&line);
        }
        self.line(open.trim_end());
        self.indented(|p| items.iter().for_each(|item| p.line(&format!("{item},"))));
        self.line(close.trim_start());
    }

    /// Whether a line is short enough where the printer stands.
    pub(crate) fn fits(&self, line: &str) -> bool {
        self.indent * 2 + line.chars().count() <= WIDTH
    }

    /// All that was printed.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structure_becomes_lines() {
        let mut p = Printer::new();
        p.blank();
        p.doc(&Doc { lines: vec!["One.".into(), String::new(), "Two.".into()] });
        p.block("interface A", |p| {
            p.doc(&Doc::text("Inner."));
            p.line("a: u32;");
        });
        p.blank();
        p.block("interface B", |_| {});
        let expected = "/**\n * One.\n *\n * Two.\n */\ninterface A {\n  /** Inner. */\n  a: u32;\n}\n\ninterface B {}\n";
        assert_eq!(p.finish(), expected);
    }

    #[test]
    fn long_lists_are_broken() {
        let mut p = Printer::new();
        p.list("import { ", &["a".into(), "b".into()], " } from 'c';");
        p.list("f(", &["x".repeat(60), "y".repeat(60)], ");");
        let expected =
            format!("import {{ a, b }} from 'c';\nf(\n  {},\n  {},\n);\n", "x".repeat(60), "y".repeat(60));
        assert_eq!(p.finish(), expected);
    }
}
