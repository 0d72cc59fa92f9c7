//! Bytes that are no packages, or are so in a way that costs who reads them carelessly.

#![allow(dead_code, reason = "each test uses some of it")]

use outwit_binary::{StringEncoding, embed_component_type, encode_component_type};
use outwit_resolve::{Features, Loader, MemorySource, resolve};

/// An input, and the code that it gets if it is refused.
pub(crate) struct Bad {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    pub(crate) code: Option<&'static str>,
    /// Whether it lies where a package has to be.
    pub(crate) is_dependency: bool,
}

/// All of them.
pub(crate) fn all() -> Vec<Bad> {
    let mut all = damaged();
    all.extend(sections());
    all.extend(contradictions());
    all.extend(newer());
    all.extend(of_another_kind());
    all.extend(package_docs());
    all.extend(large());
    all
}

const COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";
const MODULE: &[u8] = b"\0asm\x01\0\0\0";

fn bad(name: &'static str, code: &'static str, bytes: impl Into<Vec<u8>>) -> Bad {
    Bad { name, bytes: bytes.into(), code: Some(code), is_dependency: false }
}

/// Behind the header of a component.
fn component(bytes: &[u8]) -> Vec<u8> {
    [COMPONENT, bytes].concat()
}

/// In a section `component-type` of a core module.
fn module(payload: &[u8]) -> Vec<u8> {
    embed_component_type(MODULE, payload)
}

