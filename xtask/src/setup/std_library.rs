//! The source of a compiler's standard library in, a sysroot for wasm32-unknown-unknown out, built once and kept.

use std::path::PathBuf;

use crate::error::{Failure, Result};
use crate::files;
use crate::report;
use crate::setup::rustc::Rustc;
use crate::setup::wasm::TARGET;
use crate::workspace::Workspace;

/// Says in the sysroot which compiler it is for.
const STAMP: &str = "built-by.txt";

/// A package without content: building it for the target builds the standard library.
const MANIFEST: &str = "\
[package]
name = \"outwit-empty\"
version = \"0.0.0\"
edition = \"2021\"

[lib]
path = \"lib.rs\"

[workspace]
";

/// The sysroot that was built for exactly this compiler.
pub(crate) fn kept(workspace: &Workspace, rustc: &Rustc) -> Option<PathBuf> {
    let sysroot = sysroot(workspace, rustc);
    let stamp = files::read(&sysroot.join(STAMP)).ok()?;
    (stamp == rustc.identity).then_some(sysroot)
}

/// Builds the standard library of `rustc`, which brings its source, and lays it out as a sysroot.
pub(crate) fn build(workspace: &Workspace, rustc: &Rustc) -> Result<PathBuf> {
    let what = format!(
        "building the standard library of rustc {} for {TARGET}, once: about a minute",
        rustc.release()
    );
    report::step(&what, || {
        let source = workspace.kept("std/source");
        let target = workspace.kept("std/target");
        files::write(&source.join("Cargo.toml"), MANIFEST)?;
        files::write(&source.join("lib.rs"), "#![no_std]\n")?;
        // Of another compiler or a build that was interrupted: its libraries must not be taken for this one's.
        files::remove(&target)?;
        workspace
            .cargo()
            .args(["build", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort", "--target-dir"])
            .arg(&target)
            .directory(&source)
            .env("RUSTC", &rustc.program)
            // Lets a stable compiler build its own library, and nothing else here.
            .env("RUSTC_BOOTSTRAP", "1")
            // As in the libraries that rustup brings: guests may be linked with LTO.
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .success()?;
        let sysroot = lay_out(workspace, rustc)?;
        files::remove(&target)?;
        Ok(sysroot)
    })
}

/// Copies the libraries to where a compiler looks for them; the stamp comes last.
fn lay_out(workspace: &Workspace, rustc: &Rustc) -> Result<PathBuf> {
    let sysroot = sysroot(workspace, rustc);
    files::remove(&sysroot)?;
    let libraries = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    let built = workspace.kept("std/target").join(TARGET).join("release/deps");
    let mut copied = 0;
    for file in files::entries(&built)? {
        let name = files::name(&file);
        if name.ends_with(".rlib") && !name.starts_with("liboutwit_empty-") {
            files::copy(&file, &libraries.join(name))?;
            copied += 1;
        }
    }
    if copied == 0 {
        return Err(Failure::failed(format!("no library was built in `{}`", built.display())));
    }
    files::write(&sysroot.join(STAMP), &rustc.identity)?;
    Ok(sysroot)
}

fn sysroot(workspace: &Workspace, rustc: &Rustc) -> PathBuf {
    workspace.kept(&format!("sysroot-{}", rustc.release()))
}
