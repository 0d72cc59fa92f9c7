//! What expanding the macro takes in the compiler: a crate with nothing but bindings for all of WASI 0.2.12.
//!
//! The macros are compiled as cargo compiles them for a user, unoptimised. `rustc -Ztime-passes` says how long the pass took
//! that expands macros, so what is counted is what a user waits for: starting the macro, handing its tokens to the compiler and
//! back, derives and macros within the bindings.

use std::path::{Path, PathBuf};

use super::super::contender::Contender;
use super::generation;
use super::table::{self, Table};
use crate::error::{Failure, Result};
use crate::files;
use crate::report;
use crate::workspace::Workspace;

/// How often each is expanded, in turns; the shortest counts.
const ROUNDS: usize = 7;

/// The pass that counts.
const PASS: &str = "macro_expand_crate";

/// At most so many milliseconds.
const CEILING: f64 = 150.0;

/// The worlds, by how their names begin.
const WORLDS: [(&str, &str); 2] = [("imports", "imports"), ("both", "imports and exports")];

pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let wit = generation::wasi(workspace)?;
    let (ours, peer) = (Contender::ours(workspace, "outwit::generate"), Contender::peer());
    let mut table = Table::new(&["WASI 0.2.12", "ours, ms", "peer, ms", "ours / peer"]);
    for (world, title) in WORLDS {
        let folders = [prepare(workspace, &ours, &wit, world)?, prepare(workspace, &peer, &wit, world)?];
        let mut best = [f64::INFINITY; 2];
        report::step(&format!("expanding {title}, in turn"), || {
            for round in 0..ROUNDS {
                for (folder, best) in folders.iter().zip(&mut best) {
                    *best = best.min(expand(workspace, folder, round)?);
                }
            }
            Ok(())
        })?;
        let [ours, peer] = best;
        table.row([title.to_owned(), format!("{ours:.0}"), format!("{peer:.0}"), table::ratio(ours, peer)]);
    }
    report::result(&format!("{}\n\nthe goal for imports: {CEILING} ms", table.text()));
    Ok(())
}

/// Writes the crate and compiles what it needs; returns its folder.
fn prepare(workspace: &Workspace, contender: &Contender, wit: &Path, world: &str) -> Result<PathBuf> {
    let folder = workspace.kept("bench/expansion").join(format!("{}-{world}", contender.name));
    let world = generation::first_world(world);
    contender.write(
        workspace,
        &folder,
        &format!("path: {wit:?}, world: \"bench:wasi/{world}\", generate_all"),
    )?;
    report::step(&format!("compiling the macro of {}", contender.name), || {
        expand(workspace, &folder, ROUNDS)
    })?;
    Ok(folder)
}

/// The milliseconds of one expansion.
fn expand(workspace: &Workspace, folder: &Path, round: usize) -> Result<f64> {
    // Something must have changed, or nothing is compiled.
    files::write(&folder.join("src/lib.rs"), format!("// Round {round}.\nmod bindings;\n"))?;
    let outcome = workspace
        .cargo()
        .args(["rustc", "--lib", "--profile", "check", "--target-dir"])
        .arg(workspace.kept("bench/expansion/target"))
        .args(["--", "-Ztime-passes"])
        .env("RUSTC_BOOTSTRAP", "1")
        // Or the pass would also note what it did, for the next build.
        .env("CARGO_INCREMENTAL", "0")
        .directory(folder)
        .success()?;
    let seconds = pass(&outcome.stderr, PASS).or_else(|| pass(&outcome.stdout, PASS));
    seconds.map(|seconds| seconds * 1e3).ok_or_else(|| {
        Failure::failed(format!("the compiler did not say how long `{PASS}` took:\n{}", outcome.stderr))
    })
}

/// Reads a line like `time:   0.041; rss:   72MB ->  120MB ( +48MB) macro_expand_crate`.
fn pass(printed: &str, name: &str) -> Option<f64> {
    let line = printed.lines().find(|line| line.split_whitespace().last() == Some(name))?;
    line.trim_start().strip_prefix("time:")?.split(';').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_pass_is_found_by_its_whole_name() {
        let printed = "time:   0.900; rss:  1MB ->  2MB (   +1MB)\texpand_crate\n\
                       time:   0.041; rss:   72MB ->  120MB ( +48MB)\tmacro_expand_crate\n";
        assert_eq!(super::pass(printed, "macro_expand_crate"), Some(0.041));
        assert_eq!(super::pass(printed, "total"), None);
    }
}
