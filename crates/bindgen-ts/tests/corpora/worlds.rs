//! The corpora: every world whose declarations are looked at, with the graph that it stands in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use outwit_diagnostics::render;
use outwit_resolve::graph::{Resolve, WorldId};
use outwit_resolve::{DiskSource, Features, FileSource, Loader, MemorySource, resolve};
use outwit_testkit::random::{Choices, packages};

use crate::support::everything;

/// Worlds of one kind.
pub(crate) struct Corpus {
    pub(crate) name: String,
    /// Whether the WIT is of this repository, so that every compiler tries it every time.
    pub(crate) is_own: bool,
    pub(crate) worlds: Vec<World>,
}

/// A world.
pub(crate) struct World {
    /// The folder that it has in the project of its corpus.
    pub(crate) folder: String,
    /// Where its WIT lies, or how it was made.
    pub(crate) place: String,
    pub(crate) graph: Arc<Resolve>,
    pub(crate) id: WorldId,
}

impl World {
    /// What it is called in messages.
    pub(crate) fn title(&self) -> String {
        format!("world {} of {}", self.graph.world_id(self.id), self.place)
    }
}

/// A folder of a published crate, and how many worlds it has at least.
struct Published {
    name: &'static str,
    /// Follows `OUTWIT_CORPORA_`.
    variable: &'static str,
    below: &'static [&'static str],
    reading: Reading,
    at_least: usize,
}

/// How a folder is read.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    /// As one package, of whose dependencies the worlds count too.
    Whole,
    /// As many packages, all of which are right.
    Right,
    /// As many packages, of which those count that are right.
    Accepted,
}

const PUBLISHED: &[Published] = &[
    Published { name: "wasi-0.2", variable: "WASIP2", below: &["wit"], reading: Reading::Whole, at_least: 9 },
    Published { name: "wasi-0.3", variable: "WASIP3", below: &["wit"], reading: Reading::Whole, at_least: 8 },
    Published {
        name: "wit-bindgen",
        variable: "WIT_BINDGEN_CLI",
        below: &["tests/codegen", "tests/runtime"],
        reading: Reading::Right,
        at_least: 200,
    },
    Published {
        name: "wit-parser",
        variable: "WIT_PARSER",
        below: &["tests/ui"],
        reading: Reading::Accepted,
        at_least: 75,
    },
];

/// So many random worlds.
const RANDOM: usize = 200;
/// So many more from the seed of the clock.
const FROM_THE_CLOCK: usize = 50;
/// Names a seed in place of the clock's.
const SEED: &str = "OUTWIT_SEED";

/// Every corpus that is there. With `OUTWIT_CONFORMANCE=1` none may be missing.
pub(crate) fn corpora() -> Vec<Corpus> {
    let mut corpora = vec![own("collisions", "ts-collisions", 80), own("fixtures", "ts", 30), random()];
    if everything() {
        corpora.push(from_the_clock());
    }
    corpora.extend(PUBLISHED.iter().filter_map(published));
    corpora
}

/// The world whose types are as deep as any can be, in a folder of this name.
pub(crate) fn limits(folder: &str) -> Corpus {
    let path = outwit_testkit::workspace().join("testdata/ts-collisions/nested-types-at-the-limit.wit");
    let mut limits = corpus("limits", true, right(read_path(&path, false)), 1);
    limits.worlds.iter_mut().for_each(|world| folder.clone_into(&mut world.folder));
    limits
}

/// The packages in a folder of `testdata`: each file or folder in it is one.
fn own(name: &str, folder: &str, at_least: usize) -> Corpus {
    let mut worlds = Vec::new();
    for path in entries(&outwit_testkit::workspace().join("testdata").join(folder)) {
        worlds.extend(right(read_path(&path, false)));
    }
    corpus(name, true, worlds, at_least)
}

