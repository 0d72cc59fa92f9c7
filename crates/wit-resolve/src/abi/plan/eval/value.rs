//! WIT values.

use crate::graph::{Resolve, TypeId, TypeKind};

/// A value of a WIT type. Cases, flags and fields are known by their positions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the scalars are the WIT types of the same names")]
pub enum Value {
    Bool(bool),
    U8(u8),
    U16(u16),
    U32(u32),
    U64(u64),
    S8(i8),
    S16(i16),
    S32(i32),
    S64(i64),
    /// By its bits, so that values can be compared.
    F32(u32),
    /// By its bits.
    F64(u64),
    Char(char),
    String(String),
    /// A list, of fixed length too.
    List(Vec<Value>),
    /// Entries in order; keys may repeat, as they may in memory.
    Map(Vec<(Value, Value)>),
    Record(Vec<Value>),
    Tuple(Vec<Value>),
    Variant(u32, Option<Box<Value>>),
    Option(Option<Box<Value>>),
    Result(Result<Option<Box<Value>>, Option<Box<Value>>>),
    Enum(u32),
    /// Bit 0 is the first flag.
    Flags(u32),
    /// The index that stands for a resource, future, stream or error context.
    Handle(u32),
}

impl Value {
    /// The number and the payload of the case that a variant, option or result is.
    pub(super) fn case(&self) -> Option<(u32, Option<&Value>)> {
        match self {
            Value::Variant(case, payload) => Some((*case, payload.as_deref())),
            Value::Option(payload) => Some((u32::from(payload.is_some()), payload.as_deref())),
            Value::Result(Ok(payload)) => Some((0, payload.as_deref())),
            Value::Result(Err(payload)) => Some((1, payload.as_deref())),
            _ => None,
        }
    }

    /// A variant, option or result from the number of its case; `ty` must be no alias.
    pub(super) fn of_case(resolve: &Resolve, ty: TypeId, case: u32, payload: Option<Value>) -> Value {
        let payload = payload.map(Box::new);
        match &resolve[ty].kind {
            TypeKind::Option(_) => Value::Option(payload),
            TypeKind::Result { .. } if case == 0 => Value::Result(Ok(payload)),
            TypeKind::Result { .. } => Value::Result(Err(payload)),
            _ => Value::Variant(case, payload),
        }
    }

    /// The fields of a record or tuple.
    pub(super) fn fields(&self) -> Option<&[Value]> {
        match self {
            Value::Record(fields) | Value::Tuple(fields) => Some(fields),
            _ => None,
        }
    }

    /// A record or tuple; `ty` must be no alias.
    pub(super) fn of_fields(resolve: &Resolve, ty: TypeId, fields: Vec<Value>) -> Value {
        match &resolve[ty].kind {
            TypeKind::Tuple(_) => Value::Tuple(fields),
            _ => Value::Record(fields),
        }
    }

    /// The elements of a list as rows of one, the entries of a map as rows of two.
    pub(super) fn rows(&self) -> Option<Vec<Vec<&Value>>> {
        match self {
            Value::List(elems) => Some(elems.iter().map(|elem| vec![elem]).collect()),
            Value::Map(entries) => Some(entries.iter().map(|(key, value)| vec![key, value]).collect()),
            _ => None,
        }
    }

    /// A list from rows of one, or with `map` a map from rows of two.
    pub(super) fn of_rows(rows: Vec<Vec<Value>>, map: bool) -> Value {
        if !map {
            return Value::List(rows.into_iter().flatten().collect());
        }
        let entries = rows.into_iter().filter_map(|row| {
            let mut row = row.into_iter();
            Some((row.next()?, row.next()?))
        });
        Value::Map(entries.collect())
    }
}
