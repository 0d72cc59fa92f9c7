//! The published encoder's packages, decoded: as text, the published parser reads what it encoded; resolved and encoded
//! again, they are the same bytes.

use std::path::Path;

use outwit_binary::{WasmDecoder, decode, encode_package};
use outwit_resolve::{Features, Loader, MemorySource, resolve};
use wit_parser_oracle as oracle;

use crate::corpora::{Input, inputs};
use crate::packages::Measure;
use crate::peer;

#[test]
fn published_packages_become_the_text_they_were_made_from() {
    let mut counts = Counts::default();
    let mut faults = Vec::new();
    for input in inputs("decoding").iter() {
        if let Err(fault) = compare(input, Measure::Bytes, &mut counts) {
            faults.push(format!("{}: {fault}", input.name));
        }
    }
    assert!(faults.is_empty(), "{counts:?}\n{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(counts.packages >= 20, "{counts:?}");
    println!("{counts:?}");
}

#[derive(Debug, Default)]
pub(crate) struct Counts {
    packages: usize,
    same_bytes: usize,
}

pub(crate) fn compare(input: &Input, measure: Measure, counts: &mut Counts) -> Result<(), String> {
    let Ok((theirs, _)) = peer::theirs(&input.path) else { return Ok(()) };
    for (package, definition) in theirs.packages.iter() {
        let name = definition.name.to_string();
        if definition.interfaces.is_empty() && definition.worlds.is_empty() {
            continue;
        }
        let Ok(published) = wit_component_oracle::encode(&theirs, package, false) else { continue };
        let Ok(expected) = peer::decode(&published) else { continue };
        counts.packages += 1;
        let text = as_text(&input.path, &published).map_err(|error| format!("{name}: {error}"))?;
        let expected = peer::print_all(&expected.0, expected.1);
        measure.same(&name, "text", &peer::print_all(&text.0, text.1), &expected)?;
        measure.same(&name, "source", &peer::print(&text.0, text.1), &peer::print(&theirs, package))?;
        let again = encode_again(&published).map_err(|error| format!("{name}: {error}"))?;
        counts.same_bytes += usize::from(published.starts_with(&again));
        let read = peer::decode(&again).map_err(|error| format!("{name}: {error}"))?;
        measure.same(&name, "again", &peer::print_all(&read.0, read.1), &expected)?;
    }
    Ok(())
}

/// What `outwit wit` writes, as the published parser reads it: the package in a folder, the others in `deps/`.
fn as_text(beside: &Path, wasm: &[u8]) -> Result<(oracle::Resolve, oracle::PackageId), String> {
    let folder = beside.with_file_name("decoded");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("deps")).expect("a folder for the text");
    let mut sources = outwit_diagnostics::SourceMap::new();
    let file = sources.add_binary("package.wasm");
    let decoded = decode(file, wasm).map_err(|d| outwit_diagnostics::render::short(&sources, &d))?;
    for (at, file) in decoded.files.iter().enumerate() {
        let path = if at == 0 { "root.wit".into() } else { format!("deps/{at}.wit") };
        std::fs::write(folder.join(path), outwit_parser::print(file)).expect("a written file");
    }
    peer::theirs(&folder)
}

/// The package that the wasm holds, resolved by us and encoded by us.
fn encode_again(wasm: &[u8]) -> Result<Vec<u8>, String> {
    let files = MemorySource::new().with("package.wasm", wasm.to_vec());
    let mut loader = Loader::new(&files).with_decoder(&WasmDecoder);
    loader.path(Path::new("package.wasm"));
    let loaded = loader.finish();
    let resolved = resolve(&loaded, &Features::all()).finish().map_err(|failed| {
        let shown = failed.diagnostics.iter().map(|d| outwit_diagnostics::render::short(&loaded.sources, d));
        shown.collect::<Vec<_>>().join("\n")
    })?;
    Ok(encode_package(&resolved.graph, resolved.roots[0], None))
}
