//! The options where users write them: crates that compile only if each option does what it says.

mod support;

use support::Scratch;

const OUTWIT: &str = "outwit = { path = \"$OUTWIT\" }";

#[test]
fn keywords_are_spelled_as_the_macro_or_the_option_says() {
    let scratch = Scratch::new("options-keywords");
    let wit = r#"
package ref:fn@1.0.0;
interface match {
  record struct { %type: u8, gen: u8, self: u8 }
  enum box { in, out }
  loop: func(where: struct, gen: u8) -> box;
}
world dyn {
  import match;
  export match;
  export impl: func(move: string) -> u8;
}
"#;
    let user = |field: &str, path: &str, raw: fn(&str) -> String| {
        let [ty, mov, imp, wher, lop] = ["type", "move", "impl", "where", "loop"].map(raw);
        format!(
            "use {path} as imported;\nuse exports::{path} as exported;\npub struct T;\n\
             impl exported::Guest for T {{\n    fn {lop}({wher}: exported::Struct, r#gen: u8) -> exported::Box {{\n        \
             let _ = ({wher}.{field}, {wher}.r#gen, {wher}.self_, r#gen);\n        exported::Box::Out\n    }}\n}}\n\
             impl Guest for T {{\n    fn {imp}({mov}: String) -> u8 {{\n        let s = imported::Struct {{ {ty}: 1, r#gen: 2, \
             self_: 3 }};\n        let _ = imported::{lop}(s, 4);\n        {mov}.len() as u8\n    }}\n}}\nexport!(T);\n"
        )
    };
    let raw = |name: &str| format!("r#{name}");
    let underscore = |name: &str| format!("{name}_");
    let raw_user = user("r#type", "r#ref::r#fn::r#match", raw);
    let underscore_user = user("type_", "ref_::fn_::match_", underscore);
    let add = |name: &str, edition: &str, call: &str, user: &str| {
        scratch.add(name, edition, OUTWIT, &format!("{}\n{user}", call.replace("$WIT", &format!("{wit:?}"))));
    };
    add("raw", "2024", "outwit::bindgen!({ inline: $WIT });", &raw_user);
    add("underscore", "2021", "outwit::generate!({ inline: $WIT });", &underscore_user);
    add("raw-by-option", "2021", "outwit::generate!({ inline: $WIT, keywords: \"raw\" });", &raw_user);
    add(
        "underscore-by-option",
        "2024",
        "outwit::bindgen!({ inline: $WIT, keywords: \"underscore\" });",
        &underscore_user,
    );
    scratch.cargo_succeeds(&["check"]);
}

/// Types of every kind that has a definition, and of what they may be in.
const SHARED: &str = r#"
package shared:types@1.2.0;
interface shapes {
  enum kind { round, square }
  flags marks { a, b }
  record point { x: u32, y: u8 }
  variant shape { dot(point), named(string), nothing }
  record drawing { shapes: list<shape>, at: option<point>, kind: kind, marks: marks }
  type drawings = list<drawing>;
  resource canvas { constructor(size: u32); put: func(shape: shape); size: func() -> u32; }
}
interface more { record extra { x: u8 } }
world all { import shapes; import more; }
"#;

const API: &str = r#"
package app:main;
interface api {
  use shared:types/shapes@1.2.0.{kind, marks, point, shape, drawing, drawings, canvas};
  open: func(on: borrow<canvas>, all: list<borrow<canvas>>) -> option<canvas>;
  use shared:types/more@1.2.0.{extra};
  draw: func(kind: kind, marks: marks, point: point, shape: shape, drawing: drawing, all: drawings) -> drawings;
  kinds: func(kinds: list<kind>, points: list<point>, marks: list<marks>) -> tuple<list<kind>, list<point>, list<marks>>;
  extras: func(extra: list<extra>) -> extra;
  record around { point: point }
  go-around: func(around: list<around>) -> around;
}
world app { import api; export back: interface {
  use shared:types/shapes@1.2.0.{point, drawing, kind};
  back: func(points: list<point>, kinds: list<kind>) -> tuple<drawing, kind>;
} }
"#;