/// The bytes of text that is right.
pub(crate) fn wat(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Cut off, overwritten, or never WebAssembly.
fn damaged() -> Vec<Bad> {
    let package = wat(&exported("a:b/i", "i"));
    let mut overwritten = package.clone();
    overwritten[10] = 0x7f;
    vec![
        bad("nothing", "WIT0802", ""),
        bad("no magic", "WIT0802", "interface i {}"),
        bad("text of WebAssembly", "WIT0802", "(component)"),
        bad("a package that was cut off", "WIT0802", &package[..package.len() - 2]),
        bad("a package that was overwritten", "WIT0802", overwritten),
        bad("a count of 2^32 - 1 types", "WIT0802", component(&[7, 5, 0xff, 0xff, 0xff, 0xff, 0x0f])),
        bad("a million declarations", "WIT0802", component(&[7, 5, 1, 0x41, 0xc0, 0x84, 0x3d])),
        bad("a section longer than the file", "WIT0802", component(&[7, 0xff, 0xff, 0xff, 0x0f, 0])),
        bad("a name of 4 GiB", "WIT0802", component(&[0, 6, 0xff, 0xff, 0xff, 0xff, 0x0f, 0])),
        bad("an unknown section", "WIT0802", component(&[99, 1, 0])),
    ]
}

/// Sections `component-type` that do not follow their format.
fn sections() -> Vec<Bad> {
    let interface = "(component (type (component (export \"a:b/i\" (instance)))) (export \"i\" (type 0))
        (@custom \"wit-component-encoding\" \"\\04\\00\"))";
    let world = |encoding: &str| {
        wat(&format!(
            "(component (type (component (type (component)) (export \"a:b/w\" (component (type 0))))) \
             (export \"w\" (type 0)) (@custom \"wit-component-encoding\" \"{encoding}\"))"
        ))
    };
    vec![
        bad("a module without a section", "WIT0805", MODULE),
        bad("an empty section", "WIT0804", module(b"")),
        bad("a section that is a module", "WIT0804", module(MODULE)),
        bad("a section without its version", "WIT0804", module(COMPONENT)),
        bad("a section with a version alone", "WIT0804", module(&world("\\04"))),
        bad("a section of an old version", "WIT0803", module(b"\x02\0")),
        bad("a section of a newer version", "WIT0803", module(&world("\\05\\00"))),
        bad("a section with an unknown string encoding", "WIT0804", module(&world("\\04\\03"))),
        bad("a section with an interface", "WIT0804", module(&wat(interface))),
        bad("a section that was cut off", "WIT0802", module(&world("\\04\\00")[..30])),
    ]
}

/// Two sections about one thing that say different things about it.
fn contradictions() -> Vec<Bad> {
    let two = |first: &str, second: &str, encoding: StringEncoding| {
        let first = section(first, StringEncoding::Utf8);
        embed_component_type(&module(&first), &section(second, encoding))
    };
    let utf8 = StringEncoding::Utf8;
    vec![
        bad(
            "two sections about one world",
            "WIT0806",
            two("world w { import f: func(a: u8); }", "world w { import f: func(a: s8); }", utf8),
        ),
        bad(
            "two sections about one interface",
            "WIT0806",
            two(
                "interface i { record r { a: u8 } f: func(r: r); } world w { import i; }",
                "interface i { record r { b: u8 } f: func(r: r); } world v { import i; }",
                utf8,
            ),
        ),
        bad(
            "two sections with two string encodings",
            "WIT0806",
            two(
                "interface i { f: func(a: string); } world w { import i; }",
                "interface i { f: func(a: string); } world v { import i; }",
                StringEncoding::Utf16,
            ),
        ),
    ]
}

/// The section of the only world of package `a:b` with these items.
fn section(items: &str, encoding: StringEncoding) -> Vec<u8> {
    let files = MemorySource::new();
    let mut loader = Loader::new(&files);
    loader.text("package.wit", &format!("package a:b; {items}"));
    let resolved = resolve(&loader.finish(), &Features::all()).finish().expect("the text is right");
    let world = resolved.select_world(None).expect("there is one world");
    encode_component_type(&resolved.graph, world, encoding, None)
}

/// What a tool for a newer specification may write.
fn newer() -> Vec<Bad> {
    vec![
        bad("a newer module", "WIT0803", b"\0asm\x02\0\0\0"),
        bad("an older component", "WIT0803", b"\0asm\x0c\0\x01\0"),
        bad("a newer layer", "WIT0803", b"\0asm\x0d\0\x02\0"),
        bad("a section for a newer specification", "WIT0803", module(b"\0asm\x0e\0\x01\0")),
        bad("a section with an unknown kind of type", "WIT0802", module(&component(&[7, 2, 1, 0x4f]))),
        bad("a section with an unknown kind of name", "WIT0802", module(&component(&[10, 4, 1, 9, 0, 0]))),
    ]
}

/// Components and core modules where a package is needed, and what WIT has no words for.
fn of_another_kind() -> Vec<Bad> {
    let dependency = |name, bytes| Bad { is_dependency: true, ..bad(name, "WIT0807", bytes) };
    vec![
        dependency("a component in place of a package", wat("(component (import \"f\" (func)))")),
        dependency(
            "a core module in place of a package",
            module(&section("world w {}", StringEncoding::Utf8)),
        ),
        bad("a name in a nested package", "WIT0809", wat(&exported("a:b/c/d", "d"))),
        bad("a name in a nested namespace", "WIT0809", wat(&exported("a:b:c/d", "d"))),
        bad(
            "an exported type",
            "WIT0809",
            wat("(component (type $t (enum \"a\")) (export \"t\" (type $t)))"),
        ),
    ]
}

/// Sections `package-docs`.
fn package_docs() -> Vec<Bad> {
    let bad = |name, code, data: &str| bad(name, code, wat(&docs(data)));
    vec![
        bad("docs that nest", "WIT0804", &format!("\\01{}", "[".repeat(50_000))),
        bad("docs that are no text", "WIT0804", "\\01{\\ff"),
        bad(
            "docs of another package",
            "WIT0804",
            "\\01{\\22worlds\\22:{\\22w\\22:{\\22docs\\22:\\22d\\22}}}",
        ),
        bad("docs of a newer version", "WIT0803", "\\02{}"),
        bad("docs with a member of a newer version", "WIT0804", "\\01{\\22more\\22:{}}"),
        bad(
            "docs with a gate that breaks out",
            "WIT0804",
            "\\01{\\22interfaces\\22:{\\22i\\22:{\\22stability\\22:{\\22unstable\\22:{\\22feature\\22:\\22a) b\\22}}}}}",
        ),
        Bad {
            code: None,
            ..bad(
                "docs with what text may not hold",
                "",
                "\\01{\\22docs\\22:\\22a\\5cu202eb\\5cu0007*/ c\\22}",
            )
        },
    ]
}

/// What is larger than it looks.
fn large() -> Vec<Bad> {
    let right = |name, bytes| Bad { code: None, ..bad(name, "", bytes) };
    let nested = |depth: usize| {
        let types = lines(depth - 1, |n| format!("(type $t{} (option $t{n}))", n + 1));
        let last = depth - 1;
        wat(&format!(
            "(component (type $t0 (option u8)) {types} (import \"f\" (func (param \"x\" $t{last}))))"
        ))
    };
    vec![
        bad(
            "component types nested 10 000 deep",
            "WIT0802",
            component(&[&[7, 0xb1, 0xea, 1, 1][..], &[0x41, 1, 1].repeat(10_000)].concat()),
        ),
        bad("types that double", "WIT0810", doubling(16)),
        right("types nested 50 deep", nested(50)),
        bad("types nested 150 deep", "WIT0802", nested(150)),
        right("names for names for names", renamed(2000)),
        bad("one large type under many names", "WIT0810", shared(3000, 1000)),
    ]
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// Tuples of two of the one before.
fn doubling(times: usize) -> Vec<u8> {
    wat(&format!(
        "(component (type $t0 (tuple u8 u8)) {} (import \"f\" (func (param \"x\" $t{times}))))",
        lines(times, |n| format!("(type $t{} (tuple $t{n} $t{n}))", n + 1)),
    ))
}

/// Names for one type, each for the one before.
pub(crate) fn renamed(names: usize) -> Vec<u8> {
    wat(&format!(
        "(component (import \"i\" (instance (type $t0 u8) {})))",
        lines(names, |n| format!("(export \"n{n}\" (type $t{} (eq $t{n})))", n + 1)),
    ))
}

/// One enum in an interface that is imported under many names.
pub(crate) fn shared(cases: usize, names: usize) -> Vec<u8> {
    wat(&format!(
        "(component (type $i (instance (type $e (enum {})) (export \"e\" (type (eq $e))))) {})",
        lines(cases, |n| format!("\"c{n}\" ")),
        lines(names, |n| format!("(import \"i{n}\" (instance (type $i)))")),
    ))
}

/// One section with `count` equal types.
pub(crate) fn many(ty: &[u8], count: u32) -> Vec<u8> {
    let leb = |mut number: u32| -> Vec<u8> {
        let mut bytes = Vec::new();
        while number > 0x7f {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
        bytes
    };
    let body = [leb(count), ty.repeat(count as usize)].concat();
    component(&[vec![7], leb(body.len() as u32), body].concat())
}

/// A package with an empty interface.
fn exported(id: &str, name: &str) -> String {
    format!("(component (type (component (export \"{id}\" (instance)))) (export \"{name}\" (type 0)))")
}

/// The package `a:b` with an empty interface `i` and this section `package-docs`.
pub(crate) fn docs(data: &str) -> String {
    format!(
        "(component (type (component (export \"a:b/i\" (instance)))) (export \"i\" (type 0))
            (@custom \"package-docs\" \"{data}\"))"
    )
}
