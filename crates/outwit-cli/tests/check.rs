//! What `check` takes besides paths: standard input as a file, levels of codes, silence.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use std::io::Write;
use std::process::{Output, Stdio};

use common::{Scratch, program, status, stderr, stdout};

/// A package of two files that need each other, and a dependency.
fn package(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("wit/types.wit", "package a:b; interface types { type t = u8; }");
    scratch.write("wit/world.wit", "interface i { use types.{t}; f: func(x: t); }");
    scratch.write("wit/deps/c.wit", "package c:d; interface j { type u = u8; }");
    scratch
}

fn run(scratch: &Scratch, arguments: &[&str], input: &str) -> Output {
    let mut command = program("wit-check", scratch.path());
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program can be started");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("the program reads its input");
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn said(output: &Output) -> (String, String, i32) {
    (stdout(output), stderr(output), status(output))
}

fn clean() -> (String, String, i32) {
    (String::new(), String::new(), 0)
}

#[test]
fn standard_input_is_a_file_with_its_dependencies() {
    let scratch = package("stdin-alone");
    let text = "package e:f; interface k { use c:d/j.{u}; g: func(x: u); }";
    assert_eq!(said(&run(&scratch, &["--stdin-filename", "wit/new.wit"], text)), clean());
    // Elsewhere the dependency is not found; the folder need not exist.
    let output = run(&scratch, &["--stdin-filename", "other/new.wit", "--format", "short"], text);
    assert_eq!(
        stdout(&output),
        "other/new.wit:1:32: error[WIT0404]: package `c:d` is not among the inputs\n"
    );
    assert_eq!(status(&output), 1);
}

#[test]
fn standard_input_stands_in_for_a_file_of_a_package() {
    let scratch = package("stdin-inside");
    let arguments = ["wit", "--stdin-filename", "wit/types.wit", "--format", "short"];
    assert_eq!(said(&run(&scratch, &arguments, "package a:b; interface types { type t = u16; }")), clean());
    let output = run(&scratch, &arguments, "package a:b; interface types { }");
    assert_eq!(stdout(&output), "wit/world.wit:1:26: error[WIT0201]: interface `types` has no type `t`\n");
    // A file that is not there yet, by another spelling of its path.
    let arguments = ["wit", "--stdin-filename", "./wit/../wit/new.wit", "--format", "short"];
    assert_eq!(said(&run(&scratch, &arguments, "interface n { use types.{t}; }")), clean());
    let output = run(&scratch, &arguments, "interface n { use types.{v}; }");
    assert_eq!(stdout(&output), "wit/new.wit:1:26: error[WIT0201]: interface `types` has no type `v`\n");
}

#[test]
fn standard_input_that_is_in_no_input_is_a_fault() {
    let scratch = package("stdin-unused");
    let output = run(&scratch, &["wit", "--stdin-filename", "elsewhere.wit"], "package x:y;");
    assert_eq!((stdout(&output), status(&output)), (String::new(), 2));
    assert!(stderr(&output).starts_with("error: `elsewhere.wit`, the file that standard input stands for"));
}

#[test]
fn standard_input_may_be_anything() {
    let scratch = package("stdin-bytes");
    let output = run(&scratch, &["--stdin-filename", "a.wit", "--format", "short"], "");
    assert!(stdout(&output).contains("error[WIT0401]"), "{}", stdout(&output));
    let output = run(&scratch, &["--stdin-filename", "a.wasm", "--format", "short"], "\0asm");
    assert!(stdout(&output).contains("error[WIT0802]"), "{}", stdout(&output));
    assert_eq!(status(&output), 2);
}

#[test]
fn levels_decide_what_is_told_and_the_exit_status() {
    let scratch = Scratch::new("levels");
    scratch.write("a.wit", "package a:b; interface i { use j.{}; } interface j { f: func(x: nowhere); }");
    scratch.write("b.wit", "package c:d; interface i { use j.{}; } interface j {}");
    let of = |arguments: &[&str]| {
        let output = run(&scratch, arguments, "");
        (stderr(&output), status(&output))
    };
    let counted = |count: &str, status: i32| (format!("{count}\n"), status);
    assert_eq!(of(&["b.wit"]), counted("1 warning", 0));
    assert_eq!(of(&["b.wit", "-D", "warnings"]), counted("1 error", 1));
    assert_eq!(of(&["b.wit", "--deny", "empty-use"]), counted("1 error", 1));
    assert_eq!(of(&["b.wit", "-A", "WIT0207"]), (String::new(), 0));
    assert_eq!(of(&["b.wit", "-D", "warnings", "-W", "WIT0207"]), counted("1 warning", 0));
    assert_eq!(of(&["a.wit"]), counted("1 error, 1 warning", 1));
    assert_eq!(of(&["a.wit", "-A", "warnings"]), counted("1 error", 1));
    assert_eq!(of(&["a.wit", "-A", "unknown-name"]).1, 2);
    assert_eq!(of(&["b.wit", "-q", "-D", "warnings"]), (String::new(), 1));
}
