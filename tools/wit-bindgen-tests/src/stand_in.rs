//! The programs that the harness starts: `rustc` and `cargo`, which it takes from PATH, and the generator, which it
//! takes from us. Each is this program under another name or with a first word of its own.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use clap::Parser;

use crate::peer;

/// Where the compiler of guests is.
pub(crate) const RUSTC: &str = "OUTWIT_SUITE_RUSTC";
/// Where cargo is.
pub(crate) const CARGO: &str = "OUTWIT_SUITE_CARGO";
/// Where the program `outwit` is; not set when the peer generates.
pub(crate) const GENERATOR: &str = "OUTWIT_SUITE_GENERATOR";

/// Set when guests are to be small.
pub(crate) const SMALL: &str = "OUTWIT_SUITE_SMALL";

/// How cargo compiles the crates that all guests share when they are to be small.
const SMALL_PROFILE: &[(&str, &str)] = &[
    ("CARGO_PROFILE_DEV_OPT_LEVEL", "s"),
    ("CARGO_PROFILE_DEV_CODEGEN_UNITS", "1"),
    ("CARGO_PROFILE_DEV_DEBUG", "0"),
    ("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false"),
    ("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false"),
    ("CARGO_PROFILE_DEV_INCREMENTAL", "false"),
];

/// How a guest itself is then compiled and linked; they come last, and so count.
const SMALL_GUEST: &[&str] =
    &["-Copt-level=s", "-Ccodegen-units=1", "-Clto=fat", "-Cpanic=abort", "-Cdebuginfo=0", "-Cstrip=symbols"];

/// The first word that makes this program the harness.
pub(crate) const HARNESS: &str = "harness";

/// What this process was started as.
pub(crate) enum Role {
    /// The compiler, which can compile for wasm.
    Rustc,
    /// Cargo, which compiles with that compiler.
    Cargo,
    /// The peer's harness.
    Harness,
    /// The generator, as the harness calls it.
    Generator,
}

/// What this process is if it was not started by a person.
pub(crate) fn role() -> Option<Role> {
    let mut arguments = env::args_os();
    let name = PathBuf::from(arguments.next()?);
    match name.file_stem()?.to_str()? {
        "rustc" => return Some(Role::Rustc),
        "cargo" => return Some(Role::Cargo),
        _ => {}
    }
    match arguments.next()?.to_str()? {
        HARNESS => Some(Role::Harness),
        "rust" => Some(Role::Generator),
        _ => None,
    }
}

/// Puts `rustc` and `cargo` into `folder`.
pub(crate) fn install(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let this = env::current_exe()?;
    for name in ["rustc", "cargo"] {
        let place = folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        let _ = std::fs::remove_file(&place);
        std::fs::hard_link(&this, &place)
            .or_else(|_| std::fs::copy(&this, &place).map(drop))
            .with_context(|| format!("cannot write {}", place.display()))?;
    }
    Ok(())
}

impl Role {
    /// Does what was asked for.
    pub(crate) fn play(self) -> Result<ExitCode> {
        let arguments: Vec<OsString> = env::args_os().skip(1).collect();
        match self {
            Role::Rustc => become_program(Command::new(variable(RUSTC)?).args(for_rustc(arguments))),
            Role::Cargo => become_program(
                Command::new(variable(CARGO)?)
                    .args(arguments)
                    .env("RUSTC", rustc_of_cargo()?)
                    .envs(profile()),
            ),
            Role::Harness => {
                let options = wit_bindgen_test::Opts::parse_from(arguments);
                options.run(&env::current_exe()?)?;
                Ok(ExitCode::SUCCESS)
            }
            Role::Generator => match env::var_os(GENERATOR) {
                Some(outwit) => become_program(Command::new(outwit).args(for_outwit(arguments))),
                None => peer::generate(arguments),
            },
        }
    }
}

/// The compiler's command line, for a small guest if it makes one.
fn for_rustc(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if env::var_os(SMALL).is_none() {
        return arguments;
    }
    if arguments.iter().any(|argument| argument == "--crate-type=cdylib") {
        arguments.extend(SMALL_GUEST.iter().map(OsString::from));
    }
    // Cargo says so where its profile has no LTO; but guests are linked with LTO.
    for argument in &mut arguments {
        if argument == "embed-bitcode=no" {
            *argument = "embed-bitcode=yes".into();
        }
    }
    arguments
}

/// What cargo compiles with: this program, if it has something to say.
fn rustc_of_cargo() -> Result<OsString> {
    if env::var_os(SMALL).is_none() {
        return variable(RUSTC);
    }
    // `rustc` stands beside `cargo`.
    Ok(env::current_exe()?.with_file_name(format!("rustc{}", env::consts::EXE_SUFFIX)).into())
}

fn profile() -> impl Iterator<Item = (&'static str, &'static str)> {
    SMALL_PROFILE.iter().copied().filter(|_| env::var_os(SMALL).is_some())
}

/// The peer's command line as ours: where its runtime is, that a name is a name, and the keywords that it changes.
fn for_outwit(arguments: Vec<OsString>) -> Vec<OsString> {
    let mut ours: Vec<OsString> = Vec::new();
    for argument in arguments {
        match argument.to_str() {
            // Ours is formatted anyway.
            Some("--format") => {}
            Some(world) if ours.last().is_some_and(|last| last == "--world") => {
                ours.push(world.trim_start_matches('%').into());
            }
            _ => ours.push(argument),
        }
    }
    ours.extend(["--runtime-path", "wit_bindgen::rt", "--keywords", "underscore"].map(OsString::from));
    ours
}

fn variable(name: &str) -> Result<OsString> {
    env::var_os(name).with_context(|| format!("{name} is not set"))
}

fn become_program(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().with_context(|| format!("cannot start {:?}", command.get_program()))?;
    Ok(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}
