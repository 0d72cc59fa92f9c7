//! One guest and several calls: what both sides do, over the guest's memory and its table of handles.

use super::super::super::{PointerWidth, Seat};
use super::super::procs::Procs;
use super::super::{Form, Op, Payload, Plan, ProcId};
use super::handles::{Entry, Handles, SubtaskState};
use super::machine::{Callee, Machine, Slot, resume, run, run_block};
use super::memory::Memory;
use super::tasks;
use super::trap::Trap;
use super::value::Value;
use crate::graph::Resolve;

/// A guest that is called, or calls: its memory and its handles stay from one call to the next.
pub struct Session<'a> {
    machine: Machine<'a>,
}

impl<'a> Session<'a> {
    /// A guest without memory and handles; `procs` are those of the planner of all plans that it runs.
    pub fn new(resolve: &'a Resolve, procs: &'a Procs, pointer: PointerWidth) -> Session<'a> {
        Session::with_memory(resolve, procs, Memory::new(pointer))
    }

    /// The same over a memory of the caller's choice.
    pub fn with_memory(resolve: &'a Resolve, procs: &'a Procs, memory: Memory) -> Session<'a> {
        Session { machine: Machine::new(resolve, procs, memory) }
    }

    /// What the guest refers to by index.
    pub fn handles(&mut self) -> &mut Handles {
        &mut self.machine.handles
    }

    /// The guest's memory.
    pub fn memory(&mut self) -> &mut Memory {
        &mut self.machine.memory
    }

    /// How often each call that is lowered or lifted asynchronously waits before it goes on; at first it never does.
    pub fn wait(&mut self, times: u32) {
        self.machine.waits = times;
    }

    /// Runs `near`, which is given WIT values, and where it calls the core function, `far`, which calls `callee`. Both are
    /// plans for one function, one for each seat.
    pub fn call(
        &mut self,
        near: &Plan,
        far: &Plan,
        args: &[Value],
        callee: impl FnOnce(&mut Handles, &[Value]) -> Option<Value>,
    ) -> Result<Option<Value>, Trap> {
        let args = args.iter().cloned().map(Slot::Wit).collect();
        let mut far = Far { near, far, callee: Some(callee) };
        let results = run(&mut self.machine, near, args, &mut far)?;
        self.machine.end_call()?;
        results.into_iter().map(Slot::into_wit).next().transpose()
    }

    /// Nothing may be left in the guest's memory.
    pub fn finish(self) -> Result<(), Trap> {
        self.machine.finish()
    }
}

/// Procedures by themselves.
impl Session<'_> {
    /// Runs a procedure that takes core values and makes a value: [`Form::Lift`], [`Form::Load`] and their copying forms.
    pub fn lift(&mut self, proc: ProcId, cores: &[u64]) -> Result<Value, Trap> {
        let results = self.proc(proc, cores.iter().copied().map(Slot::Core).collect())?;
        let [value] = <[Slot; 1]>::try_from(results).map_err(|_| Trap::Mismatch("procedure that lifts"))?;
        value.into_wit()
    }

    /// Runs a procedure that takes a value apart: [`Form::LowerGive`] or [`Form::LowerRealloc`], which make core values;
    /// [`Form::StoreGive`] or [`Form::StoreRealloc`] with the address where the value goes.
    pub fn lower(&mut self, proc: ProcId, value: &Value, address: Option<u64>) -> Result<Vec<u64>, Trap> {
        let args = [Slot::Wit(value.clone())].into_iter().chain(address.map(Slot::Core)).collect();
        self.proc(proc, args)?.into_iter().map(Slot::into_core).collect()
    }

    /// The guest writes `values` into a stream of which the host reads `room` at most. Returns what the host has and what the
    /// guest has left.
    pub fn write(
        &mut self,
        guest: &Payload,
        host: &Payload,
        values: &[Value],
        room: usize,
    ) -> Result<(Vec<Value>, Vec<Value>), Trap> {
        let buffer = self.buffer(guest, values.len())?;
        for (index, value) in values.iter().enumerate() {
            self.lower(guest.store, value, Some(buffer.element(index)))?;
        }
        self.check(&buffer, host)?;
        let (mut seen, mut left) = (Vec::new(), Vec::new());
        for index in 0..values.len().min(room) {
            seen.push(self.lift(host.load, &[buffer.element(index)])?);
            if let Some(free) = guest.free {
                self.proc(free, vec![Slot::Core(buffer.element(index))])?;
            }
        }
        for index in seen.len()..values.len() {
            left.push(self.lift(guest.load, &[buffer.element(index)])?);
        }
        self.free(&buffer)?;
        Ok((seen, left))
    }

    /// The guest reads `room` values at most from a stream into which the host writes `values`. Returns what the guest has.
    pub fn read(
        &mut self,
        guest: &Payload,
        host: &Payload,
        values: &[Value],
        room: usize,
    ) -> Result<Vec<Value>, Trap> {
        let buffer = self.buffer(guest, room)?;
        self.check(&buffer, host)?;
        let count = values.len().min(room);
        for (index, value) in values[..count].iter().enumerate() {
            self.lower(host.store, value, Some(buffer.element(index)))?;
        }
        let seen = (0..count).map(|index| self.lift(guest.load, &[buffer.element(index)])).collect();
        self.free(&buffer)?;
        seen
    }

    fn proc(&mut self, proc: ProcId, args: Vec<Slot>) -> Result<Vec<Slot>, Trap> {
        let proc = &self.machine.procs[proc];
        let seat = match proc.key.form {
            Form::LoadCopy | Form::LiftCopy | Form::StoreRealloc | Form::LowerRealloc => Seat::Host,
            _ => Seat::Guest,
        };
        run_block(&mut self.machine, seat, (&proc.params, &proc.body, &proc.vals), args, &mut Nothing)
    }

    fn buffer(&mut self, payload: &Payload, count: usize) -> Result<Buffer, Trap> {
        let (stride, align) = (u64::from(payload.list.layout.size), payload.list.layout.align);
        let size = stride.checked_mul(count as u64).ok_or(Trap::OutOfMemory)?;
        Ok(Buffer { start: self.machine.memory.allocate(size, align)?, size, stride, align })
    }

    /// CanonicalABI.md, "Buffer State", `GuestBuffer`.
    fn check(&self, buffer: &Buffer, host: &Payload) -> Result<(), Trap> {
        self.machine.memory.check_align(buffer.start, host.list.layout.align)?;
        self.machine.memory.check(Seat::Host, buffer.start, buffer.size)
    }

    fn free(&mut self, buffer: &Buffer) -> Result<(), Trap> {
        self.machine.memory.free(buffer.start, buffer.size, buffer.align)
    }
}

