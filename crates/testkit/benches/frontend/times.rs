//! The table of times and memory.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::child;
use crate::input::Input;
use crate::sides;

/// Rounds of a large input; a small one has ten times as many.
const ROUNDS: usize = 15;

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
}

pub(crate) fn table(inputs: &[(String, PathBuf)]) {
    println!(
        "Times in ms, best/median of {ROUNDS} rounds in turn ({} for small inputs), from texts in memory to a",
        ROUNDS * 10
    );
    println!(
        "resolved graph. `peer` is wit-parser 0.263.0 in the same program. `x` is the median over rounds of peer / ours, of"
    );
    println!(
        "parse and resolve together. Memory in MB: the highest resident set of a process of its own that does the work"
    );
    println!("once, above one that reads the texts and does the work for a small one.\n");
    println!(
        "{:<24} {:>5} {:>13} {:>13} {:>13} {:>13} {:>13} {:>13} {:>5} {:>13} {:>13} {:>13} {:>5}",
        "input",
        "MB",
        "lex",
        "parse",
        "resolve",
        "both",
        "peer parse",
        "peer resolve",
        "x",
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
    let rounds = if input.bytes() < 1_000_000 { ROUNDS * 10 } else { ROUNDS };
    let mut parts = Parts::default();
    for _ in 0..rounds {
        round(&input, &mut parts);
    }
    let (ours, theirs) = (parts.parse.and(&parts.resolve), parts.their_parse.and(&parts.their_resolve));
    let memory = |side| child::memory(side, "resolve", path) - child::memory(side, "read", path);
    let (our_memory, their_memory) = (memory("ours"), memory("peer"));
    println!(
        "{name:<24} {:>5.2} {:>13} {:>13} {:>13} {:>13} {:>13} {:>13} {:>4.1}x {:>13} {:>13} {:>6.1}/{:>6.1} {:>5.2}",
        input.bytes() as f64 / 1e6,
        parts.lex.text(),
        parts.parse.text(),
        parts.resolve.text(),
        ours.text(),
        parts.their_parse.text(),
        parts.their_resolve.text(),
        theirs.ratio(&ours),
        parts.free.text(),
        parts.their_free.text(),
        our_memory,
        their_memory,
        our_memory / their_memory,
    );
}

fn round(input: &Input, parts: &mut Parts) {
    parts.lex.measure(|| sides::our_tokens(input));
    let source = input.source();
    let loaded = parts.parse.measure(|| sides::our_parse(input, &source));
    let analysis = parts.resolve.measure(|| sides::our_resolve(&loaded));
    assert!(analysis.diagnostics.is_empty(), "the input is right");
    parts.free.measure(|| drop((analysis, loaded)));
    let groups = parts.their_parse.measure(|| sides::their_parse(input));
    let graph = parts.their_resolve.measure(|| sides::their_resolve(groups));
    parts.their_free.measure(|| drop(graph));
}
