//! `cargo xtask COMMAND`: the chores of the workspace, in one program that depends on the standard library alone.
//!
//! `cli` says which command was asked for; each command is a file or folder named after it. What a command needs it
//! sets up by itself, through `setup`. Everything that is built or kept lies under `target/xtask/`.

mod bench;
mod cli;
mod conformance;
mod core_cases;
mod demo;
mod error;
mod example;
mod files;
mod grammar;
mod guest;
mod json;
mod link_cases;
mod process;
mod report;
mod rt_archive;
mod run_cases;
mod setup;
mod test;
mod typescript;
mod wasm_rustc;
mod workspace;

use std::process::ExitCode;

use cli::Command;
use error::Result;
use workspace::Workspace;

fn main() -> ExitCode {
    if wasm_rustc::is_this_program() {
        return wasm_rustc::main();
    }
    match cli::parse(std::env::args_os().skip(1)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report::failure(&failure);
            ExitCode::from(failure.status())
        }
    }
}

fn run(call: cli::Call) -> Result<()> {
    let workspace = Workspace::find(call.install)?;
    match call.command {
        Command::Help => report::result(cli::HELP),
        Command::Setup { check: true } => setup::list(&workspace)?,
        Command::Setup { check: false } => setup::everything(&workspace)?,
        Command::Demo => demo::run(&workspace)?,
        Command::Test => test::run(&workspace)?,
        Command::RunCases { update, names } => run_cases::command(&workspace, update, &names)?,
        Command::CoreCases => core_cases::command(&workspace)?,
        Command::LinkCases => {
            let count = link_cases::run(&workspace)?;
            report::result(&format!("{count} cases passed"));
        }
        Command::Conformance { name, peer, target, cases } => {
            let target = target.as_deref();
            let choice = conformance::Choice { peer, target, cases: &cases, ..Default::default() };
            conformance::run(&workspace, name.as_deref(), choice)?;
        }
        Command::Grammar { check } => grammar::run(&workspace, check)?,
        Command::RtArchive { check } => rt_archive::run(&workspace, check)?,
        Command::Bench { name, part } => bench::run(&workspace, name.as_deref(), part.as_deref())?,
        Command::GuestEnv => guest::print_environment(&workspace)?,
    }
    Ok(())
}
