//! Whole calls: the four positions of a function. CanonicalABI.md, `canon lift`, `canon lower`, `lift_flat_values`,
//! `lower_flat_values`.

use super::super::layout::Layout;
use super::super::signature::Signature;
use super::super::{CallAbi, Direction, Position, Seat};
use super::draft::Draft;
use super::op::{Address, Op};
use super::planner::Planner;
use super::program::{Plan, PostReturn};
use super::val::{Val, Vals};
use super::words::{Lives, Receive, Transfer};
use crate::graph::{Function, FunctionId, TypeId};
use outwit_diagnostics::mapped;

/// The plan for a function in a position.
pub(super) fn plan_call(planner: &mut Planner<'_>, function: FunctionId, position: Position) -> Plan {
    let (id, function) = (function, &planner.resolve[function]);
    let abi = planner.options.call_abi(position.direction, function);
    let signature = planner.signature(id, position.direction);
    let call = Call { function, abi, signature: &signature };
    let mut draft = Draft::new(planner);
    let params = match (position.direction, position.seat) {
        (Direction::Import, Seat::Guest) | (Direction::Export, Seat::Host) => call.wit_params(&mut draft),
        (Direction::Export, Seat::Guest) | (Direction::Import, Seat::Host) => {
            core_params(&mut draft, call.signature)
        }
    };
    let body = draft.block(|draft| match (position.direction, position.seat) {
        (Direction::Import, Seat::Guest) if abi.is_async() => call.guest_import_async(draft, &params),
        (Direction::Export, Seat::Guest) if abi.is_async() => call.guest_export_async(draft, &params),
        (Direction::Import, Seat::Host) if abi.is_async() => call.host_import_async(draft, &params),
        (Direction::Export, Seat::Host) if abi.is_async() => call.host_export_async(draft, &params),
        (Direction::Import, Seat::Guest) => call.guest_import(draft, &params),
        (Direction::Export, Seat::Guest) => call.guest_export(draft, &params),
        (Direction::Import, Seat::Host) => call.host_import(draft, &params),
        (Direction::Export, Seat::Host) => call.host_export(draft, &params),
    });
    let vals = draft.finish();
    let guest_export = position == Position { direction: Direction::Export, seat: Seat::Guest };
    let post_return = if guest_export { call.post_return(planner) } else { None };
    let task_return = call.task_return_part(planner, position);
    let options = planner.options;
    Plan { function: id, position, options, abi, params, body, post_return, task_return, vals, signature }
}

/// The function whose call is planned.
pub(super) struct Call<'a> {
    pub(super) function: &'a Function,
    pub(super) abi: CallAbi,
    pub(super) signature: &'a Signature,
}

/// Values with their types, in order.
pub(super) type Typed = Vec<(Val, TypeId)>;

