//! Random packages of our own generator, with everything that the language has: names, layouts and signatures.

use outwit_testkit::random::{Choices, packages};

use crate::corpora::everything;
use crate::names;
use crate::types::Counts;
use crate::worlds::Both;

#[test]
fn random_packages_have_the_published_layouts_signatures_and_names() {
    let wanted = if everything() { 100_000 } else { 5_000 };
    let mut random = Random(0x0dd5);
    let mut counts = Counts::default();
    let [mut packages, mut refused, mut worlds, mut all_names] = [0; 4];
    while counts.types < wanted {
        let numbers: Vec<u32> = (0..random.next() % 1500).map(|_| random.next()).collect();
        packages += 1;
        let place = format!("package {packages}");
        let Ok(both) = Both::of_files(&self::packages(&mut Choices::new(&numbers))) else {
            refused += 1;
            continue;
        };
        counts.compare(&both, &place);
        for (name, ours, theirs) in both.worlds() {
            worlds += 1;
            all_names += names::compare(&both, ours, theirs, &format!("{place} {name}"));
        }
    }
    println!(
        "{packages} random packages ({refused} that the published parser refuses), {worlds} worlds with {all_names} names, {}",
        counts.summary()
    );
    counts.kinds.assert_complete();
    assert!(refused * 50 <= packages, "the published parser refuses {refused} of {packages}");
}

/// Random numbers that are the same on every run and system: SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits >> 32) as u32
    }
}
