//! `outwit rust`: Rust bindings for a guest.

mod options;

use std::path::PathBuf;

use outwit_binary::linker_warnings;
use outwit_bindgen_rust::generate;

use crate::args::RustArgs;
use crate::console::Console;
use crate::files::{self, NewFile};
use crate::input;
use crate::status::Status;

pub(crate) use options::RustOptions;

pub(crate) fn rust(args: &RustArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &RustArgs, console: &mut Console) -> Result<Status, Status> {
    let options = args.options.options.as_ref().map_err(|faults| {
        for fault in faults {
            console.note(format_args!("error: {fault}"));
        }
        Status::Unable
    })?;
    let ready = input::ready(&args.paths, &args.selection, console)?;
    let world = ready.world(&args.selection, console)?;
    let generated = generate(&ready.resolved.graph, world, options).map_err(|found| {
        let diagnostics: Vec<_> = found.into_iter().map(|found| found.diagnostic).collect();
        ready.say(&diagnostics, console);
        Status::Findings
    })?;
    // The macro and build scripts leave it to the linker, whose message the name of the section completes.
    ready.say(&linker_warnings(&ready.resolved.graph, world), console);
    let file = NewFile { path: PathBuf::from(generated.file_name()), text: generated.to_text(), keep: false };
    Ok(files::emit(&args.destination.out_dir, &[file], args.destination.check, console))
}
