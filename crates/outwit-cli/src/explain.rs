//! The explanation page of each code: what the rule is, why it exists, an example that breaks it and one that does not.

use outwit_diagnostics::Code;

use crate::diagnostics as codes;

/// Each code of this crate with its page in Markdown, in the order of their numbers.
pub static EXPLANATIONS: &[(&Code, &str)] = &[
    (&codes::CANNOT_WRITE, include_str!("../explain/WIC0001.md")),
    (&codes::OUT_OF_DATE, include_str!("../explain/WIC0002.md")),
    (&codes::OUTSIDE_OUTPUT, include_str!("../explain/WIC0003.md")),
    (&codes::UNKNOWN_FUNCTION, include_str!("../explain/WIC0004.md")),
    (&codes::UNKNOWN_TYPE, include_str!("../explain/WIC0005.md")),
];
