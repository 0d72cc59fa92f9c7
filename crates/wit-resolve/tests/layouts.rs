//! Layouts of files on disk: what is a package, a dependency, or nothing. Generated trees are read by the published parser
//! too, which must accept the same ones and find the same packages in them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use outwit_resolve::{DiskSource, Features, Loader, resolve};
use wit_parser_oracle as oracle;

/// A small generator of numbers: the same layouts on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

/// Packages that the generated ones define and need.
const PACKAGES: &[&str] = &["d:a", "d:a@1.0.0", "d:a@2.0.0", "d:b", "d:b@0.1.0-rc.1", "d:c", "d:d@1.0.0"];

#[derive(Default)]
struct Layout {
    files: Vec<(String, String)>,
    /// Packages that are still to be defined; those before have been. Each needs later ones alone, so most layouts are
    /// right.
    rest: Vec<&'static str>,
    /// Counts definitions, so that no two are the same.
    count: usize,
}

impl Layout {
    fn add(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.push((path.into(), text.into()));
    }

    /// The package to be defined next; now and then one that is defined elsewhere too.
    fn name(&mut self, numbers: &mut Numbers) -> Option<&'static str> {
        if numbers.one_in(60) { Some(numbers.pick(PACKAGES)) } else { self.rest.pop() }
    }

    /// A package to be needed; now and then one that is not there, or that leads in a circle.
    fn needed(&self, numbers: &mut Numbers) -> Option<&'static str> {
        match self.rest.len() {
            _ if numbers.one_in(40) => Some(numbers.pick(PACKAGES)),
            0 => None,
            _ => Some(numbers.pick(&self.rest)),
        }
    }

    /// The items of a package: an interface of its own, and one that needs other packages.
    fn items(&mut self, numbers: &mut Numbers, indent: &str) -> String {
        self.count += 1;
        let count = self.count;
        let mut text = format!("{indent}interface api {{ type t = u8; f{count}: func(); }}\n");
        for need in 0..numbers.below(3) {
            let Some(used) = self.needed(numbers).map(user) else { continue };
            writeln!(text, "{indent}interface needs{count}-{need} {{ use {used}.{{t}}; }}").unwrap();
        }
        text
    }

    /// A package in blocks of its own, in some file.
    fn nested(&mut self, numbers: &mut Numbers) -> String {
        let mut text = String::new();
        while numbers.one_in(4) {
            let Some(name) = self.name(numbers) else { break };
            let items = self.items(numbers, "  ");
            writeln!(text, "package {name} {{\n{items}}}").unwrap();
        }
        text
    }

    /// The files of a package in a folder: the header is in some of them.
    fn folder(&mut self, numbers: &mut Numbers, folder: &str, name: &str) {
        let items = self.items(numbers, "");
        let nested = self.nested(numbers);
        let main = numbers.pick(&["a.wit", "m.wit", "z.wit"]);
        self.add(format!("{folder}/{main}"), format!("package {name};\n{items}{nested}"));
        for (more, text) in [("b.wit", "interface b { }"), ("y.wit", "interface y { }")] {
            if numbers.one_in(3) {
                let header = if numbers.one_in(2) { format!("package {name};\n") } else { String::new() };
                self.add(format!("{folder}/{more}"), header + text);
            }
        }
        if numbers.one_in(5) {
            // A dependency's dependencies lie beside it, not in it.
            let inner = self.items(numbers, "");
            self.add(format!("{folder}/deps/inner.wit"), format!("package d:inner;\n{inner}"));
        }
        for (stray, text) in [("README.md", "# not WIT"), ("notes.WIT", "not WIT"), ("sub/x.wit", "not WIT")]
        {
            if numbers.one_in(8) {
                self.add(format!("{folder}/{stray}"), text);
            }
        }
    }

    /// A tree, and the path in it that is given to the programs.
    fn generate(numbers: &mut Numbers) -> (Layout, &'static str) {
        let rest = PACKAGES.iter().copied().filter(|_| !numbers.one_in(3)).collect();
        let mut layout = Layout { rest, ..Layout::default() };
        if numbers.one_in(2) {
            layout.rest.reverse();
        }
        let mut world = String::from("world w {\n");
        let needed: BTreeSet<&str> = (0..numbers.below(3)).filter_map(|_| layout.needed(numbers)).collect();
        for used in needed {
            writeln!(world, "  import {};", user(used)).unwrap();
        }
        world += "}\n";
        if numbers.one_in(6) {
            let mut nested = String::new();
            while let Some(name) = layout.name(numbers) {
                let items = layout.items(numbers, "  ");
                nested += &format!("package {name} {{\n{items}}}\n");
            }
            let header = if numbers.one_in(8) { "" } else { "package root:root;\n" };
            layout.add("root.wit", format!("{header}{world}{nested}"));
            return (layout, "root.wit");
        }
        layout.add("wit/world.wit", world);
        layout.folder(numbers, "wit", "root:root");
        // What a folder named `deps` in it held would be the package's own.
        layout.files.retain(|(path, _)| path != "wit/deps/inner.wit");
        let mut index = 0;
        while let Some(name) = layout.name(numbers) {
            index += 1;
            if numbers.one_in(2) {
                layout.folder(numbers, &format!("wit/deps/d{index}"), name);
            } else {
                let text =
                    format!("package {name};\n{}{}", layout.items(numbers, ""), layout.nested(numbers));
                layout.add(format!("wit/deps/{}{index}.wit", numbers.pick(&["a", "d", "z"])), text);
            }
        }
        for (stray, text) in [(".DS_Store", "?"), ("README.md", "# not WIT"), ("x.wit.bak", "not WIT")] {
            if numbers.one_in(8) {
                layout.add(format!("wit/deps/{stray}"), text);
            }
        }
        for manifest in ["wkg.lock", "wit/deps.toml", "wit/deps.lock", "wkg.toml"] {
            if numbers.one_in(8) {
                layout.add(manifest, "# a list of dependencies\n");
            }
        }
        (layout, "wit")
    }

    fn write(&self, root: &Path) {
        let _ = std::fs::remove_dir_all(root);
        for (path, text) in &self.files {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
}

/// `d:a/api@1.0.0` for `d:a@1.0.0`.
fn user(package: &str) -> String {
    match package.split_once('@') {
        Some((name, version)) => format!("{name}/api@{version}"),
        None => format!("{package}/api"),
    }
}

/// The names of all packages, if the input is accepted.
fn ours(path: &Path) -> Result<BTreeSet<String>, String> {
    let mut loader = Loader::new(&DiskSource);
    loader.path(path);
    let resolved = resolve(&loader.finish(), &Features::default()).finish();
    let resolved = resolved.map_err(|failed| format!("{:#?}", failed.diagnostics))?;
    Ok(resolved.graph.packages().map(|(_, package)| package.name.to_string()).collect())
}

fn theirs(path: &Path) -> Result<BTreeSet<String>, String> {
    let path = path.to_owned();
    let pushed = catch_unwind(move || {
        let mut graph = oracle::Resolve::default();
        graph.push_path(&path).map_err(|error| format!("{error:#}"))?;
        Ok(graph.packages.iter().map(|(_, package)| package.name.to_string()).collect())
    });
    pushed.unwrap_or_else(|_| Err("the peer panics".to_owned()))
}

/// A folder of its own for one test, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Scratch(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn generated_layouts_hold_the_packages_that_the_peer_finds() {
    let scratch = Scratch::new("layouts");
    let mut numbers = Numbers(1);
    let (mut accepted, mut several) = (0, 0);
    for number in 0..600 {
        let (layout, root) = Layout::generate(&mut numbers);
        layout.write(&scratch.0);
        let path = scratch.0.join(root);
        let (ours, theirs) = (ours(&path), theirs(&path));
        assert_eq!(
            ours.as_ref().ok(),
            theirs.as_ref().ok(),
            "layout {number}: {:#?}\nours: {ours:?}\ntheirs: {theirs:?}",
            layout.files
        );
        accepted += usize::from(ours.is_ok());
        several += usize::from(ours.is_ok_and(|packages| packages.len() > 2));
    }
    assert!(accepted > 100 && several > 50, "{accepted} accepted, {several} of several packages");
}

