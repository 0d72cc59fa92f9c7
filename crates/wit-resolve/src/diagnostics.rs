//! Codes and wording of everything that resolution can find, one constructor for each message.

#[cfg(any(test, feature = "optional-rules"))]
mod optional;
mod reading;
mod values;

use outwit_diagnostics::{Diagnostic, Span, closest, codes, mapped, quoted_list};

use crate::graph::Primitive;
#[cfg(any(test, feature = "optional-rules"))]
pub use optional::{GATE_RULES, GATED_SYNTAX, SHIPPED_SYNTAX};
#[cfg(any(test, feature = "optional-rules"))]
pub(crate) use optional::{gated_reference, gated_syntax, weaker_gate};
pub(crate) use reading::*;
pub(crate) use values::*;

codes! {
    UNKNOWN_NAME = "WIT0201", "unknown-name", Error, "a name that nothing defines";
    DUPLICATE_NAME = "WIT0202", "duplicate-name", Error, "two things of one name in one scope";
    NOT_AN_INTERFACE = "WIT0203", "not-an-interface", Error, "a world where an interface is needed";
    NOT_A_WORLD = "WIT0204", "not-a-world", Error, "an interface where a world is needed";
    NOT_A_TYPE = "WIT0205", "not-a-type", Error, "a function where a type is needed";
    USE_CYCLE = "WIT0206", "use-cycle", Error, "interfaces or aliases that use each other in a circle";
    EMPTY_USE = "WIT0207", "empty-use", Warning, "a use that names nothing";
    TYPE_CYCLE = "WIT0301", "type-cycle", Error, "a type that contains itself";
    NOT_A_RESOURCE = "WIT0302", "not-a-resource", Error, "a handle to something that is not a resource";
    BORROW_IN_RESULT = "WIT0303", "borrow-in-result", Error, "a borrowed handle that would outlive the call";
    INVALID_MAP_KEY = "WIT0304", "invalid-map-key", Error, "a map key that is not a plain value";
    EMPTY_TYPE = "WIT0305", "empty-type", Error, "a type without fields, cases or flags";
    TOO_MANY_FLAGS = "WIT0306", "too-many-flags", Error, "more than 32 flags";
    INVALID_CONSTRUCTOR = "WIT0307", "invalid-constructor", Error, "a constructor that does not make its resource";
    INVALID_ACCESSOR = "WIT0308", "invalid-accessor", Error, "a getter or setter of the wrong shape";
    SIMILAR_NAMES = "WIT0309", "similar-names", Error, "names that differ in hyphens or upper and lower case alone";
    TYPE_TOO_DEEP = "WIT0310", "type-too-deep", Error, "types nested deeper than a component may hold";
    EMPTY_FIXED_LIST = "WIT0311", "empty-fixed-list", Error, "a list of fixed length 0";
    STREAM_OF_CHAR = "WIT0312", "stream-of-char", Error, "a stream of characters";
    BORROW_IN_PAYLOAD = "WIT0313", "borrow-in-payload", Error, "a borrowed handle in a stream or future";
    HANDLE_IN_MAP = "WIT0314", "handle-in-map", Error, "a map whose values hold handles";
    ACCESSOR_TYPES = "WIT0315", "accessor-types", Error, "a setter that takes another type than its getter gives";
    VALUE_TOO_LARGE = "WIT0316", "value-too-large", Error, "a type whose values take 256 MiB or more";
    TOO_MANY_MEMBERS = "WIT0317", "too-many-members", Error, "more members than a component may hold";
    TOO_MANY_TYPES = "WIT0318", "too-many-types", Error, "something that consists of a million types";
    NAME_TOO_LONG = "WIT0319", "name-too-long", Error, "a name longer than a component may hold";
    MISSING_PACKAGE = "WIT0401", "missing-package", Error, "files that do not say which package they are";
    CONFLICTING_PACKAGES = "WIT0402", "conflicting-packages", Error, "files of one package that name different ones";
    DUPLICATE_PACKAGE = "WIT0403", "duplicate-package", Error, "a package that is defined twice";
    PACKAGE_NOT_FOUND = "WIT0404", "package-not-found", Error, "a package that is not among the inputs";
    PACKAGE_CYCLE = "WIT0405", "package-cycle", Error, "packages that depend on each other in a circle";
    INVALID_VERSION = "WIT0406", "invalid-version", Error, "text that is not a semantic version";
    NESTED_NAMESPACE = "WIT0407", "nested-namespace", Error, "a package name with more parts than `ns:name`";
    MISPLACED_PACKAGE = "WIT0408", "misplaced-package", Error, "a package declaration inside another package";
    INVALID_PACKAGE_NAME = "WIT0409", "invalid-package-name", Error, "a package name with upper-case letters";
    CANNOT_READ = "WIT0410", "cannot-read", Error, "an input that cannot be read";
    NO_WIT = "WIT0411", "no-wit", Error, "a folder without WIT files";
    NOT_UTF8 = "WIT0412", "not-utf8", Error, "a file that is not UTF-8 text";
    FILE_TOO_LARGE = "WIT0413", "input-too-large", Error, "a file of 4 GiB or more";
    DUPLICATE_WORLD_ITEM = "WIT0501", "duplicate-world-item", Error, "an import or export that a world has already";
    INCLUDE_CYCLE = "WIT0502", "include-cycle", Error, "worlds that include each other in a circle";
    RENAME_NOT_FOUND = "WIT0503", "rename-not-found", Error, "a rename that matches nothing in the included world";
    IMPORT_AND_EXPORT = "WIT0504", "import-and-export", Error, "an interface needed both as import and as export";
    UNKNOWN_WORLD = "WIT0505", "unknown-world", Error, "a world that does not exist";
    AMBIGUOUS_WORLD = "WIT0506", "ambiguous-world", Error, "several worlds and none chosen";
    INACTIVE_REFERENCE = "WIT0601", "inactive-reference", Error, "a reference to something that a feature gate hides";
    SINCE_WITHOUT_VERSION = "WIT0602", "since-without-version", Error, "@since in a package without a version";
    SINCE_IN_FUTURE = "WIT0603", "since-in-future", Error, "@since a version that is not there yet";
    CONFLICTING_GATES = "WIT0604", "conflicting-gates", Error, "attributes that contradict each other";
    MISPLACED_ATTRIBUTE = "WIT0605", "attribute-not-allowed", Error, "an attribute where none may stand";
    UNGATED_IN_GATED = "WIT0606", "ungated-in-gated", Error, "an item without a gate inside something that a gate hides";
    GATED_REFERENCE = "WIT0607", "gated-reference", Off, "an item that refers to one with a stronger gate";
    WEAKER_GATE = "WIT0608", "weaker-gate", Off, "an item with a weaker gate than what it stands in";
    GATED_FIXED_LENGTH_LIST = "WIT0610", "gated-fixed-length-list", Off, "a list of fixed length, which no WASI release has";
    GATED_ERROR_CONTEXT = "WIT0611", "gated-error-context", Off, "`error-context`, which no WASI release has";
    GATED_ACCESSOR = "WIT0612", "gated-accessor", Off, "a getter or setter, which no WASI release has";
    GATED_ASYNC = "WIT0613", "gated-async", Off, "`async`, a stream or a future, which WASI 0.2 does not have";
    GATED_MAP = "WIT0614", "gated-map", Off, "a map, which WASI 0.2 does not have";
    GATED_LABEL = "WIT0615", "gated-label", Off, "a label or external id, which WASI 0.2 does not have";
    ENCODED_PACKAGE = "WIT0801", "encoded-package", Error, "a package in binary form where only text can be read";
    PARTIAL_PACKAGES = "WIT0813", "partial-packages", Error, "parts of one interface that do not make a whole";
}

