//! One fault in a valid file gives one error, where the fault is, and costs at most the item that holds it.

mod fault;
mod items;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use outwit_testkit::workspace;

use crate::corpora::{everything, folder, packages};
use crate::packages::{Outcome, Package};
use fault::{Fault, Kind, Random, Subject};

/// At least so many of a hundred faults give one error, on the line of the fault or the next.
const WANTED_PERCENT: usize = 95;
/// The same where several tokens are concerned: what is cut may define names that are used elsewhere.
const WANTED_OF_SEVERAL: usize = 75;
/// No fault of one token gives more errors.
const MOST_ERRORS: usize = 3;

/// A folder whose WIT is mutated.
struct Source {
    /// The crate that it is a part of; without one, `testdata/` of this repository.
    corpus: Option<&'static str>,
    below: &'static str,
    /// How many packages there are at least that have no error.
    at_least: usize,
}

const fn fixtures(below: &'static str, at_least: usize) -> Source {
    Source { corpus: None, below, at_least }
}

const fn published(corpus: &'static str, below: &'static str, at_least: usize) -> Source {
    Source { corpus: Some(corpus), below, at_least }
}

/// Each is drawn as often as the others.
const SOURCES: &[Source] = &[
    fixtures("testdata/resolve", 10),
    fixtures("testdata/component-type", 15),
    fixtures("testdata/rust-guest", 20),
    fixtures("testdata/run", 10),
    published("wasip2", "wit", 1),
    published("wasip3", "wit", 1),
    published("wit-parser", "tests/ui", 70),
    published("wit-component", "tests/interfaces", 40),
    published("wit-bindgen-cli", "tests/codegen", 100),
];

#[test]
fn a_fault_gives_one_error_in_its_place() {
    let sources = SOURCES.iter().filter_map(Source::load);
    let subjects: Vec<Vec<Subject>> = sources.collect();
    for seed in seeds() {
        let tally = Tally::of(&subjects, seed);
        println!("seed {seed}: {}", tally.summary());
        if let Some(least) = shown_from() {
            println!("{}", tally.misses_from(least));
        }
        tally.check(seed);
    }
}

/// What the faults are drawn from: `OUTWIT_SEED`, and without it a seed that never changes. Where everything is asked for, also
/// one of the clock, so that no set of faults is the one that recovery was made for; a failure names it.
fn seeds() -> Vec<u64> {
    if let Some(seed) = std::env::var("OUTWIT_SEED").ok().and_then(|seed| seed.parse().ok()) {
        return vec![seed];
    }
    let mut seeds = vec![0x5eed];
    if everything() {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        seeds.extend(now.map(|now| now.as_secs()));
    }
    seeds
}

/// Misses with at least so many errors are printed: the value of `OUTWIT_SHOW_FAULTS`.
fn shown_from() -> Option<usize> {
    std::env::var("OUTWIT_SHOW_FAULTS").ok()?.parse().ok()
}

impl Source {
    /// Its valid packages; `None` if the crate is not there.
    fn load(&self) -> Option<Vec<Subject>> {
        let root = match self.corpus {
            Some(name) => folder(name)?,
            None => workspace(),
        };
        let folder = root.join(self.below);
        let is_package = |inner: &Path| inner != folder && !inner.ends_with("tests");
        let found: Vec<PathBuf> = match self.corpus {
            Some("wasip2" | "wasip3") => vec![folder],
            _ => packages(&folder, &is_package),
        };
        let subjects: Vec<Subject> =
            found.iter().filter_map(|path| Subject::new(Package::load(path))).collect();
        assert!(subjects.len() >= self.at_least, "{}: {} valid packages", self.below, subjects.len());
        Some(subjects)
    }
}

/// What came of faults of one kind.
#[derive(Default)]
struct Row {
    /// Faults that did not leave the package valid, by the number of errors.
    by_errors: BTreeMap<usize, usize>,
    most: usize,
    /// Those with one error in place.
    hits: usize,
    /// Those whose first error is in place; on the very line that was changed or the next.
    in_place: usize,
    on_line: usize,
    /// Those that cost more than one item.
    lost: usize,
    still_valid: usize,
}

#[derive(Default)]
struct Tally {
    faults: usize,
    by_kind: BTreeMap<Kind, Row>,
    /// The number of errors, and what is to be said.
    misses: Vec<(usize, String)>,
}

impl Tally {
    /// Judges as many faults as are asked for.
    fn of(subjects: &[Vec<Subject>], seed: u64) -> Tally {
        let mut random = Random(seed);
        let mut tally = Tally::default();
        let count = if everything() { 20_000 } else { 1000 };
        while tally.faults < count {
            let subject = random.pick(subjects).and_then(|source| random.pick(source));
            let Some(subject) = subject else { continue };
            let kind = Kind::ALL[tally.faults % Kind::ALL.len()];
            if let Some(fault) = Fault::make(subject, kind, &mut random) {
                tally.judge(subject, kind, &fault);
            }
        }
        tally
    }

