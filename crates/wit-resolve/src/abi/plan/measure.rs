//! How many bytes of temporaries a call takes: the sum over its lists, so that one block holds them all.

use super::draft::Draft;
use super::op::{Arms, Body, Op};
use super::program::Form;
use super::shape::Shape;
use super::val::{Val, Vals};
use crate::graph::TypeId;

impl Draft<'_, '_> {
    /// The temporaries that lowering `src` takes; `None` if no value of the type takes any.
    pub(super) fn measure(&mut self, src: Val, ty: TypeId) -> Option<Val> {
        let ty = self.resolve().dealias(ty);
        let facts = self.facts(ty);
        if !facts.temps {
            return None;
        }
        if !facts.memory_proc {
            return Some(self.measure_inline(src, ty));
        }
        let dst = self.pointer();
        self.call_proc(ty, Form::Measure, [src].into(), [dst].into());
        Some(dst)
    }

    /// The same without looking for a procedure; `ty` must be no alias.
    pub(super) fn measure_inline(&mut self, src: Val, ty: TypeId) -> Val {
        match self.shape(ty) {
            Shape::Scalar(_) | Shape::Enum(_) | Shape::Flags | Shape::Handle(_) | Shape::String => {
                self.zero()
            }
            Shape::List { elem, value } => {
                let body = self.measure_body(elem, value);
                let (dst, list) = (self.pointer(), self.list(elem, value));
                self.push(Op::ListSize { dst, src, list, body });
                dst
            }
            Shape::FixedList { elem, .. } => match self.measure_body(elem, None) {
                None => self.zero(),
                Some(body) => {
                    let dst = self.pointer();
                    self.push(Op::FixedListSize { dst, src, ty, body });
                    dst
                }
            },
            Shape::Record(fields) => {
                let vals = self.lower_record(src, ty, fields);
                self.measure_all(vals.zip(fields.iter()))
            }
            Shape::Variant(cases) => {
                let mut arms = Box::new(Arms::with_capacity(cases.len()));
                for payload in cases.iter() {
                    arms.push(self.arm(payload, |draft, payload| Vals::from([draft.measure_all(payload)])));
                }
                let dst = self.pointer();
                self.push(Op::Match { dsts: [dst].into(), src, ty, arms });
                dst
            }
        }
    }

    /// The sum over several values.
    pub(super) fn measure_all(&mut self, vals: impl IntoIterator<Item = (Val, TypeId)>) -> Val {
        let mut sum = None;
        for (src, ty) in vals {
            let Some(b) = self.measure(src, ty) else { continue };
            sum = Some(match sum {
                None => b,
                Some(a) => {
                    let dst = self.pointer();
                    self.push(Op::Add { dst, a, b });
                    dst
                }
            });
        }
        sum.unwrap_or_else(|| self.zero())
    }

    /// Measures one element or entry; `None` if none takes any.
    fn measure_body(&mut self, elem: TypeId, value: Option<TypeId>) -> Option<Box<Body>> {
        let types = [elem].into_iter().chain(value);
        if !types.clone().any(|ty| self.facts(ty).temps) {
            return None;
        }
        let elems = self.wits(types.clone());
        let block = self.block(|draft| [draft.measure_all(elems.clone().zip(types))].into());
        Some(Box::new(Body { elems: elems.collect(), base: None, block }))
    }

    fn zero(&mut self) -> Val {
        self.constant(self.planner.tables.flats.pointer(), 0)
    }
}
