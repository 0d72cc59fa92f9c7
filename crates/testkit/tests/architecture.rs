//! The floors of the house: which crate may use which, and which file may name what. See ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use outwit_testkit::workspace;
use serde_json::Value;

/// For each package of the workspace, the packages of the workspace that its shipped code may use.
const EDGES: &[(&str, &[&str])] = &[
    ("outwit-diagnostics", &[]),
    ("outwit-parser", &["outwit-diagnostics"]),
    ("outwit-resolve", &["outwit-diagnostics", "outwit-parser"]),
    ("outwit-binary", &["outwit-diagnostics", "outwit-parser", "outwit-resolve"]),
    ("outwit-bindgen-core", &["outwit-diagnostics", "outwit-resolve"]),
    (
        "outwit-bindgen-rust",
        &["outwit-binary", "outwit-bindgen-core", "outwit-diagnostics", "outwit-resolve"],
    ),
    ("outwit-bindgen-ts", &["outwit-bindgen-core", "outwit-diagnostics", "outwit-resolve"]),
    ("outwit-bindgen-macro", &["outwit-bindgen-rust", "outwit-diagnostics", "outwit-resolve"]),
    ("outwit", &["outwit-bindgen-macro", "outwit-bindgen-rust", "outwit-diagnostics", "outwit-resolve"]),
    (
        "outwit-cli",
        &[
            "outwit-binary",
            "outwit-bindgen-core",
            "outwit-bindgen-rust",
            "outwit-bindgen-ts",
            "outwit-diagnostics",
            "outwit-parser",
            "outwit-resolve",
        ],
    ),
    ("outwit-testkit", &[]),
    ("xtask", &[]),
];

/// Published peers: oracles of tests, never part of what is shipped.
const PEERS: &[&str] =
    &["wit-parser", "wit-component", "wit-bindgen", "wit-bindgen-core", "wit-bindgen-rust", "wasmtime"];

/// Everything that a crate with `bindgen!` in it builds, with default features.
const MACRO_PATH: &[&str] = &[
    "bitflags",
    "codespan-reporting",
    "logos",
    "outwit",
    "outwit-binary",
    "outwit-bindgen-core",
    "outwit-bindgen-macro",
    "outwit-bindgen-rust",
    "outwit-diagnostics",
    "outwit-parser",
    "outwit-resolve",
    "proc-macro2",
    "quote",
    "semver",
    "unicode-ident",
    "unicode-width",
];

fn cargo(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    let output = command.args(args).current_dir(workspace()).output().expect("cargo can be started");
    assert!(output.status.success(), "cargo {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}

/// Every package of the workspace with its dependencies, and whether these are for tests alone.
fn packages() -> BTreeMap<String, Vec<(String, bool)>> {
    let text = cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    let metadata: Value = serde_json::from_str(&text).expect("cargo metadata is JSON");
    let name = |value: &Value| value["name"].as_str().expect("a name").to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let is_dev = |value: &Value| value["kind"].as_str() == Some("dev");
    let one = |package: &Value| {
        let dependencies = list(&package["dependencies"]);
        (name(package), dependencies.iter().map(|value| (name(value), is_dev(value))).collect())
    };
    list(&metadata["packages"]).iter().map(one).collect()
}

#[test]
fn crates_use_only_the_floors_below() {
    let packages = packages();
    let known: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    let all: BTreeSet<&str> = packages.keys().map(String::as_str).collect();
    assert_eq!(all, known.keys().copied().collect(), "the table of edges names every package");
    for (package, dependencies) in &packages {
        for (dependency, _) in dependencies.iter().filter(|(_, is_dev)| !is_dev) {
            let is_ours = known.contains_key(dependency.as_str());
            let is_allowed = known[package.as_str()].contains(&dependency.as_str());
            assert!(!is_ours || is_allowed, "{package} may not use {dependency}");
            assert!(!PEERS.contains(&dependency.as_str()), "{package} ships the peer {dependency}");
        }
    }
    assert!(packages["xtask"].is_empty(), "xtask depends on the standard library alone");
}

#[test]
fn the_path_of_the_macro_is_short() {
    let tree =
        cargo(&["tree", "--offline", "-p", "outwit", "-e", "normal", "--prefix", "none", "--format", "{p}"]);
    let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let names: BTreeSet<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    assert_eq!(names, MACRO_PATH.iter().copied().collect());
    let third_party = names.iter().filter(|name| !name.starts_with("outwit")).count();
    assert!(
        third_party <= 16 && names.len() <= 24,
        "{third_party} third-party crates, {} in all",
        names.len()
    );
}

/// A rule about source text: where a word may stand.
struct Rule {
    word: &'static str,
    /// Beginnings of paths in which the rule holds.
    within: &'static [&'static str],
    /// Beginnings or ends of paths in which the word may stand all the same.
    allowed: &'static [&'static str],
    why: &'static str,
}

