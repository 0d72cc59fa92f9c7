//! The built-ins that linkers know, as tables: field, core type, when a guest needs it. CanonicalABI.md, "Canonical Definitions".

use super::super::PointerWidth;
use super::super::signature::{CoreType, Signature};
use super::{Standing, When};

/// A core type, of which addresses depend on the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ty {
    I32,
    I64,
    Address,
}

use Ty::{Address, I32, I64};

/// A built-in that belongs to no item of a world.
pub(super) struct Builtin {
    pub(super) field: &'static str,
    params: &'static [Ty],
    results: &'static [Ty],
    pub(super) when: When,
    pub(super) standing: Standing,
}

/// A built-in for streams or futures. CanonicalABI.md, `canon stream.new` and what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "they are those of the specification")]
pub enum PayloadBuiltin {
    New,
    Read,
    Write,
    CancelRead,
    CancelWrite,
    DropReadable,
    DropWritable,
    Forward,
}

const fn builtin(
    field: &'static str,
    params: &'static [Ty],
    results: &'static [Ty],
    when: When,
    standing: Standing,
) -> Builtin {
    Builtin { field, params, results, when, standing }
}

/// Of the module [`super::names::TASK`].
pub(super) const TASK_CANCEL: Builtin =
    builtin("[task-cancel]", &[], &[], When::CancelsTasks, Standing::Plain);

/// Of the module `$root`.
pub(super) const ROOT: &[Builtin] = &[
    builtin("[backpressure-inc]", &[], &[], When::LimitsTasks, Standing::Plain),
    builtin("[backpressure-dec]", &[], &[], When::LimitsTasks, Standing::Plain),
    builtin("[waitable-set-new]", &[], &[I32], When::Waits, Standing::Plain),
    builtin("[waitable-set-drop]", &[I32], &[], When::Waits, Standing::Plain),
    builtin("[waitable-join]", &[I32, I32], &[], When::Waits, Standing::Plain),
    builtin("[subtask-drop]", &[I32], &[], When::HasSubtasks, Standing::Plain),
    builtin("[subtask-cancel]", &[I32], &[I32], When::CancelsSubtasks, Standing::Plain),
    builtin("[async-lower][subtask-cancel]", &[I32], &[I32], When::CancelsSubtasks, Standing::MoreAsync),
    builtin("[context-get-0]", &[], &[I32], When::KeepsState, Standing::Plain),
    builtin("[context-set-0]", &[I32], &[], When::KeepsState, Standing::Plain),
    builtin("[context-get-i32-0]", &[], &[I32], When::KeepsState, Standing::Alternative),
    builtin("[context-set-i32-0]", &[I32], &[], When::KeepsState, Standing::Alternative),
    builtin("[context-get-i64-0]", &[], &[I64], When::KeepsState, Standing::Exclusive),
    builtin("[context-set-i64-0]", &[I64], &[], When::KeepsState, Standing::Exclusive),
    builtin("[context-get-1]", &[], &[I32], When::KeepsState, Standing::Threads),
    builtin("[context-set-1]", &[I32], &[], When::KeepsState, Standing::Threads),
    builtin("[thread-yield]", &[], &[I32], When::Yields, Standing::Plain),
    builtin("[thread-index]", &[], &[I32], When::HasThreads, Standing::Threads),
    builtin("[thread-new-indirect-v0]", &[I32, I32], &[I32], When::HasThreads, Standing::Threads),
    builtin("[thread-resume-later]", &[I32], &[], When::HasThreads, Standing::Threads),
    builtin("[thread-suspend]", &[], &[I32], When::HasThreads, Standing::Threads),
    builtin("[thread-suspend-then-resume]", &[I32], &[I32], When::HasThreads, Standing::Threads),
    builtin("[thread-yield-then-resume]", &[I32], &[I32], When::HasThreads, Standing::Threads),
    builtin("[thread-suspend-then-promote]", &[I32], &[I32], When::HasThreads, Standing::Threads),
    builtin("[thread-yield-then-promote]", &[I32], &[I32], When::HasThreads, Standing::Threads),
    builtin("[error-context-drop]", &[I32], &[], When::HasErrorContexts, Standing::ErrorContexts),
];

/// Waiting by blocking; the suffix is the type of addresses, which may be left out if that is `i32`.
pub(super) const WAITING: &[Builtin] = &[
    builtin("[waitable-set-wait", &[I32, Address], &[I32], When::Waits, Standing::Plain),
    builtin("[waitable-set-poll", &[I32, Address], &[I32], When::Waits, Standing::Plain),
];

