//! What the runs of the harness share: where things are, and how it is started.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result};

use crate::case::{Case, Selection};
use crate::outcome::Outcome;
use crate::{Arguments, stand_in};

/// Every how manieth case the short run takes.
const SHARE: usize = 3;

/// One call of this program.
pub(crate) struct Session {
    /// Whether the generator and the runtime are the peer's.
    pub(crate) is_peer: bool,
    work: PathBuf,
    runtime: Option<PathBuf>,
    runner: PathBuf,
    target: String,
    environment: Vec<(&'static str, OsString)>,
    third: bool,
    names: Vec<String>,
}

impl Session {
    /// Reads the command line and lays out the folder in which everything is built.
    pub(crate) fn new(arguments: &Arguments) -> Result<Session> {
        let work = std::path::absolute(&arguments.work)?;
        let programs = work.join("bin");
        stand_in::install(&programs)?;
        // The package that the harness makes there, and cargo completes: with the versions that are pinned.
        let package = work.join("rust/wit-bindgen");
        fs::create_dir_all(&package)?;
        let lock = package.join("Cargo.lock");
        fs::copy(&arguments.lock, &lock).with_context(|| format!("cannot write {}", lock.display()))?;
        let others = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(std::iter::once(programs).chain(env::split_paths(&others)))?;
        let mut environment = vec![
            ("RUST_BACKTRACE", "0".into()),
            ("PATH", path),
            (stand_in::RUSTC, arguments.rustc.clone().into()),
            (stand_in::CARGO, arguments.cargo.clone().into()),
        ];
        if arguments.small {
            environment.push((stand_in::SMALL, "1".into()));
        }
        if let Some(generator) = &arguments.generator {
            environment.push((stand_in::GENERATOR, generator.clone().into()));
        }
        Ok(Session {
            is_peer: arguments.generator.is_none(),
            work,
            runtime: arguments.runtime.clone(),
            runner: arguments.runner.clone(),
            target: arguments.target.clone(),
            environment,
            third: arguments.third,
            names: arguments.case.clone(),
        })
    }

    /// Whether no case is left out by the command line.
    pub(crate) fn is_whole(&self) -> bool {
        !self.third && self.names.is_empty()
    }

    /// The cases that the command line asks for.
    pub(crate) fn choose(&self, mut selection: Selection) -> Vec<Case> {
        if !self.names.is_empty() {
            selection.keep(&self.names);
        }
        selection.cases.into_iter().step_by(if self.third { SHARE } else { 1 }).collect()
    }

    /// Runs the harness on these files and folders, and returns what it said of each of its tests.
    pub(crate) fn harness<'a>(
        &self,
        cases: impl IntoIterator<Item = &'a Case>,
        threads: usize,
    ) -> Result<Outcome> {
        let mut command = Command::new(env::current_exe()?);
        command.arg(stand_in::HARNESS).args(["--languages", "rust", "--color", "never"]);
        command.args(["--rust-target", &self.target]);
        command.arg("--test-threads").arg(threads.to_string());
        command.arg("--artifacts").arg(&self.work).arg("--runner").arg(&self.runner);
        match &self.runtime {
            Some(runtime) => command.arg("--rust-wit-bindgen-path").arg(runtime),
            None => command.args(["--rust-wit-bindgen-version", "=0.63.0"]),
        };
        command.args(cases.into_iter().map(|case| &case.path));
        command.env_remove("CARGO_TARGET_DIR");
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let (stdout, stderr) = run(&mut command)?;
        Ok(Outcome::read(&stdout, &stderr))
    }

    /// Where the texts of all failures are written.
    pub(crate) fn log(&self, suite: &str) -> PathBuf {
        self.work.join(format!("{suite}-failures.txt"))
    }
}

/// What a program wrote to standard output and to standard error. Every line about a test is repeated at once on standard
/// error of this program, for whoever waits.
fn run(command: &mut Command) -> Result<(String, String)> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let stderr = thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read until the pipe broke is what there is.
        let _ = stderr.map(|mut pipe| pipe.read_to_end(&mut bytes));
        bytes
    });
    let mut said = String::new();
    for line in stdout.into_iter().flat_map(|pipe| BufReader::new(pipe).split(b'\n')) {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if line.starts_with("test ") {
            eprintln!("{line}");
        }
        said += &line;
        said.push('\n');
    }
    child.wait()?;
    Ok((said, String::from_utf8_lossy(&stderr.join().unwrap_or_default()).into_owned()))
}

/// How many things this machine does at once.
pub(crate) fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Writes the texts of failures.
pub(crate) fn write_log(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
