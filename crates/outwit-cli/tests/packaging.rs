//! What packagers need: completions that shells accept, and manual pages.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use std::process::{Command, Output};

use common::{Scratch, program, status, stderr, stdout};

fn outwit(scratch: &Scratch, arguments: &[&str]) -> Output {
    program("outwit", scratch.path()).args(arguments).output().expect("the program can be started")
}

#[test]
fn completions_know_commands_and_flags_in_every_shell() {
    let scratch = Scratch::new("completions");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = outwit(&scratch, &["completions", shell]);
        assert_eq!((status(&output), stderr(&output)), (0, String::new()));
        let script = stdout(&output);
        for word in ["explain", "stdin-filename", "completions"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        let script = stdout(&outwit(&scratch, &["completions", shell, "--program", "wit-check"]));
        assert!(script.contains("wit-check") && script.contains("stdin-filename"), "{shell}");
    }
    assert_eq!(status(&outwit(&scratch, &["completions", "tcsh"])), 2);
}

/// Sources the script in bash and asks it as the shell would.
#[test]
fn bash_completes_commands_and_flags() {
    if Command::new("bash").arg("--version").output().is_err() {
        eprintln!("not run: there is no bash");
        return;
    }
    let scratch = Scratch::new("completions-bash");
    let complete = |program: &str, words: &str| {
        let script = stdout(&outwit(&scratch, &["completions", "bash", "--program", program]));
        let function = script.split('(').next().unwrap_or_default().to_owned();
        scratch.write("script", script);
        let ask = format!(
            "source ./script; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             {function} {program} \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; \
             echo \"${{COMPREPLY[*]}}\""
        );
        let output = Command::new("bash").args(["-c", &ask]).current_dir(scratch.path()).output();
        let output = output.expect("bash can be started");
        stdout(&output).trim().to_owned()
    };
    assert_eq!(complete("outwit", "outwit expl"), "explain");
    assert_eq!(complete("outwit", "outwit check --stdin"), "--stdin-filename");
    assert_eq!(complete("wit-check", "wit-check --all"), "--all-features --allow");
    assert_eq!(complete("outwit", "outwit plan --seat ''"), "guest host");
}

#[test]
fn manual_pages_are_printed_and_written() {
    let scratch = Scratch::new("man");
    let page = |arguments: &[&str]| {
        let output = outwit(&scratch, arguments);
        assert_eq!((status(&output), stderr(&output)), (0, String::new()), "{arguments:?}");
        stdout(&output)
    };
    assert!(page(&["man"]).contains("\n.TH outwit 1"));
    assert!(page(&["man", "check"]).contains("\n.TH outwit-check 1"));
    assert!(page(&["man", "wit-check"]).contains("\n.TH wit-check 1"));
    let unknown = outwit(&scratch, &["man", "chekc"]);
    assert_eq!((status(&unknown), stdout(&unknown)), (2, String::new()));
    assert!(stderr(&unknown).starts_with("error: there is no such page; there is `outwit`, "));

    let stale = outwit(&scratch, &["man", "--out-dir", "man", "--check"]);
    assert_eq!(status(&stale), 1);
    assert!(stdout(&stale).contains("error[WIC0002]: `man/outwit.1` has not been generated yet"));
    assert!(scratch.files().is_empty());
    let written = outwit(&scratch, &["man", "--out-dir", "man"]);
    assert!(stderr(&written).starts_with("wrote man/outwit.1\nwrote man/outwit-check.1\n"));
    assert_eq!(scratch.read("man/outwit-check.1"), page(&["man", "check"]));
    assert_eq!(page(&["man", "--out-dir", "man", "--check"]), "");
}
