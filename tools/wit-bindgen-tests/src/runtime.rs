//! The runtime suite: every case by a run of the harness of its own, so that one that fails stops no other.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;

use crate::case::{Case, Selection};
use crate::outcome::{Outcome, Test, reason};
use crate::session::{Session, threads, write_log};
use crate::table::Table;

/// What the peer's own generator and runtime reach: components that are built, compositions that run.
const COMPONENTS: usize = 123;
const COMPOSITIONS: usize = 63;

/// Runs the suite, prints a table, and says whether everything passed.
pub(crate) fn run(session: &Session, selection: Selection) -> Result<bool> {
    println!("{}", selection.told().trim_end());
    let cases = session.choose(selection);
    let outcomes = all(session, &cases)?;
    let mut table = Table::new(["case", "components built", "compositions run"]);
    let mut log = String::new();
    let mut sums = [Sum::default(); 2];
    for (case, outcome) in cases.iter().zip(&outcomes) {
        let stages = [outcome.stage(0), outcome.stage(1)].map(Sum::of);
        for (sum, stage) in sums.iter_mut().zip(&stages) {
            *sum = sum.plus(stage);
        }
        let well = stages.iter().all(Sum::is_good) && outcome.fault.is_none();
        let reasons = if well { Vec::new() } else { reasons(outcome) };
        table.row([case.name.clone(), stages[0].told(), stages[1].told()], &reasons);
        for failure in failures(outcome) {
            log += &format!("==== {}\n{failure}\n", case.name);
        }
    }
    table.row(["all".to_owned(), sums[0].told(), sums[1].told()], &[]);
    print!("{table}");
    write_log(&session.log("runtime"), &log)?;
    if !log.is_empty() {
        println!("whole texts of the failures: {}", session.log("runtime").display());
    }
    let [components, compositions] = sums;
    let (built, ran) = (components.passed, compositions.passed);
    let whole = session.is_whole();
    let expected =
        if whole { format!(" (expected: {COMPONENTS} and {COMPOSITIONS})") } else { String::new() };
    println!("{built} components built, {ran} compositions run{expected}");
    let enough = !whole || (built >= COMPONENTS && ran >= COMPOSITIONS);
    Ok(enough && log.is_empty())
}

/// Runs the cases, as many at once as the machine does.
fn all(session: &Session, cases: &[Case]) -> Result<Vec<Outcome>> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads() {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(number) else { break };
                    let outcome = session.harness([case], 1);
                    outcomes
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner)
                        .push((number, outcome));
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    outcomes.sort_by_key(|(number, _)| *number);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

#[derive(Clone, Copy, Default)]
struct Sum {
    passed: usize,
    all: usize,
}

impl Sum {
    fn of(tests: &[Test]) -> Sum {
        Sum { passed: tests.iter().filter(|test| test.passed()).count(), all: tests.len() }
    }

    fn plus(self, other: &Sum) -> Sum {
        Sum { passed: self.passed + other.passed, all: self.all + other.all }
    }

    /// Nothing failed, and there was something.
    fn is_good(&self) -> bool {
        self.passed == self.all && self.all > 0
    }

    fn told(&self) -> String {
        match self {
            Sum { all: 0, .. } => "-".to_owned(),
            Sum { passed, all } => format!("{passed}/{all}"),
        }
    }
}

/// A line for each test that failed.
fn reasons(outcome: &Outcome) -> Vec<String> {
    let failed = outcome.stages.iter().flatten().filter_map(|test| Some((test, test.failure.as_deref()?)));
    let mut reasons: Vec<String> = failed
        .map(|(test, failure)| {
            let name = test.name.rsplit('/').next().unwrap_or(&test.name);
            format!("{name}: {}", reason(failure))
        })
        .collect();
    if reasons.is_empty() {
        reasons.extend(outcome.fault.as_deref().map(reason));
    }
    reasons
}

fn failures(outcome: &Outcome) -> Vec<&str> {
    let failed = outcome.stages.iter().flatten().filter_map(|test| test.failure.as_deref());
    failed.chain(outcome.fault.as_deref()).collect()
}
