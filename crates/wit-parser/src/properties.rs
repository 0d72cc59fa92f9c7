//! What holds for every text, tried on random ones.

use outwit_diagnostics::{ByteRange, FileId};
use proptest::prelude::*;

use crate::ast::{dump, shape};
use crate::lexer::{Side, Stream};
use crate::parse::{Parsed, parse_with_recovery};
use crate::{parse, print, tokens};

fn file() -> FileId {
    FileId::from_index(0)
}

/// Pieces of WIT, whole and broken, in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select([KEYWORDS, VALUES, MARKS, TRIVIA, PHRASES, FOREIGN].concat());
    let joint = proptest::sample::select(vec![" ", "\n", "\n  ", "", "\n    "]);
    proptest::collection::vec((piece, joint), 0..80)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, joint)| [piece, joint]).collect())
}

/// Words that mean something.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "package", "interface", "world", "use", "type", "record", "flags", "variant", "enum", "resource",
    "import", "export", "include", "with", "as", "func", "async", "static", "constructor", "get", "set",
    "list", "option", "result", "tuple", "map", "future", "stream", "own", "borrow", "u32", "string",
    "error-context",
];

/// Names and literals, good and bad.
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "from", "_", "a", "b-c", "%type", "Foo", "a_b", "héllo", "0a", "12", "1.0.0", "@1.0.0-a.b+c", "@",
    "@since", "@since(version = 1.0.0)", "\"s\"", "\"s", "\\",
];

/// Marks, and what is none.
#[rustfmt::skip]
const MARKS: &[&str] = &[
    ":", ";", ",", ".", "/", "=", "->", "-", "+", "*", "(", ")", "{", "}", "<", ">", "<<<<", ">>", "{}",
    "};", "[", "#",
];

/// Comments, line breaks and characters that disturb.
#[rustfmt::skip]
const TRIVIA: &[&str] = &[
    "// c\n", "/// d\n", "/* c */", "/** d */", "/*", "*/", "\r", "\r\n", "\u{feff}", "\u{202e}", "\0",
];

/// Slips and beginnings.
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "interfce", "fnc", "interface i {", "world w {", "record r {", "f: func(", "x: u32,", "import a:b/c;",
    "}\n", "package a:b {",
];

/// What other languages and earlier versions of WIT have.
#[rustfmt::skip]
const FOREIGN: &[&str] = &[
    "fn", "function g", "self,", "pub", "default", "union u {", "struct s {", "struct s;", "trait t {",
    "class c {", "const", "typedef", "type t = {", "extends", "::", "\"a:b/c\"", "use i.t;",
    "use a::b::c::d;", "use {a} from", "v1.0.0", "Vec<", "<T>", "()", "(u8, u8)", "mut", "= 1", "=> u8",
    "{ return 1; }", "new: constructor(", "--", "# x", "&",
];

/// Between two tokens of a generated text.
const JOINT: char = '\u{1}';

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().flat_map(|part| [part, JOINT.to_string()]).collect()
}

fn label() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "a", "b-c", "foo", "get", "set", "%type", "XML", "is-OK2", "a0-0", "%plain", "since", "version",
    ])
    .prop_map(str::to_owned)
}

fn version() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "1.0.0",
        "0.2.12",
        "1.0.0-rc.1",
        "1.0.1--",
        "1.0.0-11-a",
        "1.0.1-a+a",
        "1.2.3+b.4",
    ])
    .prop_map(str::to_owned)
}

fn ty() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        proptest::sample::select(vec![
            "u8",
            "u64",
            "bool",
            "string",
            "error-context",
            "result",
            "future",
            "stream",
            "f32"
        ])
        .prop_map(str::to_owned),
        label(),
        label().prop_map(|name| joined(["own", "<", &name, ">"].map(str::to_owned))),
        label().prop_map(|name| joined(["borrow", "<", &name, ">"].map(str::to_owned))),
    ];
    leaf.prop_recursive(4, 12, 3, |inner| {
        let name = proptest::sample::select(vec!["list", "option", "result", "future", "stream"]);
        let one = (name, inner.clone())
            .prop_map(|(name, ty)| joined([name.to_owned(), "<".into(), ty, ">".into()]));
        let two = (proptest::sample::select(vec!["map", "result"]), inner.clone(), inner.clone());
        let two =
            two.prop_map(|(name, a, b)| joined([name.to_owned(), "<".into(), a, ",".into(), b, ">".into()]));
        let fixed = inner
            .clone()
            .prop_map(|ty| joined(["list".into(), "<".into(), ty, ",".into(), "16".into(), ">".into()]));
        let err = inner
            .clone()
            .prop_map(|ty| joined(["result".into(), "<".into(), "_".into(), ",".into(), ty, ">".into()]));
        let tuple = list(inner, "<", ">").prop_map(|list| joined(["tuple".to_owned(), list]));
        prop_oneof![one, two, fixed, err, tuple]
    })
}

