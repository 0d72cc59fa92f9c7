//! Large and hostile WIT, for benchmarks and for tests of limits.

use std::fmt::Write;

/// A package of so many interfaces, 420 bytes each: chains of ten by `use`, a record, a variant, an enum, a resource and two
/// functions in each, and a world that imports them all.
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
    out += "world w {\n";
    for i in 0..interfaces {
        writeln!(out, "  import i{i};").expect("writing to a string cannot fail");
    }
    out + "}\n"
}

/// Inputs that break parsers: each with what it is.
pub fn hostile() -> Vec<(&'static str, String)> {
    let chain = |n: usize| {
        let mut out = String::from("package a:b;\ninterface i0 { type t = u8; }\n");
        for i in 1..n {
            writeln!(out, "interface i{i} {{ use i{}.{{t}}; }}", i - 1)
                .expect("writing to a string cannot fail");
        }
        out + &format!("world w {{ export i{}; }}\n", n - 1)
    };
    let lists = format!(
        "package a:b;\ninterface i {{ type t = {}u8{}; }}\n",
        "list<".repeat(100_000),
        ">".repeat(100_000)
    );
    let mut records = String::from("package a:b;\ninterface i {\nrecord r0 { a: u8 }\n");
    for i in 1..100_000 {
        writeln!(records, "record r{i} {{ a: r{} }}", i - 1).expect("writing to a string cannot fail");
    }
    let fields: Vec<String> = (0..1_000_000).map(|i| format!("field-{i}: u32")).collect();
    let unknown: Vec<String> = (0..20_000).map(|i| format!("f-{i}: func(a: unknown-{i});")).collect();
    vec![
        ("a chain of 10,000 uses", chain(10_000)),
        ("a chain of 100,000 uses", chain(100_000)),
        ("100,000 nested lists", lists),
        ("a chain of 100,000 records", records + "}\n"),
        (
            "a record of 1,000,000 fields",
            format!("package a:b;\ninterface i {{ record r {{ {} }} }}\n", fields.join(", ")),
        ),
        (
            "20,000 names that nothing defines",
            format!("package a:b;\ninterface i {{ {} }}\n", unknown.join("\n")),
        ),
        ("100,000 opening braces", "{".repeat(100_000)),
        ("20,000 broken interfaces", "interface i { record r { a u32 }\n f: func( -> ; }\n".repeat(20_000)),
        ("a text of 20 MB", dense(45_000)),
    ]
}
