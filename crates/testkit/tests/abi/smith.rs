//! Random worlds of the peers' own generator, `wit-smith`: names, layouts and signatures.

use std::panic::catch_unwind;

use arbitrary::{Arbitrary, Unstructured};
use wit_component_oracle::{DecodedWasm, OutputToString, WitPrinter, decode};
use wit_parser_oracle::PackageId;
use wit_smith_oracle::{Config, smith};

use crate::corpora::everything;
use crate::names;
use crate::types::Counts;
use crate::worlds::Both;

#[test]
fn random_worlds_have_the_published_names_and_layouts() {
    let wanted = if everything() { 1500 } else { 40 };
    let (mut seed, mut packages) = (0, 0);
    let [mut worlds, mut all_names] = [0; 2];
    let mut counts = Counts::default();
    while packages < wanted {
        seed += 1;
        assert!(seed < wanted * 30, "only {packages} packages out of {seed} seeds");
        let Some(both) = package_text(seed).and_then(|text| Both::of_text(&text)) else { continue };
        packages += 1;
        let place = format!("seed {seed}");
        for (name, ours, theirs) in both.worlds() {
            worlds += 1;
            all_names += names::compare(&both, ours, theirs, &format!("{place} {name}"));
        }
        counts.compare(&both, &place);
    }
    println!(
        "{packages} random packages ({seed} seeds): {worlds} worlds with {all_names} names, {}",
        counts.summary()
    );
}

/// What the generator makes of a seed; some bytes are no package to it, and at some it panics.
fn package_text(seed: u64) -> Option<String> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        (state >> 33) as usize
    };
    let length = 500 + next() % 4000;
    let bytes: Vec<u8> = (0..length).map(|_| next() as u8).collect();
    let wasm = catch_unwind(|| {
        let mut bytes = Unstructured::new(&bytes);
        let config = Config::arbitrary(&mut bytes).ok()?;
        // What it leaves out by default is what is newest.
        let config = Config { async_: true, futures: true, streams: true, implements: true, ..config };
        smith(&config, &mut bytes).ok()
    });
    let Ok(DecodedWasm::WitPackage(graph, main)) = decode(&wasm.ok().flatten()?) else { return None };
    let others: Vec<PackageId> = graph.packages.iter().map(|(id, _)| id).filter(|id| *id != main).collect();
    let mut printer = WitPrinter::<OutputToString>::default();
    printer.print(&graph, main, &others).ok()?;
    Some(printer.output.to_string())
}