const USER: &str = r#"
pub struct App;
impl exports::back::Guest for App {
    fn back(points: Vec<shapes::Point>, kinds: Vec<shapes::Kind>) -> (shapes::Drawing, shapes::Kind) {
        let drawing = shapes::Drawing {
            shapes: vec![shapes::Shape::Nothing, shapes::Shape::Named("x".to_owned())],
            at: points.first().cloned(),
            kind: shapes::Kind::Round,
            marks: shapes::Marks::A,
        };
        let canvas = shapes::Canvas::new(3);
        canvas.put(&shapes::Shape::Nothing);
        if let Some(canvas) = app::main::api::open(&canvas, &[&canvas]) {
            let _: u32 = canvas.size();
        }
        let point = || shapes::Point { x: 1, y: 2 };
        let all = app::main::api::draw(
            shapes::Kind::Square, shapes::Marks::B, point(), &shapes::Shape::Dot(point()), &drawing, &[],
        );
        let _: (Vec<shapes::Kind>, Vec<shapes::Point>, Vec<shapes::Marks>) =
            app::main::api::kinds(&[shapes::Kind::Round], &points, &[]);
        let _ = app::main::api::extras(&[more::Extra { x: 1 }]).x;
        let _ = app::main::api::go_around(&[app::main::api::Around { point: point() }]).point.x;
        (all.into_iter().next().unwrap_or(drawing), kinds.into_iter().next().unwrap_or(shapes::Kind::Round))
    }
}
export!(App);
"#;

#[test]
fn bindings_that_are_elsewhere_are_used_from_there() {
    let scratch = Scratch::new("options-with");
    let shared = format!("outwit::bindgen!({{ inline: {SHARED:?}, generate_unused_types: true }});\n");
    scratch.add("shared", "2024", OUTWIT, &shared);
    let with_shared = format!("{OUTWIT}\nshared = {{ path = \"../shared\" }}");
    let app = |name: &str, options: &str, user: &str| {
        let call = format!("outwit::generate!({{ inline: {API:?}, path: \"wit\", {options} }});");
        scratch.add(name, "2021", &with_shared, &format!("{call}\n{user}\n{USER}"));
        scratch.write(&format!("crates/{name}/wit/types.wit"), SHARED);
    };
    let uses = "use shared::shared::types::{more, shapes};";
    app(
        "by-interface",
        "with: { \"shared:types/shapes@1.2.0\": shared::shared::types::shapes, \"shared:types/more@1.2.0\": \
         ::shared::shared::types::more }",
        uses,
    );
    app(
        "by-another-version",
        "with: { \"shared:types/shapes@1.0.0\": shared::shared::types::shapes, \"shared:types/more\": \
         shared::shared::types::more }",
        uses,
    );
    app("by-package", "with: { \"shared:types\": shared::shared::types }", uses);
    app(
        "by-package-but-for-one",
        "with: { \"shared:types@1.2.0\": ::shared::shared::types, \"shared:types/more\": generate }",
        "use ::shared::shared::types::shapes;\nuse crate::shared::types::more;",
    );
    app(
        "generated",
        "with: { \"shared:types/shapes@1.2.0\": generate, \"shared:types\": generate }",
        "use crate::shared::types::{more, shapes};",
    );
    // The user's own types, in a module beside the bindings, laid out as Rust likes.
    app(
        "by-type",
        "with: { \"shared:types/shapes@1.2.0/point\": own::Dot, \"shared:types/shapes/kind\": self::own::Kind, \
         \"shared:types/shapes@1.2.0/shape\": crate::own::Shape, \"app:main/api/marks\": own::Marks }, generate_all",
        r#"
mod own {
    #[derive(Clone, Debug)]
    pub struct Dot { pub y: u8, pub x: u32 }
    #[derive(Clone, Copy, Debug)]
    pub enum Kind { Square = 7, Round = 300 }
    #[derive(Clone, Debug)]
    pub enum Shape { Nothing, Named(String), Dot(Dot) }
    outwit::rt::bitflags::bitflags! {
        #[derive(Clone, Copy, Debug)]
        pub struct Marks: u8 { const A = 1; const B = 2; }
    }
}
mod shapes {
    pub use crate::own::{Dot as Point, Kind, Marks, Shape};
    pub use crate::shared::types::shapes::{Canvas, Drawing};
    // The names where the types would stand are theirs too.
    pub fn same(point: crate::shared::types::shapes::Point) -> Point { point }
}
use crate::shared::types::more;
pub use shapes::same;
"#,
    );
    scratch.cargo_succeeds(&["check"]);
}

