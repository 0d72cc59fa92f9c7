//! What is worth saying about a world that is generated all the same: names that are told apart by a suffix.

use std::cell::RefCell;

use outwit_diagnostics::{Diagnostic, Span};

use crate::diagnostics as errors;
use crate::names::{Reserved, Scope};

/// Warnings so far.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    found: RefCell<Vec<Diagnostic>>,
}

impl Notes {
    /// Takes the name `mapped` in `scope` for what WIT calls `wit`, and notes if another one has it.
    pub(crate) fn claim(
        &self,
        scope: &mut Scope,
        wit: &str,
        mapped: String,
        reserved: Reserved,
        at: Option<Span>,
    ) -> String {
        let taken = scope.holds(&mapped);
        let name = scope.claim(mapped.clone(), reserved);
        if let Some(at) = at.filter(|_| taken) {
            self.found.borrow_mut().push(errors::renamed(wit, &mapped, &name, at));
        }
        name
    }

    /// The warnings by place, each once: one item may be named in several forms.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        Diagnostic::sort(&mut found);
        found.dedup();
        found
    }
}