// ---- packages ----

pub(crate) fn conflicting_packages(this: &str, at: Span, first: &str, first_at: Span) -> Diagnostic {
    Diagnostic::new(&CONFLICTING_PACKAGES, format!("this file says package `{this}`, another says `{first}`"))
        .at(at, "a different package")
        .also(first_at, "the package so far")
        .note("all files of a folder belong to one package")
        .help(format!("write `package {first};` here too, or move the file to a folder of its own"))
}

pub(crate) fn two_package_docs(at: Span, first_at: Span) -> Diagnostic {
    Diagnostic::new(&CONFLICTING_PACKAGES, "the package is documented in two files")
        .at(at, "documented here too")
        .also(first_at, "documented here")
        .help("keep the documentation on one `package` line")
}

pub(crate) fn duplicate_package(name: &str, at: Span, first_at: Span) -> Diagnostic {
    let help = match at.file == first_at.file {
        true => "put all of the package into one block",
        false => "remove one of them, or give it another version",
    };
    Diagnostic::new(&DUPLICATE_PACKAGE, format!("package `{name}` is defined in two places"))
        .at(at, "defined again")
        .also(first_at, "defined here")
        .help(help)
}

pub(crate) fn package_cycle(chain: &[String], at: Span) -> Diagnostic {
    let message = match chain {
        [only] => format!("package `{only}` depends on itself"),
        _ => format!("packages depend on each other in a circle: {}", arrows(chain)),
    };
    let diagnostic = Diagnostic::new(&PACKAGE_CYCLE, message).at(at, "the circle closes here");
    match chain {
        [_] => diagnostic.help("inside a package, name its interfaces without the package"),
        _ => diagnostic.help("move what both need into a package of its own"),
    }
}

