//! `outwit rust`: Rust bindings for a guest.

use std::path::PathBuf;

use outwit_binary::linker_warnings;
use outwit_bindgen_rust::{Options, generate};

use crate::args::{RustArgs, RustOptions};
use crate::console::Console;
use crate::files::{self, NewFile};
use crate::input;
use crate::status::Status;

pub(crate) fn rust(args: &RustArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &RustArgs, console: &mut Console) -> Result<Status, Status> {
    let options = options(&args.options).map_err(|error| {
        console.note(format_args!("error: {error}"));
        Status::Unable
    })?;
    let ready = input::ready(&args.paths, &args.selection, console)?;
    let world = ready.world(&args.selection, console)?;
    let generated = generate(&ready.resolved.graph, world, &options).map_err(|diagnostics| {
        ready.say(&diagnostics, console);
        Status::Findings
    })?;
    // The macro and build scripts leave it to the linker, whose message the name of the section completes.
    ready.say(&linker_warnings(&ready.resolved.graph, world), console);
    let file = NewFile { path: PathBuf::from(generated.file_name()), text: generated.to_text() };
    Ok(files::emit(&args.destination.out_dir, &[file], args.destination.check, console))
}

fn options(args: &RustOptions) -> Result<Options, String> {
    let mut options = Options {
        generate_all: args.generate_all,
        generate_unused_types: args.generate_unused_types,
        skip: args.skip.clone(),
        ..Options::default()
    };
    for derive in &args.additional_derives {
        let path = derive.parse().map_err(|error| format!("--additional-derives: {error}"))?;
        options.additional_derives.push(path);
    }
    let texts = [
        ("runtime_path", &args.runtime_path),
        ("export_macro_name", &args.export_macro_name),
        ("default_bindings_module", &args.default_bindings_module),
        ("type_section_suffix", &args.type_section_suffix),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            options.set_text(key, text).map_err(|error| format!("--{}: {error}", key.replace('_', "-")))?;
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn every_option_of_the_generator_has_a_flag() {
        let program = crate::args::Program::command();
        let command = program.find_subcommand("rust").expect("the command is there");
        let flags: Vec<&str> = command.get_arguments().filter_map(clap::Arg::get_long).collect();
        for option in outwit_bindgen_rust::OPTIONS {
            // The WIT itself is not a flag: it stands in files, which are named without one.
            let elsewhere = ["path", "inline"].contains(&option.key);
            assert!(elsewhere || flags.contains(&option.key.replace('_', "-").as_str()), "{}", option.key);
        }
    }

    #[test]
    fn values_that_cannot_be_name_their_flag() {
        use clap::Parser;
        let program = crate::args::Program::parse_from(["outwit", "rust", "--runtime-path", "a b"]);
        let crate::args::Command::Rust(args) = program.command else { panic!("another command") };
        let error = super::options(&args.options).expect_err("not a path");
        assert!(error.starts_with("--runtime-path: "), "{error}");
    }
}
