//! From WIT values to core values and memory. CanonicalABI.md, "Flat Lowering", "Storing".

use super::super::signature::CoreType;
use super::draft::Draft;
use super::op::{Address, Arm, Arms, Body, Op};
use super::shape::{Cases, Fields, Shape};
use super::val::{Fresh, Val, Vals};
use super::words::{Coercion, Handle, Transfer, Width};
use crate::graph::{Primitive, TypeId};

/// Flat lowering.
impl Draft<'_, '_> {
    /// CanonicalABI.md, `lower_flat`: the core values of `src`, behind those that `flat` has.
    pub(super) fn lower_flat(&mut self, src: Val, ty: TypeId, how: Transfer, flat: &mut Vals) {
        let ty = self.resolve().dealias(ty);
        if !self.facts(ty).flat_proc {
            return self.lower_flat_inline(src, ty, how, flat);
        }
        let types = self.flat(ty);
        let dsts = self.cores(types.iter().copied());
        let args = [src].into_iter().chain(self.temps_for(ty, how)).collect();
        self.call_proc(ty, how.lower(), args, dsts.clone().collect());
        flat.extend(dsts);
    }

    /// The same without looking for a procedure; `ty` must be no alias.
    pub(super) fn lower_flat_inline(&mut self, src: Val, ty: TypeId, how: Transfer, flat: &mut Vals) {
        match self.shape(ty) {
            Shape::Scalar(primitive) => flat.push(self.lower_scalar(src, primitive)),
            Shape::Enum(_) => flat.push(self.lower_enum(src, ty)),
            Shape::Flags => flat.push(self.lower_flags(src, ty)),
            Shape::Handle(handle) => flat.push(self.lower_handle(src, handle)),
            Shape::String => {
                let (ptr, len) = self.lower_string(src, how);
                flat.extend([ptr, len]);
            }
            Shape::List { elem, value } => {
                let (ptr, len) = self.lower_list(src, elem, value, how);
                flat.extend([ptr, len]);
            }
            Shape::FixedList { elem, count } => {
                let elems = self.wits((0..count).map(|_| elem));
                self.push(Op::FixedListLower { elems: elems.clone().collect(), src, ty });
                elems.for_each(|src| self.lower_flat(src, elem, how, flat));
            }
            Shape::Record(fields) => {
                let vals = self.lower_record(src, ty, fields);
                vals.zip(fields.iter()).for_each(|(src, ty)| self.lower_flat(src, ty, how, flat));
            }
            Shape::Variant(cases) => self.lower_flat_variant(src, ty, cases, how, flat),
        }
    }

    /// CanonicalABI.md, `lower_flat_variant`: the number of the case, then its payload in the joined slots, then zeros.
    fn lower_flat_variant(&mut self, src: Val, ty: TypeId, cases: Cases<'_>, how: Transfer, flat: &mut Vals) {
        let joined = self.flat(ty);
        let mut arms = Box::new(Arms::with_capacity(cases.len()));
        for (case, payload) in (0..).zip(cases.iter()) {
            arms.push(self.arm(payload, |draft, payload| {
                let mut yields = Vals::from([draft.constant(CoreType::I32, case)]);
                if let Some((src, ty)) = payload {
                    let have = draft.flat(ty);
                    let mut vals = Vals::default();
                    draft.lower_flat(src, ty, how, &mut vals);
                    for (val, (have, want)) in vals.iter().zip(have.iter().zip(&joined[1..])) {
                        yields.push(draft.coerce(*val, *have, *want));
                    }
                }
                for slot in &joined[yields.len()..] {
                    yields.push(draft.constant(*slot, 0));
                }
                yields
            }));
        }
        let dsts = self.cores(joined.iter().copied());
        self.push(Op::Match { dsts: dsts.clone().collect(), src, ty, arms });
        flat.extend(dsts);
    }

    /// The value as another core type.
    pub(super) fn coerce(&mut self, src: Val, have: CoreType, want: CoreType) -> Val {
        let Some(how) = Coercion::between(have, want) else { return src };
        let dst = self.core(want);
        self.push(Op::Coerce { dst, src, how });
        dst
    }
}

/// Storing.
impl Draft<'_, '_> {
    /// CanonicalABI.md, `store`: `src` into memory.
    pub(super) fn store(&mut self, src: Val, ty: TypeId, at: Address, how: Transfer) {
        let ty = self.resolve().dealias(ty);
        if !self.facts(ty).memory_proc {
            return self.store_inline(src, ty, at, how);
        }
        let address = self.address_of(at);
        let args = [src, address].into_iter().chain(self.temps_for(ty, how)).collect();
        self.call_proc(ty, how.store(), args, Vals::default());
    }

