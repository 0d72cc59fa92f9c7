//! Streams, colour, JSON and exit statuses of the built programs.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use std::path::Path;
use std::process::Output;

use common::{Scratch, program, status, stderr, stdout};
use serde_json::Value;

/// Two errors and a warning, the second error behind characters of two and four bytes.
const FAULTY: &str = "package a:b;\n\ninterface i {\n  use i2.{};\n  f: func(x: nothing);\n  /// é\u{1F600}\n  \
                      record r { /* é\u{1F600} */ a: nowhere }\n}\n\ninterface i2 {}\n";

fn faulty(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("a.wit", FAULTY);
    scratch
}

fn run(folder: &Path, name: &str, arguments: &[&str]) -> Output {
    program(name, folder).args(arguments).output().expect("the program can be started")
}

#[test]
fn diagnostics_go_to_standard_output_and_counts_to_standard_error() {
    let scratch = faulty("streams");
    let output = run(scratch.path(), "outwit", &["check", "a.wit"]);
    assert_eq!(status(&output), 1);
    assert!(stdout(&output).contains("a.wit:5:14"), "{}", stdout(&output));
    assert_eq!(stderr(&output), "2 errors, 1 warning\n");
    let same = run(scratch.path(), "wit-check", &["a.wit"]);
    assert_eq!((stdout(&same), status(&same)), (stdout(&output), 1));
}

#[test]
fn nothing_wrong_is_silent() {
    let scratch = Scratch::new("silent");
    scratch.write("wit/a.wit", "package a:b; world w {}");
    for program in ["wit-check", "outwit"] {
        let arguments: &[&str] = if program == "outwit" { &["check"] } else { &[] };
        let output = run(scratch.path(), program, arguments);
        assert_eq!((stdout(&output), stderr(&output), status(&output)), (String::new(), String::new(), 0));
    }
}

#[test]
fn wasi_is_silent() {
    let folders: Vec<_> = ["OUTWIT_CORPORA_WASIP2", "OUTWIT_CORPORA_WASIP3"]
        .iter()
        .filter_map(|variable| outwit_testkit::corpus(variable))
        .collect();
    let mut both = program("wit-check", Path::new("."));
    for folder in &folders {
        let one = run(folder, "wit-check", &[]);
        assert_eq!((stdout(&one), stderr(&one), status(&one)), (String::new(), String::new(), 0));
        both.arg(folder.join("wit"));
    }
    if folders.len() == 2 {
        let output = both.output().expect("the program can be started");
        assert_eq!((stdout(&output), stderr(&output), status(&output)), (String::new(), String::new(), 0));
    }
}

#[test]
fn the_highest_exit_status_wins() {
    let scratch = faulty("statuses");
    scratch.write("good.wit", "package good:one;");
    scratch.write("warning.wit", "package warning:one; interface i { use j.{}; } interface j {}");
    let of = |arguments: &[&str]| status(&run(scratch.path(), "wit-check", arguments));
    assert_eq!(of(&["good.wit"]), 0);
    assert_eq!(of(&["warning.wit"]), 0);
    assert_eq!(of(&["good.wit", "a.wit"]), 1);
    assert_eq!(of(&["a.wit", "missing.wit"]), 2);
    assert_eq!(of(&["missing.wit"]), 2);
    assert_eq!(of(&["--no-such-flag"]), 2);
    assert_eq!(of(&["good.wit", "--world", "nowhere"]), 2);
    assert_eq!(of(&["--help"]), 0);
    assert_eq!(of(&["--version"]), 0);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let scratch = faulty("pipe");
    for format in ["human", "short", "json"] {
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        let mut command = program("wit-check", scratch.path());
        let output =
            command.args(["a.wit", "--format", format]).stdout(writer).output().expect("it can be started");
        assert_eq!((stderr(&output).as_str(), status(&output)), ("2 errors, 1 warning\n", 1));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_cannot_be_written_is_an_error() {
    let scratch = faulty("full");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the device is there");
    let output =
        program("wit-check", scratch.path()).arg("a.wit").stdout(full).output().expect("it can be started");
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).starts_with("error: standard output cannot be written: "), "{}", stderr(&output));
}

