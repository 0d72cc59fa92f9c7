//! Flat types. CanonicalABI.md, "Flattening".
