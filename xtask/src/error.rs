//! What a command that did not succeed says, and the exit status that goes with it.

/// The result of a step.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Why a step did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It ran and failed: status 1.
    Failed(String),
    /// The command line asks for something that does not exist: status 2.
    Usage(String),
    /// It was not run, because something is not installed and may not be, or cannot be installed: status 2. The text
    /// says what is missing and which command brings it.
    Missing(String),
    /// All has been said already, and only this status is left.
    Told(u8),
}

impl Failure {
    /// A step that ran and failed.
    pub(crate) fn failed(message: impl Into<String>) -> Failure {
        Failure::Failed(message.into())
    }

    /// The exit status of the whole program.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Failure::Failed(_) => 1,
            Failure::Usage(_) | Failure::Missing(_) => 2,
            Failure::Told(status) => *status,
        }
    }

    /// The text for a person.
    pub(crate) fn message(&self) -> &str {
        match self {
            Failure::Failed(text) | Failure::Usage(text) | Failure::Missing(text) => text,
            Failure::Told(_) => "",
        }
    }
}
