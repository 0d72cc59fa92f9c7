//! Calls that are lowered or lifted asynchronously, in the four positions. CanonicalABI.md, `canon lift`, `canon lower`,
//! `canon task.return`.

use super::super::signature::{CoreType, Signature};
use super::super::{CallAbi, Direction, Position, Seat};
use super::call::{Call, Typed, area, check_and_lift, core_params, lower_values, temps};
use super::draft::Draft;
use super::op::{Address, Block, Op};
use super::planner::Planner;
use super::program::TaskReturn;
use super::val::{Val, Vals};
use super::words::{Lives, Receive, Transfer};

/// The four positions.
impl Call<'_> {
    /// `canon lower`, seen from inside: the caller. All memory of the call lies in one block, which outlives the core call.
    pub(super) fn guest_import_async(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vals {
        let params = self.typed(params);
        let temps = self.block_of_call(draft, &params);
        let lives = temps.map_or(Lives::Call, |temps| Lives::Within { temps });
        let spilled = self.signature.spilled_params;
        let mut args = lower_values(draft, params, spilled, Transfer::Borrow { temps }, lives);
        let area = self.signature.return_pointer.then(|| area(draft, self.result_layout(draft), lives));
        args.extend(area);
        let status = self.call_core(draft, args)[0];
        draft.push(Op::Await { status });
        let yields = self.lift_result(draft, area, &[], Receive::Adopt);
        if let Some(temps) = temps {
            draft.push(Op::FreeTemps { temps });
        }
        yields
    }

    /// `canon lift`, seen from inside: the callee.
    pub(super) fn guest_export_async(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vals {
        let args = self.guest_args(draft, params);
        let body = draft.block(|draft| {
            let result = self.call_wit(draft, args);
            self.call_task_return(draft, result.into_iter().collect());
            Vals::default()
        });
        let dst = (self.abi == CallAbi::CallbackLift).then(|| draft.core(CoreType::I32));
        draft.push(Op::Task { dst, body: Box::new(body) });
        dst.into_iter().collect()
    }

    /// `canon lower`, seen from outside: the callee.
    pub(super) fn host_import_async(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vals {
        let body = draft.block(|draft| {
            let args = self.host_args(draft, params);
            if let Some((result, ty)) = self.call_wit(draft, args) {
                let base = *params.last().expect("a result goes to an address");
                draft.push(Op::CheckArea { ptr: base, layout: self.result_layout(draft) });
                draft.store(result, ty, Address { base, offset: 0 }, Transfer::Realloc);
            }
            Vals::default()
        });
        let dst = draft.core(CoreType::I32);
        draft.push(Op::Subtask { dst, body: Box::new(body) });
        [dst].into()
    }

    /// `canon lift`, seen from outside: the caller.
    pub(super) fn host_export_async(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vals {
        let spilled = self.signature.spilled_params;
        let args = lower_values(draft, self.typed(params), spilled, Transfer::Realloc, Lives::Given);
        let status = self.call_core(draft, args).first().copied();
        let dst = self.function.result.map(|ty| draft.wit(ty));
        draft.push(Op::AwaitTask { dst, status });
        dst.into_iter().collect()
    }
}

/// Memory of the call, and its result.
impl Call<'_> {
    /// One block for spilled parameters, the result and all lists; `None` if there is nothing of those.
    fn block_of_call(&self, draft: &mut Draft<'_, '_>, params: &Typed) -> Option<Val> {
        let layouts = &draft.planner.tables.layouts;
        let spilled =
            self.signature.spilled_params.then(|| layouts.tuple(params.iter().map(|(_, ty)| *ty)).0);
        let result = self.signature.return_pointer.then(|| self.result_layout(draft));
        let parts = spilled.into_iter().chain(result);
        let areas: u64 = parts.map(|layout| u64::from(layout.size).next_multiple_of(8)).sum();
        if areas == 0 {
            return temps(draft, params);
        }
        let lists = params.iter().any(|(_, ty)| draft.facts(*ty).temps);
        let size = draft.block(|draft| {
            let a = draft.constant(draft.planner.tables.flats.pointer(), areas.min(u64::from(u32::MAX)));
            if !lists {
                return [a].into();
            }
            let b = draft.measure_all(params.iter().copied());
            let dst = draft.pointer();
            draft.push(Op::Add { dst, a, b });
            [dst].into()
        });
        let dst = draft.temps();
        draft.push(Op::Temps { dst, size: Box::new(size) });
        Some(dst)
    }

    /// The built-in copies the result out before it returns, so the guest lends what it owns.
    fn call_task_return(&self, draft: &mut Draft<'_, '_>, result: Typed) {
        let spilled = Signature::task_return(self.function, &draft.planner.tables.flats).spilled_params;
        let temps = temps(draft, &result);
        let args = lower_values(draft, result, spilled, Transfer::Borrow { temps }, Lives::Call);
        draft.push(Op::TaskReturn { args });
        if let Some(temps) = temps {
            draft.push(Op::FreeTemps { temps });
        }
    }

    /// The built-in itself, for exports that are lifted asynchronously.
    pub(super) fn task_return_part(
        &self,
        planner: &mut Planner<'_>,
        Position { direction, seat }: Position,
    ) -> Option<Box<TaskReturn>> {
        if direction == Direction::Import || !self.abi.is_async() {
            return None;
        }
        let signature = Signature::task_return(self.function, &planner.tables.flats);
        if seat == Seat::Guest {
            let (params, body, vals) = (Vals::default(), Block::default(), Box::default());
            return Some(Box::new(TaskReturn { signature, params, body, vals }));
        }
        let types: Vec<_> = self.function.result.into_iter().collect();
        let mut draft = Draft::new(planner);
        let params = core_params(&mut draft, &signature);
        let body = draft.block(|draft| check_and_lift(draft, &params, &types, signature.spilled_params));
        Some(Box::new(TaskReturn { params, body, vals: draft.finish(), signature }))
    }
}