/// `element,*` between brackets, with or without the last comma.
fn list<S: Strategy<Value = String>>(
    element: S,
    open: &'static str,
    close: &'static str,
) -> impl Strategy<Value = String> {
    (proptest::collection::vec(element, 0..4), any::<bool>()).prop_map(move |(elements, comma)| {
        let last = elements.len().saturating_sub(1);
        let comma = |at| if at < last || comma { "," } else { "" }.to_owned();
        let elements = elements.into_iter().enumerate().flat_map(|(at, element)| [element, comma(at)]);
        joined(std::iter::once(open.to_owned()).chain(elements).chain([close.to_owned()]))
    })
}

/// Docs and attributes.
fn meta() -> impl Strategy<Value = String> {
    let attribute = prop_oneof![
        version().prop_map(|version| joined([
            "@".into(),
            "since".into(),
            "(".into(),
            "version".into(),
            "=".into(),
            version,
            ")".into()
        ])),
        label().prop_map(|name| joined([
            "@".into(),
            "unstable".into(),
            "(".into(),
            "feature".into(),
            "=".into(),
            name,
            ")".into()
        ])),
        Just(joined(["@", "external-id", "(", "\"a\\\"b\\u{1F600}\"", ")"].map(str::to_owned))),
    ];
    prop_oneof![4 => Just(String::new()), 2 => docs(), 1 => (docs(), attribute).prop_map(|(docs, attribute)| docs + &attribute)]
}

fn docs() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "",
        "",
        "/// One line.\n",
        "/// One.\n///\n///   Two.\n",
        "/** Block. */",
        "/**\n * A\n *  b\n */",
    ])
    .prop_map(str::to_owned)
}

fn path() -> impl Strategy<Value = String> {
    let package = (label(), label(), label(), proptest::option::of(version())).prop_map(
        |(ns, package, item, version)| {
            let version = version.map(|version| joined(["@".to_owned(), version])).unwrap_or_default();
            joined([ns, ":".into(), package, "/".into(), item, version])
        },
    );
    prop_oneof![label(), package]
}

fn func() -> impl Strategy<Value = String> {
    let param = (docs(), label(), ty()).prop_map(|(docs, name, ty)| docs + &joined([name, ":".into(), ty]));
    let kind = proptest::sample::select(vec!["func", "async\u{1}func", "get", "set"]);
    (kind, list(param, "(", ")"), proptest::option::of(ty())).prop_map(|(kind, params, result)| {
        let result = result.map(|ty| joined(["->".to_owned(), ty])).unwrap_or_default();
        joined([kind.to_owned(), params, result])
    })
}

fn type_def() -> impl Strategy<Value = String> {
    let field = (docs(), label(), ty()).prop_map(|(docs, name, ty)| docs + &joined([name, ":".into(), ty]));
    let case = (docs(), label(), proptest::option::of(ty())).prop_map(|(docs, name, ty)| {
        docs + &name + &ty.map(|ty| joined(["(".into(), ty, ")".into()])).unwrap_or_default()
    });
    let word = || (docs(), label()).prop_map(|(docs, name)| docs + &name);
    let method = prop_oneof![
        (meta(), label(), any::<bool>(), func()).prop_map(|(meta, name, is_static, func)| {
            meta + &joined([name, ":".into(), if is_static { "static" } else { "" }.into(), func, ";".into()])
        }),
        (meta(), ty()).prop_map(|(meta, ty)| meta
            + &joined(["constructor".into(), "(".into(), ")".into(), "->".into(), ty, ";".into()])),
    ];
    let methods = proptest::collection::vec(method, 0..3)
        .prop_map(|all| joined(["{".to_owned(), joined(all), "}".to_owned()]));
    let kind = prop_oneof![
        ty().prop_map(|ty| ("type", joined(["=".into(), ty, ";".into()]))),
        list(field, "{", "}").prop_map(|list| ("record", list)),
        list(word(), "{", "}").prop_map(|list| ("flags", list)),
        list(case, "{", "}").prop_map(|list| ("variant", list)),
        list(word(), "{", "}").prop_map(|list| ("enum", list)),
        Just(("resource", ";".to_owned())),
        methods.prop_map(|methods| ("resource", methods)),
    ];
    (meta(), label(), kind)
        .prop_map(|(meta, name, (keyword, rest))| meta + &joined([keyword.to_owned(), name, rest]))
}

