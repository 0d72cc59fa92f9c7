//! Type expressions. WIT.md, "Types".

use outwit_diagnostics::ByteRange;

use super::{Ident, List, TyId};

/// A type expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ty {
    /// What it is.
    pub kind: TyKind,
    /// Where it stands.
    pub range: ByteRange,
}

/// What a type expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TyKind {
    /// `u32`, `string`, `error-context`, ...
    Primitive(Primitive),
    /// The name of a type.
    Name(Ident),
    /// `list<t>`
    List(TyId),
    /// `list<t, n>`
    FixedLengthList(TyId, u32),
    /// `map<k, v>`
    Map(TyId, TyId),
    /// `option<t>`
    Option(TyId),
    /// `result`, `result<t>`, `result<_, e>`, `result<t, e>`
    Result {
        /// The payload of `ok`.
        ok: Option<TyId>,
        /// The payload of `error`.
        err: Option<TyId>,
    },
    /// `tuple<a, b>`: a list of type expressions by id.
    Tuple(List<TyId>),
    /// `future` or `future<t>`
    Future(Option<TyId>),
    /// `stream` or `stream<t>`
    Stream(Option<TyId>),
    /// `own<r>`
    Own(Ident),
    /// `borrow<r>`
    Borrow(Ident),
    /// Text that was reported as malformed.
    Error,
}

/// Types that a keyword names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the WIT keyword")]
pub enum Primitive {
    Bool,
    U8,
    U16,
    U32,
    U64,
    S8,
    S16,
    S32,
    S64,
    F32,
    F64,
    Char,
    String,
    ErrorContext,
}

impl Primitive {
    /// All of them, in the order of the enum.
    pub const ALL: [Primitive; 14] = [
        Primitive::Bool,
        Primitive::U8,
        Primitive::U16,
        Primitive::U32,
        Primitive::U64,
        Primitive::S8,
        Primitive::S16,
        Primitive::S32,
        Primitive::S64,
        Primitive::F32,
        Primitive::F64,
        Primitive::Char,
        Primitive::String,
        Primitive::ErrorContext,
    ];

    /// The keyword.
    pub const fn keyword(self) -> &'static str {
        match self {
            Primitive::Bool => "bool",
            Primitive::U8 => "u8",
            Primitive::U16 => "u16",
            Primitive::U32 => "u32",
            Primitive::U64 => "u64",
            Primitive::S8 => "s8",
            Primitive::S16 => "s16",
            Primitive::S32 => "s32",
            Primitive::S64 => "s64",
            Primitive::F32 => "f32",
            Primitive::F64 => "f64",
            Primitive::Char => "char",
            Primitive::String => "string",
            Primitive::ErrorContext => "error-context",
        }
    }
}