/// What ends in an encoding of strings.
pub(super) const ERROR_CONTEXT: &[Builtin] = &[
    builtin(
        "[error-context-new-",
        &[Address, Address],
        &[I32],
        When::HasErrorContexts,
        Standing::ErrorContexts,
    ),
    builtin(
        "[error-context-debug-message-",
        &[I32, Address],
        &[],
        When::HasErrorContexts,
        Standing::ErrorContexts,
    ),
];

/// Of the module `env`.
pub(super) const LINKAGE: &[Builtin] = &[
    builtin("__wasm_get_stack_pointer", &[], &[Address], When::Compiled, Standing::Threads),
    builtin("__wasm_set_stack_pointer", &[Address], &[], When::Compiled, Standing::Threads),
    builtin("__wasm_get_tls_base", &[], &[Address], When::Compiled, Standing::Threads),
    builtin("__wasm_set_tls_base", &[Address], &[], When::Compiled, Standing::Threads),
];

impl Builtin {
    pub(super) fn signature(&self, pointer: PointerWidth) -> Signature {
        signature(self.params, self.results, pointer)
    }
}

impl PayloadBuiltin {
    /// Every one.
    pub const ALL: [PayloadBuiltin; 8] = [
        PayloadBuiltin::New,
        PayloadBuiltin::Read,
        PayloadBuiltin::Write,
        PayloadBuiltin::CancelRead,
        PayloadBuiltin::CancelWrite,
        PayloadBuiltin::DropReadable,
        PayloadBuiltin::DropWritable,
        PayloadBuiltin::Forward,
    ];

    pub(super) fn word(self) -> &'static str {
        match self {
            PayloadBuiltin::New => "new",
            PayloadBuiltin::Read => "read",
            PayloadBuiltin::Write => "write",
            PayloadBuiltin::CancelRead => "cancel-read",
            PayloadBuiltin::CancelWrite => "cancel-write",
            PayloadBuiltin::DropReadable => "drop-readable",
            PayloadBuiltin::DropWritable => "drop-writable",
            PayloadBuiltin::Forward => "forward",
        }
    }

    pub(super) fn when(self) -> When {
        match self {
            PayloadBuiltin::New => When::MakesEnds,
            PayloadBuiltin::Read => When::Reads,
            PayloadBuiltin::Write => When::Writes,
            PayloadBuiltin::CancelRead => When::CancelsReads,
            PayloadBuiltin::CancelWrite => When::CancelsWrites,
            PayloadBuiltin::DropReadable => When::DropsReadable,
            PayloadBuiltin::DropWritable => When::DropsWritable,
            PayloadBuiltin::Forward => When::Forwards,
        }
    }

    /// The two ways to lower it, or one: without `[async-lower]`, with it. Reads and writes that do not block and cancels that
    /// do are what engines take without more.
    pub(super) fn lowerings(self) -> &'static [(bool, Standing)] {
        match self {
            PayloadBuiltin::Read | PayloadBuiltin::Write => {
                &[(true, Standing::Plain), (false, Standing::MoreAsync)]
            }
            PayloadBuiltin::CancelRead | PayloadBuiltin::CancelWrite => {
                &[(false, Standing::Plain), (true, Standing::MoreAsync)]
            }
            _ => &[(false, Standing::Plain)],
        }
    }

    /// The core type for a stream or future.
    pub(super) fn signature(self, stream: bool, pointer: PointerWidth) -> Signature {
        let (params, results): (&[Ty], &[Ty]) = match self {
            PayloadBuiltin::New => (&[], &[I64]),
            PayloadBuiltin::Read | PayloadBuiltin::Write if stream => (&[I32, Address, Address], &[Address]),
            PayloadBuiltin::Read | PayloadBuiltin::Write => (&[I32, Address], &[I32]),
            PayloadBuiltin::CancelRead | PayloadBuiltin::CancelWrite => (&[I32], &[I32]),
            PayloadBuiltin::DropReadable | PayloadBuiltin::DropWritable => (&[I32], &[]),
            PayloadBuiltin::Forward => (&[I32, I32], &[]),
        };
        signature(params, results, pointer)
    }
}

fn signature(params: &[Ty], results: &[Ty], pointer: PointerWidth) -> Signature {
    let cores = |types: &[Ty]| -> Vec<CoreType> {
        let core = |ty: &Ty| match ty {
            I32 => CoreType::I32,
            I64 => CoreType::I64,
            Address => CoreType::pointer(pointer),
        };
        types.iter().map(core).collect()
    };
    Signature::new(&cores(params), &cores(results))
}
