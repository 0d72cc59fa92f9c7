//! The seeds of `fuzz/corpus/`, run through the checks of the fuzz targets: those are compiled in from their own package,
//! which is a workspace of its own because it is built with a sanitizer's instrumentation.

#![allow(clippy::print_stdout, reason = "the counts of a run are its result")]

#[path = "../../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "the targets see it from outside")]
mod fuzz;

use std::panic::{AssertUnwindSafe, catch_unwind};

use outwit_testkit::workspace;

#[test]
fn the_lexer_holds_on_every_seed() {
    replay("lexer", fuzz::lexer);
}

#[test]
fn the_parser_holds_on_every_seed() {
    replay("parser", fuzz::parser);
}

#[test]
fn the_resolver_holds_on_every_seed() {
    replay("resolver", fuzz::resolver);
}

#[test]
fn the_decoder_holds_on_every_seed() {
    replay("decoder", fuzz::decoder);
}

/// Seeds are made for one target, and each goes through all: what is a text for the lexer is one for the resolver.
fn replay(target: &str, check: fn(&[u8])) {
    let mut count = 0;
    let mut faults = Vec::new();
    for folder in ["lexer", "parser", "resolver", "decoder"] {
        let folder = workspace().join("fuzz/corpus").join(folder);
        let entries =
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            let seed = std::fs::read(&path).expect("a readable seed");
            count += 1;
            // All seeds that fail are told, not the first alone; what a check says stands above.
            if catch_unwind(AssertUnwindSafe(|| check(&seed))).is_err() {
                faults.push(path.display().to_string());
            }
        }
    }
    println!("{target}: {count} seeds");
    assert!(count >= 150, "{count} seeds: the corpus is whole");
    assert!(faults.is_empty(), "{target}: {}", faults.join("\n"));
}
