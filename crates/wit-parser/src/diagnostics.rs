//! Every message of this crate, one constructor each. The primary label says what is wrong, help says what to do.

mod foreign;
mod path;

use outwit_diagnostics::{ByteRange, Diagnostic, FileId, closest, mapped, quoted_list};

use crate::label::{self, Fault as NameFault};
use crate::lexer::opening_inside;
use crate::string::Fault as StringFault;
use crate::token::TokenKind;
pub(crate) use foreign::*;
pub(crate) use path::*;

/// The rules of lexing and grammar.
pub mod codes {
    outwit_diagnostics::codes! {
        FILE_TOO_LARGE = "WIT0100", "file-too-large", Error, "a file of 4 GiB or more";
        FORBIDDEN_CHARACTER = "WIT0101", "forbidden-character", Error, "a character that may stand nowhere in WIT";
        UNKNOWN_CHARACTER = "WIT0102", "unknown-character", Error, "a character that starts no token";
        CARRIAGE_RETURN = "WIT0103", "carriage-return", Error, "a carriage return without a line feed";
        UNTERMINATED_COMMENT = "WIT0104", "unterminated-comment", Error, "a block comment without its end";
        UNTERMINATED_STRING = "WIT0105", "unterminated-string", Error, "a string without its end";
        BAD_STRING = "WIT0106", "bad-string", Error, "a string with a bad escape or character";
        BAD_NAME_CHARACTER = "WIT0107", "bad-name-character", Error, "a name with a character that names do not have";
        MIXED_CASE = "WIT0108", "mixed-case", Error, "a word of a name that mixes upper and lower case";
        EMPTY_NAME_PART = "WIT0109", "empty-name-part", Error, "a name with nothing before or behind a hyphen";
        NAME_STARTS_WITH_DIGIT = "WIT0110", "name-starts-with-digit", Error, "a name that starts with a digit";
        NUMBER_TOO_LARGE = "WIT0111", "number-too-large", Error, "a number that does not fit in 32 bits";
        UNEXPECTED_TOKEN = "WIT0112", "unexpected-token", Error, "text that does not fit the grammar";
        MISSING_TOKEN = "WIT0113", "missing-token", Error, "punctuation or a keyword that is missing";
        KEYWORD_AS_NAME = "WIT0114", "keyword-as-name", Error, "a keyword used as a name";
        MISSPELT_KEYWORD = "WIT0115", "misspelt-keyword", Error, "a word that is almost a keyword";
        MISSING_TYPE = "WIT0116", "missing-type", Error, "a place where a type is missing";
        UNCLOSED_BRACE = "WIT0117", "unclosed-brace", Error, "a `{` without its `}`";
        UNMATCHED_BRACE = "WIT0118", "unmatched-brace", Error, "a `}` without its `{`";
        MISPLACED_ITEM = "WIT0119", "misplaced-item", Error, "an item in a place where there are no such items";
        STRAY_SEMICOLON = "WIT0120", "stray-semicolon", Error, "a `;` that ends nothing";
        NESTED_TOO_DEEPLY = "WIT0121", "nested-too-deeply", Error, "types or braces nested more than 100 deep";
        UNKNOWN_ATTRIBUTE = "WIT0122", "unknown-attribute", Error, "an attribute that WIT does not have";
        MALFORMED_ATTRIBUTE = "WIT0123", "malformed-attribute", Error, "an attribute with other arguments than it takes";
        MISPLACED_ATTRIBUTE = "WIT0124", "misplaced-attribute", Error, "an attribute before something that takes none";
        MALFORMED_PATH = "WIT0125", "malformed-path", Error, "a path or package name that lacks a part";
        MISPLACED_PACKAGE_HEADER = "WIT0126", "misplaced-package-header", Error, "a `package` header that is not the first item";
        BAD_MODIFIER = "WIT0127", "bad-modifier", Error, "`async` or `static` where it cannot stand";
        NAMED_RESULT = "WIT0128", "named-result", Error, "a result in parentheses";
        TYPE_ARGUMENTS = "WIT0129", "type-arguments", Error, "type arguments that the type does not take";
        FOREIGN_SYNTAX = "WIT0130", "foreign-syntax", Error, "syntax of another language, or of an earlier version of WIT";
    }
}

