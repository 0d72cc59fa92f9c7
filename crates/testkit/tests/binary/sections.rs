//! `component-type` sections of every world: read by the published decoder like the published ones, in all string
//! encodings; modules that have them become components; and what we read of them is the world.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use outwit_binary::{
    SECTION_PREFIX, StringEncoding, WasmDecoder, decode_component_type, encode_component_type,
    linker_warnings, section_name,
};
use outwit_resolve::graph::{Resolve, WorldId};
use outwit_resolve::{Features, Loader, MemorySource, resolve};
use wasm_encoder::{CustomSection, Encode, Section};
use wit_component_oracle as oracle;
use wit_parser_oracle::{LiftLowerAbi, ManglingAndAbi};

use crate::corpora::{Input, inputs};
use crate::packages::same;
use crate::peer;

#[test]
fn sections_are_read_like_the_published_ones_and_make_components() {
    let mut counts = Counts::default();
    let mut faults = Vec::new();
    for input in inputs("sections").iter() {
        if let Err(fault) = compare(input, &mut counts) {
            faults.push(format!("{}: {fault}", input.name));
        }
    }
    println!("{counts}");
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(counts.worlds >= 20 && counts.components >= 20);
}

/// Who uses the macro or a build script learns from the linker alone that it is too old.
#[test]
fn a_linker_that_cannot_read_a_section_says_what_to_do() {
    let text = "package a:b; world w { @external-id(\"e\") import f: func(); export g: func(); }";
    let files = MemorySource::new().with("a.wit", text);
    let mut loader = Loader::new(&files);
    loader.path(Path::new("a.wit"));
    let resolved = resolve(&loader.finish(), &Features::all()).finish().expect("the text is right");
    let world = resolved.select_world(None).expect("there is one world");
    let payload = encode_component_type(&resolved.graph, world, StringEncoding::Utf8, None);
    let name = section_name(&resolved.graph, world, "outwit:1.2.3", "");
    let module = with_named_section(b"\0asm\x01\0\0\0", &name, &payload);
    let older = wit_component_linker::ComponentEncoder::default().module(&module);
    let said = format!("{:?}", older.err().expect("the older linker cannot read it"));
    let advice =
        "`@external-id` needs a linker with wit-component 0.253 or newer, see `outwit explain WIT0811`";
    assert!(said.contains(&format!("component-type:outwit:1.2.3:a:b:w: ({advice})")), "{said}");
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Counts { worlds, same_bytes, components, older_linker, needs_newer_linker, .. } = self;
        write!(
            f,
            "{worlds} worlds, {same_bytes} with the published bytes; {components} components by 0.263, "
        )?;
        write!(f, "{older_linker} by 0.245, {needs_newer_linker} that 0.245 is said not to read")
    }
}

#[derive(Default)]
pub(crate) struct Counts {
    worlds: usize,
    same_bytes: usize,
    components: usize,
    older_linker: usize,
    needs_newer_linker: usize,
    /// Sections that were looked at: the worlds of one dependency turn up in many inputs.
    seen: HashSet<Vec<u8>>,
}

/// The published linker walks over the uses of this world's exports along every path, which takes it forever.
const TOO_MUCH_FOR_THE_PEER: &str = "stress-export-elaborate.wit";

pub(crate) fn compare(input: &Input, counts: &mut Counts) -> Result<(), String> {
    if input.path.ends_with(TOO_MUCH_FOR_THE_PEER) {
        return Ok(());
    }
    let (Ok(ours), Ok((theirs, _))) = (peer::ours(&input.path), peer::theirs(&input.path)) else {
        return Ok(());
    };
    let ids: BTreeMap<String, WorldId> =
        ours.graph.worlds().map(|(id, _)| (ours.graph.world_id(id), id)).collect();
    for (world, definition) in theirs.worlds.iter() {
        let id = theirs.id_of_name(definition.package.expect("worlds stand in packages"), &definition.name);
        let our_world = *ids.get(&id).ok_or_else(|| format!("no world {id}"))?;
        for (encoding, published) in [
            (StringEncoding::Utf8, oracle::StringEncoding::UTF8),
            (StringEncoding::Utf16, oracle::StringEncoding::UTF16),
            (StringEncoding::Latin1OrUtf16, oracle::StringEncoding::CompactUTF16),
        ] {
            let Ok(expected) = oracle::metadata::encode(&theirs, world, published, None, false) else {
                continue;
            };
            let section = encode_component_type(&ours.graph, our_world, encoding, None);
            if !counts.seen.insert(section.clone()) {
                continue;
            }
            if encoding == StringEncoding::Utf8 {
                counts.worlds += 1;
                counts.same_bytes += usize::from(expected.starts_with(&section));
                let module = oracle::dummy_module(&theirs, world, ManglingAndAbi::Legacy(LiftLowerAbi::Sync));
                componentise(&ours.graph, our_world, &module, &section, counts)
                    .map_err(|fault| format!("{id}: {fault}"))?;
            }
            let read = bindgen(&section).map_err(|fault| format!("{id}: {fault}"))?;
            let expected = bindgen(&expected).map_err(|fault| format!("{id}: {fault}"))?;
            same(&id, "read", &print(&read), &print(&expected))?;
            same(&id, "encodings", &encodings(&read), &encodings(&expected))?;
            read_by_us(&id, &section, encoding, &ours.graph, our_world)?;
        }
    }
    Ok(())
}

