//! Why a run ends.

use std::fmt;

use super::super::Val;

/// Why a run ends before its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trap {
    /// An address outside of memory. CanonicalABI.md traps on this and on what follows up to [`Trap::NotReturned`].
    OutOfBounds {
        /// The address.
        address: u64,
        /// How many bytes were wanted.
        bytes: u64,
    },
    /// An address that is no multiple of the alignment.
    Misaligned {
        /// The address.
        address: u64,
        /// The alignment.
        align: u32,
    },
    /// A number that is no Unicode scalar value.
    BadChar(u32),
    /// The number of a case that the type does not have.
    BadCase {
        /// The number.
        case: u32,
        /// How many cases there are.
        cases: u32,
    },
    /// Text that is not well-formed in its encoding.
    BadText,
    /// A string or list of too many bytes.
    TooLong(u64),
    /// The guest's allocator has no more room.
    OutOfMemory,
    /// An index that refers to nothing.
    NoHandle(u32),
    /// An index that refers to something else than is wanted.
    WrongHandle(u32),
    /// A handle that is lent is given away or dropped.
    Lent(u32),
    /// A borrowed handle is given away.
    NotOwned(u32),
    /// The end of a stream or future is given away while it is used.
    Busy(u32),
    /// An export returns before it has dropped what it was lent.
    BorrowsLeft(u32),
    /// A task ends without a result.
    NotReturned,
    /// The guest reads or writes what is not allocated. This and what follows are faults of the plan, or of who runs it.
    Dead {
        /// The address.
        address: u64,
        /// How many bytes were wanted.
        bytes: u64,
    },
    /// A block is freed that was not allocated so, or was freed before.
    BadFree {
        /// The address.
        address: u64,
        /// The size that it was freed with.
        bytes: u64,
        /// The alignment that it was freed with.
        align: u32,
    },
    /// Blocks are left when the call is over.
    Leak {
        /// How many.
        blocks: usize,
    },
    /// Temporaries take another size than was measured.
    Temps {
        /// The size that was measured.
        measured: u64,
        /// The size that was taken.
        taken: u64,
    },
    /// A value is used that no operation defined.
    Undefined(Val),
    /// A value is not of the type that the operation works on.
    Mismatch(&'static str),
    /// Blocks and procedures are nested too deep for this interpreter.
    TooDeep,
}

impl fmt::Display for Trap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trap::OutOfBounds { address, bytes } => {
                write!(f, "{bytes} bytes at {address:#x} lie outside of memory")
            }
            Trap::Misaligned { address, align } => write!(f, "{address:#x} is not aligned to {align}"),
            Trap::BadChar(bits) => write!(f, "{bits:#x} is no Unicode scalar value"),
            Trap::BadCase { case, cases } => write!(f, "there is no case {case} among {cases}"),
            Trap::BadText => f.write_str("the text is not well-formed"),
            Trap::TooLong(bytes) => write!(f, "{bytes} bytes are too many"),
            Trap::OutOfMemory => f.write_str("out of memory"),
            Trap::NoHandle(index) => write!(f, "index {index} refers to nothing"),
            Trap::WrongHandle(index) => write!(f, "index {index} refers to something else"),
            Trap::Lent(index) => write!(f, "the handle {index} is lent"),
            Trap::NotOwned(index) => write!(f, "the handle {index} is borrowed"),
            Trap::Busy(index) => write!(f, "the stream or future {index} is in use"),
            Trap::BorrowsLeft(count) => write!(f, "{count} borrowed handles are not dropped"),
            Trap::NotReturned => f.write_str("the task ends without a result"),
            Trap::Dead { address, bytes } => write!(f, "{bytes} bytes at {address:#x} are not allocated"),
            Trap::BadFree { address, bytes, align } => {
                write!(f, "no block of {bytes} bytes, aligned to {align}, is at {address:#x}")
            }
            Trap::Leak { blocks } => write!(f, "{blocks} blocks are never freed"),
            Trap::Temps { measured, taken } => {
                write!(f, "temporaries take {taken} bytes, not {measured} as measured")
            }
            Trap::Undefined(val) => write!(f, "{val:?} is not defined"),
            Trap::Mismatch(what) => write!(f, "the value is no {what}"),
            Trap::TooDeep => f.write_str("nested too deep"),
        }
    }
}

impl std::error::Error for Trap {}
