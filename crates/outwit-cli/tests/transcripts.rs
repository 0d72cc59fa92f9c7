//! `testdata/cli/`: folders with a list of commands, and a transcript of what they did.
//!
//! The file `commands` has one command a line: `outwit` or `wit-check` with arguments separated by spaces, perhaps with
//! `NAME=value` before it, `cat FILE`, or `ls` for all files below the folder. They run in a copy of the folder.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use common::{Scratch, program, status, stderr, stdout};

const VERSION: &str = concat!(" ", env!("CARGO_PKG_VERSION"));

#[test]
fn commands_do_what_their_transcripts_say() {
    for case in outwit_testkit::cases("cli") {
        let scratch = Scratch::copy_of(&case.dir, &format!("transcript-{}", case.name));
        let transcript: Vec<String> = case.read("commands").lines().map(|line| run(line, &scratch)).collect();
        case.snapshot("transcript", &transcript.join("\n"));
    }
}

fn run(line: &str, scratch: &Scratch) -> String {
    let mut words = line.split(' ').peekable();
    let mut variables = Vec::new();
    while let Some((name, value)) = words.peek().and_then(|word| word.split_once('=')) {
        variables.push((name, value));
        words.next();
    }
    let result = match words.next() {
        Some("cat") => words.map(|file| scratch.read(file)).collect(),
        Some("ls") => scratch
            .files()
            .iter()
            .filter(|file| *file != "commands")
            .map(|file| format!("{file}\n"))
            .collect(),
        Some(name) => {
            let mut command = program(name, scratch.path());
            let output = command.args(words).envs(variables).output().expect("the program can be started");
            let (out, err) = (stdout(&output), stderr(&output));
            let err: String =
                err.lines().map(|line| format!("(stderr) {line}").trim_end().to_owned() + "\n").collect();
            format!("{out}{err}exit status {}\n", status(&output)).replace(VERSION, " [version]")
        }
        None => panic!("an empty line in `commands`"),
    };
    // Colour is shown as text.
    format!("$ {line}\n{}", result.replace('\x1b', "ESC"))
}
