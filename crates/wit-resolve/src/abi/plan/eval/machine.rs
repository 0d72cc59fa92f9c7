//! State of a run, and running blocks.

use super::super::super::{PointerWidth, Seat};
use super::super::procs::Procs;
use super::super::{Block, Body, Lives, Op, Plan, Val, ValType};
use super::handles::Handles;
use super::memory::Memory;
use super::trap::Trap;
use super::value::Value;
use crate::graph::Resolve;

/// How deep blocks may be nested, through procedures too: about half of what the stack of a thread holds without
/// optimisation.
const MAX_DEPTH: usize = 350;

/// What a plan calls.
pub(super) trait Callee {
    fn core(&mut self, machine: &mut Machine<'_>, args: Vec<u64>) -> Result<Vec<u64>, Trap> {
        let _ = (machine, args);
        Err(Trap::Mismatch("plan that calls a core function"))
    }

    fn wit(&mut self, machine: &mut Machine<'_>, args: Vec<Value>) -> Result<Option<Value>, Trap> {
        let _ = (machine, args);
        Err(Trap::Mismatch("plan that calls a WIT function"))
    }

    fn post_return(&mut self, machine: &mut Machine<'_>, args: Vec<u64>) -> Result<(), Trap> {
        let _ = (machine, args);
        Err(Trap::Mismatch("plan that calls post-return"))
    }

    fn task_return(&mut self, machine: &mut Machine<'_>, args: Vec<u64>) -> Result<(), Trap> {
        let _ = (machine, args);
        Err(Trap::Mismatch("plan of a task"))
    }

    /// Goes on with what waits; returns how far it is then, packed as `status` is.
    fn resume(&mut self, machine: &mut Machine<'_>, status: u64) -> Result<u64, Trap> {
        let _ = (machine, status);
        Err(Trap::Mismatch("plan that waits"))
    }
}

/// What both seats share.
pub(super) struct Machine<'a> {
    pub(super) resolve: &'a Resolve,
    pub(super) procs: &'a Procs,
    pub(super) pointer: PointerWidth,
    pub(super) memory: Memory,
    pub(super) handles: Handles,
    /// How often calls that are lowered or lifted asynchronously wait.
    pub(super) waits: u32,
    /// How often the running task still does.
    pub(super) waits_left: Option<u32>,
    /// What the running task waits for.
    pub(super) waitable_set: u32,
    /// What the running task gave to `task.return`.
    pub(super) returned: Option<Option<Value>>,
    /// The values of what waits.
    suspended: Vec<Option<Slot>>,
    pub(super) temps: Vec<Temps>,
    /// Areas of exports, which live until the host has read them.
    areas: Vec<Allocation>,
    depth: usize,
}

/// A block of temporaries.
pub(super) struct Temps {
    pub(super) start: u64,
    pub(super) size: u64,
    /// How many bytes are taken.
    pub(super) taken: u64,
}

type Allocation = (u64, u64, u32);

/// The content of a value of a plan.
#[derive(Clone, Debug)]
pub(super) enum Slot {
    Wit(Value),
    /// Bits of a core value, zeros above.
    Core(u64),
    /// Which block of temporaries.
    Temps(usize),
}

impl Slot {
    pub(super) fn into_wit(self) -> Result<Value, Trap> {
        match self {
            Slot::Wit(value) => Ok(value),
            _ => Err(Trap::Mismatch("WIT value")),
        }
    }

    pub(super) fn into_core(self) -> Result<u64, Trap> {
        match self {
            Slot::Core(bits) => Ok(bits),
            _ => Err(Trap::Mismatch("core value")),
        }
    }
}

/// A plan that runs: its seat, its values, and what it calls.
pub(super) struct Run<'m, 'a> {
    pub(super) machine: &'m mut Machine<'a>,
    pub(super) seat: Seat,
    pub(super) callee: &'m mut dyn Callee,
    slots: Vec<Option<Slot>>,
    /// What goes when the call returns: areas on the stack, and what stands for the caller's own strings and lists.
    lent: Vec<Allocation>,
}

/// Runs a plan.
pub(super) fn run(
    machine: &mut Machine<'_>,
    plan: &Plan,
    args: Vec<Slot>,
    callee: &mut dyn Callee,
) -> Result<Vec<Slot>, Trap> {
    run_block(machine, plan.position.seat, (&plan.params, &plan.body, &plan.vals), args, callee)
}

/// Runs a block that has a table of values of its own.
pub(super) fn run_block(
    machine: &mut Machine<'_>,
    seat: Seat,
    (params, body, vals): (&[Val], &Block, &[ValType]),
    args: Vec<Slot>,
    callee: &mut dyn Callee,
) -> Result<Vec<Slot>, Trap> {
    let mut run = Run { machine, seat, callee, slots: vec![None; vals.len()], lent: Vec::new() };
    run.bind(params, args)?;
    let results = run.block(body)?;
    run.end()?;
    Ok(results)
}

/// Runs operations with the values of what waits.
pub(super) fn resume(
    machine: &mut Machine<'_>,
    seat: Seat,
    ops: &[Op],
    callee: &mut dyn Callee,
) -> Result<(), Trap> {
    let slots = std::mem::take(&mut machine.suspended);
    let mut run = Run { machine, seat, callee, slots, lent: Vec::new() };
    ops.iter().try_for_each(|op| run.op(op))?;
    run.suspend();
    run.end()
}

