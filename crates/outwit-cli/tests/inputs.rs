//! Inputs that are not as they should be: what the programs say about each, and with which exit status. Files that no
//! repository can hold are made here; what was said stands in `testdata/inputs/odd.snap`.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use std::fmt::Write;
use std::process::Output;
use std::time::{Duration, Instant};

use common::{Scratch, program, status, stderr, stdout};
use outwit_testkit::{Case, workspace};
use serde_json::Value;

fn check(scratch: &Scratch, arguments: &[&str]) -> Output {
    program("wit-check", scratch.path()).args(arguments).output().expect("the program can be started")
}

/// Texts and bytes, each the file `x.wit` by itself.
fn odd_files() -> Vec<(&'static str, Vec<u8>)> {
    let wrong = "package a:b;\ninterface i { f: func(x: nope); }";
    let utf16 = |units: &mut dyn Iterator<Item = u16>| units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let item = |at: usize| format!("f-{at}: func(x: u8);");
    let many = |from: usize| (from..from + 3000).map(item).collect::<String>();
    let long = format!("package a:b; interface i {{ {} g: func(x: nope); {} }}", many(0), many(3000));
    vec![
        ("empty", Vec::new()),
        ("nothing but comments", b"// a\n/* b */".to_vec()),
        ("no line break at the end", wrong.as_bytes().to_vec()),
        ("a byte order mark", ["\u{feff}", wrong].concat().into_bytes()),
        ("CRLF", wrong.replace('\n', "\r\n").into_bytes()),
        ("CR alone", wrong.replace('\n', "\r").into_bytes()),
        ("control and bidirectional characters", "package a:b; // \u{1}\u{202e}\ninterface i\u{7} {}".into()),
        ("a line of more than 65,536 columns", long.into_bytes()),
        (
            "the shortest comments",
            b"/**/ package a:b; /***/ interface i { /****/ f: func(x: nope); /**/ }".to_vec(),
        ),
        ("a version with a leading zero", b"package a:b@1.02.0;".to_vec()),
        ("a package that needs itself", b"package a:b; interface i { } world w { import a:b/i; }".to_vec()),
        ("NUL bytes", vec![0; 5000]),
        ("UTF-16 with mark", utf16(&mut "\u{feff}package a:b;\n".encode_utf16())),
        ("UTF-16 without mark", utf16(&mut "package a:b;\n".encode_utf16())),
        ("Latin-1", b"package a:b;\n/// caf\xe9\ninterface i { }".to_vec()),
        ("gzip", b"\x1f\x8b\x08\0\0\0\0\0".to_vec()),
        ("zip", b"PK\x03\x04\x14\0\0\0".to_vec()),
        ("WebAssembly that is none", b"\0asm....".to_vec()),
    ]
}

