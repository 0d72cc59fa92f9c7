//! Every code has an explanation whose first wrong example triggers exactly that code, and whose right examples trigger
//! nothing.
//!
//! An example stands in a block marked `wit,error` or `wit,fixed`. A first line `// $ COMMAND` says what to run, by
//! default `wit-check`; lines `// file: NAME` divide the block into files, by default `example.wit`. What no page can
//! hold is written `{U+000D}` for a character, `{byte E9}` for a byte and `{60 * text}` for a repetition.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use std::collections::BTreeSet;

use common::{Scratch, program, status, stderr, stdout};
use outwit_cli::codes;
use outwit_diagnostics::Code;

/// Codes whose pages have no example.
const WITHOUT_EXAMPLE: &[(&str, &str)] = &[
    ("WIT0100", "takes a file of 4 GiB"),
    ("WIT0413", "takes a file of 4 GiB"),
    ("WIT0801", "macro and build scripts say it; the programs read such packages"),
    ("WIC0003", "takes a symbolic link; tested where files are written"),
];

struct Example {
    command: String,
    files: Vec<(String, Vec<u8>)>,
}

#[test]
fn every_code_has_a_page_of_the_same_form() {
    for code in codes::all() {
        let page = codes::page(code).unwrap_or_else(|| {
            panic!(
                "{} has no page: write `explain/{}.md` in its crate and name it in `explain.rs`",
                code.id, code.id
            )
        });
        let title = format!("# {} {}\n\n", code.id, code.name);
        assert!(page.starts_with(&title), "{} begins with its title", code.id);
        let cites = page.contains("\nSpecification: ");
        let is_ours = code.id.starts_with("WIC");
        assert!(cites || is_ours, "{} cites the specification", code.id);
        assert!(page.lines().all(|line| line.chars().count() <= 110), "{} fits on a screen", code.id);
        assert!(page.chars().all(|c| !c.is_control() || c == '\n'), "{} is text", code.id);
        let exempt = WITHOUT_EXAMPLE.iter().any(|(id, _)| *id == code.id);
        for kind in ["error", "fixed"] {
            assert_eq!(examples(page, kind).is_empty(), exempt, "{} has an example of kind {kind}", code.id);
        }
    }
}

#[test]
fn wrong_examples_trigger_their_code_alone() {
    for code in codes::all() {
        let examples = examples(codes::page(code).unwrap_or_default(), "error");
        for (index, example) in examples.iter().enumerate() {
            let (said, found, _) = run(code, &format!("error-{index}"), example);
            if index == 0 {
                assert_eq!(found, BTreeSet::from([code.id.to_owned()]), "{}\n{said}", code.id);
            } else {
                assert!(found.contains(code.id), "{}\n{said}", code.id);
            }
        }
    }
}

#[test]
fn right_examples_trigger_nothing() {
    for code in codes::all() {
        for (index, example) in examples(codes::page(code).unwrap_or_default(), "fixed").iter().enumerate() {
            let (said, found, status) = run(code, &format!("fixed-{index}"), example);
            assert_eq!((found, status), (BTreeSet::new(), 0), "{}\n{said}", code.id);
        }
    }
}

#[test]
fn explain_prints_the_page() {
    let scratch = Scratch::new("explain");
    let explain = |argument: &str| {
        let output = program("outwit", scratch.path()).args(["explain", argument]).output();
        output.expect("the program can be started")
    };
    for code in codes::all() {
        let output = explain(&code.name.to_uppercase());
        assert_eq!((status(&output), stderr(&output)), (0, String::new()));
        let said = stdout(&output);
        let off = if code.is_off { ", off by default" } else { "" };
        assert!(said.starts_with(&format!("{} {} ({}{off}): ", code.id, code.name, code.severity)), "{said}");
        assert!(!said.contains("```"), "{said}");
    }
    assert_eq!(status(&explain("no-such-code")), 2);
}

/// What was said, the codes in it, and the exit status.
fn run(code: &Code, name: &str, example: &Example) -> (String, BTreeSet<String>, i32) {
    let scratch = Scratch::new(&format!("explain-{}-{name}", code.id));
    for (file, bytes) in &example.files {
        scratch.write(file, bytes);
    }
    let mut words = example.command.split_whitespace();
    let mut program = program(words.next().expect("a command begins with a program"), scratch.path());
    let output = program.args(words).output().expect("the program can be started");
    let said = stdout(&output) + &stderr(&output);
    let codes = said.lines().filter_map(code_of_line).map(str::to_owned).collect();
    (said, codes, status(&output))
}

/// `WIT0201` of a line `error[WIT0201]: …`.
fn code_of_line(line: &str) -> Option<&str> {
    let (severity, rest) = line.split_once('[')?;
    ["error", "warning", "note"].contains(&severity).then(|| rest.split(']').next()).flatten()
}

/// The examples of a page that are marked `wit,KIND`.
fn examples(page: &str, kind: &str) -> Vec<Example> {
    let opening = format!("\n```wit,{kind}\n");
    let blocks = page.split(&opening).skip(1);
    blocks.map(|block| example(block.split("\n```\n").next().unwrap_or_default())).collect()
}

fn example(block: &str) -> Example {
    let mut command = "wit-check".to_owned();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in block.lines() {
        if let Some(rest) = line.strip_prefix("// $ ") {
            command = rest.to_owned();
        } else if let Some(name) = line.strip_prefix("// file: ") {
            files.push((name.to_owned(), Vec::new()));
        } else {
            if files.is_empty() {
                files.push(("example.wit".to_owned(), Vec::new()));
            }
            let (_, bytes) = files.last_mut().expect("there is a file");
            bytes.extend(expanded(line));
            bytes.push(b'\n');
        }
    }
    Example { command, files }
}

/// The line with `{U+000D}`, `{byte E9}` and `{60 * text}` as what they stand for.
fn expanded(line: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        out.extend(before.as_bytes());
        let meant = after.split_once('}').and_then(|(inside, behind)| Some((meaning(inside)?, behind)));
        match meant {
            Some((bytes, behind)) => {
                out.extend(bytes);
                rest = behind;
            }
            None => {
                out.push(b'{');
                rest = after;
            }
        }
    }
    out.extend(rest.as_bytes());
    out
}

fn meaning(inside: &str) -> Option<Vec<u8>> {
    if let Some(hex) = inside.strip_prefix("U+") {
        let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
        return Some(c.to_string().into_bytes());
    }
    if let Some(hex) = inside.strip_prefix("byte ") {
        return Some(vec![u8::from_str_radix(hex, 16).ok()?]);
    }
    let (count, text) = inside.split_once(" * ")?;
    Some(text.repeat(count.parse().ok()?).into_bytes())
}
