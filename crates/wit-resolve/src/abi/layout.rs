//! Size and alignment. CanonicalABI.md, "Alignment", "Element Size".

/// Size and alignment of a type in memory, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Layout {
    /// The size, a multiple of the alignment.
    pub size: u32,
    /// The alignment: 1, 2, 4 or 8.
    pub align: u32,
}
