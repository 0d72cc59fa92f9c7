//! jco, run on every world of a package, and what a script finds to differ between its files and ours.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use outwit_bindgen_ts::{Compat, Mode, Options, generate};
use outwit_resolve::graph::{Resolve, WorldId};
use outwit_resolve::{DiskSource, Features, Loader, resolve};
use serde_json::Value;

use crate::scratch;
use crate::support::compiler::{Compiler, node};
use crate::support::{Files, read_tree, write_tree};

/// The peer, and what looks at its output.
pub(crate) struct Peer {
    jco: PathBuf,
    compiler: Compiler,
}

/// What was found of a world.
pub(crate) struct World {
    pub(crate) id: String,
    /// The modules that both have.
    pub(crate) modules: BTreeSet<String>,
    /// How many pairs of types were compared.
    pub(crate) compared: u64,
    pub(crate) differences: Vec<Found>,
}

/// A difference that was found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) module: String,
    pub(crate) item: String,
    pub(crate) what: String,
}

impl Peer {
    /// Those that the environment names: of the compilers the oldest with an API.
    pub(crate) fn from_environment() -> Option<Peer> {
        let jco = PathBuf::from(std::env::var_os("OUTWIT_JCO")?);
        let compiler = Compiler::all().into_iter().find(Compiler::has_api)?;
        Some(Peer { jco, compiler })
    }

    /// Both generators on every world of `graph`, which was read from `wit`.
    pub(crate) fn compare(&self, wit: &Path, graph: &Resolve, mode: Mode, name: &str) -> Vec<World> {
        let root = scratch(name);
        let worlds: Vec<(WorldId, String)> = graph.worlds().map(|(id, _)| (id, graph.world_id(id))).collect();
        let compared = worlds.into_iter().enumerate().map(|(number, (id, name))| {
            let root = root.join(number.to_string());
            let main = format!("{}.d.ts", &graph[graph[id].name]);
            write_tree(&root.join("ours"), &apart("ours", ours(graph, id, mode), &main));
            write_tree(&root.join("theirs"), &apart("theirs", self.theirs(wit, &name, mode, &root), &main));
            self.differences(name, &root)
        });
        compared.collect()
    }

    /// What jco writes.
    fn theirs(&self, wit: &Path, world: &str, mode: Mode, root: &Path) -> Files {
        let folder = root.join("jco");
        let command = match mode {
            Mode::Host => "types",
            Mode::Guest => "guest-types",
        };
        let call = node()
            .arg(&self.jco)
            .arg(command)
            .arg(wit)
            .args(["--all-features", "--quiet", "--world-name", world, "--out-dir"])
            .arg(&folder)
            .output()
            .expect("node runs");
        assert!(call.status.success(), "jco on {world}: {}", String::from_utf8_lossy(&call.stderr));
        let files = read_tree(&folder);
        std::fs::remove_dir_all(&folder).expect("a folder that can be removed");
        files
    }

    fn differences(&self, id: String, root: &Path) -> World {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jco/compare.mjs");
        let output = root.join("found.json");
        let call =
            node().arg(script).args([root, &output, &self.compiler.library()]).output().expect("node runs");
        assert!(call.status.success(), "{}", String::from_utf8_lossy(&call.stderr));
        let text = std::fs::read_to_string(&output).expect("the script wrote its output");
        let found: Value = serde_json::from_str(&text).expect("the script writes JSON");
        let string = |value: &Value| value.as_str().expect("a string").to_owned();
        let list = |name: &str| found[name].as_array().expect("a list").clone();
        World {
            id,
            modules: list("modules").iter().map(string).collect(),
            compared: found["compared"].as_u64().expect("a number"),
            differences: list("differences")
                .iter()
                .map(|it| Found {
                    module: string(&it["module"]),
                    item: string(&it["item"]),
                    what: string(&it["what"]),
                })
                .collect(),
        }
    }
}

/// What we write.
fn ours(graph: &Resolve, world: WorldId, mode: Mode) -> Files {
    let options = Options { mode, compat: Some(Compat::Jco), ..Options::default() };
    let output = generate(graph, world, &options).expect("a world that is reached");
    output.files.into_iter().map(|file| (file.path, file.text)).collect()
}

/// Ambient modules under names that the other side has not. The file of the world has the name that we give it: jco names it as
/// its command line names the world.
fn apart(side: &str, files: Files, main: &str) -> Files {
    let path = |path: String| if path.contains('/') { path } else { main.to_owned() };
    let text = |text: String| {
        ["declare module '", "import('", " from '"].iter().fold(text, |text, before| {
            text.replace(before, &format!("{before}{side}/"))
                .replace(&format!("{before}{side}/."), &format!("{before}."))
        })
    };
    files.into_iter().map(|(from, content)| (path(from), text(content))).collect()
}

/// A package with its dependencies, the worlds of which count, too.
pub(crate) fn graph(wit: &Path) -> Resolve {
    let mut loader = Loader::new(&DiskSource);
    loader.path(wit);
    let loaded = loader.finish();
    resolve(&loaded, &Features::all()).finish().expect("published packages are right").graph
}
