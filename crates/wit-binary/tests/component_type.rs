//! Our `component-type` sections against the published encoder's, both read by the published decoder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use outwit_binary::{SECTION_PREFIX, StringEncoding, encode_component_type, section_name};
use outwit_resolve::graph::Resolve;
use outwit_resolve::{DiskSource, Features, Loader, Resolved, resolve};
use wasm_encoder::{CustomSection, Module};
use wit_component_oracle::{OutputToString, WitPrinter, metadata};
use wit_parser_oracle as oracle;

/// Worlds whose bytes differ from those of the published encoder, and why that is right. All others have the same bytes.
const OTHER_BYTES: &[(&str, &str)] = &[
    ("test:resources/import-and-export-both@0.1.0", EXPORTS_REFER_TO_EXPORTS),
    ("test:several/w@1.0.0", EXPORTS_REFER_TO_EXPORTS),
];
const EXPORTS_REFER_TO_EXPORTS: &str =
    "exports that use types of an interface that is exported too refer to the export";

#[test]
fn small_worlds_are_read_like_the_published_encoding() {
    let folder = outwit_testkit::workspace().join("testdata/component-type");
    let entries = std::fs::read_dir(&folder).expect("the folder of test worlds is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    let worlds: usize = paths.iter().map(|path| compare(path)).sum();
    assert!(worlds >= 20, "only {worlds} worlds");
}

#[test]
fn wasi_worlds_are_read_like_the_published_encoding() {
    for (variable, least) in [("OUTWIT_CORPORA_WASIP2", 8), ("OUTWIT_CORPORA_WASIP3", 8)] {
        let Some(folder) = outwit_testkit::corpus(variable) else { continue };
        let worlds = compare(&folder.join("wit"));
        assert!(worlds >= least, "only {worlds} worlds in {}", folder.display());
    }
}

#[test]
fn one_producer_is_recorded_if_one_is_given() {
    let resolved = load(&outwit_testkit::workspace().join("testdata/component-type/empty-world.wit"));
    let world = resolved.select_world(None).expect("there is one world");
    let without = encode_component_type(&resolved.graph, world, StringEncoding::Utf8, None);
    let with = encode_component_type(&resolved.graph, world, StringEncoding::Utf8, Some(("maker", "1.2.3")));
    assert!(with.starts_with(&without) && with.len() > without.len());
    assert!(decode(&without).producers.is_none());
    let producers = decode(&with).producers.expect("a producer is recorded");
    let field = producers.get("processed-by").expect("in the field for programs");
    assert_eq!(field.iter().collect::<Vec<_>>(), [(&"maker".to_owned(), &"1.2.3".to_owned())]);
}

#[test]
fn section_names_tell_worlds_and_users_apart() {
    let resolved = load(&outwit_testkit::workspace().join("testdata/component-type/value-types.wit"));
    let world = resolved.select_world(Some("both")).expect("the world is there");
    let name = section_name(&resolved.graph, world, "gen:0.1.0", "abc");
    assert_eq!(name, "component-type:gen:0.1.0:test:values@1.2.3:both:abc");
}

/// Compares every world of a file or folder and gives their number.
fn compare(path: &Path) -> usize {
    let ours = load(path);
    let mut published = oracle::Resolve::default();
    if let Err(error) = published.push_path(path) {
        panic!("{}: the published parser says {error:?}", path.display());
    }
    let ids = world_ids(&ours.graph);
    for (world, definition) in published.worlds.iter() {
        let package = definition.package.expect("worlds stand in packages");
        let id = published.id_of_name(package, &definition.name);
        let theirs =
            metadata::encode(&published, world, wit_component_oracle::StringEncoding::UTF8, None, false)
                .unwrap_or_else(|error| panic!("{id}: the published encoder says {error:?}"));
        let our_world = *ids.get(&id).unwrap_or_else(|| panic!("{}: no world {id}", path.display()));
        let ours = encode_component_type(&ours.graph, our_world, StringEncoding::Utf8, None);
        assert_eq!(print(&decode(&ours)), print(&decode(&theirs)), "{id}");
        // The published encoder adds producers behind everything else.
        let other = OTHER_BYTES.iter().any(|(world, _)| *world == id);
        assert_eq!(theirs.starts_with(&ours), !other, "bytes of {id}");
    }
    assert_eq!(ids.len(), published.worlds.len(), "{}", path.display());
    published.worlds.len()
}

fn world_ids(graph: &Resolve) -> BTreeMap<String, outwit_resolve::graph::WorldId> {
    graph.worlds().map(|(id, _)| (graph.world_id(id), id)).collect()
}

fn load(path: &Path) -> Resolved {
    let mut loader = Loader::new(&DiskSource);
    loader.path(path);
    let loaded = loader.finish();
    match resolve(&loaded, &Features::default()).finish() {
        Ok(resolved) => resolved,
        Err(failed) => {
            let shown =
                failed.diagnostics.iter().map(|d| outwit_diagnostics::render::short(&loaded.sources, d));
            panic!("{}:\n{}", path.display(), shown.collect::<Vec<_>>().join("\n"));
        }
    }
}

/// What the published tools read from a core module with this section.
fn decode(payload: &[u8]) -> metadata::Bindgen {
    let mut module = Module::new();
    module.section(&CustomSection { name: SECTION_PREFIX.into(), data: payload.into() });
    match metadata::decode(&module.finish()) {
        Ok((_, bindgen)) => bindgen,
        Err(error) => panic!("the published decoder says {error:?}"),
    }
}

fn print(bindgen: &metadata::Bindgen) -> String {
    let resolve = &bindgen.resolve;
    let main = resolve.worlds[bindgen.world].package.expect("the merged world stands in a package");
    let others: Vec<oracle::PackageId> =
        resolve.packages.iter().map(|(id, _)| id).filter(|id| *id != main).collect();
    let mut printer = WitPrinter::<OutputToString>::default();
    printer.print(resolve, main, &others).expect("what was decoded can be printed");
    printer.output.to_string()
}