// Characters, comments and strings

pub(crate) fn file_too_large(file: FileId) -> Diagnostic {
    Diagnostic::new(&codes::FILE_TOO_LARGE, "the file has 4 GiB or more")
        .at(ByteRange::empty(0).in_file(file), "this file is not read")
        .help("split it into several files of one package")
}

pub(crate) fn forbidden_characters(file: FileId, text: &str, range: ByteRange) -> Diagnostic {
    let (shown, several) = code_points(&text[range.as_usize()]);
    let bidi = text[range.as_usize()].chars().all(|c| matches!(c, '\u{2000}'..='\u{2fff}'));
    let reason = if bidi {
        "it changes the direction of text, so that a file can show something else than it says"
    } else {
        "such characters are allowed neither in code nor in comments or strings"
    };
    let (verb, label) = if several { ("are", "these characters") } else { ("is", "this character") };
    Diagnostic::new(&codes::FORBIDDEN_CHARACTER, format!("{shown} {verb} not allowed in WIT"))
        .at(range.in_file(file), format!("{label} may stand nowhere in a file"))
        .note(reason)
        .help(if several { "remove the characters" } else { "remove the character" })
}

pub(crate) fn unknown_characters(file: FileId, text: &str, range: ByteRange) -> Diagnostic {
    let visible = text.chars().all(|c| !c.is_whitespace() && !c.is_control() && c != '\u{feff}');
    let shown = if visible && text.len() <= 40 { format!("`{text}`") } else { code_points(text).0 };
    let help = match text.chars().next().unwrap_or_default() {
        '\u{feff}' => "a byte order mark may stand only at the very start of a file; remove it",
        '#' => "comments start with `//`, attributes with `@`",
        '[' | ']' => "lists are written `list<t>`, lists of a fixed length `list<t, n>`",
        '?' => "a type that may be absent is written `option<t>`",
        '\'' => "strings stand in double quotes",
        '&' => "a borrowed resource is written `borrow<r>`; other types are written as they are",
        '|' => "a value of one of several types is a `variant`, whose cases have names",
        _ => "remove it",
    };
    Diagnostic::new(&codes::UNKNOWN_CHARACTER, format!("WIT has no token that starts with {shown}"))
        .at(range.in_file(file), "unknown here")
        .help(help)
}

/// The characters as `U+0000`, and whether there are several.
fn code_points(text: &str) -> (String, bool) {
    let mut shown: Vec<String> = text.chars().take(4).map(|c| format!("U+{:04X}", c as u32)).collect();
    if text.chars().nth(4).is_some() {
        shown[3] = "…".to_owned();
    }
    (shown.join(" "), shown.len() > 1)
}

pub(crate) fn carriage_return(file: FileId, range: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::CARRIAGE_RETURN, "a carriage return must be followed by a line feed")
        .at(range.in_file(file), "U+000D without U+000A behind it")
        .help("end lines with a line feed, or with both")
}

pub(crate) fn unterminated_comment(file: FileId, text: &str, range: ByteRange) -> Diagnostic {
    let opening = ByteRange::new(range.start, range.start + 2);
    let diagnostic = Diagnostic::new(&codes::UNTERMINATED_COMMENT, "this block comment has no end")
        .at(opening.in_file(file), "opened here, never closed");
    match opening_inside(text) {
        Some(at) => {
            let inner = range.start + at as u32;
            diagnostic
                .also(ByteRange::new(inner, inner + 2).in_file(file), "opens another comment inside it")
                .note("block comments nest: each `/*` needs a `*/` of its own")
                .help("close both comments, or break up the inner `/*`")
        }
        None => diagnostic.help("write `*/` where the comment ends"),
    }
}