#[test]
fn a_resource_may_be_a_type_of_the_users() {
    let scratch = Scratch::new("options-with-resource");
    let wit = "package a:b; interface foo { record a { inner: f64 } resource b { m: func(); } variant c { a(a), b(b) } \
        f: func(v: b) -> list<b>; g: func(v: borrow<b>, c: c) -> option<c>; } world w { import foo; export i: interface { \
        use foo.{c}; record d { inner: u32 } h: func(c: c, d: d) -> c; } }";
    let lib = r#"
outwit::generate!({ inline: WIT, with: { "a:b/foo/a": own::A, "a:b/foo/b": own::B, "a:b/foo/c": own::C, "d": own::D } });
mod own {
    #[derive(Clone, Copy)]
    pub struct A { pub inner: f64 }
    pub struct B(u32);
    impl B {
        pub fn from_handle(handle: u32) -> B { B(handle) }
        pub fn take_handle(&self) -> u32 { self.0 }
        pub fn handle(&self) -> u32 { self.0 }
    }
    pub enum C { A(A), B(B) }
    pub struct D { pub inner: u32 }
}
pub struct T;
impl exports::i::Guest for T {
    fn h(c: own::C, d: own::D) -> own::C {
        let _ = (d.inner, own::A { inner: 0.0 }.inner);
        for b in a::b::foo::f(own::B::from_handle(1)) {
            let _ = a::b::foo::g(&b, own::C::A(own::A { inner: 1.0 }));
        }
        c
    }
}
export!(T);
"#;
    scratch.add("app", "2024", OUTWIT, &lib.replace("WIT", &format!("{wit:?}")));
    scratch.cargo_succeeds(&["check"]);
}

#[test]
fn types_of_one_structure_are_one_type() {
    let scratch = Scratch::new("options-merge");
    let wit = r#"
package a:b;
interface one {
  record r { x: u8, s: string }
  variant e { bad(r), worse }
  flags f { a }
  call: func(f: f) -> result<r, e>;
}
interface two {
  record q { x: u8, s: string }
  record other { s: string, x: u8 }
  g: func(q: q) -> other;
  resource res;
  record own-one { r: own<res> }
  record own-two { r: own<res> }
  same: func(a: own-one) -> own-two;
}
world w { import one; export one; export two; }
"#;
    let lib = r#"
use exports::a::b::{one, two};
pub struct T;
impl one::Guest for T {
    fn call(f: one::F) -> Result<one::R, one::E> { a::b::one::call(f) }
}
impl two::Guest for T {
    fn g(q: two::Q) -> two::Other {
        let r: one::R = q;
        let r: a::b::one::R = r;
        two::Other { s: r.s, x: r.x }
    }
    type Res = u8;
    fn same(a: two::OwnOne) -> two::OwnTwo {
        a
    }
}
impl two::GuestRes for u8 {}
/// An error of one is an error of all.
pub fn error(e: one::E) -> Box<dyn std::error::Error> { Box::new(e) }
export!(T);
"#;
    let call = format!("outwit::bindgen!({{ inline: {wit:?}, merge_structurally_equal_types: true }});");
    scratch.add("merged", "2024", OUTWIT, &format!("{call}\n{lib}"));
    scratch.add(
        "apart",
        "2024",
        OUTWIT,
        &format!("outwit::bindgen!({{ inline: {wit:?}, merge_structurally_equal_types: false }});\n{lib}"),
    );
    scratch.cargo_succeeds(&["check", "-p", "merged"]);
    let said = scratch.check_fails("apart");
    assert!(said.contains("E0308"), "{said}");
}

