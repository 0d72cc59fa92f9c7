//! What a lifting or lowering depends on beside the function. CanonicalABI.md, `canonopt`.

use crate::graph::Function;

/// Where a piece of glue sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Whether the function is an import or an export of the component.
    pub direction: Direction,
    /// On which side of the boundary the glue runs.
    pub seat: Seat,
}

/// Whether a function is an import or an export of the component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The component calls it.
    Import,
    /// The component provides it.
    Export,
}

/// On which side of the boundary a piece of glue runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seat {
    /// Inside the core module: lowers what lies in its own memory and adopts what it is given.
    Guest,
    /// Outside: lowers by the guest's `realloc`, lifts by copying, and calls post-return.
    Host,
}

/// The options of a lifting or lowering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// How strings are encoded in the guest's memory.
    pub string_encoding: StringEncoding,
    /// The width of addresses of the guest's memory.
    pub pointer: PointerWidth,
    /// `async`: functions of async type are lowered and lifted asynchronously. Other functions never are, for a linker
    /// refuses that.
    pub async_: bool,
    /// `callback`: exports that are lifted asynchronously return whenever they wait, and are resumed by a callback. Without
    /// `async_` it means nothing.
    pub callback: bool,
}

impl Default for Options {
    /// UTF-8 in a 32-bit memory, synchronously.
    fn default() -> Options {
        Options {
            string_encoding: StringEncoding::Utf8,
            pointer: PointerWidth::P32,
            async_: false,
            callback: false,
        }
    }
}

impl Options {
    /// By which core convention `function` is called under these options.
    pub fn call_abi(self, direction: Direction, function: &Function) -> CallAbi {
        let asynchronously = self.async_ && function.is_async;
        match direction {
            Direction::Import if asynchronously => CallAbi::AsyncLower,
            Direction::Import => CallAbi::SyncLower,
            Direction::Export if asynchronously && self.callback => CallAbi::CallbackLift,
            Direction::Export if asynchronously => CallAbi::StackfulLift,
            Direction::Export => CallAbi::SyncLift,
        }
    }
}

/// By which core convention a function is called: what `async` and `callback` make of a lifting or lowering.
/// CanonicalABI.md, `flatten_functype`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallAbi {
    /// An import that returns its result.
    SyncLower,
    /// An import that returns the state of a subtask.
    AsyncLower,
    /// An export that returns its result.
    SyncLift,
    /// An export that returns what it waits for, is resumed by a callback, and gives its result to `task.return`.
    CallbackLift,
    /// An export that blocks where it waits, and gives its result to `task.return`.
    StackfulLift,
}

impl CallAbi {
    /// Every one.
    pub const ALL: [CallAbi; 5] = [
        CallAbi::SyncLower,
        CallAbi::AsyncLower,
        CallAbi::SyncLift,
        CallAbi::CallbackLift,
        CallAbi::StackfulLift,
    ];

    /// Whether the function is lowered or lifted asynchronously.
    pub fn is_async(self) -> bool {
        !matches!(self, CallAbi::SyncLower | CallAbi::SyncLift)
    }

    /// Whether it is a lowering: the core function is imported.
    pub fn is_lower(self) -> bool {
        matches!(self, CallAbi::SyncLower | CallAbi::AsyncLower)
    }
}

/// How strings are encoded in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StringEncoding {
    /// UTF-8; lengths in bytes.
    #[default]
    Utf8,
    /// UTF-16; lengths in code units.
    Utf16,
    /// Latin-1, or UTF-16 where the top bit of the length is set.
    Latin1OrUtf16,
}

/// The width of addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointerWidth {
    /// `i32` addresses.
    #[default]
    P32,
    /// `i64` addresses.
    P64,
}

impl PointerWidth {
    /// Bytes of one address.
    pub fn bytes(self) -> u32 {
        match self {
            PointerWidth::P32 => 4,
            PointerWidth::P64 => 8,
        }
    }
}
