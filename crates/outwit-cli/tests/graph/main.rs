//! `outwit json` writes the whole graph: its output satisfies the schema, and the graph can be told again from it alone.

#[allow(dead_code, reason = "each test program uses another part")]
#[path = "../common/mod.rs"]
mod common;
mod teller;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::{Scratch, program, status, stderr, stdout};
use outwit_resolve::graph::Resolve;
use outwit_resolve::{DiskSource, Features, Loader, Resolved, resolve};
use serde_json::Value;
use teller::{Teller, list, number, text};

/// A folder with a package, and the features to choose.
struct Input {
    name: String,
    folder: PathBuf,
    features: Option<String>,
}

/// The cases of `testdata/resolve/` and `testdata/cli/tree/`, and the two published trees of WASI.
fn inputs() -> Vec<Input> {
    let mut inputs: Vec<Input> = outwit_testkit::cases("resolve")
        .into_iter()
        .map(|case| {
            let features = std::fs::read_to_string(case.dir.join("features.txt")).ok();
            Input { name: case.name, folder: case.dir, features: features.map(|text| text.trim().to_owned()) }
        })
        .collect();
    let here = outwit_testkit::workspace().join("testdata/cli");
    inputs.push(Input { name: "tree".to_owned(), folder: here.join("tree/wit"), features: None });
    inputs.push(Input { name: "graph".to_owned(), folder: here.join("graph"), features: None });
    for variable in ["OUTWIT_CORPORA_WASIP2", "OUTWIT_CORPORA_WASIP3"] {
        let folder = outwit_testkit::corpus(variable).map(|folder| folder.join("wit"));
        inputs.extend(folder.map(|folder| Input { name: variable.to_owned(), folder, features: None }));
    }
    inputs
}

