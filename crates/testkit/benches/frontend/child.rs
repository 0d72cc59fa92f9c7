//! Work in a process of its own: for the memory it takes, and for inputs that may bring a process down.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;

use outwit_resolve::{DiskSource, Loader, MemorySource};
use outwit_testkit::generate;
use wit_parser_oracle as peer;

use crate::input::Input;
use crate::sides;

/// Does the work of one side once, as far as `until`, and prints kilobytes, milliseconds and what came of it.
pub(crate) fn once(side: &str, until: &str, path: &Path) {
    if until == "disk" {
        return from_disk(side, path);
    }
    warm_up(side);
    let input = Input::read(path);
    // The same texts as our loader wants them: they are input too, and part of what is subtracted.
    let source = if side == "ours" { input.source() } else { MemorySource::new() };
    let start = Instant::now();
    match (side, until) {
        (_, "read") => {}
        ("ours", "lex") => drop(sides::our_tokens(&input)),
        ("ours", "tree") => std::mem::forget(sides::our_trees(&input)),
        ("ours", "parse") => std::mem::forget(sides::our_parse(&input, &source)),
        ("ours", _) => {
            let loaded = sides::our_parse(&input, &source);
            let analysis = sides::our_resolve(&loaded);
            std::mem::forget((analysis, loaded));
        }
        (_, "parse") => std::mem::forget(sides::their_parse(&input)),
        _ => std::mem::forget(sides::their_resolve(sides::their_parse(&input))),
    }
    finish(start, "done");
}

/// Does everything once for a small text, so that the pages of the program itself are not counted as memory for the input.
fn warm_up(side: &str) {
    let input = Input::of_text("small.wit", generate::dense(10));
    if side == "ours" {
        let loaded = sides::our_parse(&input, &input.source());
        drop(sides::our_resolve(&loaded));
    } else {
        drop(sides::their_resolve(sides::their_parse(&input)));
    }
}

fn from_disk(side: &str, path: &Path) {
    let start = Instant::now();
    if side == "ours" {
        let mut loader = Loader::new(&DiskSource);
        loader.path(path);
        let loaded = loader.finish();
        let analysis = sides::our_resolve(&loaded);
        let codes = analysis.diagnostics.first().map(|first| match analysis.diagnostics.len() {
            1 => first.code.id.to_owned(),
            count => format!("{count} x {}", first.code.id),
        });
        finish(start, codes.as_deref().unwrap_or("resolved"));
        std::mem::forget((loaded, analysis));
    } else {
        let mut graph = peer::Resolve::default();
        let result = graph.push_path(path);
        finish(start, if result.is_ok() { "resolved" } else { "an error" });
        std::mem::forget(graph);
    }
}

fn finish(start: Instant, result: &str) {
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    println!("{} {milliseconds} {result}", highest_resident_set());
}

/// Kilobytes; 0 where the system does not tell.
fn highest_resident_set() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Megabytes that a process needs to do the work of one side once.
pub(crate) fn memory(side: &str, until: &str, path: &Path) -> f64 {
    Report::of(side, until, path).map_or(f64::NAN, |report| report.megabytes)
}

/// What a child printed.
pub(crate) struct Report {
    pub(crate) megabytes: f64,
    pub(crate) milliseconds: f64,
    pub(crate) result: String,
}

/// A child may take so many seconds and kilobytes.
const SECONDS: u32 = 60;
const KILOBYTES: u32 = 6_000_000;

impl Report {
    /// Runs a child; the error says how it ended if it did not get to its end.
    pub(crate) fn of(side: &str, until: &str, path: &Path) -> Result<Report, String> {
        let program = std::env::current_exe().expect("this program");
        let limits = format!("ulimit -t {SECONDS} -v {KILOBYTES}; exec \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &limits, "sh"]).arg(program).args(["once", side, until]).arg(path);
        let output = command.output().expect("a shell starts this program again");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut words = text.trim().splitn(3, ' ');
        let mut number = || words.next().and_then(|word| word.parse::<f64>().ok());
        match (number(), number(), words.next()) {
            (Some(kilobytes), Some(milliseconds), Some(result)) => {
                Ok(Report { megabytes: kilobytes / 1024.0, milliseconds, result: result.to_owned() })
            }
            _ => Err(ending(&output)),
        }
    }
}

fn ending(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("overflowed its stack") {
        return "overflows its stack".to_owned();
    }
    if said.contains("memory allocation of") {
        return format!("wants more than {} GB", KILOBYTES / 1_000_000);
    }
    match output.status.code() {
        None => format!("killed after {SECONDS} s"),
        Some(_) => "panics".to_owned(),
    }
}
