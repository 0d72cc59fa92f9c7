//! The bindings of the worlds that are published: whatever their WIT says, clippy's default lints find nothing that the WIT did not
//! dictate. With `OUTWIT_CONFORMANCE=1` all of them, otherwise those of WASI.

mod support;

use std::path::{Path, PathBuf};

use outwit_bindgen_rust::{Options, generate};
use outwit_resolve::{DiskSource, Features, Loader, resolve};
use support::{DICTATED, Scratch};

/// Folders of pinned crates, and how many worlds they have at least that are synchronous.
const CORPORA: &[(&str, &str, usize)] = &[
    ("WASIP2", "wit", 9),
    ("WIT_BINDGEN_CLI", "tests/codegen", 80),
    ("WIT_COMPONENT", "tests/interfaces", 30),
    ("WIT_PARSER", "tests/ui", 60),
];

/// Codes for what is asynchronous.
const ASYNC: [&str; 2] = ["WIT0702", "WIT0703"];

#[test]
fn clippy_has_nothing_to_say_of_published_worlds() {
    let everything = std::env::var_os("OUTWIT_CONFORMANCE").is_some_and(|value| value == "1");
    let scratch = Scratch::new("corpora");
    let mut crates = Vec::new();
    for (name, below, at_least) in if everything { CORPORA } else { &CORPORA[..1] } {
        let variable = format!("OUTWIT_CORPORA_{name}");
        let Some(folder) = std::env::var_os(&variable).map(PathBuf::from) else {
            assert!(!everything, "{variable} is not set; `cargo xtask conformance` sets it");
            eprintln!("skipped: {variable} is not set; `cargo xtask test` sets it");
            continue;
        };
        let folder = folder.join(below);
        // All worlds of WASI stand in packages that its root depends on.
        let is_wasi = name.starts_with("WASI");
        let packages = if is_wasi { vec![folder] } else { packages(&folder) };
        let modules: Vec<String> = packages.iter().flat_map(|path| bindings(path, is_wasi)).collect();
        println!("{name}: {} worlds", modules.len());
        assert!(modules.len() >= *at_least, "{name}: {} worlds", modules.len());
        let crate_name = name.to_lowercase();
        scratch.add(&crate_name, "2024", OUTWIT, &in_modules(&modules, str::to_owned));
        scratch.add(&format!("{crate_name}-strict"), "2024", OUTWIT, &in_modules(&modules, strict));
        crates.push(crate_name);
    }
    if !crates.is_empty() {
        scratch.cargo_succeeds(&["clippy"]);
    }
}

const OUTWIT: &str =
    "outwit = { path = \"$OUTWIT\", default-features = false, features = [\"bitflags\", \"std\"] }";

/// Each in a module.
fn in_modules(bindings: &[String], change: fn(&str) -> String) -> String {
    let modules = bindings.iter().enumerate();
    modules.map(|(number, text)| format!("pub mod world_{number} {{\n{}\n}}\n", change(text))).collect()
}

/// With the lints on that generated code turns off, but for those of what the WIT says.
fn strict(bindings: &str) -> String {
    let narrow = format!("#[allow({})]", DICTATED.join(", "));
    bindings.replace("#[allow(clippy::all, clippy::pedantic, rustdoc::all)]", &narrow)
}

/// A folder with `deps/` in it is a package, and elsewhere each file.
fn packages(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    entries.sort();
    let is_wit = |path: &PathBuf| path.is_file() && path.extension().is_some_and(|ending| ending == "wit");
    entries.retain(|path| is_wit(path) || path.join("deps").is_dir());
    entries
}

/// The bindings of each world of a valid package that is synchronous, and of the packages that it depends on if all are asked for.
fn bindings(path: &Path, all: bool) -> Vec<String> {
    let source = DiskSource;
    let mut loader = Loader::new(&source);
    loader.path(path);
    let Ok(resolved) = resolve(&loader.finish(), &Features::all()).finish() else { return Vec::new() };
    let options = Options { stubs: true, generate_unused_types: true, ..Options::default() };
    let graph = &resolved.graph;
    let worlds = graph.worlds().filter(|(_, world)| all || resolved.roots.contains(&world.package));
    let texts = worlds.filter_map(|(world, _)| match generate(graph, world, &options) {
        Ok(generated) => Some(generated.to_text()),
        Err(found) => {
            let is_async = found.iter().any(|error| ASYNC.contains(&error.code.id));
            assert!(is_async, "{}: {found:?}", path.display());
            None
        }
    });
    texts.collect()
}
