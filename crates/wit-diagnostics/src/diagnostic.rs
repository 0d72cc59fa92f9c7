//! One finding: what is wrong, where, where the other one is, and what to do.

use crate::{Code, Severity, Span, sort_by};

/// A place with a short text beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The text; may be empty.
    pub text: String,
}

/// One finding. The primary label says *what*, the secondary ones *where the other one is*, notes give background and
/// help says *what to do*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule.
    pub code: &'static Code,
    /// How bad it is; the code's own severity unless changed by the user.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// The place at fault; `None` for findings about something without a text, such as a missing file.
    pub primary: Option<Label>,
    /// Other places that matter.
    pub secondary: Vec<Label>,
    /// Background.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A finding with nothing but a message.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity,
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Sets the place at fault and what to write under it.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.primary = Some(Label { span, text: text.into() });
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Adds background.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help.push(text.into());
        self
    }

    /// Adds what to do, if there is something to say.
    #[must_use]
    pub fn help_if(self, text: Option<String>) -> Diagnostic {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// Whether this is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Sorts by place, then code, then message, and drops exact repetitions: the order does not depend on which pass
    /// found what. Findings without a place come first.
    pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
        sort_by(diagnostics, |a, b| {
            let key = |d: &Diagnostic| d.primary.as_ref().map(|label| label.span);
            (key(a), a.code.id, &a.message).cmp(&(key(b), b.code.id, &b.message))
        });
        diagnostics.dedup();
    }
}
