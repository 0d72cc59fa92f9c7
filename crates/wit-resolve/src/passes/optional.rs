//! Rules that are off unless the user asks for them. They change nothing and are found after resolution, so that they cost
//! nothing when they are off.

use outwit_diagnostics::{Code, Diagnostic, Span};

use super::gate_rules::gate_rules;
use super::gated_syntax::gated_syntax;
use crate::analysis::Analysis;
use crate::diagnostics as codes;
use crate::load::Loaded;

impl Analysis {
    /// Adds what the rules find that are off by default, those of them that are `wanted`. `loaded` is what was resolved.
    /// The findings are warnings.
    pub fn add_optional(&mut self, loaded: &Loaded, wanted: impl Fn(&Code) -> bool) {
        let mut found = Vec::new();
        if codes::GATED_SYNTAX.iter().chain(codes::SHIPPED_SYNTAX).any(|code| wanted(code)) {
            found.extend(gated_syntax(loaded));
        }
        if codes::GATE_RULES.iter().any(|code| wanted(code)) {
            found.extend(gate_rules(loaded, self));
        }
        found.retain(|diagnostic| wanted(diagnostic.code) && !self.has_error_at(diagnostic));
        if !found.is_empty() {
            self.diagnostics.extend(found);
            Diagnostic::sort(&mut self.diagnostics);
        }
    }

    /// Whether an error is told at the same place: then nothing more needs to be said.
    fn has_error_at(&self, diagnostic: &Diagnostic) -> bool {
        let place = |diagnostic: &Diagnostic| -> Option<Span> { Some(diagnostic.primary.as_ref()?.span) };
        // Diagnostics stand in the order of their places.
        let from = self.diagnostics.partition_point(|other| place(other) < place(diagnostic));
        let here = self.diagnostics[from..].iter().take_while(|other| place(other) == place(diagnostic));
        here.into_iter().any(Diagnostic::is_error)
    }
}
