//! Generation by both generators in one program: WASI 0.2.12 and the dense package in growing sizes, imports alone and
//! with exports, as tokens and as formatted text. Every generation is a process of its own, which reads the WIT, generates
//! for its worlds one by one, and says how long it had a processor and how much memory it had at most.

use std::path::{Path, PathBuf};

use super::table::{self, Table};
use crate::error::{Failure, Result};
use crate::files;
use crate::process::Run;
use crate::report;
use crate::setup::{corpora, rust_bench};
use crate::workspace::Workspace;

/// Whose files WASI is read from.
const CORPUS: &str = "wasip2";

/// The dense package, by its interfaces.
const DENSE: [usize; 5] = [100, 500, 2_150, 4_250, 8_400];

const WORLDS: [(&str, &str); 2] = [("imports", "imports"), ("both", "both")];
const FORMS: [&str; 2] = ["tokens", "text"];

/// What takes less is done more often, and the least counts.
const SHORT_MS: f64 = 2_000.0;
const ROUNDS: usize = 5;

/// A side that passes one of these gives up.
const LIMIT_SECONDS: &str = "60";
const LIMIT_MEGABYTES: &str = "6144";

/// The name of the first world of a kind.
pub(super) fn first_world(kind: &str) -> String {
    format!("bench-{kind}-0")
}

/// The folder with all of WASI 0.2.12 and worlds for it.
pub(super) fn wasi(workspace: &Workspace) -> Result<PathBuf> {
    let program = rust_bench::ensure(workspace)?;
    let corpora = corpora::ensure(workspace)?;
    let corpus = corpora.iter().find(|corpus| corpus.name == CORPUS);
    let corpus =
        corpus.ok_or_else(|| Failure::failed(format!("corpora/Cargo.toml does not pin {CORPUS}")))?;
    let folder = workspace.kept("bench/generation/wasi");
    Run::new(program).args(["write", "wasi"]).arg(corpus.folder.join("wit")).arg(&folder).success()?;
    Ok(folder)
}

pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let program = rust_bench::ensure(workspace)?;
    let mut inputs = vec![("WASI 0.2.12".to_owned(), wasi(workspace)?)];
    for interfaces in DENSE {
        let folder = workspace.kept(&format!("bench/generation/dense-{interfaces}"));
        let number = interfaces.to_string();
        Run::new(&program).args(["write", "dense", &number]).arg(&folder).success()?;
        inputs.push((format!("dense, {number} interfaces"), folder));
    }
    for (kind, title) in WORLDS {
        for form in FORMS {
            let mut table = Table::new(&[
                &format!("{title}, {form}"),
                "MB in",
                "ours, ms",
                "peer, ms",
                "ours / peer",
                "ours, MB",
                "peer, MB",
                "ours / peer",
                "ours, out / in",
                "peer, out / in",
            ]);
            let mut gave_up = false;
            for (name, folder) in &inputs {
                let row = report::step(&format!("{name}: {title}, {form}"), || {
                    let measure = |side| measure(&program, side, form, kind, folder);
                    let ours = measure("ours")?;
                    // Who gives up at a size has no time for a larger one.
                    let peer = if gave_up { None } else { measure("peer")? };
                    Ok((size(folder)?, ours, peer))
                })?;
                let (bytes_in, ours, peer) = row;
                gave_up |= peer.is_none();
                table.row(std::iter::once(name.clone()).chain(cells(bytes_in, ours, peer)));
            }
            report::result(&format!("{}\n", table.text()));
        }
    }
    Ok(())
}

/// What one generation took.
#[derive(Clone, Copy)]
struct Spent {
    milliseconds: f64,
    kilobytes: f64,
    bytes: f64,
}

/// The best of some rounds; nothing if a limit was passed.
fn measure(program: &Path, side: &str, form: &str, kind: &str, folder: &Path) -> Result<Option<Spent>> {
    let mut best: Option<Spent> = None;
    for _ in 0..ROUNDS {
        let printed = Run::new(program)
            .args(["once", LIMIT_SECONDS, LIMIT_MEGABYTES, side, form, &format!("bench-{kind}-")])
            .arg(folder)
            .stdout()?;
        let Some(spent) = spent(&printed)? else { return Ok(None) };
        let least = best.map_or(spent, |best| Spent {
            milliseconds: best.milliseconds.min(spent.milliseconds),
            kilobytes: best.kilobytes.min(spent.kilobytes),
            ..spent
        });
        best = Some(least);
        if spent.milliseconds > SHORT_MS {
            break;
        }
    }
    Ok(best)
}

/// Reads `milliseconds kilobytes bytes`, or `over` if a limit was passed.
fn spent(printed: &str) -> Result<Option<Spent>> {
    if printed.trim() == "over" {
        return Ok(None);
    }
    let numbers: Vec<f64> = printed.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers[..] {
        [milliseconds, kilobytes, bytes] => Ok(Some(Spent { milliseconds, kilobytes, bytes })),
        _ => Err(Failure::failed(format!("the generators printed `{}`", printed.trim()))),
    }
}

fn size(folder: &Path) -> Result<f64> {
    let sizes = files::all(folder)?.into_iter().map(|path| Ok(files::read(&path)?.len()));
    Ok(sizes.sum::<Result<usize>>()? as f64)
}

fn cells(bytes_in: f64, ours: Option<Spent>, peer: Option<Spent>) -> [String; 9] {
    let number = |spent: Option<Spent>, of: fn(Spent) -> f64, digits: usize| {
        spent.map_or("over".to_owned(), |spent| format!("{:.digits$}", of(spent)))
    };
    let ratio = |of: fn(Spent) -> f64| {
        ours.zip(peer).map_or("-".to_owned(), |(ours, peer)| table::ratio(of(ours), of(peer)))
    };
    let out = |spent: Option<Spent>| match spent {
        Some(spent) if spent.bytes > 0.0 => format!("{:.1}", spent.bytes / bytes_in),
        _ => "-".to_owned(),
    };
    let time = |spent: Spent| spent.milliseconds;
    let memory = |spent: Spent| spent.kilobytes / 1024.0;
    [
        format!("{:.2}", bytes_in / 1e6),
        number(ours, time, 0),
        number(peer, time, 0),
        ratio(time),
        number(ours, memory, 0),
        number(peer, memory, 0),
        ratio(memory),
        out(ours),
        out(peer),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_spent_is_read() {
        let read = spent("12.5 2048 300\n").unwrap().unwrap();
        assert_eq!((read.milliseconds, read.kilobytes, read.bytes), (12.5, 2048.0, 300.0));
        assert!(spent("over\n").unwrap().is_none());
        assert!(spent("12.5 2048\n").is_err());
    }

    #[test]
    fn a_side_that_gave_up_has_no_ratio() {
        let ours = Some(Spent { milliseconds: 10.0, kilobytes: 1024.0, bytes: 2e6 });
        assert_eq!(cells(1e6, ours, None), ["1.00", "10", "over", "-", "1", "over", "-", "2.0", "-"]);
        let peer = Some(Spent { milliseconds: 40.0, kilobytes: 4096.0, bytes: 0.0 });
        assert_eq!(cells(1e6, ours, peer), ["1.00", "10", "40", "0.25", "1", "4", "0.25", "2.0", "-"]);
    }
}
