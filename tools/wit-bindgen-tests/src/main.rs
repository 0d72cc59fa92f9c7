//! The test suites of wit-bindgen in, a table of what passed and what did not, with the reasons, out.
//!
//! The suites are run by their own harness, the library `wit-bindgen-test`, which takes a generator and a runtime as
//! paths. It ends the process at the first stage with a failure and tells what happened on standard output alone; so
//! this program runs itself once for each case, and reads. It is also each program that the harness starts by name,
//! see [`stand_in`].

mod case;
mod codegen;
mod outcome;
mod peer;
mod runtime;
mod session;
mod stand_in;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Parser, ValueEnum};

use crate::case::Selection;
use crate::session::Session;

/// Runs a test suite of wit-bindgen on a generator and a runtime.
#[derive(Debug, Parser)]
pub(crate) struct Arguments {
    suite: Suite,
    /// The folder `tests` of wit-bindgen-cli.
    #[arg(long)]
    tests: PathBuf,
    /// Where everything is built.
    #[arg(long)]
    work: PathBuf,
    /// The program `outwit`; without it, the peer's own generator and runtime are run.
    #[arg(long, requires = "runtime")]
    generator: Option<PathBuf>,
    /// The folder of the package that stands in for the crate wit-bindgen.
    #[arg(long, requires = "generator")]
    runtime: Option<PathBuf>,
    /// A Cargo.lock that pins what is built for the guests.
    #[arg(long)]
    lock: PathBuf,
    /// The target that guests are compiled to.
    #[arg(long)]
    target: String,
    /// The compiler of guests.
    #[arg(long)]
    rustc: PathBuf,
    /// The cargo that goes with it.
    #[arg(long)]
    cargo: PathBuf,
    /// The program that runs components.
    #[arg(long)]
    runner: PathBuf,
    /// Compile as for a release that is to be small: `opt-level = "s"`, `lto`, `panic = "abort"`, `strip`.
    #[arg(long)]
    small: bool,
    /// Run every third case alone.
    #[arg(long)]
    third: bool,
    /// Run the cases of these names alone.
    #[arg(long)]
    case: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Suite {
    /// Components that are built, composed and run.
    Runtime,
    /// Bindings that are compiled without warnings.
    Codegen,
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode> {
    if let Some(role) = stand_in::role() {
        return role.play();
    }
    let arguments = Arguments::parse();
    let session = Session::new(&arguments)?;
    let tests = &arguments.tests;
    let (runtime, codegen) = (case::runtime(&tests.join("runtime"))?, case::codegen(&tests.join("codegen"))?);
    let (asked, other) = match arguments.suite {
        Suite::Runtime => (&runtime, &codegen),
        Suite::Codegen => (&codegen, &runtime),
    };
    if !has_any(&arguments.case, asked, other)? {
        return Ok(ExitCode::from(NOTHING_TO_DO));
    }
    let all_is_well = match arguments.suite {
        Suite::Runtime => runtime::run(&session, runtime)?,
        Suite::Codegen => codegen::run(&session, codegen)?,
    };
    Ok(if all_is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The status when all cases that were asked for are of the other suite.
const NOTHING_TO_DO: u8 = 3;

/// Whether any of these names is a case of the suite that was asked for. A name of no case, or of one that is left out,
/// is an error.
fn has_any(names: &[String], asked: &Selection, other: &Selection) -> Result<bool> {
    let mut found = names.is_empty();
    for name in names {
        match (asked.find(name), other.find(name)) {
            (Some(None), _) => found = true,
            (_, Some(None)) => {}
            (Some(Some(reason)), _) | (_, Some(Some(reason))) => bail!("`{name}` is left out: {reason}"),
            (None, None) => bail!("there is no case `{name}`"),
        }
    }
    Ok(found)
}
