//! The front end beside the published parser, in one process and in turn: `cargo xtask bench frontend`.
//!
//! Both sides start with the texts in memory and end with a resolved graph; both lie in one program and are built alike. Three tables:
//! times (a round runs every part of both sides once, so that a change of the machine's speed meets both), instructions (from
//! callgrind, where it is installed: other work on the machine does not change them), and inputs made to hurt.

#![expect(clippy::print_stdout, reason = "a benchmark prints its tables")]

mod child;
mod input;
mod instructions;
mod sides;
mod stress;
mod times;

use std::path::{Path, PathBuf};

use outwit_testkit::generate;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["once", side, until, path] => child::once(side, until, Path::new(path)),
        ["stress"] => with_folder(stress::table),
        ["times"] => with_folder(|folder| times::table(&inputs(folder))),
        _ => with_folder(|folder| {
            let inputs = inputs(folder);
            times::table(&inputs);
            instructions::table(&inputs);
            stress::table(folder);
        }),
    }
}

/// A folder for generated files, for as long as `action` runs.
fn with_folder(action: impl FnOnce(&Path)) {
    let folder = std::env::temp_dir().join(format!("outwit-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for generated files");
    action(&folder);
    std::fs::remove_dir_all(&folder).expect("the folder of generated files goes");
}

/// What both sides read, by name: WASI, where it has been fetched, and the dense package in two sizes.
fn inputs(folder: &Path) -> Vec<(String, PathBuf)> {
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
    inputs
}
