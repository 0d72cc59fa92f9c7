//! What post-return frees: the blocks that a value in memory owns. CanonicalABI.md, `canon lift`, `post-return`.

use super::draft::{Draft, Entry};
use super::op::{Address, Block, Body, Op};
use super::program::Form;
use super::shape::Shape;
use super::val::Vals;
use crate::graph::TypeId;

impl Draft<'_, '_> {
    /// Frees what the value at `at` owns.
    pub(super) fn free(&mut self, at: Address, ty: TypeId) {
        let ty = self.resolve().dealias(ty);
        let facts = self.facts(ty);
        if !facts.owns {
            return;
        }
        if !facts.memory_proc {
            return self.free_inline(at, ty);
        }
        let address = self.address_of(at);
        self.call_proc(ty, Form::Free, [address].into(), Vals::default());
    }

    /// The same without looking for a procedure; `ty` must be no alias.
    pub(super) fn free_inline(&mut self, at: Address, ty: TypeId) {
        match self.shape(ty) {
            Shape::Scalar(_) | Shape::Enum(_) | Shape::Flags | Shape::Handle(_) => {}
            Shape::String => {
                let (ptr, len) = self.load_pair(at);
                let encoding = self.planner.options.string_encoding;
                self.push(Op::StringFree { ptr, len, encoding });
            }
            Shape::List { elem, value } => {
                let (ptr, len) = self.load_pair(at);
                let parts = self.entry(elem, value);
                let owns = parts.iter().any(|(ty, _)| self.facts(ty).owns);
                let body = owns.then(|| self.free_body(parts));
                let list = self.list(elem, value);
                self.push(Op::ListFree { ptr, len, list, body });
            }
            Shape::FixedList { elem, count } => {
                let body = self.free_body(self.entry(elem, None));
                let list = self.list(elem, None);
                self.push(Op::FixedListFree { at, count, list, body });
            }
            Shape::Record(fields) => {
                for (index, field) in fields.iter().enumerate() {
                    self.free(at.behind(self.offset(ty, index)), field);
                }
            }
            Shape::Variant(cases) => {
                let offset = self.payload_offset(ty);
                let tag = self.load_core(at, self.tag_width(ty));
                let mut arms = Vec::with_capacity(cases.len());
                for payload in cases.iter() {
                    arms.push(self.free_case(payload, at.behind(offset)));
                }
                self.push(Op::Switch { dst: None, tag, ty, arms: arms.into() });
            }
        }
    }

    fn free_case(&mut self, payload: Option<TypeId>, at: Address) -> Block {
        self.block(|draft| {
            if let Some(ty) = payload {
                draft.free(at, ty);
            }
            Vals::default()
        })
    }

    fn free_body(&mut self, parts: Entry) -> Box<Body> {
        self.body_at(Vals::default(), |draft, base| {
            for (ty, offset) in parts.iter() {
                draft.free(Address { base, offset }, ty);
            }
            Vals::default()
        })
    }
}