pub(crate) fn unterminated_string(file: FileId, range: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::UNTERMINATED_STRING, "this string has no end")
        .at(range.in_file(file), "no `\"` before the end of the line")
        .help("write `\"` where the string ends; a line break in a string is written `\\n`")
}

pub(crate) fn bad_string(file: FileId, literal: ByteRange, fault: StringFault) -> Diagnostic {
    let inside = |start: usize, end: usize| {
        ByteRange::new(literal.start + start as u32, literal.start + end as u32).in_file(file)
    };
    let new = |message: &str| Diagnostic::new(&codes::BAD_STRING, message);
    match fault {
        StringFault::Escape(start, end) => new("this string has an unknown escape")
            .at(inside(start, end), "no such escape")
            .help("there are `\\t`, `\\n`, `\\r`, `\\\"`, `\\'`, `\\\\`, two hex digits as in `\\7f`, and `\\u{1f600}`"),
        StringFault::Control(start, end) => new("a control character cannot stand in a string")
            .at(inside(start, end), "control character")
            .help("write it as an escape, such as `\\t`"),
        StringFault::NoCharacter(start, end) => new("this escape names no character")
            .at(inside(start, end), "no Unicode scalar value")
            .help("values go up to 10FFFF, without D800 to DFFF"),
        StringFault::Utf8 => new("the escapes of this string are not valid UTF-8")
            .at(literal.in_file(file), "not UTF-8")
            .help("write characters as they are, or as `\\u{...}`"),
    }
}

// Names and numbers

pub(crate) fn bad_name(file: FileId, written: &str, range: ByteRange, fault: NameFault) -> Diagnostic {
    let escaped = written.starts_with('%');
    let text = written.strip_prefix('%').unwrap_or(written);
    let offset = range.start + u32::from(escaped);
    let inside =
        |start: usize, end: usize| ByteRange::new(offset + start as u32, offset + end as u32).in_file(file);
    let suggestion =
        label::suggest(text).map(|name| format!("write `{}{name}`", if escaped { "%" } else { "" }));
    let rule =
        "a name is made of words joined by single hyphens; a word has ASCII letters of one case, and digits";
    let diagnostic = match fault {
        NameFault::Character(at, c) => {
            let message = match c {
                '_' => format!("`{text}` has an underscore, which names cannot have"),
                _ => format!("`{text}` has the character `{c}`, which names cannot have"),
            };
            Diagnostic::new(&codes::BAD_NAME_CHARACTER, message)
                .at(inside(at, at + c.len_utf8()), "not allowed in a name")
        }
        NameFault::Digit => {
            Diagnostic::new(&codes::NAME_STARTS_WITH_DIGIT, format!("the name `{text}` starts with a digit"))
                .at(inside(0, 1), "a name starts with a letter")
        }
        NameFault::EmptyFragment(at) => {
            let message = if at == 0 {
                format!("the name `{text}` starts with a hyphen")
            } else if at == text.len() - 1 {
                format!("the name `{text}` ends with a hyphen")
            } else {
                format!("the name `{text}` has nothing between two hyphens")
            };
            Diagnostic::new(&codes::EMPTY_NAME_PART, message).at(inside(at, at + 1), "a word must stand here")
        }
        NameFault::MixedCase(start, end) => {
            let word = &text[start..end];
            let message = format!("`{text}` mixes upper and lower case in one word");
            Diagnostic::new(&codes::MIXED_CASE, message)
                .at(inside(start, end), format!("`{word}` must be all lower case or all upper case"))
        }
        NameFault::Empty => Diagnostic::new(&codes::BAD_NAME_CHARACTER, "this name is empty")
            .at(range.in_file(file), "nothing behind `%`"),
    };
    diagnostic.help(suggestion.unwrap_or_else(|| rule.to_owned()))
}