pub(crate) fn invalid_version(text: &str, error: &semver::Error, at: Span) -> Diagnostic {
    let numbers: Vec<&str> = text.split('.').collect();
    let is_number = |part: &&str| part.parse::<u64>().is_ok() && (part.len() == 1 || !part.starts_with('0'));
    if numbers.len() < 3 && numbers.iter().all(is_number) {
        let missing = if numbers.len() == 1 { "two numbers" } else { "a number" };
        let whole = format!("{text}{}", ".0".repeat(3 - numbers.len()));
        return Diagnostic::new(&INVALID_VERSION, format!("`{text}` lacks {missing} of a semantic version"))
            .at(at, "not a version")
            .help(format!("write `{whole}`"));
    }
    Diagnostic::new(&INVALID_VERSION, format!("`{text}` is not a semantic version: {error}"))
        .at(at, "not a version")
        .help(
            "write three numbers without leading zeros, such as `1.0.0`, perhaps with a suffix: `1.0.0-rc.1`",
        )
}

pub(crate) fn nested_namespace(at: Span) -> Diagnostic {
    Diagnostic::new(&NESTED_NAMESPACE, "nested namespaces and packages are not supported")
        .at(at, "more than `namespace:name`")
        .note("the specification describes them as a proposal; no other tool reads them yet")
        .help("write one namespace and one name, such as `acme:tools`")
}

pub(crate) fn misplaced_package(at: Span) -> Diagnostic {
    Diagnostic::new(&MISPLACED_PACKAGE, "a package cannot stand inside another one")
        .at(at, "not allowed here")
        .help("move it to the top level of the file")
}

pub(crate) fn invalid_package_name(text: &str, at: Span) -> Diagnostic {
    Diagnostic::new(&INVALID_PACKAGE_NAME, format!("`{text}` in a package name must be lower case"))
        .at(at, "upper-case letters")
        .help(format!("write `{}`", text.to_lowercase()))
}

// ---- names ----

/// What is looked up, for messages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Interface,
    World,
    InterfaceOrWorld,
    Type,
    Resource,
}

impl Wanted {
    fn noun(self) -> &'static str {
        match self {
            Wanted::Interface => "interface",
            Wanted::World => "world",
            Wanted::InterfaceOrWorld => "interface or world",
            Wanted::Type => "type",
            Wanted::Resource => "resource",
        }
    }
}

