//! What the elements of lists are, and what must hold before they can be taken as they lie in memory.

use super::super::layout::Layout;
use crate::graph::TypeId;

/// What the elements of a list, map or fixed-length list are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The element; of a map, the key.
    pub elem: TypeId,
    /// Of a map, the value.
    pub value: Option<TypeId>,
    /// Size and alignment of one element, or of one entry of a map.
    pub layout: Layout,
    /// Whether elements can be taken as they lie in memory.
    pub class: ElemClass,
    /// Whether elements are taken so: the class allows it, and the target language holds them in the same layout.
    pub as_is: bool,
}

/// Whether the elements of a list can be taken as they lie in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElemClass {
    /// Integers and floats: all bits are valid.
    Scalar,
    /// `bool`, `enum`, `char`, `flags`: all bits are valid that pass the checks.
    Checked(Vec<Check>),
    /// Records, tuples and fixed-length lists of those, without pointers; padding means nothing.
    Plain(Vec<Check>),
    /// Anything else goes one by one.
    Loop,
}

/// What must hold of one part of each element before it can be taken as it lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Check {
    /// Bytes from the start of the element.
    pub offset: u32,
    /// What must hold.
    pub valid: Valid,
}

/// What must hold of an integer in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Valid {
    /// One byte, 0 or 1.
    Bool,
    /// Four bytes, a Unicode scalar value.
    Char,
    /// An enum: less than the number of cases.
    Below {
        /// Bytes of the integer.
        bytes: u8,
        /// The number of cases.
        bound: u32,
    },
    /// Flags: no bit outside of the mask.
    Mask {
        /// Bytes of the integer.
        bytes: u8,
        /// The bits that mean something.
        mask: u32,
    },
}
