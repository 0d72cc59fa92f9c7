//! The front end beside the published parser, in one process and in turn: `cargo xtask bench frontend`.
//!
//! Times are the best and the median of several rounds; a round runs ours and the peer's once each, so that a change of
//! the machine's speed meets both. Memory is the highest resident set of a process of its own that does the work once.

#![expect(clippy::print_stdout, reason = "a benchmark prints its tables")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use outwit_diagnostics::{FileId, SourceMap};
use outwit_resolve::{DiskSource, Features, Loader, resolve};
use outwit_testkit::generate;
use wit_parser_oracle as peer;

const ROUNDS: usize = 11;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["once", side, path] => once(side, Path::new(path)),
        _ => tables(),
    }
}

/// What a process of its own does, to be measured from outside.
fn once(side: &str, path: &Path) {
    let baseline = highest_resident_set();
    match side {
        "ours" => drop(our_analysis(path)),
        "peer" => drop(peer_graph(path)),
        _ => {}
    }
    println!("{}", highest_resident_set().saturating_sub(baseline));
}

fn tables() {
    let folder = std::env::temp_dir().join(format!("outwit-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for generated files");
    let mut inputs: Vec<(String, PathBuf)> = Vec::new();
    for (name, variable) in
        [("WASI 0.2.12", "OUTWIT_CORPORA_WASIP2"), ("WASI 0.3.2", "OUTWIT_CORPORA_WASIP3")]
    {
        if let Some(corpus) = std::env::var_os(variable) {
            inputs.push((name.to_owned(), PathBuf::from(corpus).join("wit")));
        }
    }
    for interfaces in [2_500, 10_000] {
        let path = folder.join(format!("dense-{interfaces}.wit"));
        std::fs::write(&path, generate::dense(interfaces)).expect("a file for the dense package");
        inputs.push((format!("dense, {interfaces} interfaces"), path));
    }
    println!("times in ms: best / median of {ROUNDS} rounds in turn; memory in MB above an idle process\n");
    println!(
        "{:<26} {:>7} {:>13} {:>13} {:>13} {:>13} {:>13} {:>7} {:>12}",
        "input", "MB", "lex", "parse", "resolve", "all", "peer", "ratio", "memory"
    );
    for (name, path) in &inputs {
        compare(name, path);
    }
    hostile(&folder);
    std::fs::remove_dir_all(&folder).expect("the folder of generated files goes");
}

/// Times of one part over all rounds.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn add(&mut self, started: Instant) {
        self.0.push(started.elapsed());
    }

    fn sorted(&self) -> Vec<f64> {
        let mut all: Vec<f64> = self.0.iter().map(|time| time.as_secs_f64() * 1e3).collect();
        all.sort_by(f64::total_cmp);
        all
    }

    fn best(&self) -> f64 {
        self.sorted()[0]
    }

    fn median(&self) -> f64 {
        let all = self.sorted();
        all[all.len() / 2]
    }

    fn text(&self) -> String {
        format!("{:.2}/{:.2}", self.best(), self.median())
    }
}

fn compare(name: &str, path: &Path) {
    let texts = texts(path);
    let bytes: usize = texts.iter().map(String::len).sum();
    let [mut lex, mut parse, mut rest, mut all, mut theirs] = [const { Times(Vec::new()) }; 5];
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for text in &texts {
            std::hint::black_box(outwit_parser::tokens(text).count());
        }
        lex.add(start);
        let start = Instant::now();
        for text in &texts {
            std::hint::black_box(outwit_parser::parse(FileId::from_index(0), text).diagnostics.len());
        }
        parse.add(start);
        let start = Instant::now();
        let mut loader = Loader::new(&DiskSource);
        loader.path(path);
        let loaded = loader.finish();
        let middle = Instant::now();
        let analysis = resolve(&loaded, &Features::default());
        rest.add(middle);
        all.add(start);
        assert!(analysis.diagnostics.is_empty(), "{name} is right");
        let start = Instant::now();
        drop(peer_graph(path));
        theirs.add(start);
        drop((analysis, loaded));
    }
    let memory = [memory_of("ours", path), memory_of("peer", path)];
    println!(
        "{name:<26} {:>7.2} {:>13} {:>13} {:>13} {:>13} {:>13} {:>6.2}x {:>5.1}/{:>5.1}",
        bytes as f64 / 1e6,
        lex.text(),
        parse.text(),
        rest.text(),
        all.text(),
        theirs.text(),
        theirs.median() / all.median(),
        memory[0],
        memory[1],
    );
}

fn our_analysis(path: &Path) -> (outwit_resolve::Loaded, outwit_resolve::Analysis) {
    let mut loader = Loader::new(&DiskSource);
    loader.path(path);
    let loaded = loader.finish();
    let analysis = resolve(&loaded, &Features::default());
    (loaded, analysis)
}

fn peer_graph(path: &Path) -> peer::Resolve {
    let mut graph = peer::Resolve::default();
    graph.push_path(path).expect("the peer accepts the input");
    graph
}

/// The texts of a file, or of a folder and its dependencies.
fn texts(path: &Path) -> Vec<String> {
    let mut loader = Loader::new(&DiskSource);
    loader.path(path);
    let sources: SourceMap = loader.finish().sources;
    sources.iter().map(|(_, file)| file.text().to_string()).collect()
}

/// Megabytes that a process needs to do the work of one side once.
fn memory_of(side: &str, path: &Path) -> f64 {
    let program = std::env::current_exe().expect("this program");
    let output =
        Command::new(program).args(["once", side]).arg(path).output().expect("this program starts again");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse::<f64>().map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}

/// Kilobytes; 0 where the system does not tell.
fn highest_resident_set() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Inputs made to hurt: time and memory stay in proportion to their size.
fn hostile(folder: &Path) {
    println!("\n{:<44} {:>8} {:>10} {:>10} {:>10}", "hostile input", "MB", "ms", "memory MB", "findings");
    for (name, text) in generate::hostile() {
        let path = folder.join("hostile.wit");
        std::fs::write(&path, &text).expect("a file for a hostile input");
        let start = Instant::now();
        let (_, analysis) = our_analysis(&path);
        let time = start.elapsed();
        let megabytes = text.len() as f64 / 1e6;
        println!(
            "{name:<44} {megabytes:>8.2} {:>10.1} {:>10.1} {:>10}",
            time.as_secs_f64() * 1e3,
            memory_of("ours", &path),
            analysis.diagnostics.len()
        );
    }
}
