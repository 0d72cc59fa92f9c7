//! What is printed of a core view: names, order, optional marks and comments are decided here.

use crate::model::Doc;

/// One core view.
#[derive(Clone, Debug)]
pub(super) struct View {
    /// Below the output folder, with `/`, without extension.
    pub(super) path: String,
    /// The package that it comes from.
    pub(super) source: String,
    /// About the file as a whole.
    pub(super) about: String,
    /// Whether addresses have 64 bits.
    pub(super) memory64: bool,
    pub(super) module: Module,
    /// What exists at run time.
    pub(super) constants: Vec<Constant>,
}

/// A guest as a core module.
#[derive(Clone, Debug, Default)]
pub(super) struct Module {
    /// Imports by module, in order.
    pub(super) imports: Vec<(String, Vec<Member>)>,
    pub(super) exports: Vec<Member>,
}

/// An import or export.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) doc: Doc,
    pub(super) name: String,
    /// Whether a guest, or its host, may do without it.
    pub(super) optional: bool,
    pub(super) kind: MemberKind,
}

/// What a member is.
#[derive(Clone, Debug)]
pub(super) enum MemberKind {
    Memory,
    Function {
        /// Each with the type of core values in JavaScript.
        params: Vec<(String, &'static str)>,
        result: Option<&'static str>,
    },
}

/// An exported constant.
#[derive(Clone, Debug)]
pub(super) struct Constant {
    pub(super) doc: Doc,
    pub(super) name: &'static str,
    pub(super) value: Value,
}

/// A constant value, which is its own type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Number(u32),
    Null,
    List(Vec<Value>),
    /// By key, in order.
    Object(Vec<(String, Value)>),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    pub(super) fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
        Value::Object(entries.map(|(key, value)| (key.to_owned(), value)).into())
    }
}
