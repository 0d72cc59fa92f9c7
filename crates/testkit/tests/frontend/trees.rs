//! WIT that others publish, and the accepted cases of `testdata/resolve/`: all of it resolves, to the peer's graph.

use std::path::Path;

use outwit_resolve::Features;
use outwit_testkit::cases;

use crate::corpora::{folder, packages};
use crate::{ours, peer};

/// A part of a published crate that holds WIT.
struct Tree {
    name: &'static str,
    below: &'static str,
    /// Which folders are one package, besides those with `deps/`.
    is_package: fn(&Path) -> bool,
    /// How many packages there are at least: a tree that was moved must not pass.
    at_least: usize,
}

const TREES: &[Tree] = &[
    Tree { name: "wasip2", below: "wit", is_package: anywhere, at_least: 1 },
    Tree { name: "wasip3", below: "wit", is_package: anywhere, at_least: 1 },
    Tree { name: "wasmtime-wasi", below: "src", is_package: nowhere, at_least: 2 },
    Tree { name: "wit-component", below: "tests/interfaces", is_package: anywhere_below, at_least: 40 },
    Tree { name: "wit-component", below: "tests/components", is_package: anywhere_below, at_least: 140 },
    Tree { name: "wit-bindgen-cli", below: "tests/codegen", is_package: called_wit, at_least: 110 },
    Tree { name: "wit-bindgen-cli", below: "tests/runtime", is_package: nowhere, at_least: 95 },
];

fn anywhere(_: &Path) -> bool {
    true
}

fn nowhere(_: &Path) -> bool {
    false
}

/// A case is a file or a folder.
fn anywhere_below(folder: &Path) -> bool {
    !folder.ends_with("tests/interfaces") && !folder.ends_with("tests/components")
}

fn called_wit(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("wit"))
}

/// Packages with another graph, and why.
const ARGUED: &[(&str, &str)] =
    &[("tests/interfaces/doc-comments", "a block of documentation loses its margin, the peer's loses less")];

#[test]
fn published_trees_have_the_peers_graphs() {
    let mut faults = Vec::new();
    for tree in TREES {
        let Some(folder) = folder(tree.name) else { continue };
        let all = packages(&folder.join(tree.below), &tree.is_package);
        assert!(all.len() >= tree.at_least, "{}/{} has {} packages", tree.name, tree.below, all.len());
        let mut worlds = 0;
        for path in &all {
            worlds += ours::read(path, &Features::all()).analysis.graph.worlds().count();
            let is_argued = ARGUED.iter().any(|(end, _)| path.ends_with(end));
            for features in [Features::default(), Features::all()] {
                match peer::difference(path, &features) {
                    None if is_argued => faults.push(format!("{}: no difference any more", path.display())),
                    Some(fault) if !is_argued => faults.push(fault),
                    _ => {}
                }
            }
        }
        println!("{}/{}: {} inputs with {worlds} worlds compared", tree.name, tree.below, all.len());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn wasi_has_no_finding() {
    for name in ["wasip2", "wasip3"] {
        let Some(folder) = folder(name) else { continue };
        for features in [Features::default(), Features::all()] {
            let read = ours::read(&folder.join("wit"), &features);
            assert_eq!(read.analysis.diagnostics, [], "{name} is right");
        }
    }
}

/// What the specification allows and the peer cannot read.
const BEYOND_THE_PEER: &[(&str, &str)] = &[("aliases-of-aliases", "a top-level alias of another one")];

#[test]
fn accepted_cases_of_ours_have_the_peers_graph() {
    let mut compared = 0;
    let mut faults = Vec::new();
    for case in cases("resolve") {
        let features = match std::fs::read_to_string(case.dir.join("features.txt")) {
            Ok(text) => Features::named(text.split_whitespace()),
            Err(_) => Features::default(),
        };
        if BEYOND_THE_PEER.iter().any(|(name, _)| *name == case.name) {
            assert!(peer::read(&case.dir, &features).is_err(), "{} is still beyond the peer", case.name);
        } else if case.dir.join("graph.snap").exists() {
            faults.extend(peer::difference(&case.dir, &features));
            compared += 1;
        } else {
            assert!(peer::read(&case.dir, &features).is_err(), "the peer rejects {} too", case.name);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(compared > 10, "{compared} graphs compared");
}
