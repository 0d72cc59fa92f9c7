//! Inputs that are not as they should be, and several inputs at once: read from memory, through sources with faults.

use std::io;
use std::path::{Path, PathBuf};

use outwit_diagnostics::Diagnostic;
use outwit_resolve::graph::PackageId;
use outwit_resolve::{
    Analysis, Features, FileBytes, FileKind, FileSource, Loaded, Loader, MemorySource, Resolved, resolve,
};

fn load(source: &dyn FileSource, roots: &[&str]) -> Loaded {
    let mut loader = Loader::new(source);
    for root in roots {
        loader.path(Path::new(root));
    }
    loader.finish()
}

fn analyse(source: &dyn FileSource, roots: &[&str]) -> Analysis {
    resolve(&load(source, roots), &Features::default())
}

fn accepted(source: &dyn FileSource, roots: &[&str]) -> Resolved {
    let resolved = analyse(source, roots).finish();
    resolved.unwrap_or_else(|failed| panic!("{roots:?}: {:#?}", failed.diagnostics))
}

/// The names of the packages that are roots, and of all.
fn packages(source: &dyn FileSource, roots: &[&str]) -> (Vec<String>, Vec<String>) {
    let resolved = accepted(source, roots);
    let name = |package: PackageId| resolved.graph[package].name.to_string();
    let mut all: Vec<String> = resolved.graph.packages().map(|(id, _)| name(id)).collect();
    all.sort();
    (resolved.roots.iter().map(|id| name(*id)).collect(), all)
}

fn only(diagnostics: Vec<Diagnostic>) -> Diagnostic {
    let [only] = <[Diagnostic; 1]>::try_from(diagnostics).expect("one diagnostic");
    only
}

/// Files in memory, and what is wrong with one of them.
struct Faulty {
    files: MemorySource,
    path: PathBuf,
    fault: Fault,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The folder lists it, but it is not there.
    Vanishes(Moment),
    /// It may not be read.
    Forbidden,
    /// It is a pipe or a device.
    IsPipe,
    /// It has 4 GiB or more.
    TooLarge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    BeforeItsKindIsKnown,
    BeforeItIsRead,
}

impl Faulty {
    fn meets(&self, path: &Path) -> Option<Fault> {
        (path == self.path).then_some(self.fault)
    }
}

impl FileSource for Faulty {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        match self.meets(path) {
            Some(Fault::Vanishes(Moment::BeforeItsKindIsKnown)) => Err(io::ErrorKind::NotFound.into()),
            Some(Fault::IsPipe) => Ok(FileKind::Other),
            _ => self.files.kind(path),
        }
    }

    fn read(&self, path: &Path) -> io::Result<FileBytes> {
        match self.meets(path) {
            Some(Fault::Vanishes(_)) => Err(io::ErrorKind::NotFound.into()),
            Some(Fault::Forbidden) => Err(io::ErrorKind::PermissionDenied.into()),
            Some(Fault::IsPipe) => panic!("reading {} would never end", path.display()),
            Some(Fault::TooLarge) => Err(io::ErrorKind::FileTooLarge.into()),
            None => self.files.read(path),
        }
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        match self.meets(folder) {
            Some(Fault::Forbidden) => Err(io::ErrorKind::PermissionDenied.into()),
            Some(Fault::Vanishes(_)) => Err(io::ErrorKind::NotFound.into()),
            _ => self.files.entries(folder),
        }
    }
}

