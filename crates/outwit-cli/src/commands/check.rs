//! `outwit check`: every error and warning in one run.

use std::collections::BTreeSet;
use std::path::PathBuf;

use outwit_diagnostics::render::Style;
use outwit_diagnostics::{Code, Diagnostic, SourceMap};
use outwit_resolve::{DiskSource, FileSource};

use crate::args::CheckArgs;
use crate::console::Console;
use crate::files;
use crate::input::{self, Input};
use crate::report::{Findings, Format, Output, count, document, pieces, render};
use crate::status::Status;
use crate::stdin::StdinSource;

pub(crate) fn check(args: &CheckArgs, console: &mut Console) -> Status {
    let inputs = refuse(&args.format).and_then(|()| read(args));
    let inputs = match inputs {
        Ok(inputs) => inputs,
        Err(error) => {
            console.note(format_args!("error: {error}"));
            return Status::Unable;
        }
    };
    let found: Vec<Found> = inputs.into_iter().map(|input| judge(input, args)).collect();
    let reporting = report(&args.format, &found, console);
    found.iter().map(|found| found.status).fold(reporting, Status::max)
}

/// Outputs that would run into each other.
fn refuse(outputs: &[Output]) -> Result<(), String> {
    let mut places = BTreeSet::new();
    match outputs.iter().find(|output| !places.insert(&output.file)) {
        None => Ok(()),
        Some(Output { file: None, .. }) => {
            Err("only one `--format` can go to standard output; give the others a file: `--format json=FILE`"
                .to_owned())
        }
        Some(Output { file: Some(file), .. }) => {
            Err(format!("two `--format`s go to `{}`; give each a file of its own", file.display()))
        }
    }
}

fn read(args: &CheckArgs) -> Result<Vec<Input>, String> {
    let Some(file) = &args.stdin_filename else { return Ok(read_from(&DiskSource, args)) };
    let source =
        StdinSource::read(file).map_err(|error| format!("standard input cannot be read: {error}"))?;
    let inputs = if args.paths.is_empty() {
        vec![read_one(&source, std::slice::from_ref(file), args)]
    } else {
        read_from(&source, args)
    };
    if source.is_used() {
        Ok(inputs)
    } else {
        Err(format!(
            "`{}`, the file that standard input stands for, is in none of the inputs",
            file.display()
        ))
    }
}

fn read_from(source: &dyn FileSource, args: &CheckArgs) -> Vec<Input> {
    let wanted = |code: &Code| args.levels.turns_on(code);
    match &args.selection.world {
        None => input::read_for_check(source, &args.paths, &args.selection, &wanted),
        Some(_) => vec![read_one(source, &args.paths, args)],
    }
}

fn read_one(source: &dyn FileSource, paths: &[PathBuf], args: &CheckArgs) -> Input {
    input::read_closely(source, paths, &args.selection, &|code| args.levels.turns_on(code))
}

/// What was found in one input.
struct Found {
    sources: SourceMap,
    diagnostics: Vec<Diagnostic>,
    status: Status,
}

fn judge(input: Input, args: &CheckArgs) -> Found {
    let Input { sources, analysis, reading } = input;
    let (diagnostics, choosing) = match &args.selection.world {
        None => (analysis.diagnostics, Status::Clean),
        Some(world) => match analysis.finish() {
            Err(failed) => (failed.diagnostics, Status::Clean),
            Ok(resolved) => match resolved.select_world(Some(world)) {
                Ok(_) => (resolved.warnings, Status::Clean),
                Err(error) => ([vec![error], resolved.warnings].concat(), Status::Unable),
            },
        },
    };
    let diagnostics = args.levels.apply(diagnostics);
    let status = reading.max(choosing).max(Status::of(&diagnostics));
    Found { sources, diagnostics, status }
}

/// Writes what was found in each format that was asked for, and how much it is.
fn report(outputs: &[Output], found: &[Found], console: &mut Console) -> Status {
    let mut status = Status::Clean;
    let human = [Output { format: Format::Human, file: None }];
    let findings: Vec<Findings<'_>> = found.iter().map(Found::findings).collect();
    for Output { format, file } in if outputs.is_empty() { &human } else { outputs } {
        let Some(path) = file else {
            console.print_pieces(pieces(*format, &findings, console.style()));
            continue;
        };
        let text = document(*format, &findings, Style { color: false, ..console.style() });
        if let Err(error) = files::write_named(path, &text) {
            console.note(render(Format::Short, &SourceMap::new(), &[*error], Style::default()).trim_end());
            status = Status::Unable;
        }
    }
    if let Some(count) = count(found.iter().flat_map(|found| &found.diagnostics)) {
        console.progress(count);
    }
    status
}

impl Found {
    fn findings(&self) -> Findings<'_> {
        let complete = self.status != Status::Unable;
        Findings { sources: &self.sources, diagnostics: &self.diagnostics, complete }
    }
}
