//! The interpreter: runs the plan of one seat against the plan of the other, over bytes. What it does is what plans mean.
//!
//! The guest's memory comes from an allocator that notices leaks, blocks that are freed twice or otherwise than they were
//! allocated, and guests that touch what is not theirs. Floats keep their bits, which the specification allows. Handles
//! pass as they are.

mod lists;
mod machine;
mod memory;
mod ops;
#[cfg(test)]
mod tests;
mod text;
mod trap;
mod value;

pub use memory::Memory;
pub use trap::Trap;
pub use value::Value;

use self::machine::{Callee, Machine, Slot, run};
use super::super::{Direction, Options, Position, Seat};
use super::op::Plan;
use super::planner::Planner;
use super::procs::Procs;
use crate::graph::{FunctionId, Resolve};

/// Calls an import: the guest's plan lowers `args`, the host's plan lifts them and calls `host` with what it sees. Returns
/// the result of `host` as the guest sees it.
pub fn call_import(
    resolve: &Resolve,
    options: Options,
    function: FunctionId,
    args: &[Value],
    host: impl FnOnce(&[Value]) -> Option<Value>,
) -> Result<Option<Value>, Trap> {
    let mut planner = Planner::new(resolve, options);
    let [guest, far] = plans(&mut planner, function, Direction::Import);
    call(resolve, planner.procs(), &guest, &far, args, host)
}

/// Calls an export: the host's plan lowers `args`, the guest's plan lifts them and calls `guest` with what it sees. Returns
/// the result of `guest` as the host sees it.
pub fn call_export(
    resolve: &Resolve,
    options: Options,
    function: FunctionId,
    args: &[Value],
    guest: impl FnOnce(&[Value]) -> Option<Value>,
) -> Result<Option<Value>, Trap> {
    let mut planner = Planner::new(resolve, options);
    let [inside, host] = plans(&mut planner, function, Direction::Export);
    call(resolve, planner.procs(), &host, &inside, args, guest)
}

/// Runs `near`, which is given WIT values, and where it calls the core function, `far`, which calls `callee`. Both are plans
/// for one function, one for each seat, and `procs` are those of their planner.
pub fn call(
    resolve: &Resolve,
    procs: &Procs,
    near: &Plan,
    far: &Plan,
    args: &[Value],
    callee: impl FnOnce(&[Value]) -> Option<Value>,
) -> Result<Option<Value>, Trap> {
    let mut machine = Machine::new(resolve, procs, near.options.pointer);
    let args = args.iter().cloned().map(Slot::Wit).collect();
    let mut far = Far { plan: far, callee: Some(callee) };
    let results = run(&mut machine, near, args, &mut far)?;
    machine.finish()?;
    results.into_iter().map(Slot::into_wit).next().transpose()
}

fn plans(planner: &mut Planner<'_>, function: FunctionId, direction: Direction) -> [Plan; 2] {
    [Seat::Guest, Seat::Host].map(|seat| planner.plan(function, Position { direction, seat }))
}

/// The other side of the core function.
struct Far<'a, F> {
    plan: &'a Plan,
    callee: Option<F>,
}

impl<F: FnOnce(&[Value]) -> Option<Value>> Callee for Far<'_, F> {
    fn core(&mut self, machine: &mut Machine<'_>, args: Vec<u64>) -> Result<Vec<u64>, Trap> {
        let args = args.into_iter().map(Slot::Core).collect();
        let results = run(machine, self.plan, args, &mut Innermost(self.callee.take()))?;
        results.into_iter().map(Slot::into_core).collect()
    }

    fn post_return(&mut self, machine: &mut Machine<'_>, args: Vec<u64>) -> Result<(), Trap> {
        let Some(post) = &self.plan.post_return else { return Ok(()) };
        let args = args.into_iter().map(Slot::Core).collect();
        machine::run_block(machine, Seat::Guest, (&post.params, &post.body, &post.vals), args, self)?;
        Ok(())
    }
}

/// What a plan of the far side calls.
struct Innermost<F>(Option<F>);

impl<F: FnOnce(&[Value]) -> Option<Value>> Callee for Innermost<F> {
    fn wit(&mut self, args: Vec<Value>) -> Result<Option<Value>, Trap> {
        let callee = self.0.take().ok_or(Trap::Mismatch("second call"))?;
        Ok(callee(&args))
    }
}