pub(crate) fn unknown_name<'n>(
    wanted: Wanted,
    name: &str,
    scope: &str,
    at: Span,
    others: &[Span],
    candidates: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    let noun = wanted.noun();
    let mut candidates: Vec<&str> = candidates.into_iter().collect();
    if wanted == Wanted::Type {
        candidates.extend(Primitive::ALL.map(Primitive::keyword));
    }
    let diagnostic = Diagnostic::new(&UNKNOWN_NAME, format!("{scope} has no {noun} `{name}`"))
        .at(at, format!("no such {noun}"));
    let diagnostic = used_too(diagnostic, others);
    if let Some(hint) = renamed_primitive(name) {
        return diagnostic.help(hint);
    }
    if let Some(near) = closest(name, candidates.iter().copied()) {
        return diagnostic.help(format!("did you mean `{near}`?"));
    }
    match wanted {
        Wanted::Type | Wanted::Resource => {
            diagnostic.help(format!("define it, or bring it from another interface: `use other.{{{name}}};`"))
        }
        _ if candidates.is_empty() => {
            diagnostic.help(format!("define it: `{} {name} {{ }}`", first_word(noun)))
        }
        _ => diagnostic.help(format!("there is {}", quoted_list(candidates))),
    }
}

/// Counts the other places of one mistake.
fn used_too(diagnostic: Diagnostic, others: &[Span]) -> Diagnostic {
    match others {
        [] => diagnostic,
        [other] => diagnostic.also(*other, "used here too"),
        [other, ..] => diagnostic.also(*other, format!("used here too, {} times in all", others.len() + 1)),
    }
}

/// Help for `import ns:name;` where `ns:name` is no package that is known.
pub(crate) fn path_ends_early(path: &str) -> String {
    format!("if a package `{path}` is meant, name an interface of it too: `{path}/name`")
}

/// Help for `import ns:name;` where `ns:name` is a package with these interfaces.
pub(crate) fn interfaces_of_package(path: &str, interfaces: &[String]) -> String {
    let list = quoted_list(interfaces.iter().map(String::as_str));
    format!("`{path}` is a package; name an interface of it: {list}")
}

fn first_word(noun: &str) -> &str {
    noun.split(' ').next().unwrap_or(noun)
}

/// Names that other languages, or earlier versions of this one, have for primitive types.
fn renamed_primitive(name: &str) -> Option<String> {
    let new = match name {
        "float32" | "float" => "f32",
        "float64" | "double" => "f64",
        "i8" | "int8" => "s8",
        "i16" | "int16" | "short" => "s16",
        "i32" | "int32" | "int" => "s32",
        "i64" | "int64" | "long" => "s64",
        "uint8" | "byte" => "u8",
        "uint16" => "u16",
        "uint32" | "uint" | "usize" => "u32",
        "uint64" => "u64",
        "boolean" => "bool",
        "str" | "text" => "string",
        "bytes" => "list<u8>",
        "vec" | "array" => "list",
        "unit" | "void" => {
            return Some("WIT has no empty type: leave the result or the payload out".to_owned());
        }
        _ => return None,
    };
    Some(format!("WIT calls this type `{new}`"))
}

pub(crate) fn duplicate_name(name: &str, what: &str, at: Span, first_at: Span) -> Diagnostic {
    let help = match name {
        "self" => "a method has `self` without naming it: remove the parameter",
        _ => "rename or remove one of them",
    };
    Diagnostic::new(&DUPLICATE_NAME, format!("{what} `{name}` is defined more than once"))
        .at(at, "defined again")
        .also(first_at, "first defined here")
        .help(help)
}

/// Several names in a row, each of which was there before; `at` is all of them.
pub(crate) fn duplicate_names(what: &str, names: &[&str], at: Span, first_at: Span) -> Diagnostic {
    let list = quoted_list(names.iter().copied());
    Diagnostic::new(&DUPLICATE_NAME, format!("the {what}s {list} are defined more than once"))
        .at(at, "defined again")
        .also(first_at, "the first of them is first defined here")
        .help("rename them or remove them in one of both places")
}

pub(crate) fn similar_names(what: &str, a: &str, b: &str, at: Span, first_at: Span) -> Diagnostic {
    Diagnostic::new(&SIMILAR_NAMES, format!("{what} `{a}` is too similar to `{b}`"))
        .at(at, "differs in hyphens or upper and lower case alone")
        .also(first_at, "first named here")
        .note("many languages have no hyphens or ignore case, so both would get one name there")
        .help("rename one of them")
}

