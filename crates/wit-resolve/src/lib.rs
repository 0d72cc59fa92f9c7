//! The meaning floor: from syntax trees to a typed graph, and the canonical ABI of what stands in it.
//!
//! ```
//! use outwit_resolve::{Features, Loader, MemorySource, resolve};
//!
//! let files = MemorySource::new();
//! let mut loader = Loader::new(&files);
//! loader.text("greet.wit", "package a:b; world w { export hello: func() -> string; }");
//! let loaded = loader.finish();
//! let resolved = resolve(&loaded, &Features::default()).finish().expect("the text is right");
//! let world = resolved.select_world(None).expect("there is one world");
//! assert_eq!(resolved.graph.world_id(world), "a:b/w");
//! ```

pub mod abi;
mod analysis;
pub mod diagnostics;
#[cfg(feature = "explain")]
pub mod explain;
pub mod graph;
mod load;
mod passes;
mod select;
mod valid;

pub use analysis::{Analysis, Definition, Failed, Resolved};
#[cfg(any(test, feature = "decoder"))]
pub use load::{Decoded, DecodedKind, Decoder};
pub use load::{DiskSource, FileBytes, FileKind, FileSource, Loaded, Loader, MemorySource};
pub use passes::{Features, resolve};
