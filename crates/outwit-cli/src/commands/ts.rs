//! `outwit ts`: TypeScript declarations for a world.

use std::path::PathBuf;

use outwit_bindgen_ts::{Emit, Mode, NameEntry, Options, Output, OutputFile, Results, generate};
use outwit_resolve::abi::PointerWidth;
use serde_json::{Value, json};

use crate::args::{EmitKind, NamesFormat, ResultsKind, TsArgs};
use crate::console::Console;
use crate::files::{self, NewFile};
use crate::input;
use crate::status::Status;

pub(crate) fn ts(args: &TsArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &TsArgs, console: &mut Console) -> Result<Status, Status> {
    let ready = match args.emit_names {
        None => input::ready(&args.paths, &args.selection, console)?,
        Some(_) => input::ready_for_machine(&args.paths, &args.selection, console)?,
    };
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
        names: args.emit_names.is_some(),
        interfaces: args.interfaces.clone(),
        stubs: args.stubs,
        core: args.core.then_some(if args.memory64 { PointerWidth::P64 } else { PointerWidth::P32 }),
        ..Options::default()
    };
    let Output { files, warnings, names } =
        generate(&ready.resolved.graph, world, &options).map_err(|diagnostics| {
            ready.say(&diagnostics, console);
            Status::Unable
        })?;
    if let Some(NamesFormat::Json) = args.emit_names {
        console.print(&names_as_json(&ready.resolved.graph.world_id(world), args.guest, &names));
        return Ok(Status::Clean);
    }
    ready.say(&warnings, console);
    let new_file =
        |file: OutputFile| NewFile { path: PathBuf::from(file.path), text: file.text, keep: file.keep };
    let files: Vec<NewFile> = files.into_iter().map(new_file).collect();
    Ok(files::emit(&args.destination.out_dir, &files, args.destination.check, console))
}

/// The table of names as one object, an entry on each line.
fn names_as_json(world: &str, guest: bool, names: &[NameEntry]) -> String {
    let entry = |entry: &NameEntry| {
        let NameEntry { wit, kind, file, within, name } = entry;
        json!({ "wit": wit, "kind": kind.word(), "file": file, "within": within, "name": name })
    };
    let head = |value: &str| Value::from(value).to_string();
    let lines: Vec<String> = names.iter().map(|name| format!("  {}", entry(name))).collect();
    format!(
        "{{\"schema\":\"outwit/ts-names@1\",\"world\":{},\"mode\":{},\"names\":[\n{}\n]}}\n",
        head(world),
        head(if guest { "guest" } else { "host" }),
        lines.join(",\n")
    )
}
