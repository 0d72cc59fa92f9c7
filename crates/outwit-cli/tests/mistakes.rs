//! `docs/errors.md`: the commonest mistakes, what Outwit says about each, and what to write instead. The page is made from
//! `testdata/mistakes/`; with `OUTWIT_UPDATE=1` in the environment this test writes it, otherwise it must be up to date.
//!
//! A folder holds `page.md` (a title and some words), the folders `wrong` and `right` with files, and where the command is
//! not `wit-check`, `wrong.command` and `right.command`.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use std::collections::BTreeMap;
use std::fmt::Write;

use common::{Scratch, program, status, stderr, stdout};
use outwit_testkit::{Case, cases, workspace};

const INTRODUCTION: &str = "\
<!-- Made from testdata/mistakes/ by a test of crates/outwit-cli: OUTWIT_UPDATE=1 cargo test -p outwit-cli --test mistakes -->

# Twenty mistakes

What people get wrong most often in WIT, what Outwit says about it, and what to write instead. Every code has a page of its
own: `outwit explain WIT0201`.

";

/// One side of a mistake: the files, the command, and what it did.
struct Side {
    files: BTreeMap<String, String>,
    command: String,
    said: String,
    status: i32,
}

#[test]
fn the_page_of_mistakes_is_up_to_date() {
    let cases: Vec<Case> =
        cases("mistakes").into_iter().filter(|case| case.dir.join("page.md").exists()).collect();
    assert_eq!(cases.len(), 20);
    let mut contents = String::new();
    let mut sections = String::new();
    for (case, number) in cases.iter().zip(1..) {
        let text = case.read("page.md");
        let (title, words) = text.split_once('\n').expect("a title and words");
        let title = title.strip_prefix("# ").expect("a title");
        let (wrong, right) = (run(case, "wrong"), run(case, "right"));
        assert!(wrong.status != 0, "{}: nothing is wrong\n{}", case.name, wrong.said);
        assert_eq!((right.status, right.said.as_str()), (0, ""), "{}", case.name);
        let codes = codes(&wrong.said).join(", ");
        writeln!(contents, "{number}. [{title}](#{}): {codes}", anchor(number, title)).unwrap();
        sections += &section(number, title, words.trim(), &wrong, &right);
    }
    let page = format!("{INTRODUCTION}{contents}{sections}");
    let path = workspace().join("docs/errors.md");
    if std::env::var_os("OUTWIT_UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/errors.md is out of date: run this test with OUTWIT_UPDATE=1");
}

fn run(case: &Case, side: &str) -> Side {
    let scratch = Scratch::copy_of(&case.dir.join(side), &format!("mistake-{}-{side}", case.name));
    let files = scratch.files().into_iter().map(|file| (file.clone(), scratch.read(&file))).collect();
    let command = std::fs::read_to_string(case.dir.join(format!("{side}.command")));
    let command = command.map_or("wit-check".to_owned(), |command| command.trim().to_owned());
    let mut words = command.split(' ');
    let mut program = program(words.next().expect("a command begins with a program"), scratch.path());
    let output = program.args(words).output().expect("the program can be started");
    if output.stdout.is_empty() {
        assert!(!stderr(&output).contains("error"), "{}: {}", case.name, stderr(&output));
    }
    Side { files, command, said: stdout(&output), status: status(&output) }
}

fn section(number: usize, title: &str, words: &str, wrong: &Side, right: &Side) -> String {
    let mut text = format!("\n## {number}. {title}\n");
    if !words.is_empty() {
        write!(text, "\n{words}\n").unwrap();
    }
    let all = wrong.files.iter().collect::<Vec<_>>();
    text += &wit(&all, all.len() > 1);
    let command = if wrong.command == "wit-check" { String::new() } else { format!("$ {}\n", wrong.command) };
    write!(text, "\n```text\n{command}{}\n```\n", wrong.said.trim_end()).unwrap();
    let changed: Vec<_> =
        right.files.iter().filter(|(file, text)| wrong.files.get(*file) != Some(*text)).collect();
    if !changed.is_empty() {
        text += "\nInstead:\n";
        text += &wit(&changed, right.files.len() > 1);
    }
    if right.command != wrong.command {
        write!(text, "\nInstead:\n\n```text\n$ {}\n```\n", right.command).unwrap();
    }
    text
}

/// Files as one block, with their names if there are several.
fn wit(files: &[(&String, &String)], named: bool) -> String {
    let file = |(name, text): &(&String, &String)| {
        let name = if named { format!("// {name}\n") } else { String::new() };
        name + text.trim_end()
    };
    format!("\n```wit\n{}\n```\n", files.iter().map(file).collect::<Vec<_>>().join("\n\n"))
}

/// The codes that were said, each once.
fn codes(said: &str) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for line in said.lines() {
        let code = line.split_once('[').and_then(|(severity, rest)| {
            let is_severity = ["error", "warning"].contains(&severity);
            rest.split_once(']').filter(|_| is_severity).map(|(code, _)| format!("`{code}`"))
        });
        codes.extend(code.filter(|code| !codes.contains(code)));
    }
    codes
}

/// The anchor that Markdown gives to a heading.
fn anchor(number: usize, title: &str) -> String {
    let text = format!("{number}. {title}").to_lowercase().replace(' ', "-");
    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}
