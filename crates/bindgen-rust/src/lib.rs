//! Rust bindings for guests of the WebAssembly Component Model.
//!
//! One world in; modules of types and functions, `Guest` traits and an `export!` macro out, in the shape of the published
//! generator. The macro, the build-script API and the program all come through here with the same [`Options`]:
//! [`Input::select`] reads the WIT and chooses the world, [`generate`] makes a [`Generated`] of it.
//!
//! ```
//! use outwit_bindgen_rust::{Input, Options, generate};
//! use outwit_resolve::MemorySource;
//!
//! let files = MemorySource::new().with("wit/a.wit", "package a:b; world w { export hello: func() -> string; }");
//! let input = Input { path: vec!["wit".into()], ..Input::default() };
//! let selected = input.select(&files).expect("the text is right");
//! let generated = generate(&selected.resolve, selected.world, &Options::default()).expect("Rust can say all of it");
//! assert_eq!(generated.file_name(), "w.rs");
//! assert!(generated.into_tokens().to_string().contains("fn hello ()"));
//! ```

mod abi;
pub mod diagnostics;
mod docs;
#[cfg(feature = "explain")]
pub mod explain;
mod finding;
mod generated;
mod glue;
mod guest;
mod input;
mod item;
mod loan;
mod model;
mod module;
mod moved;
mod names;
mod op;
mod options;
mod rust_path;
mod section;
mod selector;
#[cfg(feature = "format")]
mod text;
mod ty;

pub use finding::{Finding, OptionPlace};
pub use generated::{Generated, generate};
pub use input::{Beneath, Input, Rejected, Selected};
pub use options::{Attributes, Keywords, OPTIONS, OptionInfo, Options, Ownership, ValueKind, With};
pub use rust_path::RustPath;