fn published(published: &Published) -> Option<Corpus> {
    let variable = format!("OUTWIT_CORPORA_{}", published.variable);
    let root = outwit_testkit::corpus(&variable);
    assert!(root.is_some() || !everything(), "{variable} is not set; `cargo xtask conformance` sets it");
    let root = root?;
    let mut worlds = Vec::new();
    for below in published.below {
        let folder = root.join(below);
        if published.reading == Reading::Whole {
            worlds.extend(right(read_path(&folder, true)));
            continue;
        }
        for path in in_tree(&folder) {
            let found = read_path(&path, false);
            // Files of a folder may also be packages that have nothing to do with each other.
            let apart = if found.is_err() && path.is_dir() { entries(&path) } else { Vec::new() };
            let apart: Vec<_> = apart.iter().filter(|path| is_wit(path)).collect();
            let all = if apart.is_empty() {
                vec![found]
            } else {
                apart.iter().map(|path| read_path(path, false)).collect()
            };
            let is_right = published.reading == Reading::Right;
            worlds.extend(
                all.into_iter()
                    .flat_map(|found| if is_right { right(found) } else { found.unwrap_or_default() }),
            );
        }
    }
    Some(corpus(published.name, false, worlds, published.at_least))
}

/// The first random worlds of a seed that never changes.
fn random() -> Corpus {
    corpus("random", false, random_worlds(0x0dd5, RANDOM), RANDOM)
}

/// Random worlds that are others on every run; what is printed repeats them.
fn from_the_clock() -> Corpus {
    let given = std::env::var(SEED).ok().map(|seed| seed.parse().expect("a seed is a number"));
    let seed = given.unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.expect("a clock that is right").as_nanos() as u64 >> 10
    });
    println!("the seed of the clock: {SEED}={seed}");
    corpus("clock", false, random_worlds(seed, FROM_THE_CLOCK), FROM_THE_CLOCK)
}

fn random_worlds(seed: u64, wanted: usize) -> Vec<World> {
    let mut random = Random(seed);
    let mut worlds = Vec::new();
    for number in 0.. {
        let numbers: Vec<u32> = (0..random.next() % 1500).map(|_| random.next()).collect();
        let mut source = MemorySource::new();
        for (path, text) in packages(&mut Choices::new(&numbers)) {
            source = source.with(format!("p/{path}"), text);
        }
        let place = format!("random package {number} of the seed {seed}");
        worlds.extend(right(read(&source, Path::new("p"), &place, true)));
        if worlds.len() >= wanted {
            worlds.truncate(wanted);
            return worlds;
        }
    }
    unreachable!("numbers do not end")
}

/// A corpus with a folder for each world.
fn corpus(name: &str, is_own: bool, mut worlds: Vec<World>, at_least: usize) -> Corpus {
    assert!(worlds.len() >= at_least, "{name}: {} worlds, not {at_least}", worlds.len());
    for (number, world) in worlds.iter_mut().enumerate() {
        world.folder = format!("{number:03}-{}", &world.graph[world.graph[world.id].name]);
    }
    Corpus { name: name.to_owned(), is_own, worlds }
}

/// The worlds of a package on disk.
fn read_path(path: &Path, all: bool) -> Result<Vec<World>, String> {
    read(&DiskSource, path, &path.display().to_string(), all)
}

/// The worlds of a package, and of those that it depends on if all are asked for; what is wrong with it, if it is.
fn read(source: &dyn FileSource, path: &Path, place: &str, all: bool) -> Result<Vec<World>, String> {
    let mut loader = Loader::new(source);
    loader.path(path);
    let loaded = loader.finish();
    let resolved = resolve(&loaded, &Features::all()).finish().map_err(|failed| {
        let lines = failed.diagnostics.iter().map(|diagnostic| render::short(&loaded.sources, diagnostic));
        lines.collect::<Vec<String>>().join("\n")
    })?;
    let graph = Arc::new(resolved.graph);
    let worlds = graph.worlds().filter(|(_, world)| all || resolved.roots.contains(&world.package));
    let worlds = worlds.map(|(id, _)| World {
        folder: String::new(),
        place: place.to_owned(),
        graph: graph.clone(),
        id,
    });
    Ok(worlds.collect())
}

fn right(worlds: Result<Vec<World>, String>) -> Vec<World> {
    worlds.unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// The packages below a folder: each `.wit` file in it, and each folder that holds one.
fn in_tree(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut rest = entries(folder);
    while let Some(path) = rest.pop() {
        if is_wit(&path) {
            found.push(path);
        } else if path.is_dir() {
            let inner = entries(&path);
            if inner.iter().any(|path| is_wit(path)) { found.push(path) } else { rest.extend(inner) }
        }
    }
    found.sort();
    found
}

fn is_wit(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "wit")
}

/// What lies in a folder, by name.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    entries.sort();
    entries
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
