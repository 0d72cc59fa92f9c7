//! The table of instructions, counted by callgrind: unlike times they do not depend on what else the machine does.

use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn table(inputs: &[(String, PathBuf)]) {
    println!(
        "\nMillions of instructions, counted by callgrind; `x` as above. Waiting for memory and the system's work are not in them.\n"
    );
    println!(
        "{:<24} {:>8} {:>8} {:>8} {:>8} {:>10} {:>12} {:>6}",
        "input", "lex", "tree", "resolve", "both", "peer parse", "peer resolve", "x"
    );
    for (name, path) in inputs {
        if let Some(row) = row(path) {
            println!("{name:<24} {row}");
        } else {
            println!("valgrind is not installed: no counts");
            return;
        }
    }
}

fn row(path: &Path) -> Option<String> {
    let count = |side, until| count(side, until, path);
    let [read, their_read] = [count("ours", "read")?, count("peer", "read")?];
    let above = |side, until| Some(count(side, until)? - if side == "ours" { read } else { their_read });
    let [lex, tree, parse, both] = ["lex", "tree", "parse", "resolve"].map(|until| above("ours", until));
    let [their_parse, theirs] = ["parse", "resolve"].map(|until| above("peer", until));
    let (parse, both, their_parse, theirs) = (parse?, both?, their_parse?, theirs?);
    Some(format!(
        "{:>8.1} {:>8.1} {:>8.1} {both:>8.1} {their_parse:>10.1} {:>12.1} {:>5.1}x",
        lex?,
        tree?,
        both - parse,
        theirs - their_parse,
        theirs / both
    ))
}

/// Millions of instructions of a whole process.
fn count(side: &str, until: &str, path: &Path) -> Option<f64> {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    let output = command.args(["once", side, until]).arg(path).output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = said.lines().find_map(|line| line.split_once("Collected :"))?;
    line.1.trim().parse::<f64>().ok().map(|count| count / 1e6)
}
