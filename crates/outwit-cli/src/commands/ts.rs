//! `outwit ts`: TypeScript declarations for a world.

use std::path::PathBuf;

use outwit_bindgen_ts::{Emit, Options, generate};
use outwit_resolve::abi::PointerWidth;

use crate::args::{EmitKind, TsArgs};
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
    let pointer = if args.memory64 { PointerWidth::P64 } else { PointerWidth::P32 };
    let options = Options { emit, core: args.core.then_some(pointer), ..Options::default() };
    let files = generate(&ready.resolved.graph, world, &options).map_err(|diagnostics| {
        ready.say(&diagnostics, console);
        Status::Findings
    })?;
    let files: Vec<NewFile> =
        files.into_iter().map(|file| NewFile { path: PathBuf::from(file.path), text: file.text }).collect();
    Ok(files::emit(&args.destination.out_dir, &files, args.destination.check, console))
}
