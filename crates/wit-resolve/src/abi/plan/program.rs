//! What the planner makes: plans of calls, and the procedures that they share.

use std::fmt;

use super::super::signature::Signature;
use super::super::{CallAbi, Options, Position};
use super::elem::List;
use super::op::Block;
use super::val::{ValType, Vals};
use crate::graph::{FunctionId, Id, TypeId};

/// The lifting and lowering of one function in one position: a small program.
///
/// The guest's import glue takes WIT values, calls the core import, and yields the WIT result; the guest's export glue
/// takes core values, calls the implementation, and yields core results. On the host seat it is the other way round.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The function.
    pub function: FunctionId,
    /// Where the glue sits.
    pub position: Position,
    /// What it was made for.
    pub options: Options,
    /// By which convention the core function is called.
    pub abi: CallAbi,
    /// The core function that is called or provided.
    pub signature: Signature,
    /// The values that the glue is given: WIT parameters or core parameters.
    pub params: Vals,
    /// What to do; yields the results of the glue.
    pub body: Block,
    /// Guest exports whose result owns memory: what the core function `cabi_post_*` does with the core results.
    pub post_return: Option<Box<PostReturn>>,
    /// Exports that are lifted asynchronously: the built-in that takes the result.
    pub task_return: Option<Box<TaskReturn>>,
    /// What each value is, by its number.
    pub vals: Box<[ValType]>,
}

/// `task.return` of one export. CanonicalABI.md, `canon task.return`.
#[derive(Clone, Debug)]
pub struct TaskReturn {
    /// The built-in as a core function: the guest imports it, the host provides it.
    pub signature: Signature,
    /// Host seat: what the built-in is given.
    pub params: Vals,
    /// Host seat: what the built-in does; yields the result of the export. On the guest seat it is empty.
    pub body: Block,
    /// What each value is; numbers count apart from those of the plan.
    pub vals: Box<[ValType]>,
}

/// What `cabi_post_*` does.
#[derive(Clone, Debug)]
pub struct PostReturn {
    /// The core results of the export.
    pub params: Vals,
    /// What to free.
    pub body: Block,
    /// What each value is; numbers count apart from those of the plan.
    pub vals: Box<[ValType]>,
}

/// A procedure of one [`Procs`](super::Procs) table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcId(pub(crate) u32);

impl Id for ProcId {
    fn from_index(index: usize) -> ProcId {
        ProcId(index as u32)
    }

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a procedure does with a value of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `(address) -> value`; guest: adopts what it points to.
    Load,
    /// `(address) -> value`; host: copies.
    LoadCopy,
    /// `(value, address, temps)`; guest, imports. Without `temps` if no value of the type takes any.
    StoreBorrow,
    /// `(value, address)`; guest, exports.
    StoreGive,
    /// `(value, address)`; host.
    StoreRealloc,
    /// `(address)`: frees what the value owns.
    Free,
    /// `(value) -> size`: how many bytes of temporaries it takes.
    Measure,
    /// `(core values) -> value`; guest: adopts what they point to.
    Lift,
    /// `(core values) -> value`; host: copies.
    LiftCopy,
    /// `(value, temps) -> core values`; guest, imports. Without `temps` if no value of the type takes any.
    LowerBorrow,
    /// `(value) -> core values`; guest, exports.
    LowerGive,
    /// `(value) -> core values`; host.
    LowerRealloc,
}

/// How the elements of a stream, or the value of a future, lie in a buffer. CanonicalABI.md, "Buffer State".
#[derive(Clone, Debug)]
pub struct Payload {
    /// The elements; a guest that holds them as they lie in memory ([`List::as_is`]) copies them in and out.
    pub list: List,
    /// `(value, address)`: puts a value into the buffer. Guest: what it owns is given away, until the other side has copied it or
    /// the write is over without.
    pub store: ProcId,
    /// `(address) -> value`: takes a value out. Guest: after a read, and to take back what a write did not transfer.
    pub load: ProcId,
    /// `(address)`; guest: frees what a value owned that a write transferred. `None` if values own nothing.
    pub free: Option<ProcId>,
}

/// What identifies a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcKey {
    /// The type, behind aliases: a record or variant, or an anonymous type that is too large to stand inline.
    pub ty: TypeId,
    /// What is done.
    pub form: Form,
}

/// One form of a type, planned once for a world and called.
#[derive(Clone, Debug)]
pub struct Proc {
    /// What it is.
    pub key: ProcKey,
    /// Its parameters, as [`Form`] says.
    pub params: Vals,
    /// What to do; yields what [`Form`] says.
    pub body: Block,
    /// What each value is, by its number; they count apart from those of plans.
    pub vals: Box<[ValType]>,
}

impl fmt::Debug for ProcId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "proc{}", self.0)
    }
}
