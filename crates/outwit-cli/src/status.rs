//! Exit statuses.

use std::process::ExitCode;

use outwit_binary::diagnostics::is_unreadable;
use outwit_diagnostics::Diagnostic;
use outwit_resolve::diagnostics::CANNOT_READ;

use crate::diagnostics::CANNOT_WRITE;

/// How a run ended. When several apply, the greatest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Nothing to report, warnings alone included.
    #[default]
    Clean,
    /// Errors in WIT, or files out of date.
    Findings,
    /// Usage, configuration, a missing input, input and output.
    Unable,
}

impl Status {
    /// `Findings` if there is an error among them.
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Status {
        if diagnostics.iter().any(Diagnostic::is_error) { Status::Findings } else { Status::Clean }
    }

    /// How a command ends that cannot go on because of this error.
    pub(crate) fn of_failure(error: &Diagnostic) -> Status {
        let is_of_files = [&CANNOT_READ, &CANNOT_WRITE].contains(&error.code);
        if is_of_files || is_unreadable(error) { Status::Unable } else { Status::Findings }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::Unable => 2,
        })
    }
}
