//! Awkward names and shapes, one world for each: what Rust can say of it compiles without a warning, whatever things are
//! called, in both editions and however parameters are lent.

mod support;

use std::path::PathBuf;

use outwit_bindgen_rust::{Input, Keywords, Options, Ownership, generate};
use outwit_resolve::DiskSource;
use support::Scratch;
use support::stubs::with_stubs;

fn worlds() -> Vec<PathBuf> {
    let folder = outwit_testkit::workspace().join("testdata/rust-worlds");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths
}

/// The bindings of every world with a type that implements all of it, each in a module of its own. Types that the option
/// `stubs` makes are enough.
fn all_bindings(options: &Options) -> String {
    let mut text = String::new();
    for path in worlds() {
        let name = path.file_stem().expect("a file").to_string_lossy().replace('-', "_");
        let text_of = std::fs::read_to_string(&path).expect("the file can be read");
        let world = text_of.contains("world w {").then(|| "w".to_owned());
        let input = Input { path: vec![path], world, ..Input::default() };
        let selected = input.select(&DiskSource).unwrap_or_else(|_| panic!("{name} resolves"));
        let generated = generate(&selected.resolve, selected.world, options);
        let generated = generated.unwrap_or_else(|found| panic!("{name}: {found:?}"));
        let bindings = generated.to_text();
        let bindings = if options.stubs { bindings } else { with_stubs(&bindings) };
        text += &format!("pub mod {name} {{\n{bindings}\n}}\n");
    }
    text
}

#[test]
fn all_worlds_compile() {
    let scratch = Scratch::new("worlds");
    let outwit = "outwit = { path = \"$OUTWIT\", default-features = false, features = [\"bitflags\"] }";
    let owning = all_bindings(&Options { generate_unused_types: true, ..Options::default() });
    scratch.add("owning-2021", "2021", outwit, &owning);
    scratch.add("owning-2024", "2024", outwit, &format!("#![no_std]\n{owning}"));
    for duplicate_if_necessary in [false, true] {
        let ownership = Ownership::Borrowing { duplicate_if_necessary };
        let bindings = all_bindings(&Options { ownership, ..Options::default() });
        scratch.add(&format!("borrowing-{duplicate_if_necessary}"), "2024", outwit, &bindings);
    }
    let others = Options {
        keywords: Keywords::Underscore,
        raw_strings: true,
        stubs: true,
        disable_custom_section_link_helpers: true,
        disable_run_ctors_once_workaround: true,
        export_prefix: Some("x".to_owned()),
        borrowed_params: vec!["all".to_owned()],
        ..Options::default()
    };
    scratch.add("others", "2021", outwit, &all_bindings(&others));
    let merged = Options {
        merge_structurally_equal_types: true,
        map_type: Some("std::collections::HashMap".parse().expect("a path")),
        ..Options::default()
    };
    let outwit = outwit.replace("\"bitflags\"", "\"bitflags\", \"std\"");
    scratch.add("merged", "2024", &outwit, &all_bindings(&merged));
    scratch.cargo_succeeds(&["check"]);
}
