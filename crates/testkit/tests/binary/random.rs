//! Random packages through all that this suite compares: those of the peers' own generator, `wit-smith`, and those of ours,
//! which has what the other lacks: maps, gates, getters and setters, external ids, lists of fixed length.

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use arbitrary::{Arbitrary, Unstructured};
use outwit_testkit::random::{Choices, packages as our_packages};
use wit_smith_oracle::{Config, smith};

use crate::corpora::{Input, everything};
use crate::packages::Measure;
use crate::{decoding, packages, peer, sections};

#[test]
fn packages_of_the_published_generator_are_the_same_in_binary_form() {
    let wanted = if everything() { 2000 } else { 150 };
    let mut all = Comparison::new("smith", Measure::Words);
    let mut seed = 0;
    while all.inputs < wanted {
        seed += 1;
        assert!(seed < wanted * 30, "only {} packages out of {seed} seeds", all.inputs);
        let Some(text) = smith_text(seed as u64) else { continue };
        all.compare(&format!("seed {seed}"), &[("root.wit".to_owned(), text)]);
    }
    println!("{}", all.finish());
}

#[test]
fn packages_of_our_generator_are_the_same_in_binary_form() {
    let wanted = if everything() { 4000 } else { 200 };
    let mut all = Comparison::new("ours", Measure::MostWords);
    for seed in 0..wanted {
        let mut next = numbers(seed as u64);
        let count = next() % 1500;
        let numbers: Vec<u32> = (0..count).map(|_| next()).collect();
        all.compare(&format!("seed {seed}"), &our_packages(&mut Choices::new(&numbers)));
    }
    println!("{}", all.finish());
}

/// Inputs of one generator, one after another.
struct Comparison {
    folder: PathBuf,
    measure: Measure,
    inputs: usize,
    packages: packages::Counts,
    decoding: decoding::Counts,
    sections: sections::Counts,
    faults: Vec<String>,
}

impl Comparison {
    fn new(generator: &str, measure: Measure) -> Comparison {
        let name = format!("binary-random-{generator}-{}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        Comparison {
            folder,
            measure,
            inputs: 0,
            packages: packages::Counts::default(),
            decoding: decoding::Counts::default(),
            sections: sections::Counts::default(),
            faults: Vec::new(),
        }
    }

    /// Files of a package, by their paths below its folder.
    fn compare(&mut self, name: &str, files: &[(String, String)]) {
        self.inputs += 1;
        let root = self.folder.join("package");
        for (path, text) in files {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the package");
            std::fs::write(path, text).expect("a written file");
        }
        let input = Input { name: name.to_owned(), path: root };
        let results = [
            packages::compare(&input, self.measure, &mut self.packages),
            decoding::compare(&input, self.measure, &mut self.decoding),
            sections::compare(&input, &mut self.sections),
        ];
        for fault in results.into_iter().filter_map(Result::err) {
            let text: String = files.iter().map(|(path, text)| format!("//// {path}\n{text}\n")).collect();
            self.faults.push(format!("{name}: {fault}\n{text}"));
        }
        std::fs::remove_dir_all(&self.folder).expect("the copies can go");
    }

    /// The counts, if nothing is wrong.
    fn finish(self) -> String {
        let Comparison { inputs, measure, packages, decoding, sections, faults, .. } = self;
        let counts = format!("{inputs} inputs: {packages:?}\n  again: {decoding:?}\n  {sections}");
        assert!(faults.is_empty(), "{counts}\n{} faults\n{}", faults.len(), faults.join("\n"));
        assert!(packages.refused * 10 <= inputs, "{} of {inputs} are refused", packages.refused);
        let same = packages.same_bytes * 100 / packages.packages;
        let wanted = if measure == Measure::Words { 99 } else { 90 };
        assert!(same >= wanted, "{same} % of the packages have the published bytes");
        counts
    }
}

/// What the published generator makes of a seed; some bytes are no package to it, and at some it panics.
fn smith_text(seed: u64) -> Option<String> {
    let mut next = numbers(seed);
    let length = 500 + next() as usize % 4000;
    let bytes: Vec<u8> = (0..length).map(|_| next() as u8).collect();
    let wasm = catch_unwind(|| {
        let mut bytes = Unstructured::new(&bytes);
        let config = Config::arbitrary(&mut bytes).ok()?;
        // What it leaves out by default is what is newest.
        let config = Config {
            async_: true,
            futures: true,
            streams: true,
            implements: true,
            world_include: true,
            ..config
        };
        smith(&config, &mut bytes).ok()
    });
    let (graph, main) = peer::decode(&wasm.ok().flatten()?).ok()?;
    Some(peer::print_all(&graph, main))
}

/// The same numbers on every run and system.
fn numbers(seed: u64) -> impl FnMut() -> u32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        (state >> 32) as u32
    }
}
