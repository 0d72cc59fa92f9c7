//! `outwit check`: every error and warning in one run.

use outwit_diagnostics::render::Style;
use outwit_diagnostics::{Diagnostic, SourceMap};

use crate::args::{CheckArgs, Selection};
use crate::console::Console;
use crate::files;
use crate::input::{self, Input};
use crate::report::{Format, Output, count, render};
use crate::status::Status;

pub(crate) fn check(args: &CheckArgs, console: &mut Console) -> Status {
    if args.format.iter().filter(|output| output.file.is_none()).count() > 1 {
        console.note(
            "error: only one `--format` can go to standard output; give the others a file: `--format json=FILE`",
        );
        return Status::Unable;
    }
    let inputs = match &args.selection.world {
        None => input::read_for_check(&args.paths, &args.selection),
        Some(_) => vec![input::read(&args.paths, &args.selection)],
    };
    let found: Vec<Found> = inputs.into_iter().map(|input| judge(input, &args.selection)).collect();
    let reporting = report(&args.format, &found, console);
    found.iter().map(|found| found.status).fold(reporting, Status::max)
}

/// What was found in one input.
struct Found {
    sources: SourceMap,
    diagnostics: Vec<Diagnostic>,
    status: Status,
}

fn judge(input: Input, selection: &Selection) -> Found {
    let Input { sources, analysis, reading } = input;
    let (diagnostics, choosing) = match &selection.world {
        None => (analysis.diagnostics, Status::Clean),
        Some(world) => match analysis.finish() {
            Err(failed) => (failed.diagnostics, Status::Clean),
            Ok(resolved) => match resolved.select_world(Some(world)) {
                Ok(_) => (resolved.warnings, Status::Clean),
                Err(error) => ([vec![error], resolved.warnings].concat(), Status::Unable),
            },
        },
    };
    let status = reading.max(choosing).max(Status::of(&diagnostics));
    Found { sources, diagnostics, status }
}

/// Writes what was found in each format that was asked for, and how much it is.
fn report(outputs: &[Output], found: &[Found], console: &mut Console) -> Status {
    let mut status = Status::Clean;
    let human = [Output { format: Format::Human, file: None }];
    for Output { format, file } in if outputs.is_empty() { &human } else { outputs } {
        let style = match file {
            None => console.style(),
            Some(_) => Style { color: false, ..console.style() },
        };
        let text: String =
            found.iter().map(|found| render(*format, &found.sources, &found.diagnostics, style)).collect();
        match file {
            None => console.print(&text),
            Some(path) => {
                if let Err(error) = files::write_named(path, &text) {
                    console.note(
                        render(Format::Short, &SourceMap::new(), &[*error], Style::default()).trim_end(),
                    );
                    status = Status::Unable;
                }
            }
        }
    }
    if let Some(count) = count(found.iter().flat_map(|found| &found.diagnostics)) {
        console.note(count);
    }
    status
}