pub(crate) fn method_named_after_resource(name: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &SIMILAR_NAMES,
        format!("a function of resource `{name}` cannot have the name of the resource"),
    )
    .at(at, "the name of the resource")
    .help("rename the function, or write a `constructor`")
}

/// `places` are where it is used, one at least.
pub(crate) fn not_an_interface(name: &str, places: &[Span], defined: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(&NOT_AN_INTERFACE, format!("`{name}` is a world, not an interface"))
        .at(places[0], "an interface is needed")
        .also(defined, "defined here");
    let help = format!("to take over what a world imports and exports, write `include {name};` in a world");
    used_too(diagnostic, &places[1..]).help(help)
}

/// `places` are where it is used, one at least.
pub(crate) fn not_a_world(name: &str, places: &[Span], defined: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(&NOT_A_WORLD, format!("`{name}` is an interface, not a world"))
        .at(places[0], "a world is needed")
        .also(defined, "defined here");
    used_too(diagnostic, &places[1..]).help(format!("write `import {name};` or `export {name};`"))
}

pub(crate) fn not_a_type(name: &str, at: Span, defined: Span) -> Diagnostic {
    Diagnostic::new(&NOT_A_TYPE, format!("`{name}` is a function, not a type"))
        .at(at, "a type is needed")
        .also(defined, "defined here")
        .help("functions cannot be used from another interface, nor be types")
}

pub(crate) fn use_cycle(what: &str, chain: &[String], at: Span) -> Diagnostic {
    let message = match chain {
        [only] => format!("{what} `{only}` uses itself"),
        _ => format!("{what}s use each other in a circle: {}", arrows(chain)),
    };
    Diagnostic::new(&USE_CYCLE, message)
        .at(at, "the circle closes here")
        .help("move what both need into an interface of its own")
}

pub(crate) fn empty_use(at: Span) -> Diagnostic {
    Diagnostic::new(&EMPTY_USE, "this `use` names no type")
        .at(at, "nothing is used")
        .help("name a type, or remove it")
}

fn arrows(chain: &[String]) -> String {
    let quoted = |name: &String| format!("`{name}`");
    let shown: Vec<String> = match chain {
        [first, .., last] if chain.len() > 6 => {
            let mut head: Vec<String> = mapped(&chain[..4], quoted);
            head.push(format!("… ({} more)", chain.len() - 5));
            head.extend([format!("`{last}`"), format!("`{first}`")]);
            head
        }
        _ => {
            let mut all: Vec<String> = mapped(chain, quoted);
            all.extend_from_within(..all.len().min(1));
            all
        }
    };
    shown.join(" → ")
}

// ---- types ----

pub(crate) fn type_cycle(chain: &[String], at: Span, others: &[Span]) -> Diagnostic {
    let message = match chain {
        [only] => format!("type `{only}` contains itself"),
        _ => format!("types contain each other in a circle: {}", arrows(chain)),
    };
    let mut diagnostic = Diagnostic::new(&TYPE_CYCLE, message).at(at, "contains itself");
    for other in others.iter().take(3) {
        diagnostic = diagnostic.also(*other, "part of the circle");
    }
    diagnostic
        .note("values are copied whole across a component's boundary, so no type may be recursive")
        .help("refer to other values by an index into a list, or by a resource handle")
}

/// `places` are all handles to it; there is one at least.
pub(crate) fn not_a_resource(
    name: &str,
    keyword: &str,
    places: &[Span],
    defined: Option<Span>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(&NOT_A_RESOURCE, format!("`{name}` is not a resource"))
        .at(places[0], format!("`{keyword}` takes a resource"));
    let diagnostic = match defined {
        Some(span) => diagnostic.also(span, "defined here"),
        None => diagnostic,
    };
    used_too(diagnostic, &places[1..]).help(format!("write `{name}` alone, or define it as a `resource`"))
}

pub(crate) fn invalid_map_key(at: Span) -> Diagnostic {
    Diagnostic::new(&INVALID_MAP_KEY, "this type cannot be the key of a map")
        .at(at, "not a key type")
        .help("use `bool`, an integer type, `char` or `string`, written out and not by an alias")
}

