//! Bindings for WebAssembly components, from WIT.
//!
//! A guest describes its imports and exports in WIT, and this crate writes the Rust for it: modules for what is imported,
//! traits for what is exported, and the glue of the canonical ABI below. Three ways lead to the same code:
//!
//! - the macro [`bindgen!`] (also under the name [`generate!`]);
//! - a build script, by [`build`](fn@build) (feature `build`);
//! - the program `outwit rust`.
//!
//! ```
//! outwit::bindgen!({
//!     inline: "
//!         package example:greeter;
//!         world greeter {
//!             export greet: func(name: string) -> string;
//!         }
//!     ",
//! });
//!
//! struct Component;
//!
//! impl Guest for Component {
//!     fn greet(name: String) -> String {
//!         format!("Hello, {name}!")
//!     }
//! }
//!
//! export!(Component);
//! # fn main() {}
//! ```

#![no_std]

extern crate alloc as alloc_crate;
#[cfg(any(test, feature = "std", feature = "watch"))]
extern crate std;

#[cfg(feature = "build")]
pub mod build;
/// Help for build scripts.
#[cfg(all(feature = "watch", not(feature = "build")))]
pub mod build {
    #[path = "watch.rs"]
    mod watch;
    pub use watch::watch;
}
#[cfg(feature = "macros")]
mod macros;
pub mod rt;

#[cfg(feature = "build")]
pub use build::build;

/// The code of the guide is compiled.
#[cfg(all(doctest, feature = "macros", feature = "build"))]
#[doc = include_str!("../../../docs/rust-guide.md")]
mod guide {}

/// What the macros of this crate expand to.
#[cfg(feature = "macros")]
#[doc(hidden)]
pub mod __private {
    pub use outwit_bindgen_macro::bindgen_impl;
}
