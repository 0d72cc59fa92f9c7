//! One world as a language-neutral model: which modules there are, what stands in each, where a type is found, and what
//! the types are used for. Backends decide how things are spelled, nothing else.

mod model;
mod place;
mod usage;

pub use model::{Bindings, Callable, Module, ModuleId, ModuleName};
pub use place::Place;
pub use usage::{Usage, UsageMap};
