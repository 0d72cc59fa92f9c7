//! Damaged and hostile bytes: a diagnostic that points into them, in little time, and never a panic.

mod inputs;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use inputs::Bad;
use outwit_binary::{
    StringEncoding, WasmDecoder, decode, embed_component_type, encode_component_type, encode_package,
};
use outwit_diagnostics::{Diagnostic, SourceMap};
use outwit_resolve::{DiskSource, Features, Loader, MemorySource, Resolved, resolve};

/// How many damaged copies are read.
const MUTATIONS: usize = 10_000;

#[test]
fn damaged_bytes_never_panic() {
    let seeds = seeds();
    assert!(seeds.len() >= 20, "{} seeds", seeds.len());
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut read = 0;
    for number in 0..MUTATIONS {
        let mut bytes = seeds[number % seeds.len()].clone();
        damage(&mut bytes, &mut random);
        read += usize::from(check(&bytes).is_ok());
    }
    // Some damage hits names or custom sections that nobody reads.
    assert!(read > MUTATIONS / 100 && read < MUTATIONS, "{read} of {MUTATIONS} could be read");
}

#[test]
fn every_beginning_of_a_package_is_refused_but_for_what_can_stand_alone() {
    for seed in seeds().iter().filter(|seed| seed.len() < 1500) {
        for length in 0..seed.len() {
            if let Err(diagnostic) = check(&seed[..length]) {
                assert!(diagnostic.code.id.starts_with("WIT08"), "{diagnostic:?}");
            }
        }
    }
}

/// Reads the bytes and, if that works, resolves and prints what is in them.
fn check(bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut sources = SourceMap::new();
    let file = sources.add_binary("damaged.wasm");
    match decode(file, bytes) {
        Err(diagnostic) => {
            let label = diagnostic.primary.as_ref().expect("there is a place");
            assert!(label.span.range.end as usize <= bytes.len(), "{diagnostic:?} points into the bytes");
            for other in &diagnostic.secondary {
                assert!(other.span.range.end as usize <= bytes.len(), "{diagnostic:?} points into the bytes");
            }
            Err(diagnostic)
        }
        Ok(decoded) => {
            for file in &decoded.files {
                assert!(outwit_parser::print(file).starts_with(['p', '/']));
            }
            let files = MemorySource::new().with("damaged.wasm", bytes.to_vec());
            let mut loader = Loader::new(&files).with_decoder(&WasmDecoder);
            loader.path(Path::new("damaged.wasm"));
            let _ = resolve(&loader.finish(), &Features::all()).finish();
            Ok(())
        }
    }
}

/// Changes, removes or repeats a few bytes.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len().max(1));
        match random.below(5) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => {
                bytes.remove(at);
            }
            2 => bytes.insert(at.min(bytes.len()), random.below(256) as u8),
            3 if at < bytes.len() => {
                let end = (at + random.below(16)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ if at < bytes.len() => bytes[at] = random.below(256) as u8,
            _ => {}
        }
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Packages and modules of our own fixtures.
fn seeds() -> Vec<Vec<u8>> {
    let data = outwit_testkit::workspace().join("testdata");
    let mut seeds = Vec::new();
    for folder in ["component-type", "binary/packages"] {
        let entries = std::fs::read_dir(data.join(folder)).expect("the fixtures are there");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
        paths.sort();
        for path in paths {
            let resolved = load(&path);
            for (package, _) in resolved.graph.packages() {
                seeds.push(encode_package(&resolved.graph, package, Some(("test", "1"))));
            }
            for (world, _) in resolved.graph.worlds() {
                let section = encode_component_type(&resolved.graph, world, StringEncoding::Utf8, None);
                seeds.push(embed_component_type(b"\0asm\x01\0\0\0", &section));
            }
        }
    }
    seeds
}

fn load(path: &Path) -> Resolved {
    let mut loader = Loader::new(&DiskSource);
    loader.path(path);
    let loaded = loader.finish();
    resolve(&loaded, &Features::all()).finish().unwrap_or_else(|_| panic!("{}", path.display()))
}

#[test]
fn hostile_bytes_are_refused_at_once() {
    for Bad { name, bytes, code, .. } in inputs::all().iter().filter(|bad| !bad.is_dependency) {
        let start = Instant::now();
        let found = check(bytes).map_err(|diagnostic| diagnostic.code.id);
        let took = start.elapsed();
        assert_eq!(found.err(), *code, "{name}");
        assert!(took < Duration::from_secs(10), "{name} took {took:?} for {} bytes", bytes.len());
    }
}

#[test]
fn a_gate_with_a_version_that_the_package_lacks_is_left_out() {
    let since = "\\01{\\22interfaces\\22:{\\22i\\22:{\\22stability\\22:{\\22stable\\22:{\\22since\\22:\\221.0.0\\22}}}}}";
    for (version, is_kept) in [("", false), ("@0.9.0", false), ("@1.0.0", true)] {
        let text = inputs::docs(since).replace("a:b/i", &format!("a:b/i{version}"));
        let file = SourceMap::new().add_binary("package.wasm");
        let decoded = decode(file, &inputs::wat(&text)).expect("it can be read");
        let printed = outwit_parser::print(&decoded.files[0]);
        assert_eq!(printed.contains("@since(version = 1.0.0)"), is_kept, "{printed}");
    }
}
