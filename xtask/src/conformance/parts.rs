//! A suite is a list of parts. Each part is a run of `cargo test` with `OUTWIT_CONFORMANCE=1`, which allows nothing to be
//! missing or sampled; what its tests print is the result.

use std::path::PathBuf;
use std::time::Instant;

use crate::error::{Failure, Result};
use crate::report;
use crate::setup::corpora;
use crate::workspace::Workspace;

/// How many cases each property is tried on, where a plain `cargo test` tries 256 or fewer.
const CASES: &str = "10000";

/// Tests of one kind.
pub(super) struct Part {
    pub(super) title: &'static str,
    /// What follows `cargo test`.
    pub(super) arguments: &'static [&'static str],
    /// Which tests are run, as the test programs are told; all if it is empty.
    pub(super) tests: &'static [&'static str],
}

/// Runs every part, whatever became of those before, with `variables` beside those that name the published crates.
pub(super) fn run(
    workspace: &Workspace,
    parts: &[Part],
    mut variables: Vec<(String, PathBuf)>,
) -> Result<()> {
    let start = Instant::now();
    let corpora = corpora::ensure(workspace)?;
    variables.extend(corpora.into_iter().map(|corpus| (corpus.variable(), corpus.folder)));
    let mut failed = 0;
    for part in parts {
        match report::step(part.title, || test(workspace, &variables, part)) {
            Ok(result) => report::result(&format!("{}\n{result}\n", part.title)),
            Err(failure) => {
                failed += 1;
                report::failure(&failure);
                report::result(&format!("{}\n  FAILED\n", part.title));
            }
        }
    }
    let passed = parts.len() - failed;
    report::result(&format!("{passed} passed, {failed} failed in {}", report::seconds(start.elapsed())));
    if failed == 0 { Ok(()) } else { Err(Failure::Told(1)) }
}

/// What the tests printed, how many there were, and how long they took once they were built.
fn test(workspace: &Workspace, variables: &[(String, PathBuf)], part: &Part) -> Result<String> {
    let cargo = || {
        workspace
            .cargo()
            .args(["test", "--locked", "--all-features", "--no-fail-fast"])
            // Optimised, because there is much to do; with debug assertions, because they are part of what is tested.
            .args(["--config", "profile.dev.opt-level=2"])
            .arg("--target-dir")
            .arg(workspace.kept("conformance"))
            .args(part.arguments)
    };
    cargo().arg("--no-run").success()?;
    let start = Instant::now();
    let outcome = cargo()
        .args(["--", "--show-output"])
        .args(part.tests)
        .env("OUTWIT_CONFORMANCE", "1")
        .env("PROPTEST_CASES", CASES)
        .env("INSTA_UPDATE", "no")
        .env("RUST_BACKTRACE", "0")
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .success()?;
    let seconds = report::seconds(start.elapsed());
    match summary(&outcome.stdout) {
        (0, _) => Err(Failure::failed("no test was run")),
        (count, printed) => Ok(format!("{printed}  {count} tests in {seconds}\n")),
    }
}

/// Out of libtest's report: how many tests passed, and under the name of each what it printed.
fn summary(report: &str) -> (u32, String) {
    let mut passed = 0;
    let mut printed = String::new();
    let mut in_output = false;
    for line in report.lines() {
        let heading = line.strip_prefix("---- ").and_then(|line| line.strip_suffix(" stdout ----"));
        if let Some(test) = heading {
            in_output = true;
            printed += &format!("  {test}\n");
        } else if line == "successes:" {
            // It stands in front of the outputs, and once more in front of the names.
            in_output = false;
        } else if let Some(result) = line.strip_prefix("test result: ok. ") {
            let count = result.split_once(" passed").and_then(|(count, _)| count.parse::<u32>().ok());
            passed += count.unwrap_or(0);
        } else if in_output && !line.trim().is_empty() {
            printed += &format!("    {line}\n");
        }
    }
    (passed, printed)
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn a_report_is_read_for_what_tests_printed() {
        let report = "
running 2 tests
test suite::a ... ok
test suite::b ... ok

successes:

---- suite::a stdout ----
75 graphs
  one more line


successes:
    suite::a
    suite::b

test result: ok. 2 passed; 0 failed; 0 ignored

   Doc-tests outwit_parser

test result: ok. 3 passed; 0 failed; 0 ignored
";
        let (passed, printed) = summary(report);
        assert_eq!(passed, 5);
        assert_eq!(printed, "  suite::a\n    75 graphs\n      one more line\n");
    }
}