/// Modules that are compiled for tests alone, and say how much they compared.
const TESTS_OF_THE_ABI: &str = "crates/wit-resolve/src/abi/testing/";

const BELOW_RESOLUTION: &[&str] = &["crates/wit-resolve/src/abi/", "crates/wit-resolve/src/graph/"];

const RULES: &[Rule] = &[
    Rule {
        word: "codespan_reporting",
        within: &["crates/"],
        allowed: &["wit-diagnostics/src/render.rs"],
        why: "there is one renderer",
    },
    Rule {
        word: "use heck",
        within: &["crates/"],
        allowed: &["/names.rs"],
        why: "names are spelled in one place",
    },
    Rule {
        word: "std::fs",
        within: &["crates/"],
        allowed: &[
            "wit-resolve/src/load/source.rs",
            "crates/outwit-cli/",
            "crates/outwit/src/build",
            "crates/bindgen-macro/src/debug.rs",
            "crates/testkit/",
            TESTS_OF_THE_ABI,
        ],
        why: "files are read through a FileSource and written by the edges",
    },
    Rule {
        word: "outwit_parser",
        within: &["crates/bindgen-", "crates/outwit/"],
        allowed: &[],
        why: "backends see the graph, not the syntax",
    },
    Rule {
        word: "logos::",
        within: &["crates/"],
        allowed: &["crates/wit-parser/"],
        why: "tokens are the parser's",
    },
    Rule {
        word: "lalrpop_util",
        within: &["crates/"],
        allowed: &[],
        why: "the loop over the tables is the parser's own",
    },
    Rule {
        word: "wasm_encoder",
        within: &["crates/"],
        allowed: &[],
        why: "only tests, which write what we do not",
    },
    Rule {
        word: "crate::passes",
        within: BELOW_RESOLUTION,
        allowed: &[],
        why: "ABI and graph know nothing of resolution",
    },
    Rule {
        word: "crate::load",
        within: BELOW_RESOLUTION,
        allowed: &[],
        why: "ABI and graph know nothing of files",
    },
    Rule {
        word: "crate::abi",
        within: &["crates/wit-resolve/src/passes/", "crates/wit-resolve/src/graph/"],
        // One rule of the specification is about sizes, and these are computed in one place.
        allowed: &["crates/wit-resolve/src/passes/sizes.rs"],
        why: "the ABI stands on the graph, not under it",
    },
    Rule {
        word: "println!",
        within: &["crates/"],
        // Cargo reads a build script's instructions from its output.
        allowed: &["crates/outwit-cli/", "crates/outwit/src/build", "crates/testkit/", TESTS_OF_THE_ABI],
        why: "libraries do not print",
    },
    Rule {
        word: "process::exit",
        within: &["crates/"],
        allowed: &["crates/outwit-cli/"],
        why: "libraries do not exit",
    },
];

#[test]
fn words_stand_where_they_belong() {
    let mut faults = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| path.contains("/src/")) {
        // Tests at the end of a file may do what the file may not.
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for Rule { word, within, allowed, why } in RULES {
            let holds = within.iter().any(|place| path.starts_with(place));
            let is_allowed = allowed.iter().any(|place| path.starts_with(place) || path.ends_with(place));
            if !holds || is_allowed {
                continue;
            }
            for (number, line) in code.lines().enumerate() {
                if line.contains(word) && !line.trim_start().starts_with("//") {
                    faults.push(format!("{path}:{}: {word}: {why}", number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!") || path.contains("/generated/"), "{path} begins with a `//!` line");
    }
}

/// Every Rust file of the workspace's crates with its path from the root.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![workspace().join("crates"), workspace().join("xtask")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("a readable file");
                found.push((relative(&path), text));
            }
        }
    }
    assert!(found.len() > 50, "the walk finds the sources");
    found.sort();
    found
}

fn relative(path: &Path) -> String {
    let path = path.strip_prefix(workspace()).expect("a path of the workspace");
    path.to_string_lossy().replace('\\', "/")
}
