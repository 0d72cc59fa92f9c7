//! Each operation as a line.

use super::super::procs::Procs;
use super::super::{Arm, Block, Body, ElemClass, Handle, List, Op, Val, ValType};
use super::types::TypeText;
use super::words::{
    checks_text, coercion, encoding, form, list, lives, place, receive, spaced, to, transfer, wide,
};
use super::{Line, Outline};
use crate::graph::{Resolve, TypeId, TypeKind};

/// Shows operations of one table of values.
#[derive(Clone, Copy)]
pub(super) struct Printer<'a> {
    pub(super) resolve: &'a Resolve,
    pub(super) procs: &'a Procs,
    pub(super) vals: &'a [ValType],
}

impl Printer<'_> {
    pub(super) fn outline(self, head: Option<String>, params: &[Val], block: &Block) -> Outline {
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
