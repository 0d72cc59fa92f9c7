//! The canonical ABI of whole packages: `cargo xtask bench abi`.
//!
//! Times are of the processor where they are long and the system tells, the best and the median of several rounds: tables (layouts, flat
//! types), plans for all functions in all positions, synchronous and with callbacks, freeing those, and the lists of core
//! names of all worlds. Memory is the highest resident set of a process of its own that makes all synchronous plans and
//! keeps them, above what it took to load the graph; divided by the operations in them, those of procedures included.

#![expect(clippy::print_stdout, reason = "a benchmark prints its tables")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use outwit_resolve::abi::core_module::{CoreModule, Mangling};
use outwit_resolve::abi::flat::Flats;
use outwit_resolve::abi::layout::Layouts;
use outwit_resolve::abi::plan::{Outline, Plan, Planner};
use outwit_resolve::abi::{Direction, Options, PointerWidth, Position, Seat};
use outwit_resolve::graph::Resolve;
use outwit_resolve::{DiskSource, Features, Loader, Resolved, resolve};
use outwit_testkit::generate;

const ROUNDS: usize = 7;

const POSITIONS: [Position; 4] = [
    Position { direction: Direction::Import, seat: Seat::Guest },
    Position { direction: Direction::Import, seat: Seat::Host },
    Position { direction: Direction::Export, seat: Seat::Guest },
    Position { direction: Direction::Export, seat: Seat::Host },
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["once", path] => once(Path::new(path)),
        _ => tables(),
    }
}

/// What a process of its own does, to be measured from outside: kilobytes for all plans, and how many operations they hold.
fn once(path: &Path) {
    let resolved = load(path);
    let before = highest_resident_set();
    let mut planner = Planner::new(&resolved.graph, Options::default());
    let made = plans(&mut planner, &resolved.graph);
    let kilobytes = highest_resident_set().saturating_sub(before);
    println!("{kilobytes} {}", count(&resolved.graph, &planner, &made));
}

