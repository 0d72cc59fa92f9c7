//! The declarations of every world that is published, of random worlds, and of a corpus of worlds that are made to break
//! them: compilers accept them all, under whatever settings people use, and nothing that WIT says is lost in them.
//!
//! A plain run compiles each corpus once, by the newest compiler that the environment names, and what is of this
//! repository by every one; with `OUTWIT_CONFORMANCE=1` all combinations.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the counts of a run are its result")]

#[path = "../support/mod.rs"]
mod support;

mod contract;
mod expected;
mod found;
mod names;
mod project;
mod worlds;

use std::collections::BTreeMap;
use std::time::Instant;

use outwit_bindgen_ts::{Emit, Mode, Options, Results};
use project::Project;
use support::compiler::Compiler;

/// A kind of output.
struct Kind {
    name: &'static str,
    options: fn() -> Options,
    /// Whether it is held against what the world has.
    is_complete: bool,
}

/// What is generated. A plain run takes the first alone.
const KINDS: &[Kind] = &[
    Kind { name: "host-js", options: || of(Mode::Host, Emit::Js), is_complete: true },
    Kind { name: "guest-js", options: || of(Mode::Guest, Emit::Js), is_complete: false },
    Kind { name: "host-ts", options: || of(Mode::Host, Emit::Ts), is_complete: false },
    Kind { name: "guest-ts", options: || of(Mode::Guest, Emit::Ts), is_complete: false },
    Kind { name: "host-stubs", options: || with_stubs(Mode::Host), is_complete: false },
    Kind { name: "guest-stubs", options: || with_stubs(Mode::Guest), is_complete: false },
    Kind {
        name: "host-returns",
        options: || Options { results: Results::Return, ..of(Mode::Host, Emit::Js) },
        is_complete: false,
    },
];

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
        for kind in if everything() { KINDS } else { &KINDS[..1] } {
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

/// Every type, function, field, case, parameter, line of documentation and gate of a world is found where it belongs, under
/// the name that the documented rule gives it.
#[test]
fn nothing_that_wit_says_is_lost() {
    let compilers = Compiler::all();
    assert!(
        !compilers.is_empty() || !everything(),
        "OUTWIT_TSC names no compiler; `cargo xtask conformance` does"
    );
    let Some(oldest) = compilers.first() else { return };
    let mut failures = Vec::new();
    for corpus in worlds::corpora() {
        for kind in KINDS.iter().filter(|kind| kind.is_complete) {
            let project = Project::new(&corpus, "contract", kind.name, &(kind.options)());
            let files = found::enumerate(&project.root, oldest);
            let (mut checked, mut lost) = (0, 0);
            for world in &project.worlds {
                let folder = format!("{}/", world.folder);
                let own = files.iter().filter_map(|file| Some((file.path.strip_prefix(&folder)?, file)));
                let units = expected::units(&world.graph, world.id);
                checked += units.len();
                let missing = contract::missing(&units, &own.collect::<BTreeMap<_, _>>());
                lost += missing.len();
                if !missing.is_empty() {
                    let (title, shown) = (world.title(), missing[..missing.len().min(6)].join("\n    "));
                    failures.push(format!(
                        "{title}, {}:\n    {shown}",
                        project.root.join(&world.folder).display()
                    ));
                }
            }
            println!("{}: {} worlds, {checked} files, {lost} lost", corpus.name, project.worlds.len());
        }
    }
    let shown = failures[..failures.len().min(20)].join("\n");
    assert!(failures.is_empty(), "{} worlds lost something\n{shown}", failures.len());
}

/// Whether everything is asked for.
fn everything() -> bool {
    std::env::var_os("OUTWIT_CONFORMANCE").is_some_and(|value| value == "1")
}
