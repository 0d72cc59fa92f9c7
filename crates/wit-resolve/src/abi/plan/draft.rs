//! A plan or procedure that is being written: values get their numbers, operations go to the innermost block.

use std::ops::Deref;

use super::super::limits::MAX_FLAT_PARAMS;
use super::super::signature::CoreType;
use super::elem::List;
use super::op::{Address, Block, Body, Op};
use super::planner::Planner;
use super::program::{Form, ProcKey};
use super::shape::{Shape, despecialize};
use super::tables::Facts;
use super::val::{Fresh, Val, ValType, Vals};
use super::words::Width;
use crate::graph::{Resolve, TypeId};

/// One table of values, and the operations of blocks that are being written, the innermost last.
pub(super) struct Draft<'p, 'r> {
    pub(super) planner: &'p mut Planner<'r>,
    scratch: Scratch,
}

/// Room that one draft leaves for the next.
#[derive(Default)]
pub(super) struct Scratch {
    vals: Vec<ValType>,
    ops: Vec<Op>,
}

impl<'p, 'r> Draft<'p, 'r> {
    pub(super) fn new(planner: &'p mut Planner<'r>) -> Draft<'p, 'r> {
        let scratch = std::mem::take(&mut planner.scratch);
        Draft { planner, scratch }
    }

    /// What each value is.
    pub(super) fn finish(mut self) -> Box<[ValType]> {
        debug_assert!(self.scratch.ops.is_empty(), "operations outside of a block");
        let vals = Box::from(&*self.scratch.vals);
        self.scratch.vals.clear();
        self.planner.scratch = self.scratch;
        vals
    }

    /// What `write` adds, as a block that yields what it returns.
    pub(super) fn block(&mut self, write: impl FnOnce(&mut Self) -> Vals) -> Block {
        let start = self.scratch.ops.len();
        let yields = write(self);
        Block { ops: self.scratch.ops.drain(start..).collect(), yields }
    }

    pub(super) fn push(&mut self, op: Op) {
        self.scratch.ops.push(op);
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

    /// One value of each type.
    pub(super) fn wits(&mut self, types: impl IntoIterator<Item = TypeId>) -> Fresh {
        let start = self.scratch.vals.len();
        for ty in types {
            self.val(ValType::Wit(ty));
        }
        self.since(start)
    }

    /// One core value of each type.
    pub(super) fn cores(&mut self, types: impl IntoIterator<Item = CoreType>) -> Fresh {
        let start = self.scratch.vals.len();
        for ty in types {
            self.val(ValType::Core(ty));
        }
        self.since(start)
    }

    fn since(&self, start: usize) -> Fresh {
        Fresh(start as u32..self.scratch.vals.len() as u32)
    }

    fn val(&mut self, ty: ValType) -> Val {
        self.scratch.vals.push(ty);
        Val(self.scratch.vals.len() as u32 - 1)
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

    pub(super) fn shape(&self, ty: TypeId) -> Shape<'r> {
        despecialize(self.planner.resolve, ty)
    }

    /// The flat types of a type that has them.
    pub(super) fn flat(&self, ty: TypeId) -> FlatTypes {
        let flat = self.planner.tables.flats.of(ty);
        debug_assert!(flat.is_some(), "a type with too many flat types goes through memory");
        FlatTypes::new(flat.unwrap_or_default())
    }

    /// Where a field of a record or tuple stands.
    pub(super) fn offset(&self, ty: TypeId, field: usize) -> u32 {
        self.planner.tables.layouts.fields(ty)[field]
    }

    /// What the elements of a list, map or fixed-length list are.
    pub(super) fn list(&self, elem: TypeId, value: Option<TypeId>) -> Box<List> {
        Box::new(self.planner.tables.list(elem, value))
    }

    /// Where key and value stand in an entry of a map, or the element of a list in itself.
    pub(super) fn entry(&self, elem: TypeId, value: Option<TypeId>) -> Entry {
        let value = value.map(|value| {
            let (_, offsets) = self.planner.tables.layouts.tuple([elem, value]);
            (value, offsets[1])
        });
        Entry { elem, value }
    }
}

/// The flat types of one type.
#[derive(Clone, Copy)]
pub(super) struct FlatTypes {
    len: usize,
    types: [CoreType; MAX_FLAT_PARAMS],
}

impl FlatTypes {
    fn new(flat: &[CoreType]) -> FlatTypes {
        let mut types = [CoreType::I32; MAX_FLAT_PARAMS];
        types[..flat.len()].copy_from_slice(flat);
        FlatTypes { len: flat.len(), types }
    }
}

impl Deref for FlatTypes {
    type Target = [CoreType];

    fn deref(&self) -> &[CoreType] {
        &self.types[..self.len]
    }
}

/// The element of a list, or key and value of a map, with their offsets.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    elem: TypeId,
    value: Option<(TypeId, u32)>,
}

impl Entry {
    pub(super) fn iter(self) -> impl Iterator<Item = (TypeId, u32)> {
        [(self.elem, 0)].into_iter().chain(self.value)
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
    pub(super) fn body_at(&mut self, elems: Vals, write: impl FnOnce(&mut Self, Val) -> Vals) -> Box<Body> {
        let base = self.pointer();
        let block = self.block(|draft| write(draft, base));
        Box::new(Body { elems, base: Some(base), block })
    }

    /// Runs the procedure for `form` of `ty`, which must be no alias.
    pub(super) fn call_proc(&mut self, ty: TypeId, form: Form, args: Vals, dsts: Vals) {
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
