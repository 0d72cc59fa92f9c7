//! The bindings of every case of `testdata/rust-guest` compile without a warning, also where every warning of clippy counts
//! that the WIT has no part in, in editions 2021 and 2024, with a type that implements every `Guest`.

mod support;

use outwit_bindgen_rust::{Input, Options, Ownership, generate};
use outwit_resolve::DiskSource;
use support::stubs::with_stubs;
use support::{DICTATED, Scratch};

/// The bindings of all cases, each in a module of its own.
fn all_bindings() -> String {
    bindings_with(&Options::default())
}

fn bindings_with(options: &Options) -> String {
    let mut text = String::new();
    for case in outwit_testkit::cases("rust-guest").iter().filter(|case| !case.name.starts_with("refused")) {
        let input = Input { path: vec![case.dir.join("input.wit")], ..Input::default() };
        let selected = input.select(&DiskSource).unwrap_or_else(|_| panic!("{} resolves", case.name));
        let generated = generate(&selected.resolve, selected.world, options);
        let generated = generated.unwrap_or_else(|_| panic!("{} can be expressed", case.name));
        let module = case.name.replace('-', "_");
        let bindings = with_stubs(&generated.to_text());
        text += &format!("/// A case.\npub mod {module} {{\n{bindings}\n}}\n");
    }
    text
}

#[test]
fn all_cases_compile_without_a_warning() {
    let scratch = Scratch::new("compile");
    let bindings = all_bindings();
    let outwit =
        "outwit = { path = \"$OUTWIT\", default-features = false, features = [\"bitflags\", \"realloc\"] }";
    for edition in ["2021", "2024"] {
        let lib =
            format!("//! All cases.\n\n#![no_std]\n#![deny(missing_docs, unreachable_pub)]\n\n{bindings}");
        scratch.add(&format!("cases-{edition}"), edition, outwit, &lib);
    }
    scratch.cargo_succeeds(&["check"]);
}

#[test]
fn all_cases_compile_without_the_crate_bitflags() {
    let scratch = Scratch::new("compile-without-bitflags");
    scratch.add(
        "cases",
        "2021",
        "outwit = { path = \"$OUTWIT\", default-features = false }",
        &all_bindings(),
    );
    scratch.cargo_succeeds(&["check"]);
}

#[test]
fn all_cases_compile_however_parameters_are_lent() {
    let scratch = Scratch::new("compile-borrowing");
    for duplicate_if_necessary in [false, true] {
        let ownership = Ownership::Borrowing { duplicate_if_necessary };
        let bindings = bindings_with(&Options { ownership, ..Options::default() });
        assert_eq!(bindings.contains("Param<'_>"), duplicate_if_necessary);
        let outwit = "outwit = { path = \"$OUTWIT\", default-features = false }";
        scratch.add(&format!("cases-{duplicate_if_necessary}"), "2021", outwit, &bindings);
    }
    scratch.cargo_succeeds(&["check"]);
}

#[test]
fn clippy_and_rustdoc_have_nothing_to_say() {
    let scratch = Scratch::new("clippy");
    let narrow = format!("#[allow({}, rustdoc::all)]", DICTATED.join(", "));
    let bindings = all_bindings();
    let wide = "#[allow(clippy::all, clippy::pedantic, rustdoc::all)]";
    assert!(bindings.contains(wide));
    let outwit = "outwit = { path = \"$OUTWIT\", default-features = false, features = [\"bitflags\"] }";
    scratch.add("as-generated", "2024", outwit, &bindings);
    scratch.add("strict", "2024", outwit, &bindings.replace(wide, &narrow));
    scratch.cargo_succeeds(&["clippy"]);
    scratch.cargo_succeeds(&["doc", "--no-deps", "-p", "as-generated"]);
}
