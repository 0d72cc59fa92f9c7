//! The explanation page of each code: what the rule is, why it exists, an example that breaks it and one that does not.

use outwit_diagnostics::Code;

use crate::diagnostics as codes;

/// Each code of this crate with its page in Markdown, in the order of their numbers.
pub static EXPLANATIONS: &[(&Code, &str)] = &[
    (&codes::ASYNC_FUNCTION, include_str!("../explain/WIT0702.md")),
    (&codes::ASYNC_TYPE, include_str!("../explain/WIT0703.md")),
    (&codes::FOREIGN_INTERFACE, include_str!("../explain/WIT0704.md")),
    (&codes::OPTION_NAME, include_str!("../explain/WIT0710.md")),
    (&codes::IMPOSSIBLE_DERIVE, include_str!("../explain/WIT0711.md")),
];
