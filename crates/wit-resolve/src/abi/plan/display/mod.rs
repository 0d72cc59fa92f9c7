//! Plans and procedures as text: one operation a line, blocks indented, results to the left of `=`.
//!
//! [`Outline`] is that text before it is laid out, for those who show it otherwise.

mod results;
mod types;
mod words;

use std::fmt::{self, Display, Formatter};

use self::types::TypeText;
use self::words::{
    checks_text, coercion, core_text, encoding, form, list, lives, place, receive, spaced, to, transfer, wide,
};
use super::super::{Direction, PointerWidth, Seat};
use super::procs::Procs;
use super::{Arm, Block, Body, ElemClass, Handle, List, Op, Plan, Proc, Val, ValType};
use crate::graph::{Resolve, TypeId, TypeKind};

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

/// Shows operations of one table of values.
#[derive(Clone, Copy)]
struct Printer<'a> {
    resolve: &'a Resolve,
    procs: &'a Procs,
    vals: &'a [ValType],
}

impl Printer<'_> {
    fn outline(self, head: Option<String>, params: &[Val], block: &Block) -> Outline {
        let lines = block.ops.iter().map(|op| self.line(op)).collect();
        Outline { head, params: params.to_vec(), lines, yields: block.yields.to_vec() }
    }

    fn line(self, op: &Op) -> Line {
        Line { text: self.text(op), results: op.results().to_vec(), blocks: self.blocks(op) }
    }

    /// The blocks in an operation.
    fn blocks(self, op: &Op) -> Vec<Outline> {
        match op {
            Op::Match { ty, arms, .. } => {
                (0..).zip(arms.iter()).map(|(case, arm)| self.arm(*ty, case, arm)).collect()
            }
            Op::Switch { ty, arms, .. } => {
                let arms = (0..).zip(arms);
                arms.map(|(case, block)| self.outline(Some(self.case_name(*ty, case)), &[], block)).collect()
            }
            Op::Temps { size: block, .. }
            | Op::Subtask { body: block, .. }
            | Op::Task { body: block, .. } => {
                vec![self.outline(None, &[], block)]
            }
            Op::ListLower { body, .. }
            | Op::ListLift { body, .. }
            | Op::FixedListStore { body, .. }
            | Op::FixedListLoad { body, .. }
            | Op::FixedListFree { body, .. }
            | Op::FixedListSize { body, .. } => vec![self.body(body)],
            Op::ListSize { body, .. } | Op::ListFree { body, .. } => {
                body.iter().map(|body| self.body(body)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn text(self, op: &Op) -> String {
        match op {
            Op::Match { dsts, src, ty, .. } => format!("{}match {src:?} {}", to(dsts), self.ty(*ty)),
            Op::Switch { dst, tag, ty, .. } => {
                format!("{}switch {tag:?} {}", to(dst.as_slice()), self.ty(*ty))
            }
            Op::Temps { dst, .. } => format!("{dst:?} = temps"),
            Op::Subtask { dst, .. } => format!("{dst:?} = subtask"),
            Op::Task { dst, .. } => format!("{}task", to(dst.as_slice())),
            _ => self.list_op(op),
        }
    }

    fn arm(self, ty: TypeId, case: usize, arm: &Arm) -> Outline {
        let name = self.case_name(ty, case);
        let head = match arm.payload {
            Some(payload) => format!("{name} {payload:?}"),
            None => name,
        };
        self.outline(Some(head), arm.payload.as_slice(), &arm.block)
    }

    fn body(self, body: &Body) -> Outline {
        let mut head = "each".to_owned();
        if !body.elems.is_empty() {
            head += &format!(" {}", list(&body.elems));
        }
        if let Some(base) = body.base {
            head += &format!(" at {base:?}");
        }
        let params: Vec<Val> = body.elems.iter().copied().chain(body.base).collect();
        self.outline(Some(head), &params, &body.block)
    }

    /// The line of an operation on elements.
    fn list_op(self, op: &Op) -> String {
        match op {
            Op::ListLower { ptr, len, src, list, how, .. } => {
                format!("{ptr:?}, {len:?} = list.lower {src:?} {} {}", self.list(list), transfer(*how))
            }
            Op::ListLift { dst, ptr, len, list, how, .. } => {
                format!("{dst:?} = list.lift {ptr:?}, {len:?} {} {}", self.list(list), receive(*how))
            }
            Op::FixedListStore { at, src, count, list, .. } => {
                format!("fixed-list.store {} {src:?} {count} of {}", place(*at), self.list(list))
            }
            Op::FixedListLoad { dst, at, count, list, .. } => {
                format!("{dst:?} = fixed-list.load {} {count} of {}", place(*at), self.list(list))
            }
            Op::FixedListFree { at, count, list, .. } => {
                format!("fixed-list.free {} {count} of {}", place(*at), self.list(list))
            }
            Op::FixedListSize { dst, src, ty, .. } => {
                format!("{dst:?} = fixed-list.size {src:?} {}", self.ty(*ty))
            }
            Op::ListSize { dst, src, list, .. } => {
                format!("{dst:?} = list.size {src:?} {}", self.list(list))
            }
            Op::ListFree { ptr, len, list, .. } => {
                format!("list.free {ptr:?}, {len:?} {}", self.list(list))
            }
            _ => self.flat_op(op),
        }
    }

    /// The line of an operation without blocks.
    fn flat_op(self, op: &Op) -> String {
        match op {
            Op::Const { dst, bits } => format!("{dst:?} = {}.const {bits}", self.val_type(*dst)),
            Op::Add { dst, a, b } => format!("{dst:?} = add {a:?}, {b:?}"),
            Op::ScalarLower { dst, src, ty } => format!("{dst:?} = {}.lower {src:?}", ty.keyword()),
            Op::ScalarLift { dst, src, ty } => format!("{dst:?} = {}.lift {src:?}", ty.keyword()),
            Op::Coerce { dst, src, how } => format!("{dst:?} = {} {src:?}", coercion(*how)),
            Op::Load { dst, at, width } => format!("{dst:?} = {}.load {}", wide(*width), place(*at)),
            Op::Store { at, src, width } => format!("{}.store {} {src:?}", wide(*width), place(*at)),
            Op::AddressOf { dst, at } => format!("{dst:?} = address {}", place(*at)),
            Op::RecordLower { fields, src, ty } => {
                format!("{}record.lower {src:?} {}", to(fields), self.ty(*ty))
            }
            Op::RecordLift { dst, fields, ty } => {
                format!("{dst:?} = record.lift {} {}", list(fields), self.ty(*ty))
            }
            Op::FlagsLower { dst, src, ty } => format!("{dst:?} = flags.lower {src:?} {}", self.ty(*ty)),
            Op::FlagsLift { dst, src, ty } => format!("{dst:?} = flags.lift {src:?} {}", self.ty(*ty)),
            Op::EnumLower { dst, src, ty } => format!("{dst:?} = enum.lower {src:?} {}", self.ty(*ty)),
            Op::EnumLift { dst, src, ty, cases } => {
                format!("{dst:?} = enum.lift {src:?} {} of {cases}", self.ty(*ty))
            }
            Op::StringLower { ptr, len, src, encoding: text, how } => {
                format!("{ptr:?}, {len:?} = string.lower {src:?} {} {}", encoding(*text), transfer(*how))
            }
            Op::StringLift { dst, ptr, len, encoding: text, how } => {
                format!("{dst:?} = string.lift {ptr:?}, {len:?} {} {}", encoding(*text), receive(*how))
            }
            Op::FixedListLower { elems, src, ty } => {
                format!("{}fixed-list.lower {src:?} {}", to(elems), self.ty(*ty))
            }
            Op::FixedListLift { dst, elems, ty } => {
                format!("{dst:?} = fixed-list.lift {} {}", list(elems), self.ty(*ty))
            }
            Op::HandleLower { dst, src, handle } => {
                format!("{dst:?} = handle.lower {src:?} {}", self.handle(*handle))
            }
            Op::HandleLift { dst, src, handle } => {
                format!("{dst:?} = handle.lift {src:?} {}", self.handle(*handle))
            }
            _ => self.call_op(op),
        }
    }

    /// The line of a call, or of what surrounds one.
    fn call_op(self, op: &Op) -> String {
        match op {
            Op::FreeTemps { temps } => format!("temps.free {temps:?}"),
            Op::Area { dst, layout, lives } => {
                format!("{dst:?} = area {} align {} {}", layout.size, layout.align, self::lives(*lives))
            }
            Op::CheckArea { ptr, layout } => {
                format!("area.check {ptr:?} {} align {}", layout.size, layout.align)
            }
            Op::FreeArea { ptr, layout } => {
                format!("area.free {ptr:?} {} align {}", layout.size, layout.align)
            }
            Op::StringFree { ptr, len, encoding: text } => {
                format!("string.free {ptr:?}, {len:?} {}", encoding(*text))
            }
            Op::CallProc { dsts, proc, args } => {
                let key = self.procs[*proc].key;
                format!("{}call {} {} {}", to(dsts), form(key.form), self.ty(key.ty), list(args))
            }
            Op::CallCore { dsts, args } => spaced(format!("{}call.core", to(dsts)), args),
            Op::CallWit { dst, args } => spaced(format!("{}call.wit", to(dst.as_slice())), args),
            Op::CallPostReturn { args } => spaced("call.post-return".to_owned(), args),
            Op::Await { status } => format!("await {status:?}"),
            Op::TaskReturn { args } => spaced("task.return".to_owned(), args),
            Op::AwaitTask { dst, status } => {
                spaced(format!("{}task.await", to(dst.as_slice())), status.as_slice())
            }
            other => format!("{other:?}"),
        }
    }

    fn ty(&self, ty: TypeId) -> TypeText<'_> {
        TypeText(self.resolve, ty)
    }

    fn val_type(&self, val: Val) -> String {
        self.vals[val.0 as usize].display(self.resolve)
    }

    /// Element, stride and class of a list.
    fn list(&self, list: &List) -> String {
        let List { elem, value, layout, class, as_is } = list;
        let elem = self.ty(*elem);
        let elem = value.map_or_else(|| elem.to_string(), |value| format!("({elem}, {})", self.ty(value)));
        let class = match class {
            ElemClass::Scalar => "scalar".to_owned(),
            ElemClass::Checked(checks) => format!("checked[{}]", checks_text(checks)),
            ElemClass::Plain(checks) => format!("plain[{}]", checks_text(checks)),
            ElemClass::Loop => "loop".to_owned(),
        };
        let as_is = if *as_is { " as-is" } else { "" };
        format!("{elem} {} align {} {class}{as_is}", layout.size, layout.align)
    }

    fn handle(&self, handle: Handle) -> String {
        let payload = |name: &str, ty: Option<TypeId>| match ty {
            Some(ty) => format!("{name}<{}>", self.ty(ty)),
            None => name.to_owned(),
        };
        match handle {
            Handle::Own(resource) => format!("own<{}>", self.ty(resource)),
            Handle::Borrow(resource) => format!("borrow<{}>", self.ty(resource)),
            Handle::Future(ty) => payload("future", ty),
            Handle::Stream(ty) => payload("stream", ty),
            Handle::ErrorContext => "error-context".to_owned(),
        }
    }

    fn case_name(&self, ty: TypeId, case: usize) -> String {
        let name = match &self.resolve[ty].kind {
            TypeKind::Option(_) => ["none", "some"].get(case).copied(),
            TypeKind::Result { .. } => ["ok", "error"].get(case).copied(),
            TypeKind::Variant(cases) => cases.get(case).map(|case| &self.resolve[case.name]),
            _ => None,
        };
        name.unwrap_or("?").to_owned()
    }
}