impl<'a> Machine<'a> {
    pub(super) fn new(resolve: &'a Resolve, procs: &'a Procs, memory: Memory) -> Machine<'a> {
        Machine {
            resolve,
            procs,
            pointer: memory.pointer(),
            memory,
            handles: Handles::default(),
            waits: 0,
            waits_left: None,
            waitable_set: 0,
            returned: None,
            suspended: Vec::new(),
            temps: Vec::new(),
            areas: Vec::new(),
            depth: 0,
        }
    }

    /// The host has read the results.
    pub(super) fn end_call(&mut self) -> Result<(), Trap> {
        let areas = std::mem::take(&mut self.areas);
        areas.into_iter().try_for_each(|(start, size, align)| self.memory.free(start, size, align))
    }

    /// Nothing may be left when all calls are over.
    pub(super) fn finish(self) -> Result<(), Trap> {
        match self.memory.live_blocks() {
            0 => Ok(()),
            blocks => Err(Trap::Leak { blocks }),
        }
    }
}

impl Run<'_, '_> {
    /// Runs the operations; returns what the block yields.
    pub(super) fn block(&mut self, block: &Block) -> Result<Vec<Slot>, Trap> {
        if self.machine.depth == MAX_DEPTH {
            return Err(Trap::TooDeep);
        }
        self.machine.depth += 1;
        for op in &block.ops {
            self.op(op)?;
        }
        self.machine.depth -= 1;
        block.yields.iter().map(|val| self.slot(*val).cloned()).collect()
    }

    /// Keeps the values for when what runs goes on.
    pub(super) fn suspend(&mut self) {
        self.machine.suspended.clone_from(&self.slots);
    }

    fn end(self) -> Result<(), Trap> {
        let memory = &mut self.machine.memory;
        self.lent.into_iter().try_for_each(|(start, size, align)| memory.free(start, size, align))
    }

    /// Runs the body for one row of values, at one address.
    pub(super) fn body(&mut self, body: &Body, row: &[&Value], base: u64) -> Result<Vec<Slot>, Trap> {
        for (val, value) in body.elems.iter().zip(row) {
            self.set(*val, Slot::Wit((*value).clone()));
        }
        if let Some(val) = body.base {
            self.set(val, Slot::Core(base));
        }
        self.block(&body.block)
    }

    /// A new table of values; returns the one before.
    pub(super) fn enter(&mut self, vals: usize) -> Vec<Option<Slot>> {
        std::mem::replace(&mut self.slots, vec![None; vals])
    }

    pub(super) fn leave(&mut self, outer: Vec<Option<Slot>>) {
        self.slots = outer;
    }

    /// Defines several values.
    pub(super) fn bind(&mut self, vals: &[Val], slots: Vec<Slot>) -> Result<(), Trap> {
        if vals.len() != slots.len() {
            return Err(Trap::Mismatch("list of as many values"));
        }
        for (val, slot) in vals.iter().zip(slots) {
            self.set(*val, slot);
        }
        Ok(())
    }

    pub(super) fn set(&mut self, val: Val, slot: Slot) {
        self.slots[val.0 as usize] = Some(slot);
    }

    pub(super) fn set_wit(&mut self, val: Val, value: Value) {
        self.set(val, Slot::Wit(value));
    }

    pub(super) fn set_core(&mut self, val: Val, bits: u64) {
        self.set(val, Slot::Core(bits));
    }

    pub(super) fn slot(&self, val: Val) -> Result<&Slot, Trap> {
        self.slots.get(val.0 as usize).and_then(Option::as_ref).ok_or(Trap::Undefined(val))
    }

    pub(super) fn slots(&self, vals: &[Val]) -> Result<Vec<Slot>, Trap> {
        vals.iter().map(|val| self.slot(*val).cloned()).collect()
    }

    pub(super) fn wit(&self, val: Val) -> Result<&Value, Trap> {
        match self.slot(val)? {
            Slot::Wit(value) => Ok(value),
            _ => Err(Trap::Mismatch("WIT value")),
        }
    }

    pub(super) fn wits(&self, vals: &[Val]) -> Result<Vec<Value>, Trap> {
        vals.iter().map(|val| self.wit(*val).cloned()).collect()
    }

    pub(super) fn core(&self, val: Val) -> Result<u64, Trap> {
        match self.slot(val)? {
            Slot::Core(bits) => Ok(*bits),
            _ => Err(Trap::Mismatch("core value")),
        }
    }

    pub(super) fn cores(&self, vals: &[Val]) -> Result<Vec<u64>, Trap> {
        vals.iter().map(|val| self.core(*val)).collect()
    }

    pub(super) fn temps(&mut self, val: Val) -> Result<&mut Temps, Trap> {
        match *self.slot(val)? {
            Slot::Temps(index) => self.machine.temps.get_mut(index).ok_or(Trap::Undefined(val)),
            _ => Err(Trap::Mismatch("block of temporaries")),
        }
    }

    /// A block that lives as long as `lives` says.
    pub(super) fn area(&mut self, size: u64, align: u32, lives: Lives) -> Result<u64, Trap> {
        if let Lives::Within { temps } = lives {
            return self.take_temps(temps, size);
        }
        let start = self.machine.memory.allocate(size, align)?;
        match lives {
            Lives::Call => self.lent.push((start, size, align)),
            Lives::Return => self.machine.areas.push((start, size, align)),
            Lives::Given | Lives::Within { .. } => {}
        }
        Ok(start)
    }
}
