//! What the harness printed in, which of its tests passed and why the others did not out.

use std::collections::BTreeMap;

/// What one run of the harness said.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Its stages, each with its tests, in its order.
    pub(crate) stages: Vec<Vec<Test>>,
    /// Why it ended before there was any test, or between two stages.
    pub(crate) fault: Option<String>,
}

/// A test of the harness.
#[derive(Debug, PartialEq)]
pub(crate) struct Test {
    pub(crate) name: String,
    /// What it said when it failed.
    pub(crate) failure: Option<String>,
}

impl Test {
    pub(crate) fn passed(&self) -> bool {
        self.failure.is_none()
    }
}

impl Outcome {
    /// Reads the output of one run.
    pub(crate) fn read(stdout: &str, stderr: &str) -> Outcome {
        let mut outcome = Outcome::default();
        for stage in stdout.split("\nrunning ").skip(1) {
            outcome.stages.push(tests(stage));
        }
        let fault = stderr.trim();
        if !fault.is_empty() {
            outcome.fault = Some(fault.to_owned());
        }
        outcome
    }

    /// The tests of the stage of this number, none if it was not reached.
    pub(crate) fn stage(&self, number: usize) -> &[Test] {
        self.stages.get(number).map_or(&[], Vec::as_slice)
    }
}

/// The tests of one stage: a line for each that ended, then a section for each that failed.
fn tests(report: &str) -> Vec<Test> {
    let mut failures = failures(report);
    let mut tests = Vec::new();
    for line in report.lines().take_while(|line| *line != "failures:") {
        let Some((name, verdict)) = line.strip_prefix("test ").and_then(|line| line.rsplit_once(" ... "))
        else {
            continue;
        };
        let name = name.trim_end().to_owned();
        let failure = match verdict {
            "ok" => None,
            _ => Some(failures.remove(&name).unwrap_or_else(|| verdict.to_owned())),
        };
        tests.push(Test { name, failure });
    }
    tests
}

fn failures(report: &str) -> BTreeMap<String, String> {
    let mut failures = BTreeMap::new();
    let mut current: Option<(String, String)> = None;
    let sections = report.split_once("\nfailures:\n").map_or("", |(_, rest)| rest);
    for line in sections.lines() {
        let heading = line.strip_prefix("---- ").and_then(|line| line.strip_suffix(" ----"));
        if let Some(name) = heading {
            failures.extend(current.replace((name.to_owned(), String::new())));
        } else if line == "failures:" {
            break;
        } else if let Some((_, text)) = &mut current {
            *text += line;
            text.push('\n');
        }
    }
    failures.extend(current);
    failures
}

/// The line of a failure that says most: the first error of the program that was run, else the innermost cause.
pub(crate) fn reason(failure: &str) -> String {
    // Behind the status of the program comes what it wrote, on standard output and on standard error.
    let said =
        failure.split_once("status: ").and_then(|(_, rest)| rest.split_once('\n')).map(|(_, said)| said);
    let of_program = said.and_then(|said| {
        let is_error = |line: &&str| {
            line.starts_with("error")
                || line.contains(": error")
                || line.contains("panicked at")
                || line.contains("wasm trap")
        };
        let lines = said.lines().map(str::trim);
        lines.clone().find(is_error).or_else(|| lines.clone().rfind(|line| !line.is_empty()))
    });
    let innermost = || failure.lines().map(str::trim).rfind(|line| !line.is_empty());
    let line = of_program.or_else(innermost).unwrap_or("no reason was given");
    line.chars().take(150).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "=== Compiling components ===

running 2 tests
test /a/runner.rs ... ok
test /a/test.rs   ... FAILED

failures:

---- /a/test.rs ----
  error: failed to compile component
  command execution failed
  status: exit status: 1
  stderr:
    warning: x
    error[E0599]: no method
      --> here


failures:
    /a/test.rs

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s
";

    #[test]
    fn verdicts_and_failures_are_read() {
        let outcome = Outcome::read(REPORT, "");
        let [compiled] = outcome.stages.as_slice() else { panic!("{outcome:?}") };
        let names: Vec<(&str, bool)> =
            compiled.iter().map(|test| (test.name.as_str(), test.passed())).collect();
        assert_eq!(names, [("/a/runner.rs", true), ("/a/test.rs", false)]);
        let failure = compiled[1].failure.as_deref().unwrap();
        assert_eq!(reason(failure), "error[E0599]: no method");
        assert!(outcome.stage(1).is_empty() && outcome.fault.is_none());
    }

    #[test]
    fn a_reason_without_a_program_is_the_innermost_cause() {
        assert_eq!(reason("  error: a\n\n  Caused by:\n      0: b\n      1: c\n\n"), "1: c");
    }
}
