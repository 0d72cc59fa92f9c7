//! The two streams of a program: results to standard output, notes to standard error.

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};

use outwit_diagnostics::render::Style;

use crate::args::ColorChoice;
use crate::status::Status;

/// Standard output and standard error. A closed pipe is not an error: what follows goes nowhere.
pub(crate) struct Console {
    style: Style,
    quiet: bool,
    closed: bool,
    status: Status,
}

impl Console {
    /// With `quiet`, progress and counts are not written.
    pub(crate) fn new(choice: ColorChoice, quiet: bool) -> Console {
        let color = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => wants_color(|name| std::env::var_os(name), io::stdout().is_terminal()),
        };
        Console { style: Style { color, ascii: false }, quiet, closed: false, status: Status::Clean }
    }

    /// How to draw on standard output.
    pub(crate) fn style(&self) -> Style {
        self.style
    }

    /// Writes results.
    pub(crate) fn print(&mut self, text: &str) {
        if !text.is_empty() {
            self.print_pieces(std::iter::once(text));
        }
    }

    /// Writes results as they are made. When nobody reads on, no more are made.
    pub(crate) fn print_pieces<P: AsRef<str>>(&mut self, mut pieces: impl Iterator<Item = P>) {
        if self.closed {
            return;
        }
        let mut out = BufWriter::new(io::stdout().lock());
        let written = pieces.try_for_each(|piece| out.write_all(piece.as_ref().as_bytes()));
        if let Err(error) = written.and_then(|()| out.flush()) {
            self.closed = true;
            drop(out.into_parts());
            if error.kind() != ErrorKind::BrokenPipe {
                self.note(format_args!("error: standard output cannot be written: {error}"));
                self.status = Status::Unable;
            }
        }
    }

    /// Writes one line of progress or a count, unless nobody wants to know.
    pub(crate) fn progress(&mut self, line: impl Display) {
        if !self.quiet {
            self.note(line);
        }
    }

    /// Writes one line to standard error. If that cannot be written, nobody is there to read it.
    pub(crate) fn note(&mut self, line: impl Display) {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// How writing went.
    pub(crate) fn finish(self) -> Status {
        self.status
    }
}

/// What `--color auto` means: `CLICOLOR_FORCE` asks for colour, then `NO_COLOR`, `CLICOLOR=0` and a dumb terminal refuse
/// it, and otherwise terminals get it. An empty variable counts as not set.
fn wants_color(variable: impl Fn(&str) -> Option<OsString>, terminal: bool) -> bool {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    if set("NO_COLOR").is_some() || set("CLICOLOR").is_some_and(|value| value == "0") {
        return false;
    }
    terminal && set("TERM").is_none_or(|value| value != "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(variables: &[(&str, &str)], terminal: bool) -> bool {
        let lookup = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| OsString::from(value))
        };
        wants_color(lookup, terminal)
    }

    #[test]
    fn variables_and_the_terminal_decide_about_colour() {
        assert!(color(&[], true));
        assert!(!color(&[], false));
        assert!(!color(&[("NO_COLOR", "1")], true));
        assert!(color(&[("NO_COLOR", "")], true));
        assert!(color(&[("CLICOLOR_FORCE", "1")], false));
        assert!(!color(&[("CLICOLOR_FORCE", "0")], false));
        assert!(color(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false));
        assert!(!color(&[("CLICOLOR", "0")], true));
        assert!(!color(&[("TERM", "dumb")], true));
        assert!(color(&[("TERM", "xterm")], true));
    }
}
