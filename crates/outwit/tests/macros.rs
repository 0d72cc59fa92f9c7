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
    add(
        "feature",
        "outwit::bindgen!({\n    inline: \"package a:b; world w { @unstable(feature = zones) import f: func(); }\",\n    \
         features: [\"other\", \"zone\"],\n});\n",
    );

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
    let said = scratch.check_fails("feature");
    for part in ["`zone`", "did you mean `zones`?", "src/lib.rs:3:25"] {
        assert!(said.contains(part), "{part}\n---\n{said}");
    }
    let said = scratch.check_fails("short-form");
    assert!(
        said.contains("expected `\"world\"`, `in \"path\"`") && said.contains("src/lib.rs:1:18"),
        "{said}"
    );
}

const SHAPES: &str = r#"
package a:b@1.2.0;
interface shapes {
  record point { x: f64, name: string }
  draw: func(at: point);
}
world w { import shapes; import c:d/one; import c:d/two@3.0.0; export c:d/three; }
package c:d { interface one { f: func(); } interface three { f: func(); } }
package c:d@3.0.0 { interface two { f: func(); } }
"#;

#[test]
fn each_option_and_selector_keeps_its_place() {
    let scratch = Scratch::new("macro-selectors");
    let outwit = "outwit = { path = \"$OUTWIT\" }";
    let missing = format!("outwit::generate!({{\n    world: \"w\",\n    inline: {SHAPES:?},\n}});\n");
    scratch.add("missing-with", "2024", outwit, &missing);
    let options = format!(
        r##"outwit::generate!({{
    inline: {SHAPES:?},
    with: {{
        "c:d/on": generate,
        "c:d/one": crate::one,
        "c:d/three": crate::three,
        "c:d/one": generate,
        "a:b/shapes@2.0.0/point": crate::Point,
    }},
    generate_all,
    skip: ["nothing", "a:b/shapes#drow"],
    additional_derives: [Clone, Copy, ::core::hash::Hash, other::Eq],
    additional_derives_ignore: ["nothing", "a:b/shapes/dot"],
    additional_type_attributes: {{ "a:b/shapes/poin": [#[x]] }},
    additional_member_attributes: {{ "a:b/shapes/point.z": [#[x]] }},
    sync: ["a:b/shape#draw"],
    chainable_methods: ["a:b/shapes#r"],
    borrowed_params: ["a:b/shape#draw"],
}});
"##
    );
    scratch.add("selectors", "2024", outwit, &options);
    scratch.add(
        "values",
        "2024",
        outwit,
        r##"outwit::bindgen!({
    with: { "a:b/c": Vec<u8>, d: crate::e, "a:b/f" },
    additional_type_attributes: { "a:b/c/d": [], "a:b/c/e": [x] },
    ownership: Lending,
    keywords: "cooked",
    async: true,
    raw_strings: "yes",
    sync: 7,
    export_macro_name: "a b",
    additional_derives: ["Hash"],
});
"##,
    );

    let said = scratch.check_fails("missing-with");
    for part in [
        "WIT0704",
        "`c:d/one` and `c:d/two@3.0.0`, which are of other packages",
        "\"c:d/one\": generate,\n",
        "\"c:d/two@3.0.0\": generate,\n",
        "`generate_all`",
        "src/lib.rs:2:12",
    ] {
        assert!(said.contains(part), "{part}\n---\n{said}");
    }
    let said = scratch.check_fails("selectors");
    for (part, place) in [
        ("`with` names `c:d/on`", "4:9"),
        ("did you mean `c:d/one`?", "4:9"),
        ("names `c:d/one` twice", "7:9"),
        ("did you mean `a:b/shapes@1.2.0/point`?", "8:9"),
        ("did you mean `a:b/shapes#draw`?", "11:23"),
        ("cannot have the derive `Copy`", "12:33"),
        ("`name` holds a string", "12:33"),
        ("cannot have the derive `::core::hash::Hash`", "12:39"),
        ("`x` holds `f64`", "12:39"),
        ("`additional_derives_ignore` names `a:b/shapes/dot`", "13:44"),
        ("did you mean `a:b/shapes/point`?", "14:35"),
        ("names `a:b/shapes/point.z`", "15:37"),
        ("`sync` names `a:b/shape#draw`", "16:12"),
        ("`chainable_methods` names `a:b/shapes#r`", "17:25"),
        ("`borrowed_params` names `a:b/shape#draw`", "18:23"),
    ] {
        assert!(said.contains(part), "{part}\n---\n{said}");
        assert!(said.contains(&format!("src/lib.rs:{place}\n")), "{place}\n---\n{said}");
    }
    assert!(
        !said.contains("`c:d/three`") && !said.contains("`nothing`") && !said.contains("other::Eq`"),
        "{said}"
    );
    let said = scratch.check_fails("values");
    for (part, place) in [
        ("a path in `with` has no parameters", "2:22"),
        ("expected a name of WIT in quotes", "2:31"),
        ("expected `:` and a value behind this", "2:44"),
        ("there must be an attribute", "3:46"),
        ("expected attributes, `#[...]`", "3:61"),
        ("expected `Owning` or `Borrowing", "4:16"),
        ("`cooked` is neither `raw` nor `underscore`", "5:15"),
        ("`async` is no option any more", "6:5"),
        ("expected `raw_strings` or `raw_strings: true`", "7:18"),
        ("expected `sync: true` or `[", "8:11"),
        ("`a b` is not a name for a macro", "9:24"),
        ("expected a path such as", "10:26"),
    ] {
        assert!(said.contains(part), "{part}\n---\n{said}");
        assert!(said.contains(&format!("src/lib.rs:{place}\n")), "{place}\n---\n{said}");
    }
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
