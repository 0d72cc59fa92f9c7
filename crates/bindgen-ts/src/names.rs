//! From WIT names to TypeScript names. The one place that knows cases, keywords and what is reserved where.
//!
//! The rule: types are `PascalCase`; functions, fields, flags, parameters and namespaces are `camelCase`; cases of variants
//! and enums are strings and keep their WIT spelling. A name that is reserved where it stands, or taken, gets `_` at its
//! end, once more until it is free. WIT comes first: names of ours (other forms of types, classes, guards, `Imports`,
//! `Exports`, helpers, globals) step aside, and as no mapped WIT name holds a `_`, no suffixed name ever takes the place of another one.

use std::collections::BTreeSet;

use heck::{ToLowerCamelCase, ToUpperCamelCase};
use outwit_resolve::abi::Direction;

use crate::Mode;
use crate::facts::{Flow, Form};

/// The name of a type.
pub(crate) fn pascal(wit: &str) -> String {
    wit.to_upper_camel_case()
}

/// The name of anything else.
pub(crate) fn camel(wit: &str) -> String {
    wit.to_lower_camel_case()
}

/// What another declaration of the type `name` is called.
pub(crate) fn form(name: &str, form: Form) -> String {
    let exported = if form.side == Direction::Export { "Exported" } else { "" };
    let input = if form.flow == Flow::Input { "Input" } else { "" };
    format!("{exported}{name}{input}")
}

/// What the static side of a resource is called.
pub(crate) fn class(name: &str) -> String {
    format!("{name}Class")
}

/// What the interface is called beside a class that implements it.
pub(crate) fn implemented(name: &str) -> String {
    format!("{name}Resource")
}

/// What the guard of the error type `name` is called.
pub(crate) fn guard(name: &str) -> String {
    format!("is{name}")
}

/// A version as the end of an identifier.
pub(crate) fn version(version: &impl ToString) -> String {
    let text = version.to_string();
    let words: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("_{words}")
}

/// How the file at `from` names the one at `to`, both below the output folder and without extension.
pub(crate) fn relative(from: &str, to: &str, extension: &str) -> String {
    match (from.rsplit_once('/'), to.rsplit_once('/')) {
        (Some((folder, _)), Some((same, name))) if folder == same => format!("./{name}{extension}"),
        (Some(_), _) => format!("../{to}{extension}"),
        (None, _) => format!("./{to}{extension}"),
    }
}

/// Names that must differ from each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
}

/// What is reserved in a scope, beside what is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reserved {
    /// Nothing: no type in `PascalCase` is a keyword.
    Nothing,
    /// What must not be the name of a property: a name that every object has, so that an absent property would be found.
    Property,
    /// What strict code in a module cannot bind, and so cannot be the name of a parameter.
    Binding,
    /// What cannot be the name of a namespace: the same, and words that mean something among types.
    Namespace,
    /// What must not be the name of a function in an object: the same, and `then`, with which `await` takes the object for a
    /// promise.
    Function,
    /// What must not be the name of a static member: what every class has.
    Static,
    /// What must not be the name of a member of values of a class: the word for its constructor.
    ClassMember,
    /// What must not be the name of a static member of a class that is declared as one.
    ClassStatic,
    /// What a declaration that is imported must not hide.
    Global,
    /// What cannot be the name of a file everywhere, or is the name of our own.
    File,
}

impl Scope {
    pub(crate) fn new() -> Scope {
        Scope::default()
    }

    /// Takes `name`, with as many `_` behind it as are needed.
    pub(crate) fn claim(&mut self, name: impl Into<String>, reserved: Reserved) -> String {
        let mut name = name.into();
        while reserved.holds(&name) || self.taken.contains(&reserved.key(&name)) {
            name.push('_');
        }
        self.taken.insert(reserved.key(&name));
        name
    }

    /// Whether the name is taken.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.taken.contains(name)
    }
}

impl Reserved {
    /// What is reserved in declarations of the mode. A guest's members are read by tools that reserve nothing, so that another
    /// name would not be found; a module may export any name.
    pub(crate) fn in_mode(self, mode: Mode) -> Reserved {
        match (mode, self) {
            (Mode::Guest, Reserved::Property | Reserved::Function) => Reserved::Nothing,
            (Mode::Guest, Reserved::Static) => Reserved::ClassStatic,
            _ => self,
        }
    }

