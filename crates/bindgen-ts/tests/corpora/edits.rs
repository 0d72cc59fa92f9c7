//! Lest nothing be lost because nothing is looked for: a world whose declarations have everything, and what is told when
//! something is taken out of them.

use std::path::Path;

use outwit_resolve::{DiskSource, Features, Loader, resolve};

use crate::contract::missing;
use crate::support::compiler::Compiler;
use crate::support::{Files, write_tree};
use crate::{Keys, expected, found};

const WIT: &str = "
/// About the package.
package test:edits@1.0.0;
/// About the interface.
@since(version = 1.0.0)
interface i {
    /// About blobs, */ @hidden.
    resource blob {
        /// Makes one.
        constructor(init: list<u8>);
        /// Reads.
        ///   Indented.
        @deprecated(version = 1.0.0)
        @since(version = 0.9.0)
        read: func(
            /// How much.
            count: u32) -> u32;
        open: static func() -> blob;
        size: get() -> u64;
    }
    resource blob-store {
        read: func() -> u32;
    }
    record r {
        /// A field.
        b-c: u32,
        constructed: u8,
    }
    @unstable(feature = shiny)
    variant v {
        /// A case.
        one(u32),
        two,
    }
    enum e {
        /// A string.
        x-y,
        z,
    }
    flags f { a }
    type t = list<u8>;
    f-g: func(a: r) -> v;
}
/// About the world.
world w {
    /// Why it is imported.
    import i;
    /// Starts.
    export run: func(for: bool);
}";

const WORLD: &str = "/**
 * About the world.
 * About the package.
 *
 * @packageDocumentation
 */
import type * as i from './interfaces/test-edits-i@1.0.0.js';
export interface Imports {
  /** Why it is imported. */
  'test:edits/i@1.0.0': i.Imports;
}
export interface Exports {
  /** Starts. */
  run: (for_: boolean) => void;
}
";

const INTERFACE: &str = "/**
 * About the interface.
 * About the package.
 * @since 1.0.0
 * @packageDocumentation
 */
interface Base {
  readonly size: bigint;
}
/** About blobs, *\\/ \\@hidden. */
export interface Blob extends Base {
  /**
   * Reads.
   *   Indented.
   *
   * @param count - How much.
   * @since 0.9.0
   * @deprecated since 1.0.0
   */
  read(count: number): number;
}
export interface BlobClass {
  /** Makes one. */
  new (init: Uint8Array): Blob;
  open: () => Blob;
}
export interface BlobStore {
  read: () => number;
}
export interface R {
  /** A field. */
  bC: number;
  constructed: number;
}
/** @experimental Behind the feature `shiny`. */
export type V =
  /** A case. */
  | { tag: 'one'; val: number }
  | { tag: 'two' };
export type E = /** A string. */ 'x-y' | 'z';
export interface F {
  a: boolean;
}
export type T = Uint8Array;
export interface Imports {
  Blob: BlobClass;
  fG: (a: R) => V;
}
";

/// What is changed in the two files, and what is told.
const EDITS: &[(&str, &str, &str)] = &[
    (" * About the world.\n", "", "documentation of the file"),
    ("world.\n * About the package.\n", "world.\n", "documentation of the file"),
    ("interface.\n * About the package.\n", "interface.\n", "documentation of the file"),
    (" * @since 1.0.0\n", "", "@since  1.0.0 of the file"),
    ("'test:edits/i@1.0.0'", "'test:edits/i'", "no `test:edits/i@1.0.0` of Imports"),
    ("/** Why it is imported. */", "", "documentation of `test:edits/i@1.0.0` of Imports"),
    ("/** Starts. */", "", "documentation of `run` of Exports"),
    ("run:", "start:", "no `run` of Exports"),
    ("for_:", "why:", "the parameters of `run` of Exports"),
    ("for_: boolean", "", "the parameters of `run` of Exports"),
    ("/** About blobs, *\\/ \\@hidden. */", "", "documentation of type `blob`"),
    ("*   Indented.", "*", "documentation of `read` of resource `blob`"),
    ("- How much.", "", "documentation of the parameter `count`"),
    ("@param count", "@param amount", "documentation of the parameter `count`"),
    ("* @since 0.9.0", "*", "@since  0.9.0 of `read`"),
    ("* @deprecated since 1.0.0", "*", "@deprecated  1.0.0 of `read`"),
    ("read: ", "readAll: ", "no `read` of resource `blob-store`"),
    ("read(", "readAll(", "no `read` of resource `blob`"),
    ("/** Makes one. */", "", "documentation of `blob` of resource `blob`"),
    ("new (init", "make: (init", "no `blob` of resource `blob`"),
    ("open:", "opened:", "no `open` of resource `blob`"),
    ("readonly size", "readonly length", "no `size` of resource `blob`"),
    ("bC:", "b_c:", "members `bC` of type `r`"),
    ("/** A field. */", "", "documentation of `bC` of type `r`"),
    ("  constructed: number;\n", "", "members `constructed` of type `r`"),
    ("@experimental Behind the feature `shiny`.", "New.", "@experimental  shiny of type `v`"),
    ("/** A case. */", "", "documentation of `one` of type `v`"),
    ("| { tag: 'two' }", "", "members `two` of type `v`"),
    ("tag: 'two'", "tag: 'too'", "members `two` of type `v`"),
    ("/** A string. */", "", "documentation of `x-y` of type `e`"),
    ("| 'z'", "", "members `z` of type `e`"),
    ("a: boolean", "b: boolean", "members `a` of type `f`"),
    ("export type T = Uint8Array;\n", "", "0 declarations of 1 types `T`"),
    ("fG:", "fg:", "no `fG` of Imports"),
];

#[test]
fn every_loss_is_noticed() {
    let compilers = Compiler::all();
    let Some(api) = compilers.iter().find(|compiler| compiler.has_api()) else { return };
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpora/edits");
    let _ = std::fs::remove_dir_all(&root);
    place(&root.join("whole"), str::to_owned);
    for (number, (from, to, _)) in EDITS.iter().enumerate() {
        assert_eq!(format!("{WORLD}{INTERFACE}").matches(from).count(), 1, "{from}");
        place(&root.join(number.to_string()), |text| text.replace(from, to));
    }
    std::fs::create_dir_all(root.join("none")).expect("a folder that can be made");
    let files = found::enumerate(&root, api);
    let told = |folder: &str| {
        let folder = format!("{folder}/");
        let own = files.iter().filter_map(|file| Some((file.path.strip_prefix(&folder)?, file)));
        missing(&units(), Keys::Ids, &own.collect())
    };
    assert_eq!(told("whole"), Vec::<String>::new());
    for (number, (from, to, expected)) in EDITS.iter().enumerate() {
        let told = told(&number.to_string());
        assert!(told.len() == 1 && told[0].contains(expected), "`{from}` as `{to}` is told as {told:#?}");
    }
    let nothing = told("none");
    assert_eq!(nothing.len(), 3, "{nothing:#?}");
}

fn place(folder: &Path, edit: impl Fn(&str) -> String) {
    let files = [("w.d.ts", WORLD), ("interfaces/test-edits-i@1.0.0.d.ts", INTERFACE)];
    write_tree(folder, &Files::from(files.map(|(path, text)| (path.to_owned(), edit(text)))));
}

fn units() -> Vec<expected::Unit> {
    let mut loader = Loader::new(&DiskSource);
    loader.text("edits.wit", WIT);
    let resolved = resolve(&loader.finish(), &Features::all()).finish().expect("WIT that is right");
    let world = resolved.select_world(None).expect("one world");
    expected::units(&resolved.graph, world)
}
