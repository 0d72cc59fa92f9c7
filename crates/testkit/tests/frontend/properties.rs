//! Properties of random packages that are right: they resolve, to the peer's graph, whatever the order and the names of
//! their files, and also when they are printed first.

use outwit_diagnostics::SourceMap;
use outwit_parser::{parse, print};
use outwit_resolve::Features;
use outwit_testkit::random::{Choices, packages};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::corpora::everything;
use crate::packages::Package;
use crate::{ours, peer};

/// Random numbers that make a package; fewer and smaller ones make a smaller one.
fn numbers() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 0..1500)
}

fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    // The same cases on every run, unless `PROPTEST_RNG_SEED` asks for others.
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(0x0dd5);
    }
    if !everything() {
        config.cases = config.cases.min(32);
    }
    config
}

fn random_package(numbers: &[u32]) -> Package {
    Package { name: "random".to_owned(), files: packages(&mut Choices::new(numbers)) }
}

fn all_features() -> [Features; 3] {
    [Features::default(), Features::named(["active"]), Features::all()]
}

/// The graph as text, or what is wrong, with the package.
fn graph_text(package: &Package, features: &Features) -> Result<String, TestCaseError> {
    let outcome = package.resolve_with(features);
    if !outcome.errors().is_empty() {
        return Err(TestCaseError::fail(format!("{}\n{}", outcome.report(), shown(package))));
    }
    outcome.analysis.graph.assert_valid();
    Ok(ours::graph_text(&outcome.analysis.graph))
}

fn shown(package: &Package) -> String {
    package.files.iter().map(|(path, text)| format!("//// {path}\n{text}\n")).collect()
}

/// A graph's text without what is known to differ:
/// - The peer lists the types of an interface or world in an order in which each stands behind those that it refers to; in
///   our graph they stand as declared.
/// - An exported interface that an export in front of it uses has the gate of that export in the peer's graph, and no docs.
///   In ours it has its own.
/// - An inline interface that was included from another package keeps `@since`, a version of that package, in the peer's
///   graph; in ours it goes, as it does with all interfaces. The suite and the trees compare gates and docs of world items; here they are left out.
pub(crate) fn comparable(text: &str) -> String {
    let plain = |line: &str| -> String {
        let is_interface = ["  import ", "  export "].iter().any(|verb| line.starts_with(verb));
        let words: Vec<&str> = line.split(' ').collect();
        match &*words {
            ["", "", verb, key, "interface", id, ..] if is_interface => {
                format!("  {verb} {key} interface {id}")
            }
            ["", "", verb, key, "inline", ..] if is_interface => format!("  {verb} {key} inline"),
            _ => line.to_owned(),
        }
    };
    let mut lines: Vec<String> = text.lines().map(plain).collect();
    let is_type = |line: &String| {
        let mut words = line.split(' ').skip(2);
        let (verb, kind) = (words.next(), words.nth(1));
        let is_other =
            |kind| ["interface", "inline", "free", "constructor", "method", "static"].contains(&kind);
        verb == Some("type") || verb == Some("import") && !kind.is_some_and(is_other)
    };
    for types in lines.chunk_by_mut(|a, b| is_type(a) && is_type(b)) {
        types.sort_unstable();
    }
    lines.join("\n")
}

fn fail(package: &Package, what: &str) -> TestCaseError {
    TestCaseError::fail(format!("{what}\n{}", shown(package)))
}

/// The package with its files under other names, in another order.
fn shuffled(package: &Package, numbers: &[u32]) -> Package {
    let mut choices = Choices::new(numbers);
    let mut files = package.files.clone();
    choices.shuffle(&mut files);
    let mut taken = Vec::new();
    for (path, _) in &mut files {
        // The folder says which package a file belongs to; a file in `deps/` is a package.
        let folder = path.rfind('/').map_or("", |end| &path[..=end]);
        let mut number = choices.below(1000);
        while taken.contains(&number) {
            number += 1;
        }
        taken.push(number);
        *path = format!("{folder}n{number}.wit");
    }
    Package { name: package.name.clone(), files }
}

/// The package with each file printed.
fn printed(package: &Package) -> Package {
    let print = |(path, text): &(String, String)| {
        let file = SourceMap::new().add(path.as_str(), text.as_str());
        (path.clone(), print(&parse(file, text.as_str()).file))
    };
    Package { name: package.name.clone(), files: package.files.iter().map(print).collect() }
}

/// Everything in the graph, hidden items too, whatever the order of packages, interfaces and worlds.
fn sorted_dump(package: &Package, features: &Features) -> Vec<String> {
    let outcome = package.resolve_with(features);
    let mut lines: Vec<String> = outcome.analysis.graph.dump().lines().map(str::to_owned).collect();
    lines.sort_unstable();
    lines
}

/// What is found wrong, whatever the order of files.
fn sorted_codes(package: &Package, features: &Features) -> Vec<&'static str> {
    let outcome = package.resolve_with(features);
    let mut codes: Vec<&str> = outcome.analysis.diagnostics.iter().map(|found| found.code.id).collect();
    codes.sort_unstable();
    codes
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn random_packages_have_the_peers_graph(numbers in numbers()) {
        let package = random_package(&numbers);
        for features in all_features() {
            let ours = graph_text(&package, &features)?;
            let theirs = match peer::read_package(&package, &features) {
                Err(error) if error.contains(peer::MISSES_HIDDEN) && !features.all => continue,
                Err(error) if error.contains(peer::GATES_DIFFER) => continue,
                Err(error) => return Err(fail(&package, &error)),
                Ok(theirs) => theirs,
            };
            let (ours, theirs) = (comparable(&ours), comparable(&theirs));
            if let Some(difference) = peer::first_difference(&ours, &theirs) {
                return Err(fail(&package, &difference));
            }
            peer::judge(&package, &features).map_err(|error| fail(&package, &error))?;
        }
    }

    #[test]
    fn the_order_of_files_and_their_names_do_not_matter(numbers in numbers(), order in numbers()) {
        let package = random_package(&numbers);
        let other = shuffled(&package, &order);
        for features in all_features() {
            let (text, other_text) = (graph_text(&package, &features)?, graph_text(&other, &features)?);
            if let Some(difference) = peer::first_difference(&text, &other_text) {
                return Err(fail(&other, &difference));
            }
            prop_assert_eq!(sorted_dump(&package, &features), sorted_dump(&other, &features));
            prop_assert_eq!(sorted_codes(&package, &features), sorted_codes(&other, &features));
        }
    }

    #[test]
    fn printed_packages_have_the_same_graph(numbers in numbers()) {
        let package = random_package(&numbers);
        let printed = printed(&package);
        for features in all_features() {
            let (text, again) = (graph_text(&package, &features)?, graph_text(&printed, &features)?);
            if let Some(difference) = peer::first_difference(&text, &again) {
                return Err(fail(&printed, &difference));
            }
        }
    }

    #[test]
    fn resolving_again_gives_the_same(numbers in numbers()) {
        let package = random_package(&numbers);
        for features in all_features() {
            let (one, two) = (package.resolve_with(&features), package.resolve_with(&features));
            prop_assert_eq!(one.analysis.graph.dump(), two.analysis.graph.dump());
            prop_assert_eq!(one.analysis.diagnostics, two.analysis.diagnostics);
        }
    }
}
