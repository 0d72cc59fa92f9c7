//! Rust guests: the test suites of wit-bindgen 0.63.0, its sources unedited, on our generator and our runtime.
//!
//! `tools/wit-bindgen-tests` runs them by the peer's own harness; `conformance/wit-bindgen` is our runtime under the
//! peer's name.

use std::path::PathBuf;

use super::parts::Part;
use crate::error::{Failure, Result};
use crate::example;
use crate::process::Run;
use crate::report;
use crate::setup::{corpora, runner, suites, wasm};
use crate::workspace::Workspace;

/// Whose sources they are.
const PEER: &str = "wit-bindgen-cli";

/// The suites, quick ones first.
const SUITES: &[(&str, &str)] = &[
    ("runtime", "components are built, composed and run"),
    ("codegen", "bindings of every world, in every variant of the options, compile without a warning"),
];

/// What is run before them.
pub(super) const PARTS: &[Part] = &[Part {
    title: "clippy on the bindings of every published world",
    arguments: &["--package", "outwit", "--test", "corpora"],
    tests: &[],
}];

/// What the harness ends with when all cases that were asked for are of the other suite.
const NOTHING_TO_DO: i32 = 3;

/// What is run.
#[derive(Clone, Copy, Default)]
pub(crate) struct Choice<'a> {
    /// The peer's own generator and runtime, for comparison.
    pub(crate) peer: bool,
    /// Every third case alone.
    pub(crate) third: bool,
    /// Guests are compiled to be small, as for a release.
    pub(crate) small: bool,
    /// The target of guests, if it is not the one that tests use.
    pub(crate) target: Option<&'a str>,
    /// The cases of these names, all if there is none.
    pub(crate) cases: &'a [String],
}

/// Runs both suites, whatever becomes of the first, and prints their tables; of a third only those with failures. Returns
/// the counts.
pub(crate) fn run(workspace: &Workspace, choice: Choice<'_>) -> Result<String> {
    let suite = Suite::set_up(workspace, choice)?;
    let mut failed = 0;
    let mut summaries = Vec::new();
    for (name, title) in SUITES {
        let outcome = report::step(&format!("{name}: {title}"), || suite.call(name).outcome())?;
        let status = outcome.status.code();
        if status == Some(1) || (status == Some(0) && !choice.third) {
            report::result(&format!("{name}: {title}\n{}", outcome.stdout));
        }
        match status {
            Some(0) => summaries.extend(outcome.stdout.lines().last().map(str::to_owned)),
            Some(1) => failed += 1,
            Some(NOTHING_TO_DO) => {}
            _ => return Err(outcome.failure()),
        }
    }
    if failed == 0 { Ok(summaries.join(", ")) } else { Err(Failure::Told(1)) }
}

/// Builds and runs the guests of the runtime suite, compiled to be small. Returns the folder in which they lie.
pub(crate) fn build_small(workspace: &Workspace, peer: bool) -> Result<PathBuf> {
    let suite = Suite::set_up(workspace, Choice { peer, small: true, ..Choice::default() })?;
    suite.call("runtime").success()?;
    Ok(suite.work())
}

/// Where everything is that a suite needs.
struct Suite<'a> {
    workspace: &'a Workspace,
    choice: Choice<'a>,
    harness: PathBuf,
    tests: PathBuf,
    rustc: PathBuf,
    runner: PathBuf,
}

impl<'a> Suite<'a> {
    fn set_up(workspace: &'a Workspace, choice: Choice<'a>) -> Result<Suite<'a>> {
        let rustc = match choice.target {
            Some(target) => wasm::compiler_for(workspace, target)?,
            None => wasm::ensure(workspace)?.rustc,
        };
        let runner = runner::ensure(workspace)?;
        let harness = suites::ensure(workspace)?;
        example::build_programs(workspace)?;
        let corpora = corpora::ensure(workspace)?;
        let peer = corpora.iter().find(|corpus| corpus.name == PEER);
        let peer = peer.ok_or_else(|| Failure::failed(format!("corpora/Cargo.toml does not pin {PEER}")))?;
        Ok(Suite { workspace, choice, harness, tests: peer.folder.join("tests"), rustc, runner })
    }

    /// The folder in which everything is built.
    fn work(&self) -> PathBuf {
        let Choice { peer, small, target, .. } = self.choice;
        let (whose, how) = (if peer { "peer" } else { "ours" }, if small { "-small" } else { "" });
        let target = target.map(|target| format!("-{target}")).unwrap_or_default();
        self.workspace.kept(&format!("suites/{whose}{how}{target}"))
    }

    /// The harness with its command line.
    fn call(&self, suite: &str) -> Run {
        let Suite { workspace, choice, .. } = self;
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut run = Run::new(&self.harness)
            .arg(suite)
            .arg("--tests")
            .arg(&self.tests)
            .arg("--work")
            .arg(self.work())
            .arg("--lock")
            .arg(workspace.path("conformance/wit-bindgen/Cargo.lock"))
            .arg("--target")
            .arg(choice.target.unwrap_or(wasm::TARGET))
            .arg("--rustc")
            .arg(&self.rustc)
            .arg("--cargo")
            .arg(cargo)
            .arg("--runner")
            .arg(&self.runner)
            .args(choice.third.then_some("--third"))
            .args(choice.small.then_some("--small"))
            .args(choice.cases.iter().flat_map(|case| ["--case", case]));
        if !choice.peer {
            run = run
                .arg("--generator")
                .arg(workspace.built("outwit"))
                .arg("--runtime")
                .arg(workspace.path("conformance/wit-bindgen"));
        }
        run
    }
}