#[test]
fn what_cannot_be_read_is_told_once_and_the_rest_is_judged() {
    let files = MemorySource::new()
        .with("wit/a.wit", "package a:b; interface i { f: func(x: nowhere); }")
        .with("wit/b.wit", "interface j { }")
        .with("wit/deps/c.wit", "package c:d;")
        .with("wit/deps/e/e.wit", "package e:f;");
    let faults = [
        Fault::Vanishes(Moment::BeforeItsKindIsKnown),
        Fault::Vanishes(Moment::BeforeItIsRead),
        Fault::Forbidden,
        Fault::IsPipe,
        Fault::TooLarge,
    ];
    for path in ["wit/b.wit", "wit/deps/c.wit", "wit/deps/e/e.wit", "wit/deps/e", "wit/deps"] {
        for fault in faults {
            let is_folder = !path.ends_with(".wit");
            if is_folder && matches!(fault, Fault::IsPipe | Fault::TooLarge) {
                continue;
            }
            let source = Faulty { files: files.clone(), path: path.into(), fault };
            let loaded = load(&source, &["wit"]);
            let is_missing = path == "wit/deps" && fault == Fault::Vanishes(Moment::BeforeItsKindIsKnown);
            assert_eq!(loaded.has_unreadable(), !is_missing, "{path} {fault:?}");
            let found = resolve(&loaded, &Features::default()).diagnostics;
            let codes: Vec<&str> = found.iter().map(|diagnostic| diagnostic.code.id).collect();
            match (fault, is_missing) {
                (_, true) => assert_eq!(codes, ["WIT0201"], "{path} {fault:?}"),
                (Fault::TooLarge, _) => assert_eq!(codes, ["WIT0413", "WIT0201"], "{path} {fault:?}"),
                _ => assert_eq!(codes, ["WIT0410", "WIT0201"], "{path} {fault:?}"),
            }
            let first = &found[0];
            assert!(is_missing || first.message.contains(&format!("`{path}`")), "{first:?}");
            assert!(!first.help.is_empty(), "{first:?}");
        }
    }
}

#[test]
fn a_named_input_with_a_fault_is_told() {
    let files = MemorySource::new().with("a.wit", "package a:b;");
    for (fault, said) in [
        (Fault::Vanishes(Moment::BeforeItsKindIsKnown), "`a.wit` does not exist"),
        (Fault::Vanishes(Moment::BeforeItIsRead), "`a.wit` does not exist"),
        (Fault::Forbidden, "`a.wit` may not be read"),
        (Fault::IsPipe, "`a.wit` is neither a file nor a folder"),
        (Fault::TooLarge, "`a.wit` has 4 GiB or more"),
    ] {
        let source = Faulty { files: files.clone(), path: "a.wit".into(), fault };
        let loaded = load(&source, &["a.wit"]);
        assert!(loaded.has_unreadable());
        assert_eq!(only(loaded.diagnostics).message, said);
    }
}

#[test]
fn names_that_were_nearly_right_are_offered() {
    let source = MemorySource::new()
        .with("wit/main.wit", "package a:b;")
        .with("tree/wit/main.wit", "package a:b;")
        .with("upper/MAIN.WIT", "package a:b;")
        .with("folder/deep.wit/x.txt", "")
        .with("none/readme.txt", "");
    let help = |path: &str| only(load(&source, &[path]).diagnostics).help.join(" ");
    assert_eq!(help("wit/mian.wit"), "did you mean `wit/main.wit`?");
    assert_eq!(help("wit/main"), "did you mean `wit/main.wit`?");
    assert_eq!(help("wti"), "did you mean `wit`?");
    assert_eq!(help("tree"), "did you mean `tree/wit`?");
    assert_eq!(help("upper"), "rename `upper/MAIN.WIT`: names of WIT files end in `.wit`");
    assert_eq!(help("folder"), "name the folder that holds the package, often `wit`");
    assert_eq!(help("none"), "name the folder that holds the package, often `wit`");
}

#[test]
fn roots_see_one_another_and_their_dependencies() {
    let source = MemorySource::new()
        .with("app/app.wit", "package x:app; world w { import x:lib/i; import x:util/u; import x:file/f; }")
        .with("lib/lib.wit", "package x:lib; interface i { use x:util/u.{t}; }")
        .with("lib/deps/util.wit", "package x:util; interface u { type t = u8; }")
        .with("file.wit", "package x:file; interface f { }");
    let all = ["x:app", "x:file", "x:lib", "x:util"];
    for roots in [["app", "lib", "file.wit"], ["file.wit", "lib", "app"], ["lib", "file.wit", "app"]] {
        let (found, packages) = packages(&source, &roots);
        let names = roots.map(|root| format!("x:{}", root.trim_end_matches(".wit")));
        assert_eq!((found, packages), (names.to_vec(), all.map(str::to_owned).to_vec()));
    }
}

#[test]
fn a_dependency_that_is_named_is_a_root() {
    let source = MemorySource::new()
        .with("wit/a.wit", "package a:b; world w { import c:d/i; import e:f/j; }")
        .with("wit/deps/c/c.wit", "package c:d; interface i { }")
        .with("wit/deps/e.wit", "package e:f; interface j { }");
    for roots in [["wit", "wit/deps/c", "wit/deps/e.wit"], ["wit/deps/e.wit", "wit/deps/c", "wit"]] {
        let (mut found, _) = packages(&source, &roots);
        found.sort();
        assert_eq!(found, ["a:b", "c:d", "e:f"], "{roots:?}");
    }
    assert_eq!(packages(&source, &["wit", "wit"]).0, ["a:b"]);
}

