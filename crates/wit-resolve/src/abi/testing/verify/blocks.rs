//! Operations with blocks in them, and calls.

use super::{Checker, core_types};
use crate::abi::plan::{Op, ProcKey, Transfer, ValType};
use crate::abi::signature::CoreType::I32;

impl Checker<'_> {
    pub(super) fn cases(&mut self, op: &Op) {
        match op {
            Op::Match { dsts, src, ty, arms } => {
                self.expect(*src, ValType::Wit(*ty));
                let payloads = self.payloads(*ty);
                assert_eq!(payloads.len(), arms.len());
                for (arm, payload) in arms.iter().zip(payloads) {
                    let before = self.live.clone();
                    assert_eq!(arm.payload.is_some(), payload.is_some());
                    if let (Some(val), Some(ty)) = (arm.payload, payload) {
                        self.define(val, ValType::Wit(ty));
                    }
                    let yields = self.yields(&arm.block);
                    assert_eq!(yields, self.types(dsts));
                    self.live = before;
                }
            }
            Op::Switch { dst, tag, ty, arms } => {
                self.core(*tag, I32);
                let payloads = self.payloads(*ty);
                assert_eq!(payloads.len(), arms.len());
                for (arm, payload) in arms.iter().zip(payloads) {
                    let yields = self.yields(arm);
                    let expected = payload.filter(|_| dst.is_some()).map(ValType::Wit);
                    self.all_same(&yields, expected.as_slice());
                }
            }
            other => panic!("{other:?} has no cases"),
        }
    }

    pub(super) fn call(&self, op: &Op) {
        match op {
            Op::CallProc { dsts, proc, args } => {
                let proc = &self.procs[*proc];
                let callee = Checker { vals: &proc.vals, live: vec![true; proc.vals.len()], ..*self };
                self.all_same(&self.used(args), &callee.types(&proc.params));
                self.all_same(&self.types(dsts), &callee.types(&proc.body.yields));
                let ProcKey { ty, .. } = proc.key;
                assert_eq!(ty, self.resolve.dealias(ty));
            }
            Op::CallCore { dsts, args } => {
                let signature = &self.plan.expect("a call stands in a plan").signature;
                assert_eq!(self.cores(args), signature.params);
                let results: Vec<_> = signature.results.iter().copied().map(ValType::Core).collect();
                assert_eq!(self.types(dsts), results);
            }
            Op::CallWit { dst, args } => {
                let function = &self.resolve[self.plan.expect("a call stands in a plan").function];
                let params: Vec<_> = function.params.iter().map(|param| ValType::Wit(param.ty)).collect();
                self.all_same(&self.used(args), &params);
                self.all_same(&self.types(dst.as_slice()), function.result.map(ValType::Wit).as_slice());
            }
            Op::CallPostReturn { args } => {
                let signature = &self.plan.expect("a call stands in a plan").signature;
                assert_eq!(self.cores(args), signature.results);
            }
            other => panic!("{other:?} is no call"),
        }
    }

    pub(super) fn task(&mut self, op: &Op) {
        let plan = self.plan.expect("a task stands in a plan");
        let part = plan.task_return.as_ref();
        match op {
            Op::Await { status } => self.core(*status, I32),
            Op::Subtask { body, .. } => assert_eq!(self.yields(body), []),
            Op::Task { dst, body } => {
                assert_eq!(self.types(dst.as_slice()), core_types(&plan.signature.results));
                assert_eq!(self.yields(body), []);
            }
            Op::TaskReturn { args } => {
                assert_eq!(self.cores(args), part.expect("an export").signature.params);
            }
            Op::AwaitTask { dst, status } => {
                assert_eq!(self.types(status.as_slice()), core_types(&plan.signature.results));
                let result = self.resolve[plan.function].result.map(ValType::Wit);
                self.all_same(&self.types(dst.as_slice()), result.as_slice());
            }
            other => panic!("{other:?} is about no task"),
        }
    }

    pub(super) fn elements(&mut self, op: &Op) {
        let ptr = ValType::Core(self.pointer);
        match op {
            Op::ListLower { src, list, how, body, .. } => {
                assert!(matches!(self.ty(*src), ValType::Wit(_)));
                if let Some(temps) = how.temps() {
                    self.expect(temps, ValType::Temps);
                }
                let borrows = matches!(how, Transfer::Borrow { .. });
                assert_eq!(
                    borrows && !list.as_is,
                    how.temps().is_some(),
                    "lists that are laid out have a place"
                );
                assert_eq!(self.body(body), []);
            }
            Op::ListLift { ptr: at, len, list, body, .. } => {
                [at, len].into_iter().for_each(|val| self.expect(*val, ptr));
                let expected: Vec<_> =
                    [Some(list.elem), list.value].into_iter().flatten().map(ValType::Wit).collect();
                let yields = self.body(body);
                self.all_same(&yields, &expected);
            }
            Op::ListSize { src, body, .. } => {
                assert!(matches!(self.ty(*src), ValType::Wit(_)));
                if let Some(body) = body {
                    assert_eq!(self.body(body), [ptr]);
                }
            }
            Op::FixedListSize { src, ty, body, .. } => {
                self.expect(*src, ValType::Wit(*ty));
                assert_eq!(self.body(body), [ptr]);
            }
            Op::FixedListStore { at, src, body, .. } => {
                self.address(*at);
                assert!(matches!(self.ty(*src), ValType::Wit(_)));
                assert_eq!(self.body(body), []);
            }
            Op::FixedListLoad { at, list, body, .. } => {
                self.address(*at);
                let yields = self.body(body);
                self.all_same(&yields, &[ValType::Wit(list.elem)]);
            }
            Op::FixedListFree { at, body, .. } => {
                self.address(*at);
                assert_eq!(self.body(body), []);
            }
            Op::ListFree { ptr: at, len, body, .. } => {
                [at, len].into_iter().for_each(|val| self.expect(*val, ptr));
                if let Some(body) = body {
                    assert_eq!(self.body(body), []);
                }
            }
            other => panic!("{other:?} has no elements"),
        }
    }
}
