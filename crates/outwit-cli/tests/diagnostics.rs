//! `testdata/diagnostics/`: one folder for each code at least, and what the programs say about it.
//!
//! The file `command` of a folder says what to run; without it, `wit-check`.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use common::{Scratch, program, status, stderr, stdout};

#[test]
fn each_code_is_said_as_in_its_snapshot() {
    for case in outwit_testkit::cases("diagnostics") {
        let scratch = Scratch::copy_of(&case.dir, &format!("diagnostics-{}", case.name));
        let command =
            std::fs::read_to_string(case.dir.join("command")).unwrap_or_else(|_| "wit-check".to_owned());
        let mut words = command.split_whitespace();
        let mut program = program(words.next().expect("a command begins with a program"), scratch.path());
        let output = program.args(words).output().expect("the program can be started");
        let said = stdout(&output);
        let code = case.name.split('-').next().expect("a folder begins with its code");
        assert!(said.contains(&format!("[{code}]")), "{}: no {code} in\n{said}", case.name);
        case.snapshot("human", &format!("{said}{}exit status {}\n", stderr(&output), status(&output)));
    }
}
