//! From core values and memory to WIT values. CanonicalABI.md, "Flat Lifting", "Loading".

use super::draft::Draft;
use super::op::{Address, Block, Op};
use super::shape::{Cases, Shape};
use super::val::{Val, Vals};
use super::words::{Handle, Receive, Width};
use crate::graph::{Primitive, TypeId};

/// Core values that are lifted one by one.
type Flat<'a> = dyn Iterator<Item = Val> + 'a;

/// Flat lifting.
impl Draft<'_, '_> {
    /// CanonicalABI.md, `lift_flat`: a value from the next core values.
    pub(super) fn lift_flat(&mut self, flat: &mut Flat<'_>, ty: TypeId, how: Receive) -> Val {
        let behind = self.resolve().dealias(ty);
        if !self.facts(behind).flat_proc {
            return self.lift_flat_inline(flat, behind, how);
        }
        let count = self.flat(behind).len();
        let args = flat.take(count).collect();
        let dst = self.wit(ty);
        self.call_proc(behind, how.lift(), args, [dst].into());
        dst
    }

    /// The same without looking for a procedure; `ty` must be no alias.
    pub(super) fn lift_flat_inline(&mut self, flat: &mut Flat<'_>, ty: TypeId, how: Receive) -> Val {
        match self.shape(ty) {
            Shape::Scalar(primitive) => {
                let src = next(flat);
                self.lift_scalar(src, primitive)
            }
            Shape::Enum(cases) => {
                let src = next(flat);
                self.lift_enum(src, ty, cases)
            }
            Shape::Flags => {
                let src = next(flat);
                self.lift_flags(src, ty)
            }
            Shape::Handle(handle) => {
                let src = next(flat);
                self.lift_handle(src, ty, handle)
            }
            Shape::String => {
                let pair = (next(flat), next(flat));
                self.lift_string(pair, ty, how)
            }
            Shape::List { elem, value } => {
                let pair = (next(flat), next(flat));
                self.lift_list(pair, ty, elem, value, how)
            }
            Shape::FixedList { elem, count } => {
                let mut elems = Vals::default();
                for _ in 0..count {
                    elems.push(self.lift_flat(flat, elem, how));
                }
                let dst = self.wit(ty);
                self.push(Op::FixedListLift { dst, elems, ty });
                dst
            }
            Shape::Record(fields) => {
                let mut vals = Vals::default();
                for field in fields.iter() {
                    vals.push(self.lift_flat(flat, field, how));
                }
                self.lift_record(vals, ty)
            }
            Shape::Variant(cases) => self.lift_flat_variant(flat, ty, cases, how),
        }
    }

    /// CanonicalABI.md, `lift_flat_variant`.
    fn lift_flat_variant(&mut self, flat: &mut Flat<'_>, ty: TypeId, cases: Cases<'_>, how: Receive) -> Val {
        let joined = self.flat(ty);
        let tag = next(flat);
        let slots: Vals = flat.take(joined.len() - 1).collect();
        let mut arms = Vec::with_capacity(cases.len());
        for payload in cases.iter() {
            arms.push(self.case(payload, |draft, ty| {
                let mut vals = Vals::default();
                for (index, want) in draft.flat(ty).iter().enumerate() {
                    vals.push(draft.coerce(slots[index], joined[index + 1], *want));
                }
                draft.lift_flat(&mut vals.iter().copied(), ty, how)
            }));
        }
        self.switch(tag, ty, arms.into())
    }
}

/// Loading.
impl Draft<'_, '_> {
    /// CanonicalABI.md, `load`: a value from memory.
    pub(super) fn load(&mut self, at: Address, ty: TypeId, how: Receive) -> Val {
        let behind = self.resolve().dealias(ty);
        if !self.facts(behind).memory_proc {
            return self.load_inline(at, behind, how);
        }
        let address = self.address_of(at);
        let dst = self.wit(ty);
        self.call_proc(behind, how.load(), [address].into(), [dst].into());
        dst
    }

