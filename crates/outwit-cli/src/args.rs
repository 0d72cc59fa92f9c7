//! The arguments of the programs.

use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use outwit_diagnostics::Code;

use crate::codes;
use crate::levels::Levels;
use crate::report::Output;

/// A toolchain for WIT, the interface language of the WebAssembly Component Model.
#[derive(Debug, Parser)]
#[command(name = "outwit", version, propagate_version = true)]
pub(crate) struct Program {
    /// When to write in colour; `auto` minds the terminal, NO_COLOR and CLICOLOR_FORCE.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = false
    )]
    pub(crate) color: ColorChoice,
    /// Write no progress and no counts to standard error.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Checks WIT: every error and warning in one run.
#[derive(Debug, Parser)]
#[command(name = "wit-check", version)]
pub(crate) struct CheckProgram {
    /// When to write in colour; `auto` minds the terminal, NO_COLOR and CLICOLOR_FORCE.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: ColorChoice,
    /// Write no counts to standard error.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) check: CheckArgs,
}

/// A program by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgramName {
    #[default]
    Outwit,
    WitCheck,
}

/// The description of a program's arguments.
pub(crate) fn command(program: ProgramName) -> clap::Command {
    match program {
        ProgramName::Outwit => Program::command(),
        ProgramName::WitCheck => CheckProgram::command(),
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check WIT: every error and warning in one run.
    Check(CheckArgs),
    /// Generate Rust bindings for a guest.
    Rust(RustArgs),
    /// Generate TypeScript declarations.
    Ts(TsArgs),
    /// Show how types lie in memory.
    Layout(LayoutArgs),
    /// Show how the values of a function cross the boundary of a component.
    Plan(PlanArgs),
    /// Explain a code: the rule, its reason, an example.
    Explain(ExplainArgs),
    /// Write a script that completes command lines in a shell.
    Completions(CompletionsArgs),
    /// Write manual pages.
    Man(ManArgs),
}

/// Which part of the input counts.
#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// The world: `name`, `ns:pkg/name` or `ns:pkg/name@version`.
    #[arg(short, long, value_name = "NAME")]
    pub(crate) world: Option<String>,
    /// Features whose `@unstable` items are shown, separated by commas.
    #[arg(long, value_name = "NAMES")]
    pub(crate) features: Vec<String>,
    /// Show the items of every feature.
    #[arg(long)]
    pub(crate) all_features: bool,
}

/// Where generated files go.
#[derive(Debug, Args)]
pub(crate) struct Destination {
    /// The folder to write to; it is made if it is not there.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    pub(crate) out_dir: PathBuf,
    /// Write nothing; name the files that would change, and end with status 1 if there are any.
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// `.wit` files or package folders, which see one another; `wit/` if it exists, else the current folder.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// human, short, json, sarif, github, gitlab or junit; `FORMAT=FILE` writes to a file. May be repeated.
    #[arg(long, value_name = "FORMAT[=FILE]")]
    pub(crate) format: Vec<Output>,
    #[command(flatten)]
    pub(crate) levels: Levels,
    /// Read standard input as the text of this file, which need not exist. Without a PATH this file alone is checked.
    #[arg(long, value_name = "FILE")]
    pub(crate) stdin_filename: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A code, such as `WIT0201`, or its name, such as `unknown-name`.
    #[arg(value_name = "CODE", value_parser = codes::find, required_unless_present = "list")]
    pub(crate) code: Option<&'static Code>,
    /// List all codes instead.
    #[arg(long, conflicts_with = "code")]
    pub(crate) list: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
    /// The program whose command lines are completed.
    #[arg(long, value_enum, value_name = "NAME", default_value_t)]
    pub(crate) program: ProgramName,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The page: a program or a command of `outwit`; the one of `outwit` itself by default.
    #[arg(value_name = "PAGE", conflicts_with = "out_dir")]
    pub(crate) page: Option<String>,
    /// Write all pages to this folder instead; it is made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out_dir: Option<PathBuf>,
    /// Write nothing; name the files that would change, and end with status 1 if there are any.
    #[arg(long, requires = "out_dir")]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RustArgs {
    /// `.wit` files or package folders; `wit/` if it exists, else the current folder.
    #[arg(value_name = "WIT")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) destination: Destination,
    #[command(flatten)]
    pub(crate) options: RustOptions,
}

#[derive(Debug, Args)]
pub(crate) struct RustOptions {
    /// Generate interfaces of other packages too; `=false` refuses a world that needs one.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, action = ArgAction::Set)]
    #[arg(default_value_t = true, default_missing_value = "true", hide_possible_values = true)]
    pub(crate) generate_all: bool,
    /// Generate types that no function uses.
    #[arg(long)]
    pub(crate) generate_unused_types: bool,
    /// A function to leave out, by its name in WIT. May be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) skip: Vec<String>,
    /// A derive for records, variants and enums. May be repeated.
    #[arg(short = 'd', long, value_name = "DERIVE")]
    pub(crate) additional_derives: Vec<String>,
    /// Where the module `rt` of the crate `outwit` is found.
    #[arg(long, value_name = "PATH")]
    pub(crate) runtime_path: Option<String>,
    /// What the macro `export!` is called.
    #[arg(long, value_name = "NAME")]
    pub(crate) export_macro_name: Option<String>,
    /// Where `export!(Type)` looks for the bindings.
    #[arg(long, value_name = "PATH")]
    pub(crate) default_bindings_module: Option<String>,
    /// Ends the name of the custom section, to tell apart two for one world in one component.
    #[arg(long, value_name = "TEXT")]
    pub(crate) type_section_suffix: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct TsArgs {
    /// `.wit` files or package folders; `wit/` if it exists, else the current folder.
    #[arg(value_name = "WIT")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) destination: Destination,
    /// The kind of files: `js` is `.d.ts`, with `.js` where something exists at run time.
    #[arg(long, value_enum, value_name = "KIND", default_value_t)]
    pub(crate) emit: EmitKind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum EmitKind {
    #[default]
    Js,
    Ts,
}

#[derive(Debug, Args)]
pub(crate) struct LayoutArgs {
    /// A `.wit` file or a package folder; `wit/` if it exists, else the current folder.
    #[arg(value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Show this type alone: `name`, or `interface.name`.
    #[arg(long = "type", value_name = "NAME")]
    pub(crate) ty: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// A `.wit` file or a package folder.
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// The function: `name` for one of the world, `interface#name` for one of an interface.
    #[arg(value_name = "FUNC")]
    pub(crate) function: String,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Whether the world imports or exports the function; by default wherever it is found, exports first.
    #[arg(long, value_enum, value_name = "SIDE")]
    pub(crate) side: Option<Side>,
    /// Who plans: the guest, or the host that runs it.
    #[arg(long, value_enum, value_name = "SEAT", default_value_t)]
    pub(crate) seat: Seat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Side {
    Import,
    Export,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Seat {
    #[default]
    Guest,
    Host,
}
