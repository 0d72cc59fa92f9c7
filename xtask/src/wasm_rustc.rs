//! A compiler that has no library for wasm in, one that has it out: this program itself, under another name.
//!
//! Cargo takes one path for the compiler of a whole build, and a build for wasm compiles macros and build scripts for
//! the host as well. So a copy of this program stands in for the compiler, and adds the sysroot and the linker to the
//! calls that compile for wasm, and to no other. What it stands in for is in a file beside it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::error::{Failure, Result};
use crate::files;
use crate::setup::wasm::TARGET;
use crate::workspace::Workspace;

/// The name of the copy.
const NAME: &str = "wasm-rustc";

/// What the copy needs to know.
#[derive(Debug, PartialEq)]
pub(crate) struct Settings {
    /// The compiler.
    pub(crate) rustc: PathBuf,
    /// Holds the libraries for wasm.
    pub(crate) sysroot: PathBuf,
    /// Links wasm.
    pub(crate) linker: PathBuf,
}

/// Puts the copy in place and returns its path.
pub(crate) fn install(workspace: &Workspace, settings: &Settings) -> Result<PathBuf> {
    let this = std::env::current_exe()
        .map_err(|error| Failure::failed(format!("cannot find this program: {error}")))?;
    let copy = workspace.kept(&format!("bin/{NAME}{}", std::env::consts::EXE_SUFFIX));
    files::write(&settings_file(&copy), settings.to_text())?;
    files::copy(&this, &copy)?;
    Ok(copy)
}

/// Whether this process is the copy.
pub(crate) fn is_this_program() -> bool {
    let program = std::env::args_os().next().unwrap_or_default();
    Path::new(&program).file_stem().is_some_and(|stem| stem == NAME)
}

/// What the copy does: the compiler, with more arguments where they belong.
pub(crate) fn main() -> ExitCode {
    let outcome = std::env::current_exe()
        .map_err(|error| Failure::failed(format!("cannot find this program: {error}")))
        .and_then(|this| files::read(&settings_file(&this)))
        .and_then(|text| Settings::from_text(&text))
        .and_then(|settings| become_compiler(&settings, std::env::args_os().skip(1).collect()));
    match outcome {
        Ok(code) => code,
        Err(failure) => {
            crate::report::failure(&failure);
            ExitCode::FAILURE
        }
    }
}

fn become_compiler(settings: &Settings, arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut command = Command::new(&settings.rustc);
    if is_for_wasm(&arguments) {
        command.arg("--sysroot").arg(&settings.sysroot);
        command.arg("-C").arg(option("linker=", &settings.linker));
    }
    command.args(arguments);
    let failed = |error| Failure::failed(format!("cannot start `{}`: {error}", settings.rustc.display()));
    let status = command.status().map_err(failed)?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

fn is_for_wasm(arguments: &[OsString]) -> bool {
    let joined = format!("--target={TARGET}");
    arguments.iter().any(|argument| *argument == *joined)
        || arguments.windows(2).any(|pair| pair[0] == "--target" && pair[1] == TARGET)
}

fn settings_file(program: &Path) -> PathBuf {
    program.with_file_name(format!("{NAME}.txt"))
}

impl Settings {
    fn to_text(&self) -> String {
        let Settings { rustc, sysroot, linker } = self;
        format!("{}\n{}\n{}\n", rustc.display(), sysroot.display(), linker.display())
    }

    fn from_text(text: &str) -> Result<Settings> {
        let lines: Vec<&str> = text.lines().collect();
        match lines[..] {
            [rustc, sysroot, linker] => {
                Ok(Settings { rustc: rustc.into(), sysroot: sysroot.into(), linker: linker.into() })
            }
            _ => Err(Failure::failed(format!("the file beside {NAME} does not have its three lines"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_calls_for_wasm_get_more_arguments() {
        let is = |line: &str| is_for_wasm(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert!(is("--crate-name a --target wasm32-unknown-unknown"));
        assert!(is("--target=wasm32-unknown-unknown -"));
        assert!(!is("--crate-name wasm32-unknown-unknown a.rs"));
        assert!(!is("--target x86_64-unknown-linux-gnu wasm32-unknown-unknown"));
    }

    #[test]
    fn settings_survive_their_file() {
        let settings = Settings {
            rustc: "/usr/bin/rustc".into(),
            sysroot: "/a b/sysroot".into(),
            linker: "/bin/rust-lld".into(),
        };
        assert_eq!(Settings::from_text(&settings.to_text()).unwrap(), settings);
        assert!(Settings::from_text("/usr/bin/rustc\n").is_err());
    }
}
