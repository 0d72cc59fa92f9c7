//! How fast a file is lexed and parsed: `parse_speed <file.wit> [runs]`, best of the runs.
#![allow(clippy::print_stdout, reason = "a program for people")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use outwit_diagnostics::FileId;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: parse_speed <file.wit> [runs]")?;
    let runs: u32 = arguments.next().map_or(Ok(15), |runs| runs.parse())?;
    let text = std::fs::read_to_string(&path)?;

    let lex = best(runs, || outwit_parser::tokens(black_box(text.as_str())).count());
    let mut findings = 0;
    let parse = best(runs, || {
        let parsed = outwit_parser::parse(FileId::from_index(0), black_box(text.as_str()));
        findings = parsed.diagnostics.len();
        parsed
    });
    let speed = |time: Duration| text.len() as f64 / 1e6 / time.as_secs_f64();
    println!("{path}: {} bytes, {findings} diagnostics", text.len());
    println!("lex    {:9.3} ms  {:6.0} MB/s", lex.as_secs_f64() * 1e3, speed(lex));
    println!("parse  {:9.3} ms  {:6.0} MB/s", parse.as_secs_f64() * 1e3, speed(parse));
    Ok(())
}

fn best<T>(runs: u32, mut work: impl FnMut() -> T) -> Duration {
    let times = (0..runs.max(1)).map(|_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    });
    times.min().unwrap_or_default()
}