    fn holds(self, name: &str) -> bool {
        match self {
            Reserved::Nothing => false,
            Reserved::Binding => BINDINGS.binary_search(&name).is_ok(),
            Reserved::Namespace => {
                [BINDINGS, TYPE_WORDS].iter().any(|words| words.binary_search(&name).is_ok())
            }
            Reserved::Property => INHERITED.binary_search(&name).is_ok(),
            Reserved::Function => name == "then" || INHERITED.binary_search(&name).is_ok(),
            Reserved::Static => STATICS.binary_search(&name).is_ok(),
            Reserved::ClassMember => name == "constructor",
            Reserved::ClassStatic => name == "prototype",
            Reserved::Global => GLOBALS.binary_search(&name).is_ok(),
            Reserved::File => FILES.binary_search(&&*name.to_ascii_lowercase()).is_ok(),
        }
    }

    /// What must differ: some file systems do not tell upper from lower case.
    fn key(self, name: &str) -> String {
        if self == Reserved::File { name.to_ascii_lowercase() } else { name.to_owned() }
    }
}

/// What every object inherits, sorted.
const INHERITED: &[&str] = &[
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// What every class has, sorted.
const STATICS: &[&str] = &["arguments", "caller", "length", "name", "prototype"];

/// Words that strict code in a module cannot bind, and globals that cannot be declared anew, sorted.
const BINDINGS: &[&str] = &[
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "globalThis",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Words that TypeScript does not take for a name where a type stands, sorted.
const TYPE_WORDS: &[&str] = &[
    "any", "asserts", "bigint", "boolean", "infer", "is", "keyof", "never", "number", "object", "readonly",
    "string", "symbol", "unique", "unknown",
];

/// Globals that declarations refer to, sorted.
const GLOBALS: &[&str] = &[
    "ArrayBuffer",
    "BigInt64Array",
    "BigUint64Array",
    "Float32Array",
    "Float64Array",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Map",
    "Promise",
    "ReadonlyMap",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
];

/// Names that some systems keep for devices, and that of the runtime module, sorted.
const FILES: &[&str] = &[
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt0",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn", "wit",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [INHERITED, STATICS, BINDINGS, TYPE_WORDS, GLOBALS, FILES] {
            assert!(table.is_sorted(), "{table:?}");
        }
    }

    #[test]
    fn fragments_become_words() {
        assert_eq!(pascal("http2-blue"), "Http2Blue");
        assert_eq!(pascal("ENOENT"), "Enoent");
        assert_eq!(camel("is-XML"), "isXml");
        assert_eq!(camel("a0-000-3d4a-54FF"), "a00003d4a54ff");
        assert_eq!(version(&"1.0.0-rc.1+b-2"), "_1_0_0_rc_1_b_2");
    }

    #[test]
    fn files_name_each_other() {
        assert_eq!(relative("w", "wit", ".js"), "./wit.js");
        assert_eq!(relative("w", "interfaces/i", ".d.ts"), "./interfaces/i.d.ts");
        assert_eq!(relative("interfaces/i", "interfaces/j", ".js"), "./j.js");
        assert_eq!(relative("interfaces/i", "wit", ".js"), "../wit.js");
    }

    #[test]
    fn a_taken_name_gets_one_more_underscore_each_time() {
        let mut scope = Scope::new();
        let mut claim = || scope.claim(camel("a-1"), Reserved::Nothing);
        assert_eq!([claim(), claim(), claim()], ["a1", "a1_", "a1__"]);
    }

    #[test]
    fn what_is_reserved_depends_on_the_place() {
        let claim = |name: &str, reserved| Scope::new().claim(name, reserved);
        assert_eq!(claim("delete", Reserved::Binding), "delete_");
        assert_eq!(claim("delete", Reserved::Function), "delete");
        assert_eq!(claim("string", Reserved::Binding), "string");
        assert_eq!(claim("string", Reserved::Namespace), "string_");
        assert_eq!(claim("then", Reserved::Function), "then_");
        assert_eq!(claim("then", Reserved::Property), "then");
        assert_eq!(claim("toString", Reserved::Property), "toString_");
        assert_eq!(claim("toString", Reserved::Function), "toString_");
        assert_eq!(claim("toString", Reserved::Binding), "toString");
        assert_eq!(claim("Map", Reserved::Nothing), "Map");
        assert_eq!(claim("Map", Reserved::Global), "Map_");
        assert_eq!(claim("AUX", Reserved::File), "AUX_");
    }

    #[test]
    fn file_names_differ_in_more_than_case() {
        let mut scope = Scope::new();
        assert_eq!(scope.claim("a-b", Reserved::File), "a-b");
        assert_eq!(scope.claim("A-B", Reserved::File), "A-B_");
    }
}
