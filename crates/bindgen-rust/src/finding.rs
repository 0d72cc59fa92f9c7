//! What is wrong with a world or with an option, and which option that is.

use std::ops::Deref;

use outwit_diagnostics::{Diagnostic, sort_by};

/// What is wrong with a world, or with an option in the light of a world.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What is wrong, with places in the WIT.
    pub diagnostic: Diagnostic,
    /// The option at fault, for whoever knows where it was written.
    pub option: Option<OptionPlace>,
}

/// One value of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OptionPlace {
    /// The key in [`OPTIONS`](crate::OPTIONS).
    pub key: &'static str,
    /// The position among its values; 0 for an option with one value.
    pub index: usize,
}

impl Finding {
    pub(crate) fn of_option(key: &'static str, index: usize, diagnostic: Diagnostic) -> Finding {
        Finding { diagnostic, option: Some(OptionPlace { key, index }) }
    }

    /// Sorts as diagnostics are sorted, and then by option.
    pub(crate) fn sort(findings: &mut [Finding]) {
        sort_by(findings, |a, b| {
            let key = |finding: &Finding| finding.primary.as_ref().map(|label| label.span);
            let rest = |finding: &Finding| (finding.code.id, finding.option);
            (key(a), rest(a), &a.message).cmp(&(key(b), rest(b), &b.message))
        });
    }
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Finding {
        Finding { diagnostic, option: None }
    }
}

impl Deref for Finding {
    type Target = Diagnostic;

    fn deref(&self) -> &Diagnostic {
        &self.diagnostic
    }
}