    fn check(&self, seed: u64) {
        for (kind, row) in &self.by_kind {
            let wanted = if kind.is_single() { WANTED_PERCENT } else { WANTED_OF_SEVERAL };
            let is_enough = row.hits * 100 >= row.faults() * wanted;
            assert!(is_enough, "seed {seed}, {kind:?}\n{}", self.misses_from(0));
            let most = self.misses_from(MOST_ERRORS + 1);
            assert!(row.most <= MOST_ERRORS || !kind.is_single(), "seed {seed}, {kind:?}\n{most}");
        }
        let is_enough = self.hits() * 100 >= self.faults * WANTED_PERCENT;
        assert!(is_enough, "seed {seed}\n{}", self.misses_from(0));
    }

    fn judge(&mut self, subject: &Subject, kind: Kind, fault: &Fault) {
        let outcome = fault.package.resolve();
        let errors = outcome.errors();
        let row = self.by_kind.entry(kind).or_default();
        if errors.is_empty() {
            outcome.analysis.graph.assert_valid();
            row.still_valid += 1;
            return;
        }
        self.faults += 1;
        *row.by_errors.entry(errors.len()).or_default() += 1;
        row.most = row.most.max(errors.len());
        let line = first_line(&outcome, &fault.file);
        let in_place = line.is_some_and(|line| fault.lines.contains(&line));
        row.in_place += usize::from(in_place);
        row.on_line += usize::from(line.is_some_and(|line| fault.exact.contains(&line)));
        let text = |package: &'_ Package| package.files[fault.index].1.clone();
        let lost = items::lost(&text(&subject.package), &text(&fault.package));
        row.lost += usize::from(lost > 1);
        let is_hit = errors.len() == 1 && in_place;
        row.hits += usize::from(is_hit);
        if !is_hit || lost > 1 {
            let miss = format!("{kind:?} {}, {lost} items lost\n{}", fault.what, outcome.report());
            self.misses.push((errors.len(), miss));
        }
    }

    /// Those with at least so many errors.
    fn misses_from(&self, least: usize) -> String {
        let shown = self.misses.iter().filter(|(errors, _)| *errors >= least);
        shown.map(|(_, miss)| format!("{miss}\n")).collect()
    }

    fn hits(&self) -> usize {
        self.by_kind.values().map(|row| row.hits).sum()
    }

    /// A table: a row for each kind of fault.
    fn summary(&self) -> String {
        let mut out = format!(
            "{} faults, {} with one error in place\n{:<10}{:>7}{:>9}{:>8}{:>7}{:>7}{:>9}{:>9}{:>9}{:>11}{:>7}\n",
            self.faults,
            self.hits(),
            "",
            "faults",
            "1 here",
            "1 else",
            "2",
            "3",
            "4 and up",
            "in place",
            "on line",
            "items lost",
            "valid"
        );
        let mut total = Row::default();
        for (kind, row) in &self.by_kind {
            row.print(&mut out, &format!("{kind:?}"));
            total.add(row);
        }
        total.print(&mut out, "all");
        out
    }
}

impl Row {
    fn faults(&self) -> usize {
        self.by_errors.values().sum()
    }

    fn add(&mut self, other: &Row) {
        for (errors, count) in &other.by_errors {
            *self.by_errors.entry(*errors).or_default() += count;
        }
        self.hits += other.hits;
        self.in_place += other.in_place;
        self.on_line += other.on_line;
        self.lost += other.lost;
        self.still_valid += other.still_valid;
    }

    fn print(&self, out: &mut String, name: &str) {
        let with = |errors: usize| self.by_errors.get(&errors).copied().unwrap_or(0);
        let more: usize = self.by_errors.range(4..).map(|(_, count)| count).sum();
        let percent = |part: usize| format!("{:.1} %", 100.0 * part as f64 / self.faults().max(1) as f64);
        let _ = writeln!(
            out,
            "{name:<10}{:>7}{:>9}{:>8}{:>7}{:>7}{more:>9}{:>9}{:>9}{:>11}{:>7}",
            self.faults(),
            percent(self.hits),
            with(1) - self.hits,
            with(2),
            with(3),
            percent(self.in_place),
            percent(self.on_line),
            self.lost,
            self.still_valid,
        );
    }
}

/// The line of the first error, if it is in `file`.
fn first_line(outcome: &Outcome, file: &str) -> Option<u32> {
    let span = outcome.errors().first()?.primary.as_ref()?.span;
    let is_there = outcome.sources.get(span.file).name() == file;
    is_there.then(|| outcome.sources.location(span.file, span.range.start).line)
}
