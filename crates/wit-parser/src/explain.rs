//! The explanation page of each code: what the rule is, why it exists, an example that breaks it and one that does not.

use outwit_diagnostics::Code;

use crate::codes;

/// Each code of this crate with its page in Markdown, in the order of their numbers.
pub static EXPLANATIONS: &[(&Code, &str)] = &[
    (&codes::FILE_TOO_LARGE, include_str!("../explain/WIT0100.md")),
    (&codes::FORBIDDEN_CHARACTER, include_str!("../explain/WIT0101.md")),
    (&codes::UNKNOWN_CHARACTER, include_str!("../explain/WIT0102.md")),
    (&codes::CARRIAGE_RETURN, include_str!("../explain/WIT0103.md")),
    (&codes::UNTERMINATED_COMMENT, include_str!("../explain/WIT0104.md")),
    (&codes::UNTERMINATED_STRING, include_str!("../explain/WIT0105.md")),
    (&codes::BAD_STRING, include_str!("../explain/WIT0106.md")),
    (&codes::BAD_NAME_CHARACTER, include_str!("../explain/WIT0107.md")),
    (&codes::MIXED_CASE, include_str!("../explain/WIT0108.md")),
    (&codes::EMPTY_NAME_PART, include_str!("../explain/WIT0109.md")),
    (&codes::NAME_STARTS_WITH_DIGIT, include_str!("../explain/WIT0110.md")),
    (&codes::NUMBER_TOO_LARGE, include_str!("../explain/WIT0111.md")),
    (&codes::UNEXPECTED_TOKEN, include_str!("../explain/WIT0112.md")),
    (&codes::MISSING_TOKEN, include_str!("../explain/WIT0113.md")),
    (&codes::KEYWORD_AS_NAME, include_str!("../explain/WIT0114.md")),
    (&codes::MISSPELT_KEYWORD, include_str!("../explain/WIT0115.md")),
    (&codes::MISSING_TYPE, include_str!("../explain/WIT0116.md")),
    (&codes::UNCLOSED_BRACE, include_str!("../explain/WIT0117.md")),
    (&codes::UNMATCHED_BRACE, include_str!("../explain/WIT0118.md")),
    (&codes::MISPLACED_ITEM, include_str!("../explain/WIT0119.md")),
    (&codes::STRAY_SEMICOLON, include_str!("../explain/WIT0120.md")),
    (&codes::NESTED_TOO_DEEPLY, include_str!("../explain/WIT0121.md")),
    (&codes::UNKNOWN_ATTRIBUTE, include_str!("../explain/WIT0122.md")),
    (&codes::MALFORMED_ATTRIBUTE, include_str!("../explain/WIT0123.md")),
    (&codes::MISPLACED_ATTRIBUTE, include_str!("../explain/WIT0124.md")),
    (&codes::MALFORMED_PATH, include_str!("../explain/WIT0125.md")),
    (&codes::MISPLACED_PACKAGE_HEADER, include_str!("../explain/WIT0126.md")),
    (&codes::BAD_MODIFIER, include_str!("../explain/WIT0127.md")),
    (&codes::NAMED_RESULT, include_str!("../explain/WIT0128.md")),
    (&codes::TYPE_ARGUMENTS, include_str!("../explain/WIT0129.md")),
    (&codes::FOREIGN_SYNTAX, include_str!("../explain/WIT0130.md")),
];
