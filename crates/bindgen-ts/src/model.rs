//! What is printed: every name, key, optional mark and order is decided here, so that printers, declarations today and glue
//! later, have nothing left to derive.

/// One file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct File {
    /// Below the output folder, with `/`, without extension.
    pub(crate) path: String,
    /// The package that it comes from.
    pub(crate) source: String,
    /// About the file as a whole.
    pub(crate) doc: Doc,
    pub(crate) imports: Vec<Import>,
    /// Imported namespaces that are exported again.
    pub(crate) namespaces: Vec<String>,
    pub(crate) items: Vec<Item>,
}

/// An import of types from another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    /// The other file, relative to this one.
    pub(crate) from: String,
    pub(crate) what: Imported,
}

/// What is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Imported {
    /// The whole file under a name.
    Namespace(String),
    /// Some names.
    Names(Vec<Renamed>),
}

/// A name of another file, and what it is called here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Renamed {
    pub(crate) there: String,
    pub(crate) here: String,
}

/// Something exported at top level.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub(crate) doc: Doc,
    pub(crate) name: String,
    pub(crate) kind: ItemKind,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ItemKind {
    /// Named members.
    Interface(Vec<Member>),
    /// Another name for a type.
    Alias(TsType),
    /// One of several, each perhaps documented.
    Union(Vec<Alternative>),
    /// Something imported, exported again.
    Again,
}

/// A member of an interface.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) doc: Doc,
    pub(crate) key: Key,
    /// Whether the member may be absent.
    pub(crate) optional: bool,
    pub(crate) ty: TsType,
}

/// How a member is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// By an identifier.
    Name(String),
    /// By a string that need not be an identifier.
    Quoted(String),
}

/// An alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Alternative {
    pub(crate) doc: Doc,
    pub(crate) ty: TsType,
}

/// The lines of a documentation comment, without comment signs, safe to stand in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doc {
    pub(crate) lines: Vec<String>,
}

/// A type as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TsType {
    /// A name, perhaps with arguments.
    Name { name: String, args: Vec<TsType> },
    /// A string as a type.
    Literal(String),
    /// A number as a type.
    Number(u32),
    /// `T[]`, `readonly T[]`
    Array { readonly: bool, elem: Box<TsType> },
    /// `[A, B]`, `readonly [A, B]`
    Tuple { readonly: bool, elems: Vec<TsType> },
    /// `A | B`
    Union(Vec<TsType>),
    /// `{ tag: 'a'; val: T }`
    Tagged { tag: String, val: Option<Box<TsType>> },
    /// `(a: A, b?: B) => R`
    Function { params: Vec<Param>, result: Box<TsType> },
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Param {
    pub(crate) name: String,
    /// Whether it may be left out.
    pub(crate) optional: bool,
    pub(crate) ty: TsType,
}

/// How tightly a written type holds together, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precedence {
    /// `(a: A) => R`
    Function,
    /// `A | B`
    Union,
    /// `readonly T[]`
    Operator,
    /// `T[]`
    Postfix,
    /// Names and everything in brackets.
    Primary,
}

impl TsType {
    /// A name without arguments.
    pub(crate) fn name(name: impl Into<String>) -> TsType {
        TsType::Name { name: name.into(), args: Vec::new() }
    }

    /// A union, flat.
    pub(crate) fn union(parts: impl IntoIterator<Item = TsType>) -> TsType {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                TsType::Union(parts) => flat.extend(parts),
                part => flat.push(part),
            }
        }
        TsType::Union(flat)
    }

    /// The type, or `undefined`.
    pub(crate) fn or_undefined(self) -> TsType {
        TsType::union([self, TsType::name("undefined")])
    }

    pub(crate) fn precedence(&self) -> Precedence {
        match self {
            TsType::Function { .. } => Precedence::Function,
            TsType::Union(_) => Precedence::Union,
            TsType::Array { readonly: true, .. } | TsType::Tuple { readonly: true, .. } => {
                Precedence::Operator
            }
            TsType::Array { readonly: false, .. } => Precedence::Postfix,
            TsType::Name { .. }
            | TsType::Literal(_)
            | TsType::Number(_)
            | TsType::Tuple { readonly: false, .. }
            | TsType::Tagged { .. } => Precedence::Primary,
        }
    }
}

impl Doc {
    /// A comment of one line of ours.
    pub(crate) fn text(line: impl Into<String>) -> Doc {
        Doc { lines: vec![line.into()] }
    }
}