fn uses() -> impl Strategy<Value = String> {
    let name = (label(), proptest::option::of(label())).prop_map(|(name, rename)| {
        joined([name, rename.map(|to| joined(["as".to_owned(), to])).unwrap_or_default()])
    });
    (meta(), path(), list(name, "{", "}"))
        .prop_map(|(meta, path, names)| meta + &joined(["use".into(), path, ".".into(), names, ";".into()]))
}

fn interface_body() -> impl Strategy<Value = String> {
    let func = (meta(), label(), func())
        .prop_map(|(meta, name, func)| meta + &joined([name, ":".into(), func, ";".into()]));
    let item = prop_oneof![uses(), type_def(), func];
    proptest::collection::vec(item, 0..4)
        .prop_map(|items| joined(["{".to_owned(), joined(items), "}".to_owned()]))
}

fn world_body() -> impl Strategy<Value = String> {
    let external = prop_oneof![
        path().prop_map(|path| joined([path, ";".to_owned()])),
        (label(), path()).prop_map(|(name, path)| joined([name, ":".into(), path, ";".into()])),
        (label(), func()).prop_map(|(name, func)| joined([name, ":".into(), func, ";".into()])),
        (label(), interface_body()).prop_map(|(name, body)| joined([
            name,
            ":".into(),
            "interface".into(),
            body
        ])),
    ];
    let external = (meta(), proptest::sample::select(vec!["import", "export"]), external)
        .prop_map(|(meta, word, rest)| meta + &joined([word.to_owned(), rest]));
    let rename = (label(), label()).prop_map(|(from, to)| joined([from, "as".into(), to]));
    let with = prop_oneof![
        Just(";".to_owned()),
        list(rename, "{", "}").prop_map(|list| joined(["with".to_owned(), list]))
    ];
    let include =
        (meta(), path(), with).prop_map(|(meta, path, with)| meta + &joined(["include".into(), path, with]));
    let item = prop_oneof![3 => external, 1 => uses(), 1 => type_def(), 1 => include];
    proptest::collection::vec(item, 0..4)
        .prop_map(|items| joined(["{".to_owned(), joined(items), "}".to_owned()]))
}

fn item() -> impl Strategy<Value = String> {
    let simple = prop_oneof![
        (meta(), label(), interface_body())
            .prop_map(|(meta, name, body)| meta + &joined(["interface".into(), name, body])),
        (meta(), label(), world_body())
            .prop_map(|(meta, name, body)| meta + &joined(["world".into(), name, body])),
        (docs(), path(), proptest::option::of(label())).prop_map(|(docs, path, rename)| {
            docs + &joined([
                "use".into(),
                path,
                rename.map(|to| joined(["as".to_owned(), to])).unwrap_or_default(),
                ";".into(),
            ])
        }),
    ];
    simple.prop_recursive(2, 6, 2, |inner| {
        (docs(), label(), label(), proptest::collection::vec(inner, 0..2)).prop_map(
            |(docs, ns, name, items)| {
                docs + &joined([
                    "package".into(),
                    ns,
                    ":".into(),
                    name,
                    "{".into(),
                    joined(items),
                    "}".into(),
                ])
            },
        )
    })
}

/// A text without errors, with any white space and comments between its tokens.
fn valid() -> impl Strategy<Value = String> {
    let joints = proptest::sample::select(vec![" ", "\n", "\t", "\r\n", "\n  ", " /* c */ ", " // c\n"]);
    let header = proptest::sample::select(vec![
        "",
        "package\u{1}a\u{1}:\u{1}b\u{1};",
        "/// Docs.\npackage\u{1}a:b@1.0.0\u{1};",
    ]);
    (header, proptest::collection::vec(item(), 0..4), proptest::collection::vec(joints, 1..30)).prop_map(
        |(header, items, joints)| {
            let text = joined(std::iter::once(header.to_owned()).chain(items));
            let mut joints = joints.iter().cycle();
            let mut out = String::new();
            for part in text.split(JOINT) {
                out.push_str(part);
                out.push_str(joints.next().copied().unwrap_or(" "));
            }
            out
        },
    )
}