/// Both linkers make a component of the module, unless we say that the older one cannot.
fn componentise(
    graph: &Resolve,
    world: WorldId,
    module: &[u8],
    section: &[u8],
    counts: &mut Counts,
) -> Result<(), String> {
    let module = with_section(module, section);
    let mut newest = oracle::ComponentEncoder::default();
    let newest = newest.module(&module).and_then(|encoder| encoder.validate(true).encode());
    newest.map_err(|error| format!("0.263: {error:?}"))?;
    counts.components += 1;
    let warnings = linker_warnings(graph, world);
    match (by_older_linker(section), warnings.is_empty()) {
        (Ok(_), true) => counts.older_linker += 1,
        (Err(_), false) => counts.needs_newer_linker += 1,
        (Err(error), true) => return Err(format!("0.245: {error}")),
        (Ok(_), false) => return Err(format!("0.245 reads it after all: {warnings:?}")),
    }
    Ok(())
}

/// The same with a module that the older tools make for the world that they read.
fn by_older_linker(section: &[u8]) -> Result<(), String> {
    let says = |error: &dyn std::fmt::Debug| format!("{error:?}");
    let (_, read) = wit_component_linker::metadata::decode(&with_section(b"\0asm\x01\0\0\0", section))
        .map_err(|error| says(&error))?;
    let mangling = wit_parser_linker::ManglingAndAbi::Legacy(wit_parser_linker::LiftLowerAbi::Sync);
    let module = wit_component_linker::dummy_module(&read.resolve, read.world, mangling);
    let mut encoder = wit_component_linker::ComponentEncoder::default()
        .module(&with_section(&module, section))
        .map_err(|error| says(&error))?
        .validate(true);
    encoder.encode().map(drop).map_err(|error| says(&error))
}

/// Our decoder, resolver and encoder give the section back.
fn read_by_us(
    id: &str,
    section: &[u8],
    encoding: StringEncoding,
    graph: &Resolve,
    world: WorldId,
) -> Result<(), String> {
    let mut sources = outwit_diagnostics::SourceMap::new();
    let file = sources.add_binary("section");
    let read = decode_component_type(file, section).map_err(|diagnostic| {
        format!("{id}: {}", outwit_diagnostics::render::short(&sources, &diagnostic))
    })?;
    if read.encoding != encoding || read.world != graph[graph[world].name] {
        return Err(format!("{id}: read as {} in {:?}", read.world, read.encoding));
    }
    let module = with_section(b"\0asm\x01\0\0\0", section);
    let files = MemorySource::new().with("core.wasm", module);
    let mut loader = Loader::new(&files).with_decoder(&WasmDecoder);
    loader.path(Path::new("core.wasm"));
    let loaded = loader.finish();
    let resolved = resolve(&loaded, &Features::all()).finish().map_err(|failed| {
        let shown = failed.diagnostics.iter().map(|d| outwit_diagnostics::render::short(&loaded.sources, d));
        format!("{id}: {}", shown.collect::<Vec<_>>().join("\n"))
    })?;
    let again = resolved.select_world(Some(id)).map_err(|error| format!("{id}: {}", error.message))?;
    let again = encode_component_type(&resolved.graph, again, encoding, None);
    let (ours, theirs) = (bindgen(&again)?, bindgen(section)?);
    same(id, "again", &print(&ours), &print(&theirs))
}

fn with_section(module: &[u8], payload: &[u8]) -> Vec<u8> {
    with_named_section(module, SECTION_PREFIX, payload)
}

fn with_named_section(module: &[u8], name: &str, payload: &[u8]) -> Vec<u8> {
    let mut module = module.to_vec();
    let section = CustomSection { name: name.into(), data: payload.into() };
    module.push(section.id());
    section.encode(&mut module);
    module
}

fn bindgen(payload: &[u8]) -> Result<oracle::metadata::Bindgen, String> {
    let module = with_section(b"\0asm\x01\0\0\0", payload);
    let read = std::panic::catch_unwind(|| oracle::metadata::decode(&module));
    let read = read.map_err(|_| "the published decoder panics".to_owned())?;
    read.map(|(_, bindgen)| bindgen).map_err(|error| format!("{error:?}"))
}

fn print(bindgen: &oracle::metadata::Bindgen) -> String {
    let main = bindgen.resolve.worlds[bindgen.world].package.expect("worlds stand in packages");
    peer::print_all(&bindgen.resolve, main)
}

/// The string encoding of each function.
fn encodings(bindgen: &oracle::metadata::Bindgen) -> String {
    let world = &bindgen.resolve.worlds[bindgen.world];
    let mut out = String::new();
    for (items, known) in [
        (&world.imports, &bindgen.metadata.import_encodings),
        (&world.exports, &bindgen.metadata.export_encodings),
    ] {
        for (key, item) in items {
            let names: Vec<&String> = match item {
                wit_parser_oracle::WorldItem::Interface { id, .. } => {
                    bindgen.resolve.interfaces[*id].functions.keys().collect()
                }
                wit_parser_oracle::WorldItem::Function(function) => vec![&function.name],
                wit_parser_oracle::WorldItem::Type { .. } => Vec::new(),
            };
            for name in names {
                out += &format!("{key:?} {name} {:?}\n", known.get(&bindgen.resolve, key, name));
            }
        }
    }
    out
}
