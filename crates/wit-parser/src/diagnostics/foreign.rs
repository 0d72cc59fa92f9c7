//! Wording about syntax of other languages, and of earlier versions of WIT.

use outwit_diagnostics::{ByteRange, Diagnostic, FileId};

use super::codes;

fn foreign(
    message: impl Into<String>,
    file: FileId,
    at: ByteRange,
    label: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic::new(&codes::FOREIGN_SYNTAX, message).at(at.in_file(file), label).help(help)
}

/// `default world w { ... }`
pub(crate) fn removed_default(file: FileId, at: ByteRange) -> Diagnostic {
    let help = "remove it: a world is chosen by its name, or by being the only one";
    foreign("`default` is no longer part of WIT", file, at, "removed from the language", help)
}

/// `union u { string, u32 }`
pub(crate) fn removed_union(file: FileId, name: &str, at: ByteRange) -> Diagnostic {
    let help =
        format!("write a variant, whose cases have names: `variant {name} {{ text(string), number(u32) }}`");
    foreign("`union` is no longer part of WIT", file, at, "removed from the language", help)
}

/// `struct s { ... }`; `is_top` if it stands where no types stand.
pub(crate) fn other_word(file: FileId, word: &str, keyword: &str, is_top: bool, at: ByteRange) -> Diagnostic {
    let article = if keyword.starts_with('i') { "an" } else { "a" };
    let place = if is_top { ", and has it in an interface or a world" } else { "" };
    let help = format!("WIT calls this {article} `{keyword}`{place}");
    foreign(format!("`{word}` is no keyword of WIT"), file, at, format!("expected `{keyword}`"), help)
}

/// `struct s;` or `struct s(u32);`
pub(crate) fn record_without_fields(file: FileId, word: &str, at: ByteRange) -> Diagnostic {
    let help = "WIT calls this a `record`, which has fields with names; or write `type name = tuple<...>;`";
    foreign(format!("`{word}` is no keyword of WIT"), file, at, "expected `record`", help)
}

/// `pub` and the like.
pub(crate) fn modifier(file: FileId, word: &str, at: ByteRange) -> Diagnostic {
    let help = "remove it: all that a package has is public";
    foreign(format!("WIT has no `{word}`"), file, at, "not allowed here", help)
}

/// `interface a extends b {`: what stands between the name and `{`, which begins with `found`.
pub(crate) fn head(file: FileId, keyword: &str, found: &str, at: ByteRange) -> Diagnostic {
    let help = match (found, keyword) {
        ("<", _) => "WIT has no generic types and interfaces; write one for each type",
        ("=", _) => "remove `=`",
        (_, "world") => "to take over what another world has, write `include other;` in this one",
        (_, "interface") => "to take types over from another interface, write `use other.{t};` in this one",
        (_, "enum" | "flags") => "remove it: the size follows from how many names there are",
        _ => "remove it: types do not extend each other, but may be the types of fields and cases",
    };
    let message = format!("expected `{{` behind the name of {}", with_article(keyword));
    foreign(message, file, at, "expected `{`", help)
}

fn with_article(keyword: &str) -> String {
    match keyword {
        "interface" | "enum" => format!("an {keyword}"),
        "flags" => "a flags type".to_owned(),
        _ => format!("a {keyword}"),
    }
}

/// `type t = { ... }`
pub(crate) fn type_with_block(file: FileId, keyword: &str, name: &str, at: ByteRange) -> Diagnostic {
    let help = format!("write `{keyword} {name} {{ ... }}`");
    let message = format!("{} is defined by the keyword `{keyword}`, not by `type`", with_article(keyword));
    foreign(message, file, at, format!("expected `{keyword}`"), help)
}

/// `const c: u32 = 1;`
pub(crate) fn constant(file: FileId, word: &str, at: ByteRange) -> Diagnostic {
    let help = "write a function that returns the value, or say it in a comment";
    foreign("WIT has no constants and variables", file, at, format!("no `{word}` in WIT"), help)
}

/// `-- text` or `# text`
pub(crate) fn comment(file: FileId, at: ByteRange) -> Diagnostic {
    foreign("this is no comment in WIT", file, at, "starts no comment", "comments start with `//`")
}

/// `fn f(...)`; `place` says what else it needs where it stands.
pub(crate) fn function(file: FileId, name: &str, place: Option<&str>, at: ByteRange) -> Diagnostic {
    let written = format!("`{name}: func(...)`");
    let help = match place {
        Some(place) => format!("write {written}, {place}"),
        None => format!("write {written}, with `-> t` behind the parentheses for a result"),
    };
    foreign(format!("WIT writes {written}"), file, at, "a function starts with its name", help)
}

/// `static f: func()`
pub(crate) fn modifier_before_name(file: FileId, word: &str, name: &str, at: ByteRange) -> Diagnostic {
    let (message, help) = match word {
        "async" | "static" => {
            let message = format!("`{word}` stands before `func`, not before the name");
            (message, format!("write `{name}: {word} func(...)`"))
        }
        _ => (format!("WIT has no `{word}`"), format!("remove `{word}`")),
    };
    foreign(message, file, at, "not allowed here", help)
}

/// `func<T>(...)`
pub(crate) fn generic_function(file: FileId, at: ByteRange) -> Diagnostic {
    let help = "write a function for each type";
    foreign("WIT has no generic functions", file, at, "expected `(`", help)
}

/// `constructor: func(...)` or `new: constructor(...)`
pub(crate) fn constructor(file: FileId, at: ByteRange) -> Diagnostic {
    let help = "write `constructor(...)`, which has neither a name nor `func`";
    foreign("a constructor is no function with a name", file, at, "expected `constructor(`", help)
}