pub(crate) fn number_too_large(file: FileId, range: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::NUMBER_TOO_LARGE, "this number is too large")
        .at(range.in_file(file), "does not fit in 32 bits")
        .help("the length of a list is at most 4294967295")
}

// Grammar

/// Something other than what the grammar wants; `found` is already in words.
pub(crate) fn unexpected(file: FileId, expected: &str, found: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::UNEXPECTED_TOKEN, format!("expected {expected}, found {found}"))
        .at(at.in_file(file), format!("expected {expected}"))
}

/// What is written in WIT where other languages, or earlier versions of this one, have this word or form.
fn in_wit(expected: &str, found: &str) -> Option<&'static str> {
    let keyword = found.strip_prefix("keyword ").map(|keyword| keyword.trim_matches('`'));
    Some(match (expected, found.trim_matches('`')) {
        ("a name or `)`", ".") => "a function takes a fixed number of parameters; write a `list<...>`",
        ("a name or `)`", _) if keyword.is_some() => {
            "a parameter has a name and a type, such as `text: string`"
        }
        ("a name", "{") => "write a name here; braces stand behind one",
        ("`:`, `.`, `@` or `/`", ";") => "name the types that are used: `use i.{t};`",
        ("`func`", _) if keyword.is_some_and(begins_type) => {
            "only functions stand here, so that a value is one that a function returns: `name: func() -> t`"
        }
        ("`;`", "throws" | "raises") => "errors are a part of the result: `-> result<t, e>`",
        ("`;`", ".") => "names in braces stand behind a `use` in an interface or a world",
        ("`,`", "(") => "only the cases of a `variant` hold something, whose type stands in parentheses",
        ("`,` or `(`", "{") => {
            "a case holds one type in parentheses; define a record of its own for several fields"
        }
        ("`)`", ",") => "a case holds one type; write `tuple<...>` or a record for several",
        (_, "struct" | "message") => "WIT calls this a `record`",
        (_, "class") => "write a `resource`, which has functions, or a `record`, which has fields",
        (_, "trait" | "service" | "module" | "mod" | "namespace") => "WIT calls this an `interface`",
        (_, "impl") => "write an `interface`: what implements it is written in another language",
        (_, "fn" | "function" | "def") => "a function is written `name: func(...)`",
        (_, "pub" | "public") => "remove it: all that a package has is public",
        _ => return None,
    })
}

fn begins_type(keyword: &str) -> bool {
    use TokenKind::{Borrow, Future, List, Map, Option, Own, Primitive, Result, Stream, Tuple};
    matches!(
        TokenKind::from_text(keyword),
        Some(Primitive(_) | List | Map | Option | Result | Tuple | Future | Stream | Own | Borrow)
    )
}

/// The same for text that recovery skipped; `several` tokens of it.
pub(crate) fn unexpected_skipped(
    file: FileId,
    expected: &str,
    found: &str,
    at: ByteRange,
    several: bool,
) -> Diagnostic {
    let what = if several { "this text" } else { found };
    let help = in_wit(expected, found).map_or_else(|| format!("remove {what}"), str::to_owned);
    unexpected(file, expected, found, at).help(help)
}

/// The same for text that cannot be made sense of.
pub(crate) fn incomplete(file: FileId, expected: &str, found: &str, at: ByteRange) -> Diagnostic {
    unexpected(file, expected, found, at)
        .help(in_wit(expected, found).unwrap_or("complete this or remove it"))
}

/// What stands before a `{` is no head of a block.
pub(crate) fn unreadable_head(file: FileId, expected: &str, found: &str, at: ByteRange) -> Diagnostic {
    let help = in_wit(expected, found).unwrap_or("write a keyword and a name before the `{`");
    unexpected(file, expected, found, at).help(help)
}

/// A `{` without anything before it; the block seems to be `what`.
pub(crate) fn headless(file: FileId, what: &str, found: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::UNEXPECTED_TOKEN, format!("{what} has no head: found {found}"))
        .at(at.in_file(file), "what does this open?")
        .help("write a keyword and a name before the `{`")
}

