//! `outwit embed`: a core module that says what world it is for.

use outwit_binary::{
    StringEncoding, decode, diagnostics as binary_errors, embed_component_type, encode_component_type,
    linker_warnings,
};
use outwit_diagnostics::{Diagnostic, FileId, SourceMap, Span};

use super::wasm::PRODUCER;
use crate::args::{EmbedArgs, EncodingKind};
use crate::console::Console;
use crate::diagnostics as errors;
use crate::files;
use crate::input;
use crate::report::{Format, render};
use crate::status::Status;
use crate::wasm;

pub(crate) fn embed(args: &EmbedArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &EmbedArgs, console: &mut Console) -> Result<Status, Status> {
    let ready = input::ready(std::slice::from_ref(&args.wit), &args.selection, console)?;
    let graph = &ready.resolved.graph;
    let world = ready.world(&args.selection, console)?;
    ready.say(&linker_warnings(graph, world), console);

    let mut sources = SourceMap::new();
    let file = sources.add_binary(errors::shown(&args.module));
    let mut say = |diagnostic: Diagnostic| {
        let status = Status::of_failure(&diagnostic);
        console.print(&render(Format::Human, &sources, &[diagnostic], console.style()));
        status
    };
    let bytes = wasm::read(&args.module).map_err(&mut say)?;
    let module = core_module(file, &bytes).map_err(&mut say)?;

    let encoding = match args.encoding {
        EncodingKind::Utf8 => StringEncoding::Utf8,
        EncodingKind::Utf16 => StringEncoding::Utf16,
        EncodingKind::Latin1OrUtf16 => StringEncoding::Latin1OrUtf16,
    };
    let section = encode_component_type(graph, world, encoding, Some(PRODUCER));
    let module = embed_component_type(&module, &section);
    // What is there already may contradict the new section, and a damaged module is better found now than by the linker.
    decode(file, &module).map_err(&mut say)?;
    files::write_named(&args.output, &module).map_err(|error| say(*error))?;
    console.progress(format_args!("wrote {}", errors::shown(&args.output)));
    Ok(Status::Clean)
}

/// The module in binary form; a component is refused.
fn core_module(file: FileId, bytes: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    let module = wasm::binary(file, bytes)?;
    match module.get(..8) {
        Some(b"\0asm\x0d\0\x01\0") => {
            Err(binary_errors::package_as_module(Span::new(file, 0, 8), "a component or an encoded package"))
        }
        _ => Ok(module.into_owned()),
    }
}
