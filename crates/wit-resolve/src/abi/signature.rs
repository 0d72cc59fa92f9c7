//! Core signatures. CanonicalABI.md, "Flattening", `flatten_functype`.

/// A core value type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is a value type of core wasm")]
pub enum CoreType {
    I32,
    I64,
    F32,
    F64,
}

/// The type of the core function that an import or export is lowered to or lifted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Core parameters.
    pub params: Vec<CoreType>,
    /// Core results.
    pub results: Vec<CoreType>,
    /// Parameters do not fit into core parameters: the only one is the address of a tuple of them.
    pub spilled_params: bool,
    /// The result does not fit into a core result: imports have a last parameter, exports a result, that is its address.
    pub return_pointer: bool,
}
