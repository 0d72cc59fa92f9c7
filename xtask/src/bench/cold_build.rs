//! What a user pays for the macro: the same crate by Outwit and by the published wit-bindgen, built cold in one run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::contender::Contender;
use super::cpu_time;
use crate::error::{Failure, Result};
use crate::example;
use crate::files;
use crate::report;
use crate::workspace::Workspace;

/// At most so many crates that are not Outwit's own.
const THIRD_PARTY_CEILING: usize = 16;
/// At most so many crates in all.
const ALL_CEILING: usize = 24;
/// At most this part of the peer's CPU seconds.
const CPU_CEILING: f64 = 1.0 / 3.0;

/// How often each is built, in turns; the least CPU time counts, for whatever else runs can only add to it.
const ROUNDS: usize = 5;

struct Measured {
    third_party: usize,
    all: usize,
    cpu: f64,
}

/// Measures both and prints a table; a broken ceiling is a failure.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let (ours, peer) = (Contender::ours(workspace, "outwit::bindgen"), Contender::peer());
    // Both downloads before both builds.
    let peer_folder = prepare(workspace, &peer)?;
    let our_folder = prepare(workspace, &ours)?;
    let mut theirs = measure(workspace, &peer, &peer_folder)?;
    let mut our_own = measure(workspace, &ours, &our_folder)?;
    for _ in 1..ROUNDS {
        theirs.cpu = theirs.cpu.min(build(workspace, &peer, &peer_folder)?);
        our_own.cpu = our_own.cpu.min(build(workspace, &ours, &our_folder)?);
    }
    report::result(&table(&our_own, &theirs));
    judge(&our_own, &theirs)
}

/// Writes the crate and downloads what it needs; returns its folder.
fn prepare(workspace: &Workspace, contender: &Contender) -> Result<PathBuf> {
    let folder = workspace.kept("bench/macro").join(contender.name);
    contender.write(workspace, &folder, "path: \"wit\"")?;
    files::copy(&workspace.path(example::WIT).join("greeter.wit"), &folder.join("wit/greeter.wit"))?;
    report::step(&format!("fetching what a crate with {} needs", contender.name), || {
        workspace.cargo().arg("fetch").directory(&folder).success()
    })?;
    Ok(folder)
}

fn measure(workspace: &Workspace, contender: &Contender, folder: &Path) -> Result<Measured> {
    let Crates { third_party, all } = crates(workspace, folder)?;
    Ok(Measured { third_party, all, cpu: build(workspace, contender, folder)? })
}

/// The CPU seconds of one build from nothing.
fn build(workspace: &Workspace, contender: &Contender, folder: &Path) -> Result<f64> {
    let target = folder.join("target");
    files::remove(&target)?;
    report::step(&format!("building it cold with {}", contender.name), || {
        cpu_time::of(|| {
            let build = workspace.cargo().args(["build", "--offline", "--target-dir"]).arg(&target);
            // Cargo compiles crates that lie in folders incrementally, at a price, but not those that a user gets.
            let build = build.env("CARGO_INCREMENTAL", "0");
            build.directory(folder).success().map(drop)
        })
    })
}

struct Crates {
    third_party: usize,
    all: usize,
}

/// Counts what is compiled for the crate in `folder`, itself apart.
fn crates(workspace: &Workspace, folder: &Path) -> Result<Crates> {
    let tree = workspace
        .cargo()
        .args(["tree", "--offline", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"])
        .directory(folder)
        .stdout()?;
    Ok(count(&tree))
}

/// Reads lines like `syn v3.0.10 (proc-macro) (*)` or `outwit v0.1.0 (/path)`, the first of which is the user itself.
fn count(tree: &str) -> Crates {
    let own = |line: &str| line.contains(" (/") || line.contains(":\\");
    let lines = tree.lines().skip(1).filter(|line| !line.trim().is_empty());
    let named: BTreeSet<(String, bool)> = lines
        .map(|line| {
            let words: Vec<&str> = line.split(' ').take(2).collect();
            (words.join(" "), own(line))
        })
        .collect();
    // A crate of ours is printed with its path every time.
    let third_party = named.iter().filter(|(_, own)| !own).count();
    Crates { third_party, all: named.len() }
}

fn table(ours: &Measured, theirs: &Measured) -> String {
    let row = |name: &str, measured: &Measured| {
        let Measured { third_party, all, cpu } = measured;
        format!("{name:<14}{third_party:>12}{all:>12}{cpu:>14.1}\n")
    };
    let ratio = ours.cpu / theirs.cpu;
    format!(
        "{:<14}{:>12}{:>12}{:>14}\n{}{}{:<14}{THIRD_PARTY_CEILING:>12}{ALL_CEILING:>12}{:>14.1}\nCPU ratio {ratio:.2}\n",
        "",
        "third-party",
        "all crates",
        "CPU seconds",
        row("wit-bindgen", theirs),
        row("outwit", ours),
        "ceiling",
        theirs.cpu * CPU_CEILING,
    )
}

fn judge(ours: &Measured, theirs: &Measured) -> Result<()> {
    let mut broken = Vec::new();
    if ours.third_party > THIRD_PARTY_CEILING {
        broken.push("third-party crates");
    }
    if ours.all > ALL_CEILING {
        broken.push("crates in all");
    }
    if ours.cpu > theirs.cpu * CPU_CEILING {
        broken.push("CPU seconds");
    }
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Failure::Failed(format!("over the ceiling: {}", broken.join(", "))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_are_counted_once_each() {
        let tree = "user v0.0.0 (/b)\noutwit v0.1.0 (/c/outwit)\nquote v1.0.47\nsyn v3.0.10 (proc-macro)\n\n\
                    outwit v0.1.0 (/c/outwit) (*)\nsyn v3.0.10 (*)\nsyn v2.0.0\n";
        let Crates { third_party, all } = count(tree);
        assert_eq!((third_party, all), (3, 4));
    }

    #[test]
    fn every_ceiling_is_judged() {
        let peer = Measured { third_party: 34, all: 34, cpu: 30.0 };
        let good = Measured { third_party: 16, all: 24, cpu: 10.0 };
        assert!(judge(&good, &peer).is_ok());
        for bad in [
            Measured { third_party: 17, ..good },
            Measured { all: 25, ..good },
            Measured { cpu: 10.1, ..good },
        ] {
            assert_eq!(judge(&bad, &peer).unwrap_err().status(), 1);
        }
    }
}
