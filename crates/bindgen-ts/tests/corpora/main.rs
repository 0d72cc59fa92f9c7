//! The declarations of every world that is published, of random worlds, and of a corpus of worlds that are made to break
//! them: compilers accept them all, under whatever settings people use, and nothing that WIT says is lost in them.
//!
//! A plain run compiles each corpus once, by the newest compiler that the environment names, and what is of this
//! repository by every one; with `OUTWIT_CONFORMANCE=1` all combinations.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the counts of a run are its result")]

#[path = "../support/mod.rs"]
mod support;

mod contract;
mod edits;
mod expected;
mod found;
mod names;
mod project;
mod table;
mod worlds;

use std::path::Path;
use std::time::Instant;

use contract::Losses;
use outwit_bindgen_ts::{Compat, Emit, Mode, Options, Results};
use project::Project;
use support::compiler::Compiler;
use support::everything;

/// A kind of output.
struct Kind {
    name: &'static str,
    options: fn() -> Options,
    /// Whether it is held against what the world has, and where it has what.
    keys: Option<Keys>,
}

/// Under which keys a world has its interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keys {
    /// Under their ids.
    Ids,
    /// The same, but what is exported may have the name of the interface alone, by which tools for guests look it up.
    NamesOfExports,
}

/// What is generated. A plain run compiles the first two, and looks for losses in the first.
const KINDS: &[Kind] = &[
    Kind { name: "host-js", options: || of(Mode::Host, Emit::Js), keys: Some(Keys::Ids) },
    Kind { name: "guest-js", options: || of(Mode::Guest, Emit::Js), keys: Some(Keys::NamesOfExports) },
    Kind { name: "host-ts", options: || of(Mode::Host, Emit::Ts), keys: None },
    Kind { name: "guest-ts", options: || of(Mode::Guest, Emit::Ts), keys: None },
    Kind { name: "host-stubs", options: || with_stubs(Mode::Host), keys: None },
    Kind { name: "guest-stubs", options: || with_stubs(Mode::Guest), keys: None },
    Kind {
        name: "host-returns",
        options: || Options { results: Results::Return, ..with_stubs(Mode::Host) },
        keys: None,
    },
    Kind {
        name: "compat-host",
        options: || Options { compat: Some(Compat::Jco), ..of(Mode::Host, Emit::Js) },
        keys: None,
    },
    Kind {
        name: "compat-guest",
        options: || Options { compat: Some(Compat::Jco), ..of(Mode::Guest, Emit::Js) },
        keys: None,
    },
];

/// What differs from the stubs of a guest in the results of functions alone.
const GUEST_THAT_RETURNS: Kind = Kind {
    name: "guest-returns",
    options: || Options { results: Results::Return, ..with_stubs(Mode::Guest) },
    keys: None,
};

fn of(mode: Mode, emit: Emit) -> Options {
    Options { mode, emit, ..Options::default() }
}

fn with_stubs(mode: Mode) -> Options {
    Options { stubs: true, ..of(mode, Emit::Js) }
}

/// Everything that is strict.
macro_rules! strictest {
    () => {
        r#""strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true, "verbatimModuleSyntax": true,
           "isolatedModules": true, "isolatedDeclarations": true, "declaration": true, "erasableSyntaxOnly": true,
           "noUnusedLocals": true, "noImplicitOverride": true, "noPropertyAccessFromIndexSignature": true,
           "noUncheckedSideEffectImports": true, "forceConsistentCasingInFileNames": true, "#
    };
}