pub(crate) fn empty_type(what: &str, part: &str, at: Span) -> Diagnostic {
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    Diagnostic::new(&EMPTY_TYPE, format!("{article} {what} needs at least one {part}"))
        .at(at, format!("no {part}"))
        .help(format!("add a {part}, or remove the {what}"))
}

pub(crate) fn empty_fixed_list(at: Span) -> Diagnostic {
    Diagnostic::new(&EMPTY_FIXED_LIST, "a list of fixed length needs at least one element")
        .at(at, "length 0")
        .help("write a length of 1 or more, or leave the length out")
}

// ---- functions ----

pub(crate) fn two_constructors(resource: &str, at: Span, first_at: Span) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_NAME, format!("resource `{resource}` has two constructors"))
        .at(at, "the second one")
        .also(first_at, "the first one")
        .help("make one of them a `static` function")
}

pub(crate) fn invalid_constructor(resource: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &INVALID_CONSTRUCTOR,
        format!("a constructor of `{resource}` has no result, or one of type `result<{resource}, ...>`"),
    )
    .at(at, format!("neither nothing nor a `result<{resource}, ...>`"))
    .note("a constructor makes its resource without saying so")
    .help(format!(
        "leave the result out, or write `-> result<{resource}, some-error>` if making one may fail"
    ))
}

pub(crate) fn invalid_accessor(message: &str, at: Span, help: &str) -> Diagnostic {
    Diagnostic::new(&INVALID_ACCESSOR, message).at(at, "").help(help)
}

// ---- worlds ----

pub(crate) fn duplicate_world_item(side: &str, name: &str, at: Span, first_at: Span) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_WORLD_ITEM, format!("the world {side}s `{name}` already"))
        .at(at, format!("{side}ed again"))
        .also(first_at, format!("first {side}ed here"))
        .help("remove one of them, or give it another name")
}

/// Names of an included world that a world has already, each with its side and its first place; there is one at least.
pub(crate) fn include_shadows(names: &[(&str, String, Span)], at: Span) -> Diagnostic {
    let (side, name, first_at) = &names[0];
    let (message, label) = match names {
        [_] => (
            format!("the included world {side}s `{name}`, which is {side}ed already"),
            format!("brings a second `{name}`"),
        ),
        _ => {
            let list = quoted_list(names.iter().map(|(_, name, _)| name.as_str()));
            (
                format!("the included world has {list}, which are there already"),
                format!("brings {} second ones", names.len()),
            )
        }
    };
    Diagnostic::new(&DUPLICATE_WORLD_ITEM, message)
        .at(at, label)
        .also(*first_at, format!("`{name}` is first {side}ed here"))
        .help(format!("rename what is meant to be there twice: `include … with {{ {name} as other-name }}`"))
}

pub(crate) fn include_cycle(chain: &[String], at: Span) -> Diagnostic {
    let message = match chain {
        [only] => format!("world `{only}` includes itself"),
        _ => format!("worlds include each other in a circle: {}", arrows(chain)),
    };
    Diagnostic::new(&INCLUDE_CYCLE, message)
        .at(at, "the circle closes here")
        .help("remove one of the `include`s")
}

pub(crate) fn rename_not_found<'n>(
    name: &str,
    world: &str,
    at: Span,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    let near = closest(name, candidates);
    Diagnostic::new(&RENAME_NOT_FOUND, format!("world `{world}` has no import or export named `{name}`"))
        .at(at, "nothing to rename")
        .note("interfaces keep their full name and cannot be renamed")
        .help(near.map_or("remove the rename".to_owned(), |near| format!("did you mean `{near}`?")))
}

pub(crate) fn import_and_export(exported: &str, needed: &str, at: Span, world: Span) -> Diagnostic {
    Diagnostic::new(
        &IMPORT_AND_EXPORT,
        format!("`{exported}` needs `{needed}` both as an import and as an export of this world"),
    )
    .at(at, "this export leads to both")
    .also(world, "in this world")
    .note(format!(
        "what is exported uses the exported `{needed}`; but a path through an interface that is not exported leads to the imported one"
    ))
    .help(format!("export the interfaces between `{exported}` and `{needed}` too"))
}

