//! Random values, and handles in values.

use crate::abi::plan::Handle;
use crate::abi::plan::eval::Value;
use crate::graph::{Primitive, Resolve, TypeId, TypeKind};

/// Random values, the same for the same seed.
pub(super) struct Values<'r> {
    resolve: &'r Resolve,
    state: u64,
    /// How many elements lists may still have together.
    elems: u32,
    handles: u32,
}

impl<'r> Values<'r> {
    pub(super) fn new(resolve: &'r Resolve, seed: u64) -> Values<'r> {
        Values { resolve, state: seed, elems: 100, handles: 0 }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        let mixed = (self.state ^ (self.state >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^ (mixed >> 33)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    pub(super) fn value(&mut self, ty: TypeId) -> Value {
        let resolve = self.resolve;
        match resolve.kind(ty) {
            TypeKind::Primitive(primitive) => self.primitive(*primitive),
            TypeKind::Record(fields) => {
                Value::Record(fields.iter().map(|field| self.value(field.ty)).collect())
            }
            TypeKind::Tuple(types) => Value::Tuple(types.iter().map(|ty| self.value(*ty)).collect()),
            TypeKind::Flags(flags) => Value::Flags((self.next() & ((1 << flags.len()) - 1)) as u32),
            TypeKind::Enum(cases) => Value::Enum(self.below(cases.len()) as u32),
            TypeKind::Variant(cases) => {
                let case = self.below(cases.len());
                Value::Variant(case as u32, self.payload(cases[case].ty))
            }
            TypeKind::Option(ty) => {
                Value::Option(if self.below(3) == 0 { None } else { self.payload(Some(*ty)) })
            }
            TypeKind::Result { ok, err } => Value::Result(match self.below(2) {
                0 => Ok(self.payload(*ok)),
                _ => Err(self.payload(*err)),
            }),
            TypeKind::List(ty) => Value::List((0..self.length()).map(|_| self.value(*ty)).collect()),
            TypeKind::FixedLengthList(ty, length) => {
                Value::List((0..*length).map(|_| self.value(*ty)).collect())
            }
            TypeKind::Map(key, value) => {
                Value::Map((0..self.length()).map(|_| (self.value(*key), self.value(*value))).collect())
            }
            TypeKind::Own(_) | TypeKind::Borrow(_) | TypeKind::Stream(_) | TypeKind::Future(_) => {
                self.handle()
            }
            other => panic!("no values of {other:?}"),
        }
    }

    /// What the other side knows, different for each.
    fn handle(&mut self) -> Value {
        self.handles += 1;
        Value::Handle(1_000_000 + self.handles)
    }

    fn length(&mut self) -> u32 {
        let length = (self.below(4) as u32).min(self.elems);
        self.elems -= length;
        length
    }

    fn payload(&mut self, ty: Option<TypeId>) -> Option<Box<Value>> {
        ty.map(|ty| Box::new(self.value(ty)))
    }

    fn primitive(&mut self, primitive: Primitive) -> Value {
        let bits = if self.below(4) == 0 { u64::MAX << self.below(64) } else { self.next() };
        match primitive {
            Primitive::Bool => Value::Bool(bits & 1 == 1),
            Primitive::U8 => Value::U8(bits as u8),
            Primitive::U16 => Value::U16(bits as u16),
            Primitive::U32 => Value::U32(bits as u32),
            Primitive::U64 => Value::U64(bits),
            Primitive::S8 => Value::S8(bits as i8),
            Primitive::S16 => Value::S16(bits as i16),
            Primitive::S32 => Value::S32(bits as i32),
            Primitive::S64 => Value::S64(bits as i64),
            Primitive::F32 => Value::F32(bits as u32),
            Primitive::F64 => Value::F64(bits),
            Primitive::Char => Value::Char(self.char()),
            Primitive::String => Value::String((0..self.below(6)).map(|_| self.char()).collect()),
            Primitive::ErrorContext => self.handle(),
        }
    }

    fn char(&mut self) -> char {
        const SOME: [char; 10] = ['a', '\0', 'é', 'ÿ', 'Ā', '€', '\u{feff}', '\u{d7ff}', '😀', '\u{10ffff}'];
        SOME[self.below(SOME.len())]
    }
}

/// The value with every handle in it changed.
pub(super) fn map_handles(
    resolve: &Resolve,
    ty: TypeId,
    value: &Value,
    each: &mut dyn FnMut(Handle, u32) -> u32,
) -> Value {
    let dealias = |ty: &Option<TypeId>| ty.map(|ty| resolve.dealias(ty));
    let mut map = |ty: TypeId, value: &Value| map_handles(resolve, ty, value, each);
    let mut map_box = |ty: &Option<TypeId>, value: &Option<Box<Value>>| {
        value.as_ref().map(|value| Box::new(map(ty.expect("a payload has a type"), value)))
    };
    match (resolve.kind(ty), value) {
        (TypeKind::Record(fields), Value::Record(values)) => {
            Value::Record(fields.iter().zip(values).map(|(field, value)| map(field.ty, value)).collect())
        }
        (TypeKind::Tuple(types), Value::Tuple(values)) => {
            Value::Tuple(types.iter().zip(values).map(|(ty, value)| map(*ty, value)).collect())
        }
        (TypeKind::Variant(cases), Value::Variant(case, payload)) => {
            Value::Variant(*case, map_box(&cases[*case as usize].ty, payload))
        }
        (TypeKind::Option(ty), Value::Option(payload)) => Value::Option(map_box(&Some(*ty), payload)),
        (TypeKind::Result { ok, .. }, Value::Result(Ok(payload))) => Value::Result(Ok(map_box(ok, payload))),
        (TypeKind::Result { err, .. }, Value::Result(Err(payload))) => {
            Value::Result(Err(map_box(err, payload)))
        }
        (TypeKind::List(ty) | TypeKind::FixedLengthList(ty, _), Value::List(values)) => {
            Value::List(values.iter().map(|value| map(*ty, value)).collect())
        }
        (TypeKind::Map(_, ty), Value::Map(entries)) => {
            Value::Map(entries.iter().map(|(key, value)| (key.clone(), map(*ty, value))).collect())
        }
        (kind, Value::Handle(number)) => {
            let handle = match kind {
                TypeKind::Own(resource) => Handle::Own(resolve.resource(*resource)),
                TypeKind::Borrow(resource) => Handle::Borrow(resolve.resource(*resource)),
                TypeKind::Stream(payload) => Handle::Stream(dealias(payload)),
                TypeKind::Future(payload) => Handle::Future(dealias(payload)),
                _ => Handle::ErrorContext,
            };
            Value::Handle(each(handle, *number))
        }
        (_, other) => other.clone(),
    }
}
