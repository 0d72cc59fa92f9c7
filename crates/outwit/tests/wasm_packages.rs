//! Packages in binary form, named and in `deps/`, through the macro and through a build script: with the Cargo feature
//! `wasm-packages` they serve like text, without it a message names the feature.

mod support;

use std::path::Path;

use outwit_binary::encode_package;
use outwit_resolve::{Features, Loader, MemorySource, resolve};
use support::Scratch;

const TYPES: &str =
    "package acme:types@1.0.0; interface names { type name = string; id: func(of: name) -> u32; }";
const SHOP: &str =
    "package acme:shop; world shop { import acme:types/names@1.0.0; export sell: func() -> u32; }";

/// What uses the import and has the export.
const GUEST: &str = "pub struct Shop;\nimpl Guest for Shop {\n    fn sell() -> u32 {\n        \
    acme::types::names::id(\"it\")\n    }\n}\nexport!(Shop);\n";

/// The package that the last of these files declares, as WebAssembly.
fn encoded(texts: &[&str]) -> Vec<u8> {
    let files = MemorySource::new();
    let mut loader = Loader::new(&files);
    texts.iter().for_each(|text| loader.text("package.wit", text));
    let resolved = resolve(&loader.finish(), &Features::all()).finish().expect("the packages are right");
    encode_package(&resolved.graph, *resolved.roots.last().expect("there is one"), None)
}

/// How the bindings of a crate are made.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Macro,
    BuildScript,
}

/// Adds a crate with bindings for the WIT at `path`, by a dependency with these features besides its own.
fn add(scratch: &Scratch, name: &str, way: Way, features: &str, path: &str) {
    match way {
        Way::Macro => {
            let dependency = format!("outwit = {{ path = \"$OUTWIT\", features = [{features}] }}");
            scratch.add(name, "2024", &dependency, &format!("outwit::bindgen!(in {path:?});\n{GUEST}"));
        }
        Way::BuildScript => {
            let dependencies = format!(
                "outwit = {{ path = \"$OUTWIT\" }}\n\n[build-dependencies]\noutwit = {{ path = \"$OUTWIT\", \
                 default-features = false, features = [\"build\", {features}] }}"
            );
            let lib = format!("include!(concat!(env!(\"OUT_DIR\"), \"/shop.rs\"));\n{GUEST}");
            scratch.add(name, "2024", &dependencies, &lib);
            let script = format!(
                "fn main() -> Result<(), outwit::build::Error> {{\n    outwit::build({path:?}).generate()\n}}\n"
            );
            scratch.write(&format!("crates/{name}/build.rs"), &script);
        }
    }
    let folder = Path::new("crates").join(name);
    let write = |path: &str, bytes: &[u8]| scratch.write(folder.join(path).to_str().expect("ASCII"), bytes);
    write("wit/shop.wit", SHOP.as_bytes());
    write("wit/deps/types.wasm", &encoded(&[TYPES]));
    write("shop.wasm", &encoded(&[TYPES, SHOP]));
}

const WAYS: [(Way, &str); 2] = [(Way::Macro, "macro"), (Way::BuildScript, "script")];

#[test]
fn with_the_feature_packages_in_binary_form_serve_like_text() {
    let scratch = Scratch::new("wasm-packages");
    for (way, name) in WAYS {
        add(&scratch, &format!("{name}-named"), way, "\"wasm-packages\"", "shop.wasm");
        add(&scratch, &format!("{name}-in-deps"), way, "\"wasm-packages\"", "wit");
    }
    scratch.cargo_succeeds(&["check"]);

    // A change is noticed, and what is wrong then is told with its place.
    for (_, name) in WAYS {
        let package = format!("{name}-in-deps");
        let cut = &encoded(&[TYPES])[..40];
        scratch.write(&format!("crates/{package}/wit/deps/types.wasm"), cut);
        let said = scratch.check_fails(&package);
        assert!(said.contains("WIT0802") && said.contains("wit/deps/types.wasm:0x"), "{said}");
        scratch.write(&format!("crates/{package}/wit/deps/types.wasm"), "(component)");
        let said = scratch.check_fails(&package);
        assert!(said.contains("WIT0802") && said.contains("`outwit wit`"), "{said}");
    }
}

#[test]
fn without_the_feature_a_message_names_it() {
    let scratch = Scratch::new("no-wasm-packages");
    for (way, name) in WAYS {
        for (suffix, path) in [("named", "shop.wasm"), ("in-deps", "wit")] {
            let package = format!("{name}-{suffix}");
            add(&scratch, &package, way, "", path);
            let said = scratch.check_fails(&package);
            let file = if suffix == "named" { "`shop.wasm`" } else { "`wit/deps/types.wasm`" };
            for part in ["WIT0801", file, "Cargo feature `wasm-packages`"] {
                assert!(said.contains(part), "{package}: {part}\n---\n{said}");
            }
        }
    }
}