/// Whether the peer reads a layout of links as we do.
#[cfg(unix)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Peer {
    Agrees,
    Rejects,
}

/// Symbolic links and odd names: name, files, links as `(path, target)`, and what is found.
#[cfg(unix)]
#[expect(clippy::type_complexity, reason = "a table")]
const ODD: &[(&str, &[(&str, &str)], &[(&str, &str)], Option<&[&str]>, Peer)] = &[
    (
        "a link to a file is that file",
        &[("store/c.wit", "package c:d;"), ("wit/a.wit", "package a:b;"), ("x.wit", "interface i {}")],
        &[("wit/deps/c.wit", "../../store/c.wit"), ("wit/x.wit", "../x.wit")],
        Some(&["a:b", "c:d"]),
        Peer::Agrees,
    ),
    (
        "a link to a folder is a package in deps and nothing elsewhere",
        &[("store/c.wit", "package c:d;"), ("wit/a.wit", "package a:b;")],
        &[("wit/deps/c", "../../store"), ("wit/sub.wit", "../store")],
        Some(&["a:b", "c:d"]),
        Peer::Agrees,
    ),
    (
        "deps may be a link to a folder",
        &[("store/c/c.wit", "package c:d;"), ("wit/a.wit", "package a:b;")],
        &[("wit/deps", "../store")],
        Some(&["a:b", "c:d"]),
        Peer::Agrees,
    ),
    ("deps is a file", &[("wit/a.wit", "package a:b;"), ("wit/deps", "")], &[], None, Peer::Agrees),
    ("no file is WIT", &[("wit/a.txt", "package a:b;")], &[], None, Peer::Agrees),
    ("a link to nothing", &[("wit/a.wit", "package a:b;")], &[("wit/b.wit", "gone.wit")], None, Peer::Agrees),
    (
        "a link in deps to nothing",
        &[("wit/a.wit", "package a:b;")],
        &[("wit/deps/c", "../../gone")],
        None,
        Peer::Agrees,
    ),
    ("a link to itself", &[("wit/a.wit", "package a:b;")], &[("wit/b.wit", "b.wit")], None, Peer::Agrees),
    (
        "a folder in deps without WIT is no package",
        &[("wit/a.wit", "package a:b;"), ("wit/deps/c/README.md", "nothing here")],
        &[],
        Some(&["a:b"]),
        Peer::Rejects,
    ),
    (
        "editors leave links to nothing as locks",
        &[("wit/a.wit", "package a:b;")],
        &[("wit/.#a.wit", "somebody@somewhere.1234")],
        Some(&["a:b"]),
        Peer::Rejects,
    ),
    (
        "two names of one package are one package",
        &[("wit/a.wit", "package a:b;"), ("wit/deps/c.wit", "package c:d;")],
        &[("wit/deps/d.wit", "c.wit")],
        Some(&["a:b", "c:d"]),
        Peer::Rejects,
    ),
    (
        "deps that leads back to the package",
        &[("wit/a.wit", "package a:b;")],
        &[("wit/deps", ".")],
        Some(&["a:b"]),
        Peer::Rejects,
    ),
    (
        "deps that leads to the folder above",
        &[("wit/a.wit", "package a:b;")],
        &[("wit/deps", "..")],
        Some(&["a:b"]),
        Peer::Rejects,
    ),
    (
        "copies of one package are one package",
        &[
            ("wit/a.wit", "package a:b;"),
            ("wit/deps/c/c.wit", "package c:d;"),
            ("wit/deps/c-copy/other-name.wit", "package c:d;"),
        ],
        &[],
        Some(&["a:b", "c:d"]),
        Peer::Rejects,
    ),
    (
        "copies that differ are two packages of one name",
        &[
            ("wit/a.wit", "package a:b;"),
            ("wit/deps/c/c.wit", "package c:d;"),
            ("wit/deps/c-copy/c.wit", "package c:d; interface new { }"),
        ],
        &[],
        None,
        Peer::Agrees,
    ),
];

#[cfg(unix)]
#[test]
fn links_and_odd_names() {
    for (what, files, links, wanted, peer) in ODD {
        let scratch = Scratch::new("odd-layouts");
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Layout { files, ..Layout::default() }.write(&scratch.0);
        for (path, target) in *links {
            let path = scratch.0.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(target, path).unwrap();
        }
        let path = scratch.0.join("wit");
        let (ours, theirs) = (ours(&path), theirs(&path));
        let wanted = wanted.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(ours.clone().ok(), wanted, "{what}: {ours:?}");
        match peer {
            Peer::Agrees => assert_eq!(theirs.clone().ok(), wanted, "{what}: {theirs:?}"),
            Peer::Rejects => assert!(theirs.is_err(), "{what}: {theirs:?}"),
        }
    }
}
