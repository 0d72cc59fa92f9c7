//! The interpreter: runs the plan of one seat against the plan of the other, over bytes and a table of handles. What it does is
//! what plans mean.
//!
//! The guest's memory comes from an allocator that notices leaks, blocks that are freed twice or otherwise than they were
//! allocated, and guests that touch what is not theirs. Floats keep their bits, which the specification allows. A handle is an
//! index on the guest's side; on the other it is what [`Handles`] says. Calls that are lowered or lifted asynchronously
//! return at once, or wait as often as [`Session::wait`] says.

mod handles;
mod lists;
mod machine;
mod memory;
mod ops;
mod session;
#[cfg(test)]
mod task_tests;
mod tasks;
#[cfg(test)]
mod tests;
mod text;
mod trap;
mod value;

pub use handles::{AsyncEnd, Entry, Handles, SubtaskState};
pub use memory::Memory;
pub use session::Session;
pub use trap::Trap;
pub use value::Value;

use super::super::{Direction, Options, Position, Seat};
use super::Plan;
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
    let mut session = Session::new(resolve, procs, near.options.pointer);
    let result = session.call(near, far, args, |_, args| callee(args))?;
    session.finish()?;
    Ok(result)
}

fn plans(planner: &mut Planner<'_>, function: FunctionId, direction: Direction) -> [Plan; 2] {
    [Seat::Guest, Seat::Host].map(|seat| planner.plan(function, Position { direction, seat }))
}
