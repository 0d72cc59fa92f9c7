//! The front end beside the published parser, and against its own rules, at length.

use super::parts::Part;

pub(super) const PARTS: &[Part] = &[
    Part {
        title: "the published parser's suite and WIT trees, random packages, mutations",
        arguments: &["--package", "outwit-testkit", "--test", "frontend"],
        tests: &[],
    },
    Part {
        title: "seeds of the fuzzers",
        arguments: &["--package", "outwit-testkit", "--test", "fuzz_corpus"],
        tests: &[],
    },
    Part { title: "the parser's own tests", arguments: &["--package", "outwit-parser"], tests: &[] },
    Part {
        title: "the resolver's own tests",
        arguments: &["--package", "outwit-resolve"],
        // Those are of the suite `abi`.
        tests: &["--skip", "abi::"],
    },
];
