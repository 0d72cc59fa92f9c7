//! Files are written whole or not at all, where they change, and never outside the output folder.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use std::path::Path;
use std::process::Output;

use common::{Scratch, program, status, stderr, stdout};

const WIT: &str = "package a:b; interface i { f: func(); } world w { import i; export i; }";

const ALL: &[&str] = &[
    "out/interfaces/a-b-i.d.ts",
    "out/interfaces/a-b-i.js",
    "out/w.d.ts",
    "out/w.js",
    "out/wit.d.ts",
    "out/wit.js",
];

fn scratch(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("a.wit", WIT);
    scratch
}

fn ts(folder: &Path) -> Output {
    program("outwit", folder)
        .args(["ts", "a.wit", "--out-dir", "out"])
        .output()
        .expect("the program can be started")
}

fn written(scratch: &Scratch) -> Vec<String> {
    scratch.files().into_iter().filter(|file| file != "a.wit").collect()
}

#[test]
fn only_files_that_change_are_touched() {
    let scratch = scratch("touched");
    assert_eq!(status(&ts(scratch.path())), 0);
    assert_eq!(written(&scratch), ALL);
    let time =
        |file: &str| scratch.path().join(file).metadata().and_then(|meta| meta.modified()).expect("a time");
    let before = time("out/wit.js");
    scratch.write("out/w.d.ts", "something else");
    let output = ts(scratch.path());
    assert_eq!((stderr(&output).as_str(), status(&output)), ("wrote out/w.d.ts\n", 0));
    assert_eq!(time("out/wit.js"), before);
    assert_eq!(written(&scratch), ALL);
}

#[test]
fn a_stub_is_written_only_where_there_is_none() {
    let scratch = scratch("stubs");
    let stubs = |more: &[&str]| {
        let mut command = program("outwit", scratch.path());
        command.args(["ts", "a.wit", "--out-dir", "out", "--guest", "--stubs"]).args(more);
        command.output().expect("the program can be started")
    };
    let missing = stdout(&stubs(&["--check"]));
    assert!(missing.contains("out/w.component.ts"), "{missing}");
    assert_eq!(status(&stubs(&[])), 0);
    let stub = std::fs::read_to_string(scratch.path().join("out/w.component.ts")).expect("a stub");
    assert!(stub.contains("throw new Error('i.f is not implemented');"), "{stub}");

    scratch.write("out/w.component.ts", "mine");
    for more in [&[][..], &["--check"]] {
        let output = stubs(more);
        assert_eq!((stdout(&output), stderr(&output), status(&output)), Default::default(), "{more:?}");
    }
    let kept = std::fs::read_to_string(scratch.path().join("out/w.component.ts")).expect("a stub");
    assert_eq!(kept, "mine");
}

#[test]
fn a_package_json_that_was_not_generated_is_left_alone() {
    let scratch = scratch("package-json");
    let package = || {
        let mut command = program("outwit", scratch.path());
        command.args(["ts", "a.wit", "--out-dir", "out", "--package-json", "@a/b"]);
        command.output().expect("the program can be started")
    };
    let read = || std::fs::read_to_string(scratch.path().join("out/package.json")).expect("a file");
    assert_eq!(status(&package()), 0);
    let generated = read();
    scratch.write("out/package.json", generated.replace("@a/b", "@a/older"));
    assert_eq!(stderr(&package()), "wrote out/package.json\n");
    assert_eq!(read(), generated);

    scratch.write("out/package.json", "{ \"name\": \"mine\" }");
    assert_eq!(stderr(&package()), "left out/package.json alone, which was not generated\n");
    assert_eq!(read(), "{ \"name\": \"mine\" }");
}

#[test]
fn if_one_file_cannot_be_written_none_is() {
    let scratch = scratch("all-or-none");
    scratch.write("out/w.d.ts", "as it was");
    scratch.write("out/wit.js/kept", "a folder where a file should be");
    let output = ts(scratch.path());
    assert_eq!(status(&output), 2);
    assert!(stdout(&output).contains("error[WIC0001]: `out/wit.js` cannot be written: it is a folder"));
    assert_eq!(written(&scratch), ["out/w.d.ts", "out/wit.js/kept"]);
    assert_eq!(scratch.read("out/w.d.ts"), "as it was");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_out_of_the_output_folder() {
    let scratch = scratch("outside");
    scratch.write("elsewhere/kept", "");
    scratch.write("out/kept", "");
    std::os::unix::fs::symlink("../elsewhere", scratch.path().join("out/interfaces"))
        .expect("a link can be made");
    let output = ts(scratch.path());
    assert_eq!(status(&output), 2);
    assert!(
        stdout(&output).contains("error[WIC0003]: `out/interfaces` lies outside the output folder `out`")
    );
    assert_eq!(written(&scratch), ["elsewhere/kept", "out/interfaces/kept", "out/kept"]);
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = scratch("permissions");
    scratch.write("out/w.d.ts", "something else");
    let path = scratch.path().join("out/w.d.ts");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("permissions can be set");
    assert_eq!(status(&ts(scratch.path())), 0);
    let mode = path.metadata().expect("the file is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
