//! Which files are wanted: all of the world, or those of some interfaces with what they need.

use std::collections::BTreeSet;

use outwit_diagnostics::Diagnostic;
use outwit_resolve::graph::{InterfaceId, Resolve, WorldId};

use crate::compat::Names;
use crate::diagnostics as errors;
use crate::model::{File, ModuleShape};
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
    pub(crate) fn retain(&self, files: Vec<File>, naming: &Naming) -> Vec<File> {
        let paths = |interface| vec![naming.unit(Home::Interface(interface)).path.clone()];
        self.reached(files, paths, |file| (&file.path, &file.needs))
    }

    /// The same of modules.
    pub(crate) fn retain_modules(&self, modules: Vec<ModuleShape>, names: &Names) -> Vec<ModuleShape> {
        let paths = |interface| {
            let places = names.places(Home::Interface(interface));
            places.map(|place| names.module(place).path.clone()).collect()
        };
        self.reached(modules, paths, |module| (&module.path, &module.needs))
    }

    /// Those of `files` that interfaces stand in, and those that they need in turn.
    fn reached<F>(
        &self,
        mut files: Vec<F>,
        paths: impl Fn(InterfaceId) -> Vec<String>,
        parts: impl Fn(&F) -> (&String, &Vec<String>),
    ) -> Vec<F> {
        let Some(interfaces) = &self.interfaces else { return files };
        let mut wanted = BTreeSet::new();
        let mut stack: Vec<String> = interfaces.iter().flat_map(|interface| paths(*interface)).collect();
        while let Some(path) = stack.pop() {
            let needs =
                files.iter().map(&parts).find(|(own, _)| **own == path).map(|(_, needs)| needs.clone());
            let Some(needs) = needs else { continue };
            if wanted.insert(path) {
                stack.extend(needs);
            }
        }
        files.retain(|file| wanted.contains(parts(file).0));
        files
    }
}