#[test]
fn colour_follows_flag_and_variables_and_changes_nothing_else() {
    let scratch = faulty("colour");
    let said = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = program("wit-check", scratch.path());
        let output = command.arg("a.wit").args(arguments).envs(variables.iter().copied()).output();
        stdout(&output.expect("the program can be started"))
    };
    let plain = said(&[], &[]);
    assert!(!plain.contains('\x1b'));
    for (arguments, variables) in [
        (&["--color", "always"][..], &[][..]),
        (&[], &[("CLICOLOR_FORCE", "1")]),
        (&["--color", "always"], &[("NO_COLOR", "1")]),
    ] {
        let colored = said(arguments, variables);
        assert!(colored.contains('\x1b'), "{arguments:?} {variables:?}");
        assert_eq!(without_escapes(&colored), plain);
    }
    for (arguments, variables) in [
        (&["--color", "never"][..], &[("CLICOLOR_FORCE", "1")][..]),
        (&[], &[("NO_COLOR", "1")]),
        (&["--format", "short", "--color", "always"], &[]),
        (&["--format", "json", "--color", "always"], &[]),
    ] {
        assert!(!said(arguments, variables).contains('\x1b'), "{arguments:?} {variables:?}");
    }
}

fn without_escapes(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('m').expect("escapes end in `m`").1)
}

#[test]
fn json_lines_are_valid_and_their_spans_are_right() {
    let scratch = faulty("json");
    let output = run(scratch.path(), "wit-check", &["a.wit", "--format", "json"]);
    let lines: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is an object"))
        .collect();
    assert_eq!(lines.len(), 3);
    for line in &lines {
        let keys: Vec<&String> = line.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["schema", "code", "name", "severity", "message", "spans", "notes", "help"]);
        assert_eq!(line["schema"], "outwit/diagnostic@1");
        let spans = line["spans"].as_array().expect("a list of spans");
        assert_eq!(spans[0]["role"], "primary");
        for span in spans {
            assert_eq!(span["file"], "a.wit");
            assert_eq!(place(&span["start"]), line_and_column(&span["bytes"][0]));
            assert_eq!(place(&span["end"]), line_and_column(&span["bytes"][1]));
        }
    }
    let primary = |line: &Value| {
        let bytes = &line["spans"][0]["bytes"];
        FAULTY[offset(&bytes[0])..offset(&bytes[1])].to_owned()
    };
    assert_eq!(primary(&lines[1]), "nothing");
    assert_eq!(primary(&lines[2]), "nowhere");
    assert_eq!((&lines[1]["code"], &lines[1]["name"]), (&"WIT0201".into(), &"unknown-name".into()));
    assert_eq!((&lines[0]["severity"], &lines[1]["severity"]), (&"warning".into(), &"error".into()));
}

fn offset(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("a small number")
}

fn place(value: &Value) -> (usize, usize) {
    (offset(&value["line"]), offset(&value["column"]))
}

fn line_and_column(bytes: &Value) -> (usize, usize) {
    let before = &FAULTY[..offset(bytes)];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

#[test]
fn formats_may_go_to_files() {
    let scratch = faulty("formats");
    let arguments = ["a.wit", "--format", "short=out.txt", "--format", "json=out.json", "--format", "human"];
    let output = run(scratch.path(), "wit-check", &arguments);
    assert_eq!(status(&output), 1);
    assert_eq!(stdout(&output), stdout(&run(scratch.path(), "wit-check", &["a.wit"])));
    assert_eq!(scratch.read("out.txt").lines().count(), 3);
    assert_eq!(scratch.read("out.json").lines().count(), 3);
    assert_eq!(scratch.files(), ["a.wit", "out.json", "out.txt"]);

    let output = run(scratch.path(), "wit-check", &["a.wit", "--format", "json=missing/out.json"]);
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).contains("error[WIC0001]: `missing/out.json` cannot be written"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn eight_independent_mistakes_give_eight_diagnostics() {
    let folder = outwit_testkit::workspace().join("testdata/cli/eight-mistakes");
    let output = run(&folder, "wit-check", &["eight.wit", "--format", "json"]);
    assert_eq!(status(&output), 1);
    let text = std::fs::read_to_string(folder.join("eight.wit")).expect("the file is there");
    let expected: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("// mistake"))
        .map(|(at, _)| at + 1)
        .collect();
    assert_eq!(expected.len(), 8);
    let lines: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is an object"))
        .collect();
    let found: Vec<usize> = lines.iter().map(|line| offset(&line["spans"][0]["start"]["line"])).collect();
    assert_eq!(found, expected, "{}", stdout(&output));
    for line in &lines {
        assert!(line["code"].as_str().is_some_and(|code| code.starts_with("WIT")), "{line}");
        assert!(line["help"].as_array().is_some_and(|help| !help.is_empty()), "{line}");
        assert_eq!(line["severity"], "error", "{line}");
    }
}