    /// The same without looking for a procedure; `ty` must be no alias.
    pub(super) fn store_inline(&mut self, src: Val, ty: TypeId, at: Address, how: Transfer) {
        match self.shape(ty) {
            Shape::Scalar(primitive) => {
                let src = self.lower_scalar(src, primitive);
                self.store_core(at, src, Width::of_scalar(primitive));
            }
            Shape::Enum(_) => {
                let src = self.lower_enum(src, ty);
                self.store_core(at, src, self.tag_width(ty));
            }
            Shape::Flags => {
                let src = self.lower_flags(src, ty);
                self.store_core(at, src, self.flags_width(ty));
            }
            Shape::Handle(handle) => {
                let src = self.lower_handle(src, handle);
                self.store_core(at, src, Width::I32);
            }
            Shape::String => {
                let pair = self.lower_string(src, how);
                self.store_pair(at, pair);
            }
            Shape::List { elem, value } => {
                let pair = self.lower_list(src, elem, value, how);
                self.store_pair(at, pair);
            }
            Shape::FixedList { elem, count } => {
                let body = self.store_body(elem, None, how);
                let list = self.list(elem, None);
                self.push(Op::FixedListStore { at, src, count, list, body });
            }
            Shape::Record(fields) => {
                let vals = self.lower_record(src, ty, fields);
                for (index, (src, field)) in vals.zip(fields.iter()).enumerate() {
                    self.store(src, field, at.behind(self.offset(ty, index)), how);
                }
            }
            Shape::Variant(cases) => self.store_variant(src, ty, cases, at, how),
        }
    }

    /// CanonicalABI.md, `store_variant`.
    fn store_variant(&mut self, src: Val, ty: TypeId, cases: Cases<'_>, at: Address, how: Transfer) {
        let (tag, offset) = (self.tag_width(ty), self.payload_offset(ty));
        let mut arms = Box::new(Arms::with_capacity(cases.len()));
        for (case, payload) in (0..).zip(cases.iter()) {
            arms.push(self.arm(payload, |draft, payload| {
                let case = draft.constant(CoreType::I32, case);
                draft.store_core(at, case, tag);
                if let Some((src, ty)) = payload {
                    draft.store(src, ty, at.behind(offset), how);
                }
                Vals::default()
            }));
        }
        self.push(Op::Match { dsts: Vals::default(), src, ty, arms });
    }

    /// Stores one element, or one entry of a map.
    fn store_body(&mut self, elem: TypeId, value: Option<TypeId>, how: Transfer) -> Box<Body> {
        let parts = self.entry(elem, value);
        let elems = self.wits(parts.iter().map(|(ty, _)| ty));
        self.body_at(elems.clone().collect(), |draft, base| {
            for (src, (ty, offset)) in elems.zip(parts.iter()) {
                draft.store(src, ty, Address { base, offset }, how);
            }
            Vals::default()
        })
    }
}

/// What flat and memory forms share.
impl Draft<'_, '_> {
    /// An arm for one case; `write` is given the payload and its type.
    pub(super) fn arm(
        &mut self,
        payload: Option<TypeId>,
        write: impl FnOnce(&mut Self, Option<(Val, TypeId)>) -> Vals,
    ) -> Arm {
        let payload = payload.map(|ty| (self.wit(ty), ty));
        let block = self.block(|draft| write(draft, payload));
        Arm { payload: payload.map(|(val, _)| val), block }
    }

    /// The fields of a record or tuple as values.
    pub(super) fn lower_record(&mut self, src: Val, ty: TypeId, fields: Fields<'_>) -> Fresh {
        let vals = self.wits(fields.iter());
        self.push(Op::RecordLower { fields: vals.clone().collect(), src, ty });
        vals
    }

    fn lower_scalar(&mut self, src: Val, ty: Primitive) -> Val {
        let dst = self.core(CoreType::scalar(ty));
        self.push(Op::ScalarLower { dst, src, ty });
        dst
    }

    fn lower_enum(&mut self, src: Val, ty: TypeId) -> Val {
        let dst = self.core(CoreType::I32);
        self.push(Op::EnumLower { dst, src, ty });
        dst
    }

    fn lower_flags(&mut self, src: Val, ty: TypeId) -> Val {
        let dst = self.core(CoreType::I32);
        self.push(Op::FlagsLower { dst, src, ty });
        dst
    }

    fn lower_handle(&mut self, src: Val, handle: Handle) -> Val {
        let dst = self.core(CoreType::I32);
        self.push(Op::HandleLower { dst, src, handle });
        dst
    }

    fn lower_string(&mut self, src: Val, how: Transfer) -> (Val, Val) {
        let (ptr, len) = (self.pointer(), self.pointer());
        let encoding = self.planner.options.string_encoding;
        self.push(Op::StringLower { ptr, len, src, encoding, how: how.without_temps() });
        (ptr, len)
    }

    fn lower_list(&mut self, src: Val, elem: TypeId, value: Option<TypeId>, how: Transfer) -> (Val, Val) {
        let list = self.list(elem, value);
        let how = if list.as_is { how.without_temps() } else { how };
        let body = self.store_body(elem, value, how);
        let (ptr, len) = (self.pointer(), self.pointer());
        self.push(Op::ListLower { ptr, len, src, list, how, body });
        (ptr, len)
    }

    fn temps_for(&self, ty: TypeId, how: Transfer) -> Option<Val> {
        how.temps().filter(|_| self.facts(ty).temps)
    }

    /// How the discriminant of a variant or enum lies in memory.
    pub(super) fn tag_width(&self, ty: TypeId) -> Width {
        let variant = self.planner.tables.layouts.variant(ty);
        variant.map_or(Width::U8, |variant| Width::of_int(variant.tag))
    }

    pub(super) fn payload_offset(&self, ty: TypeId) -> u32 {
        self.planner.tables.layouts.variant(ty).map_or(0, |variant| variant.payload)
    }

    pub(super) fn flags_width(&self, ty: TypeId) -> Width {
        self.planner.tables.layouts.flags(ty).map_or(Width::U8, Width::of_int)
    }
}
