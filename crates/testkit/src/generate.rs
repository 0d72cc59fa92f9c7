//! Large and hostile WIT, for benchmarks and for tests of limits.

use std::fmt::Write;

/// A package of so many interfaces, 420 bytes each: chains of ten by `use`, a record, a variant, an enum, a resource and two
/// functions in each, and worlds that import them all, each 500.
pub fn dense(interfaces: usize) -> String {
    let mut out = String::from("package dense:pkg@1.0.0;\n");
    for i in 0..interfaces {
        let (used, field) = if i % 10 == 0 {
            (String::new(), "")
        } else {
            (format!("  use i{}.{{r{} as prev}};\n", i - 1, i - 1), "    p: prev,\n")
        };
        write!(
            out,
            "/// Interface number {i}.\ninterface i{i} {{\n{used}  /// A record.\n  record r{i} {{\n    name: string,\n    \
             count: u32,\n{field}    items: list<tuple<u32, option<string>>>,\n  }}\n  variant v{i} {{ none, one(r{i}), \
             many(list<r{i}>), failed(string) }}\n  enum e{i} {{ red, green, blue }}\n  resource res{i} {{ get: func(e: \
             e{i}) -> result<u32, v{i}>; }}\n  first: func(a: r{i}, b: list<v{i}>) -> option<e{i}>;\n}}\n"
        )
        .expect("writing to a string cannot fail");
    }
    for (number, first) in (0..interfaces).step_by(PER_WORLD).enumerate() {
        writeln!(out, "world w{number} {{").expect("writing to a string cannot fail");
        for i in first..interfaces.min(first + PER_WORLD) {
            writeln!(out, "  import i{i};").expect("writing to a string cannot fail");
        }
        out += "}\n";
    }
    out
}

/// So many interfaces a world of the dense package imports: validators bound the types of a component.
const PER_WORLD: usize = 500;

/// A kind of input that breaks parsers.
pub struct Stress {
    /// What it is, with `{}` for the size.
    pub name: &'static str,
    /// How large it is to be: fields, files, links of a chain.
    pub size: usize,
    /// The texts of its files.
    pub files: fn(usize) -> Vec<String>,
}

/// Inputs that break parsers.
pub fn stress() -> Vec<Stress> {
    let kind = |name, size, files| Stress { name, size, files };
    vec![
        kind("a chain of {} uses", 40_000, |size| vec![use_chain(size)]),
        kind("{} nested lists", 400_000, |size| vec![nested_lists(size)]),
        kind("a chain of {} records", 400_000, |size| vec![record_chain(size)]),
        kind("a record of {} fields", 1_000_000, |size| {
            vec![in_interface("record r {", size, |i| format!(" field-{i}: u32,"), " }")]
        }),
        kind("a resource of {} methods", 100_000, |size| {
            vec![in_interface("resource r {", size, |i| format!(" m{i}: func();"), " }")]
        }),
        kind("an interface of {} uses of one", 100_000, |size| vec![many_uses(size)]),
        kind("{} records in one circle", 100_000, |size| vec![record_circle(size)]),
        kind("{} names that nothing defines", 80_000, |size| {
            vec![in_interface("", size, |i| format!("f-{i}: func(a: unknown-{i});\n"), "")]
        }),
        kind("{} opening braces", 400_000, |size| vec!["{".repeat(size)]),
        kind("{} broken interfaces", 40_000, |size| {
            vec!["interface i { record r { a u32 }\n f: func( -> ; }\n".repeat(size)]
        }),
        kind("a text of {} interfaces", 225_000, |size| vec![dense(size)]),
        kind("{} files", 100_000, files),
    ]
}

/// One interface whose items are `size` times what `part` gives, between `open` and `close`.
fn in_interface(open: &str, size: usize, part: impl Fn(usize) -> String, close: &str) -> String {
    let mut out = format!("package a:b;\ninterface i {{ {open}");
    (0..size).for_each(|i| out.push_str(&part(i)));
    out + close + " }\n"
}

fn use_chain(size: usize) -> String {
    let mut out = String::from("package a:b;\ninterface i0 { type t = u8; }\n");
    for i in 1..size {
        writeln!(out, "interface i{i} {{ use i{}.{{t}}; }}", i - 1).expect("writing to a string cannot fail");
    }
    out + &format!("world w {{ export i{}; }}\n", size - 1)
}

fn nested_lists(size: usize) -> String {
    format!("package a:b;\ninterface i {{ type t = {}u8{}; }}\n", "list<".repeat(size), ">".repeat(size))
}

fn record_chain(size: usize) -> String {
    in_interface(
        "record first { a: u8 }\ntype r0 = first;\n",
        size,
        |i| format!("record r{} {{ a: r{i} }}\n", i + 1),
        "",
    )
}

/// Each record holds the next one, and the first one too.
fn record_circle(size: usize) -> String {
    in_interface("", size, |i| format!("record r{i} {{ a: r{}, b: r0 }}\n", (i + 1) % size), "")
}

fn many_uses(size: usize) -> String {
    let types = in_interface("", size, |i| format!("type t{i} = u8;\n"), "");
    let mut out = types + "interface j {\n";
    for i in 0..size {
        writeln!(out, "use i.{{t{i}}};").expect("writing to a string cannot fail");
    }
    out + "}\n"
}

/// Every file is an interface that uses the one before it.
fn files(size: usize) -> Vec<String> {
    let file = |i: usize| match i {
        0 => "package a:b;\ninterface i0 { type t = u8; }\n".to_owned(),
        i => format!("interface i{i} {{ use i{}.{{t}}; }}\n", i - 1),
    };
    (0..size).map(file).collect()
}
