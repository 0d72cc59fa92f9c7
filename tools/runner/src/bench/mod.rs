//! What guests cost: the fuel of calls, the time of lists. `cargo xtask bench rust` starts these and makes tables of what
//! they print.

pub(crate) mod element;
pub(crate) mod fuel;
pub(crate) mod lists;
