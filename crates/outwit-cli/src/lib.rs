//! The programs `outwit` and `wit-check`. Everything that concerns files, colour and exit statuses is here; what is said
//! about WIT comes from the crates below.

mod args;
pub mod codes;
mod commands;
mod console;
pub mod diagnostics;
pub mod explain;
pub mod fault;
mod files;
mod input;
mod levels;
mod places;
mod report;
mod status;
mod stdin;
mod wasm;

use std::process::ExitCode;

use clap::Parser;

use args::{CheckProgram, Command, Program};
use console::Console;
use status::Status;

/// The program `outwit`, from the arguments of the process to its exit status.
pub fn outwit() -> ExitCode {
    fault::install("outwit");
    let Program { color, quiet, command } = Program::parse();
    let mut console = Console::new(color, quiet);
    let status = match command {
        Command::Check(args) => commands::check(&args, &mut console),
        Command::Rust(args) => commands::rust(&args, &mut console),
        Command::Ts(args) => commands::ts(&args, &mut console),
        Command::Layout(args) => commands::layout(&args, &mut console),
        Command::Plan(args) => commands::plan(&args, &mut console),
        Command::Tree(args) => commands::tree(&args, &mut console),
        Command::Json(args) => commands::json(&args, &mut console),
        Command::Wasm(args) => commands::wasm(&args, &mut console),
        Command::Wit(args) => commands::wit(&args, &mut console),
        Command::Embed(args) => commands::embed(&args, &mut console),
        Command::Explain(args) => commands::explain(&args, &mut console),
        Command::Completions(args) => commands::completions(&args, &mut console),
        Command::Man(args) => commands::man(&args, &mut console),
    };
    finish(status, console)
}

/// The program `wit-check`, which is `outwit check`.
pub fn wit_check() -> ExitCode {
    fault::install("wit-check");
    let CheckProgram { color, quiet, check } = CheckProgram::parse();
    let mut console = Console::new(color, quiet);
    let status = commands::check(&check, &mut console);
    finish(status, console)
}

fn finish(status: Status, console: Console) -> ExitCode {
    status.max(console.finish()).into()
}