/// Every range lies in the text and in the range of its parent, behind its sibling before. The dump shows them all.
fn check_ranges(text: &str, parsed: &Parsed) {
    // Each with its indentation and where its last child ends.
    let mut parents: Vec<(usize, ByteRange, u32)> = Vec::new();
    let mut last_item = 0;
    for line in dump(&parsed.file).lines() {
        let indent = line.len() - line.trim_start().len();
        let inline = line.split('[').skip(1).filter_map(|rest| range(rest.split(']').next()?));
        let own = range(line.rsplit(' ').next().unwrap_or_default());
        assert!(own.is_some(), "{line}");
        for range in inline.chain(own) {
            assert!(text.get(range.as_usize()).is_some(), "{line} is outside of the text");
        }
        while parents.last().is_some_and(|(outer, ..)| *outer >= indent) {
            parents.pop();
        }
        let own = own.unwrap_or_default();
        // Docs and attributes stand before what they belong to, in any order.
        let before_item = line.trim_start().starts_with("doc ") || line.trim_start().starts_with('@');
        if !before_item {
            let sibling = match parents.last_mut() {
                Some((_, parent, sibling)) => {
                    assert!(
                        parent.start <= own.start && own.end <= parent.end,
                        "{line} is outside of its parent {parent:?} in {text:?}"
                    );
                    sibling
                }
                None => &mut last_item,
            };
            assert!(*sibling <= own.start, "{line} starts before its sibling ends at {sibling} in {text:?}");
            *sibling = own.end;
        }
        parents.push((indent, own, own.start));
    }
    for diagnostic in &parsed.diagnostics {
        let labels = diagnostic.primary.iter().chain(&diagnostic.secondary);
        assert!(diagnostic.primary.is_some());
        for label in labels {
            assert!(text.get(label.span.range.as_usize()).is_some(), "{diagnostic:?}");
        }
        assert!(!diagnostic.help.is_empty(), "{diagnostic:?}");
    }
}

fn range(text: &str) -> Option<ByteRange> {
    let (start, end) = text.split_once("..")?;
    Some(ByteRange::new(start.parse().ok()?, end.parse().ok()?))
}

/// What the grammar sees are the tokens of the text but trivia, though it sees some of them without the automaton.
fn check_stream(text: &str) {
    let side = Side::new(file(), text);
    let mut stream = Stream::new(text, &side);
    let seen = std::iter::from_fn(|| stream.next_significant());
    let all = tokens(text).filter(|token| !token.kind.is_trivia());
    assert!(seen.eq(all.map(|token| (token.kind, token.range.start, token.range.end))), "{text:?}");
}

fn check_any(text: &str) {
    check_stream(text);
    let pieces: String = tokens(text).map(|token| &text[token.range.as_usize()]).collect();
    assert_eq!(pieces, text);
    let parsed = parse(file(), text);
    check_ranges(text, &parsed);
    let recovered = parse_with_recovery(file(), &text.into());
    assert_eq!(parsed.diagnostics.is_empty(), recovered.diagnostics.is_empty(), "{text:?}");
    if parsed.diagnostics.is_empty() {
        assert_eq!(dump(&parsed.file), dump(&recovered.file), "{text:?}");
        assert!(!dump(&parsed.file).contains("error "), "an error node without a message in {text:?}");
        check_printed(&parsed);
    }
}

fn check_printed(parsed: &Parsed) {
    let printed = print(&parsed.file);
    let again = parse(file(), printed.as_str());
    assert!(again.diagnostics.is_empty(), "{printed}\n{:?}", again.diagnostics);
    assert_eq!(shape(&again.file), shape(&parsed.file), "{printed}");
    assert_eq!(print(&again.file), printed);
}

/// What recovery puts in stands before characters that are longer than its own.
#[test]
fn places_are_between_characters_where_a_token_is_put_in() {
    for text in ["A:²:𐆐", "A:²:𐆐𞀰", "W:æ;𐆚𑀒¥jVFFb𐒸u/`_\"𐠏ൣ𞅃𞁎", "a:é/b;", "a:日本.{語};"]
    {
        check_any(text);
        for diagnostic in parse(file(), text).diagnostics {
            for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
                assert!(text.get(label.span.range.as_usize()).is_some(), "{text}: {diagnostic:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text_is_lossless_and_harmless(text in any::<String>()) {
        check_any(&text);
    }

    #[test]
    fn token_soup_is_lossless_and_harmless(text in soup()) {
        check_any(&text);
    }

    #[test]
    fn valid_text_parses_the_same_both_ways_and_prints(text in valid()) {
        let parsed = parse(file(), text.as_str());
        prop_assert!(parsed.diagnostics.is_empty(), "{text}\n{:?}", parsed.diagnostics);
        check_any(&text);
    }

    /// A token less, a token twice, or another one in its place.
    #[test]
    fn damaged_text_is_harmless(text in valid(), at in any::<proptest::sample::Index>(), how in 0..3, with in soup()) {
        let all: Vec<&str> = tokens(&text).map(|token| &text[token.range.as_usize()]).collect();
        let at = at.index(all.len());
        let middle = match how {
            0 => String::new(),
            1 => format!("{0} {0}", all[at]),
            _ => with.split_whitespace().next().unwrap_or_default().to_owned(),
        };
        check_any(&[all[..at].concat(), middle, all[at + 1..].concat()].concat());
    }
}
