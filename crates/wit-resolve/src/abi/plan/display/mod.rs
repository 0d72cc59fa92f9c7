//! Plans and procedures as text: one operation a line, blocks indented, results to the left of `=`.
//!
//! [`Outline`] is that text before it is laid out, for those who show it otherwise.

mod printer;
mod results;
mod types;
mod words;

use std::fmt::{self, Display, Formatter};

use self::printer::Printer;
use self::types::TypeText;
use self::words::{core_text, encoding, form, list};
use super::super::{Direction, PointerWidth, Seat};
use super::procs::Procs;
use super::{Plan, Proc, Val, ValType};
use crate::graph::Resolve;

/// One operation of an outline: the line that it is shown by, and the blocks in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The operation as text, without its blocks.
    pub text: String,
    /// The values that it defines.
    pub results: Vec<Val>,
    /// What runs within it.
    pub blocks: Vec<Outline>,
}

/// A block with all that is in it, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// When it runs, or for what; `None` if it simply does.
    pub head: Option<String>,
    /// The values that it is given.
    pub params: Vec<Val>,
    /// Its operations.
    pub lines: Vec<Line>,
    /// What results.
    pub yields: Vec<Val>,
}

impl Plan {
    /// The plan as text. `procs` are those of its planner, `resolve` the graph that it is about.
    pub fn display<'a>(&'a self, resolve: &'a Resolve, procs: &'a Procs) -> impl Display + 'a {
        Text(move |f: &mut Formatter<'_>| write_plan(self, resolve, procs, f))
    }

    /// What the plan is given and does.
    pub fn outline(&self, resolve: &Resolve, procs: &Procs) -> Outline {
        Printer { resolve, procs, vals: &self.vals }.outline(None, &self.params, &self.body)
    }

    /// What post-return is given and does.
    pub fn post_return_outline(&self, resolve: &Resolve, procs: &Procs) -> Option<Outline> {
        let post = self.post_return.as_ref()?;
        Some(Printer { resolve, procs, vals: &post.vals }.outline(None, &post.params, &post.body))
    }

    /// What `task.return` is given and does, on the host seat.
    pub fn task_return_outline(&self, resolve: &Resolve, procs: &Procs) -> Option<Outline> {
        let part = self.task_return.as_ref().filter(|_| self.position.seat == Seat::Host)?;
        Some(Printer { resolve, procs, vals: &part.vals }.outline(None, &part.params, &part.body))
    }
}

impl Proc {
    /// The form and the type, as text.
    pub fn title(&self, resolve: &Resolve) -> String {
        format!("{} {}", form(self.key.form), TypeText(resolve, self.key.ty))
    }

    /// What the procedure is given and does.
    pub fn outline(&self, resolve: &Resolve, procs: &Procs) -> Outline {
        Printer { resolve, procs, vals: &self.vals }.outline(None, &self.params, &self.body)
    }
}

impl ValType {
    /// The type as text.
    pub fn display(self, resolve: &Resolve) -> String {
        match self {
            ValType::Wit(ty) => TypeText(resolve, ty).to_string(),
            ValType::Core(core) => core_text(core).to_owned(),
            ValType::Temps => "temps".to_owned(),
        }
    }
}

impl Procs {
    /// All procedures as text.
    pub fn display<'a>(&'a self, resolve: &'a Resolve) -> impl Display + 'a {
        Text(move |f: &mut Formatter<'_>| {
            for (index, (_, proc)) in self.iter().enumerate() {
                if index > 0 {
                    writeln!(f)?;
                }
                let title = format!("proc {}", proc.title(resolve));
                write_part(&title, &proc.outline(resolve, self), &proc.vals, resolve, f)?;
            }
            Ok(())
        })
    }
}

/// Something that is shown by a function.
struct Text<F>(F);

impl<F: Fn(&mut Formatter<'_>) -> fmt::Result> Display for Text<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        (self.0)(f)
    }
}

fn write_plan(plan: &Plan, resolve: &Resolve, procs: &Procs, f: &mut Formatter<'_>) -> fmt::Result {
    let direction = match plan.position.direction {
        Direction::Import => "import",
        Direction::Export => "export",
    };
    let seat = match plan.position.seat {
        Seat::Guest => "guest",
        Seat::Host => "host",
    };
    let pointer = match plan.options.pointer {
        PointerWidth::P32 => "32-bit",
        PointerWidth::P64 => "64-bit",
    };
    let name = resolve.function_label(plan.function);
    let encoding = encoding(plan.options.string_encoding);
    let abi = words::abi(plan.abi);
    writeln!(f, "{direction} {name}, {seat}, {pointer}, {encoding}{abi}")?;
    writeln!(f, "core {}", words::signature(&plan.signature))?;
    write_part("do", &plan.outline(resolve, procs), &plan.vals, resolve, f)?;
    if let (Some(post), Some(outline)) = (&plan.post_return, plan.post_return_outline(resolve, procs)) {
        write_part("post-return", &outline, &post.vals, resolve, f)?;
    }
    if let Some(part) = &plan.task_return {
        writeln!(f, "task-return {}", words::signature(&part.signature))?;
        let outline = plan.task_return_outline(resolve, procs).filter(|outline| !outline.params.is_empty());
        if let Some(outline) = outline {
            write_part("do", &outline, &part.vals, resolve, f)?;
        }
    }
    Ok(())
}

/// `name v0: type, v1: type`, and the block.
fn write_part(
    name: &str,
    outline: &Outline,
    vals: &[ValType],
    resolve: &Resolve,
    f: &mut Formatter<'_>,
) -> fmt::Result {
    write!(f, "{name}")?;
    for (index, param) in outline.params.iter().enumerate() {
        let separator = if index == 0 { " " } else { ", " };
        write!(f, "{separator}{param:?}: {}", vals[param.0 as usize].display(resolve))?;
    }
    writeln!(f)?;
    write_outline(outline, 1, f)
}

/// The operations, indented, and what the block yields if it yields anything.
fn write_outline(outline: &Outline, indent: usize, f: &mut Formatter<'_>) -> fmt::Result {
    for Line { text, blocks, .. } in &outline.lines {
        write_line(text, indent, f)?;
        for block in blocks {
            match &block.head {
                Some(head) => {
                    write_line(head, indent + 1, f)?;
                    write_outline(block, indent + 2, f)?;
                }
                None => write_outline(block, indent + 1, f)?,
            }
        }
    }
    if outline.yields.is_empty() {
        return Ok(());
    }
    write_line(&format!("yield {}", list(&outline.yields)), indent, f)
}

fn write_line(text: &str, indent: usize, f: &mut Formatter<'_>) -> fmt::Result {
    writeln!(f, "{:width$}{text}", "", width = indent * 2)
}
