//! A compiler for wasm32-unknown-unknown, by whichever way works here.
//!
//! In this order: the target is installed; a standard library that was built and kept; `rustup target add`; a
//! compiler that brings the source of its standard library, which is then built; the system's packages with such a
//! compiler.

use std::path::PathBuf;

use crate::error::{Failure, Result};
use crate::files;
use crate::process::Run;
use crate::report;
use crate::setup::rustc::Rustc;
use crate::setup::{State, apt, rustc, std_library};
use crate::wasm_rustc;
use crate::workspace::Workspace;

/// The target that guests are compiled to.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler, and the source of its standard library.
const PACKAGES: &[&str] = &["rustc-web", "rust-web-src"];

/// A compiler of guests.
pub(crate) struct WasmToolchain {
    /// Compiles for wasm and, macros and build scripts, for the host: one compiler for the whole build, because a
    /// macro can only be loaded by the compiler that made it.
    pub(crate) rustc: PathBuf,
    /// Where guests are built. A folder for each compiler, so that they do not undo each other's work.
    pub(crate) target_dir: PathBuf,
    /// Which it is, for people.
    pub(crate) description: String,
}

/// The compiler of guests, set up if need be.
pub(crate) fn ensure(workspace: &Workspace) -> Result<WasmToolchain> {
    let compilers = rustc::all(workspace)?;
    if let Some(toolchain) = present(workspace, &compilers)? {
        return Ok(toolchain);
    }
    if workspace.install
        && files::program("rustup").is_some()
        && let Some(toolchain) = by_rustup(workspace)?
    {
        return Ok(toolchain);
    }
    if let Some(toolchain) = by_building(workspace, &compilers)? {
        return Ok(toolchain);
    }
    if workspace.install && apt::may_install() {
        apt::install(PACKAGES)?;
        if let Some(toolchain) = by_building(workspace, &rustc::all(workspace)?)? {
            return Ok(toolchain);
        }
    }
    // Where something may be installed, rustup was asked above, and could not help.
    Err(Failure::Missing(format!(
        "no compiler for {TARGET}; to get one, run: {}",
        remedy(!workspace.install)
    )))
}

/// A compiler that has another target installed, by rustup if need be.
pub(crate) fn compiler_for(workspace: &Workspace, target: &str) -> Result<PathBuf> {
    let find = || -> Result<Option<PathBuf>> {
        let compilers = rustc::all(workspace)?;
        Ok(compilers.iter().find(|rustc| rustc.has_target(target)).map(program))
    };
    if let Some(rustc) = find()? {
        return Ok(rustc);
    }
    if workspace.install && files::program("rustup").is_some() {
        let add = Run::new("rustup").args(["target", "add", target]);
        report::step(&format!("adding the target {target} with rustup"), || add.success())?;
    }
    find()?.ok_or_else(|| {
        Failure::Missing(format!("no compiler for {target}; to get one, run: rustup target add {target}"))
    })
}

/// How it stands, without doing anything about it.
pub(crate) fn state(workspace: &Workspace) -> Result<State> {
    let compilers = rustc::all(workspace)?;
    if let Some(toolchain) = present(workspace, &compilers)? {
        return Ok(State::Present(toolchain.description));
    }
    let mut ways = Vec::new();
    if files::program("rustup").is_some() {
        ways.push("runs `rustup target add`".to_owned());
    }
    if let Some(rustc) = compilers.iter().find(|rustc| rustc.library_source().is_some()) {
        ways.push(format!("builds the standard library of rustc {}", rustc.release()));
    }
    if apt::may_install() {
        ways.push(format!("installs the system's packages {}", PACKAGES.join(" ")));
    }
    let ways = if ways.is_empty() {
        format!("cannot bring it; run: {}", remedy(true))
    } else {
        ways.join(", else ")
    };
    Ok(State::Missing(ways))
}

/// The one command for a person to run.
fn remedy(rustup_may_help: bool) -> String {
    if apt::is_here() && !(rustup_may_help && files::program("rustup").is_some()) {
        return format!("sudo apt-get install {}", PACKAGES.join(" "));
    }
    format!("rustup target add {TARGET}")
}

fn present(workspace: &Workspace, compilers: &[Rustc]) -> Result<Option<WasmToolchain>> {
    if let Some(rustc) = compilers.iter().find(|rustc| rustc.has_target(TARGET)) {
        return Ok(Some(installed(workspace, rustc)));
    }
    for rustc in compilers {
        if let Some(sysroot) = std_library::kept(workspace, rustc) {
            return wrapped(workspace, compilers, rustc, sysroot).map(Some);
        }
    }
    Ok(None)
}

fn by_rustup(workspace: &Workspace) -> Result<Option<WasmToolchain>> {
    let added = report::step(&format!("adding the target {TARGET} with rustup"), || {
        Run::new("rustup").args(["target", "add", TARGET]).success()
    });
    if added.is_err() {
        report::note("rustup cannot fetch it here; trying another way");
        return Ok(None);
    }
    let rustc = Rustc::ask(workspace.rustc()).filter(|rustc| rustc.has_target(TARGET));
    Ok(rustc.map(|rustc| installed(workspace, &rustc)))
}

fn by_building(workspace: &Workspace, compilers: &[Rustc]) -> Result<Option<WasmToolchain>> {
    let Some(rustc) = compilers.iter().find(|rustc| rustc.library_source().is_some()) else {
        return Ok(None);
    };
    let sysroot = std_library::build(workspace, rustc)?;
    wrapped(workspace, compilers, rustc, sysroot).map(Some)
}

/// A compiler that has the target by itself.
fn installed(workspace: &Workspace, rustc: &Rustc) -> WasmToolchain {
    WasmToolchain {
        rustc: program(rustc),
        target_dir: workspace.kept(&format!("guest-{}", rustc.release())),
        description: format!("rustc {}, which has the target installed", rustc.release()),
    }
}

/// The compiler itself, where what was found is a proxy.
fn program(rustc: &Rustc) -> PathBuf {
    let program = rustc.sysroot.join("bin").join(format!("rustc{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() { program } else { rustc.program.clone() }
}

/// A compiler that gets the target's library from `sysroot`.
fn wrapped(
    workspace: &Workspace,
    compilers: &[Rustc],
    rustc: &Rustc,
    sysroot: PathBuf,
) -> Result<WasmToolchain> {
    let linker = linker(compilers, rustc)?;
    let wrapper = wasm_rustc::install(
        workspace,
        &wasm_rustc::Settings { rustc: rustc.program.clone(), sysroot, linker },
    )?;
    Ok(WasmToolchain {
        rustc: wrapper,
        target_dir: workspace.kept(&format!("guest-{}-built-std", rustc.release())),
        description: format!("rustc {} with a standard library built here", rustc.release()),
    })
}

/// A linker for wasm: a toolchain's own, else one of the system's.
fn linker(compilers: &[Rustc], rustc: &Rustc) -> Result<PathBuf> {
    let own = std::iter::once(rustc).chain(compilers).map(|rustc| {
        let folder = rustc.sysroot.join("lib/rustlib").join(rustc.host()).join("bin");
        folder.join(format!("rust-lld{}", std::env::consts::EXE_SUFFIX))
    });
    own.into_iter()
        .find(|program| program.is_file())
        .or_else(|| files::program("rust-lld"))
        .or_else(|| files::program("wasm-ld"))
        .ok_or_else(|| Failure::Missing("no linker for wasm; install LLVM's lld".to_owned()))
}
