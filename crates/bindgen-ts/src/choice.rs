//! Which files are wanted: all of the world, or those of some interfaces with what they need.

use std::collections::BTreeSet;

use outwit_diagnostics::Diagnostic;
use outwit_resolve::graph::{InterfaceId, Resolve, WorldId};

use crate::diagnostics as errors;
use crate::model::File;
use crate::naming::Naming;
use crate::survey::{Home, Survey};

/// The interfaces that were asked for; `None` stands for the whole world.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    interfaces: Option<Vec<InterfaceId>>,
}

/// Finds the interfaces of these ids, which may lack the version, among those that the world reaches.
pub(crate) fn chosen(
    resolve: &Resolve,
    world: WorldId,
    survey: &Survey,
    asked: &[String],
) -> Result<Choice, Vec<Diagnostic>> {
    if asked.is_empty() {
        return Ok(Choice { interfaces: None });
    }
    let reached = survey.units.iter().filter_map(|unit| match unit.home {
        Home::Interface(interface) => Some((resolve.interface_id(interface)?, interface)),
        Home::World => None,
    });
    let reached: Vec<(String, InterfaceId)> = reached.collect();
    let mut interfaces = Vec::new();
    let mut missing = Vec::new();
    for name in asked {
        let before = interfaces.len();
        let meant = reached.iter().filter(|(id, _)| id == name || id.split('@').next() == Some(name));
        interfaces.extend(meant.map(|(_, interface)| *interface));
        if interfaces.len() == before {
            let ids: Vec<String> = reached.iter().map(|(id, _)| id.clone()).collect();
            missing.push(errors::unreached(name, &resolve.world_id(world), &ids));
        }
    }
    if missing.is_empty() { Ok(Choice { interfaces: Some(interfaces) }) } else { Err(missing) }
}

impl Choice {
    /// Whether the whole world is wanted.
    pub(crate) fn is_all(&self) -> bool {
        self.interfaces.is_none()
    }

    /// Those of `files` that are wanted, and those that they import.
    pub(crate) fn retain(&self, mut files: Vec<File>, naming: &Naming) -> Vec<File> {
        let Some(interfaces) = &self.interfaces else { return files };
        let path = |interface: &InterfaceId| naming.unit(Home::Interface(*interface)).path.clone();
        let mut wanted = BTreeSet::new();
        let mut stack: Vec<String> = interfaces.iter().map(path).collect();
        while let Some(path) = stack.pop() {
            let Some(file) = files.iter().find(|file| file.path == path) else { continue };
            if wanted.insert(path) {
                stack.extend(file.needs.iter().cloned());
            }
        }
        files.retain(|file| wanted.contains(&file.path));
        files
    }
}