/// What it is compiled with, without types of packages and with the declarations themselves checked. A plain run takes the
/// first alone.
const SETTINGS: &[(&str, &str)] = &[
    (
        "oldest library",
        concat!(strictest!(), r#""target": "es2022", "lib": ["es2022"], "module": "nodenext""#),
    ),
    (
        "browser, bundler",
        concat!(
            strictest!(),
            r#""target": "es2022", "lib": ["es2022", "dom", "dom.iterable"], "module": "es2022",
               "moduleResolution": "bundler""#
        ),
    ),
    (
        "newest library, preserve",
        concat!(
            strictest!(),
            r#""target": "esnext", "lib": ["esnext", "dom", "dom.iterable", "dom.asynciterable"], "module": "preserve""#
        ),
    ),
    (
        "worker",
        concat!(
            strictest!(),
            r#""target": "es2023", "lib": ["es2023", "esnext.disposable", "webworker"], "module": "nodenext""#
        ),
    ),
    ("strict alone", r#""strict": true, "target": "es2022", "lib": ["es2022"], "module": "nodenext""#),
    (
        "strict alone, newest library",
        r#""strict": true, "target": "esnext", "lib": ["esnext", "dom"], "module": "esnext",
           "moduleResolution": "bundler""#,
    ),
];

#[test]
fn declarations_of_every_world_compile() {
    let compilers = Compiler::all();
    assert!(
        !compilers.is_empty() || !everything(),
        "OUTWIT_TSC names no compiler; `cargo xtask conformance` does"
    );
    let Some(newest) = compilers.last() else { return };
    let mut failures = Vec::new();
    for corpus in worlds::corpora() {
        let start = Instant::now();
        let mut runs = 0;
        for kind in if everything() { KINDS } else { &KINDS[..2] } {
            let project = Project::new(&corpus, "compile", kind.name, &(kind.options)());
            for compiler in
                compilers.iter().filter(|it| everything() || corpus.is_own || it.name == newest.name)
            {
                for settings in if everything() { SETTINGS } else { &SETTINGS[..1] } {
                    runs += 1;
                    failures.extend(project.errors(compiler, settings));
                }
            }
        }
        let (name, worlds) = (&corpus.name, corpus.worlds.len());
        println!("{name}: {worlds} worlds, compiled {runs} times in {:.1?}", start.elapsed());
    }
    assert!(failures.is_empty(), "{} runs of a compiler failed\n{}", failures.len(), failures.join("\n"));
}

/// Compilers take the deepest types that there can be, in every kind of output: one program has them all.
#[test]
fn declarations_of_the_deepest_types_compile() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpora/limits");
    support::fresh(&root);
    for kind in KINDS.iter().chain([&GUEST_THAT_RETURNS]) {
        Project::new(&worlds::limits(kind.name), "limits", kind.name, &(kind.options)());
    }
    let (name, settings) = SETTINGS[0];
    for compiler in Compiler::all() {
        compiler.assert_accepts(&root, name, settings);
    }
}

/// Every type, function, field, case, parameter, line of documentation and gate of a world is found where it belongs, under
/// the name that the documented rule gives it; and the table of names has the same names as the files.
#[test]
fn nothing_that_wit_says_is_lost() {
    let compilers = Compiler::all();
    assert!(
        !compilers.is_empty() || !everything(),
        "OUTWIT_TSC names no compiler; `cargo xtask conformance` does"
    );
    let Some(api) = compilers.iter().find(|compiler| compiler.has_api()) else {
        assert!(!everything(), "none of the compilers has an API");
        eprintln!("skipped: no compiler that OUTWIT_TSC names has an API");
        return;
    };
    let mut failures = Vec::new();
    let kinds = KINDS.iter().filter_map(|kind| Some((kind, kind.keys?)));
    let kinds: Vec<_> = if everything() { kinds.collect() } else { kinds.take(1).collect() };
    for corpus in worlds::corpora() {
        for (kind, keys) in &kinds {
            let start = Instant::now();
            let project = Project::new(&corpus, "contract", kind.name, &(kind.options)());
            let Losses { files, worlds, told } = contract::losses(&project, *keys, api);
            println!(
                "{} {}: {} worlds with {files} files, {} lose something, in {:.1?}",
                corpus.name,
                kind.name,
                project.worlds.len(),
                worlds,
                start.elapsed()
            );
            failures.extend((worlds > 0).then(|| format!("{} {}\n{told}", corpus.name, kind.name)));
        }
    }
    assert!(failures.is_empty(), "declarations lack what WIT says\n{}", failures.join("\n"));
}
