//! The machine formats are what their readers take: validated against schemas, parsed, and the same for all inputs.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use std::process::Output;

use common::{Scratch, program, status, stderr, stdout};
use jsonschema::Validator;
use serde_json::Value;

/// Every folder of `testdata/diagnostics/`, and one with all that could upset a format. `test` keeps the scratch folders
/// of tests apart, which run at the same time.
fn inputs(test: &str) -> Vec<(String, Scratch)> {
    let cases = outwit_testkit::cases("diagnostics");
    let mut inputs: Vec<(String, Scratch)> = cases
        .into_iter()
        .map(|case| {
            let scratch = Scratch::copy_of(&case.dir, &format!("formats-{test}-{}", case.name));
            (case.name, scratch)
        })
        .collect();
    inputs.push(("hostile".to_owned(), hostile(&format!("formats-{test}-hostile"))));
    inputs
}

/// Names and texts with what ends strings, elements and commands elsewhere.
fn hostile(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let text = "package a:b;\ninterface i {\n  /// <![CDATA[ ]]> & \" ' %0A ::error::x\n  f: func(x: é\u{1F600}<>&\"\u{1b}[31m);\n}\n";
    scratch.write("wit/a & <b> \"c\" ' %, é.wit", text);
    scratch.write("wit/clean.wit", "package a:b;\n");
    scratch
}

fn check(scratch: &Scratch, arguments: &[&str]) -> Output {
    let output = program("wit-check", scratch.path()).args(arguments).output();
    output.expect("the program can be started")
}

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("the schema is one")
}

#[track_caller]
fn assert_valid(validator: &Validator, value: &Value, what: &str) {
    let faults: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{what}: {}\n{value:#}", faults.join("\n"));
}

#[test]
fn json_lines_satisfy_their_schema() {
    let path = outwit_testkit::workspace().join("docs/schema/diagnostic-1.json");
    let schema = std::fs::read_to_string(path).expect("the schema is there");
    let validator = validator(&schema);
    let mut lines = 0;
    for (name, scratch) in inputs("json") {
        for line in stdout(&check(&scratch, &["--format", "json"])).lines() {
            let value = serde_json::from_str(line).expect("each line is an object");
            assert_valid(&validator, &value, &name);
            lines += 1;
        }
    }
    assert!(lines > 60, "{lines} lines");
    let wrong = serde_json::json!({"schema": "outwit/diagnostic@1", "code": "WIT0201"});
    assert!(!validator.is_valid(&wrong), "the schema refuses what lacks members");
}

#[test]
fn sarif_satisfies_the_official_schema() {
    let Some(folder) = outwit_testkit::corpus("OUTWIT_CORPORA_SERDE_SARIF") else { return };
    let schema = std::fs::read_to_string(folder.join("src/schema.json")).expect("the schema is there");
    // One pattern, of a member that logs do not have here, ends in a lone bracket, which not every engine takes.
    let validator = validator(&schema.replace("{2}]?$", "{2}\\\\]?$"));
    for (name, scratch) in inputs("sarif") {
        let output = check(&scratch, &["--format", "sarif"]);
        let log: Value = serde_json::from_str(&stdout(&output)).expect("a log is JSON");
        assert_valid(&validator, &log, &name);
    }
    let clean = Scratch::new("formats-clean");
    clean.write("a.wit", "package a:b;");
    let log: Value = serde_json::from_str(&stdout(&check(&clean, &["--format", "sarif"]))).expect("JSON");
    assert_valid(&validator, &log, "clean");
    assert!(
        !validator.is_valid(&serde_json::json!({"version": "2.1.0"})),
        "the schema refuses what lacks runs"
    );
}

#[test]
fn sarif_says_what_json_says() {
    for (name, scratch) in inputs("sarif-says") {
        let output = check(&scratch, &["--format", "json", "--format", "sarif=out.sarif"]);
        let lines: Vec<Value> = lines(&stdout(&output));
        let log: Value = serde_json::from_str(&scratch.read("out.sarif")).expect("a log is JSON");
        let run = &log["runs"][0];
        let (placed, others): (Vec<&Value>, Vec<&Value>) =
            lines.iter().partition(|line| line["spans"][0]["role"] == "primary");
        let results = run["results"].as_array().expect("results");
        let notifications = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("a list");
        assert_eq!((results.len(), notifications.len()), (placed.len(), others.len()), "{name}");
        assert_eq!(run["invocations"][0]["executionSuccessful"], status(&output) != 2, "{name}");
        for (result, line) in results.iter().zip(placed) {
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let span = &line["spans"][0];
            assert_eq!(result["ruleId"], line["code"]);
            assert_eq!(result["level"], line["severity"]);
            assert_eq!(
                (&region["startLine"], &region["startColumn"]),
                (&span["start"]["line"], &span["start"]["column"])
            );
            assert_eq!(
                (&region["endLine"], &region["endColumn"]),
                (&span["end"]["line"], &span["end"]["column"])
            );
            let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], line["code"]);
        }
    }
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect()
}

