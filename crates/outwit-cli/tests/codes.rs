//! Codes are permanent names for rules: over all crates no number and no name stands for two, numbers belong to their
//! family, and each has a folder in `testdata/diagnostics/` that shows it.

use std::collections::BTreeMap;

use outwit_diagnostics::Code;
use outwit_testkit::cases;

/// Every table of codes with the beginnings of the numbers that it may hold.
fn tables() -> Vec<(&'static [&'static Code], &'static [&'static str])> {
    vec![
        (outwit_parser::codes::ALL, &["WIT01"]),
        (outwit_binary::diagnostics::ALL, &["WIT08"]),
        (outwit_resolve::diagnostics::ALL, &["WIT02", "WIT03", "WIT04", "WIT05", "WIT06", "WIT08"]),
        (outwit_bindgen_rust::diagnostics::ALL, &["WIT07"]),
        (outwit_bindgen_ts::diagnostics::ALL, &["WIT07"]),
        (outwit_cli::diagnostics::ALL, &["WIC"]),
    ]
}

#[test]
fn numbers_and_names_are_unique_and_in_order() {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut numbers: BTreeMap<&str, &str> = BTreeMap::new();
    for (table, families) in tables() {
        assert!(table.is_sorted_by(|a, b| a.id < b.id), "{families:?} is in order");
        for code in table {
            assert!(
                families.iter().any(|family| code.id.starts_with(family)),
                "{} is in its family",
                code.id
            );
            let kebab = code.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            assert!(kebab, "{} is kebab case", code.name);
            assert_eq!(numbers.insert(code.id, code.name), None, "{} is taken", code.id);
            assert_eq!(names.insert(code.name, code.id), None, "the name {} is taken", code.name);
        }
    }
}

/// Codes that no small file can trigger.
const WITHOUT_A_FOLDER: &[(&str, &str)] = &[
    ("WIT0100", "a file of 4 GiB"),
    ("WIT0413", "a file of 4 GiB"),
    ("WIT0801", "macro and build scripts say it; tested where files are read"),
    ("WIC0003", "a generator that breaks its own rules; tested where files are written"),
];

#[test]
fn every_code_is_shown_by_a_folder() {
    let folders: Vec<String> = cases("diagnostics").into_iter().map(|case| case.name).collect();
    for code in tables().iter().flat_map(|(table, _)| table.iter()) {
        let exempt = WITHOUT_A_FOLDER.iter().any(|(id, _)| *id == code.id);
        let folder = format!("{}-{}", code.id, code.name);
        let shown = folders.iter().any(|name| name.starts_with(&folder));
        assert!(shown != exempt, "{folder}: shown {shown}, exempt {exempt}");
    }
}
