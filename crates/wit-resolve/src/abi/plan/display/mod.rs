//! Plans and procedures as text: one operation a line, blocks indented, results to the left of `=`.

mod types;
mod words;

use std::fmt::{self, Display, Formatter};

use self::types::TypeText;
use self::words::{
    checks_text, coercion, core_text, cores, encoding, form, list, lives, place, receive, spaced, to,
    transfer, wide,
};
use super::super::{Direction, PointerWidth, Seat};
use super::op::{Arm, Block, Body, ElemClass, Handle, List, Op, Plan, Proc, Val, ValType};
use super::procs::Procs;
use crate::graph::{Resolve, TypeId, TypeKind};

impl Plan {
    /// The plan as text. `procs` are those of its planner, `resolve` the graph that it is about.
    pub fn display<'a>(&'a self, resolve: &'a Resolve, procs: &'a Procs) -> impl Display + 'a {
        Text(move |f: &mut Formatter<'_>| write_plan(self, resolve, procs, f))
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
                write_proc(proc, resolve, self, f)?;
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
    let signature = &plan.signature;
    writeln!(f, "{direction} {name}, {seat}, {pointer}, {encoding}")?;
    write!(f, "core ({}) -> ({})", cores(&signature.params), cores(&signature.results))?;
    if signature.spilled_params {
        write!(f, ", spilled parameters")?;
    }
    if signature.return_pointer {
        write!(f, ", return pointer")?;
    }
    writeln!(f)?;
    Printer { resolve, procs, vals: &plan.vals, indent: 0 }.head("do", &plan.params, &plan.body, f)?;
    if let Some(post) = &plan.post_return {
        Printer { resolve, procs, vals: &post.vals, indent: 0 }.head(
            "post-return",
            &post.params,
            &post.body,
            f,
        )?;
    }
    Ok(())
}

fn write_proc(proc: &Proc, resolve: &Resolve, procs: &Procs, f: &mut Formatter<'_>) -> fmt::Result {
    let name = format!("proc {} {}", form(proc.key.form), TypeText(resolve, proc.key.ty));
    Printer { resolve, procs, vals: &proc.vals, indent: 0 }.head(&name, &proc.params, &proc.body, f)
}

/// Writes operations of one table of values.
#[derive(Clone, Copy)]
struct Printer<'a> {
    resolve: &'a Resolve,
    procs: &'a Procs,
    vals: &'a [ValType],
    indent: usize,
}

impl Printer<'_> {
    /// `name v0: type, v1: type`, and the block.
    fn head(self, name: &str, params: &[Val], body: &Block, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{name}")?;
        for (index, param) in params.iter().enumerate() {
            let separator = if index == 0 { " " } else { ", " };
            write!(f, "{separator}{param:?}: {}", self.val_type(*param))?;
        }
        writeln!(f)?;
        self.block(body, f)
    }

    /// The operations, indented, and what the block yields if it yields anything.
    fn block(self, block: &Block, f: &mut Formatter<'_>) -> fmt::Result {
        let inner = Printer { indent: self.indent + 1, ..self };
        for op in &block.ops {
            inner.op(op, f)?;
        }
        if !block.yields.is_empty() {
            inner.line(format_args!("yield {}", list(&block.yields)), f)?;
        }
        Ok(())
    }

    fn line(self, text: impl Display, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:width$}{text}", "", width = self.indent * 2)
    }

    /// The text of an operation and the blocks in it.
    fn op(self, op: &Op, f: &mut Formatter<'_>) -> fmt::Result {
        match op {
            Op::Match { dsts, src, ty, arms } => {
                self.line(format_args!("{}match {src:?} {}", to(dsts), self.ty(*ty)), f)?;
                (0..).zip(arms).try_for_each(|(case, arm)| self.arm(*ty, case, arm, f))
            }
            Op::Switch { dst, tag, ty, arms } => {
                self.line(format_args!("{}switch {tag:?} {}", to(dst.as_slice()), self.ty(*ty)), f)?;
                let inner = Printer { indent: self.indent + 1, ..self };
                (0..).zip(arms).try_for_each(|(case, block)| {
                    inner.line(self.case_name(*ty, case), f)?;
                    inner.block(block, f)
                })
            }
            Op::Temps { dst, size } => {
                self.line(format_args!("{dst:?} = temps"), f)?;
                self.block(size, f)
            }
            Op::ListLower { body, .. }
            | Op::ListLift { body, .. }
            | Op::FixedListStore { body, .. }
            | Op::FixedListLoad { body, .. }
            | Op::FixedListFree { body, .. }
            | Op::FixedListSize { body, .. } => {
                self.line(self.list_op(op), f)?;
                self.body(body, f)
            }
            Op::ListSize { body, .. } | Op::ListFree { body, .. } => {
                self.line(self.list_op(op), f)?;
                body.iter().try_for_each(|body| self.body(body, f))
            }
            _ => self.line(self.flat_op(op), f),
        }
    }

    fn arm(self, ty: TypeId, case: usize, arm: &Arm, f: &mut Formatter<'_>) -> fmt::Result {
        let inner = Printer { indent: self.indent + 1, ..self };
        let name = self.case_name(ty, case);
        match arm.payload {
            Some(payload) => inner.line(format_args!("{name} {payload:?}"), f)?,
            None => inner.line(name, f)?,
        }
        inner.block(&arm.block, f)
    }

    fn body(self, body: &Body, f: &mut Formatter<'_>) -> fmt::Result {
        let inner = Printer { indent: self.indent + 1, ..self };
        let mut head = "each".to_owned();
        if !body.elems.is_empty() {
            head += &format!(" {}", list(&body.elems));
        }
        if let Some(base) = body.base {
            head += &format!(" at {base:?}");
        }
        inner.line(head, f)?;
        inner.block(&body.block, f)
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
            other => format!("{other:?}"),
        }
    }

    fn ty(&self, ty: TypeId) -> TypeText<'_> {
        TypeText(self.resolve, ty)
    }

    fn val_type(&self, val: Val) -> String {
        match self.vals[val.0 as usize] {
            ValType::Wit(ty) => self.ty(ty).to_string(),
            ValType::Core(core) => core_text(core).to_owned(),
            ValType::Temps => "temps".to_owned(),
        }
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
