//! What resolution gives: the graph as far as known, an index of uses, and the diagnostics.

use outwit_diagnostics::{Diagnostic, Span};

use crate::graph::{FunctionId, InterfaceId, PackageId, Resolve, TypeId, WorldId};

/// The result of resolution, right or wrong. Editors, docs and reports read it as it is; ABI and backends need
/// [`finish`](Analysis::finish).
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The graph as far as known: names that are not found have the type `Error`.
    pub graph: Resolve,
    /// The packages that the user named, in order; the others are dependencies.
    pub roots: Vec<PackageId>,
    /// Each use of a name with what it stands for, in the order of the places.
    pub uses: Vec<(Span, Definition)>,
    /// Errors and warnings, by place; those of reading and parsing too.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Definition {
    /// A package.
    Package(PackageId),
    /// An interface.
    Interface(InterfaceId),
    /// A world.
    World(WorldId),
    /// A type.
    Type(TypeId),
    /// A function.
    Function(FunctionId),
}

/// A valid graph.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The graph.
    pub graph: Resolve,
    /// The packages that the user named, in order; the others are dependencies.
    pub roots: Vec<PackageId>,
    /// What is worth saying although nothing is wrong.
    pub warnings: Vec<Diagnostic>,
}

/// Why there is no valid graph.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Errors and warnings, by place; at least one error.
    pub diagnostics: Vec<Diagnostic>,
}

impl Analysis {
    /// The graph, if nothing is wrong with it. The only way to a [`Resolved`].
    pub fn finish(self) -> Result<Resolved, Failed> {
        if self.diagnostics.iter().any(Diagnostic::is_error) {
            return Err(Failed { diagnostics: self.diagnostics });
        }
        let Analysis { graph, roots, diagnostics, .. } = self;
        if cfg!(debug_assertions) {
            graph.assert_valid();
        }
        Ok(Resolved { graph, roots, warnings: diagnostics })
    }
}