#[test]
fn gitlab_reports_are_complete_and_fingerprints_unique() {
    for (name, scratch) in inputs("gitlab") {
        let output = check(&scratch, &["--format", "json", "--format", "gitlab=out.json"]);
        let report: Value = serde_json::from_str(&scratch.read("out.json")).expect("a report is JSON");
        let report = report.as_array().expect("a list");
        assert_eq!(report.len(), lines(&stdout(&output)).len(), "{name}");
        let mut fingerprints: Vec<&str> =
            report.iter().map(|entry| entry["fingerprint"].as_str().expect("a text")).collect();
        fingerprints.sort_unstable();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), report.len(), "{name}");
        for entry in report {
            for member in ["description", "check_name", "severity"] {
                assert!(entry[member].as_str().is_some_and(|text| !text.is_empty()), "{name}: {member}");
            }
            assert!(entry["location"]["path"].is_string(), "{name}");
            assert!(entry["location"]["lines"]["begin"].as_u64().is_some_and(|line| line > 0), "{name}");
        }
    }
}

#[test]
fn junit_is_well_formed_and_its_counts_are_right() {
    for (name, scratch) in inputs("junit") {
        let output = check(&scratch, &["--format", "json", "--format", "junit=out.xml"]);
        let text = scratch.read("out.xml");
        let document =
            roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        let root = document.root_element();
        let count = |node: roxmltree::Node<'_, '_>, name: &str| {
            node.descendants().filter(|n| n.has_tag_name(name)).count()
        };
        let number = |node: roxmltree::Node<'_, '_>, name: &str| -> usize {
            node.attribute(name).and_then(|text| text.parse().ok()).expect("a number")
        };
        let suites = root.children().filter(roxmltree::Node::is_element);
        for node in suites.chain([root]) {
            assert_eq!(number(node, "tests"), count(node, "testcase"), "{name}");
            assert_eq!(number(node, "failures"), count(node, "failure"), "{name}");
        }
        let errors = lines(&stdout(&output)).iter().filter(|line| line["severity"] == "error").count();
        assert_eq!(number(root, "failures"), errors, "{name}");
    }
}

#[test]
fn github_commands_are_one_line_each() {
    for (name, scratch) in inputs("github") {
        let output = check(&scratch, &["--format", "json=out.json", "--format", "github"]);
        let commands = stdout(&output);
        assert_eq!(commands.lines().count(), scratch.read("out.json").lines().count(), "{name}");
        for command in commands.lines() {
            let kind = command.strip_prefix("::").and_then(|rest| rest.split(' ').next());
            assert!(["error", "warning", "notice"].contains(&kind.unwrap_or_default()), "{name}: {command}");
            let text = command.splitn(3, "::").nth(2).expect("a command has a text");
            assert!(!text.is_empty() && !text.contains('\x1b'), "{name}: {command}");
        }
    }
}

#[test]
fn all_formats_at_once() {
    let scratch = hostile("formats-all");
    let formats = ["short", "json", "sarif", "github", "gitlab", "junit"];
    let outputs: Vec<String> =
        formats.iter().map(|format| format!("--format={format}=out.{format}")).collect();
    let mut arguments: Vec<&str> = outputs.iter().map(String::as_str).collect();
    arguments.push("--format=human");
    let output = check(&scratch, &arguments);
    assert_eq!(status(&output), 1);
    assert_eq!(stdout(&output), stdout(&check(&scratch, &[])));
    for format in formats {
        let alone = stdout(&check(&scratch, &["--format", format]));
        assert_eq!(scratch.read(&format!("out.{format}")), alone, "{format}");
    }
    let twice = check(&scratch, &["--format", "json=x", "--format", "short=x"]);
    assert_eq!((status(&twice), stdout(&twice)), (2, String::new()));
    assert!(stderr(&twice).contains("two `--format`s go to `x`"), "{}", stderr(&twice));
}