/// `missing` should stand at `at`.
pub(crate) fn missing(file: FileId, missing: &str, found: &str, at: u32) -> Diagnostic {
    Diagnostic::new(&codes::MISSING_TOKEN, format!("expected `{missing}`, found {found}"))
        .at(ByteRange::empty(at).in_file(file), format!("`{missing}` is missing here"))
        .help(format!("add `{missing}`"))
}

/// A function in a world without the word that says which side has it.
pub(crate) fn missing_direction(file: FileId, found: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::MISSING_TOKEN, format!("expected `import` or `export`, found {found}"))
        .at(at.in_file(file), "`import` or `export` is missing here")
        .help("write `import` before what a component needs, and `export` before what it has to offer")
}

/// `found` stands where `expected` should.
pub(crate) fn wrong_mark(file: FileId, expected: &str, found: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::UNEXPECTED_TOKEN, format!("expected `{expected}`, found {found}"))
        .at(at.in_file(file), format!("expected `{expected}`"))
        .help(format!("write `{expected}` instead"))
}

/// Two tokens, already in words, that should stand the other way round.
pub(crate) fn wrong_order(file: FileId, first: &str, second: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::UNEXPECTED_TOKEN, format!("{first} and {second} stand in the wrong order"))
        .at(at.in_file(file), "in the wrong order")
        .help(format!("write {second} before {first}"))
}

pub(crate) fn keyword_as_name(file: FileId, keyword: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::KEYWORD_AS_NAME, format!("the keyword `{keyword}` cannot be used as a name"))
        .at(at.in_file(file), "expected a name")
        .help(format!("write `%{keyword}`, which is the name without the `%`"))
}

pub(crate) fn misspelt_keyword(file: FileId, word: &str, keyword: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::MISSPELT_KEYWORD, format!("`{word}` is no keyword"))
        .at(at.in_file(file), format!("expected `{keyword}`"))
        .help(format!("did you mean `{keyword}`?"))
}

pub(crate) fn missing_type(file: FileId, found: &str, at: ByteRange) -> Diagnostic {
    let help = match found {
        "keyword `func`" => "functions are no values in WIT; pass a resource that has the function",
        _ => "write a type, such as `u32`, `string`, `list<t>` or the name of a type",
    };
    Diagnostic::new(&codes::MISSING_TYPE, format!("expected a type, found {found}"))
        .at(at.in_file(file), "expected a type")
        .help(help)
}

/// A definition where only the name of one can stand.
pub(crate) fn inline_definition(file: FileId, keyword: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::MISSING_TYPE, format!("expected a type, found keyword `{keyword}`"))
        .at(at.in_file(file), "expected a type")
        .help(format!("define the {keyword} as an item with a name and write that name here"))
}

/// `own` or `borrow` of something that has no name of its own.
pub(crate) fn not_a_resource(file: FileId, found: &str, at: ByteRange) -> Diagnostic {
    unexpected(file, "the name of a resource", found, at)
        .help("only resources have handles; write the type without `own` or `borrow`")
}

/// `_` as the last argument of `result`; `alone` if it is the only one.
pub(crate) fn needless_underscore(file: FileId, alone: bool, at: ByteRange) -> Diagnostic {
    let help = if alone { "write `result` alone" } else { "write the first argument alone: `result<t>`" };
    Diagnostic::new(&codes::TYPE_ARGUMENTS, "the last argument of `result` cannot be `_`")
        .at(at.in_file(file), "`_` stands only before a second argument")
        .help(help)
}

/// What a name is told that has no type.
const UNTYPED: &str = "expected `: ` and a type behind this name";

/// A name in a list of `name: type` without its type.
pub(crate) fn untyped(file: FileId, name: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::MISSING_TYPE, format!("`{name}` has no type"))
        .at(at.in_file(file), UNTYPED)
        .help(format!("write `{name}: t` with a type `t`"))
}

