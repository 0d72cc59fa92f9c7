//! The constants of the canonical ABI, each written once.

/// Most core values that parameters take before they are passed through memory. CanonicalABI.md, "Flattening".
pub const MAX_FLAT_PARAMS: usize = 16;

/// The same for imports that are lowered asynchronously. CanonicalABI.md, "Flattening".
pub const MAX_FLAT_ASYNC_PARAMS: usize = 4;

/// Most core values that a result takes before it is passed through memory. CanonicalABI.md, "Flattening".
pub const MAX_FLAT_RESULTS: usize = 1;

/// Most bytes of a string that is lifted. CanonicalABI.md, "Loading".
pub const MAX_STRING_BYTE_LENGTH: u64 = (1 << 28) - 1;

/// Most bytes of a list that is lifted. CanonicalABI.md, "Loading".
pub const MAX_LIST_BYTE_LENGTH: u64 = (1 << 28) - 1;
