//! Core signatures. CanonicalABI.md, "Flattening", `flatten_functype`.

use super::flat::Flats;
use super::limits::{MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS};
use super::{CallAbi, PointerWidth};
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Signature {
    /// Core parameters.
    pub params: Vec<CoreType>,
    /// Core results.
    pub results: Vec<CoreType>,
    /// Parameters do not fit into core parameters: the first is the address of a tuple of them.
    pub spilled_params: bool,
    /// The result does not fit into a core result: imports have a last parameter, exports a result, that is its address.
    pub return_pointer: bool,
}

impl Signature {
    /// The signature of `function` by a convention; `flats` are those of the graph that holds it. An async function has a
    /// synchronous one too, as the specification lets a component choose; a linker refuses the reverse.
    pub fn of(function: &Function, abi: CallAbi, flats: &Flats) -> Signature {
        let pointer = flats.pointer();
        let max_params = if abi == CallAbi::AsyncLower { MAX_FLAT_ASYNC_PARAMS } else { MAX_FLAT_PARAMS };
        let flat_params = flats.of_all(function.params.iter().map(|param| param.ty));
        let flat_params = flat_params.filter(|params| params.len() <= max_params);
        let spilled_params = flat_params.is_none();
        let params = flat_params.unwrap_or_else(|| vec![pointer]);
        let signature = Signature { params, spilled_params, ..Signature::default() };
        match abi {
            CallAbi::SyncLower | CallAbi::SyncLift => signature.with_result(function, abi, flats),
            CallAbi::AsyncLower => signature.with_status(function.result.is_some().then_some(pointer)),
            CallAbi::CallbackLift => signature.with_status(None),
            CallAbi::StackfulLift => signature,
        }
    }

    fn with_result(mut self, function: &Function, abi: CallAbi, flats: &Flats) -> Signature {
        let flat_results = flats.of_all(function.result);
        match flat_results.filter(|results| results.len() <= MAX_FLAT_RESULTS) {
            Some(results) => self.results = results,
            None => {
                self.return_pointer = true;
                let place = if abi.is_lower() { &mut self.params } else { &mut self.results };
                place.push(flats.pointer());
            }
        }
        self
    }

    /// The state of a subtask or task is the core result; the result of the function goes to an address, or elsewhere.
    fn with_status(mut self, return_pointer: Option<CoreType>) -> Signature {
        self.return_pointer = return_pointer.is_some();
        self.params.extend(return_pointer);
        self.results = vec![CoreType::I32];
        self
    }

    /// `task.return` of an export that is lifted asynchronously: it takes the result as parameters. CanonicalABI.md,
    /// `canon task.return`.
    pub fn task_return(function: &Function, flats: &Flats) -> Signature {
        let flat = flats.of_all(function.result);
        let spilled_params = flat.is_none();
        let params = flat.unwrap_or_else(|| vec![flats.pointer()]);
        Signature { params, spilled_params, ..Signature::default() }
    }

    /// The post-return function of an export that is lifted synchronously: it takes what the export returned.
    /// CanonicalABI.md, `canon lift`, `post-return`.
    pub fn post_return(export: &Signature) -> Signature {
        Signature::new(&export.results, &[])
    }

    /// The callback of an export: an event and its two payloads; it returns what the export itself returns.
    /// CanonicalABI.md, `canon lift`, `callback`.
    pub fn callback() -> Signature {
        Signature::new(&[CoreType::I32; 3], &[CoreType::I32])
    }

    /// The destructor of a resource, which takes its representation. CanonicalABI.md, `canon resource.drop`.
    pub fn destructor() -> Signature {
        Signature::new(&[CoreType::I32], &[])
    }

    /// `(old address, old size, alignment, new size) -> address`. CanonicalABI.md, `canonopt`, `realloc`.
    pub fn realloc(pointer: PointerWidth) -> Signature {
        let pointer = CoreType::pointer(pointer);
        Signature::new(&[pointer; 4], &[pointer])
    }

    /// A function of core types alone.
    pub fn new(params: &[CoreType], results: &[CoreType]) -> Signature {
        Signature { params: params.to_vec(), results: results.to_vec(), ..Signature::default() }
    }
}