/// The guest's memory for a read or write.
struct Buffer {
    start: u64,
    size: u64,
    stride: u64,
    align: u32,
}

impl Buffer {
    fn element(&self, index: usize) -> u64 {
        self.start + self.stride * index as u64
    }
}

/// A procedure calls nothing.
struct Nothing;

impl Callee for Nothing {}

/// The other side of the core function.
struct Far<'a, F> {
    near: &'a Plan,
    far: &'a Plan,
    callee: Option<F>,
}

impl<F: FnOnce(&mut Handles, &[Value]) -> Option<Value>> Far<'_, F> {
    fn innermost(&mut self) -> Innermost<'_, F> {
        Innermost { near: self.near, callee: &mut self.callee }
    }
}

impl<F: FnOnce(&mut Handles, &[Value]) -> Option<Value>> Callee for Far<'_, F> {
    fn core(&mut self, machine: &mut Machine<'_>, args: Vec<u64>) -> Result<Vec<u64>, Trap> {
        let args = args.into_iter().map(Slot::Core).collect();
        let far = self.far;
        let results = run(machine, far, args, &mut self.innermost())?;
        let results = results.into_iter().map(Slot::into_core).collect::<Result<Vec<u64>, Trap>>()?;
        let over = !far.abi.is_async() || results.first() == Some(&(SubtaskState::Returned as u64));
        if far.position.seat == Seat::Host && over {
            machine.handles.deliver_resolve();
        }
        Ok(results)
    }

    fn post_return(&mut self, machine: &mut Machine<'_>, args: Vec<u64>) -> Result<(), Trap> {
        machine.handles.task_return()?;
        let Some(post) = &self.far.post_return else { return Ok(()) };
        let args = args.into_iter().map(Slot::Core).collect();
        run_block(machine, Seat::Guest, (&post.params, &post.body, &post.vals), args, self)?;
        Ok(())
    }

    fn resume(&mut self, machine: &mut Machine<'_>, status: u64) -> Result<u64, Trap> {
        let far = self.far;
        match far.body.ops.last() {
            Some(Op::Subtask { body, .. }) => {
                let index = (status >> 4) as u32;
                let Entry::Subtask(state) = machine.handles.get(index)? else {
                    return Err(Trap::WrongHandle(index));
                };
                let (first, rest) = body.ops.split_at(tasks::start(body));
                let (ops, next) = match state {
                    SubtaskState::Starting => (first, SubtaskState::Started),
                    _ => (rest, SubtaskState::Returned),
                };
                resume(machine, Seat::Host, ops, &mut self.innermost())?;
                machine.handles.set_state(index, next)?;
                if next == SubtaskState::Returned {
                    machine.handles.deliver_resolve();
                    machine.handles.remove(index)?;
                    return Ok(next as u64);
                }
                Ok(next as u64 | (u64::from(index) << 4))
            }
            Some(Op::Task { body, .. }) => {
                if let Some(status) = machine.wait_again() {
                    return Ok(status);
                }
                machine.handles.remove((status >> 4) as u32)?;
                resume(machine, Seat::Guest, &body.ops, &mut self.innermost())?;
                Ok(tasks::EXIT)
            }
            _ => Err(Trap::Mismatch("plan that waits")),
        }
    }
}

/// What a plan of the far side calls.
struct Innermost<'a, F> {
    near: &'a Plan,
    callee: &'a mut Option<F>,
}

impl<F: FnOnce(&mut Handles, &[Value]) -> Option<Value>> Callee for Innermost<'_, F> {
    fn wit(&mut self, machine: &mut Machine<'_>, args: Vec<Value>) -> Result<Option<Value>, Trap> {
        let callee = self.callee.take().ok_or(Trap::Mismatch("second call"))?;
        Ok(callee(&mut machine.handles, &args))
    }

    /// CanonicalABI.md, `canon task.return`.
    fn task_return(&mut self, machine: &mut Machine<'_>, args: Vec<u64>) -> Result<(), Trap> {
        let part = self.near.task_return.as_ref().ok_or(Trap::Mismatch("export lifted asynchronously"))?;
        let args = args.into_iter().map(Slot::Core).collect();
        let block = (&part.params[..], &part.body, &part.vals[..]);
        let results = run_block(machine, Seat::Host, block, args, &mut Nothing)?;
        machine.handles.task_return()?;
        machine.returned = Some(results.into_iter().map(Slot::into_wit).next().transpose()?);
        Ok(())
    }
}
