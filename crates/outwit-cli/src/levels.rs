//! Which findings are errors, which are warnings, and which are not told: `--deny`, `--warn`, `--allow` and `--wasi`.
//!
//! Options count in the order in which they are given, so the last one for a code wins. A rule that is off is turned on by
//! naming it, or a group that it belongs to. An error cannot be lowered: it
//! says that the WIT has no meaning, and no option can give it one. So a status of 0 always means that the WIT is right.

use clap::builder::{TypedValueParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};
use outwit_diagnostics::{Code, Diagnostic, Severity};
use outwit_resolve::diagnostics::{GATE_RULES, GATED_SYNTAX, SHIPPED_SYNTAX};

use crate::codes;

/// The options in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels(Vec<(Level, Subject)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Allow,
    Warn,
    Deny,
}

/// What an option is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Code(&'static Code),
    /// A group of rules that are off by default.
    Group(&'static Group),
    /// Everything that is a warning by itself, or by the options so far.
    Warnings,
}

/// Rules with a name for all of them.
#[derive(Debug, PartialEq, Eq)]
struct Group {
    name: &'static str,
    codes: &'static [&'static [&'static Code]],
}

const GROUPS: &[Group] = &[
    Group { name: "gate-rules", codes: &[GATE_RULES] },
    Group { name: "gated-syntax", codes: &[GATED_SYNTAX] },
];

/// What `--wasi` turns on: the syntax that came after a release.
const RELEASES: &[Group] = &[
    Group { name: "0.2", codes: &[GATED_SYNTAX, SHIPPED_SYNTAX] },
    Group { name: "0.3", codes: &[GATED_SYNTAX] },
];

impl Group {
    fn holds(&self, code: &Code) -> bool {
        self.codes.iter().any(|codes| codes.contains(&code))
    }
}

impl Levels {
    /// Whether findings of a rule that is off by default would be told.
    pub(crate) fn turns_on(&self, code: &Code) -> bool {
        self.severity(code, code.severity).is_some()
    }

    /// The diagnostics with their severities as asked for, without those that are allowed.
    pub(crate) fn apply(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let judge = |mut diagnostic: Diagnostic| {
            diagnostic.severity = self.severity(diagnostic.code, diagnostic.severity)?;
            Some(diagnostic)
        };
        diagnostics.into_iter().filter_map(judge).collect()
    }

