//! Components that are written in TypeScript against our declarations: every case of `testdata/ts-guests` compiles with its
//! host; componentize-js makes a component of the guest, jco transpiles it, and the host runs it.
//!
//! The variables `OUTWIT_TSC…` name compilers, `OUTWIT_COMPONENTIZE_JS` and `OUTWIT_JCO` the scripts of the tools. What is not
//! named is not run, except with `OUTWIT_CONFORMANCE=1`, which wants everything.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the counts of a run are its result")]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use outwit_bindgen_ts::{Emit, Mode, Options};
use outwit_testkit::Case;
use support::compiler::{Compiler, node};
use support::{everything, fresh, generate_from, module_package, write_tree};

/// What guests and their hosts are compiled with.
const STRICTEST: &str = r#""strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true,
    "verbatimModuleSyntax": true, "isolatedModules": true, "isolatedDeclarations": true, "declaration": true,
    "erasableSyntaxOnly": true, "noUnusedLocals": true, "noImplicitOverride": true, "noImplicitReturns": true,
    "noPropertyAccessFromIndexSignature": true, "target": "es2022", "lib": ["es2022"], "module": "nodenext""#;

/// Both sides of every case, by the word that is in the names of their files.
const SIDES: [(&str, Mode); 2] = [("component", Mode::Guest), ("host", Mode::Host)];

#[test]
fn guests_and_their_hosts_compile() {
    for compiler in Compiler::all() {
        for case in outwit_testkit::cases("ts-guests") {
            let root = project(&case, &format!("compile-{}", compiler.name), |_, text| text);
            compiler.assert_accepts(&root, "strictest", STRICTEST);
        }
    }
}

/// What is left out, and what the compiler says then.
const MISTAKES: [(&str, &str, &str); 4] = [
    ("export async function run", "export async function ran", "Property 'run' is missing"),
    ("export const front", "const front", "Property 'front' is missing"),
    ("  placed(): ", "  misplaced(): ", "'misplaced' does not exist"),
    ("  total(on: Shelf)", "  sum(on: Shelf)", "Property 'total' is missing"),
];

#[test]
fn a_missing_export_is_named() {
    let cases = outwit_testkit::cases("ts-guests");
    let case = cases.iter().find(|case| case.name == "shop").expect("the case `shop`");
    for compiler in Compiler::all() {
        for (written, instead, said) in MISTAKES {
            let root = project(case, &format!("mistake-{}", compiler.name), |name, text| {
                if name != "shop.component.ts" {
                    return text;
                }
                assert!(text.contains(written), "no `{written}`");
                text.replace(written, instead)
            });
            let output = compiler.run(&root, STRICTEST, &["--noEmit"]);
            let text = String::from_utf8_lossy(&output.stdout);
            assert!(!output.status.success() && text.contains(said), "{instead}: {text}");
        }
    }
}

#[test]
fn guests_run() {
    let Some(tools) = Tools::from_environment() else {
        assert!(
            !everything(),
            "no compiler, componentize-js or jco is named; `cargo xtask conformance` does"
        );
        eprintln!("skipped: OUTWIT_COMPONENTIZE_JS and OUTWIT_JCO name no tools");
        return;
    };
    for case in outwit_testkit::cases("ts-guests") {
        let root = project(&case, "run", |_, text| text);
        println!("{}: {}", case.name, tools.run(&case, &root).trim());
    }
}

struct Tools {
    compiler: Compiler,
    componentize: PathBuf,
    jco: PathBuf,
}

impl Tools {
    fn from_environment() -> Option<Tools> {
        let script = |name: &str| std::env::var_os(name).map(PathBuf::from);
        Some(Tools {
            componentize: script("OUTWIT_COMPONENTIZE_JS")?,
            jco: script("OUTWIT_JCO")?,
            compiler: Compiler::all().pop()?,
        })
    }

    /// From the sources in `root` to what the host says at its end.
    fn run(&self, case: &Case, root: &Path) -> String {
        let world = &case.name;
        let compiled = self.compiler.run(root, STRICTEST, &["--outDir", "js"]);
        assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stdout));
        write_tree(&root.join("js"), &module_package());
        let mut componentize = node();
        componentize.arg(&self.componentize).arg(format!("js/component/{world}.component.js"));
        componentize.arg("--wit").arg(case.dir.join("input.wit")).args(["-n", world, "-o", "component.wasm"]);
        // Without them the component imports what its world says, and nothing else.
        componentize.args(["--disable", "stdio", "random", "clocks", "http", "fetch-event"]);
        succeed("componentize-js", componentize.current_dir(root));
        let mut transpile = node();
        transpile.arg(&self.jco).args(["transpile", "component.wasm", "--out-dir", "transpiled", "--quiet"]);
        transpile.args(["--instantiation", "async", "--no-nodejs-compat", "--name", world]);
        succeed("jco", transpile.current_dir(root));
        let mut host = node();
        host.arg(case.dir.join("run.mjs")).arg(root.join("transpiled"));
        host.arg(root.join(format!("js/host/{world}.host.js")));
        String::from_utf8_lossy(&succeed("the host", &mut host).stdout).into_owned()
    }
}

fn succeed(what: &str, command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{what}: {error}"));
    let [stdout, stderr] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{what}:\n{stdout}\n{stderr}");
    output
}

/// A folder with both sides of a case: what is generated, and over the stub what somebody made of it, changed by `edit`.
fn project(case: &Case, name: &str, edit: impl Fn(&str, String) -> String) -> PathBuf {
    let root = fresh(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("guests").join(&case.name).join(name));
    write_tree(&root, &module_package());
    for (side, mode) in SIDES {
        let options = Options { mode, emit: Emit::Ts, stubs: true, ..Options::default() };
        // The options of a case are about its guest: jco throws, whatever they say.
        let results = if mode == Mode::Guest { support::options(case).results } else { options.results };
        let options = Options { results, ..options };
        let mut files = generate_from(|loader| loader.path(&case.dir.join("input.wit")), &options)
            .unwrap_or_else(|diagnostics| panic!("{}:\n{diagnostics}", case.name));
        let stub = format!("{}.{side}.ts", case.name);
        assert!(files.contains_key(&stub), "no stub `{stub}`");
        let written = edit(&stub, case.read(&stub));
        files.insert(stub, written);
        write_tree(&root.join(side), &files);
    }
    root
}
