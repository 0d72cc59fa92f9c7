//! From functions to plans, with the procedures that they share.

use super::super::flat::Flats;
use super::super::layout::Layouts;
use super::super::signature::Signature;
use super::super::{Direction, Options, Position, Seat};
use super::call::plan_call;
use super::draft::{Draft, Scratch};
use super::elem::{ElemClass, List};
use super::op::Address;
use super::procs::Procs;
use super::program::{Form, Payload, Plan, Proc, ProcId, ProcKey};
use super::tables::Tables;
use super::val::{Val, Vals};
use super::words::{Receive, Transfer};
use crate::graph::{FunctionId, Resolve, TypeId, TypeKind};

/// Makes plans for functions of one graph.
pub struct Planner<'r> {
    pub(super) resolve: &'r Resolve,
    pub(super) options: Options,
    pub(super) tables: Tables,
    pub(super) procs: Procs,
    pub(super) scratch: Scratch,
}

impl<'r> Planner<'r> {
    /// A planner for a target that holds in memory as the canonical ABI does whatever can be held so.
    pub fn new(resolve: &'r Resolve, options: Options) -> Planner<'r> {
        Planner::with_as_is(resolve, options, |_, _| true)
    }

    /// A planner for a target that holds a type as the canonical ABI does if `as_is` says so: lists of it are passed and
    /// taken without a loop. It is asked once for each type whose class is not [`ElemClass::Loop`], behind aliases, for parts
    /// before wholes.
    pub fn with_as_is(
        resolve: &'r Resolve,
        options: Options,
        as_is: impl FnMut(TypeId, &ElemClass) -> bool,
    ) -> Planner<'r> {
        let tables = Tables::new(resolve, options, as_is);
        Planner { resolve, options, tables, procs: Procs::default(), scratch: Scratch::default() }
    }

    /// The plan for `function` in `position`, by the convention of [`Options::call_abi`].
    pub fn plan(&mut self, function: FunctionId, position: Position) -> Plan {
        let plan = plan_call(self, function, position);
        self.finish_procs();
        plan
    }

    /// One form of a type by itself, for values that no function passes. Forms with core values are for types that have flat
    /// types; see [`Planner::flats`].
    pub fn plan_type(&mut self, ty: TypeId, form: Form) -> ProcId {
        let id = self.procs.request(ProcKey { ty: self.resolve.dealias(ty), form });
        self.finish_procs();
        id
    }

    /// What goes through a stream or future of this type, an alias or not; `None` if nothing does, or it is another type.
    pub fn plan_payload(&mut self, ty: TypeId, seat: Seat) -> Option<Payload> {
        let (TypeKind::Stream(Some(elem)) | TypeKind::Future(Some(elem))) = *self.resolve.kind(ty) else {
            return None;
        };
        let owns = self.tables.facts(elem).owns;
        let (store, load, free) = match seat {
            Seat::Guest => (Form::StoreGive, Form::Load, owns.then_some(Form::Free)),
            Seat::Host => (Form::StoreRealloc, Form::LoadCopy, None),
        };
        let [store, load] = [store, load].map(|form| self.plan_type(elem, form));
        let free = free.map(|form| self.plan_type(elem, form));
        Some(Payload { list: self.tables.list(elem, None), store, load, free })
    }

    /// What the elements of a list, map or fixed-length list are; of any other type `None`.
    pub fn list(&self, ty: TypeId) -> Option<List> {
        match *self.resolve.kind(ty) {
            TypeKind::List(elem) | TypeKind::FixedLengthList(elem, _) => Some(self.tables.list(elem, None)),
            TypeKind::Map(key, value) => Some(self.tables.list(key, Some(value))),
            _ => None,
        }
    }

    /// The core signature of `function`.
    pub fn signature(&self, function: FunctionId, direction: Direction) -> Signature {
        let function = &self.resolve[function];
        Signature::of(function, self.options.call_abi(direction, function), &self.tables.flats)
    }

    /// The procedures that the plans so far call.
    pub fn procs(&self) -> &Procs {
        &self.procs
    }

    /// The procedures that all plans call.
    pub fn into_procs(self) -> Procs {
        self.procs
    }

    /// Sizes and alignments of all types.
    pub fn layouts(&self) -> &Layouts {
        &self.tables.layouts
    }

    /// Flat types of all types.
    pub fn flats(&self) -> &Flats {
        &self.tables.flats
    }

    fn finish_procs(&mut self) {
        while let Some(key) = self.procs.next_request() {
            let proc = plan_proc(self, key);
            self.procs.push(proc);
        }
    }
}

fn plan_proc(planner: &mut Planner<'_>, key: ProcKey) -> Proc {
    let mut draft = Draft::new(planner);
    let params = proc_params(&mut draft, key);
    let body = draft.block(|draft| proc_body(draft, key, &params));
    Proc { key, params, body, vals: draft.finish() }
}

/// As [`Form`] says.
fn proc_params(draft: &mut Draft<'_, '_>, ProcKey { ty, form }: ProcKey) -> Vals {
    let mut params: Vals = match form {
        Form::Load | Form::LoadCopy | Form::Free => [draft.pointer()].into(),
        Form::StoreBorrow | Form::StoreGive | Form::StoreRealloc => [draft.wit(ty), draft.pointer()].into(),
        Form::Measure | Form::LowerBorrow | Form::LowerGive | Form::LowerRealloc => [draft.wit(ty)].into(),
        Form::Lift | Form::LiftCopy => {
            let flat = draft.flat(ty);
            draft.cores(flat.iter().copied()).collect()
        }
    };
    if matches!(form, Form::StoreBorrow | Form::LowerBorrow) && draft.facts(ty).temps {
        params.push(draft.temps());
    }
    params
}

fn proc_body(draft: &mut Draft<'_, '_>, ProcKey { ty, form }: ProcKey, params: &[Val]) -> Vals {
    let here = |index: usize| Address { base: params[index], offset: 0 };
    match form {
        Form::Load => [draft.load_inline(here(0), ty, Receive::Adopt)].into(),
        Form::LoadCopy => [draft.load_inline(here(0), ty, Receive::Copy)].into(),
        Form::Lift => [draft.lift_flat_inline(&mut params.iter().copied(), ty, Receive::Adopt)].into(),
        Form::LiftCopy => [draft.lift_flat_inline(&mut params.iter().copied(), ty, Receive::Copy)].into(),
        Form::StoreBorrow | Form::StoreGive | Form::StoreRealloc => {
            draft.store_inline(params[0], ty, here(1), transfer(form, params.get(2)));
            Vals::default()
        }
        Form::LowerBorrow | Form::LowerGive | Form::LowerRealloc => {
            let mut cores = Vals::default();
            draft.lower_flat_inline(params[0], ty, transfer(form, params.get(1)), &mut cores);
            cores
        }
        Form::Free => {
            draft.free_inline(here(0), ty);
            Vals::default()
        }
        Form::Measure => [draft.measure_inline(params[0], ty)].into(),
    }
}

/// How a form that lowers passes memory; `temps` is its last parameter if it has one.
fn transfer(form: Form, temps: Option<&Val>) -> Transfer {
    match form {
        Form::StoreGive | Form::LowerGive => Transfer::Give,
        Form::StoreRealloc | Form::LowerRealloc => Transfer::Realloc,
        _ => Transfer::Borrow { temps: temps.copied() },
    }
}
