//! Lines joined to a tree by box-drawing characters.

/// One line and the lines below it.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// What stands first: `import`, `record`, ...; may be empty.
    keyword: &'static str,
    name: String,
    active: bool,
    /// What is said about it, at the end of the line; empty ones are not drawn.
    pub(super) notes: Vec<String>,
    pub(super) children: Vec<Node>,
}

impl Node {
    pub(super) fn new(keyword: &'static str, name: String, active: bool) -> Node {
        Node { keyword, name, active, notes: Vec::new(), children: Vec::new() }
    }

    /// How many columns stand before the notes. Names and keywords are ASCII but for a dash here and there.
    fn width(&self) -> usize {
        self.head("", "", "").chars().count()
    }

    fn head(&self, keyword_on: &str, name_on: &str, off: &str) -> String {
        let Node { keyword, name, .. } = self;
        let inactive = if self.active { "" } else { "(inactive) " };
        let keyword = if keyword.is_empty() { String::new() } else { format!("{keyword_on}{keyword}{off} ") };
        let off = if name_on.is_empty() { "" } else { off };
        format!("{inactive}{keyword}{name_on}{name}{off}")
    }
}

/// The notes of lines beside each other start in one column, unless a line is longer than this.
const WIDEST: usize = 56;

/// The lines of a tree, each with a line break.
pub(super) fn draw(root: &Node, color: bool) -> String {
    let mut out = String::new();
    let pen = if color {
        Pen { keyword: "\x1b[36m", root: "\x1b[1m", note: "\x1b[2m", off: "\x1b[0m" }
    } else {
        Pen::default()
    };
    pen.line(&mut out, root, pen.root, 0);
    pen.children(&mut out, root, "");
    out
}

/// What switches colours.
#[derive(Default)]
struct Pen {
    keyword: &'static str,
    root: &'static str,
    note: &'static str,
    off: &'static str,
}

impl Pen {
    /// The depth is that of worlds, interfaces, types, functions: not that of the input.
    fn children(&self, out: &mut String, node: &Node, prefix: &str) {
        let with_notes = node.children.iter().filter(|child| child.notes.iter().any(|note| !note.is_empty()));
        let width = with_notes.map(Node::width).filter(|width| *width <= WIDEST).max().unwrap_or(0);
        for (at, child) in node.children.iter().enumerate() {
            let (branch, below) =
                if at + 1 == node.children.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            *out += prefix;
            *out += branch;
            self.line(out, child, "", width);
            if !child.children.is_empty() {
                self.children(out, child, &format!("{prefix}{below}"));
            }
        }
    }

    fn line(&self, out: &mut String, node: &Node, name: &str, width: usize) {
        *out += &node.head(self.keyword, name, self.off);
        let notes: Vec<&str> =
            node.notes.iter().map(String::as_str).filter(|note| !note.is_empty()).collect();
        if !notes.is_empty() {
            let gap = width.saturating_sub(node.width()) + 2;
            *out += &format!("{:gap$}{}{}{}", "", self.note, notes.join("  "), self.off);
        }
        out.push('\n');
    }
}