#[test]
fn odd_files_get_a_clear_answer() {
    let mut transcript = String::new();
    for (what, bytes) in odd_files() {
        let scratch = Scratch::new("odd-file");
        scratch.write("x.wit", bytes);
        let output = check(&scratch, &["x.wit"]);
        let said = stdout(&output) + &stderr(&output);
        assert!(said.len() < 3000, "{what}: {} bytes", said.len());
        assert!(said.chars().all(|c| c == '\n' || !c.is_control()), "{what}: {said:?}");
        writeln!(transcript, "--- {what}\n{said}exit status {}\n", status(&output)).unwrap();
        for line in stdout(&check(&scratch, &["x.wit", "--format", "json"])).lines() {
            let found: Value = serde_json::from_str(line).expect("each line is an object");
            assert!(found["help"].as_array().is_some_and(|help| !help.is_empty()), "{what}: {line}");
        }
    }
    let case = Case { name: "odd".to_owned(), dir: workspace().join("testdata/inputs") };
    case.snapshot("odd", &transcript);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    const RIGHT: &str = "package a:b;";
    const WRONG: &str = "package a:b; interface i { f: func(x: nope); }";

    /// What is said about `path` by one line, and the exit status. It must not take long.
    fn short(scratch: &Scratch, path: &str) -> (String, i32) {
        let start = Instant::now();
        let output = check(scratch, &[path, "--format", "short"]);
        assert!(start.elapsed() < Duration::from_secs(20), "{path} takes {:?}", start.elapsed());
        (stdout(&output).trim_end().to_owned(), status(&output))
    }

    #[test]
    fn links_that_lead_in_circles_are_followed_once() {
        let scratch = Scratch::new("circles");
        for (folder, target) in [("here", "."), ("above", ".."), ("itself", "deps")] {
            scratch.write(&format!("{folder}/wit/a.wit"), WRONG);
            symlink(target, scratch.path().join(folder).join("wit/deps")).unwrap();
        }
        let found = |folder: &str| {
            format!("{folder}/wit/a.wit:1:39: error[WIT0201]: interface `i` has no type `nope`")
        };
        assert_eq!(short(&scratch, "here/wit"), (found("here"), 1));
        assert_eq!(short(&scratch, "above/wit"), (found("above"), 1));
        let (said, status) = short(&scratch, "itself/wit");
        assert!(said.contains("`itself/wit/deps` is a symbolic link that leads to itself"), "{said}");
        assert_eq!(status, 2);
        symlink("loop", scratch.path().join("loop")).unwrap();
        let (said, status) = short(&scratch, "loop");
        assert_eq!(said, "error[WIT0410]: `loop` is a symbolic link that leads to itself");
        assert_eq!(status, 2);
    }

    #[test]
    fn pipes_and_devices_are_not_waited_for() {
        let scratch = Scratch::new("pipes");
        scratch.write("wit/a.wit", RIGHT);
        scratch.write("wkg.toml", "");
        scratch.write("other/wit/a.wit", "package a:b; world w { import c:d/e; }");
        for pipe in ["wit/b.wit", "pipe", "other/wkg.lock"] {
            let made = Command::new("mkfifo").arg(scratch.path().join(pipe)).status();
            assert!(made.is_ok_and(|status| status.success()), "a pipe can be made");
        }
        let said = |path: &str| format!("error[WIT0410]: `{path}` is neither a file nor a folder");
        assert_eq!(short(&scratch, "wit"), (said("wit/b.wit"), 2));
        assert_eq!(short(&scratch, "pipe"), (said("pipe"), 2));
        assert_eq!(short(&scratch, "/dev/null"), (said("/dev/null"), 2));
        assert_eq!(short(&scratch, "/dev/zero"), (said("/dev/zero"), 2));
        assert_eq!(short(&scratch, "other/wit").1, 1);
    }

    #[test]
    fn what_may_not_be_read_is_told() {
        let scratch = Scratch::new("rights");
        scratch.write("wit/a.wit", RIGHT);
        scratch.write("wit/b.wit", "interface i { }");
        let path = scratch.path().join("wit/b.wit");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
        // Nothing is kept from the superuser.
        if std::fs::read(&path).is_err() {
            assert_eq!(short(&scratch, "wit"), ("error[WIT0410]: `wit/b.wit` may not be read".to_owned(), 2));
        }
    }

    #[test]
    fn names_of_files_may_be_anything() {
        let scratch = Scratch::new("names");
        let names: [&[u8]; 3] = [b"caf\xe9.wit", "a\u{1b}[31m\u{202e}b.wit".as_bytes(), b"two\nlines.wit"];
        for (name, number) in names.into_iter().zip(0..) {
            let text = WRONG.replace("a:b", &format!("a:b{number}"));
            std::fs::write(scratch.path().join(OsStr::from_bytes(name)), text).unwrap();
        }
        std::fs::create_dir(scratch.path().join("folder.wit")).unwrap();
        std::fs::write(scratch.path().join("right.wit"), RIGHT).unwrap();
        let output = check(&scratch, &["."]);
        let said = stdout(&output);
        assert!(said.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{said:?}");
        assert!(said.contains("a?[31m\u{fffd}b.wit:1:") && said.contains("two?lines.wit:1:"), "{said}");
        let github = stdout(&check(&scratch, &[".", "--format", "github"]));
        assert!(!github.contains('\u{1b}'), "{github:?}");
        for line in stdout(&check(&scratch, &[".", "--format", "json"])).lines() {
            serde_json::from_str::<Value>(line).expect("each line is an object");
        }
        let junit = stdout(&check(&scratch, &[".", "--format", "junit"]));
        roxmltree::Document::parse(&junit).expect("XML");
    }

    #[test]
    fn a_folder_may_have_the_name_of_a_file_and_the_other_way_round() {
        let scratch = Scratch::new("kinds");
        scratch.write("wit/a.wit", RIGHT);
        scratch.write("wit/x.wit/notes.txt", "");
        assert_eq!(short(&scratch, "wit"), (String::new(), 0));
        scratch.write("p.wit/a.wit", RIGHT);
        assert_eq!(short(&scratch, "p.wit"), (String::new(), 0));
        let empty = "error[WIT0411]: the folder `wit/x.wit` holds no `.wit` file".to_owned();
        assert_eq!(short(&scratch, "wit/x.wit"), (empty, 2));
        scratch.write("wit/deps", "a file");
        let said = "error[WIT0410]: `wit/deps` is a file, but dependencies lie in a folder".to_owned();
        assert_eq!(short(&scratch, "wit"), (said, 2));
        let inside =
            "error[WIT0410]: `wit/a.wit/b` cannot be read: a part of the path is a file, not a folder";
        assert_eq!(short(&scratch, "wit/a.wit/b"), (inside.to_owned(), 2));
    }
}

#[test]
fn many_files_are_one_package() {
    let scratch = Scratch::new("many-files");
    for number in 0..2000 {
        scratch
            .write(&format!("f{number}.wit"), format!("interface i-{number} {{ f: func(x: t-{number}); }}"));
    }
    scratch.write("a.wit", "package a:b;");
    let output = check(&scratch, &[".", "--format", "short"]);
    assert_eq!(stdout(&output).lines().count(), 2000);
    assert_eq!((stderr(&output).as_str(), status(&output)), ("2000 errors\n", 1));
}

#[test]
fn many_findings_come_as_they_are_made() {
    let scratch = Scratch::new("many-findings");
    for separator in ["\n", " "] {
        let functions = |number: usize| format!("f-{number}: func(x: t-{number});{separator}");
        let text: String = (0..5_000).map(functions).collect();
        scratch.write("a.wit", format!("package a:b; /* \u{e9} */ interface i {{{separator}{text}}}"));
        let output = check(&scratch, &["a.wit"]);
        let headers = stdout(&output).lines().filter(|line| line.starts_with("error[WIT0201]")).count();
        assert_eq!(headers, 5_000);
        assert_eq!((stderr(&output).as_str(), status(&output)), ("5000 errors\n", 1));
        assert!(output.stdout.len() < 5_000 * 800, "{} bytes", output.stdout.len());
    }
}
