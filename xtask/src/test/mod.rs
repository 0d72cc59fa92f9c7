//! `cargo xtask test`: every step that a change must pass, a table of how they went, and one line that counts them.

mod code;
mod declarations;
mod examples;
mod wasi;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::error::{Failure, Result};
use crate::guest::{self, Environment};
use crate::report;
use crate::workspace::Workspace;
use crate::{conformance, core_cases, grammar, link_cases, rt_archive, run_cases, setup};

/// What the steps share.
struct Session<'a> {
    workspace: &'a Workspace,
    /// By which tests find the tools.
    environment: Vec<(String, PathBuf)>,
}

/// A named part of the test. It returns a remark for the table, which may be empty.
struct Step {
    name: &'static str,
    run: fn(&Session<'_>) -> Result<String>,
}

/// What is quick to say no comes first.
const STEPS: &[Step] = &[
    Step { name: "formatting", run: code::formatting },
    Step {
        name: "generated parser is up to date",
        run: |session| quietly(grammar::run(session.workspace, true)),
    },
    Step {
        name: "library of the runtime is up to date",
        run: |session| quietly(rt_archive::run(session.workspace, true)),
    },
    Step { name: "clippy", run: code::clippy },
    Step { name: "documentation", run: code::documentation },
    Step { name: "tests of the crates", run: code::tests },
    Step { name: "tests of the runner", run: code::runner_tests },
    Step { name: "tests of the harness", run: code::harness_tests },
    Step { name: "WASI trees have no findings", run: wasi::silent },
    Step { name: "TypeScript declarations compile", run: declarations::compile },
    Step { name: "examples", run: examples::run },
    Step {
        name: "run cases",
        run: |session| run_cases::run(session.workspace, false, &[]).map(|count| format!("{count} cases")),
    },
    Step {
        name: "guests fit their core views",
        run: |session| core_cases::run(session.workspace).map(|count| format!("{count} cases")),
    },
    Step {
        name: "two runtimes in one component",
        run: |session| link_cases::run(session.workspace).map(|count| format!("{count} cases")),
    },
    Step {
        name: "a third of wit-bindgen's suites",
        run: |session| {
            let choice = conformance::Choice { third: true, ..conformance::Choice::default() };
            conformance::run_rust(session.workspace, choice)
        },
    },
];

/// How a step went.
struct Outcome {
    name: &'static str,
    verdict: Verdict,
    elapsed: Duration,
}

enum Verdict {
    Passed(String),
    Failed,
    NotRun(String),
}

/// Runs every step, whatever became of those before. A step that failed fails the command; so does, with another
/// status, one that was not run.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let start = Instant::now();
    let mut session = Session { workspace, environment: Vec::new() };
    let mut outcomes = vec![set_up(&mut session)];
    outcomes.extend(STEPS.iter().map(|step| judge(step.name, || (step.run)(&session))));
    report::result(&table(&outcomes));
    report::result(&format!("total {}", report::seconds(start.elapsed())));
    conclude(&outcomes)
}

fn set_up(session: &mut Session<'_>) -> Outcome {
    judge("set-up", || {
        let Environment { variables, missing } = guest::environment(session.workspace)?;
        session.environment = variables;
        if missing.is_empty() { Ok(String::new()) } else { Err(Failure::Missing(missing.join("; "))) }
    })
}

/// Does a step and tells at once what went wrong.
fn judge(name: &'static str, action: impl FnOnce() -> Result<String>) -> Outcome {
    let start = Instant::now();
    let verdict = match report::step(&format!("test: {name}"), action) {
        Ok(remark) => Verdict::Passed(remark),
        Err(Failure::Missing(why)) => {
            report::note(&format!("not run: {why}"));
            Verdict::NotRun(why)
        }
        Err(failure) => {
            report::failure(&failure);
            Verdict::Failed
        }
    };
    Outcome { name, verdict, elapsed: start.elapsed() }
}

fn table(outcomes: &[Outcome]) -> String {
    let mut lines = String::new();
    for Outcome { name, verdict, elapsed } in outcomes {
        let (word, remark) = match verdict {
            Verdict::Passed(remark) => ("passed", remark.as_str()),
            Verdict::Failed => ("FAILED", ""),
            Verdict::NotRun(why) => ("not run", why.as_str()),
        };
        let time = report::seconds(*elapsed);
        lines.push_str(format!("{word:<8} {name:<32} {time:>12}  {remark}").trim_end());
        lines.push('\n');
    }
    lines
}

/// The counting line, which comes last, and what the outcomes mean for the status.
fn conclude(outcomes: &[Outcome]) -> Result<()> {
    let count = |is: fn(&Verdict) -> bool| outcomes.iter().filter(|outcome| is(&outcome.verdict)).count();
    let passed = count(|verdict| matches!(verdict, Verdict::Passed(_)));
    let failed = count(|verdict| matches!(verdict, Verdict::Failed));
    let not_run = count(|verdict| matches!(verdict, Verdict::NotRun(_)));
    let skipped = if not_run == 0 { String::new() } else { format!(", {not_run} skipped") };
    report::result(&format!("{passed} passed, {failed} failed{skipped}"));
    match (failed, not_run) {
        (0, 0) => Ok(()),
        (0, _) => Err(Failure::Told(2)),
        (_, _) => Err(Failure::Told(1)),
    }
}

fn quietly(outcome: Result<()>) -> Result<String> {
    outcome.map(|()| String::new())
}

/// Sets up what a step needs that runs guests.
fn guest_tools(session: &Session<'_>) -> Result<(setup::wasm::WasmToolchain, PathBuf)> {
    Ok((setup::wasm::ensure(session.workspace)?, setup::runner::ensure(session.workspace)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(verdicts: Vec<Verdict>) -> Vec<Outcome> {
        let with = |verdict| Outcome { name: "step", verdict, elapsed: Duration::from_secs(1) };
        verdicts.into_iter().map(with).collect()
    }

    #[test]
    fn what_was_not_run_is_no_success() {
        let passed = || Verdict::Passed(String::new());
        let not_run = || Verdict::NotRun("no node".to_owned());
        assert!(conclude(&outcomes(vec![passed(), passed()])).is_ok());
        assert_eq!(conclude(&outcomes(vec![passed(), not_run()])).unwrap_err().status(), 2);
        assert_eq!(conclude(&outcomes(vec![Verdict::Failed, not_run()])).unwrap_err().status(), 1);
    }

    #[test]
    fn the_table_says_why_something_was_not_run() {
        let text = table(&outcomes(vec![Verdict::NotRun("no node".to_owned()), Verdict::Failed]));
        assert!(text.starts_with("not run  step") && text.contains("no node\n"));
        assert!(text.ends_with("1.0 s\n"));
    }
}
