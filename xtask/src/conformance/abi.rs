//! The canonical ABI and the binary form beside the published crates and the specification's own definitions, at length.

use super::parts::Part;

pub(super) const PARTS: &[Part] = &[
    Part {
        title: "layouts, signatures and core names of published and of random packages",
        arguments: &["--package", "outwit-testkit", "--test", "abi"],
        tests: &[],
    },
    Part {
        title: "random types and functions, values from seat to seat, the specification's vectors",
        arguments: &["--package", "outwit-resolve", "--lib"],
        tests: &["abi::"],
    },
    Part {
        title: "packages and component-type sections, written and read",
        arguments: &["--package", "outwit-testkit", "--test", "binary"],
        tests: &[],
    },
    Part { title: "the binary form's own tests", arguments: &["--package", "outwit-binary"], tests: &[] },
];
