//! Layouts and plans as JSON, validated against their schemas, for every case of `testdata/abi/`.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use common::{program, status, stdout};
use jsonschema::Validator;
use serde_json::Value;

fn validator(name: &str) -> Validator {
    let path = outwit_testkit::workspace().join("docs/schema").join(name);
    let schema = std::fs::read_to_string(path).expect("the schema is there");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

#[track_caller]
fn json(validator: &Validator, case: &outwit_testkit::Case, arguments: &[&str]) -> Value {
    let output = program("outwit", &case.dir).args(arguments).output().expect("the program can be started");
    assert_eq!(status(&output), 0, "{} {arguments:?}: {}", case.name, stdout(&output));
    let value = serde_json::from_str(&stdout(&output)).expect("the output is JSON");
    let faults: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(faults.is_empty(), "{} {arguments:?}: {}\n{value:#}", case.name, faults.join("\n"));
    value
}

#[test]
fn layouts_satisfy_their_schema() {
    let validator = validator("layout-1.json");
    let (mut types, mut functions) = (0, 0);
    for case in outwit_testkit::cases("abi") {
        for width in [&[][..], &["--memory64"]] {
            let arguments = [&["layout", "input.wit", "--format", "json"], width].concat();
            let value = json(&validator, &case, &arguments);
            let groups = value["groups"].as_array().expect("groups");
            types += groups.iter().map(|group| group["types"].as_array().map_or(0, Vec::len)).sum::<usize>();
            functions += value["summary"]["through-memory"].as_array().map_or(0, Vec::len);
        }
    }
    assert!(types >= 50 && functions > 20, "{types} types, {functions} functions");
    assert!(!validator.is_valid(&serde_json::json!({"schema": "outwit/layout@1", "memory": 32})));
}

#[test]
fn packages_with_little_in_them_satisfy_the_schema_too() {
    let validator = validator("layout-1.json");
    let case = outwit_testkit::cases("cli").into_iter().find(|case| case.name == "layout").expect("the case");
    for file in ["empty.wit", "worlds.wit", "resources.wit"] {
        let value = json(&validator, &case, &["layout", file, "--format", "json"]);
        let types = value["groups"].as_array().expect("groups").iter();
        let types = types.flat_map(|group| group["types"].as_array().expect("types"));
        let own = types.filter(|ty| ty["kind"] != "alias").count();
        assert_eq!(value["summary"]["padding"]["types"].as_u64(), Some(own as u64), "{file}");
    }
}

#[test]
fn padding_and_parts_make_the_size() {
    let validator = validator("layout-1.json");
    for case in outwit_testkit::cases("abi") {
        let value = json(&validator, &case, &["layout", "input.wit", "--format", "json"]);
        let types =
            value["groups"].as_array().expect("groups").iter().flat_map(|group| group["types"].as_array());
        for ty in types.flatten().filter(|ty| ty["kind"] == "record") {
            let parts = ty["parts"].as_array().expect("parts");
            let all: u64 = parts.iter().map(|part| part["size"].as_u64().expect("a size")).sum();
            let padding = parts.iter().filter(|part| part["what"] == "padding");
            let padding: u64 = padding.map(|part| part["size"].as_u64().expect("a size")).sum();
            assert_eq!((Some(all), Some(padding)), (ty["size"].as_u64(), ty["padding"].as_u64()), "{ty:#}");
        }
    }
}

#[test]
fn plans_satisfy_their_schema() {
    let validator = validator("plan-1.json");
    let mut plans = 0;
    for case in outwit_testkit::cases("abi") {
        for side in ["import", "export"] {
            for seat in ["guest", "host"] {
                let function = if case.name == "handles" { "t#[method]blob.size" } else { "t#f" };
                let rest = ["--side", side, "--seat", seat, "--format", "json", "--async", "--callback"];
                let arguments = [&["plan", "input.wit", function][..], &rest].concat();
                if !has(&case, function, side) {
                    continue;
                }
                let value = json(&validator, &case, &arguments);
                assert_eq!(value["side"], side);
                plans += 1;
            }
        }
    }
    assert!(plans > 60, "{plans} plans");
}

/// Whether the world of a case has the function on this side.
fn has(case: &outwit_testkit::Case, function: &str, side: &str) -> bool {
    let mut program = program("outwit", &case.dir);
    let output = program.args(["plan", "input.wit", function, "--side", side]).output();
    status(&output.expect("the program can be started")) == 0
}
