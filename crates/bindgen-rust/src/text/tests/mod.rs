//! That the text is the same tokens: for bindings, and for whatever tokens there are.

mod difference;

use std::path::Path;

use outwit_resolve::{DiskSource, Features, FileSource as _, Loader};
use outwit_testkit::{cases, corpus};
use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use self::difference::{difference, flatten};
use super::write;
use crate::module::Piece;
use crate::{Generated, Input, Options, generate};

fn printed(tokens: TokenStream) -> String {
    let mut out = String::new();
    write(&[Piece::Items(tokens)], &mut out);
    out
}

fn assert_same(what: &str, tokens: &TokenStream, text: &str) {
    let [mut wanted, mut found] = [Vec::new(), Vec::new()];
    flatten(tokens.clone(), &mut wanted);
    let read: TokenStream = text.parse().unwrap_or_else(|error| panic!("{what}: {error}\n{text}"));
    flatten(read, &mut found);
    if let Some(difference) = difference(&wanted, &found) {
        panic!("{what}:\n{difference}\nof {tokens}\n{text}");
    }
}

fn assert_tidy(what: &str, text: &str) {
    assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{what}");
    for line in text.lines() {
        assert!(!line.ends_with(char::is_whitespace), "{what}: {line}");
    }
}

const MODES: [&str; 3] = ["owning", "borrowing", "borrowing-duplicate-if-necessary"];

fn bindings() -> impl Iterator<Item = (String, Generated)> {
    let cases = cases("rust-guest").into_iter().filter(|case| !case.name.starts_with("refused"));
    cases.flat_map(|case| {
        let input = Input { path: vec![case.dir.join("input.wit")], ..Input::default() };
        let selected = input.select(&DiskSource).expect("it is right");
        MODES.map(|mode| {
            let mut options = Options::default();
            options.set_text("ownership", mode).expect("there is such a mode");
            let generated = generate(&selected.resolve, selected.world, &options);
            (format!("{}, {mode}", case.name), generated.expect("it is not refused"))
        })
    })
}

#[test]
fn bindings_are_the_same_tokens() {
    for (name, generated) in bindings() {
        let text = generated.to_text();
        assert_same(&name, &generated.clone().into_tokens(), &text);
        assert_tidy(&name, &text);
    }
}

/// Compares the bindings of every world that is there, in every mode. How many there were.
fn compare_all(wit: &Path) -> usize {
    let mut loader = Loader::new(&DiskSource);
    loader.path(wit);
    let Ok(resolved) = outwit_resolve::resolve(&loader.finish(), &Features::all()).finish() else { return 0 };
    let (graph, mut compared) = (&resolved.graph, 0);
    for (world, _) in graph.worlds() {
        for mode in MODES {
            let mut options = Options::default();
            options.set_text("ownership", mode).expect("there is such a mode");
            let Ok(generated) = generate(graph, world, &options) else { continue };
            let (name, text) = (format!("{}, {mode}", graph.world_id(world)), generated.to_text());
            assert_same(&name, &generated.clone().into_tokens(), &text);
            assert_tidy(&name, &text);
            compared += 1;
        }
    }
    compared
}

#[test]
fn bindings_of_wasi_are_the_same_tokens() {
    for (variable, least) in [("OUTWIT_CORPORA_WASIP2", 27), ("OUTWIT_CORPORA_WASIP3", 3)] {
        if let Some(folder) = corpus(variable) {
            let compared = compare_all(&folder.join("wit"));
            assert!(compared >= least, "{variable}: {compared}");
        }
    }
}

#[test]
fn bindings_of_the_published_suite_are_the_same_tokens() {
    let Some(folder) = corpus("OUTWIT_CORPORA_WIT_BINDGEN_CLI") else { return };
    let paths = DiskSource.entries(&folder.join("tests/codegen")).expect("the suite is there");
    let compared: usize = paths.iter().map(|path| compare_all(path)).sum();
    assert!(compared >= 200, "{compared}");
}

#[test]
fn pieces_are_written_like_the_whole() {
    for (name, generated) in bindings() {
        let text = generated.to_text();
        let (_, text) = text.split_once("\n\n").expect("a comment stands at the head");
        assert_eq!(text, printed(generated.into_tokens()), "{name}");
    }
}

