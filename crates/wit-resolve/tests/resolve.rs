//! Snapshots of resolved graphs and of what resolution reports, beside their inputs in `testdata/resolve/`.

use std::path::Path;

use outwit_diagnostics::render;
use outwit_resolve::{Analysis, DiskSource, Features, Loader, MemorySource, resolve};
use outwit_testkit::{Case, cases};

/// Resolves the folder of a case; features come from the first line of `features.txt`, if it is there.
fn analyse(case: &Case) -> (outwit_resolve::Loaded, Analysis) {
    let mut loader = Loader::new(&DiskSource);
    loader.path(&case.dir);
    let loaded = loader.finish();
    let features = case.dir.join("features.txt");
    let features = match std::fs::read_to_string(features) {
        Ok(text) => Features::named(text.split_whitespace()),
        Err(_) => Features::default(),
    };
    let analysis = resolve(&loaded, &features);
    (loaded, analysis)
}

/// Paths in messages relative to the case.
fn shortened(case: &Case, text: &str) -> String {
    text.replace(&format!("{}/", case.dir.display()), "").replace(&case.dir.display().to_string(), ".")
}

#[test]
fn graphs() {
    for case in cases("resolve") {
        let (loaded, analysis) = analyse(&case);
        let mut text = String::new();
        for diagnostic in &analysis.diagnostics {
            text += &render::human(&loaded.sources, diagnostic, render::Style::default());
        }
        let has_errors = analysis.diagnostics.iter().any(outwit_diagnostics::Diagnostic::is_error);
        if has_errors {
            case.snapshot("diagnostics", &shortened(&case, &text));
        } else {
            analysis.graph.assert_valid();
            case.snapshot("graph", &shortened(&case, &(text + &analysis.graph.dump())));
        }
    }
}

#[test]
fn the_order_of_files_does_not_matter() {
    let files = [
        ("p/a.wit", "package x:y; interface a { use b.{t}; f: func(v: t) -> u; type u = list<t>; }"),
        ("p/b.wit", "interface b { record t { x: u32, s: s } enum s { one } }"),
        (
            "p/c.wit",
            "package x:y; world w { import a; export b; include v; } world v { export run: func(); }",
        ),
    ];
    let graph_of = |names: [&str; 3]| {
        let mut source = MemorySource::new();
        for ((_, text), name) in files.iter().zip(names) {
            source = source.with(format!("p/{name}.wit"), *text);
        }
        let mut loader = Loader::new(&source);
        loader.path(Path::new("p"));
        let loaded = loader.finish();
        let analysis = resolve(&loaded, &Features::default());
        assert_eq!(analysis.diagnostics, []);
        let dump = analysis.graph.dump();
        let mut lines: Vec<String> = dump.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let first = graph_of(["a", "b", "c"]);
    for names in [["b", "c", "a"], ["c", "a", "b"], ["z", "y", "x"]] {
        assert_eq!(graph_of(names), first, "{names:?}");
    }
}

#[test]
fn worlds_are_chosen_by_name() {
    let source = MemorySource::new()
        .with("w/root.wit", "package a:b@1.0.0; world one { } world two { }")
        .with("w/deps/c.wit", "package c:d; world three { }");
    let mut loader = Loader::new(&source);
    loader.path(Path::new("w"));
    let loaded = loader.finish();
    let resolved = resolve(&loaded, &Features::default()).finish().expect("nothing is wrong");
    let id = |name: Option<&str>| resolved.select_world(name).map(|world| resolved.graph.world_id(world));
    assert_eq!(id(Some("one")).unwrap(), "a:b/one@1.0.0");
    assert_eq!(id(Some("%two")).unwrap(), "a:b/two@1.0.0");
    assert_eq!(id(Some("a:b/two")).unwrap(), "a:b/two@1.0.0");
    assert_eq!(id(Some("a:b/two@1.0.0")).unwrap(), "a:b/two@1.0.0");
    assert_eq!(id(Some("c:d/three")).unwrap(), "c:d/three");
    let error = id(None).unwrap_err();
    assert_eq!(error.code.id, "WIT0506");
    assert_eq!(error.help, ["choose one of `a:b/one@1.0.0` and `a:b/two@1.0.0`"]);
    let error = id(Some("tow")).unwrap_err();
    assert_eq!((error.code.id, &*error.help[0]), ("WIT0505", "did you mean `two`?"));
    assert_eq!(id(Some("three")).unwrap_err().code.id, "WIT0505");
}
