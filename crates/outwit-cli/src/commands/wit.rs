//! `outwit wit`: the text of what stands in WebAssembly.

use std::path::PathBuf;

use outwit_diagnostics::{Diagnostic, SourceMap};
use outwit_parser::ast;
use outwit_resolve::{Decoded, Decoder, DiskSource};

use crate::args::{Selection, WitArgs};
use crate::console::Console;
use crate::diagnostics as errors;
use crate::files::{self, NewFile};
use crate::input::{self, Input};
use crate::report::{Format, render};
use crate::status::Status;
use crate::wasm::{self, WasmOrWat};

pub(crate) fn wit(args: &WitArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &WitArgs, console: &mut Console) -> Result<Status, Status> {
    let Decoded { files, whole, .. } = decode(args, console)?;
    check(args, console)?;
    if let Some(folder) = &args.out_dir {
        let files: Vec<NewFile> =
            files.iter().enumerate().map(|(at, file)| new_file(file, at < whole, at == 0)).collect();
        return Ok(files::emit(folder, &files, args.check, console));
    }
    let mut files = files.into_iter().enumerate();
    if let Some((_, first)) = files.next() {
        console.print(&outwit_parser::print(&first));
    }
    for (at, file) in files {
        if at >= whole {
            console.print("\n// As far as it is in use above; there may be more of it.\n");
        } else {
            console.print("\n");
        }
        console.print(&outwit_parser::print(&nested(file)));
    }
    Ok(Status::Clean)
}

fn decode(args: &WitArgs, console: &mut Console) -> Result<Decoded, Status> {
    let mut sources = SourceMap::new();
    let file = sources.add_binary(errors::shown(&args.path));
    let mut say = |diagnostic: Diagnostic| {
        let status = Status::of_failure(&diagnostic);
        console.print(&render(Format::Human, &sources, &[diagnostic], console.style()));
        status
    };
    let bytes = wasm::read(&args.path).map_err(&mut say)?;
    WasmOrWat.decode(file, &bytes, false).map_err(&mut say)
}

/// What the text would be found guilty of; then there is none.
fn check(args: &WitArgs, console: &mut Console) -> Result<(), Status> {
    let selection = Selection { world: None, features: Vec::new(), all_features: true };
    let Input { sources, analysis, .. } =
        input::read(&DiskSource, std::slice::from_ref(&args.path), &selection);
    let errors: Vec<Diagnostic> = analysis.diagnostics.into_iter().filter(Diagnostic::is_error).collect();
    if errors.is_empty() {
        return Ok(());
    }
    console.print(&render(Format::Human, &sources, &errors, console.style()));
    Err(Status::Findings)
}

/// A file as `package a:b { … }`.
fn nested(mut file: ast::File) -> ast::File {
    let items = file[file.items].to_vec();
    let Some(ast::Item::PackageHeader(header)) = items.first().copied() else { return file };
    let items = file.arenas.list(items.into_iter().skip(1));
    let package = ast::NestedPackage { meta: header.meta, name: header.name, items, range: header.range };
    file.items = file.arenas.list([ast::Item::NestedPackage(package)]);
    file
}

/// Where the text of a package goes: the first beside `deps/`, which holds the others.
fn new_file(file: &ast::File, is_whole: bool, is_first: bool) -> NewFile {
    let name = file[file.items].iter().find_map(|item| match item {
        ast::Item::PackageHeader(header) => Some(&header.name),
        _ => None,
    });
    let part = |idents: ast::List<ast::Ident>| file[idents].first().map_or("package", |ident| &file[*ident]);
    let (namespace, plain) =
        name.map_or(("root", "package"), |name| (part(name.namespaces), part(name.names)));
    let version = name.and_then(|name| name.version);
    let version = version.map(|version| format!("@{}", &file[version.text])).unwrap_or_default();
    let path = match is_first {
        true => PathBuf::from(format!("{plain}.wit")),
        false => PathBuf::from(format!("deps/{namespace}-{plain}{version}.wit")),
    };
    let text = outwit_parser::print(file);
    let note = if is_whole { "" } else { "// As far as it is in use; there may be more of it.\n\n" };
    NewFile { path, text: format!("{note}{text}"), keep: false }
}