pub(crate) fn unknown_world(name: &str, known: &[String]) -> Diagnostic {
    let bare =
        |full: &str| full.rsplit('/').next().unwrap_or(full).split('@').next().unwrap_or("").to_owned();
    let short: Vec<String> = mapped(known, |world| bare(world));
    let near = closest(name, known.iter().map(String::as_str).chain(short.iter().map(String::as_str)));
    let help = match (near, known) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => "the package has no world".to_owned(),
        (None, _) => format!("there is {}", quoted_list(known.iter().map(String::as_str))),
    };
    Diagnostic::new(&UNKNOWN_WORLD, format!("there is no world `{name}`")).help(help)
}

pub(crate) fn no_world() -> Diagnostic {
    Diagnostic::new(&UNKNOWN_WORLD, "the package has no world")
        .help("add one, such as `world my-world { export my-interface; }`, or name a world of a dependency")
}

pub(crate) fn ambiguous_world(name: Option<&str>, known: &[String]) -> Diagnostic {
    let message = match name {
        Some(name) => format!("there are several worlds `{name}`"),
        None => "there are several worlds, and none is chosen".to_owned(),
    };
    let list = quoted_list(known.iter().map(String::as_str));
    Diagnostic::new(&AMBIGUOUS_WORLD, message).help(format!("choose one of {list}"))
}

// ---- gates ----

pub(crate) fn inactive_reference(name: &str, feature: Option<&str>, at: Span, defined: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(&INACTIVE_REFERENCE, format!("`{name}` is hidden by a feature gate"))
        .at(at, "refers to something that is not active")
        .also(defined, "gated here");
    match feature {
        Some(feature) => diagnostic.help(format!(
            "gate this too with `@unstable(feature = {feature})`, or turn the feature on: `--features {feature}`"
        )),
        None => diagnostic.help("gate this as well"),
    }
}

/// `places` are all attributes that say so; there is one at least.
pub(crate) fn since_without_version(package: &str, places: &[Span]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &SINCE_WITHOUT_VERSION,
        format!("package `{package}` has no version, so nothing can be `@since` one"),
    )
    .at(places[0], "names a version");
    used_too(diagnostic, &places[1..]).help(format!("give the package a version: `package {package}@1.0.0;`"))
}

pub(crate) fn since_in_future(since: &semver::Version, package: &str, at: Span) -> Diagnostic {
    Diagnostic::new(&SINCE_IN_FUTURE, format!("version {since} is newer than package `{package}`"))
        .at(at, "not released yet")
        .help("gate the item with `@unstable` until then, or raise the version of the package")
}

pub(crate) fn repeated_attribute(name: &str, at: Span, first_at: Span) -> Diagnostic {
    Diagnostic::new(&CONFLICTING_GATES, format!("`@{name}` stands here twice"))
        .at(at, "the second one")
        .also(first_at, "the first one")
        .help("remove one of them")
}

pub(crate) fn since_and_unstable(at: Span, first_at: Span) -> Diagnostic {
    Diagnostic::new(&CONFLICTING_GATES, "an item is either `@since` a version or `@unstable`, not both")
        .at(at, "contradicts the other attribute")
        .also(first_at, "the other attribute")
        .help("remove one of them")
}

pub(crate) fn deprecated_alone(at: Span) -> Diagnostic {
    Diagnostic::new(&CONFLICTING_GATES, "`@deprecated` needs `@since` or `@unstable` beside it")
        .at(at, "stands alone")
        .help("say since when the item exists: `@since(version = 1.0.0)`")
}

pub(crate) fn ungated_in_gated(what: &str, holder: &str, at: Span) -> Diagnostic {
    Diagnostic::new(&UNGATED_IN_GATED, format!("{what} needs the gate of its {holder}, which hides it"))
        .at(at, format!("not gated, but its {holder} is"))
        .note(format!("the feature that gates the {holder} is not active"))
        .help("write the same `@unstable` attribute here too")
}

pub(crate) fn misplaced_attribute(what: &str, at: Span) -> Diagnostic {
    Diagnostic::new(&MISPLACED_ATTRIBUTE, format!("{what} cannot have this attribute"))
        .at(at, "not allowed here")
        .help("remove it")
}
