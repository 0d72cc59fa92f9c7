//! The bindings of each case of `testdata/rust-guest`, beside its WIT: `bindings.snap`, or, for what is refused,
//! `refused.snap`. That they compile is tested in the crate `outwit`.

use outwit_bindgen_rust::{Input, Options, Selected, With, generate};
use outwit_diagnostics::render;
use outwit_resolve::DiskSource;
use outwit_testkit::{Case, cases};

fn select(case: &Case) -> Selected {
    let input = Input { path: vec![case.dir.join("input.wit")], ..Input::default() };
    input.select(&DiskSource).unwrap_or_else(|rejected| {
        let shown = rejected.diagnostics.iter().map(|found| render::short(&rejected.sources, found) + "\n");
        panic!("{}: {}", case.name, shown.collect::<String>())
    })
}

/// The payload of the section is tested where it is encoded, and the version says nothing here.
fn without_payload(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = line.replace(env!("CARGO_PKG_VERSION"), "VERSION");
        match line.split_once("static SECTION: ") {
            Some((before, _)) => lines.push(format!("{before}static SECTION: ...;")),
            None => lines.push(line),
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn bindings() {
    for case in cases("rust-guest") {
        let selected = select(&case);
        match generate(&selected.resolve, selected.world, &Options::default()) {
            Ok(generated) => case.snapshot("bindings", &without_payload(&generated.to_text())),
            Err(found) => {
                let style = render::Style { color: false, ascii: true };
                let shown: String =
                    found.iter().map(|found| render::human(&selected.sources, found, style)).collect();
                let shown = shown.replace(&format!("{}/", case.dir.display()), "");
                case.snapshot("refused", &shown);
            }
        }
    }
}

#[test]
fn what_is_generated_is_the_same_every_time() {
    for case in cases("rust-guest").iter().filter(|case| !case.name.starts_with("refused")) {
        let texts = [(); 2].map(|()| {
            let selected = select(case);
            let generated = generate(&selected.resolve, selected.world, &Options::default());
            generated.expect("only refused cases are refused").to_text()
        });
        assert_eq!(texts[0], texts[1], "{}", case.name);
    }
}

#[test]
fn options_change_what_they_say() {
    let wit = "package a:b; interface i { record r { a: u8 } unused: func() -> r; used: func(); } \
               world w { import i; export i; }";
    let text = |change: fn(&mut Options)| {
        let input = Input { inline: Some(wit.to_owned()), ..Input::default() };
        let files = outwit_resolve::MemorySource::new();
        let selected = input.select(&files).expect("the text is right");
        let mut options = Options::default();
        change(&mut options);
        generate(&selected.resolve, selected.world, &options).expect("nothing is refused").to_text()
    };
    let skipped = text(|options| options.skip = vec!["unused".to_owned()]);
    assert!(!skipped.contains("fn unused") && !skipped.contains("struct R") && skipped.contains("fn used"));
    let all = text(|options| {
        options.skip = vec!["unused".to_owned()];
        options.generate_unused_types = true;
    });
    assert!(all.contains("struct R") && all.contains("// Option: skip: [\"unused\"]"));
    let derived = text(|options| {
        options.additional_derives =
            ["Hash", "::core::cmp::PartialEq", "Clone", "Debug"].map(|path| path.parse().unwrap()).to_vec();
    });
    let derived: String = derived.split_whitespace().collect();
    assert!(derived.contains("#[derive(Clone,Copy,Debug,Hash,::core::cmp::PartialEq)]"));
    let named = text(|options| {
        options.set_text("export_macro_name", "export_it").unwrap();
        options.set_text("default_bindings_module", "crate::bindings").unwrap();
        options.set_text("runtime_path", "crate::other::rt").unwrap();
        options.set_text("type_section_suffix", "second").unwrap();
    });
    assert!(named.contains("pub(crate) use __export_w_impl as export_it;"));
    let packed: String = named.split_whitespace().collect();
    assert!(packed.contains("crate::bindings::export_it!($tywith_types_incrate::bindings);"));
    assert!(named.contains("crate::other::rt::run_ctors_once()") && !named.contains("::outwit::rt"));
    assert!(named.contains(":a:b:w:second\""));
}

#[test]
fn foreign_interfaces_are_listed_where_they_are_not_wanted() {
    let wit = "package a:b; world w { import c:d/one; export c:d/two; import mine; } interface mine {}
        package c:d { interface one {} interface two {} }";
    let input = Input { inline: Some(wit.to_owned()), ..Input::default() };
    let files = outwit_resolve::MemorySource::new();
    let selected = input.select(&files).expect("the text is right");
    let options = Options { generate_all: false, ..Options::default() };
    let found = generate(&selected.resolve, selected.world, &options).expect_err("two are foreign");
    let [found] = &found[..] else { panic!("one list of all: {found:?}") };
    assert_eq!(found.message, "the world imports `c:d/one`, which is of another package");
    // What is exported is generated always.
    assert!(found.help[0].contains("with: {\n    \"c:d/one\": generate,\n},"), "{found:?}");
    let with = vec![("c:d/one".to_owned(), With::Generate)];
    assert!(generate(&selected.resolve, selected.world, &Options { with, ..options }).is_ok());
}

#[test]
fn a_key_without_version_is_for_one_version() {
    let wit = "package a:b; world w { import c:d/i@1.0.0; import c:d/i@1.2.0; import c:d/i@2.0.0; }
        package c:d@1.0.0 { interface i { record r { a: u8 } f: func(r: r); } }
        package c:d@1.2.0 { interface i { record r { a: u8 } f: func(r: r); } }
        package c:d@2.0.0 { interface i { record r { a: u8 } f: func(r: r); } }";
    let input = Input { inline: Some(wit.to_owned()), ..Input::default() };
    let selected = input.select(&outwit_resolve::MemorySource::new()).expect("the text is right");
    let say = |keys: &[&str]| {
        let with = keys.iter().map(|key| ((*key).to_owned(), "crate::x".parse::<With>().expect("a path")));
        let options = Options { with: with.collect(), ..Options::default() };
        let found =
            generate(&selected.resolve, selected.world, &options).map(|generated| generated.to_text());
        found.map_err(|found| found.iter().map(|found| found.message.clone()).collect::<Vec<_>>())
    };
    for ambiguous in ["c:d/i", "c:d", "c:d/i/r", "c:d/i@1.1.0", "c:d@1.1.0", "c:d/i@1.1.0/r"] {
        let said = say(&[ambiguous]).expect_err("several fit");
        assert!(said[0].ends_with("is there several times"), "{said:?}");
    }
    for nothing in ["c:d/i@3.0.0", "c:d@0.1.0", "c:d/i@2.0.0/q", "c:d/i@x"] {
        let said = say(&[nothing]).expect_err("nothing fits");
        assert!(said[0].contains(&format!("names `{nothing}`, but")), "{said:?}");
    }
    // What is exact is not taken by a name that fits less.
    let text = say(&["c:d/i@1.0.0", "c:d/i@2.1.0"]).expect("each fits one");
    assert!(!text.contains("mod d1_0_0") && text.contains("mod d1_2_0") && !text.contains("mod d2_0_0"));
    assert_eq!(text.matches("use crate::x as __with_w_").count(), 2, "{text}");
}

#[test]
fn derives_are_not_asked_of_what_is_elsewhere_or_left_out() {
    let wit = "package a:b; interface i { record r { a: f32 } f: func(r: r); } interface j { record s { a: f32 } g: func(s: s); }
        world w { import i; import j; }";
    let input = Input { inline: Some(wit.to_owned()), ..Input::default() };
    let selected = input.select(&outwit_resolve::MemorySource::new()).expect("the text is right");
    let refused = |set: &[(&str, &str)]| {
        let mut options = Options::default();
        options.add("additional_derives", "Eq").expect("a path");
        set.iter().for_each(|(key, value)| options.add(key, value).expect("a value"));
        let found = generate(&selected.resolve, selected.world, &options).err().unwrap_or_default();
        found.iter().map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(refused(&[]), ["2 types cannot have the derive `Eq`"]);
    let one = ["`a:b/j/s` cannot have the derive `Eq`"];
    assert_eq!(refused(&[("with", "a:b/i=crate::i")]), one);
    assert_eq!(refused(&[("with", "a:b/i/r=crate::R")]), one);
    assert_eq!(refused(&[("additional_derives_ignore", "a:b/i/r")]), one);
    assert_eq!(refused(&[("additional_derives_ignore", "r")]), one);
    assert_eq!(refused(&[("skip", "f")]), one);
    assert!(refused(&[("skip", "f"), ("additional_derives_ignore", "s")]).is_empty());
}
