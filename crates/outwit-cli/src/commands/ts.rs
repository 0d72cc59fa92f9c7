//! `outwit ts`: TypeScript declarations for a world.

use std::path::PathBuf;

use outwit_bindgen_ts::{Emit, Mode, Options, Output, OutputFile, Results, generate};

use crate::args::{EmitKind, ResultsKind, TsArgs};
use crate::console::Console;
use crate::files::{self, NewFile};
use crate::input;
use crate::status::Status;

pub(crate) fn ts(args: &TsArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &TsArgs, console: &mut Console) -> Result<Status, Status> {
    let ready = input::ready(&args.paths, &args.selection, console)?;
    let world = ready.world(&args.selection, console)?;
    let emit = match args.emit {
        EmitKind::Js => Emit::Js,
        EmitKind::Ts => Emit::Ts,
    };
    let options = Options {
        emit,
        mode: if args.guest { Mode::Guest } else { Mode::Host },
        results: match args.results {
            ResultsKind::Throw => Results::Throw,
            ResultsKind::Return => Results::Return,
        },
        interfaces: args.interfaces.clone(),
        stubs: args.stubs,
        ..Options::default()
    };
    let Output { files, warnings } =
        generate(&ready.resolved.graph, world, &options).map_err(|diagnostics| {
            ready.say(&diagnostics, console);
            Status::Unable
        })?;
    ready.say(&warnings, console);
    let new_file =
        |file: OutputFile| NewFile { path: PathBuf::from(file.path), text: file.text, keep: file.keep };
    let files: Vec<NewFile> = files.into_iter().map(new_file).collect();
    Ok(files::emit(&args.destination.out_dir, &files, args.destination.check, console))
}