/// Whether this was made by [`untyped`].
pub(crate) fn is_untyped(diagnostic: &Diagnostic) -> bool {
    diagnostic.primary.as_ref().is_some_and(|label| label.text == UNTYPED)
}

/// Names that follow each other in such a list, all without types; two at least.
pub(crate) fn all_untyped(file: FileId, names: &[(&str, ByteRange)]) -> Diagnostic {
    const SHOWN: usize = 8;
    let (name, at) = names[0];
    let message = match names {
        [_, (second, _)] => format!("`{name}` and `{second}` have no types"),
        _ => format!("`{name}` and the {} names behind it have no types", names.len() - 1),
    };
    let help =
        format!("write `{name}: t` with a type `t`; names alone are the cases of an `enum` or `flags`");
    let diagnostic = Diagnostic::new(&codes::MISSING_TYPE, message).at(at.in_file(file), UNTYPED).help(help);
    let others = names[1..].iter().take(SHOWN);
    others.fold(diagnostic, |diagnostic, (_, at)| diagnostic.also(at.in_file(file), "and behind this one"))
}

pub(crate) fn unclosed_brace(
    file: FileId,
    what: &str,
    open: Option<ByteRange>,
    found: &str,
    at: u32,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::UNCLOSED_BRACE, format!("{what} is not closed before {found}"))
        .at(ByteRange::empty(at).in_file(file), "`}` is missing here")
        .help("add `}`");
    match open {
        Some(open) => diagnostic.also(open.in_file(file), "opened here"),
        None => diagnostic,
    }
}

pub(crate) fn unmatched_brace(file: FileId, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::UNMATCHED_BRACE, "this `}` closes nothing")
        .at(at.in_file(file), "no `{` is open here")
        .help("remove it, or add the `{` that it should close")
}

/// An item of the kind `what` in a block of the kind `block`; `allowed` says where it can stand.
pub(crate) fn misplaced_item(
    file: FileId,
    what: &str,
    block: &str,
    allowed: &str,
    at: ByteRange,
) -> Diagnostic {
    Diagnostic::new(&codes::MISPLACED_ITEM, format!("{what} cannot stand {block}"))
        .at(at.in_file(file), format!("not allowed {block}"))
        .help(allowed)
}

/// A block with a keyword that does not fit what it holds; `keywords` are the one that does, and the one that is there.
pub(crate) fn other_block(
    file: FileId,
    what: &str,
    block: &str,
    [fits, there]: [&str; 2],
    at: ByteRange,
) -> Diagnostic {
    let instead = format!("write `{fits}` instead of `{there}`");
    let help = match there {
        "variant" => format!("{instead}, or the type of a case in parentheses: `name(t)`"),
        "world" => format!("{instead}, or `import` or `export` before each function"),
        _ => instead,
    };
    misplaced_item(file, what, block, &help, at)
}

pub(crate) fn semicolon_after_brace(file: FileId, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::STRAY_SEMICOLON, "`}` takes no `;` behind it")
        .at(at.in_file(file), "ends nothing")
        .help("remove the `;`")
}

pub(crate) fn stray_semicolon(file: FileId, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::STRAY_SEMICOLON, "this `;` ends nothing")
        .at(at.in_file(file), "ends nothing")
        .help("remove it")
}

pub(crate) fn nested_too_deeply(file: FileId, types: bool, at: ByteRange) -> Diagnostic {
    let (what, help) = match types {
        true => ("types", "give inner types names of their own with `type`"),
        false => ("braces", "write packages beside each other instead of within each other"),
    };
    Diagnostic::new(&codes::NESTED_TOO_DEEPLY, format!("{what} are nested more than 100 deep"))
        .at(at.in_file(file), "the item that holds this is not read")
        .help(help)
}

