//! Packages of the peers' own generator, `wit-smith`, decoded and printed by the peers: ours reads the same graph.

use std::panic::catch_unwind;

use arbitrary::{Arbitrary, Unstructured};
use outwit_resolve::Features;
use wit_component_oracle::{DecodedWasm, OutputToString, WitPrinter, decode};
use wit_parser_oracle::PackageId;
use wit_smith_oracle::{Config, smith};

use crate::corpora::everything;
use crate::ours;
use crate::packages::Package;
use crate::peer;
use crate::properties::comparable;
use crate::random::Random;

#[test]
fn packages_of_the_published_generator_have_the_peers_graph() {
    let wanted = if everything() { 1000 } else { 20 };
    let (mut seed, mut compared) = (0, 0);
    let mut faults = Vec::new();
    while compared < wanted {
        seed += 1;
        assert!(seed < wanted * 20, "only {compared} packages out of {seed} seeds");
        let Some(text) = package_text(seed) else { continue };
        compared += 1;
        let package = Package { name: "smith".to_owned(), files: vec![("root.wit".to_owned(), text)] };
        if let Some(difference) = difference(&package) {
            faults.push(format!("seed {seed}: {difference}\n{}", package.files[0].1));
        }
    }
    println!("{compared} packages of the published generator compared ({seed} seeds)");
    assert!(faults.is_empty(), "{} faults, the first: {}", faults.len(), faults[0]);
}

fn difference(package: &Package) -> Option<String> {
    let features = Features::all();
    let outcome = package.resolve_with(&features);
    if !outcome.errors().is_empty() {
        return Some(outcome.report());
    }
    outcome.analysis.graph.assert_valid();
    match peer::read_package(package, &features) {
        Ok(theirs) => {
            let ours = ours::graph_text(&outcome.analysis.graph);
            peer::first_difference(&comparable(&ours), &comparable(&theirs))
        }
        Err(error) => Some(format!("the peer rejects what it printed: {error}")),
    }
}

/// What the generator makes of a seed; some bytes are no package to it, and at some it panics.
fn package_text(seed: usize) -> Option<String> {
    let mut random = Random::new(seed as u64);
    let bytes: Vec<u8> = (0..500 + random.below(4000)).map(|_| random.next() as u8).collect();
    let wasm = catch_unwind(|| {
        let mut bytes = Unstructured::new(&bytes);
        let config = Config::arbitrary(&mut bytes).ok()?;
        // What it leaves out by default is what is newest.
        let config = Config { async_: true, world_include: true, implements: true, ..config };
        smith(&config, &mut bytes).ok()
    });
    let wasm = wasm.ok().flatten()?;
    let Ok(DecodedWasm::WitPackage(graph, main)) = decode(&wasm) else { return None };
    let others: Vec<PackageId> = graph.packages.iter().map(|(id, _)| id).filter(|id| *id != main).collect();
    let mut printer = WitPrinter::<OutputToString>::default();
    printer.print(&graph, main, &others).ok()?;
    Some(printer.output.to_string())
}