    /// `None` if the finding is not told.
    fn severity(&self, code: &Code, own: Severity) -> Option<Severity> {
        if own == Severity::Error {
            return Some(own);
        }
        let own = Some(own).filter(|_| !code.is_off);
        let mut current = own;
        for (level, subject) in &self.0 {
            let is_meant = match subject {
                Subject::Code(other) => *other == code,
                Subject::Group(group) => group.holds(code),
                Subject::Warnings => [own, current].contains(&Some(Severity::Warning)),
            };
            if is_meant {
                current = match level {
                    Level::Allow => None,
                    Level::Warn => Some(Severity::Warning),
                    Level::Deny => Some(Severity::Error),
                };
            }
        }
        current
    }
}

const FLAGS: [(&str, char, Level, &str); 3] = [
    (
        "deny",
        'D',
        Level::Deny,
        "Make this an error: a code, its name, `warnings`, `gate-rules` or `gated-syntax`",
    ),
    (
        "warn",
        'W',
        Level::Warn,
        "Make this a warning: a code, its name, `warnings`, `gate-rules` or `gated-syntax`",
    ),
    (
        "allow",
        'A',
        Level::Allow,
        "Do not tell this: a code, its name, `warnings`, `gate-rules` or `gated-syntax`. Errors cannot be allowed, nor made warnings. Of several \
         options for one code the last one wins",
    ),
];

const WASI: &str = "wasi";

impl Args for Levels {
    fn augment_args(command: Command) -> Command {
        let command = FLAGS.into_iter().fold(command, |command, (name, short, level, help)| {
            let flag = Arg::new(name)
                .long(name)
                .short(short)
                .value_name("CODE")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(parser(level))
                .help(help);
            command.arg(flag)
        });
        let wasi = Arg::new(WASI)
            .long(WASI)
            .value_name("RELEASE")
            .action(ArgAction::Append)
            .value_parser(RELEASES.iter().map(|group| group.name).collect::<Vec<_>>())
            .help("Warn of syntax that this WASI release does not have");
        command.arg(wasi)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Levels::augment_args(command)
    }
}

impl FromArgMatches for Levels {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Levels, Error> {
        let mut found = Vec::new();
        for (name, _, level, _) in FLAGS {
            let places = matches.indices_of(name).into_iter().flatten();
            let subjects = matches.get_many::<Subject>(name).into_iter().flatten();
            found.extend(places.zip(subjects).map(|(place, subject)| (place, (level, *subject))));
        }
        let places = matches.indices_of(WASI).into_iter().flatten();
        let releases = matches.get_many::<String>(WASI).into_iter().flatten();
        let groups = releases.filter_map(|name| RELEASES.iter().find(|group| group.name == name));
        found.extend(places.zip(groups).map(|(place, group)| (place, (Level::Warn, Subject::Group(group)))));
        found.sort_by_key(|(place, _)| *place);
        Ok(Levels(found.into_iter().map(|(_, option)| option).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Levels::from_arg_matches(matches)?;
        Ok(())
    }
}

fn parser(level: Level) -> ValueParser {
    let parse = move |text: String| -> Result<Subject, String> {
        if text.eq_ignore_ascii_case("warnings") {
            return Ok(Subject::Warnings);
        }
        if let Some(group) = GROUPS.iter().find(|group| text.eq_ignore_ascii_case(group.name)) {
            return Ok(Subject::Group(group));
        }
        let code = codes::find(&text)?;
        if code.severity == Severity::Error && level != Level::Deny {
            return Err(format!(
                "{} is an error: WIT that breaks this rule has no meaning, so the rule cannot be turned off",
                code.id
            ));
        }
        Ok(Subject::Code(code))
    };
    clap::builder::StringValueParser::new().try_map(parse).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(arguments: &[&str]) -> Levels {
        let command = Levels::augment_args(Command::new("test").no_binary_name(true));
        let matches = command.try_get_matches_from(arguments).expect("right arguments");
        Levels::from_arg_matches(&matches).expect("options")
    }

    fn refused(arguments: &[&str]) -> String {
        let command = Levels::augment_args(Command::new("test").no_binary_name(true));
        command.try_get_matches_from(arguments).expect_err("wrong arguments").to_string()
    }

    const EMPTY_USE: &str = "WIT0207";

    #[test]
    fn the_last_option_wins() {
        let code = codes::find(EMPTY_USE).expect("a code");
        let of = |arguments: &[&str]| levels(arguments).severity(code, code.severity);
        assert_eq!(of(&[]), Some(Severity::Warning));
        assert_eq!(of(&["-A", EMPTY_USE]), None);
        assert_eq!(of(&["-D", "warnings"]), Some(Severity::Error));
        assert_eq!(of(&["-D", "warnings", "-A", "empty-use"]), None);
        assert_eq!(of(&["-A", "empty-use", "-D", "warnings"]), Some(Severity::Error));
        assert_eq!(of(&["--deny", "warnings", "--warn", "wit0207"]), Some(Severity::Warning));
        assert_eq!(of(&["--deny", "warnings", "--allow", "warnings"]), None);
        assert_eq!(of(&["--allow=WIT0207,empty-use", "--warn=WARNINGS"]), Some(Severity::Warning));
        assert_eq!(of(&["-D", "WIT0201"]), Some(Severity::Warning));
    }

    #[test]
    fn rules_that_are_off_are_turned_on_by_name_or_group() {
        let of = |name: &str, arguments: &[&str]| {
            let code = codes::find(name).expect("a code");
            assert!(code.is_off, "{name}");
            levels(arguments).severity(code, code.severity)
        };
        for arguments in [&[][..], &["-W", "warnings"], &["-D", "warnings"], &["--wasi", "0.3"]] {
            assert_eq!(of("gated-async", arguments), None, "{arguments:?}");
        }
        assert_eq!(of("gated-async", &["-W", "gated-async"]), Some(Severity::Warning));
        assert_eq!(of("gated-async", &["--wasi", "0.2"]), Some(Severity::Warning));
        assert_eq!(of("gated-async", &["--wasi", "0.2", "-D", "warnings"]), Some(Severity::Error));
        assert_eq!(of("gated-async", &["--wasi", "0.2", "-A", "wit0613"]), None);
        assert_eq!(of("gated-accessor", &["--wasi", "0.3"]), Some(Severity::Warning));
        assert_eq!(of("gated-accessor", &["-D", "Gated-Syntax"]), Some(Severity::Error));
        assert_eq!(of("weaker-gate", &["-W", "gated-syntax"]), None);
        assert_eq!(of("weaker-gate", &["-W", "gate-rules"]), Some(Severity::Warning));
        assert!(refused(&["--wasi", "0.1"]).contains("0.2, 0.3"));
    }

    #[test]
    fn errors_stay_errors() {
        let code = codes::find("WIT0201").expect("a code");
        assert_eq!(levels(&["-A", "warnings"]).severity(code, Severity::Error), Some(Severity::Error));
        for flag in ["--allow", "--warn"] {
            let said = refused(&[flag, "unknown-name"]);
            assert!(said.contains("WIT0201 is an error"), "{said}");
        }
        // A code that is a warning in general may be an error in one place.
        let warning = codes::find(EMPTY_USE).expect("a code");
        let allowed = levels(&["-A", EMPTY_USE]);
        assert_eq!(allowed.severity(warning, Severity::Error), Some(Severity::Error));
    }

    #[test]
    fn unknown_codes_are_refused() {
        let said = refused(&["-D", "empty-us"]);
        assert!(said.contains("did you mean `empty-use`?"), "{said}");
    }
}