pub(crate) fn async_accessor(file: FileId, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::BAD_MODIFIER, "getters and setters cannot be `async`")
        .at(at.in_file(file), "not allowed before `get` and `set`")
        .help("remove `async`, or write an `async func`")
}

pub(crate) fn async_constructor(file: FileId, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::BAD_MODIFIER, "a constructor cannot be `async`")
        .at(at.in_file(file), "not allowed before `constructor`")
        .help("remove `async`, or write a `static async func` that returns the resource")
}

pub(crate) fn static_before_async(file: FileId, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::BAD_MODIFIER, "`static` stands before `async`")
        .at(at.in_file(file), "in the wrong order")
        .help("write `static async func`")
}

pub(crate) fn static_outside_resource(file: FileId, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::BAD_MODIFIER, "only functions of a resource can be `static`")
        .at(at.in_file(file), "not allowed here")
        .help("remove `static`")
}

pub(crate) fn named_result(file: FileId, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::NAMED_RESULT, "a function has at most one result, without name and parentheses")
        .at(at.in_file(file), "results in parentheses are no longer part of WIT")
        .help("write one type behind `->`, a `tuple<...>` or a record for several values; for no result leave `->` out")
}

pub(crate) fn type_arguments(file: FileId, name: &str, keyword: Option<&str>, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::TYPE_ARGUMENTS, format!("the type `{name}` takes no arguments"))
        .at(at.in_file(file), "type arguments")
        .help(match keyword {
            Some(keyword) => format!("did you mean `{keyword}<...>`?"),
            None => "only `list`, `map`, `option`, `result`, `tuple`, `future`, `stream`, `own` and `borrow` take arguments"
                .to_owned(),
        })
}

pub(crate) fn misplaced_package_header(
    file: FileId,
    at: ByteRange,
    first: Option<ByteRange>,
    nested: bool,
) -> Diagnostic {
    let new = |message: &str| Diagnostic::new(&codes::MISPLACED_PACKAGE_HEADER, message);
    if nested {
        return new("a `package` header cannot stand inside a package block")
            .at(at.in_file(file), "the block has named its package already")
            .help("remove it");
    }
    match first {
        Some(first) => new("a file has one `package` header")
            .at(at.in_file(file), "second header")
            .also(first.in_file(file), "the first one")
            .help("for several packages in one file write blocks: `package a:b { ... }`"),
        None => new("the `package` header must be the first item of a file")
            .at(at.in_file(file), "not the first item")
            .help("move it to the top"),
    }
}

// Attributes and paths

pub(crate) fn unknown_attribute(file: FileId, name: &str, at: ByteRange, known: &[&str]) -> Diagnostic {
    let help = match closest(name, known.iter().copied()) {
        Some(known) => format!("did you mean `@{known}`?"),
        None => {
            let known: Vec<String> = mapped(known, |known| format!("@{known}"));
            format!("there are {}", quoted_list(known.iter().map(String::as_str)))
        }
    };
    Diagnostic::new(&codes::UNKNOWN_ATTRIBUTE, format!("unknown attribute `@{name}`"))
        .at(at.in_file(file), "no such attribute")
        .help(help)
}

pub(crate) fn malformed_attribute(file: FileId, name: &str, form: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::MALFORMED_ATTRIBUTE, format!("`@{name}` is written `{form}`"))
        .at(at.in_file(file), "does not have this form")
        .help(format!("write `{form}`"))
}

pub(crate) fn misplaced_attribute(file: FileId, what: &str, at: ByteRange) -> Diagnostic {
    Diagnostic::new(&codes::MISPLACED_ATTRIBUTE, format!("{what} cannot have attributes"))
        .at(at.in_file(file), "not allowed here")
        .help("put the attribute before the whole item, or remove it")
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(codes::ALL.is_sorted_by(|a, b| a.id < b.id));
        let mut names: Vec<&str> = codes::ALL.iter().map(|code| code.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), codes::ALL.len());
    }
}
