//! WIT as WebAssembly. Today: the `component-type` section, which tells the tool that makes a component what a core
//! module imports and exports.

mod component_type;
mod encode;

pub use component_type::{SECTION_PREFIX, encode_component_type, section_name};
