//! Arguments in, one command out.

use std::ffi::OsString;

use crate::error::{Failure, Result};

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
usage: cargo xtask COMMAND [--no-install]

  setup [--check]              set up what demo and test need; --check only lists it (status 1 if something is missing)
  demo                         check, build and run examples/greeter, and check its TypeScript
  test                         everything a change must pass: 25 minutes at most on two cores, from a clean checkout
  run-cases [--update] [CASE]… the cases of testdata/run alone; --update writes their expect.txt
  link-cases                   the cases of testdata/link alone
  core-cases                   the cases of testdata/run with a core.ts, called in Node by their core views
  conformance [NAME]           a suite at length: frontend, abi, rust or ts; without a name, all of them
  conformance rust [--peer] [--target TARGET] [CASE]…  some of its cases alone; --peer runs the peer's own generator and
                               runtime, --target compiles for wasm32-wasip1 or wasm32-wasip2
  grammar [--check]            write the generated parser; --check only says whether it is up to date
  rt-archive [--check]         write the library that gives guests cabi_realloc; --check only says whether it is up to date
  bench [NAME]                 a measurement; without a name, lists them
  bench rust [PART]            one part of it alone: build, expansion, generation, size, fuel or lists
  guest-env                    what tests need to build and run guests, as KEY=VALUE lines
  help                         this text

--no-install leaves the system alone: what is not installed is not run, and listed at the end.
Status: 0 all is well; 1 something failed; 2 a wrong command line, or nothing failed but something was not run.";

/// One call of this program.
#[derive(Debug, PartialEq)]
pub(crate) struct Call {
    pub(crate) command: Command,
    /// Whether things may be installed.
    pub(crate) install: bool,
}

/// The commands with their own arguments.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Setup { check: bool },
    Demo,
    Test,
    RunCases { update: bool, names: Vec<String> },
    LinkCases,
    CoreCases,
    Conformance { name: Option<String>, peer: bool, target: Option<String>, cases: Vec<String> },
    Grammar { check: bool },
    RtArchive { check: bool },
    Bench { name: Option<String>, part: Option<String> },
    GuestEnv,
    Help,
}

/// Reads the arguments that follow the program's name.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Call> {
    let mut words = Vec::new();
    for argument in arguments {
        words.push(argument.into_string().map_err(|bad| usage(&format!("not UTF-8: {}", bad.display())))?);
    }
    let mut words = Words(words);
    let install = !words.take_flag("--no-install");
    if words.take_flag("--help") || words.take_flag("-h") {
        return Ok(Call { command: Command::Help, install });
    }
    let command = match words.take_word().as_deref() {
        None | Some("help") => Command::Help,
        Some("setup") => Command::Setup { check: words.take_flag("--check") },
        Some("demo") => Command::Demo,
        Some("test") => Command::Test,
        Some("run-cases") => {
            let update = words.take_flag("--update");
            Command::RunCases { update, names: words.take_words() }
        }
        Some("link-cases") => Command::LinkCases,
        Some("core-cases") => Command::CoreCases,
        Some("conformance") => {
            let (peer, target) = (words.take_flag("--peer"), words.take_option("--target")?);
            Command::Conformance { name: words.take_word(), peer, target, cases: words.take_words() }
        }
        Some("grammar") => Command::Grammar { check: words.take_flag("--check") },
        Some("rt-archive") => Command::RtArchive { check: words.take_flag("--check") },
        Some("bench") => {
            let name = words.take_word();
            let has_parts = name.as_deref() == Some(crate::bench::RUST);
            Command::Bench { name, part: if has_parts { words.take_word() } else { None } }
        }
        Some("guest-env") => Command::GuestEnv,
        Some(other) => return Err(usage(&format!("no command is called `{other}`"))),
    };
    match words.0.first() {
        Some(left) => Err(usage(&format!("`{left}` does not belong here"))),
        None => Ok(Call { command, install }),
    }
}

/// The arguments that nobody has taken yet.
struct Words(Vec<String>);

impl Words {
    fn take_flag(&mut self, flag: &str) -> bool {
        let place = self.0.iter().position(|word| word == flag);
        place.map(|place| self.0.remove(place)).is_some()
    }

    /// A flag and the word behind it.
    fn take_option(&mut self, flag: &str) -> Result<Option<String>> {
        let Some(place) = self.0.iter().position(|word| word == flag) else { return Ok(None) };
        self.0.remove(place);
        let has_value = self.0.get(place).is_some_and(|word| !word.starts_with('-'));
        if has_value {
            Ok(Some(self.0.remove(place)))
        } else {
            Err(usage(&format!("`{flag}` needs a value")))
        }
    }

    fn take_word(&mut self) -> Option<String> {
        let place = self.0.iter().position(|word| !word.starts_with('-'))?;
        Some(self.0.remove(place))
    }

    fn take_words(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.take_word()).collect()
    }
}

fn usage(what: &str) -> Failure {
    Failure::Usage(format!("{what}\n\n{HELP}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Call> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn flags_stand_anywhere() {
        let call = parsed("--no-install setup --check").unwrap();
        assert_eq!(call, Call { command: Command::Setup { check: true }, install: false });
        let call = parsed("run-cases lists --update strings").unwrap();
        let names = vec!["lists".to_owned(), "strings".to_owned()];
        assert_eq!(call.command, Command::RunCases { update: true, names });
    }

    #[test]
    fn a_target_takes_the_word_behind_it() {
        let call = parsed("conformance rust --target wasm32-wasip2 strings").unwrap();
        let (name, target) = (Some("rust".to_owned()), Some("wasm32-wasip2".to_owned()));
        let cases = vec!["strings".to_owned()];
        assert_eq!(call.command, Command::Conformance { name, peer: false, target, cases });
        assert_eq!(parsed("conformance rust --target --peer").unwrap_err().status(), 2);
    }

    #[test]
    fn nothing_asks_for_help() {
        assert_eq!(parsed("").unwrap().command, Command::Help);
        assert_eq!(parsed("demo --help").unwrap().command, Command::Help);
    }

    #[test]
    fn what_does_not_belong_is_refused() {
        for line in ["tset", "demo now", "test --check", "bench macro again"] {
            let failure = parsed(line).unwrap_err();
            assert_eq!(failure.status(), 2, "{line}");
        }
    }
}
