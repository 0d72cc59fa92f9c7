//! TypeScript declarations: time to generate them, and of the whole program beside jco.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::error::Result;
use crate::files;
use crate::process::Run;
use crate::report;
use crate::setup::corpora::{self, Corpus};
use crate::workspace::Workspace;

/// How often each program is run, in turn; ours in addition so many times for each of the other's.
const ROUNDS: usize = 5;
const OURS_EACH: usize = 5;

/// Where `conformance ts` installs jco.
const JCO: &str = "npm/peers/node_modules/@bytecodealliance/jco/dist/jco.js";
const WORLD: &str = "wasi:cli/command@0.2.12";

/// Builds and runs the benchmark of the crate `outwit-bindgen-ts`, then times the programs.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let corpora = corpora::ensure(workspace)?;
    let environment = corpora.iter().map(|corpus| (corpus.variable(), corpus.folder.as_os_str()));
    let tables = report::step("generating declarations of large packages", || {
        let arguments = ["bench", "--locked", "--package", "outwit-bindgen-ts", "--bench", "declarations"];
        workspace.cargo().args(arguments).envs(environment).stdout()
    })?;
    report::result(tables.trim_end());
    programs(workspace, &corpora)
}

/// The whole of `wasi:cli/command`, from the start of the process to its end.
fn programs(workspace: &Workspace, corpora: &[Corpus]) -> Result<()> {
    let Some(wit) = corpora.iter().find(|corpus| corpus.variable() == "OUTWIT_CORPORA_WASIP2") else {
        return Ok(());
    };
    let wit = wit.folder.join("wit");
    let ours = report::step("building the program as it is released", || {
        let arguments = ["build", "--locked", "--release", "--package", "outwit-cli"];
        workspace.cargo().args(arguments).success()?;
        Ok(workspace.released("outwit"))
    })?;
    let out = std::env::temp_dir().join(format!("outwit-bench-ts-{}", std::process::id()));
    let jco = Some(workspace.path(JCO)).filter(|path| path.is_file()).zip(files::program("node"));
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for _ in 0..OURS_EACH {
            own.push(time(&out, |out| {
                Run::new(&ours).arg("ts").arg(&wit).args(["--world", WORLD, "--out-dir"]).arg(out)
            })?);
        }
        if let Some((jco, node)) = &jco {
            theirs.push(time(&out, |out| {
                Run::new(node)
                    .arg(jco)
                    .arg("types")
                    .arg(&wit)
                    .args(["--world-name", WORLD, "--out-dir"])
                    .arg(out)
            })?);
        }
    }
    report::result(&format!("\nthe whole program for {WORLD}, ms: best / median"));
    report::result(&format!("outwit ts   {}", shown(&mut own)));
    match theirs.is_empty() {
        true => report::result("jco types   not installed; `cargo xtask conformance ts` installs it"),
        false => report::result(&format!(
            "jco types   {}   ours / theirs {:.4}",
            shown(&mut theirs),
            own[0] / theirs[0]
        )),
    }
    Ok(())
}

/// Milliseconds of a process that writes to an empty folder.
fn time(out: &Path, run: impl FnOnce(&PathBuf) -> Run) -> Result<f64> {
    let _ = std::fs::remove_dir_all(out);
    let run = run(&out.to_owned());
    let start = Instant::now();
    run.success()?;
    let elapsed = start.elapsed().as_secs_f64() * 1e3;
    let _ = std::fs::remove_dir_all(out);
    Ok(elapsed)
}

fn shown(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    format!("{:>8.1} / {:>8.1}", times[0], times[times.len() / 2])
}
