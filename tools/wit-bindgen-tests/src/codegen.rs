//! The codegen suite: bindings of every WIT, in every variant of the options, compiled without warnings.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::case::Selection;
use crate::outcome::{Outcome, Test, reason};
use crate::session::{Session, threads, write_log};
use crate::table::Table;

/// The options that the harness tries, by how it ends the names of its tests; the last has none.
const VARIANTS: &[&str] = &["borrowed", "borrowed-duplicate", "sync", "no-std", "merge-equal", "hashmap", ""];

/// What the harness expects to fail, because it does with the peer.
const PEER_FAILS: &[&str] = &["wasi-http-borrowed-duplicate", "more-variants.wit-borrowed-duplicate"];

/// Runs the suite, prints a table, and says whether everything passed.
pub(crate) fn run(session: &Session, selection: Selection) -> Result<bool> {
    println!("{}", selection.told().trim_end());
    let cases = session.choose(selection);
    let mut outcome = session.harness(&cases, threads())?;
    if !session.is_peer {
        turn_expectations(&mut outcome);
    }
    let tests = outcome.stage(0);
    print!("{}", by_variant(tests));
    print!("{}", by_reason(tests));
    if let Some(fault) = &outcome.fault {
        println!("the harness stopped: {}", reason(fault));
    }
    let failed: Vec<&Test> = tests.iter().filter(|test| !test.passed()).collect();
    let mut log = outcome.fault.clone().unwrap_or_default();
    for test in &failed {
        log += &format!("==== {}\n{}\n", test.name, test.failure.as_deref().unwrap_or_default());
    }
    write_log(&session.log("codegen"), &log)?;
    let expected = cases.len() * VARIANTS.len();
    if !log.is_empty() {
        println!("whole texts of the failures: {}", session.log("codegen").display());
    }
    let passed = tests.len() - failed.len();
    // The harness says of these that all is well.
    let expected_to_fail = tests.iter().filter(|test| session.is_peer && is_peer_failure(test)).count();
    println!("{} of {expected} bindings compile", passed - expected_to_fail);
    Ok(failed.is_empty() && tests.len() == expected && outcome.fault.is_none())
}

/// What the harness expects to fail must pass for us: it then says that the test should have failed.
fn turn_expectations(outcome: &mut Outcome) {
    for test in outcome.stages.iter_mut().flatten().filter(|test| is_peer_failure(test)) {
        test.failure = match test.failure.take() {
            None => Some("it does not compile, as with the peer".to_owned()),
            Some(said) if said.contains("should have failed, but passed") => None,
            Some(said) => Some(said),
        };
    }
}

/// Whether the harness expects that these bindings do not compile.
fn is_peer_failure(test: &Test) -> bool {
    PEER_FAILS.contains(&variant_name(&test.name))
}

/// `a.wit-borrowed` of `rust a.wit-borrowed "/path/a.wit"`.
fn variant_name(test: &str) -> &str {
    test.split(' ').nth(1).unwrap_or(test)
}

fn variant(test: &str) -> &'static str {
    let name = variant_name(test);
    // `borrowed-duplicate` does not end in `borrowed`, so the first that fits is the one.
    VARIANTS.iter().find(|variant| name.ends_with(&format!("-{variant}"))).copied().unwrap_or("")
}

fn by_variant(tests: &[Test]) -> Table<2> {
    let mut table = Table::new(["variant", "compiled"]);
    for variant in VARIANTS {
        let of_variant: Vec<&Test> =
            tests.iter().filter(|test| self::variant(&test.name) == *variant).collect();
        let passed = of_variant.iter().filter(|test| test.passed()).count();
        let name = if variant.is_empty() { "default" } else { variant };
        table.row([name.to_owned(), format!("{passed}/{}", of_variant.len())], &[]);
    }
    table
}

/// What failed, what is most frequent first.
fn by_reason(tests: &[Test]) -> String {
    let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for test in tests {
        if let Some(failure) = &test.failure {
            names.entry(without_names(&reason(failure))).or_default().push(variant_name(&test.name));
        }
    }
    let mut reasons: Vec<_> = names.into_iter().collect();
    reasons.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
    let mut text = String::new();
    for (reason, mut names) in reasons {
        names.sort_unstable();
        let shown = names.iter().take(4).copied().collect::<Vec<_>>().join(", ");
        let more = if names.len() > 4 { ", …" } else { "" };
        text += &format!("{:>4} × {reason}\n       {shown}{more}\n", names.len());
    }
    text
}

/// The same text for every name in backticks.
fn without_names(reason: &str) -> String {
    let parts = reason.split('`').enumerate();
    parts.map(|(number, part)| if number % 2 == 0 { part } else { "`…`" }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_the_same_whatever_they_name() {
        assert_eq!(without_names("no `a` in `b`, or"), "no `…` in `…`, or");
    }

    #[test]
    fn variants_are_told_by_the_end_of_the_name() {
        assert_eq!(variant("rust a.wit-borrowed \"a.wit\""), "borrowed");
        assert_eq!(variant("rust a.wit-borrowed-duplicate \"a.wit\""), "borrowed-duplicate");
        assert_eq!(variant("rust no-std-a.wit \"a.wit\""), "");
    }

    #[test]
    fn what_the_peer_cannot_do_must_pass() {
        let test = |failure: Option<&str>| Test {
            name: "rust wasi-http-borrowed-duplicate \"wit\"".to_owned(),
            failure: failure.map(str::to_owned),
        };
        let tests = vec![test(None), test(Some("test should have failed, but passed")), test(Some("other"))];
        let mut outcome = Outcome { stages: vec![tests], fault: None };
        turn_expectations(&mut outcome);
        let passed: Vec<bool> = outcome.stages[0].iter().map(Test::passed).collect();
        assert_eq!(passed, [false, true, false]);
    }
}
