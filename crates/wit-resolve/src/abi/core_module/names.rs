//! The parts that names are made of, in both conventions.

use super::super::mangle::{CoreImport, ROOT, world_key};
use super::{Mangling, ResourceBuiltin};
use crate::graph::{Resolve, TypeId, WorldKey};

/// What stands before all names of the newer convention.
const CM32P2: &str = "cm32p2";

/// The module of built-ins that belong to exports of the world itself.
#[cfg(any(test, feature = "inspect"))]
pub(super) const TASK: &str = "[export]$root";

impl Mangling {
    /// The module of functions and resources of an interface, or with `None` of the world; `exported` says whether the
    /// built-ins of what is exported are meant.
    pub(super) fn module(self, resolve: &Resolve, interface: Option<WorldKey>, exported: bool) -> String {
        let prefix = match (self, exported) {
            (_, false) => "",
            (Mangling::Legacy, true) => "[export]",
            (Mangling::Standard32, true) => "_ex_",
        };
        match (self, interface) {
            (Mangling::Legacy, None) => format!("{prefix}{ROOT}"),
            (Mangling::Legacy, Some(key)) => format!("{prefix}{}", world_key(resolve, key)),
            (Mangling::Standard32, None) => CM32P2.to_owned(),
            (Mangling::Standard32, Some(key)) => format!("{CM32P2}|{prefix}{}", compatible_key(resolve, key)),
        }
    }

    pub(in crate::abi) fn resource(
        self,
        resolve: &Resolve,
        interface: Option<WorldKey>,
        (resource, exported): (TypeId, bool),
        builtin: ResourceBuiltin,
    ) -> CoreImport {
        let name = resolve[resource].name.map_or("", |name| &resolve[name]);
        let word = match builtin {
            ResourceBuiltin::New => "new",
            ResourceBuiltin::Rep => "rep",
            ResourceBuiltin::Drop => "drop",
        };
        let field = match self {
            Mangling::Legacy => format!("[resource-{word}]{name}"),
            Mangling::Standard32 => format!("{name}_{word}"),
        };
        CoreImport { module: self.module(resolve, interface, exported), field }
    }

    /// What stands before the name of an exported function or resource.
    pub(super) fn export(self, resolve: &Resolve, interface: Option<WorldKey>) -> String {
        match (self, interface) {
            (Mangling::Legacy, None) => String::new(),
            (Mangling::Legacy, Some(key)) => format!("{}#", world_key(resolve, key)),
            (Mangling::Standard32, None) => format!("{CM32P2}||"),
            (Mangling::Standard32, Some(key)) => format!("{CM32P2}|{}|", compatible_key(resolve, key)),
        }
    }

    pub(in crate::abi) fn destructor(
        self,
        resolve: &Resolve,
        interface: Option<WorldKey>,
        resource: TypeId,
    ) -> String {
        let (prefix, name) =
            (self.export(resolve, interface), resolve[resource].name.map_or("", |name| &resolve[name]));
        match self {
            Mangling::Legacy => format!("{prefix}[dtor]{name}"),
            Mangling::Standard32 => format!("{prefix}{name}_dtor"),
        }
    }

    /// The name of an export that is there once: that of the usual convention, and what the newer one makes of it.
    #[cfg(any(test, feature = "inspect"))]
    pub(super) fn single(self, legacy: &str, standard: &str) -> String {
        match self {
            Mangling::Legacy => legacy.to_owned(),
            Mangling::Standard32 => format!("{CM32P2}_{standard}"),
        }
    }
}

/// The text of a key with the version cut to what is compatible with it: `1.2.3` to `1`, `0.2.6` to `0.2`, `0.0.1` and
/// pre-releases not at all. Explainer.md, "Import and Export Names", `canonversion`.
fn compatible_key(resolve: &Resolve, key: WorldKey) -> String {
    let full = world_key(resolve, key);
    let WorldKey::Interface(interface) = key else { return full };
    let Some(version) = &resolve[resolve[interface].package].name.version else { return full };
    let name = full.split('@').next().unwrap_or(&full);
    if !version.pre.is_empty() {
        let without_build = full.split('+').next().unwrap_or(&full);
        return without_build.to_owned();
    }
    let (major, minor, patch) = (version.major, version.minor, version.patch);
    match (major, minor) {
        (0, 0) => format!("{name}@0.0.{patch}"),
        (0, _) => format!("{name}@0.{minor}"),
        _ => format!("{name}@{major}"),
    }
}
