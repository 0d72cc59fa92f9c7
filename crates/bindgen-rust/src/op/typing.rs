//! Which Rust type each WIT value of a plan has.
//!
//! A plan names types behind their aliases, and that is not enough here: an interface that is imported and exported becomes
//! two modules with types of their own, and which one is meant depends on the way through aliases and fields. So types are
//! followed from the signature: down into what is lowered, and, backwards, into what is lifted.

use outwit_resolve::abi::plan::{Block, Body, Form, Op, Plan, Proc, Val, ValType};
use outwit_resolve::graph::{Function, TypeId};

use crate::model::{Context, Model, Settled};

/// The type of each WIT value, by its number.
#[derive(Default)]
pub(crate) struct Typing {
    settled: Vec<Option<Settled>>,
}

impl Typing {
    /// Of the plan for a function whose types are looked up from `context`.
    pub(crate) fn of_plan(model: &Model<'_>, function: &Function, plan: &Plan, context: Context) -> Typing {
        let params = function.params.iter().map(|param| model.settle(param.ty, context)).collect();
        let result = function.result.map(|ty| model.settle(ty, context));
        let mut walk = Walk { model, settled: vec![None; plan.vals.len()], params, result };
        for (index, val) in plan.params.iter().enumerate() {
            // The core parameters of an export are no WIT values and stay without.
            walk.set_if_wit(*val, &plan.vals, walk.params.get(index).copied());
        }
        for val in &plan.body.yields {
            walk.set_if_wit(*val, &plan.vals, result);
        }
        walk.finish(&plan.body)
    }

    /// Of a procedure whose type is looked up from `context`.
    pub(crate) fn of_proc(model: &Model<'_>, proc: &Proc, context: Context) -> Typing {
        let value = model.settle(proc.key.ty, context);
        let mut walk = Walk { model, settled: vec![None; proc.vals.len()], params: Vec::new(), result: None };
        let vals = match proc.key.form {
            Form::Load | Form::LoadCopy | Form::Lift | Form::LiftCopy => &proc.body.yields,
            _ => &proc.params,
        };
        for val in vals {
            walk.set_if_wit(*val, &proc.vals, Some(value));
        }
        walk.finish(&proc.body)
    }

    /// The type of a value; nothing for core values.
    pub(super) fn get(&self, val: Val) -> Option<Settled> {
        self.settled.get(val.0 as usize).copied().flatten()
    }

    /// The type of a WIT value.
    pub(super) fn of(&self, val: Val) -> Settled {
        self.get(val).expect("every WIT value is reached from the signature")
    }
}

struct Walk<'a, 'r> {
    model: &'a Model<'r>,
    settled: Vec<Option<Settled>>,
    /// The parameters and the result of the function.
    params: Vec<Settled>,
    result: Option<Settled>,
}

impl Walk<'_, '_> {
    fn finish(mut self, body: &Block) -> Typing {
        self.down(body);
        self.back(body);
        Typing { settled: self.settled }
    }

    /// What is lowered, from the whole to its parts.
    fn down(&mut self, block: &Block) {
        for op in &block.ops {
            match op {
                Op::RecordLower { fields: parts, src, .. } => self.parts(*src, parts),
                Op::FixedListLower { elems, src, .. } => self.same_parts(*src, elems),
                Op::Match { src, arms, .. } => {
                    for (index, arm) in arms.iter().enumerate() {
                        if let Some(payload) = arm.payload {
                            self.part(*src, index, payload);
                        }
                        self.down(&arm.block);
                    }
                }
                Op::ListLower { src, body, .. }
                | Op::FixedListStore { src, body, .. }
                | Op::FixedListSize { src, body, .. }
                | Op::ListSize { src, body: Some(body), .. } => self.down_body(*src, body),
                Op::Temps { size, .. } => self.down(size),
                Op::CallWit { dst: Some(dst), .. } => self.settled[dst.0 as usize] = self.result,
                _ => {}
            }
        }
    }

    fn down_body(&mut self, src: Val, body: &Body) {
        self.parts(src, &body.elems);
        self.down(&body.block);
    }

    /// What is lifted: who uses a value knows its type.
    fn back(&mut self, block: &Block) {
        for op in block.ops.iter().rev() {
            match op {
                Op::RecordLift { dst, fields, .. } => self.parts(*dst, fields),
                Op::FixedListLift { dst, elems, .. } => self.same_parts(*dst, elems),
                Op::Switch { dst: Some(dst), arms, .. } => {
                    for (index, arm) in arms.iter().enumerate() {
                        if let [payload] = arm.yields[..] {
                            self.part(*dst, index, payload);
                        }
                        self.back(arm);
                    }
                }
                Op::ListLift { dst, body, .. } | Op::FixedListLoad { dst, body, .. } => {
                    self.parts(*dst, &body.block.yields);
                    self.back(&body.block);
                }
                Op::CallWit { args, .. } => {
                    for (arg, param) in args.iter().zip(&self.params) {
                        self.settled[arg.0 as usize] = Some(*param);
                    }
                }
                _ => {}
            }
        }
    }

    fn parts(&mut self, whole: Val, parts: &[Val]) {
        for (index, part) in parts.iter().enumerate() {
            self.part(whole, index, *part);
        }
    }

    fn same_parts(&mut self, whole: Val, parts: &[Val]) {
        for part in parts {
            self.part(whole, 0, *part);
        }
    }

    fn part(&mut self, whole: Val, index: usize, part: Val) {
        let Some(whole) = self.settled[whole.0 as usize] else { return };
        let ty: Option<TypeId> = self.model.part(whole, index);
        self.settled[part.0 as usize] = ty.map(|ty| self.model.settle(ty, whole.context));
    }

    fn set_if_wit(&mut self, val: Val, vals: &[ValType], to: Option<Settled>) {
        if let ValType::Wit(_) = vals[val.0 as usize] {
            self.settled[val.0 as usize] = to;
        }
    }
}
