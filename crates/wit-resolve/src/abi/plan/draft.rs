//! A plan or procedure that is being written: values get their numbers, operations go to the innermost block.

use super::super::signature::CoreType;
use super::op::{Address, Block, Body, Form, List, Op, ProcKey, Val, ValType, Width};
use super::planner::Planner;
use super::shape::{Shape, despecialize};
use super::tables::Facts;
use crate::graph::{Resolve, TypeId};

/// One table of values and the block that is being written.
pub(super) struct Draft<'p, 'r> {
    pub(super) planner: &'p mut Planner<'r>,
    vals: Vec<ValType>,
    ops: Vec<Op>,
}

impl<'p, 'r> Draft<'p, 'r> {
    pub(super) fn new(planner: &'p mut Planner<'r>) -> Draft<'p, 'r> {
        Draft { planner, vals: Vec::new(), ops: Vec::new() }
    }

    /// What each value is.
    pub(super) fn finish(self) -> Vec<ValType> {
        debug_assert!(self.ops.is_empty(), "operations outside of a block");
        self.vals
    }

    /// What `write` adds, as a block that yields what it returns.
    pub(super) fn block(&mut self, write: impl FnOnce(&mut Self) -> Vec<Val>) -> Block {
        let outer = std::mem::take(&mut self.ops);
        let yields = write(self);
        Block { ops: std::mem::replace(&mut self.ops, outer), yields }
    }

    pub(super) fn push(&mut self, op: Op) {
        self.ops.push(op);
    }
}

/// New values.
impl Draft<'_, '_> {
    pub(super) fn wit(&mut self, ty: TypeId) -> Val {
        self.val(ValType::Wit(ty))
    }

    pub(super) fn core(&mut self, ty: CoreType) -> Val {
        self.val(ValType::Core(ty))
    }

    /// An address, length or size.
    pub(super) fn pointer(&mut self) -> Val {
        self.core(self.planner.tables.flats.pointer())
    }

    pub(super) fn temps(&mut self) -> Val {
        self.val(ValType::Temps)
    }

    fn val(&mut self, ty: ValType) -> Val {
        self.vals.push(ty);
        Val(self.vals.len() as u32 - 1)
    }
}

/// What the tables know.
impl<'r> Draft<'_, 'r> {
    pub(super) fn resolve(&self) -> &'r Resolve {
        self.planner.resolve
    }

    pub(super) fn facts(&self, ty: TypeId) -> Facts {
        self.planner.tables.facts(ty)
    }

    pub(super) fn shape(&self, ty: TypeId) -> Shape {
        despecialize(self.planner.resolve, ty)
    }

    /// The flat types of a type that has them.
    pub(super) fn flat(&self, ty: TypeId) -> Vec<CoreType> {
        let flat = self.planner.tables.flats.of(ty);
        debug_assert!(flat.is_some(), "a type with too many flat types goes through memory");
        flat.unwrap_or_default().to_vec()
    }

    /// Fields of a record or tuple with their offsets.
    pub(super) fn offsets(&self, ty: TypeId, fields: &[TypeId]) -> Vec<(TypeId, u32)> {
        let offsets = self.planner.tables.layouts.fields(ty);
        fields.iter().copied().zip(offsets.iter().copied()).collect()
    }

    /// What the elements of a list, map or fixed-length list are.
    pub(super) fn list(&self, elem: TypeId, value: Option<TypeId>) -> List {
        self.planner.tables.list(elem, value)
    }

    /// Where key and value stand in an entry of a map, or the element of a list in itself.
    pub(super) fn entry(&self, elem: TypeId, value: Option<TypeId>) -> Vec<(TypeId, u32)> {
        match value {
            None => vec![(elem, 0)],
            Some(value) => {
                let (_, offsets) = self.planner.tables.layouts.tuple([elem, value]);
                vec![(elem, offsets[0]), (value, offsets[1])]
            }
        }
    }
}

/// Operations that several recursions need.
impl Draft<'_, '_> {
    pub(super) fn constant(&mut self, ty: CoreType, bits: u64) -> Val {
        let dst = self.core(ty);
        self.push(Op::Const { dst, bits });
        dst
    }

    pub(super) fn load_core(&mut self, at: Address, width: Width) -> Val {
        let dst = self.core(width.core());
        self.push(Op::Load { dst, at, width });
        dst
    }

    pub(super) fn store_core(&mut self, at: Address, src: Val, width: Width) {
        self.push(Op::Store { at, src, width });
    }

    /// Address and length from memory.
    pub(super) fn load_pair(&mut self, at: Address) -> (Val, Val) {
        let width = self.pointer_width();
        let ptr = self.load_core(at, width);
        (ptr, self.load_core(at.behind(self.planner.options.pointer.bytes()), width))
    }

    /// Address and length to memory.
    pub(super) fn store_pair(&mut self, at: Address, (ptr, len): (Val, Val)) {
        let width = self.pointer_width();
        self.store_core(at, ptr, width);
        self.store_core(at.behind(self.planner.options.pointer.bytes()), len, width);
    }

    /// The address as one value.
    pub(super) fn address_of(&mut self, at: Address) -> Val {
        if at.offset == 0 {
            return at.base;
        }
        let dst = self.pointer();
        self.push(Op::AddressOf { dst, at });
        dst
    }

    /// A body for each element, reached by address.
    pub(super) fn body_at(
        &mut self,
        elems: Vec<Val>,
        write: impl FnOnce(&mut Self, Val) -> Vec<Val>,
    ) -> Body {
        let base = self.pointer();
        let block = self.block(|draft| write(draft, base));
        Body { elems, base: Some(base), block }
    }

    /// Runs the procedure for `form` of `ty`, which must be no alias.
    pub(super) fn call_proc(&mut self, ty: TypeId, form: Form, args: Vec<Val>, dsts: Vec<Val>) {
        let proc = self.planner.procs.request(ProcKey { ty, form });
        self.push(Op::CallProc { dsts, proc, args });
    }

    fn pointer_width(&self) -> Width {
        Width::of_core(self.planner.tables.flats.pointer())
    }
}

impl Address {
    pub(super) fn behind(self, bytes: u32) -> Address {
        Address { offset: self.offset.saturating_add(bytes), ..self }
    }
}