#[test]
fn a_file_belongs_to_its_folder_if_that_is_named_too() {
    let source = MemorySource::new()
        .with("wit/a.wit", "package a:b; world w { import j; }")
        .with("wit/b.wit", "interface j { }");
    for roots in [["wit", "wit/b.wit"], ["wit/b.wit", "wit"]] {
        assert_eq!(packages(&source, &roots).0, ["a:b"], "{roots:?}");
    }
}

#[test]
fn copies_of_a_dependency_are_one_and_its_faults_are_told_once() {
    let lib = "package x:lib; interface i { f: func(x: nowhere); ; }";
    let source = MemorySource::new()
        .with("a/a.wit", "package x:a; world w { import x:lib/i; }")
        .with("a/deps/lib.wit", lib)
        .with("b/b.wit", "package x:b; world w { import x:lib/i; }")
        .with("b/deps/lib/lib.wit", lib);
    let codes = |source: &MemorySource, roots: &[&str]| {
        let found = analyse(source, roots).diagnostics;
        found.iter().map(|diagnostic| diagnostic.code.id).collect::<Vec<_>>()
    };
    assert_eq!(codes(&source, &["a", "b"]), codes(&source, &["a"]));
    assert_eq!(codes(&source, &["a"]).len(), 2);
    // A copy of a root is that root.
    let source = source.with("b/deps/lib/lib.wit", "package x:a; world w { import x:lib/i; }");
    assert!(!codes(&source, &["a", "b"]).contains(&"WIT0403"));
}

#[test]
fn blocks_of_a_package_in_several_files_are_one_if_they_say_the_same() {
    let with = |first: &str, second: &str| {
        MemorySource::new()
            .with("a/a.wit", "package x:a; interface i { use x:b/i.{t}; use x:c/i.{u}; }")
            .with("a/deps/b.wit", format!("package x:b; {first} interface i {{ use x:s/i.{{t}}; }}"))
            .with("a/deps/c.wit", format!("package x:c; {second} interface i {{ use x:s/i.{{t as u}}; }}"))
    };
    let block = "package x:s { interface i { type t = u8; } }";
    let graph =
        accepted(&with(block, "package x:s {\n  interface i { type t = u8; } // the same\n}"), &["a"]);
    assert_eq!(graph.graph.packages().filter(|(_, package)| package.name.name == "s").count(), 1);
    // A file may be the copy.
    let copy = with(block, "").with("a/deps/s.wit", "package x:s;\ninterface i { type t = u8; }\n");
    accepted(&copy, &["a"]);
    let fault = |source: &MemorySource| only(analyse(source, &["a"]).diagnostics);
    for other in [
        "package x:s { interface i { type t = u16; } }",
        "package x:s { interface i { type t = u8; } world w {} }",
    ] {
        let fault = fault(&with(block, other));
        assert_eq!(
            (fault.code.id, &*fault.help[0]),
            ("WIT0403", "remove one of them, or give it another version")
        );
    }
    // In one file there is one block for each package.
    let twice = fault(&with(&block.repeat(2), ""));
    assert_eq!((twice.code.id, &*twice.help[0]), ("WIT0403", "put all of the package into one block"));
}

#[test]
fn the_order_of_listing_does_not_matter() {
    struct Backwards(MemorySource);
    impl FileSource for Backwards {
        fn kind(&self, path: &Path) -> io::Result<FileKind> {
            self.0.kind(path)
        }
        fn read(&self, path: &Path) -> io::Result<FileBytes> {
            self.0.read(path)
        }
        fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
            self.0.entries(folder).map(|entries| entries.into_iter().rev().collect())
        }
    }
    let source = MemorySource::new()
        .with("wit/a.wit", "interface a { use b.{t}; f: func(x: nowhere); }")
        .with(
            "wit/b.wit",
            "package x:y; interface b { type t = u8; } world w { import c:d/i; import e:f/j; }",
        )
        .with("wit/deps/c.wit", "package c:d; interface i { use e:f/j.{t}; }")
        .with("wit/deps/e/1.wit", "package e:f; interface j { type t = k; }")
        .with("wit/deps/e/2.wit", "package e:g;");
    let forwards = analyse(&source, &["wit"]);
    let backwards = analyse(&Backwards(source), &["wit"]);
    assert_eq!(forwards.diagnostics, backwards.diagnostics);
    assert_eq!(forwards.graph.dump(), backwards.graph.dump());
}

