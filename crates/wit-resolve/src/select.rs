//! Choosing a world. WIT.md, "Specifying a World".

use outwit_diagnostics::{Diagnostic, mapped};

use crate::analysis::Resolved;
use crate::diagnostics as errors;
use crate::graph::WorldId;

impl Resolved {
    /// The world that `name` asks for among active ones: `world`, of the packages that the user named;
    /// `ns:pkg/world@version`, of any package, where the version may be left out if it leaves no doubt. A `%` in front is
    /// accepted. Without a name the packages that the user named must hold one world together.
    ///
    /// # Errors
    /// `WIT0505` if there is none (with the nearest name), `WIT0506` if there are several.
    pub fn select_world(&self, name: Option<&str>) -> Result<WorldId, Diagnostic> {
        let graph = &self.graph;
        let ids = |worlds: &[WorldId]| mapped(worlds, |world| graph.world_id(*world));
        let mut of_roots: Vec<WorldId> = Vec::new();
        for root in &self.roots {
            of_roots.extend(graph[*root].worlds.values().filter(|world| graph[**world].active));
        }
        let Some(name) = name else {
            return match of_roots[..] {
                [world] => Ok(world),
                [] => Err(errors::no_world()),
                _ => Err(errors::ambiguous_world(None, &ids(&of_roots))),
            };
        };
        let plain = name.strip_prefix('%').unwrap_or(name);
        let all: Vec<WorldId> = graph.worlds().map(|(world, _)| world).collect();
        let mut found = if plain.contains('/') { all.clone() } else { of_roots.clone() };
        found.retain(|world| match plain.contains('/') {
            true => matches_id(&graph.world_id(*world), plain),
            false => &graph[graph[*world].name] == plain,
        });
        match found[..] {
            [world] => Ok(world),
            [] => {
                let known = if plain.contains('/') { ids(&all) } else { ids(&of_roots) };
                Err(errors::unknown_world(name, &known))
            }
            _ => Err(errors::ambiguous_world(Some(name), &ids(&found))),
        }
    }
}

/// Whether a full id is meant by `wanted`, which may lack the version.
fn matches_id(id: &str, wanted: &str) -> bool {
    id == wanted || id.split('@').next() == Some(wanted)
}
