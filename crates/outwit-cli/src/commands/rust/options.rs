//! The flags of `outwit rust`, made from the table of options.

use clap::builder::BoolishValueParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use outwit_bindgen_rust::{OPTIONS, OptionInfo, Options, Ownership, ValueKind};

/// The options of the generator, or everything that is wrong with them.
#[derive(Debug)]
pub(crate) struct RustOptions {
    pub(super) options: Result<Box<Options>, Vec<String>>,
}

/// Flags that scripts for the published generator use, and that mean nothing here.
const FORMAT: &str = "format";
const ASYNC: &str = "async";

impl Args for RustOptions {
    fn augment_args(command: Command) -> Command {
        let flags = OPTIONS.iter().filter(|option| !option.is_input()).filter_map(flag);
        let format = Arg::new(FORMAT).long(FORMAT).action(ArgAction::SetTrue);
        let no_async = Arg::new(ASYNC).long(ASYNC).value_name("NAME").num_args(0..=1);
        command
            .args(flags)
            .arg(format.help("Accepted and without effect: what is written is always formatted"))
            .arg(no_async.help(
                "Refused: functions that are `async` in WIT are async in Rust; `--sync` makes exceptions",
            ))
    }

    fn augment_args_for_update(command: Command) -> Command {
        RustOptions::augment_args(command)
    }
}

/// The flag for an option, if the program has one.
fn flag(option: &OptionInfo) -> Option<Arg> {
    let mut arg = Arg::new(option.key).long(option.flag?).help(option.help);
    if let Some(short) = option.short {
        arg = arg.short(short);
    }
    if let Some(alias) = option.alias {
        arg = arg.visible_alias(alias);
    }
    arg = match option.value {
        ValueKind::Flag => arg
            .value_name("BOOL")
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .value_parser(BoolishValueParser::new())
            .hide_possible_values(true),
        ValueKind::Word(words) => arg.value_name("WORD").value_parser(words.to_vec()),
        ValueKind::Ownership => arg.value_name("WORD").value_parser(Ownership::ALL.to_vec()),
        ValueKind::Text => arg.value_name("TEXT"),
        ValueKind::Texts | ValueKind::FlagOrTexts => arg.value_name("NAME"),
        ValueKind::Paths => arg.value_name("PATH"),
        ValueKind::With => arg.value_name("KEY=PATH"),
        ValueKind::Attributes => arg.value_name("SELECTOR=ATTRIBUTE"),
    };
    let separated = ["with", "sync", "chainable_methods", "borrowed_params"].contains(&option.key);
    if separated {
        arg = arg
            .value_delimiter(',')
            .long_help(format!("{}. May be repeated, or separated by commas", option.help));
    }
    let many = option.value.is_many();
    Some(arg.action(if many { ArgAction::Append } else { ArgAction::Set }).allow_hyphen_values(many))
}

impl FromArgMatches for RustOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<RustOptions, clap::Error> {
        Ok(RustOptions { options: read(matches) })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.options = read(matches);
        Ok(())
    }
}

fn read(matches: &ArgMatches) -> Result<Box<Options>, Vec<String>> {
    let mut options = Box::new(Options::default());
    let mut faults = Vec::new();
    if matches.contains_id(ASYNC) {
        faults.push(
            "--async: functions that are `async` in WIT are async in Rust; `--sync` makes exceptions"
                .to_owned(),
        );
    }
    for option in OPTIONS.iter().filter(|option| !option.is_input()) {
        let Some(flag) = option.flag else { continue };
        faults
            .extend(set(&mut options, option, matches).into_iter().map(|fault| format!("--{flag}: {fault}")));
    }
    if faults.is_empty() { Ok(options) } else { Err(faults) }
}

/// Sets one option, and returns everything that is wrong with its values.
fn set(options: &mut Options, option: &OptionInfo, matches: &ArgMatches) -> Vec<String> {
    let key = option.key;
    if option.value == ValueKind::Flag {
        let value = matches.get_one::<bool>(key).map(|value| options.set_flag(key, *value));
        return value.and_then(Result::err).into_iter().collect();
    }
    let values = matches.get_many::<String>(key).unwrap_or_default();
    let set = values.map(|value| match option.value.is_many() {
        true => options.add(key, value),
        false => options.set_text(key, value),
    });
    set.filter_map(Result::err).collect()
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::args::{self, Program};

    fn parsed(arguments: &[&str]) -> Result<Box<Options>, Vec<String>> {
        let all = ["outwit", "rust"].iter().chain(arguments);
        let args::Command::Rust(args) = Program::parse_from(all).command else { panic!("another command") };
        args.options.options
    }

    #[test]
    fn every_option_of_the_generator_has_a_flag() {
        let program = Program::command();
        let command = program.find_subcommand("rust").expect("the command is there");
        let flags: Vec<&str> = command.get_arguments().filter_map(Arg::get_long).collect();
        for flag in OPTIONS.iter().filter_map(|option| option.flag) {
            assert!(flags.contains(&flag), "{flag}");
        }
        program.debug_assert();
    }

    #[test]
    fn values_that_cannot_be_name_their_flag_all_at_once() {
        let faults = parsed(&["--runtime-path", "a b", "--with", "a:b/c=d,e", "--async", "all"]).unwrap_err();
        let flags: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
        assert_eq!(flags, ["--async", "--with", "--runtime-path"], "{faults:?}");
    }

    #[test]
    fn flags_are_those_of_the_published_generator() {
        let options = parsed(&[
            "--format",
            "--std-feature",
            "--raw-strings",
            "--skip",
            "f",
            "--stubs",
            "--export-prefix",
            "p",
            "--ownership",
            "borrowing-duplicate-if-necessary",
            "--runtime-path",
            "a::rt",
            "--map-type",
            "a::Map",
            "--bitflags-path",
            "a::bitflags",
            "-d",
            "Hash",
            "--additional-derive-attributes",
            "Eq",
            "--additional-derives",
            "PartialEq",
            "--additional-derive-ignore",
            "r",
            "--additional-type-attributes",
            "a:b/c/d=#[x(y = \"z, =\")]",
            "--additional-member-attributes",
            "a:b/c/d.e=#[x]",
            "--with",
            "a:b/c=d::e,a:b/f=generate",
            "--generate-all",
            "--type-section-suffix",
            "s",
            "--disable-run-ctors-once-workaround",
            "--default-bindings-module",
            "a",
            "--export-macro-name",
            "e",
            "--pub-export-macro",
            "--generate-unused-types",
            "--disable-custom-section-link-helpers",
            "--merge-structurally-equal-types=true",
            "--sync",
            "all,a:b/c#f",
            "--chainable-methods",
            "-all,&a:b/c#r",
            "--keywords",
            "underscore",
        ])
        .expect("all of them are right");
        assert!(options.raw_strings && options.stubs && options.merge_structurally_equal_types);
        assert_eq!(options.ownership, Ownership::Borrowing { duplicate_if_necessary: true });
        assert_eq!((options.with.len(), options.sync.len(), options.additional_derives.len()), (2, 2, 3));
        assert_eq!(options.chainable_methods, ["-all", "&a:b/c#r"]);
        assert!(!parsed(&["--generate-all=false"]).unwrap().generate_all);
        assert!(parsed(&[]).unwrap().generate_all);
    }
}
