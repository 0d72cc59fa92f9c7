//! New files, which macros cannot notice.

use std::path::Path;
use std::println;

/// Makes Cargo compile the crate again when a file comes into a folder of WIT, goes, or changes; to be called in `build.rs`.
/// The path is relative to the manifest.
///
/// The macro tells the compiler of the files that it reads, but stable Rust lets no macro tell of a folder. So without
/// this a *new* file is noticed when one of the others changes.
///
/// ```
/// // In `fn main` of `build.rs`:
/// outwit::build::watch("wit");
/// ```
///
/// It needs the Cargo feature `watch` among the build dependencies, and nothing else:
///
/// ```toml
/// [build-dependencies]
/// outwit = { version = "0.1", default-features = false, features = ["watch"] }
/// ```
#[expect(clippy::print_stdout, reason = "Cargo reads what build scripts print")]
pub fn watch(path: impl AsRef<Path>) {
    // Cargo looks through all of a folder.
    println!("cargo:rerun-if-changed={}", path.as_ref().display());
}
