//! Operations of calls that are lowered or lifted asynchronously. CanonicalABI.md, `canon lift`, `canon lower`, "Subtask State".

use super::super::{Block, Op, Val};
use super::handles::{Entry, SubtaskState};
use super::machine::{Machine, Run, Slot};
use super::trap::Trap;

/// The callback codes of the specification.
pub(super) const EXIT: u64 = 0;
const YIELD: u64 = 1;
const WAIT: u64 = 2;

impl Run<'_, '_> {
    pub(super) fn task_op(&mut self, op: &Op) -> Result<(), Trap> {
        match op {
            Op::Await { status } => {
                let mut status = self.core(*status)?;
                while status & 0xf != SubtaskState::Returned as u64 {
                    status = self.callee.resume(self.machine, status)?;
                }
                Ok(())
            }
            Op::Subtask { dst, body } => self.subtask(*dst, body),
            Op::Task { dst, body } => self.task(*dst, body),
            Op::TaskReturn { args } => {
                let args = self.cores(args)?;
                self.callee.task_return(self.machine, args)
            }
            Op::AwaitTask { dst, status } => {
                let mut status = status.map_or(Ok(EXIT), |status| self.core(status))?;
                while status & 0xf != EXIT {
                    if status & 0xf > WAIT {
                        return Err(Trap::BadCase { case: (status & 0xf) as u32, cases: WAIT as u32 + 1 });
                    }
                    status = self.callee.resume(self.machine, status)?;
                }
                let result = self.machine.returned.take().ok_or(Trap::NotReturned)?;
                self.bind(dst.as_slice(), result.into_iter().map(Slot::Wit).collect())
            }
            _ => Err(Trap::Mismatch("operation of a task")),
        }
    }

    fn subtask(&mut self, dst: Val, body: &Block) -> Result<(), Trap> {
        if self.machine.waits == 0 {
            self.block(body)?;
            self.set_core(dst, SubtaskState::Returned as u64);
            return Ok(());
        }
        let index = self.machine.handles.add(Entry::Subtask(SubtaskState::Starting));
        self.suspend();
        self.set_core(dst, u64::from(index) << 4);
        Ok(())
    }

    fn task(&mut self, dst: Option<Val>, body: &Block) -> Result<(), Trap> {
        let Some(dst) = dst else {
            self.block(body)?;
            return Ok(());
        };
        let set = self.machine.handles.add(Entry::WaitableSet);
        self.machine.waitable_set = set;
        match self.machine.wait_again() {
            Some(status) => {
                self.suspend();
                self.set_core(dst, status);
            }
            None => {
                self.machine.handles.remove(set)?;
                self.block(body)?;
                self.set_core(dst, EXIT);
            }
        }
        Ok(())
    }
}

impl Machine<'_> {
    /// The callback code of a task that waits once more, if it does. A task that yields does so the first time.
    pub(super) fn wait_again(&mut self) -> Option<u64> {
        let left = self.waits_left.get_or_insert(self.waits);
        if *left == 0 {
            self.waits_left = None;
            return None;
        }
        *left -= 1;
        let set = u64::from(self.waitable_set) << 4;
        Some(if left.is_multiple_of(2) { WAIT | set } else { YIELD | set })
    }
}

/// How many operations of a subtask come before it has started.
pub(super) fn start(body: &Block) -> usize {
    body.ops.iter().position(|op| matches!(op, Op::CallWit { .. })).unwrap_or(body.ops.len())
}
