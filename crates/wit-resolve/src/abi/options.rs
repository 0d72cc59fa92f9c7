//! What a lifting or lowering depends on beside the function. CanonicalABI.md, `canonopt`.

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
}

impl Default for Options {
    /// UTF-8 in a 32-bit memory.
    fn default() -> Options {
        Options { string_encoding: StringEncoding::Utf8, pointer: PointerWidth::P32 }
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