fn tables() {
    let folder = std::env::temp_dir().join(format!("outwit-bench-abi-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for generated files");
    println!("times in ms: best / median of {ROUNDS} rounds; memory in MB for all synchronous plans, kept\n");
    println!(
        "{:<24} {:>9} {:>7} {:>10} {:>11} {:>15} {:>13} {:>13} {:>7} {:>8}",
        "input", "functions", "plans", "operations", "tables", "plans", "free", "names", "memory", "bytes/op"
    );
    if let Some(corpus) = std::env::var_os("OUTWIT_CORPORA_WASIP2") {
        measure("WASI 0.2.12", &PathBuf::from(corpus).join("wit"));
    }
    let mut sizes = Vec::new();
    for interfaces in [2_500, 10_000] {
        let path = folder.join(format!("dense-{interfaces}.wit"));
        std::fs::write(&path, generate::dense(interfaces)).expect("a file for the dense package");
        sizes.push(measure(&format!("dense, {interfaces} interfaces"), &path));
    }
    let [small, large] = &sizes[..] else { unreachable!("two sizes") };
    println!(
        "\nfour times the input: {:.2} times the operations, {:.2} times the time, {:.2} times the memory",
        large.operations as f64 / small.operations as f64,
        large.milliseconds / small.milliseconds,
        large.megabytes / small.megabytes
    );
    chains(&folder);
    std::fs::remove_dir_all(&folder).expect("the folder of generated files goes");
}

/// What is compared between sizes.
struct Measured {
    operations: usize,
    milliseconds: f64,
    megabytes: f64,
}

fn measure(name: &str, path: &Path) -> Measured {
    let resolved = load(path);
    let graph = &resolved.graph;
    let (mut made, mut operations) = (0, 0);
    let [mut tables, mut planning, mut freeing, mut names] = [const { Vec::new() }; 4];
    for round in 0..ROUNDS {
        tables.push(time(|| {
            for pointer in [PointerWidth::P32, PointerWidth::P64] {
                black_box((Layouts::new(graph, pointer), Flats::new(graph, pointer)));
            }
        }));
        let mut kept = Vec::new();
        planning.push(time(|| {
            for options in [Options::default(), callbacks()] {
                let mut planner = Planner::new(graph, options);
                let plans = plans(&mut planner, graph);
                kept.push((planner, plans));
            }
        }));
        if round == 0 {
            made = kept.iter().map(|(_, plans)| plans.len()).sum();
            operations = kept.iter().map(|(planner, plans)| count(graph, planner, plans)).sum();
        }
        freeing.push(time(|| drop(kept)));
        names.push(time(|| {
            for (world, _) in graph.worlds() {
                black_box(CoreModule::new(graph, world, callbacks(), Mangling::Legacy));
            }
        }));
    }
    let (megabytes, bytes) = memory(path);
    println!(
        "{name:<24} {:>9} {made:>7} {operations:>10} {:>11} {:>15} {:>13} {:>13} {megabytes:>7.1} {bytes:>8.0}",
        graph.functions().count(),
        text(&mut tables),
        text(&mut planning),
        text(&mut freeing),
        text(&mut names)
    );
    Measured { operations, milliseconds: planning[0], megabytes }
}

/// Chains of records that hold the one before twice: written out, each would be twice as large as the one before. A chain of
/// 18 is beyond the limit of a million types; the resolver's own tests go on to 40.
fn chains(folder: &Path) {
    println!("\n{:<44} {:>10} {:>8}", "records that hold the one before twice", "operations", "ms");
    for depth in [4, 8, 16] {
        let mut text = String::from("package a:b;\ninterface i {\nrecord r0 { a: string, b: list<u8> }\n");
        for level in 1..depth {
            text += &format!("record r{level} {{ a: r{}, b: r{} }}\n", level - 1, level - 1);
        }
        text += &format!(
            "f: func(a: r{last}) -> r{last};\n}}\nworld w {{ import i; export i; }}\n",
            last = depth - 1
        );
        let path = folder.join("chain.wit");
        std::fs::write(&path, text).expect("a file for the chain");
        let resolved = load(&path);
        let mut operations = 0;
        let milliseconds = time(|| {
            let mut planner = Planner::new(&resolved.graph, Options::default());
            let plans = plans(&mut planner, &resolved.graph);
            operations = count(&resolved.graph, &planner, &plans);
        });
        println!("{:<44} {operations:>10} {milliseconds:>8.2}", format!("a chain of {depth}"));
    }
}

fn callbacks() -> Options {
    Options { async_: true, callback: true, ..Options::default() }
}

fn plans(planner: &mut Planner<'_>, graph: &Resolve) -> Vec<Plan> {
    let functions = graph.functions().map(|(id, _)| id);
    functions.flat_map(|id| POSITIONS.map(|position| planner.plan(id, position))).collect()
}

/// Operations in plans and procedures, those in blocks included.
fn count(graph: &Resolve, planner: &Planner<'_>, plans: &[Plan]) -> usize {
    let procs = planner.procs();
    let mut parts: Vec<Outline> = plans.iter().map(|plan| plan.outline(graph, procs)).collect();
    parts.extend(plans.iter().filter_map(|plan| plan.post_return_outline(graph, procs)));
    parts.extend(plans.iter().filter_map(|plan| plan.task_return_outline(graph, procs)));
    parts.extend(procs.iter().map(|(_, proc)| proc.outline(graph, procs)));
    let mut operations = 0;
    while let Some(part) = parts.pop() {
        operations += part.lines.len();
        parts.extend(part.lines.into_iter().flat_map(|line| line.blocks));
    }
    operations
}

fn load(path: &Path) -> Resolved {
    let mut loader = Loader::new(&DiskSource);
    loader.path(path);
    let resolved = resolve(&loader.finish(), &Features::default()).finish();
    resolved.unwrap_or_else(|_| panic!("{} has errors", path.display()))
}

/// Milliseconds. What takes long is measured by the processor's time, which is counted in steps of some milliseconds.
fn time(work: impl FnOnce()) -> f64 {
    let (start, before) = (Instant::now(), processor_time());
    work();
    let elapsed = start.elapsed().as_secs_f64() * 1e3;
    match before.zip(processor_time()) {
        Some((before, after)) if elapsed > 100.0 => (after - before) as f64 / 1e6,
        _ => elapsed,
    }
}

/// Nanoseconds that this thread had a processor, if the system tells: others may be busy too.
fn processor_time() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
}

fn text(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    format!("{:.2}/{:.2}", times[0], times[times.len() / 2])
}

/// Megabytes of all synchronous plans, and bytes of one operation.
fn memory(path: &Path) -> (f64, f64) {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program).arg("once").arg(path).output().expect("this program starts again");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().map(|number| number.parse().unwrap_or(f64::NAN));
    let mut next = || numbers.next().unwrap_or(f64::NAN);
    let (kilobytes, operations) = (next(), next());
    (kilobytes / 1024.0, kilobytes * 1024.0 / operations)
}

/// Kilobytes; 0 where the system does not tell.
fn highest_resident_set() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
