//! A file for the user to go on with: all that has to be written, with bodies that throw.

use super::{Doc, Import, Key, Param, TsType};

/// Such a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StubFile {
    /// Below the output folder, with `/` and extension.
    pub(crate) path: String,
    /// The world that it is for.
    pub(crate) source: String,
    pub(crate) doc: Doc,
    /// Types of other files.
    pub(crate) imports: Vec<Import>,
    pub(crate) items: Vec<StubItem>,
    /// What is exported under a name that cannot be declared: the name here, and that one.
    pub(crate) renamed: Vec<(String, Key)>,
    /// The type that the exports of the file are held against, and how the file names itself.
    pub(crate) check: Option<(TsType, String)>,
    /// What errors are made of.
    pub(crate) error: String,
}

/// Something at top level.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StubItem {
    pub(crate) doc: Doc,
    pub(crate) name: String,
    pub(crate) is_exported: bool,
    pub(crate) kind: StubKind,
}

/// What it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum StubKind {
    /// A class that implements an interface.
    Class { implements: TsType, members: Vec<StubMember> },
    /// An object of a type.
    Object { ty: TsType, members: Vec<StubMember> },
    /// A function.
    Function { is_async: bool, params: Vec<Param>, result: TsType, message: String },
    /// Another value.
    Value { ty: TsType, message: String },
}

/// A member of a class or object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StubMember {
    pub(crate) doc: Doc,
    pub(crate) is_static: bool,
    pub(crate) key: Key,
    pub(crate) kind: StubMemberKind,
}

/// What it is. A message says what is not there yet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum StubMemberKind {
    Function {
        is_async: bool,
        params: Vec<Param>,
        result: TsType,
        message: String,
    },
    Constructor {
        params: Vec<Param>,
        message: String,
    },
    /// A property that is got, and perhaps set.
    Accessors {
        get: TsType,
        set: Option<TsType>,
        message: String,
    },
    /// Something that stands at top level under this name.
    Local(String),
}
