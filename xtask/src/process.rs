//! One program run to its end: its output kept, a sign of life while it is silent, and a failure that says everything.

use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Failure, Result};
use crate::report;

/// How long a program may be silent before a line says that it still runs.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// A program with its arguments, about to be run.
pub(crate) struct Run {
    command: Command,
    input: Stdio,
}

/// What a program wrote, and how it ended.
pub(crate) struct Outcome {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: ExitStatus,
    shown: String,
    environment: String,
}

impl Run {
    /// `program` by name or path.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Run {
        Run { command: Command::new(program), input: Stdio::null() }
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Run {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
        self.command.args(arguments);
        self
    }

    pub(crate) fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Run {
        self.command.env(name, value);
        self
    }

    pub(crate) fn envs<N: AsRef<OsStr>, V: AsRef<OsStr>>(
        mut self,
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Run {
        self.command.envs(variables);
        self
    }

    pub(crate) fn directory(mut self, directory: &Path) -> Run {
        self.command.current_dir(directory);
        self
    }

    /// Runs it; success is its exit status 0, and gives what it wrote to standard output.
    pub(crate) fn stdout(self) -> Result<String> {
        self.success().map(|outcome| outcome.stdout)
    }

    /// Runs it; success is its exit status 0.
    pub(crate) fn success(self) -> Result<Outcome> {
        let outcome = self.outcome()?;
        if outcome.status.success() { Ok(outcome) } else { Err(outcome.failure()) }
    }

    /// Runs it; success is that it could be started at all.
    pub(crate) fn outcome(mut self) -> Result<Outcome> {
        let shown = self.shown();
        let environment = self.environment();
        let mut child = self
            .command
            .stdin(self.input)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::failed(format!("cannot start `{shown}`: {error}")))?;
        let (stdout, stderr) = read_to_end(&mut child);
        let status =
            child.wait().map_err(|error| Failure::failed(format!("lost track of `{shown}`: {error}")))?;
        Ok(Outcome { stdout, stderr, status, shown, environment })
    }

    /// The command line, for a person to repeat.
    fn shown(&self) -> String {
        let mut words = vec![quoted(self.command.get_program())];
        words.extend(self.command.get_args().map(quoted));
        words.join(" ")
    }

    /// What was set in its environment, a line each.
    fn environment(&self) -> String {
        let set = self.command.get_envs().filter_map(|(name, value)| Some((name, value?)));
        set.map(|(name, value)| format!("\n  {}={}", name.display(), quoted(value))).collect()
    }
}

impl Outcome {
    /// A failure that tells the command, its status, all of its output, and what was set in its environment.
    pub(crate) fn failure(&self) -> Failure {
        self.failure_with(&[&self.stderr, &self.stdout])
    }

    /// A failure that tells these parts of the output in place of all of it.
    pub(crate) fn failure_with(&self, outputs: &[&str]) -> Failure {
        let Outcome { status, shown, environment, .. } = self;
        let mut text = format!("`{shown}` failed ({status})");
        for output in outputs.iter().filter(|output| !output.trim().is_empty()) {
            text.push_str("\n\n");
            text.push_str(output.trim_end());
        }
        if !environment.is_empty() {
            text.push_str("\n\nin this environment:");
            text.push_str(environment);
        }
        Failure::Failed(text)
    }
}

fn quoted(word: &OsStr) -> String {
    let text = word.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+%".contains(c);
    if !text.is_empty() && text.chars().all(plain) { text } else { format!("'{text}'") }
}

/// Reads both pipes until they close, with a heartbeat.
fn read_to_end(child: &mut Child) -> (String, String) {
    let last_line = Arc::new(Mutex::new(String::new()));
    let (done, closed) = mpsc::channel();
    let stdout = child.stdout.take().map(|pipe| collect(pipe, Arc::clone(&last_line), done.clone()));
    let stderr = child.stderr.take().map(|pipe| collect(pipe, Arc::clone(&last_line), done.clone()));
    drop(done);
    wait_with_heartbeat(&closed, &last_line);
    let text = |reader: Option<thread::JoinHandle<Vec<u8>>>| {
        let bytes = reader.and_then(|thread| thread.join().ok()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    (text(stdout), text(stderr))
}

fn wait_with_heartbeat(closed: &mpsc::Receiver<()>, last_line: &Mutex<String>) {
    let start = Instant::now();
    loop {
        match closed.recv_timeout(HEARTBEAT) {
            Ok(()) => {}
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let line = last_line.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let elapsed = report::seconds(start.elapsed());
                report::note(format!("... {elapsed}  {line}").trim_end());
            }
        }
    }
}

fn collect(
    mut pipe: impl Read + Send + 'static,
    last_line: Arc<Mutex<String>>,
    done: mpsc::Sender<()>,
) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut all = Vec::new();
        let mut chunk = [0; 8192];
        while let Ok(length @ 1..) = pipe.read(&mut chunk) {
            all.extend_from_slice(&chunk[..length]);
            if let Some(line) = last_full_line(&all) {
                *last_line.lock().unwrap_or_else(PoisonError::into_inner) = line;
            }
        }
        // The receiver waits for the channel to close; a lost message does not matter.
        let _ = done.send(());
        all
    })
}

/// The last line of `output` with something on it, short enough for a heartbeat.
fn last_full_line(output: &[u8]) -> Option<String> {
    const ENOUGH: usize = 512;
    const WIDTH: usize = 90;
    let tail = &output[output.len().saturating_sub(ENOUGH)..];
    let tail = String::from_utf8_lossy(tail);
    let line = tail.lines().rev().map(str::trim).find(|line| !line.is_empty())?;
    Some(line.chars().take(WIDTH).collect())
}
