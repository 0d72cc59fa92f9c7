//! The macros where users have them: under another name, through another crate, and with mistakes.

mod support;

use support::Scratch;

const WIT: &str = r#"
package test:macros;

interface log {
  write: func(text: string) -> u32;
}

world app {
  import log;
  flags modes { fast, small }
  export greet: func(name: string, modes: modes) -> list<string>;
}
"#;

const GUEST: &str = r#"
pub struct App;

impl Guest for App {
    fn greet(name: String, modes: Modes) -> Vec<String> {
        if modes.contains(Modes::FAST) { vec![name] } else { vec![test::macros::log::write(&name).to_string()] }
    }
}

export!(App);
"#;

#[test]
fn the_dependency_may_have_any_name_and_the_macro_may_come_from_another_crate() {
    let scratch = Scratch::new("macros");
    scratch.add(
        "renamed",
        "2024",
        "nitwit = { package = \"outwit\", path = \"$OUTWIT\" }",
        &format!("nitwit::bindgen!();\n{GUEST}"),
    );
    scratch.write("crates/renamed/wit/app.wit", WIT);
    scratch.add(
        "sdk",
        "2021",
        "outwit = { path = \"$OUTWIT\" }",
        "pub use outwit::bindgen;\npub use outwit::generate as wit;\n",
    );
    let through = format!("sdk::wit!(\"app\" in \"app.wit\");\n{GUEST}");
    scratch.add("through-sdk", "2021", "sdk = { path = \"../sdk\" }", &through);
    scratch.write("crates/through-sdk/app.wit", WIT);
    let nested = format!(
        "pub mod bindings {{\n    sdk::bindgen!({{ inline: {WIT:?}, world: \"app\", default_bindings_module: \
         \"crate::bindings\" }});\n}}\nuse bindings::*;\n{}",
        GUEST.replace("export!(App)", "bindings::export!(App)")
    );
    scratch.add("nested", "2024", "sdk = { path = \"../sdk\" }", &nested);
    scratch.cargo_succeeds(&["check"]);
    scratch.cargo_succeeds(&["clippy"]);
}

#[test]
fn mistakes_are_shown_where_they_are() {
    let scratch = Scratch::new("macro-mistakes");
    let outwit = "outwit = { path = \"$OUTWIT\" }";
    let add = |name: &str, lib: &str| scratch.add(name, "2024", outwit, lib);
    add(
        "options",
        "outwit::bindgen!({\n    wrold: \"app\",\n    generate_all: 7,\n    skip,\n    world: \"a\", world: \"b\",\n    runtime_path: \"a b\",\n});\n",
    );
    add(
        "syntax",
        "outwit::bindgen!({ inline: \"package a:b;\\nworld w {\\n  import f: func(a: strng);\\n  export g: func() -> u33;\\n}\" });\n",
    );
    add("missing", "outwit::bindgen!(in \"nowhere\");\n");
    add("world", &format!("outwit::bindgen!({{\n    inline: {WIT:?},\n    world: \"ap\",\n}});\n"));
    add("several", "outwit::bindgen!({ inline: \"package a:b; world one {} world two {}\" });\n");
    add(
        "refused",
        "outwit::bindgen!({ inline: \"package a:b; world w { export f: async func(); import g: func(a: stream<u8>); }\" });\n",
    );
    add("short-form", "outwit::bindgen!(app);\n");

    let said = scratch.check_fails("options");
    for part in [
        "there is no option `wrold`; did you mean `world`?",
        "the options are:",
        "path: [\"...\"]",
        "src/lib.rs:2:5",
        "expected `generate_all` or `generate_all: true`",
        "src/lib.rs:3:19",
        "expected `skip: [\"...\"]`",
        "src/lib.rs:4:5",
        "`world` stands here twice",
        "src/lib.rs:5:17",
        "`a b` is not a path",
        "src/lib.rs:6:19",
    ] {
        assert!(said.contains(part), "{part}\n---\n{said}");
    }
    let said = scratch.check_fails("syntax");
    for part in ["inline:3:21", "inline:4:23", "strng", "u33", "did you mean", "^^^", "src/lib.rs:1:28"] {
        assert!(said.contains(part), "{part}\n---\n{said}");
    }
    let said = scratch.check_fails("missing");
    for part in ["WIT0410", "`nowhere` does not exist", "src/lib.rs:1:21"] {
        assert!(said.contains(part), "{part}\n---\n{said}");
    }
    let said = scratch.check_fails("world");
    for part in ["WIT0505", "`ap`", "did you mean", "src/lib.rs:3:12"] {
        assert!(said.contains(part), "{part}\n---\n{said}");
    }
    let said = scratch.check_fails("several");
    for part in ["WIT0506", "one", "two"] {
        assert!(said.contains(part), "{part}\n---\n{said}");
    }
    let said = scratch.check_fails("refused");
    for part in ["WIT0702", "WIT0703", "inline:1:"] {
        assert!(said.contains(part), "{part}\n---\n{said}");
    }
    let said = scratch.check_fails("short-form");
    assert!(
        said.contains("expected `\"world\"`, `in \"path\"`") && said.contains("src/lib.rs:1:18"),
        "{said}"
    );
}

#[test]
fn a_change_of_the_wit_is_noticed() {
    let scratch = Scratch::new("macro-changes");
    scratch.add("app", "2024", "outwit = { path = \"$OUTWIT\" }", "outwit::bindgen!();\n");
    scratch.write("crates/app/wit/app.wit", "package a:b; world w { import f: func(); }");
    scratch.cargo_succeeds(&["check"]);
    scratch.write("crates/app/wit/app.wit", "package a:b; world w { import f: func(a: nothing); }");
    let said = scratch.check_fails("app");
    assert!(said.contains("wit/app.wit:1:"), "{said}");
}
