//! The expected files of every case, with the program beside them that uses them, go through real compilers: the variable
//! `OUTWIT_TSC`, and any whose name begins so, names one, which is a program or a script for `node`, itself found through
//! `OUTWIT_NODE` or `PATH`. Without such a variable these tests say so and pass.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use outwit_bindgen_ts::Emit;
use outwit_testkit::Case;
use support::compiler::{Compiler, node};
use support::{
    Files, cases, core_cases, core_view, core_views_of, fresh, generated, is_runtime, module_package,
    read_tree, write_tree,
};

/// What people compile with: everything that is strict, and next to nothing.
const SETTINGS: [(&str, &str); 4] = [
    (
        "strictest",
        r#""strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true,
           "verbatimModuleSyntax": true, "isolatedModules": true, "isolatedDeclarations": true, "declaration": true,
           "erasableSyntaxOnly": true, "noUnusedLocals": true, "noUnusedParameters": false, "noImplicitOverride": true,
           "noPropertyAccessFromIndexSignature": true, "noImplicitReturns": true, "noFallthroughCasesInSwitch": true,
           "target": "es2022", "lib": ["es2022"], "module": "nodenext""#,
    ),
    ("strict", r#""strict": true, "target": "es2022", "lib": ["es2022", "dom"], "module": "nodenext""#),
    (
        "bundler",
        r#""strict": true, "exactOptionalPropertyTypes": true, "target": "esnext", "lib": ["esnext"], "module": "preserve",
           "moduleResolution": "bundler""#,
    ),
    (
        "es2020-modules",
        r#""strict": true, "target": "es2022", "lib": ["es2022"], "module": "es2020", "moduleResolution": "bundler""#,
    ),
];

#[test]
fn declarations_compile_and_refuse_what_they_should() {
    for compiler in Compiler::all() {
        let root = scratch(&format!("declarations-{}", compiler.name));
        for case in cases() {
            let expected = read_tree(&case.dir.join("expected"));
            let runtime = generated(&case, Emit::Js).into_iter().filter(|(path, _)| is_runtime(path));
            place(&root, &case, &expected.into_iter().chain(runtime).collect());
        }
        for (name, settings) in SETTINGS {
            compiler.assert_accepts(&root, name, settings);
        }
    }
}

#[test]
fn sources_compile_and_refuse_what_they_should() {
    for compiler in Compiler::all() {
        let root = scratch(&format!("sources-{}", compiler.name));
        for case in cases() {
            place(&root, &case, &generated(&case, Emit::Ts));
        }
        let (name, settings) = SETTINGS[0];
        compiler.assert_accepts(&root, name, settings);
    }
}

#[test]
fn core_views_compile_and_refuse_what_they_should() {
    for compiler in Compiler::all() {
        let root = scratch(&format!("core-views-{}", compiler.name));
        for case in core_cases() {
            let expected = read_tree(&case.dir.join("expected"));
            let general =
                core_view(&case, Emit::Js).into_iter().filter(|(path, _)| path.starts_with("wit.core"));
            place(&root, &case, &expected.into_iter().chain(general).collect());
        }
        for (name, settings) in SETTINGS {
            compiler.assert_accepts(&root, name, settings);
        }
    }
}

/// Every world that the tests of the ABI have, and those of WASI if they are here.
#[test]
fn core_views_of_many_worlds_compile() {
    for compiler in Compiler::all() {
        let root = scratch(&format!("core-worlds-{}", compiler.name));
        place_many_worlds(&root);
        let (name, settings) = SETTINGS[0];
        compiler.assert_accepts(&root, name, settings);
    }
}

/// Every reference is found, and every layout agrees with those of its parts.
#[test]
fn tables_of_many_worlds_agree_with_themselves() {
    if Compiler::all().is_empty() {
        return;
    }
    let root = scratch("core-tables");
    place_many_worlds(&root);
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core_view.mjs");
    let output = node().arg(program).arg(&root).output().expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let count: u32 = String::from_utf8_lossy(&output.stdout).trim().parse().expect("a count");
    assert!(count > 500, "only {count} types were met");
}

fn place_many_worlds(root: &Path) {
    for case in outwit_testkit::cases("abi").iter().chain(&core_cases()) {
        write_tree(&root.join("cases").join(&case.name), &core_views_of(&case.dir, Emit::Js));
    }
    let corpora = ["OUTWIT_CORPORA_WASIP2", "OUTWIT_CORPORA_WASIP3"].map(outwit_testkit::corpus);
    for (index, corpus) in corpora.iter().flatten().enumerate() {
        write_tree(&root.join(format!("wasi-{index}")), &core_views_of(&corpus.join("wit"), Emit::Js));
    }
}

/// The compiler infers of the sources what declarations say.
#[test]
fn sources_of_core_views_have_the_types_that_are_declared() {
    for compiler in Compiler::all() {
        let root = scratch(&format!("core-sources-{}", compiler.name));
        for case in core_cases() {
            let sources = core_view(&case, Emit::Ts);
            place(&root, &case, &sources);
            write_tree(&root.join(&case.name).join("declared"), &core_view(&case, Emit::Js));
            let own = sources.keys().find(|path| !path.starts_with("wit.core")).expect("a file of its own");
            let same = SAME.replace("VIEW", &own.replace(".ts", ".js"));
            write_tree(&root.join(&case.name), &Files::from([("same.ts".to_owned(), same)]));
        }
        let (name, settings) = SETTINGS[0];
        compiler.assert_accepts(&root, name, settings);
    }
}

/// Holds if two files have exactly the same types.
const SAME: &str = "\
import type * as declared from './declared/VIEW';
import type * as source from './expected/VIEW';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;
export const same: [
  Same<typeof source.address, typeof declared.address>,
  Same<typeof source.primitives, typeof declared.primitives>,
  Same<typeof source.types, typeof declared.types>,
  Same<typeof source.functions, typeof declared.functions>,
  Same<keyof source.CoreImports, keyof declared.CoreImports>,
  Same<keyof source.CoreExports, keyof declared.CoreExports>,
] = [true, true, true, true, true, true];
";

/// The example of `docs/core-view.md` compiles against the core view of the world that stands there.
#[test]
fn the_example_in_the_documentation_compiles() {
    let page = outwit_testkit::workspace().join("docs/core-view.md");
    let page = fs::read_to_string(page).expect("a readable page").replace("\r\n", "\n");
    let block = |language: &str| {
        let (_, rest) = page.split_once(&format!("```{language}\n")).expect("a block of the language");
        rest.split_once("```").expect("an end").0.to_owned()
    };
    for compiler in Compiler::all() {
        let root = scratch(&format!("core-example-{}", compiler.name));
        let files = [("wit/world.wit", block("wit")), ("example.ts", block("ts"))];
        write_tree(&root, &files.map(|(path, text)| (path.to_owned(), text)).into());
        for (path, text) in core_views_of(&root.join("wit"), Emit::Js) {
            let file = path.split_once("/32/").map(|(_, file)| (format!("types/{file}"), text));
            write_tree(&root, &file.into_iter().collect());
        }
        let settings = SETTINGS[0].1.replace(r#""lib": ["es2022"]"#, r#""lib": ["es2022", "dom"]"#);
        compiler.assert_accepts(&root, "strictest, in a browser", &settings);
    }
}

/// What a program imports by the name of the package, and what it is not offered.
const CONSUMER: &str = "import { till } from '@acme/shop';
import type { Exports } from '@acme/shop';
import { isFault } from '@acme/shop/interfaces/acme-shop-types@1.4.0';
import type { Bill } from '@acme/shop/interfaces/acme-shop-till@1.4.0';
import { WitError } from '@acme/shop/wit';
// @ts-expect-error: no file of the package
import type {} from '@acme/shop/interfaces/acme-shop-till';

const bill: Bill = { sum: 1n, lines: [] };
export const pay = (component: Exports): bigint => component.till.pay(bill);
export const same: boolean = till !== undefined && isFault(new WitError('empty'));
if (!same) throw new Error('a guard that knows its error');
";

#[test]
fn a_package_is_imported_by_its_name() {
    for compiler in Compiler::all() {
        let root = scratch(&format!("package-{}", compiler.name));
        let cases = cases();
        let case = cases.iter().find(|case| case.name == "package").expect("the case `package`");
        write_tree(&root.join("node_modules/@acme/shop"), &generated(case, Emit::Js));
        write_tree(&root, &Files::from([("consumer.ts".to_owned(), CONSUMER.to_owned())]));
        for (name, settings) in SETTINGS {
            compiler.assert_accepts(&root, name, settings);
        }
        let output = compiler.run(&root, SETTINGS[0].1, &[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let output = node().arg("consumer.js").current_dir(&root).output().expect("node runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Lest the others pass because nothing is looked at.
#[test]
fn compilers_look_at_declarations() {
    for compiler in Compiler::all() {
        let root = scratch(&format!("broken-{}", compiler.name));
        let files = [("a/expected/b.d.ts", "export type A = Missing;\n"), ("a/use.ts", "export {};\n")];
        write_tree(&root, &files.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
        let output = compiler.run(&root, SETTINGS[0].1, &["--noEmit"]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!output.status.success() && text.contains("TS2304"), "{}: {text}", compiler.name);
    }
}

#[test]
fn the_runtime_module_is_what_the_compiler_makes_of_its_source() {
    for compiler in Compiler::all() {
        let root = scratch(&format!("runtime-{}", compiler.name));
        let runtime = read_tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime"));
        let sources = ["wit.ts", "core.ts"].map(|path| (path.to_owned(), runtime[path].clone()));
        write_tree(&root, &Files::from(sources));
        let output = compiler.run(&root, SETTINGS[0].1, &["--outDir", "out", "--newLine", "lf"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let made = read_tree(&root.join("out"));
        for path in ["wit.js", "wit.d.ts", "core.js", "core.d.ts"] {
            assert!(
                made[path] == runtime[path],
                "runtime/{path} is stale: {} makes\n{}",
                compiler.name,
                made[path]
            );
        }
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runtime.mjs");
        fs::copy(program, root.join("out/runtime.mjs")).expect("a file that can be copied");
        let output = node().arg("runtime.mjs").current_dir(root.join("out")).output().expect("node runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Puts a case into the project: what is generated, and the program that uses it.
fn place(root: &Path, case: &Case, files: &Files) {
    let using = case.read("use.ts");
    assert!(using.contains("./expected/"), "{}: use.ts uses nothing", case.name);
    let folder = root.join(&case.name);
    write_tree(&folder.join("expected"), files);
    write_tree(&folder, &Files::from([("use.ts".to_owned(), using)]));
}

/// An empty folder of this name, with a package of modules.
fn scratch(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typescript").join(name);
    let root = fresh(&root);
    write_tree(&root, &module_package());
    root
}