    /// The same without looking for a procedure; `ty` must be no alias.
    pub(super) fn load_inline(&mut self, at: Address, ty: TypeId, how: Receive) -> Val {
        match self.shape(ty) {
            Shape::Scalar(primitive) => {
                let src = self.load_core(at, Width::of_scalar(primitive));
                self.lift_scalar(src, primitive)
            }
            Shape::Enum(cases) => {
                let src = self.load_core(at, self.tag_width(ty));
                self.lift_enum(src, ty, cases)
            }
            Shape::Flags => {
                let src = self.load_core(at, self.flags_width(ty));
                self.lift_flags(src, ty)
            }
            Shape::Handle(handle) => {
                let src = self.load_core(at, Width::I32);
                self.lift_handle(src, ty, handle)
            }
            Shape::String => {
                let pair = self.load_pair(at);
                self.lift_string(pair, ty, how)
            }
            Shape::List { elem, value } => {
                let pair = self.load_pair(at);
                self.lift_list(pair, ty, elem, value, how)
            }
            Shape::FixedList { elem, count } => {
                let body = self.body_at(Vals::default(), |draft, base| {
                    [draft.load(Address { base, offset: 0 }, elem, how)].into()
                });
                let (dst, list) = (self.wit(ty), self.list(elem, None));
                self.push(Op::FixedListLoad { dst, at, count, list, body });
                dst
            }
            Shape::Record(fields) => {
                let mut vals = Vals::default();
                for (index, field) in fields.iter().enumerate() {
                    vals.push(self.load(at.behind(self.offset(ty, index)), field, how));
                }
                self.lift_record(vals, ty)
            }
            Shape::Variant(cases) => self.load_variant(at, ty, cases, how),
        }
    }

    /// CanonicalABI.md, `load_variant`.
    fn load_variant(&mut self, at: Address, ty: TypeId, cases: Cases<'_>, how: Receive) -> Val {
        let offset = self.payload_offset(ty);
        let tag = self.load_core(at, self.tag_width(ty));
        let mut arms = Vec::with_capacity(cases.len());
        for payload in cases.iter() {
            arms.push(self.case(payload, |draft, ty| draft.load(at.behind(offset), ty, how)));
        }
        self.switch(tag, ty, arms.into())
    }
}

/// What flat and memory forms share.
impl Draft<'_, '_> {
    /// The block of one case, which yields its payload.
    fn case(&mut self, payload: Option<TypeId>, write: impl FnOnce(&mut Self, TypeId) -> Val) -> Block {
        self.block(|draft| payload.map_or_else(Vals::default, |ty| [write(draft, ty)].into()))
    }

    fn switch(&mut self, tag: Val, ty: TypeId, arms: Box<[Block]>) -> Val {
        let dst = self.wit(ty);
        self.push(Op::Switch { dst: Some(dst), tag, ty, arms });
        dst
    }

    fn lift_record(&mut self, fields: Vals, ty: TypeId) -> Val {
        let dst = self.wit(ty);
        self.push(Op::RecordLift { dst, fields, ty });
        dst
    }

    fn lift_scalar(&mut self, src: Val, ty: Primitive) -> Val {
        let dst = self.wit(TypeId::primitive(ty));
        self.push(Op::ScalarLift { dst, src, ty });
        dst
    }

    fn lift_enum(&mut self, src: Val, ty: TypeId, cases: u32) -> Val {
        let dst = self.wit(ty);
        self.push(Op::EnumLift { dst, src, ty, cases });
        dst
    }

    fn lift_flags(&mut self, src: Val, ty: TypeId) -> Val {
        let dst = self.wit(ty);
        self.push(Op::FlagsLift { dst, src, ty });
        dst
    }

    fn lift_handle(&mut self, src: Val, ty: TypeId, handle: Handle) -> Val {
        let dst = self.wit(ty);
        self.push(Op::HandleLift { dst, src, handle });
        dst
    }

    fn lift_string(&mut self, (ptr, len): (Val, Val), ty: TypeId, how: Receive) -> Val {
        let dst = self.wit(ty);
        let encoding = self.planner.options.string_encoding;
        self.push(Op::StringLift { dst, ptr, len, encoding, how });
        dst
    }

    fn lift_list(
        &mut self,
        (ptr, len): (Val, Val),
        ty: TypeId,
        elem: TypeId,
        value: Option<TypeId>,
        how: Receive,
    ) -> Val {
        let parts = self.entry(elem, value);
        let body = self.body_at(Vals::default(), |draft, base| {
            let mut vals = Vals::default();
            for (ty, offset) in parts.iter() {
                vals.push(draft.load(Address { base, offset }, ty, how));
            }
            vals
        });
        let (dst, list) = (self.wit(ty), self.list(elem, value));
        self.push(Op::ListLift { dst, ptr, len, list, how, body });
        dst
    }
}

/// The next core value; there are as many as the type has flat types.
fn next(flat: &mut Flat<'_>) -> Val {
    flat.next().expect("as many core values as flat types")
}
