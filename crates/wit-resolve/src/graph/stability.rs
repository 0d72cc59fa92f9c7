//! Feature gates as data. WIT.md, "Feature Gates".

use semver::Version;

use super::Name;

/// When an item may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stability {
    /// Nothing is said.
    #[default]
    Unknown,
    /// `@since(version = ...)`.
    Since {
        /// The version that brought the item.
        since: Version,
        /// The version that deprecated it.
        deprecated: Option<Version>,
    },
    /// `@unstable(feature = ...)`.
    Unstable {
        /// The feature that must be chosen.
        feature: Name,
        /// The version that deprecated it.
        deprecated: Option<Version>,
    },
}

impl Stability {
    /// The version that deprecated the item.
    pub fn deprecated(&self) -> Option<&Version> {
        match self {
            Stability::Unknown => None,
            Stability::Since { deprecated, .. } | Stability::Unstable { deprecated, .. } => {
                deprecated.as_ref()
            }
        }
    }
}