/// `f: func() { ... }`
pub(crate) fn body(file: FileId, at: ByteRange) -> Diagnostic {
    let help = "write `;`: what a function does is written in another language";
    foreign("a function has no body in WIT", file, at, "expected `;`", help)
}

/// `self` among parameters.
pub(crate) fn self_parameter(file: FileId, at: ByteRange) -> Diagnostic {
    let help = "remove it: a function of a resource has `self` without naming it, unless it is `static`";
    foreign("`self` is not written among the parameters", file, at, "not allowed here", help)
}

/// `u32 x` in a list of `what`.
pub(crate) fn type_first(file: FileId, what: &str, name: &str, ty: &str, at: ByteRange) -> Diagnostic {
    let message = format!("the name of a {what} stands before its type");
    foreign(message, file, at, format!("expected `{name}: {ty}`"), format!("write `{name}: {ty}`"))
}

/// `= 1` behind one of `what`.
pub(crate) fn value(file: FileId, what: &str, at: ByteRange) -> Diagnostic {
    let help = match what {
        "cases" | "flags" => "remove it: they are numbered in the order in which they stand",
        _ => "remove it: whoever makes the value says all of it",
    };
    foreign(format!("{what} have no values in WIT"), file, at, "not allowed here", help)
}

/// A type with arguments that WIT calls `keyword`.
pub(crate) fn type_name(file: FileId, name: &str, keyword: &str, at: ByteRange) -> Diagnostic {
    let message = format!("WIT calls `{name}` `{keyword}`");
    foreign(message, file, at, format!("expected `{keyword}`"), format!("write `{keyword}<...>`"))
}

/// `()` as a type; the ok type of a `result` if `in_result`.
pub(crate) fn unit(file: FileId, in_result: bool, at: ByteRange) -> Diagnostic {
    let help = match in_result {
        true => "write `_`: `result<_, e>`",
        false => "leave it out, or write `bool` if there is something to say",
    };
    foreign("WIT has no empty type", file, at, "no type", help)
}

/// `(a, b)` as a type.
pub(crate) fn tuple(file: FileId, at: ByteRange) -> Diagnostic {
    foreign("a tuple is written `tuple<...>`", file, at, "expected `tuple<`", "write `tuple<a, b>`")
}

/// `mut t` as a type.
pub(crate) fn type_modifier(file: FileId, word: &str, at: ByteRange) -> Diagnostic {
    let help = "remove it: values are copied, and handles of resources are `own` or `borrow`";
    foreign(format!("WIT has no `{word}`"), file, at, "not allowed here", help)
}

/// `@v1.0.0` or `@"1.0.0"`
pub(crate) fn version(file: FileId, right: &str, at: ByteRange) -> Diagnostic {
    foreign("a version is made of numbers alone", file, at, "expected a version", format!("write `{right}`"))
}

/// A path in quotation marks.
pub(crate) fn quoted_path(file: FileId, path: &str, at: ByteRange) -> Diagnostic {
    foreign("a path stands without quotation marks", file, at, "a string", format!("write `{path}`"))
}

/// A path that is joined by `.` or `::`, and what it should be.
pub(crate) fn joined_path(file: FileId, right: &str, at: ByteRange) -> Diagnostic {
    let message = "a path is written `namespace:package/interface`";
    foreign(message, file, at, "joined otherwise", format!("write `{right}`"))
}

/// `use i.t;`, `use i::t;`
pub(crate) fn used_name(file: FileId, right: &str, at: ByteRange) -> Diagnostic {
    foreign(
        "the names of a `use` stand in braces",
        file,
        at,
        "expected `.{`",
        format!("write `use {right};`"),
    )
}

/// `use {t} from i;`
pub(crate) fn use_from(file: FileId, at: ByteRange) -> Diagnostic {
    let help = "write `use name-of-interface.{t};`";
    foreign("a `use` names its interface first", file, at, "not a path", help)
}

/// `use i.*;`
pub(crate) fn use_all(file: FileId, at: ByteRange) -> Diagnostic {
    let help = "name each of them: `use i.{t, u};`";
    foreign("a `use` cannot bring all types of an interface", file, at, "expected names", help)
}

/// `import i as n;`
pub(crate) fn extern_alias(file: FileId, verb: &str, name: &str, path: &str, at: ByteRange) -> Diagnostic {
    let help = format!("write `{verb} {name}: {path};`");
    foreign(format!("the other name of {verb}s stands first"), file, at, "not allowed here", help)
}

/// `import interface n { ... }`
pub(crate) fn extern_interface(file: FileId, verb: &str, name: &str, at: ByteRange) -> Diagnostic {
    let help = format!("write `{verb} {name}: interface {{ ... }}`");
    foreign("the name of an interface in a world stands first", file, at, "expected a name", help)
}

/// `export interface i { ... }` at the top level, or `export record r { ... }`.
pub(crate) fn exported_definition(file: FileId, in_world: bool, at: ByteRange) -> Diagnostic {
    let help = match in_world {
        true => "remove it: what a world defines is known on both sides",
        false => "remove it: all that a package has is public, and a world says what it exports",
    };
    foreign("`export` cannot stand before a definition", file, at, "not allowed here", help)
}

/// `typedef u32 t;`
pub(crate) fn typedef(file: FileId, name: &str, at: ByteRange) -> Diagnostic {
    let help = format!("write `type {name} = ...;`");
    foreign("`typedef` is no keyword of WIT", file, at, "expected `type`", help)
}
