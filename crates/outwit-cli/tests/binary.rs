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
    let (said, _, _) = outwit(&scratch, &["check"]);
    assert!(said.contains("= help: remove one of them"), "{said}");
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
    assert!(said.contains("error[WIT0812]: line 2, column 10:") && status == 2, "{said}");
}

/// Files, and what every command that reads them says and ends with. `docs/inputs.md`, "What cannot be read".
const GARBAGE: &[(&str, &[u8], &str, i32)] = &[
    ("magic.wit", b"\0asm and then nothing that makes sense", "WIT0803", 2),
    ("cut.wit", b"\0asm\x0d\0\x01\0\x07", "WIT0802", 2),
    ("latin.wit", b"package a:b; // \xe9", "WIT0412", 2),
    ("zeros.wit", &[0; 64], "WIT0412", 2),
    ("magic.wasm", b"\0asm", "WIT0802", 2),
    ("cut.wasm", b"\0asm\x0d\0\x01\0\x07", "WIT0802", 2),
    ("newer.wasm", b"\0asm\x0e\0\x01\0", "WIT0803", 2),
    ("noise.wasm", b"\x9f\x01\x02\xc3\xff", "WIT0802", 2),
    ("empty.wasm", b"", "WIT0802", 2),
    ("text.wasm", b"package a:b;", "WIT0802", 2),
    ("bad.wat", b"(component (", "WIT0812", 2),
    ("noise.wat", b"\x9f\x01\x02\xc3\xff", "WIT0802", 2),
    // These can be read; what they say is wrong.
    ("mute.wasm", b"\0asm\x01\0\0\0", "WIT0805", 1),
    ("instance.wat", b"(component (instance $i) (export \"i\" (instance $i)) (type $r (resource (rep i32))) (export \"r\" (type $r)))", "WIT0809", 1),
    ("wrong.wit", b"package a:b; world w { import f: func(a: nothing); }", "WIT0201", 1),
];

#[test]
fn garbage_ends_every_command_alike_whatever_its_name_is() {
    let scratch = Scratch::new("binary-garbage");
    for (name, bytes, code, wanted) in GARBAGE {
        std::fs::write(scratch.path().join(name), bytes).expect("the folder can be written");
        let commands: &[&[&str]] = &[
            &["check", name],
            &["tree", name],
            &["json", name],
            &["layout", name],
            &["wasm", name, "-o", "out.wasm"],
            &["rust", name, "--out-dir", "out"],
            &["ts", name, "--out-dir", "out"],
        ];
        for command in commands {
            let (said, noted, status) = outwit(&scratch, command);
            assert!(said.contains(&format!("error[{code}]")), "{command:?}\n{said}{noted}");
            assert_eq!(status, *wanted, "{command:?}\n{said}");
        }
        if !name.ends_with(".wit") {
            let (said, _, status) = outwit(&scratch, &["wit", name]);
            assert!(said.contains(&format!("error[{code}]")) && status == *wanted, "{name}\n{said}");
        }
    }
    assert!(!scratch.path().join("out.wasm").exists() && !scratch.path().join("out").exists());
}

#[test]
fn a_damaged_core_module_cannot_be_read_and_a_component_is_refused() {
    let scratch = Scratch::new("binary-embed-garbage");
    scratch.write("w.wit", "package a:b; world w {}");
    for (name, bytes, code, wanted) in [
        ("cut.wasm", &b"\0asm\x01\0\0\0\x01"[..], "WIT0802", 2),
        ("noise.wasm", b"\x9f\x01\x02", "WIT0802", 2),
        ("bad.wat", b"(module (", "WIT0812", 2),
        ("component.wasm", b"\0asm\x0d\0\x01\0", "WIT0808", 1),
    ] {
        std::fs::write(scratch.path().join(name), bytes).expect("the folder can be written");
        let (said, _, status) = outwit(&scratch, &["embed", "w.wit", name, "-o", "out.wasm"]);
        assert!(said.contains(&format!("error[{code}]")) && status == wanted, "{name}: {status}\n{said}");
    }
    assert!(!scratch.path().join("out.wasm").exists());
}
