//! What declarations cannot express is refused, each item where it stands, and nothing else is said.

mod support;

use outwit_bindgen_ts::Emit;

/// The lines that are said about a world that must be refused.
fn refused(wit: &str) -> Vec<String> {
    let result = support::generate_from(|loader| loader.text("in.wit", wit), Emit::Js);
    let lines = result.expect_err("a world that cannot be expressed");
    let short = |line: &str| line.replace(" cannot be declared in TypeScript yet", "");
    lines.lines().map(short).collect()
}

#[test]
fn a_resource_is_refused_once_where_it_is_defined() {
    let found = refused(
        "package test:refused;
        interface blobs {
            resource blob {
                constructor(bytes: list<u8>);
                read: async func() -> stream<u8>;
            }
            record holder { blob: own<blob> }
            merge: func(a: borrow<blob>, b: blob) -> blob;
        }
        interface users {
            use blobs.{blob as thing};
            make: func() -> thing;
        }
        world w {
            import users;
            resource local;
            export f: func() -> u32;
        }",
    );
    let expected = [
        "in.wit:3:22: error[WIT0750]: the resource `blob`",
        "in.wit:16:22: error[WIT0750]: the resource `local`",
    ];
    assert_eq!(found, expected);
}

#[test]
fn everything_asynchronous_is_refused_where_it_stands() {
    let found = refused(
        "package test:refused;
        interface streams {
            record r { ok: u32, chunks: stream<u8> }
            variant v { a, b(list<option<future<u32>>>) }
            type t = future;
            type fine = u32;
            get: async func(a: stream<string>) -> future<u8>;
            sync: func(why: error-context) -> fine;
            uses: func(a: r, b: v) -> t;
        }
        world w {
            export streams;
            import run: async func();
        }",
    );
    let expected = [
        "in.wit:3:33: error[WIT0752]: a stream",
        "in.wit:4:28: error[WIT0752]: a future",
        "in.wit:5:18: error[WIT0752]: a future",
        "in.wit:7:13: error[WIT0751]: the async function `get`",
        "in.wit:7:13: error[WIT0752]: a future",
        "in.wit:7:29: error[WIT0752]: a stream",
        "in.wit:8:24: error[WIT0753]: an error context",
        "in.wit:13:20: error[WIT0751]: the async function `run`",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_the_world_does_not_reach_does_not_matter() {
    let wit = "package test:reached;
        interface fine { f: func(); }
        interface other { resource r; g: async func() -> stream<u8>; }
        world w { import fine; }";
    let files =
        support::generate_from(|loader| loader.text("in.wit", wit), Emit::Js).expect("nothing to refuse");
    assert!(files.keys().all(|path| !path.contains("other")), "{:?}", files.keys());
}

#[test]
fn every_code_has_a_number_of_this_crate() {
    let codes = outwit_bindgen_ts::diagnostics::ALL;
    assert!(codes.is_sorted_by_key(|code| code.id));
    assert!(codes.iter().all(|code| ("WIT0750".."WIT0800").contains(&code.id)), "{codes:?}");
}
