//! A world as a core module: every import and export that a component linker recognises in a guest of the world, with its
//! signature, and when a guest needs it (Cargo feature `inspect`). The names are a convention of the linkers, beside the
//! specification.

#[cfg(any(test, feature = "inspect"))]
mod build;
#[cfg(any(test, feature = "inspect"))]
mod builtins;
#[cfg(any(test, feature = "inspect"))]
mod module;
mod names;

#[cfg(any(test, feature = "inspect"))]
pub use builtins::PayloadBuiltin;
#[cfg(any(test, feature = "inspect"))]
pub use module::{CoreModule, Export, ExportKind, Import, ImportKind, Standing, When};

/// By which convention names are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mangling {
    /// That of all current linkers and generators.
    #[default]
    Legacy,
    /// The one that begins with `cm32p2`: synchronous, for 32-bit memories, without streams and futures.
    Standard32,
}

/// A built-in for a resource. CanonicalABI.md, `canon resource.new`, `canon resource.rep`, `canon resource.drop`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceBuiltin {
    /// `resource.new`, of resources that the guest implements.
    New,
    /// `resource.rep`, of the same.
    Rep,
    /// `resource.drop`
    Drop,
}
