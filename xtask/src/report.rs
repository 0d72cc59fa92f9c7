//! Everything this program says: progress to standard error, results to standard output.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the one place that prints")]

use std::time::{Duration, Instant};

use crate::error::{Failure, Result};

/// Steps that took less say nothing about time.
const WORTH_TELLING: Duration = Duration::from_secs(2);

/// Says what is about to be done, does it, and says how long it took if that was long.
pub(crate) fn step<T>(what: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("==> {what}");
    let start = Instant::now();
    let outcome = action();
    let elapsed = start.elapsed();
    if elapsed >= WORTH_TELLING {
        let verb = if outcome.is_ok() { "done" } else { "failed" };
        eprintln!("    {verb} in {}", seconds(elapsed));
    }
    outcome
}

/// One more thing to know about the step at hand.
pub(crate) fn note(text: &str) {
    eprintln!("    {text}");
}

/// A result: what the command was called for.
pub(crate) fn result(text: &str) {
    println!("{}", text.trim_end_matches('\n'));
}

/// Why the command ends without success.
pub(crate) fn failure(failure: &Failure) {
    let message = failure.message().trim_end();
    if !message.is_empty() {
        eprintln!("error: {message}");
    }
}

/// A time span for people: `0.4 s`, `12 s`, `3 min 20 s`.
pub(crate) fn seconds(span: Duration) -> String {
    match span.as_secs() {
        0..10 => format!("{:.1} s", span.as_secs_f64()),
        whole @ 10..120 => format!("{whole} s"),
        whole => format!("{} min {} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_well() {
        assert_eq!(seconds(Duration::from_millis(420)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(75)), "75 s");
        assert_eq!(seconds(Duration::from_secs(200)), "3 min 20 s");
    }
}