#[test]
fn types_with_handles_are_one_type_beside_each_other() {
    let scratch = Scratch::new("options-merge-handles");
    let wit = r#"
package a:b@1.0.0;
interface one {
  resource x;
  type y = x;
  record p { x: x }
  record q { x: y }
  record b { x: borrow<x> }
  record c { x: borrow<y> }
  swap: func(p: p, b: b) -> option<q>;
  look: func(c: c);
}
interface two {
  use one.{x};
  record p { x: x }
  record r { p: p }
  use one.{p as other};
  record s { p: other }
  keep: func(r: r, s: s) -> r;
}
world w { import one; export one; import two; export two; }
"#;
    let lib = r#"
use exports::a::b::{one, two};
pub struct T;
pub struct X;
impl one::GuestX for X {}
impl one::Guest for T {
    type X = X;
    fn swap(q: one::Q, _: one::B<'_>) -> Option<one::P> { Some(q) }
    fn look(_: one::C<'_>) {}
}
impl two::Guest for T {
    fn keep(r: two::R, _: two::S) -> two::R { two::R { p: two::P { x: r.p.x } } }
}
pub fn imported(p: a::b::one::Q) -> a::b::one::P { p }
export!(T);
"#;
    let call = format!("outwit::bindgen!({{ inline: {wit:?}, merge_structurally_equal_types: true }});");
    scratch.add("merged", "2024", OUTWIT, &format!("{call}\n{lib}"));
    let mixed = "pub fn mixed(p: a::b::one::P) -> exports::a::b::one::P { p }";
    scratch.add("mixed", "2024", OUTWIT, &format!("{call}\n{lib}\n{mixed}"));
    scratch.cargo_succeeds(&["check", "-p", "merged"]);
    let said = scratch.check_fails("mixed");
    assert_eq!(said.matches("error[").count(), 1, "{said}");
}

#[test]
fn a_resource_elsewhere_may_be_of_other_bindings() {
    let scratch = Scratch::new("options-resource-elsewhere");
    let wit = r#"
package a:b;
interface i {
  resource r;
  resource s { handle: func() -> u32; }
  f: func(r: r, all: list<borrow<r>>) -> option<r>;
  g: func(s: borrow<s>) -> s;
}
world w { import i; export e: func(); }
"#;
    let ours = format!("pub mod ours {{ outwit::bindgen!({{ inline: {wit:?} }}); }}");
    let theirs = "
/// As the published generator writes it.
pub struct R(u32);
impl R {
    pub fn take_handle(&self) -> u32 { self.0 }
    pub fn handle(&self) -> u32 { self.0 }
    pub unsafe fn from_handle(handle: u32) -> R { R(handle) }
}";
    let user = format!(
        "outwit::bindgen!({{ inline: {wit:?}, with: {{ \"a:b/i/r\": crate::R, \"a:b/i/s\": crate::ours::a::b::i::S }} }});\n\
         pub fn call(r: R, s: &ours::a::b::i::S) -> (Option<R>, ours::a::b::i::S) {{ (a::b::i::f(r, &[]), a::b::i::g(s)) }}\n"
    );
    scratch.add("app", "2024", OUTWIT, &format!("{ours}\n{theirs}\n{user}"));
    let exported = "outwit::generate!({ inline: \"package c:d; interface k { f: func(); } world v { export k; }\", \
                    with: { \"c:d/k\": generate } });";
    scratch.add("exported", "2024", OUTWIT, exported);
    scratch.cargo_succeeds(&["check"]);
}

#[test]
fn types_have_the_attributes_and_the_shape_that_options_give_them() {
    let scratch = Scratch::new("options-types");
    let wit = r#"
package a:b@1.0.0;
interface i {
  record r { s: string, n: u32 }
  variant v { a(string), b }
  enum e { a, b }
  flags g { a, b }
  record plain { f: f32 }
  f: func(r: r, v: v, e: e, g: g, m: map<string, u32>, p: plain, l: list<string>) -> result<map<u8, r>, e>;
}
world w { import i; export i; }
"#;
    let call = format!(
        r##"outwit::bindgen!({{
    inline: {wit:?},
    additional_derives: [PartialEq, ::core::hash::Hash, Default],
    additional_derives_ignore: ["plain", "v"],
    additional_type_attributes: {{
        "a:b/i@1.0.0/r": [#[derive(Eq)] #[must_use]],
        "a:b/i/v": [#[derive(PartialEq)]],
        "a:b/i/g": [#[doc(alias = "marks")]],
    }},
    additional_member_attributes: {{
        "a:b/i@1.0.0/r.n": [#[doc(alias = "number")]],
        "a:b/i@1.0.0/e.b": [#[default]],
        "a:b/i/g.a": [#[doc(alias = "first")]],
    }},
    raw_strings,
    std_feature,
    map_type: "std::collections::HashMap",
    bitflags_path: "outwit::rt::bitflags",
    export_macro_name: "export_it",
    disable_run_ctors_once_workaround: true,
    disable_custom_section_link_helpers: true,
    export_prefix: "x_",
    type_section_suffix: "y",
    sync: ["a:b/i#f"],
    chainable_methods: ["all"],
    ownership: Borrowing {{ duplicate_if_necessary: false }},
}});"##
    )
    .replace("    ownership: Borrowing { duplicate_if_necessary: false },\n", "    ownership: Owning,\n");
    let lib = r#"
use std::collections::{HashMap, HashSet};
use exports::a::b::i::{E, G, Guest, Plain, R, V};
pub struct T;
impl Guest for T {
    fn f(r: R, v: V, e: E, g: G, m: HashMap<Vec<u8>, u32>, p: Plain, l: Vec<Vec<u8>>) -> Result<HashMap<u8, R>, E> {
        let _ = (v == V::A(Vec::new()), e == E::default(), g, p.f, l);
        let set: HashSet<R> = [r, R::default()].into();
        use a::b::i;
        let strings = vec![vec![1u8]];
        let result = i::f(&i::R::default(), &i::V::A(vec![1]), i::E::B, i::G::A, &m, i::Plain { f: 0.0 }, &strings);
        let _ = result.map(|map| map.len());
        Ok(set.into_iter().map(|r| (1, r)).collect())
    }
}
export_it!(T);
"#;
    let with_std = format!("{OUTWIT}\n\n[features]\ndefault = [\"std\"]\nstd = []");
    scratch.add("types", "2024", &with_std, &format!("{call}\n{lib}\n"));
    scratch.add(
        "own-map",
        "2021",
        OUTWIT,
        "outwit::generate!({ inline: \"package a:b; world w { import f: func(a: map<string, list<u8>>, b: option<map<u8, u8>>) \
         -> map<u32, string>; export g: func(a: map<u8, u8>) -> map<u8, string>; }\", map_type: \"crate::Pairs\", \
         raw_strings });\n\
         pub struct Pairs<K, V>(Vec<(K, V)>);\n\
         impl<K, V> outwit::rt::WitMap<K, V> for Pairs<K, V> {\n    fn wit_map_new(capacity: usize) -> Self { \
         Pairs(Vec::with_capacity(capacity)) }\n    fn wit_map_push(&mut self, key: K, value: V) { self.0.push((key, value)) }\n    \
         fn wit_map_len(&self) -> usize { self.0.len() }\n}\n\
         impl<K, V> IntoIterator for Pairs<K, V> {\n    type Item = (K, V);\n    type IntoIter = std::vec::IntoIter<(K, V)>;\n    \
         fn into_iter(self) -> Self::IntoIter { self.0.into_iter() }\n}\n\
         impl<'a, K, V> IntoIterator for &'a Pairs<K, V> {\n    type Item = (&'a K, &'a V);\n    type IntoIter = \
         std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;\n    fn into_iter(self) -> \
         Self::IntoIter { self.0.iter().map(|(key, value)| (key, value)) }\n}\n\
         pub struct T;\nimpl Guest for T {\n    fn g(a: Pairs<u8, u8>) -> Pairs<u8, Vec<u8>> {\n        let _ = \
         f(&Pairs(vec![(vec![1], vec![2])]), Some(&a)).0.len();\n        Pairs(Vec::new())\n    }\n}\nexport!(T);\n",
    );
    scratch.cargo_succeeds(&["check"]);
}

#[test]
fn stubs_implement_everything_and_a_public_macro_reaches_other_crates() {
    let scratch = Scratch::new("options-exports");
    let wit = "package a:b; interface i { record r { a: u8 } f: func(r: r) -> r; } interface j { use i.{r}; g: func(r: r); } \
        interface k { resource q { constructor(a: u8); m: func(q: borrow<q>) -> result<q>; s: static func() -> list<q>; } k: func(q: q); } \
        world w { import i; export i; export j; export k; export h: func(l: list<string>) -> string; }";
    scratch.add(
        "stubs",
        "2024",
        OUTWIT,
        &format!(
            "mod bindings {{ outwit::generate!({{ inline: {wit:?}, stubs }}); }}\npub use bindings::Stub;\n"
        ),
    );
    scratch.add(
        "sdk",
        "2021",
        OUTWIT,
        &format!(
            "outwit::bindgen!({{ inline: {wit:?}, pub_export_macro: true, default_bindings_module: \"sdk\" }});\n"
        ),
    );
    let user = "pub struct T;\nimpl sdk::exports::a::b::i::Guest for T {\n    fn f(r: sdk::exports::a::b::i::R) -> \
        sdk::exports::a::b::i::R { r }\n}\nimpl sdk::exports::a::b::j::Guest for T {\n    fn g(_: sdk::exports::a::b::i::R) {}\n}\n\
        pub struct Q;\nimpl sdk::exports::a::b::k::GuestQ for Q {\n    fn new(_: u8) -> Q { Q }\n    fn m(&self, _: \
        sdk::exports::a::b::k::QBorrow<'_>) -> Result<sdk::exports::a::b::k::Q, ()> { Err(()) }\n    fn s() -> \
        Vec<sdk::exports::a::b::k::Q> { Vec::new() }\n}\nimpl sdk::exports::a::b::k::Guest for T {\n    type Q = Q;\n    fn k(_: \
        sdk::exports::a::b::k::Q) {}\n}\nimpl sdk::Guest for T {\n    fn h(l: Vec<String>) -> String { l.concat() }\n}\nsdk::export!(T);\n";
    scratch.add("app", "2024", "sdk = { path = \"../sdk\" }", user);
    scratch.cargo_succeeds(&["check"]);
}

#[test]
fn methods_without_result_return_what_they_were_called_on() {
    let scratch = Scratch::new("options-chaining");
    let wit = "package a:b@1.0.0; interface i { resource r { constructor(); one: func(s: string); two: func(); three: func() -> u8; } \
        resource q { constructor(); f: func(); } } world w { import i; }";
    scratch.add(
        "chained",
        "2024",
        OUTWIT,
        &format!(
            "outwit::generate!({{ inline: {wit:?}, chainable_methods: [\"&a:b/i#[method]r.two\", \"-a:b/i@1.0.0#q\", \
             \"all\"] }});\npub fn call() -> u8 {{\n    use a::b::i::{{Q, R}};\n    let () = Q::new().f();\n    let r: R = \
             R::new().one(\"a\").one(\"b\");\n    let again: &R = r.two();\n    again.two().three()\n}}\n"
        ),
    );
    scratch.cargo_succeeds(&["check"]);
}

#[test]
fn strings_may_come_from_macros_and_expansions_may_be_read() {
    let scratch = Scratch::new("options-strings");
    let lib = "outwit::bindgen!({ path: [concat!(env!(\"CARGO_MANIFEST_DIR\"), '/', \"wi\", 't', -1)], inline: \
        include_str!(\"world.wit\"), world: stringify!(app), debug: true, runtime_path: \"::outwit::rt\" });\n\
        pub fn call() -> u8 { d::e::i::f() }\n";
    scratch.add("app", "2024", OUTWIT, lib);
    scratch.write("crates/app/build.rs", "fn main() {}\n");
    scratch.write("crates/app/src/world.wit", "package a:b; world app { import d:e/i; }");
    scratch.write("crates/app/wit-1/i.wit", "package d:e; interface i { f: func() -> u8; }");
    scratch.add(
        "wrong",
        "2024",
        OUTWIT,
        "outwit::bindgen!({\n    path: env!(\"NO_SUCH_VARIABLE\"),\n    inline: format!(\"x\"),\n    world: \
         include_str!(\"nowhere\"),\n});\n",
    );
    scratch.cargo_succeeds(&["check", "-p", "app"]);
    // A file that a string came from is noticed as those of WIT are.
    scratch.write("crates/app/src/world.wit", "package a:b; world app { import d:e/j; }");
    let said = scratch.check_fails("app");
    assert!(said.contains("inline:1:") && said.contains("there is `i`"), "{said}");
    let said = scratch.check_fails("wrong");
    for part in [
        "no variable `NO_SUCH_VARIABLE`",
        "src/lib.rs:2:16",
        "expected a string, `concat!`, `env!`",
        "src/lib.rs:3:13",
        "nowhere` cannot be read",
        "src/lib.rs:4:25",
    ] {
        assert!(said.contains(part), "{part}\n---\n{said}");
    }
}
