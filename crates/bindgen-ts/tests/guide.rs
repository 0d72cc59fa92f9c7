//! `docs/typescript-guide.md` is true: its WIT generates, by its commands, what its programs compile with, and what it shows
//! of generated files is in them.
//!
//! A block of code says behind its language which file it is (`ts host/use.ts`), or of which generated file it is a part
//! (`ts from host/shop.d.ts`). The commands `outwit ts …` of the guide are followed, those of others are not.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use outwit_bindgen_ts::{Emit, Mode, Options, Results};
use support::compiler::{Compiler, node};
use support::{Files, generate_from, module_package, write_tree};

/// What the programs of the guide are compiled with. Those of a browser need its library.
const SETTINGS: &str = r#""strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true,
    "verbatimModuleSyntax": true, "isolatedModules": true, "isolatedDeclarations": true, "declaration": true,
    "erasableSyntaxOnly": true, "noUnusedLocals": true, "noImplicitOverride": true, "noImplicitReturns": true,
    "noPropertyAccessFromIndexSignature": true, "target": "es2022",
    "lib": ["es2022", "dom", "dom.iterable", "dom.asynciterable"], "module": "nodenext""#;

/// A block of code.
struct Block {
    language: String,
    /// What stands behind the language.
    label: String,
    text: String,
}

#[test]
fn programs_compile_with_what_the_commands_generate() {
    let blocks = blocks();
    let files = project(&blocks);
    let programs = named(&blocks, "ts").filter(|block| !block.label.starts_with("from ")).count();
    assert!(programs >= 8, "{programs} programs");
    for compiler in Compiler::all() {
        let root = scratch(&compiler.name);
        write_tree(&root, &files);
        compiler.assert_accepts(&root, "the guide's", SETTINGS);
    }
}

#[test]
fn the_package_is_found_when_the_program_runs() {
    let files = project(&blocks());
    for compiler in Compiler::all() {
        let root = scratch(&format!("run-{}", compiler.name));
        let part =
            |path: &str| path.starts_with("node_modules/") || path == "consumer.ts" || path == "package.json";
        write_tree(
            &root,
            &files.iter().filter(|(path, _)| part(path)).map(|(a, b)| (a.clone(), b.clone())).collect(),
        );
        let output = compiler.run(&root, SETTINGS, &[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let program = "import { isEmpty } from './consumer.js'; if (!isEmpty) throw new Error('not empty');";
        fs::write(root.join("run.mjs"), program).expect("a file that can be written");
        let output = node().arg("run.mjs").current_dir(&root).output().expect("node runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn what_is_shown_of_generated_files_is_in_them() {
    let blocks = blocks();
    let files = project(&blocks);
    let mut shown = 0;
    for block in named(&blocks, "ts") {
        let Some(path) = block.label.strip_prefix("from ") else { continue };
        shown += 1;
        assert!(files[path].contains(&block.text), "{path} does not hold\n{}", block.text);
    }
    assert!(shown > 0);
}

#[test]
fn files_that_are_named_are_generated() {
    let files = project(&blocks());
    let named = ["host/shop.d.ts", "host/interfaces/acme-shop-stock@1.2.0.d.ts", "host/wit.d.ts"];
    let by_guests = ["guest/shop.modules.d.ts", "guest/shop.component.ts", "host/shop.host.ts"];
    for path in named.into_iter().chain(by_guests) {
        assert!(files.contains_key(path), "{path}");
    }
}

/// All files of the guide: its own, over those that its commands generate.
fn project(blocks: &[Block]) -> Files {
    let mut files = module_package();
    for line in named(blocks, "sh").flat_map(|block| block.text.lines()) {
        if let Some(arguments) = line.strip_prefix("outwit ts ") {
            files.extend(generated(blocks, arguments));
        }
    }
    for block in named(blocks, "ts").filter(|block| !block.label.starts_with("from ")) {
        assert!(!block.label.is_empty(), "a program without a name:\n{}", block.text);
        files.insert(block.label.clone(), block.text.clone());
    }
    files
}

/// What a command generates.
fn generated(blocks: &[Block], arguments: &str) -> Files {
    let mut options = Options::default();
    let mut folder = String::new();
    let mut wit = None;
    let mut words = arguments.split_whitespace();
    while let Some(word) = words.next() {
        let mut value = || words.next().expect("a value").to_owned();
        match word {
            "--host" => options.mode = Mode::Host,
            "--guest" => options.mode = Mode::Guest,
            "--stubs" => options.stubs = true,
            "--out-dir" => folder = value(),
            "--package-json" => options.package_json = Some(value()),
            "--emit" if value() == "ts" => options.emit = Emit::Ts,
            "--results" if value() == "return" => options.results = Results::Return,
            word if word.ends_with(".wit") => wit = Some(word.to_owned()),
            word => panic!("what is `{word}`?"),
        }
    }
    let wit = wit.expect("a file of WIT");
    let text = named(blocks, "wit").find(|block| block.label == wit).map(|block| block.text.clone());
    let text = text.unwrap_or_else(|| panic!("there is no `{wit}`"));
    let files = generate_from(|loader| loader.text(&wit, &text), &options);
    let files = files.unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    files.into_iter().map(|(path, text)| (format!("{folder}/{path}"), text)).collect()
}

fn named<'b>(blocks: &'b [Block], language: &'b str) -> impl Iterator<Item = &'b Block> {
    blocks.iter().filter(move |block| block.language == language)
}

/// The blocks of code in the guide.
fn blocks() -> Vec<Block> {
    let path = outwit_testkit::workspace().join("docs/typescript-guide.md");
    let guide = fs::read_to_string(path).expect("the guide");
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for line in guide.lines() {
        match line.strip_prefix("```") {
            Some("") if is_open => is_open = false,
            Some(head) if !is_open => {
                let (language, label) = head.split_once(' ').unwrap_or((head, ""));
                blocks.push(Block {
                    language: language.to_owned(),
                    label: label.to_owned(),
                    text: String::new(),
                });
                is_open = true;
            }
            _ if is_open => {
                let text = &mut blocks.last_mut().expect("an open block").text;
                text.push_str(line);
                text.push('\n');
            }
            _ => {}
        }
    }
    assert!(!is_open, "the last block is not closed");
    blocks
}

fn scratch(name: &str) -> PathBuf {
    support::fresh(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide").join(name))
}
