//! Whole calls: the four positions of a function. CanonicalABI.md, `canon lift`, `canon lower`, `lift_flat_values`,
//! `lower_flat_values`.

use super::super::layout::Layout;
use super::super::signature::Signature;
use super::super::{Direction, Position, Seat};
use super::draft::Draft;
use super::op::{Address, Lives, Op, Plan, PostReturn, Receive, Transfer, Val};
use super::planner::Planner;
use crate::graph::{Function, FunctionId, TypeId};

/// The plan for a function in a position.
pub(super) fn plan_call(planner: &mut Planner<'_>, function: FunctionId, position: Position) -> Plan {
    let signature = planner.signature(function, position);
    let options = planner.options;
    let call = Call { function: &planner.resolve[function], signature: &signature };
    let mut draft = Draft::new(planner);
    let params = match (position.direction, position.seat) {
        (Direction::Import, Seat::Guest) | (Direction::Export, Seat::Host) => call.wit_params(&mut draft),
        (Direction::Export, Seat::Guest) | (Direction::Import, Seat::Host) => call.core_params(&mut draft),
    };
    let body = draft.block(|draft| match (position.direction, position.seat) {
        (Direction::Import, Seat::Guest) => call.guest_import(draft, &params),
        (Direction::Export, Seat::Guest) => call.guest_export(draft, &params),
        (Direction::Import, Seat::Host) => call.host_import(draft, &params),
        (Direction::Export, Seat::Host) => call.host_export(draft, &params),
    });
    let vals = draft.finish();
    let guest_export = position == Position { direction: Direction::Export, seat: Seat::Guest };
    let post_return = if guest_export { call.post_return(planner) } else { None };
    Plan { function, position, options, params, body, post_return, vals, signature }
}

/// The function whose call is planned.
struct Call<'a> {
    function: &'a Function,
    signature: &'a Signature,
}

