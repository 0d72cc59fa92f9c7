//! The explanation page of each code: what the rule is, why it exists, an example that breaks it and one that does not.

use outwit_diagnostics::Code;

use crate::diagnostics as codes;

/// Each code of this crate with its page in Markdown, in the order of their numbers.
pub static EXPLANATIONS: &[(&Code, &str)] = &[
    (&codes::RENAMED, include_str!("../explain/WIT0754.md")),
    (&codes::UNREACHED, include_str!("../explain/WIT0755.md")),
    (&codes::PACKAGE_NAME, include_str!("../explain/WIT0756.md")),
];
