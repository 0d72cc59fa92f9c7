//! Damaged and hostile bytes: a diagnostic that points into them, in little time, and never a panic.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

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
    for (name, bytes, code) in hostile() {
        let start = Instant::now();
        let found = check(&bytes).map_err(|diagnostic| diagnostic.code.id);
        let took = start.elapsed();
        assert_eq!(found.err(), code, "{name}");
        assert!(took < Duration::from_secs(10), "{name} took {took:?} for {} bytes", bytes.len());
    }
}

#[test]
fn a_gate_with_a_version_that_the_package_lacks_is_left_out() {
    let since = "\\01{\\22interfaces\\22:{\\22i\\22:{\\22stability\\22:{\\22stable\\22:{\\22since\\22:\\221.0.0\\22}}}}}";
    for (version, is_kept) in [("", false), ("@0.9.0", false), ("@1.0.0", true)] {
        let text = docs(since).replace("a:b/i", &format!("a:b/i{version}"));
        let bytes = wat::parse_str(&text).expect("it is right");
        let file = SourceMap::new().add_binary("package.wasm");
        let decoded = decode(file, &bytes).expect("it can be read");
        let printed = outwit_parser::print(&decoded.files[0]);
        assert_eq!(printed.contains("@since(version = 1.0.0)"), is_kept, "{printed}");
    }
}

type Hostile = (&'static str, Vec<u8>, Option<&'static str>);

fn hostile() -> Vec<Hostile> {
    const COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";
    let with = |bytes: &[u8]| [COMPONENT, bytes].concat();
    let wat = |text: &str| wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let lines = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    vec![
        ("nothing", Vec::new(), Some("WIT0802")),
        ("no magic", b"(component)".to_vec(), Some("WIT0802")),
        ("a newer module", b"\0asm\x02\0\0\0".to_vec(), Some("WIT0803")),
        ("an older component", b"\0asm\x0c\0\x01\0".to_vec(), Some("WIT0803")),
        ("a count of 2^32 - 1 types", with(&[7, 5, 0xff, 0xff, 0xff, 0xff, 0x0f]), Some("WIT0802")),
        ("a million declarations", with(&[7, 5, 1, 0x41, 0xc0, 0x84, 0x3d]), Some("WIT0802")),
        ("a section longer than the file", with(&[7, 0xff, 0xff, 0xff, 0x0f, 0]), Some("WIT0802")),
        ("a name of 4 GiB", with(&[0, 6, 0xff, 0xff, 0xff, 0xff, 0x0f, 0]), Some("WIT0802")),
        ("an unknown section", with(&[99, 1, 0]), Some("WIT0802")),
        (
            "component types nested 10 000 deep",
            {
                let body = [&[1_u8][..], &[0x41, 1, 1].repeat(10_000)].concat();
                with(&[&[7, 0xb1, 0xea, 1][..], &body].concat())
            },
            Some("WIT0802"),
        ),
        (
            "types that double",
            wat(&format!(
                "(component (type $t0 (tuple u8 u8)) {} (import \"f\" (func (param \"x\" $t16))))",
                lines(16, &|n| format!("(type $t{} (tuple $t{n} $t{n}))", n + 1)),
            )),
            Some("WIT0810"),
        ),
        ("types nested 50 deep", wat(&nested(50)), None),
        ("types nested 150 deep", wat(&nested(150)), Some("WIT0802")),
        (
            "names for names for names",
            wat(&format!(
                "(component (import \"i\" (instance (type $t0 u8) {})))",
                lines(2000, &|n| format!("(export \"n{n}\" (type $t{} (eq $t{n})))", n + 1)),
            )),
            None,
        ),
        (
            "one large type under many names",
            wat(&format!(
                "(component (type $i (instance (type $e (enum {})) (export \"e\" (type (eq $e))))) {})",
                lines(3000, &|n| format!("\"c{n}\" ")),
                lines(1000, &|n| format!("(import \"i{n}\" (instance (type $i)))")),
            )),
            Some("WIT0810"),
        ),
        ("a name in a nested package", wat(&exported("a:b/c/d", "d")), Some("WIT0809")),
        ("a name in a nested namespace", wat(&exported("a:b:c/d", "d")), Some("WIT0809")),
        ("docs that nest", wat(&docs(&format!("\\01{}", "[".repeat(50_000)))), Some("WIT0804")),
        ("docs that are no text", wat(&docs("\\01{\\ff")), Some("WIT0804")),
        (
            "docs of another package",
            wat(&docs("\\01{\\22worlds\\22:{\\22w\\22:{\\22docs\\22:\\22d\\22}}}")),
            Some("WIT0804"),
        ),
        ("docs of a newer version", wat(&docs("\\02{}")), Some("WIT0803")),
        ("docs with a member of a newer version", wat(&docs("\\01{\\22more\\22:{}}")), Some("WIT0804")),
        (
            "docs with a gate that breaks out",
            wat(&docs(
                "\\01{\\22interfaces\\22:{\\22i\\22:{\\22stability\\22:{\\22unstable\\22:{\\22feature\\22:\\22a) b\\22}}}}}",
            )),
            Some("WIT0804"),
        ),
        (
            "docs with what text may not hold",
            wat(&docs("\\01{\\22docs\\22:\\22a\\5cu202eb\\5cu0007*/ c\\22}")),
            None,
        ),
        ("a module without a section", b"\0asm\x01\0\0\0".to_vec(), Some("WIT0805")),
        ("a section of an old version", embed_component_type(b"\0asm\x01\0\0\0", b"\x02\0"), Some("WIT0803")),
        ("an empty section", embed_component_type(b"\0asm\x01\0\0\0", b""), Some("WIT0804")),
        (
            "a section that is a module",
            embed_component_type(b"\0asm\x01\0\0\0", b"\0asm\x01\0\0\0"),
            Some("WIT0804"),
        ),
        (
            "a section without its version",
            embed_component_type(b"\0asm\x01\0\0\0", COMPONENT),
            Some("WIT0804"),
        ),
    ]
}

fn nested(depth: usize) -> String {
    let types: String = (1..depth).map(|n| format!("(type $t{} (option $t{n}))", n + 1)).collect();
    format!("(component (type $t1 (option u8)) {types} (import \"f\" (func (param \"x\" $t{depth}))))")
}

/// A package with an empty interface.
fn exported(id: &str, name: &str) -> String {
    format!("(component (type (component (export \"{id}\" (instance)))) (export \"{name}\" (type 0)))")
}

fn docs(data: &str) -> String {
    format!(
        "(component (type (component (export \"a:b/i\" (instance)))) (export \"i\" (type 0))
            (@custom \"package-docs\" \"{data}\"))"
    )
}
