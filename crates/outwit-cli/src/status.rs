//! Exit statuses.

use std::process::ExitCode;

use outwit_diagnostics::Diagnostic;

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
