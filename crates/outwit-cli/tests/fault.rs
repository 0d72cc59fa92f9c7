//! An internal fault says so, with the inputs that led to it. The test starts itself as the program at fault.

use std::process::Command;

const CHILD: &str = "OUTWIT_TEST_FAULT_CHILD";

#[test]
fn a_panic_names_the_fault_and_the_inputs_and_ends_with_status_2() {
    if std::env::var_os(CHILD).is_some() {
        outwit_cli::fault::install("outwit");
        panic!("seven is not {}", 6);
    }
    let test = std::env::current_exe().expect("the test knows itself");
    let name = "a_panic_names_the_fault_and_the_inputs_and_ends_with_status_2";
    let output = Command::new(test)
        .args([name, "--nocapture"])
        .env(CHILD, "1")
        .output()
        .expect("the test can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("outwit: internal fault: seven is not 6 (crates/outwit-cli/tests/fault.rs:"),
        "{said}"
    );
    assert!(said.contains(&format!("command: outwit {name} --nocapture")), "{said}");
}