/// The four positions: what each does with its parameters, and what it yields.
impl Call<'_> {
    /// `canon lower`, seen from inside: the caller.
    fn guest_import(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vec<Val> {
        let temps = self.temps(draft, params);
        let mut args = self.lower_params(draft, params, Transfer::Borrow { temps }, Lives::Call);
        let area = self.signature.return_pointer.then(|| area(draft, self.result_layout(draft), Lives::Call));
        args.extend(area);
        let results = self.call_core(draft, args);
        if let Some(temps) = temps {
            draft.push(Op::FreeTemps { temps });
        }
        self.lift_result(draft, area, results, Receive::Adopt)
    }

    /// `canon lift`, seen from inside: the callee.
    fn guest_export(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vec<Val> {
        let args = if self.signature.spilled_params {
            let args = self.load_params(draft, params[0], Receive::Adopt);
            draft.push(Op::FreeArea { ptr: params[0], layout: self.params_layout(draft).0 });
            args
        } else {
            self.lift_params(draft, params, Receive::Adopt)
        };
        let Some((result, ty)) = self.call_wit(draft, args) else { return Vec::new() };
        if !self.signature.return_pointer {
            return draft.lower_flat(result, ty, Transfer::Give);
        }
        let area = area(draft, self.result_layout(draft), Lives::Return);
        draft.store(result, ty, Address { base: area, offset: 0 }, Transfer::Give);
        vec![area]
    }

    /// `canon lower`, seen from outside: the callee.
    fn host_import(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vec<Val> {
        let args = if self.signature.spilled_params {
            draft.push(Op::CheckArea { ptr: params[0], layout: self.params_layout(draft).0 });
            self.load_params(draft, params[0], Receive::Copy)
        } else {
            self.lift_params(draft, params, Receive::Copy)
        };
        let Some((result, ty)) = self.call_wit(draft, args) else { return Vec::new() };
        let pointer = params.last().copied().filter(|_| self.signature.return_pointer);
        let Some(base) = pointer else { return draft.lower_flat(result, ty, Transfer::Realloc) };
        draft.push(Op::CheckArea { ptr: base, layout: self.result_layout(draft) });
        draft.store(result, ty, Address { base, offset: 0 }, Transfer::Realloc);
        Vec::new()
    }

    /// `canon lift`, seen from outside: the caller.
    fn host_export(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Vec<Val> {
        let args = self.lower_params(draft, params, Transfer::Realloc, Lives::Given);
        let results = self.call_core(draft, args);
        let area = results.first().copied().filter(|_| self.signature.return_pointer);
        if let Some(ptr) = area {
            draft.push(Op::CheckArea { ptr, layout: self.result_layout(draft) });
        }
        let yields = self.lift_result(draft, area, results.clone(), Receive::Copy);
        draft.push(Op::CallPostReturn { args: results });
        yields
    }

    /// What the guest frees once the host has read the result of an export.
    fn post_return(&self, planner: &mut Planner<'_>) -> Option<PostReturn> {
        let ty = self.function.result.filter(|ty| planner.tables.facts(*ty).owns)?;
        let mut draft = Draft::new(planner);
        let base = draft.pointer();
        let body = draft.block(|draft| {
            draft.free(Address { base, offset: 0 }, ty);
            Vec::new()
        });
        Some(PostReturn { params: vec![base], body, vals: draft.finish() })
    }
}

/// Parameters.
impl Call<'_> {
    fn types(&self) -> impl Iterator<Item = TypeId> {
        self.function.params.iter().map(|param| param.ty)
    }

    fn wit_params(&self, draft: &mut Draft<'_, '_>) -> Vec<Val> {
        self.types().map(|ty| draft.wit(ty)).collect()
    }

    fn core_params(&self, draft: &mut Draft<'_, '_>) -> Vec<Val> {
        self.signature.params.iter().map(|ty| draft.core(*ty)).collect()
    }

    /// Room for all temporaries, if any parameter takes some.
    fn temps(&self, draft: &mut Draft<'_, '_>, params: &[Val]) -> Option<Val> {
        if !self.types().any(|ty| draft.facts(ty).temps) {
            return None;
        }
        let vals: Vec<_> = params.iter().copied().zip(self.types()).collect();
        let size = draft.block(|draft| vec![draft.measure_all(vals)]);
        let dst = draft.temps();
        draft.push(Op::Temps { dst, size });
        Some(dst)
    }

    /// CanonicalABI.md, `lower_flat_values`.
    fn lower_params(
        &self,
        draft: &mut Draft<'_, '_>,
        params: &[Val],
        how: Transfer,
        lives: Lives,
    ) -> Vec<Val> {
        let params = params.iter().copied().zip(self.types());
        if !self.signature.spilled_params {
            return params.flat_map(|(src, ty)| draft.lower_flat(src, ty, how)).collect();
        }
        let (layout, offsets) = self.params_layout(draft);
        let base = area(draft, layout, lives);
        for ((src, ty), offset) in params.zip(offsets) {
            draft.store(src, ty, Address { base, offset }, how);
        }
        vec![base]
    }

    /// CanonicalABI.md, `lift_flat_values`, of flat parameters.
    fn lift_params(&self, draft: &mut Draft<'_, '_>, params: &[Val], how: Receive) -> Vec<Val> {
        let mut flat = params.iter().copied();
        self.types().map(|ty| draft.lift_flat(&mut flat, ty, how)).collect()
    }

    /// CanonicalABI.md, `lift_flat_values`, of spilled parameters.
    fn load_params(&self, draft: &mut Draft<'_, '_>, base: Val, how: Receive) -> Vec<Val> {
        let (_, offsets) = self.params_layout(draft);
        self.types().zip(offsets).map(|(ty, offset)| draft.load(Address { base, offset }, ty, how)).collect()
    }

    /// Spilled parameters are a tuple.
    fn params_layout(&self, draft: &Draft<'_, '_>) -> (Layout, Vec<u32>) {
        draft.planner.tables.layouts.tuple(self.types())
    }
}

/// Calls and results.
impl Call<'_> {
    fn call_core(&self, draft: &mut Draft<'_, '_>, args: Vec<Val>) -> Vec<Val> {
        let dsts: Vec<Val> = self.signature.results.iter().map(|ty| draft.core(*ty)).collect();
        draft.push(Op::CallCore { dsts: dsts.clone(), args });
        dsts
    }

    /// The result with its type, if there is one.
    fn call_wit(&self, draft: &mut Draft<'_, '_>, args: Vec<Val>) -> Option<(Val, TypeId)> {
        let result = self.function.result.map(|ty| (draft.wit(ty), ty));
        draft.push(Op::CallWit { dst: result.map(|(dst, _)| dst), args });
        result
    }

    /// The result from where it stands in memory, or from the core results.
    fn lift_result(
        &self,
        draft: &mut Draft<'_, '_>,
        area: Option<Val>,
        results: Vec<Val>,
        how: Receive,
    ) -> Vec<Val> {
        let Some(ty) = self.function.result else { return Vec::new() };
        let result = match area {
            Some(base) => draft.load(Address { base, offset: 0 }, ty, how),
            None => draft.lift_flat(&mut results.into_iter(), ty, how),
        };
        vec![result]
    }

    fn result_layout(&self, draft: &Draft<'_, '_>) -> Layout {
        let (layout, _) = draft.planner.tables.layouts.tuple(self.function.result);
        layout
    }
}

fn area(draft: &mut Draft<'_, '_>, layout: Layout, lives: Lives) -> Val {
    let dst = draft.pointer();
    draft.push(Op::Area { dst, layout, lives });
    dst
}
