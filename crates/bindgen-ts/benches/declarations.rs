//! Declarations of whole packages: `cargo xtask bench ts`.
//!
//! Times are the best and the median of several rounds, of generating alone: the graph is resolved before. The dense package
//! is generated for its worlds one after the other, dropping what was made of one before the next.

#![expect(clippy::print_stdout, reason = "a benchmark prints its tables")]

use std::path::PathBuf;
use std::time::Instant;

use outwit_bindgen_ts::{Mode, Options, generate};
use outwit_resolve::{DiskSource, Features, Loader, Resolved, resolve};
use outwit_testkit::generate as testkit;

const ROUNDS: usize = 5;

fn main() {
    println!("times in ms: best / median of {ROUNDS} rounds; bytes of declarations for a byte of WIT\n");
    println!(
        "{:<26} {:<6} {:>6} {:>8} {:>15} {:>9} {:>7}",
        "input", "mode", "worlds", "MB in", "time", "MB out", "out/in"
    );
    if let Some(corpus) = std::env::var_os("OUTWIT_CORPORA_WASIP2") {
        let folder = PathBuf::from(corpus).join("wit");
        measure("WASI 0.2.12", |loader| loader.path(&folder));
    }
    let mut times = Vec::new();
    for interfaces in [2_500, 5_000, 10_000] {
        let text = testkit::dense(interfaces);
        times.push(measure(&format!("dense, {interfaces} interfaces"), |loader| {
            loader.text("dense.wit", &text);
        }));
    }
    let [small, .., large] = &times[..] else { unreachable!("three sizes") };
    println!("\nfour times the input: {:.2} times the time", large / small);
}

/// Prints a line for each mode, and gives the best time of the first.
fn measure(name: &str, load: impl Fn(&mut Loader<'_>)) -> f64 {
    let (resolved, bytes) = resolved(load);
    let graph = &resolved.graph;
    let mut bests = Vec::new();
    for (mode, word) in [(Mode::Host, "host"), (Mode::Guest, "guest")] {
        let options = Options { mode, ..Options::default() };
        let (mut times, mut out, mut worlds) = (Vec::new(), 0, 0);
        for _ in 0..ROUNDS {
            (out, worlds) = (0, 0);
            let start = Instant::now();
            for (world, _) in graph.worlds() {
                let output = generate(graph, world, &options).expect("nothing in particular is asked for");
                out += output.files.iter().map(|file| file.text.len()).sum::<usize>();
                worlds += 1;
            }
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        let (best, median) = (times[0], times[ROUNDS / 2]);
        let mega = |bytes: usize| bytes as f64 / 1e6;
        println!(
            "{name:<26} {word:<6} {worlds:>6} {:>8.2} {best:>7.1} / {median:>5.1} {:>9.2} {:>7.1}",
            mega(bytes),
            mega(out),
            mega(out) / mega(bytes)
        );
        bests.push(best);
    }
    bests[0]
}

fn resolved(load: impl Fn(&mut Loader<'_>)) -> (Resolved, usize) {
    let mut loader = Loader::new(&DiskSource);
    load(&mut loader);
    let loaded = loader.finish();
    let bytes = loaded.sources.iter().map(|(_, file)| file.text().len()).sum();
    let resolved = resolve(&loaded, &Features { all: true, ..Features::default() }).finish();
    (resolved.unwrap_or_else(|failed| panic!("{:?}", failed.diagnostics)), bytes)
}
