//! From the graph to component types. Binary.md, "Type Definitions" and "Import and Export Definitions".

mod names;
mod order;
mod types;
mod world;

pub(crate) use world::world_type;
