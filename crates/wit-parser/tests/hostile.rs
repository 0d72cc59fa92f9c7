//! Texts that are wrong from front to back: recovery takes time in proportion to their length, and says something.

#![allow(clippy::print_stdout, reason = "the times of a run are its result")]

use std::time::{Duration, Instant};

use outwit_diagnostics::FileId;
use outwit_parser::parse;

/// The length of each text in bytes; a build without optimisation gets less.
const LENGTH: usize = if cfg!(debug_assertions) { 8_000 } else { 200_000 };
/// What stands before it.
const HEADS: &[&str] = if cfg!(debug_assertions) {
    &["interface i {\n"]
} else {
    &["", "interface i {\n", "interface i {\n  record r {\n"]
};
/// No text takes longer, even on a busy machine. Work that grew with the square of the length would take hours.
const LONGEST: Duration = Duration::from_secs(120);

/// What takes longer is listed.
const SLOW: Duration = Duration::from_secs(2);

/// What is repeated.
const PIECES: &[&str] = &[
    "{",
    "}",
    "<",
    ">",
    "(",
    ")",
    ";",
    ",",
    ":",
    ".",
    "@",
    "/",
    "*",
    "-",
    "%",
    "\"",
    "\"\n",
    "#",
    "# ",
    "a",
    "a ",
    "a\n",
    "/*",
    "/* ",
    "/*\n",
    "/* f: func();\n",
    "*/",
    "//\n",
    "///\n",
    "interface ",
    "interface\n",
    "interface i ",
    "interface i {",
    "interface i {\n",
    "interface i\n",
    "world w {",
    "world w {\n f: func();\n}\n",
    "package ",
    "package a {\n",
    "package a:b {\n",
    "package a:b;\n",
    "record ",
    "record r {",
    "record r {\n",
    "interface i { record r { a u32 }\n f: func( -> ; }\n",
    "f: func(",
    "f: func();\n",
    "f: func()\n",
    "f: func() ",
    "x: ",
    "x:\n",
    "x: u32, ",
    "import ",
    "import a:b/c;\n",
    "export x: interface {\n",
    "use ",
    "use a.{",
    "use a.{b}",
    "type t = ",
    "type t = list<",
    "@since",
    "@since(",
    "@since(version = ",
    "@since(version = 1.0.0",
    "static ",
    "async ",
    "constructor(",
    "resource r {\n",
    "enum e { a: u8 }\n",
    "foo {\n",
    "{ f: func();",
    "} {",
    "{ }",
    "}\n  f: func();\n",
    "  f: func();\n}\n",
    "  import x;\n}\n",
    "1.0.0 ",
    "é",
    "\u{202e}",
    "\r",
    "\t{\n\t}\n}\n",
];

#[test]
fn wrong_texts_take_time_in_proportion() {
    let mut slowest = (Duration::ZERO, "");
    let mut slow = Vec::new();
    for piece in PIECES {
        for head in HEADS {
            let text = format!("{head}{}", piece.repeat(LENGTH / piece.len()));
            let took = time(&text, piece);
            slowest = slowest.max((took, piece));
            if took > SLOW {
                slow.push((took, head, *piece));
            }
        }
    }
    println!(
        "{LENGTH} bytes of each of {} pieces in {} places: {slowest:?} at most; over {SLOW:?}: {slow:?}",
        PIECES.len(),
        HEADS.len()
    );
}

#[test]
fn pieces_in_any_order_take_time_in_proportion() {
    // A comment would take most of the text with it, and so would braces that are nested too deeply.
    let pieces: Vec<&str> = PIECES.iter().copied().filter(|piece| !piece.contains("/*")).collect();
    for seed in 1..=3u64 {
        let mut state = seed;
        let mut text = String::new();
        let mut open = 0;
        while text.len() < LENGTH {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            let piece = pieces[(state >> 33) as usize % pieces.len()];
            text += piece;
            text += if state & 0x100_0000 == 0 { " " } else { "\n  " };
            open += piece.matches('{').count();
            if open > 30 {
                text += &"}\n".repeat(std::mem::take(&mut open));
            }
        }
        println!("{LENGTH} bytes of pieces in any order: {:?}", time(&text, "any order"));
    }
}

#[test]
fn one_line_of_many_faults_takes_time_in_proportion() {
    for piece in [
        "f: func() ",
        "a: u8, b ",
        "@since(version 1.0.0) f: func(); ",
        "record r { a u32 } ",
        "f: func(a u8); ",
        "}; ",
    ] {
        let text = format!("interface i {{ {} }}", piece.repeat(LENGTH / piece.len()));
        println!("{LENGTH} bytes of `{piece}` on one line: {:?}", time(&text, piece));
    }
}

fn time(text: &str, what: &str) -> Duration {
    let start = Instant::now();
    let parsed = parse(FileId::from_index(0), text);
    let took = start.elapsed();
    assert!(took < LONGEST, "{what:?} takes {took:?}");
    let is_comment = what.starts_with("/") && !what.contains("/*");
    assert!(!parsed.diagnostics.is_empty() || is_comment || ok_alone(what), "{what:?} is not valid");
    took
}

/// What is right however often it stands there.
fn ok_alone(what: &str) -> bool {
    what == "package a:b {\n" || what == "f: func();\n"
}