#[test]
fn a_package_that_is_missing_is_told_once_with_the_way_to_get_it() {
    let source = MemorySource::new()
        .with(
            "p/wit/a.wit",
            "package a:b; world w { import wasi:io/poll@0.2.0; import wasi:io/error@0.2.0; }",
        )
        .with("p/wit/b.wit", "world v { import wasi:io/streams@0.2.0; import x:y/z; }");
    let found = |source: &MemorySource| analyse(source, &["p/wit"]).diagnostics;
    let diagnostics = found(&source);
    assert_eq!(diagnostics.len(), 2, "{diagnostics:#?}");
    assert_eq!(diagnostics[0].secondary[0].text, "needed here too, 3 times in all");
    assert_eq!(diagnostics[0].notes, ["looked for dependencies in `p/wit/deps`, which does not exist"]);

    let first = |extra: &[(&str, &str)]| {
        let add = |source: MemorySource, (path, text): &(&str, &str)| source.with(*path, *text);
        let mut diagnostics = found(&extra.iter().fold(source.clone(), add));
        let first = diagnostics.swap_remove(0);
        (first.message, first.notes, first.help)
    };
    let lock = "version = 1\n[[packages]]\nname = \"wasi:io\"\n[[packages.versions]]\nversion = \"0.2.0\"\n";
    let (_, notes, help) = first(&[("p/wkg.lock", lock)]);
    assert_eq!(notes[1], "`p/wkg.lock` lists it, but it has not been fetched");
    assert_eq!(help, ["run `wkg wit fetch`, which fills `p/wit/deps`"]);

    let (_, notes, help) = first(&[("p/wit/deps.lock", "[clocks]\n")]);
    assert_eq!(notes.len(), 1);
    let said = "add the package to `p/wit/deps.toml` and run `wit-deps update`, which fills `p/wit/deps`";
    assert_eq!(help, [said]);

    let (_, notes, help) =
        first(&[("p/wit/deps.toml", "io = \"https://example.com\"\n"), ("p/wkg.toml", "")]);
    assert_eq!(notes[1], "`p/wit/deps.toml` lists it, but it has not been fetched");
    assert_eq!(help, ["run `wit-deps update`, which fills `p/wit/deps`"]);

    let there = ("p/wit/deps/io/a.wit", "package wasi:io@0.2.12; interface poll { }");
    let (message, _, help) = first(&[there, ("p/wit/deps/more/deep/a.wit", "package c:d;")]);
    assert_eq!(message, "package `wasi:io@0.2.0` is not among the inputs, but `wasi:io@0.2.12` is");
    assert_eq!(help[0], "write the version that is there: `@0.2.12`");
    let newer = ("p/wit/deps/io2/a.wit", "package wasi:io@0.3.0;");
    let (message, notes, _) = first(&[there, newer, ("p/wit/deps/more/deep/a.wit", "package c:d;")]);
    assert!(message.ends_with("but `wasi:io@0.2.12` and `wasi:io@0.3.0` are"), "{message}");
    assert_eq!(notes[2], "no `.wit` file lies directly in `p/wit/deps/more`");
}

#[test]
fn each_of_many_missing_packages_is_told() {
    let imports: String = (0..2_000).map(|at| format!("import x:p{at}/i@1.0.0;")).collect();
    let found: String = (0..2_000).map(|at| format!("package y:p{at}@1.0.0 {{ }}")).collect();
    let source = MemorySource::new().with("a.wit", format!("package a:b; world w {{ {imports} }} {found}"));
    assert_eq!(analyse(&source, &["a.wit"]).diagnostics.len(), 2_000);
}

#[test]
fn packages_in_binary_form_need_a_decoder() {
    let files = MemorySource::new()
        .with("wit/a.wit", "package a:b;\nworld w { import c:d/i; }")
        .with("wit/deps/c.wasm", *b"\0asm\x0d\0\x01\0");
    let found = only(analyse(&files, &["wit"]).diagnostics);
    assert_eq!(found.code.id, "WIT0801");
    assert!(found.message.contains("wit/deps/c.wasm"), "{}", found.message);
    assert!(found.help.iter().any(|help| help.contains("`wasm-packages`")), "{:?}", found.help);
}