/// The four positions: what each does with its parameters, and what it yields.
impl Call<'_> {
    /// `canon lower`, seen from inside: the caller.
    fn guest_import(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vals {
        let params = self.typed(params);
        let temps = temps(draft, &params);
        let spilled = self.signature.spilled_params;
        let mut args = lower_values(draft, params, spilled, Transfer::Borrow { temps }, Lives::Call);
        let area = self.signature.return_pointer.then(|| area(draft, self.result_layout(draft), Lives::Call));
        args.extend(area);
        let results = self.call_core(draft, args);
        if let Some(temps) = temps {
            draft.push(Op::FreeTemps { temps });
        }
        self.lift_result(draft, area, &results, Receive::Adopt)
    }

    /// `canon lift`, seen from inside: the callee.
    fn guest_export(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vals {
        let args = self.guest_args(draft, params);
        let Some((result, ty)) = self.call_wit(draft, args) else { return Vals::default() };
        if !self.signature.return_pointer {
            return lower_one(draft, result, ty, Transfer::Give);
        }
        let area = area(draft, self.result_layout(draft), Lives::Return);
        draft.store(result, ty, Address { base: area, offset: 0 }, Transfer::Give);
        [area].into()
    }

    /// `canon lower`, seen from outside: the callee.
    fn host_import(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vals {
        let args = self.host_args(draft, params);
        let Some((result, ty)) = self.call_wit(draft, args) else { return Vals::default() };
        let pointer = params.last().copied().filter(|_| self.signature.return_pointer);
        let Some(base) = pointer else { return lower_one(draft, result, ty, Transfer::Realloc) };
        draft.push(Op::CheckArea { ptr: base, layout: self.result_layout(draft) });
        draft.store(result, ty, Address { base, offset: 0 }, Transfer::Realloc);
        Vals::default()
    }

    /// `canon lift`, seen from outside: the caller.
    fn host_export(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vals {
        let spilled = self.signature.spilled_params;
        let args = lower_values(draft, self.typed(params), spilled, Transfer::Realloc, Lives::Given);
        let results = self.call_core(draft, args);
        let area = results.first().copied().filter(|_| self.signature.return_pointer);
        if let Some(ptr) = area {
            draft.push(Op::CheckArea { ptr, layout: self.result_layout(draft) });
        }
        let yields = self.lift_result(draft, area, &results, Receive::Copy);
        draft.push(Op::CallPostReturn { args: results });
        yields
    }

    /// What the guest frees once the host has read the result of an export.
    fn post_return(&self, planner: &mut Planner<'_>) -> Option<Box<PostReturn>> {
        let returns = self.abi == CallAbi::SyncLift;
        let ty = self.function.result.filter(|ty| returns && planner.tables.facts(*ty).owns)?;
        let mut draft = Draft::new(planner);
        let base = draft.pointer();
        let body = draft.block(|draft| {
            draft.free(Address { base, offset: 0 }, ty);
            Vals::default()
        });
        Some(Box::new(PostReturn { params: [base].into(), body, vals: draft.finish() }))
    }
}

/// Parameters.
impl Call<'_> {
    fn types(&self) -> Vec<TypeId> {
        mapped(&self.function.params, |param| param.ty)
    }

    fn wit_params(&self, draft: &mut Draft<'_, '_>) -> Vals {
        draft.wits(self.types()).collect()
    }

    /// Parameters with their types.
    pub(super) fn typed(&self, params: &[Val]) -> Typed {
        params.iter().copied().zip(self.types()).collect()
    }

    /// The parameters of an export, which are the guest's from now on.
    pub(super) fn guest_args(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vals {
        let types = self.types();
        let args = lift_values(draft, params, &types, self.signature.spilled_params, Receive::Adopt);
        if self.signature.spilled_params {
            let (layout, _) = draft.planner.tables.layouts.tuple(types);
            draft.push(Op::FreeArea { ptr: params[0], layout });
        }
        args
    }

    /// The parameters of an import, which stay the guest's.
    pub(super) fn host_args(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vals {
        let types = self.types();
        check_and_lift(draft, params, &types, self.signature.spilled_params)
    }
}

pub(super) fn core_params(draft: &mut Draft<'_, '_>, signature: &Signature) -> Vals {
    draft.cores(signature.params.iter().copied()).collect()
}

/// Room for all temporaries, if any value takes some.
pub(super) fn temps(draft: &mut Draft<'_, '_>, values: &Typed) -> Option<Val> {
    if !values.iter().any(|(_, ty)| draft.facts(*ty).temps) {
        return None;
    }
    let size = draft.block(|draft| [draft.measure_all(values.iter().copied())].into());
    let dst = draft.temps();
    draft.push(Op::Temps { dst, size: Box::new(size) });
    Some(dst)
}

/// CanonicalABI.md, `lower_flat_values`.
pub(super) fn lower_values(
    draft: &mut Draft<'_, '_>,
    values: Typed,
    spilled: bool,
    how: Transfer,
    lives: Lives,
) -> Vals {
    if !spilled {
        let mut flat = Vals::default();
        values.into_iter().for_each(|(src, ty)| draft.lower_flat(src, ty, how, &mut flat));
        return flat;
    }
    let (layout, offsets) = draft.planner.tables.layouts.tuple(values.iter().map(|(_, ty)| *ty));
    let base = area(draft, layout, lives);
    for ((src, ty), offset) in values.into_iter().zip(offsets) {
        draft.store(src, ty, Address { base, offset }, how);
    }
    [base].into()
}

/// The core values of one value.
fn lower_one(draft: &mut Draft<'_, '_>, src: Val, ty: TypeId, how: Transfer) -> Vals {
    let mut flat = Vals::default();
    draft.lower_flat(src, ty, how, &mut flat);
    flat
}

/// CanonicalABI.md, `lift_flat_values`: from core values, or if they are spilled from a tuple.
fn lift_values(
    draft: &mut Draft<'_, '_>,
    params: &[Val],
    types: &[TypeId],
    spilled: bool,
    how: Receive,
) -> Vals {
    let mut vals = Vals::default();
    if !spilled {
        let mut flat = params.iter().copied();
        for ty in types {
            vals.push(draft.lift_flat(&mut flat, *ty, how));
        }
        return vals;
    }
    let (_, offsets) = draft.planner.tables.layouts.tuple(types.iter().copied());
    for (ty, offset) in types.iter().zip(offsets) {
        vals.push(draft.load(Address { base: params[0], offset }, *ty, how));
    }
    vals
}

/// The same on the host seat.
pub(super) fn check_and_lift(
    draft: &mut Draft<'_, '_>,
    params: &[Val],
    types: &[TypeId],
    spilled: bool,
) -> Vals {
    if spilled {
        let (layout, _) = draft.planner.tables.layouts.tuple(types.iter().copied());
        draft.push(Op::CheckArea { ptr: params[0], layout });
    }
    lift_values(draft, params, types, spilled, Receive::Copy)
}

/// Calls and results.
impl Call<'_> {
    pub(super) fn call_core(&self, draft: &mut Draft<'_, '_>, args: Vals) -> Vals {
        let dsts: Vals = draft.cores(self.signature.results.iter().copied()).collect();
        draft.push(Op::CallCore { dsts: dsts.clone(), args });
        dsts
    }

    /// The result with its type, if there is one.
    pub(super) fn call_wit(&self, draft: &mut Draft<'_, '_>, args: Vals) -> Option<(Val, TypeId)> {
        let result = self.function.result.map(|ty| (draft.wit(ty), ty));
        draft.push(Op::CallWit { dst: result.map(|(dst, _)| dst), args });
        result
    }

    /// The result from where it stands in memory, or from the core results.
    pub(super) fn lift_result(
        &self,
        draft: &mut Draft<'_, '_>,
        area: Option<Val>,
        results: &[Val],
        how: Receive,
    ) -> Vals {
        let Some(ty) = self.function.result else { return Vals::default() };
        let result = match area {
            Some(base) => draft.load(Address { base, offset: 0 }, ty, how),
            None => draft.lift_flat(&mut results.iter().copied(), ty, how),
        };
        [result].into()
    }

    pub(super) fn result_layout(&self, draft: &Draft<'_, '_>) -> Layout {
        let (layout, _) = draft.planner.tables.layouts.tuple(self.function.result);
        layout
    }
}

pub(super) fn area(draft: &mut Draft<'_, '_>, layout: Layout, lives: Lives) -> Val {
    let dst = draft.pointer();
    draft.push(Op::Area { dst, layout, lives });
    dst
}