impl Input {
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = program("outwit", &self.folder);
        command.args(["json", "."]).args(arguments);
        if let Some(features) = &self.features {
            command.args(["--features", features]);
        }
        command.output().expect("the program can be started")
    }

    /// The graph, if nothing is wrong, by the library.
    fn resolve(&self) -> Option<Resolved> {
        let mut loader = Loader::new(&DiskSource);
        loader.path(&self.folder);
        let features = self.features.iter().flat_map(|list| list.split_whitespace());
        resolve(&loader.finish(), &Features::named(features)).finish().ok()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        assert_eq!(status(&output), 0, "{}: {}", self.name, stdout(&output));
        serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

fn schema() -> jsonschema::Validator {
    let path = outwit_testkit::workspace().join("docs/schema/graph-1.json");
    let text = std::fs::read_to_string(path).expect("the schema is there");
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::options().build(&schema).expect("the schema is one")
}

#[test]
fn graphs_satisfy_the_schema_and_errors_give_none() {
    let validator = schema();
    let (mut right, mut wrong) = (0, 0);
    for input in inputs() {
        for arguments in [&[][..], &["--inactive"], &["--all-features"]] {
            let output = input.run(arguments);
            let text = stdout(&output);
            if status(&output) == 1 {
                assert!(text.starts_with("error[") || text.starts_with("warning["), "{}: {text}", input.name);
                assert!(!text.contains("outwit/graph"), "{}: no part of a graph", input.name);
                wrong += 1;
                continue;
            }
            assert_eq!(status(&output), 0, "{}: {text}", input.name);
            let value: Value = serde_json::from_str(&text).expect("the output is one JSON text");
            let faults: Vec<String> = validator
                .iter_errors(&value)
                .map(|error| format!("{}: {error:.300}", error.instance_path()))
                .collect();
            assert!(faults.is_empty(), "{}: {}", input.name, faults.join("\n"));
            right += 1;
        }
    }
    assert!(right >= 40 && wrong >= 20, "{right} graphs, {wrong} inputs with errors");
}

/// What a change to a right graph does, and the change.
type Break = (&'static str, fn(&mut Value));

#[test]
fn the_schema_refuses_what_is_not_a_graph() {
    let validator = schema();
    let good = Input {
        name: "graph".to_owned(),
        folder: outwit_testkit::workspace().join("testdata/cli/graph"),
        features: None,
    };
    let good = good.json(&[]);
    assert!(validator.is_valid(&good));
    let breaks: &[Break] = &[
        ("another version", |graph| graph["schema"] = "outwit/graph@2".into()),
        ("a member too many", |graph| graph["types"][0]["colour"] = 1.into()),
        ("a member too few", |graph| drop(graph["functions"][0].as_object_mut().unwrap().remove("docs"))),
        ("an unknown kind", |graph| graph["types"][0]["kind"] = "blob".into()),
        ("a kind without its members", |graph| graph["types"][0]["kind"] = "record".into()),
        ("an item without what it is", |graph| graph["worlds"][0]["imports"][0]["kind"] = "function".into()),
        ("a line 0", |graph| graph["packages"][0]["span"]["start"]["line"] = 0.into()),
    ];
    for (what, change) in breaks {
        let mut graph = good.clone();
        change(&mut graph);
        assert!(!validator.is_valid(&graph), "{what} is refused");
    }
}

/// Everything but places: the graph as `Resolve::dump` tells it, told from JSON alone.
#[test]
fn the_graph_can_be_told_again_from_its_json() {
    let mut compared = 0;
    for input in inputs() {
        let Some(resolved) = input.resolve() else { continue };
        let told = Teller(input.json(&["--inactive"])).tell();
        assert_eq!(told, resolved.graph.dump(), "{}", input.name);
        compared += 1;
    }
    assert!(compared >= 14, "{compared} graphs");
}

#[test]
fn what_is_active_is_there_and_nothing_else() {
    for input in inputs() {
        let Some(Resolved { graph, roots, .. }) = input.resolve() else { continue };
        let json = input.json(&[]);
        let count = |list: &str| json[list].as_array().map_or(0, Vec::len);
        assert_eq!(count("packages"), graph.packages().count(), "{}: packages", input.name);
        assert_eq!(count("interfaces"), graph.interfaces().count(), "{}: interfaces", input.name);
        assert_eq!(count("worlds"), graph.worlds().count(), "{}: worlds", input.name);
        assert_eq!(count("functions"), functions_of_owners(&graph), "{}: functions", input.name);
        let named = list(&json["types"]).filter(|ty| !ty["name"].is_null()).count();
        assert_eq!(named, graph.types().filter(|(_, ty)| ty.name.is_some()).count(), "{}: types", input.name);
        assert_eq!(count("roots"), roots.len(), "{}: roots", input.name);
        let lists = ["interfaces", "worlds", "types", "functions"];
        assert!(
            lists.iter().all(|name| list(&json[*name]).all(|thing| thing["active"] == true)),
            "{}",
            input.name
        );
        assert!(
            list(&json["worlds"]).all(|world| list(&world["inactive"]).next().is_none()),
            "{}",
            input.name
        );
        ids_are_unique(&json, &input.name);
        types_come_behind_their_parts(&json, &input.name);
    }
}

/// Active functions that an interface or world holds.
fn functions_of_owners(graph: &Resolve) -> usize {
    use outwit_resolve::graph::WorldItemKind::Function;
    let of_interfaces = graph.interfaces().map(|(id, _)| graph.functions_of(id).count()).sum::<usize>();
    let items = graph.worlds().flat_map(|(_, world)| world.imports.iter().chain(&world.exports));
    of_interfaces + items.filter(|item| matches!(item.kind, Function(_))).count()
}

fn ids_are_unique(json: &Value, name: &str) {
    let mut seen = BTreeSet::new();
    for kind in ["packages", "interfaces", "worlds", "types", "functions"] {
        for id in list(&json[kind]).filter_map(|thing| thing["id"].as_str()) {
            assert!(seen.insert(id.to_owned()), "{name}: `{id}` is twice there");
        }
    }
    assert!(!seen.contains(""), "{name}: every id says something");
}

fn types_come_behind_their_parts(json: &Value, name: &str) {
    for (at, ty) in list(&json["types"]).enumerate() {
        let parts = list(&ty["fields"]).chain(list(&ty["cases"])).map(|part| &part["type"]);
        let direct = ["type", "ok", "err", "key", "value", "resource"].into_iter().map(|member| &ty[member]);
        for part in parts.chain(direct).chain(list(&ty["types"])).filter_map(Value::as_u64) {
            assert!(part < at as u64, "{name}: type {at} stands behind its part {part}");
        }
    }
}

#[test]
fn spans_hold_the_names_of_things() {
    let mut seen = 0;
    for input in inputs() {
        if input.resolve().is_none() {
            continue;
        }
        let json = input.json(&[]);
        let files: Vec<String> = list(&json["files"])
            .map(|file| {
                std::fs::read_to_string(input.folder.join(text(&file["name"]))).expect("the file is there")
            })
            .collect();
        let at = |span: &Value| {
            let offset = |at: usize| number(&span["bytes"][at]);
            files[number(&span["file"])][offset(0)..offset(1)].trim_start_matches('%').to_owned()
        };
        for interface in list(&json["interfaces"]).filter(|interface| !interface["name"].is_null()) {
            assert_eq!(at(&interface["span"]), interface["name"]);
            for ty in list(&interface["types"]).map(|ty| &json["types"][number(ty)]) {
                assert_eq!(at(&ty["span"]), ty["name"], "{}", input.name);
                seen += 1;
            }
        }
        for world in list(&json["worlds"]) {
            assert_eq!(at(&world["span"]), world["name"]);
        }
    }
    assert!(seen > 50, "{seen} types");
}

#[test]
fn a_world_brings_what_it_reaches_alone() {
    let shop = outwit_testkit::workspace().join("testdata/cli/tree/wit");
    let input = Input { name: "shop".to_owned(), folder: shop, features: None };
    let json = input.json(&["--world", "with-basket"]);
    let ids = |kind: &str| list(&json[kind]).map(|thing| text(&thing["id"]).to_owned()).collect::<Vec<_>>();
    assert_eq!(ids("worlds"), ["shop:front/base@1.2.0", "shop:front/with-basket@1.2.0"]);
    assert_eq!(
        ids("interfaces"),
        [
            "store:depot/units@0.3.1",
            "store:depot/stock@0.3.1",
            "shop:front/goods@1.2.0",
            "shop:front/basket@1.2.0"
        ]
    );
    assert!(schema().is_valid(&json));
    assert_eq!(json["roots"], serde_json::json!([1]));
}

#[test]
fn output_depends_on_the_input_alone() {
    let scratch = Scratch::copy_of(&outwit_testkit::workspace().join("testdata/cli/tree/wit"), "graph-same");
    let run = |folder: &Path, path: &Path| {
        let output = program("outwit", folder).arg("json").arg(path).output().expect("it can be started");
        assert_eq!((status(&output), stderr(&output)), (0, String::new()));
        stdout(&output)
    };
    let relative = run(scratch.path(), Path::new("."));
    assert_eq!(run(scratch.path(), Path::new(".")), relative);
    assert_eq!(run(scratch.path(), scratch.path()), relative, "no absolute path is shown");
    assert!(!relative.contains(&*scratch.path().to_string_lossy()));
}

#[test]
fn warnings_do_not_get_into_the_graph() {
    let scratch = Scratch::new("graph-warning");
    scratch.write("a.wit", "package a:b; interface i { use j.{}; } interface j {}");
    let output =
        program("outwit", scratch.path()).args(["json", "a.wit"]).output().expect("it can be started");
    assert_eq!(status(&output), 0);
    assert!(serde_json::from_str::<Value>(&stdout(&output)).is_ok());
    assert!(stderr(&output).starts_with("warning[WIT0207]: "), "{}", stderr(&output));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = outwit_testkit::workspace().join("testdata/cli/tree");
    for arguments in [&["json"][..], &["tree", "--all"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        let mut command = program("outwit", &folder);
        let output =
            command.arg("--quiet").args(arguments).stdout(writer).output().expect("it can be started");
        assert_eq!((stderr(&output).as_str(), status(&output)), ("", 0), "{arguments:?}");
    }
}
