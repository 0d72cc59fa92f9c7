//! The explanation page of each code: what the rule is, why it exists, an example that breaks it and one that does not.

use outwit_diagnostics::Code;

use crate::diagnostics as codes;

/// Each code of this crate with its page in Markdown, in the order of their numbers.
pub static EXPLANATIONS: &[(&Code, &str)] = &[
    (&codes::MALFORMED_WASM, include_str!("../explain/WIT0802.md")),
    (&codes::UNKNOWN_VERSION, include_str!("../explain/WIT0803.md")),
    (&codes::MALFORMED_SECTION, include_str!("../explain/WIT0804.md")),
    (&codes::NO_COMPONENT_TYPE, include_str!("../explain/WIT0805.md")),
    (&codes::CONTRADICTING_SECTIONS, include_str!("../explain/WIT0806.md")),
    (&codes::COMPONENT_AS_PACKAGE, include_str!("../explain/WIT0807.md")),
    (&codes::PACKAGE_AS_MODULE, include_str!("../explain/WIT0808.md")),
    (&codes::NOT_WIT, include_str!("../explain/WIT0809.md")),
    (&codes::TOO_LARGE_AS_TEXT, include_str!("../explain/WIT0810.md")),
    (&codes::NEEDS_NEW_LINKER, include_str!("../explain/WIT0811.md")),
    (&codes::MALFORMED_WAT, include_str!("../explain/WIT0812.md")),
];
