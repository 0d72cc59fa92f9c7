//! The expected files of every case, with the program beside them that uses them, go through real compilers: the variable
//! `OUTWIT_TSC`, and any whose name begins so, names one, which is a program or a script for `node`, itself found through
//! `OUTWIT_NODE` or `PATH`. Without such a variable these tests say so and pass.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use outwit_bindgen_ts::Emit;
use outwit_testkit::Case;
use support::compiler::Compiler;
use support::{Files, cases, generated, is_runtime, read_tree, write_tree};

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
        write_tree(&root, &Files::from([("wit.ts".to_owned(), runtime["wit.ts"].clone())]));
        let output = compiler.run(&root, SETTINGS[0].1, &["--outDir", "out", "--newLine", "lf"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let made = read_tree(&root.join("out"));
        for path in ["wit.js", "wit.d.ts"] {
            assert!(
                made[path] == runtime[path],
                "runtime/{path} is stale: {} makes\n{}",
                compiler.name,
                made[path]
            );
        }
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runtime.mjs");
        fs::copy(program, root.join("out/runtime.mjs")).expect("a file that can be copied");
        let output = Command::new("node")
            .arg("runtime.mjs")
            .current_dir(root.join("out"))
            .output()
            .expect("node runs");
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
    let _ = fs::remove_dir_all(&root);
    write_tree(&root, &Files::from([("package.json".to_owned(), "{ \"type\": \"module\" }\n".to_owned())]));
    root
}
