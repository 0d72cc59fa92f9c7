//! The steps about the code itself: its form, its lints, its documentation, its tests.

use super::{Session, declarations};
use crate::error::{Failure, Result};
use crate::files;
use crate::process::{Outcome, Run};
use crate::setup::{runner, suites};

/// The manifests of the workspaces that `cargo fmt --all` at the top does not see.
const APART: &[&str] = &[
    "tools/grammar/Cargo.toml",
    "tools/runner/Cargo.toml",
    "tools/wit-bindgen-tests/Cargo.toml",
    "conformance/jco/guest/Cargo.toml",
    "conformance/wit-bindgen/Cargo.toml",
    "examples/greeter/guest/Cargo.toml",
    "examples/greeter/guest-build-script/Cargo.toml",
];

/// Everything is formatted: the workspace, the workspaces beside it, the guests of the cases.
pub(super) fn formatting(session: &Session<'_>) -> Result<String> {
    let workspace = session.workspace;
    workspace.cargo().args(["fmt", "--all", "--check"]).success()?;
    for manifest in APART {
        workspace.cargo().args(["fmt", "--check", "--manifest-path", manifest]).success()?;
    }
    let mut guests = Vec::new();
    for suite in ["testdata/run", "testdata/link"] {
        let cases = files::entries(&workspace.path(suite))?;
        guests.extend(cases.iter().map(|case| case.join("guest.rs")));
    }
    guests.retain(|guest| guest.is_file());
    if !guests.is_empty() {
        Run::new("rustfmt").args(["--check", "--edition", "2024"]).args(guests).success()?;
    }
    Ok(String::new())
}

/// No lint has anything to say.
pub(super) fn clippy(session: &Session<'_>) -> Result<String> {
    let arguments =
        ["clippy", "--locked", "--workspace", "--all-features", "--all-targets", "--", "--deny", "warnings"];
    session.workspace.cargo().args(arguments).success()?;
    Ok(String::new())
}

/// The documentation builds without a warning.
pub(super) fn documentation(session: &Session<'_>) -> Result<String> {
    let arguments = ["doc", "--locked", "--workspace", "--all-features", "--no-deps"];
    session.workspace.cargo().args(arguments).env("RUSTDOCFLAGS", "--deny warnings").success()?;
    Ok(String::new())
}

/// The tests of every crate of the workspace, which find the tools through the environment. Those that need TypeScript
/// compilers are a step of their own.
pub(super) fn tests(session: &Session<'_>) -> Result<String> {
    let others = session.environment.iter().filter(|variable| !declarations::names_compiler(variable));
    let outcome = session
        .workspace
        .cargo()
        .args(["test", "--locked", "--workspace", "--all-features", "--no-fail-fast"])
        // A snapshot that changed is a failure, never a file that waits to be reviewed.
        .env("INSTA_UPDATE", "no")
        .envs(others.map(|(name, value)| (name, value)))
        .outcome()?;
    if outcome.status.success() {
        return counted(&outcome);
    }
    match failures(&outcome.stdout) {
        told if told.is_empty() => Err(outcome.failure()),
        told => Err(outcome.failure_with(&[&told])),
    }
}

/// What test programs said of the tests that failed, without the lines of the hundreds that passed.
fn failures(output: &str) -> String {
    let mut told = String::new();
    let mut within = false;
    for line in output.lines() {
        within |= line == "failures:";
        if within {
            told.push_str(line);
            told.push('\n');
        }
        within &= !line.starts_with("test result: ");
    }
    told
}

/// The tests of `tools/runner`.
pub(super) fn runner_tests(session: &Session<'_>) -> Result<String> {
    counted(&runner::test(session.workspace)?)
}

/// The tests of `tools/wit-bindgen-tests`.
pub(super) fn harness_tests(session: &Session<'_>) -> Result<String> {
    counted(&suites::test(session.workspace)?)
}

/// How many tests ran. None at all is a failure: something was filtered out or left out.
pub(super) fn counted(outcome: &Outcome) -> Result<String> {
    match passed(&outcome.stdout) {
        0 => Err(Failure::failed("no test was run")),
        count => Ok(format!("{count} tests")),
    }
}

/// The sum over all `test result: ok. N passed; …`.
fn passed(output: &str) -> u32 {
    let of_line = |line: &str| {
        let rest = line.strip_prefix("test result: ok. ")?;
        rest.split_once(" passed")?.0.parse::<u32>().ok()
    };
    output.lines().filter_map(of_line).sum()
}

#[cfg(test)]
mod tests {
    #[test]
    fn tests_are_counted_over_all_programs() {
        let output =
            "test result: ok. 12 passed; 0 failed; 0 ignored\nx\ntest result: ok. 3 passed; 0 failed\n";
        assert_eq!(super::passed(output), 15);
        assert_eq!(super::passed("running 0 tests\n"), 0);
    }

    #[test]
    fn failures_are_told_without_what_passed() {
        let passed = "running 1 test\ntest a ... ok\n\ntest result: ok. 1 passed; 0 failed\n";
        let failed =
            "failures:\n\n---- b stdout ----\nleft: 1\n\nfailures:\n    b\n\ntest result: FAILED. 0 passed\n";
        assert_eq!(super::failures(passed), "");
        assert_eq!(super::failures(&format!("{passed}test b ... FAILED\n\n{failed}{passed}")), failed);
    }
}
