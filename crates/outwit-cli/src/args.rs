//! The arguments of the programs.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use outwit_diagnostics::Code;

use crate::codes;
use crate::commands::RustOptions;
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
    /// Show what worlds import and export, and why each thing is there.
    Tree(TreeArgs),
    /// Write the resolved graph as JSON.
    Json(JsonArgs),
    /// Encode a WIT package as WebAssembly.
    Wasm(WasmArgs),
    /// Write the WIT of an encoded package, a component or a core module.
    Wit(WitArgs),
    /// Write into a core module what world it is for.
    Embed(EmbedArgs),
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
pub(crate) struct TsArgs {
    /// `.wit` files or package folders; `wit/` if it exists, else the current folder.
    #[arg(value_name = "WIT")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) destination: Destination,
    /// The kind of files: `js` is `.d.ts` and `.js`, `ts` is both in one.
    #[arg(long, value_enum, value_name = "KIND", default_value_t)]
    pub(crate) emit: EmitKind,
    /// Also write the core view: the imports and exports of a guest's module, and how every type lies in memory.
    #[arg(long)]
    pub(crate) core: bool,
    /// The core view is that of a guest whose memory has 64-bit addresses.
    #[arg(long, requires = "core")]
    pub(crate) memory64: bool,
    /// For a program that runs a component of the world; this is the default.
    #[arg(long, conflicts_with = "guest")]
    pub(crate) host: bool,
    /// For a component of the world that is written in TypeScript.
    #[arg(long)]
    pub(crate) guest: bool,
    /// How the error of a function is told: it is thrown, or a `Result` returned.
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    pub(crate) results: ResultsKind,
    /// In the shape of another generator's declarations, for programs that are written against those.
    #[arg(long, value_enum, value_name = "TOOL", conflicts_with_all = ["emit", "results", "emit_names", "stubs", "package_json"])]
    pub(crate) compat: Option<CompatKind>,
    /// Write no files; print what every item of WIT is called in them instead.
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with = "check")]
    pub(crate) emit_names: Option<NamesFormat>,
    /// Only this interface, by id with or without version, and what it needs; may be given several times.
    #[arg(long = "interface", value_name = "NAME")]
    pub(crate) interfaces: Vec<String>,
    /// Write what there is to implement, with bodies that throw, to `WORLD.component.ts` or `WORLD.host.ts`, unless that file is
    /// there already.
    #[arg(long, conflicts_with = "interfaces")]
    pub(crate) stubs: bool,
    /// Write a `package.json` with this name, so that the files can be imported by it.
    #[arg(long, value_name = "NAME")]
    pub(crate) package_json: Option<String>,
}

/// Generators whose names and shapes are reproduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompatKind {
    /// `jco types`; with `--guest`, `jco guest-types`.
    Jco,
}

/// How names are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NamesFormat {
    /// One object.
    Json,
}

/// How functions end whose result is a WIT `result`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResultsKind {
    #[default]
    Throw,
    Return,
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
    /// How the layouts are written.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(crate) format: LayoutFormat,
    /// Lay out for a memory with 64-bit addresses.
    #[arg(long)]
    pub(crate) memory64: bool,
}

/// How `outwit layout` writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayoutFormat {
    #[default]
    Table,
    Json,
}

/// How `outwit plan` writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    #[default]
    Text,
    Json,
}

/// How strings lie in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Encoding {
    #[default]
    #[value(name = "utf8")]
    Utf8,
    #[value(name = "utf16")]
    Utf16,
    #[value(name = "latin1+utf16")]
    Latin1OrUtf16,
}

#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// A `.wit` file or a package folder.
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// The function: `name` for one of the world, `interface#name` for one of an interface; `resource.name` for a method.
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
    /// Lower and lift async functions asynchronously; an export blocks where it waits.
    #[arg(long = "async")]
    pub(crate) async_: bool,
    /// With `--async`: an export returns where it waits, and a callback goes on with it.
    #[arg(long, requires = "async_")]
    pub(crate) callback: bool,
    /// How strings lie in the guest's memory.
    #[arg(long, value_enum, value_name = "ENCODING", default_value_t)]
    pub(crate) string_encoding: Encoding,
    /// Plan for a memory with 64-bit addresses.
    #[arg(long)]
    pub(crate) memory64: bool,
    /// How the plan is written.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(crate) format: PlanFormat,
}

#[derive(Debug, Args)]
pub(crate) struct TreeArgs {
    /// `.wit` files or package folders, which see one another; `wit/` if it exists, else the current folder.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Show every world of the packages at PATH.
    #[arg(long, conflicts_with = "world")]
    pub(crate) all: bool,
    /// Show what is in the interfaces: types and functions.
    #[arg(long)]
    pub(crate) items: bool,
    /// Show what feature gates hide, too.
    #[arg(long)]
    pub(crate) inactive: bool,
    /// How much is told about the reason for each thing.
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    pub(crate) why: WhyStyle,
}

/// How much `outwit tree` tells about reasons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhyStyle {
    /// On the line of the thing, as far as another line of the same world goes on.
    #[default]
    Brief,
    /// On lines of their own, each step with its place, to what is written.
    Full,
    /// Nothing.
    None,
}

#[derive(Debug, Args)]
pub(crate) struct JsonArgs {
    /// `.wit` files or package folders, which see one another; `wit/` if it exists, else the current folder.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Write what feature gates hide, too, marked as not active.
    #[arg(long)]
    pub(crate) inactive: bool,
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

#[derive(Debug, Args)]
pub(crate) struct WasmArgs {
    /// `.wit` files or package folders; `wit/` if it exists, else the current folder.
    #[arg(value_name = "WIT")]
    pub(crate) paths: Vec<PathBuf>,
    /// The package: `ns:name` or `ns:name@version`; the one that WIT names by default.
    #[arg(short, long, value_name = "NAME", conflicts_with = "out_dir")]
    pub(crate) package: Option<String>,
    /// The file to write.
    #[arg(short, long, value_name = "FILE", required_unless_present = "out_dir", conflicts_with = "out_dir")]
    pub(crate) output: Option<PathBuf>,
    /// Write every package, dependencies too, to a file of its own in this folder instead.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out_dir: Option<PathBuf>,
    /// Features whose `@unstable` items are encoded, separated by commas.
    #[arg(long, value_name = "NAMES")]
    pub(crate) features: Vec<String>,
    /// Encode the items of every feature.
    #[arg(long)]
    pub(crate) all_features: bool,
}

#[derive(Debug, Args)]
pub(crate) struct WitArgs {
    /// An encoded package, a component, or a core module with `component-type` sections; `.wat` text too.
    #[arg(value_name = "WASM")]
    pub(crate) path: PathBuf,
    /// Write the package to this folder, and others that it shows to `deps/` in it, instead of all to standard output.
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) out_dir: Option<PathBuf>,
    /// Write nothing; name the files that would change, and end with status 1 if there are any.
    #[arg(long, requires = "out_dir")]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct EmbedArgs {
    /// A `.wit` file, a package folder or an encoded package.
    #[arg(value_name = "WIT")]
    pub(crate) wit: PathBuf,
    /// The core module; `.wat` text too.
    #[arg(value_name = "MODULE")]
    pub(crate) module: PathBuf,
    /// The file to write.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// How the module lays out strings.
    #[arg(long, value_enum, value_name = "ENCODING", default_value_t)]
    pub(crate) encoding: EncodingKind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum EncodingKind {
    #[default]
    Utf8,
    Utf16,
    #[value(name = "latin1+utf16", alias = "compact-utf16")]
    Latin1OrUtf16,
}
