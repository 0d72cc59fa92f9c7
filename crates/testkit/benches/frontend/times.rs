//! The table of times and memory.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::child;
use crate::input::Input;
use crate::sides;

/// Rounds of a large input; a small one has ten times as many.
const ROUNDS: usize = 15;

/// How often a side does a small input in a row in each round. The first time finds the other side's code and data in the
/// caches of the processor and stands in a column of its own.
const IN_A_ROW: usize = 5;

/// Times of one part over all rounds.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn measure<T>(&mut self, action: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = black_box(action());
        self.0.push(start.elapsed());
        result
    }

    /// Adds the sum of what was measured last of these.
    fn add_last(&mut self, parts: &[&Times]) {
        self.0.extend(parts.iter().map(|part| part.0.last().copied()).sum::<Option<Duration>>());
    }

    /// The sums, round by round.
    fn and(&self, other: &Times) -> Times {
        Times(self.0.iter().zip(&other.0).map(|(a, b)| *a + *b).collect())
    }

    /// The median of the quotients, round by round: what slows one round down slows both of its sides.
    fn ratio(&self, other: &Times) -> f64 {
        let quotients = self.0.iter().zip(&other.0).map(|(a, b)| a.as_secs_f64() / b.as_secs_f64());
        let mut quotients: Vec<f64> = quotients.collect();
        quotients.sort_by(f64::total_cmp);
        quotients[quotients.len() / 2]
    }

    fn text(&self) -> String {
        let mut all: Vec<f64> = self.0.iter().map(|time| time.as_secs_f64() * 1e3).collect();
        all.sort_by(f64::total_cmp);
        format!("{:.2}/{:.2}", all[0], all[all.len() / 2])
    }
}

/// All parts of both sides.
#[derive(Default)]
struct Parts {
    lex: Times,
    parse: Times,
    resolve: Times,
    free: Times,
    their_parse: Times,
    their_resolve: Times,
    their_free: Times,
    /// Parsing and resolving, the first time in a row.
    first: Times,
    their_first: Times,
}

pub(crate) fn table(inputs: &[(String, PathBuf)]) {
    println!(
        "Times in ms, best/median of {ROUNDS} rounds in turn ({}, {IN_A_ROW} times in a row each, for small inputs), from texts in memory to a",
        ROUNDS * 10
    );
    println!(
        "resolved graph. `peer` is wit-parser 0.263.0 in the same program. `x` is the median over rounds of peer / ours, of"
    );
    println!(
        "parse and resolve together. Memory in MB: the highest resident set of a process of its own that does the work"
    );
    println!(
        "once, above one that reads the texts and does the work for a small one. `first` is `x` of the first time in a row.\n"
    );
    println!(
        "{:<24} {:>5} {:>13} {:>13} {:>13} {:>13} {:>13} {:>13} {:>5} {:>5} {:>13} {:>13} {:>13} {:>5}",
        "input",
        "MB",
        "lex",
        "parse",
        "resolve",
        "both",
        "peer parse",
        "peer resolve",
        "x",
        "first",
        "free",
        "peer free",
        "memory",
        "of peer"
    );
    for (name, path) in inputs {
        row(name, path);
    }
}

fn row(name: &str, path: &Path) {
    let input = Input::read(path);
    let (rounds, in_a_row) = if input.bytes() < 1_000_000 { (ROUNDS * 10, IN_A_ROW) } else { (ROUNDS, 1) };
    let mut parts = Parts::default();
    for _ in 0..rounds {
        round(&input, in_a_row, &mut parts);
    }
    let (ours, theirs) = (parts.parse.and(&parts.resolve), parts.their_parse.and(&parts.their_resolve));
    let memory = |side| child::memory(side, "resolve", path) - child::memory(side, "read", path);
    let (our_memory, their_memory) = (memory("ours"), memory("peer"));
    println!(
        "{name:<24} {:>5.2} {:>13} {:>13} {:>13} {:>13} {:>13} {:>13} {:>4.1}x {:>4.1}x {:>13} {:>13} {:>6.1}/{:>6.1} {:>5.2}",
        input.bytes() as f64 / 1e6,
        parts.lex.text(),
        parts.parse.text(),
        parts.resolve.text(),
        ours.text(),
        parts.their_parse.text(),
        parts.their_resolve.text(),
        theirs.ratio(&ours),
        parts.their_first.ratio(&parts.first),
        parts.free.text(),
        parts.their_free.text(),
        our_memory,
        their_memory,
        our_memory / their_memory,
    );
}

fn round(input: &Input, in_a_row: usize, parts: &mut Parts) {
    let source = input.source();
    for time in 0..in_a_row {
        parts.lex.measure(|| sides::our_tokens(input));
        let loaded = parts.parse.measure(|| sides::our_parse(input, &source));
        let analysis = parts.resolve.measure(|| sides::our_resolve(&loaded));
        assert!(analysis.diagnostics.is_empty(), "the input is right");
        parts.free.measure(|| drop((analysis, loaded)));
        if time == 0 {
            parts.first.add_last(&[&parts.parse, &parts.resolve]);
        }
    }
    for time in 0..in_a_row {
        let groups = parts.their_parse.measure(|| sides::their_parse(input));
        let graph = parts.their_resolve.measure(|| sides::their_resolve(groups));
        parts.their_free.measure(|| drop(graph));
        if time == 0 {
            parts.their_first.add_last(&[&parts.their_parse, &parts.their_resolve]);
        }
    }
}
