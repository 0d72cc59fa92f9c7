//! Packages. WIT.md, "Package names", "WIT Packages and `use`".

use std::fmt;

use outwit_diagnostics::Span;
use semver::Version;

use super::{DocsId, InterfaceId, NameMap, WorldId};

/// A package.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its full name.
    pub name: PackageName,
    /// Interfaces by name in the order in which they were written (files in the order of their paths); inactive ones too.
    pub interfaces: NameMap<InterfaceId>,
    /// Worlds by name, likewise.
    pub worlds: NameMap<WorldId>,
    /// Its documentation.
    pub docs: Option<DocsId>,
    /// The name in the first header that declares it.
    pub span: Span,
}

/// `ns:name@version`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PackageName {
    /// The part before `:`.
    pub namespace: String,
    /// The part behind it.
    pub name: String,
    /// The version behind `@`.
    pub version: Option<Version>,
}

impl PackageName {
    /// The id of an interface or world of this package: `ns:name/item@version`.
    pub fn item_id(&self, item: &str) -> String {
        match &self.version {
            Some(version) => format!("{}:{}/{item}@{version}", self.namespace, self.name),
            None => format!("{}:{}/{item}", self.namespace, self.name),
        }
    }

    /// Whether namespace and name are the same, whatever the version.
    pub fn same_without_version(&self, other: &PackageName) -> bool {
        self.namespace == other.namespace && self.name == other.name
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.namespace, self.name)?;
        match &self.version {
            Some(version) => write!(f, "@{version}"),
            None => Ok(()),
        }
    }
}
