//! Core signatures. CanonicalABI.md, "Flattening", `flatten_functype`.

use super::Direction;
use super::flat::Flats;
use super::limits::MAX_FLAT_RESULTS;
use crate::graph::Function;

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

impl Signature {
    /// The signature for the synchronous lowering of an import or lifting of an export; `flats` are those of the graph that
    /// holds `function`. An async function has one too, as the specification lets a component choose.
    pub fn of(function: &Function, direction: Direction, flats: &Flats) -> Signature {
        let pointer = flats.pointer();
        let flat_params = flats.of_all(function.params.iter().map(|param| param.ty));
        let spilled_params = flat_params.is_none();
        let flat_results = flats.of_all(function.result);
        let fits = flat_results.filter(|results| results.len() <= MAX_FLAT_RESULTS);
        let return_pointer = fits.is_none();
        let mut params = flat_params.unwrap_or_else(|| vec![pointer]);
        let mut results = fits.unwrap_or_default();
        if return_pointer {
            match direction {
                Direction::Import => params.push(pointer),
                Direction::Export => results.push(pointer),
            }
        }
        Signature { params, results, spilled_params, return_pointer }
    }
}