/// Random numbers, the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn stream(&mut self, depth: usize) -> TokenStream {
        let count = self.below(12);
        (0..count).map(|_| self.tree(depth)).collect()
    }

    fn tree(&mut self, depth: usize) -> TokenTree {
        let words = [
            "a",
            "Type",
            "match",
            "fn",
            "struct",
            "enum",
            "use",
            "unsafe",
            "let",
            "impl",
            "pub",
            "mod",
            "move",
            "macro_rules",
            "doc",
            "a_long_name_to_break_the_line",
            "Another_long_name_to_break_the_line",
            "as",
            "r",
        ];
        let literals = [
            "1",
            "1.5",
            "2e9",
            "'x'",
            "\"text\"",
            "\" doc\"",
            "b\"bytes\"",
            "r\"raw \\\"",
            "0xffu8",
            "'\\''",
            "\"a \\\" quote\"",
            "\"a\\nb\"",
            "\"blank \"",
            "c\"c\"",
        ];
        let marks = ",;:.=<>&*-|!?#$+/%^@".as_bytes();
        match self.below(if depth == 0 { 7 } else { 9 }) {
            0..3 => TokenTree::Ident(Ident::new(self.one_of(&words), Span::call_site())),
            3 => TokenTree::Literal(self.one_of(&literals).parse().expect("these are literals")),
            4..7 => {
                let mark = marks[self.below(marks.len())] as char;
                let spacing = if self.below(3) == 0 { Spacing::Joint } else { Spacing::Alone };
                TokenTree::Punct(Punct::new(mark, spacing))
            }
            _ => {
                let delimiters = [Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::Brace];
                TokenTree::Group(Group::new(delimiters[self.below(3)], self.stream(depth - 1)))
            }
        }
    }
}

#[test]
fn any_tokens_are_the_same_tokens() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for round in 0..5_000 {
        let tokens = random.stream(4);
        let text = printed(tokens.clone());
        assert_same(&format!("round {round}"), &tokens, &text);
    }
}

/// Bindings with something missing, so that what the layout knows is there in part.
#[test]
fn damaged_bindings_are_the_same_tokens() {
    fn damage(stream: TokenStream, random: &mut Random) -> TokenStream {
        let kept = stream.into_iter().filter_map(|tree| match (tree, random.below(40)) {
            (_, 0) => None,
            (TokenTree::Group(group), _) => {
                let inner = damage(group.stream(), random);
                Some(TokenTree::Group(Group::new(group.delimiter(), inner)))
            }
            (tree, _) => Some(tree),
        });
        kept.collect()
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for (name, generated) in bindings().step_by(3) {
        for _ in 0..3 {
            let tokens = damage(generated.clone().into_tokens(), &mut random);
            if tokens.to_string().parse::<TokenStream>().is_err() {
                // A lifetime without its name.
                continue;
            }
            assert_same(&name, &tokens, &printed(tokens.clone()));
        }
    }
}

#[test]
fn nesting_has_no_limit_that_breaks() {
    let mut tokens: TokenStream = "x".parse().expect("a word");
    for _ in 0..300 {
        tokens = quote::quote!(f(#tokens, || { g(); #tokens }));
        if tokens.to_string().len() > 100_000 {
            break;
        }
    }
    let tokens = (0..300).fold(tokens, |tokens, _| quote::quote!(f(#tokens)));
    assert_same("nested", &tokens, &printed(tokens.clone()));
}

#[test]
fn what_closes_keeps_apart_from_what_stands_before_it() {
    let tokens: TokenStream =
        "fn f() -> A<(a_type_that_is_long, another_type_that_is_long, another_type_that_is_longer) - > ;"
            .parse()
            .expect("tokens");
    assert_same("an arrow in two parts", &tokens, &printed(tokens.clone()));
}

#[test]
fn documentation_is_a_comment_where_it_can_be() {
    let shown = |tokens: &str| printed(tokens.parse().expect("tokens"));
    assert_eq!(shown("#[doc = \" a \\\"b\\\" \\\\\"] struct A;"), "/// a \"b\" \\\nstruct A;\n");
    assert_eq!(shown("#![doc = \" a\"]"), "//! a\n");
    assert_eq!(shown("#[doc = \"\"] struct A;"), "///\nstruct A;\n");
    for kept in ["\"/ a\"", "\" a \"", "\" a\\nb\"", "\" \\u{202e}\"", "\"\\t\"", "r\" a \""] {
        assert_eq!(shown(&format!("#[doc = {kept}] struct A;")), format!("#[doc = {kept}]\nstruct A;\n"));
    }
}
