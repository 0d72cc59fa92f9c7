//! `--compat jco` beside jco itself: for every interface of WASI 0.2 and 0.3, its declarations and ours are mutually assignable,
//! or the difference is in a table with its reason, which `docs/compatibility.md` shows.
//!
//! `OUTWIT_JCO` names the program, `OUTWIT_TSC…` a compiler with an API; without them the comparison says so and passes, unless
//! `OUTWIT_CONFORMANCE=1` asks for it.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the counts of a run are its result")]

#[path = "../support/mod.rs"]
mod support;

mod differences;
mod peer;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use differences::{DIFFERENCES, Place};
use outwit_bindgen_ts::Mode;
use peer::{Found, Peer};
use support::everything;

#[test]
fn types_are_mutually_assignable_or_listed() {
    let Some(peer) = Peer::from_environment() else {
        assert!(!everything(), "OUTWIT_JCO or OUTWIT_TSC is not set; `cargo xtask conformance ts` sets them");
        return eprintln!("skipped: OUTWIT_JCO or OUTWIT_TSC is not set");
    };
    let mut unlisted = Vec::new();
    let mut met = HashSet::new();
    for Source { name, wit, at_least } in sources() {
        let graph = peer::graph(&wit);
        let interfaces: Vec<String> =
            graph.interfaces().filter_map(|(interface, _)| graph.interface_id(interface)).collect();
        for mode in [Mode::Host, Mode::Guest] {
            let (mut modules, mut compared, mut listed) = (BTreeSet::new(), 0, 0);
            let worlds = peer.compare(&wit, &graph, mode, &format!("{name}-{mode:?}"));
            for world in &worlds {
                modules.extend(world.modules.iter().cloned());
                compared += world.compared;
                for found in &world.differences {
                    match place(mode, found) {
                        Some(place) => {
                            listed += 1;
                            met.insert((mode, place));
                        }
                        None => unlisted.push(format!("{mode:?} {}: {found:?}", world.id)),
                    }
                }
            }
            // Of a module that one side lacks, there is a difference.
            let differing = worlds.iter().flat_map(|world| &world.differences).map(|found| &found.module);
            let present: BTreeSet<&String> = modules.iter().chain(differing).collect();
            let is_compared = |id: &&String| present.iter().any(|module| is_module_of(mode, module, id));
            unlisted.extend(
                interfaces.iter().filter(|id| !is_compared(id)).map(|id| format!("{id} is not compared")),
            );
            let (worlds, modules, interfaces) = (worlds.len(), modules.len(), interfaces.len());
            println!(
                "{name}, {mode:?}: {worlds} worlds, {interfaces} interfaces, {modules} modules, {compared} types compared, {listed} listed differences"
            );
            assert!((modules, compared) >= at_least, "nothing is compared");
        }
    }
    assert!(unlisted.is_empty(), "{} differences are not listed\n{}", unlisted.len(), unlisted.join("\n"));
    let listed = [Mode::Host, Mode::Guest].into_iter().flat_map(|mode| {
        DIFFERENCES.iter().flat_map(move |known| known.places(mode)).map(move |place| (mode, place))
    });
    let stale: Vec<_> = listed.filter(|place| !met.contains(place)).collect();
    assert!(stale.is_empty(), "listed, and no longer there: {stale:#?}");
}

/// A package whose worlds are compared.
struct Source {
    name: &'static str,
    wit: PathBuf,
    /// So many modules and types are compared.
    at_least: (usize, u64),
}

/// WASI as it is published, and a world with everything that may differ.
fn sources() -> Vec<Source> {
    let own = outwit_testkit::workspace().join("testdata/ts/shape-of-jco");
    let mut sources = vec![Source { name: "everything", wit: own, at_least: (10, 100) }];
    let published = [("WASI 0.2", "OUTWIT_CORPORA_WASIP2", 35), ("WASI 0.3", "OUTWIT_CORPORA_WASIP3", 30)];
    for (name, variable, modules) in published {
        match outwit_testkit::corpus(variable) {
            Some(root) => sources.push(Source { name, wit: root.join("wit"), at_least: (modules, 1500) }),
            None => assert!(!everything(), "{variable} is not set; `cargo xtask conformance ts` sets it"),
        }
    }
    sources
}

/// Whether a module is that of the interface `id`: those of a guest have the names of WIT, those of a host are files, with a
/// version if there are several.
fn is_module_of(mode: Mode, module: &str, id: &str) -> bool {
    if mode == Mode::Guest {
        return module == id;
    }
    let name = id.split('@').next().unwrap_or(id);
    let file = module.strip_prefix("interfaces/").and_then(|file| file.strip_suffix(".d.ts"));
    file.is_some_and(|file| [name, id].iter().any(|id| id.replace([':', '/'], "-") == file))
}

/// Where the table has a difference.
fn place(mode: Mode, found: &Found) -> Option<&'static Place> {
    let mut places = DIFFERENCES.iter().flat_map(|known| known.places(mode));
    places.find(|(module, item, what)| *module == found.module && *item == found.item && *what == found.what)
}

/// `INSTA_UPDATE=always` writes the table into the page.
#[test]
fn the_page_shows_the_table() {
    const BEGIN: &str = "<!-- the table of tests/jco/differences.rs -->\n";
    const END: &str = "<!-- end of the table -->\n";
    let path: PathBuf = outwit_testkit::workspace().join("docs/compatibility.md");
    let page = fs::read_to_string(&path).expect("a readable page").replace("\r\n", "\n");
    let (before, rest) = page.split_once(BEGIN).expect("the page has a place for the table");
    let (_, after) = rest.split_once(END).expect("the table ends");
    let expected = format!("{before}{BEGIN}{}{END}{after}", differences::table());
    if std::env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always") {
        fs::write(&path, &expected).expect("a page that can be written");
    } else {
        assert!(page == expected, "docs/compatibility.md is stale: run with INSTA_UPDATE=always");
    }
}

/// An empty folder of this name.
fn scratch(name: &str) -> PathBuf {
    let root = support::fresh(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("jco").join(name));
    fs::create_dir_all(&root).expect("a folder that can be made");
    root
}
