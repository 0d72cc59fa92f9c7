//! `outwit wasm`, `outwit wit` and `outwit embed`; and packages in binary form where text may stand.

#[allow(dead_code, reason = "each test program uses another part")]
mod common;

use common::{Scratch, program, status, stderr, stdout};

const TYPES: &str =
    "/// Names.\npackage acme:types@1.0.0;\n\ninterface names {\n  /// A name.\n  type name = string;\n}\n";
const SHOP: &str = "package acme:shop;\n\nworld shop {\n  use acme:types/names@1.0.0.{name};\n\n  import sell: func(what: name);\n}\n";

fn outwit(scratch: &Scratch, arguments: &[&str]) -> (String, String, i32) {
    let output =
        program("outwit", scratch.path()).args(arguments).output().expect("the program can be started");
    (stdout(&output), stderr(&output), status(&output))
}

fn quiet(scratch: &Scratch, arguments: &[&str]) {
    let (said, noted, status) = outwit(scratch, &[arguments, &["--quiet"]].concat());
    assert_eq!((said.as_str(), noted.as_str(), status), ("", "", 0), "{arguments:?}");
}

#[test]
fn a_package_goes_to_wasm_and_back() {
    let scratch = Scratch::new("binary-round-trip");
    scratch.write("types.wit", TYPES);
    quiet(&scratch, &["wasm", "types.wit", "-o", "types.wasm"]);
    assert_eq!(outwit(&scratch, &["wit", "types.wasm"]), (TYPES.to_owned(), String::new(), 0));
    quiet(&scratch, &["wit", "types.wasm", "-o", "text"]);
    assert_eq!(std::fs::read_to_string(scratch.path().join("text/types.wit")).expect("written"), TYPES);
    quiet(&scratch, &["wit", "types.wasm", "-o", "text", "--check"]);
}

#[test]
fn an_encoded_dependency_serves_like_text() {
    let scratch = Scratch::new("binary-deps");
    scratch.write("elsewhere/types.wit", TYPES);
    scratch.write("wit/shop.wit", SHOP);
    quiet(&scratch, &["wasm", "elsewhere/types.wit", "-o", "types.wasm"]);
    std::fs::create_dir(scratch.path().join("wit/deps")).expect("a folder");
    std::fs::rename(scratch.path().join("types.wasm"), scratch.path().join("wit/deps/types.wasm"))
        .expect("moved");
    quiet(&scratch, &["check"]);
    // An encoded package brings what it uses of others, and the whole package may lie beside it.
    quiet(&scratch, &["wasm", "wit", "-o", "shop.wasm"]);
    quiet(&scratch, &["check", "shop.wasm"]);
    quiet(&scratch, &["check", "shop.wasm", "wit/deps/types.wasm"]);
    quiet(&scratch, &["check", "shop.wasm", "elsewhere/types.wit"]);
    scratch.write("wit/deps/again.wit", TYPES);
    let (said, _, status) = outwit(&scratch, &["check", "--format", "short"]);
    assert!(said.contains("types.wasm:0x") && said.contains("error[WIT0403]"), "{said}");
    assert_eq!(status, 1);
}

#[test]
fn each_package_can_be_chosen_or_all() {
    let scratch = Scratch::new("binary-several");
    scratch.write("wit/shop.wit", SHOP);
    scratch.write("wit/deps/types.wit", TYPES);
    quiet(&scratch, &["wasm", "-p", "acme:types", "-o", "types.wasm"]);
    assert_eq!(outwit(&scratch, &["wit", "types.wasm"]).0, TYPES);
    quiet(&scratch, &["wasm", "--out-dir", "all"]);
    for name in ["acme-shop.wasm", "acme-types@1.0.0.wasm"] {
        assert!(scratch.path().join("all").join(name).is_file(), "{name}");
    }
    let (_, noted, status) = outwit(&scratch, &["wasm", "wit", "wit/deps/types.wit", "-o", "x.wasm"]);
    assert!(noted.contains("`--package`") && status == 2, "{noted}");
    let (_, noted, status) = outwit(&scratch, &["wasm", "-p", "acme:other", "-o", "x.wasm"]);
    assert!(noted.contains("there is no package `acme:other`") && status == 2, "{noted}");
    assert!(!scratch.path().join("x.wasm").exists());
}

#[test]
fn a_module_says_its_world() {
    let scratch = Scratch::new("binary-embed");
    scratch.write("shop.wit", "package acme:shop;\n\nworld shop {\n  import sell: func(what: string);\n}\n");
    scratch.write("other.wit", "package acme:shop;\n\nworld shop {\n  import sell: func(what: u32);\n}\n");
    scratch.write("core.wat", "(module)");
    quiet(&scratch, &["embed", "shop.wit", "core.wat", "-o", "core.wasm"]);
    let text = outwit(&scratch, &["wit", "core.wasm"]).0;
    assert_eq!(text, std::fs::read_to_string(scratch.path().join("shop.wit")).expect("text"));
    // Once more is the same world; another is a contradiction, and nothing is written.
    quiet(&scratch, &["embed", "shop.wit", "core.wasm", "-o", "twice.wasm"]);
    assert_eq!(outwit(&scratch, &["wit", "twice.wasm"]).0, text);
    let (said, _, status) = outwit(&scratch, &["embed", "other.wit", "core.wasm", "-o", "bad.wasm"]);
    assert!(said.contains("error[WIT0806]") && status == 1, "{said}");
    let encoding = ["embed", "shop.wit", "core.wasm", "-o", "bad.wasm", "--encoding", "utf16"];
    let (said, _, status) = outwit(&scratch, &encoding);
    assert!(said.contains("string encoding") && status == 1, "{said}");
    assert!(!scratch.path().join("bad.wasm").exists());
}

#[test]
fn what_older_linkers_cannot_read_is_told_when_bindings_are_made() {
    let scratch = Scratch::new("binary-linkers");
    scratch
        .write("shop.wit", "package a:b;\nworld shop {\n  @external-id(\"e\")\n  import sell: func();\n}\n");
    let (said, _, status) = outwit(&scratch, &["rust", "shop.wit", "--out-dir", "out"]);
    assert!(said.starts_with("warning[WIT0811]") && said.contains("shop.wit:4:10") && status == 0, "{said}");
    let written = std::fs::read_to_string(scratch.path().join("out/shop.rs")).expect("written all the same");
    assert!(written.contains("see `outwit explain WIT0811`"), "{written}");
}

#[test]
fn text_of_webassembly_is_read_everywhere() {
    let scratch = Scratch::new("binary-wat");
    scratch.write("part.wat", "(component (import \"f\" (func (param \"x\" u32))))");
    let (text, _, status) = outwit(&scratch, &["wit", "part.wat"]);
    assert_eq!(
        (text.as_str(), status),
        ("package root:component;\n\nworld root {\n  import f: func(x: u32);\n}\n", 0)
    );
    quiet(&scratch, &["check", "part.wat"]);
    quiet(&scratch, &["ts", "part.wat", "--out-dir", "out"]);
    scratch.write("bad.wat", "(component\n  (import))");
    let (said, _, status) = outwit(&scratch, &["check", "bad.wat", "--format", "short"]);
    assert!(said.contains("error[WIT0812]: line 2, column 10:") && status == 1, "{said}");
}
