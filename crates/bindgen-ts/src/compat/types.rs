//! How a reference to a type is written: in one way, whatever its position.

use outwit_resolve::graph::{Primitive, TypeId, TypeKind};

use super::sheet::Sheet;
use crate::facts::typed_array;
use crate::model::TsType;
use crate::survey::home;

impl Sheet<'_> {
    /// A reference to a type: by name if it has one, otherwise spelled out. Written nesting is bounded by the parser.
    pub(super) fn ty(&mut self, ty: TypeId) -> TsType {
        match home(self.cx.resolve, ty) {
            None => self.spelled_out(&self.cx.resolve[ty].kind),
            Some(home) => self.named_type(ty, home),
        }
    }

    /// A type without a name.
    pub(super) fn spelled_out(&mut self, kind: &TypeKind) -> TsType {
        match kind {
            TypeKind::Primitive(primitive) => TsType::name(primitive_name(*primitive)),
            TypeKind::Alias(ty) => self.ty(*ty),
            TypeKind::Option(some) if self.cx.facts.nullable(*some) => {
                let some = self.ty(*some);
                self.option(some)
            }
            TypeKind::Option(some) => self.ty(*some).or_undefined(),
            TypeKind::Result { ok, err } => {
                let (ok, err) = (self.or_void(*ok), self.or_void(*err));
                self.result(ok, err)
            }
            TypeKind::Tuple(types) => {
                let elems = types.iter().map(|ty| self.ty(*ty)).collect();
                TsType::Tuple { readonly: false, elems }
            }
            TypeKind::List(elem) => match typed_array(self.cx.resolve, *elem) {
                Some(array) => TsType::name(self.global(array)),
                None => self.array(*elem),
            },
            TypeKind::FixedLengthList(elem, length) => self.fixed_length_list(*elem, *length),
            TypeKind::Map(key, value) => {
                let args = vec![self.ty(*key), self.ty(*value)];
                TsType::generic(self.global("Map"), args)
            }
            TypeKind::Own(resource) | TypeKind::Borrow(resource) => self.ty(resource.as_written()),
            TypeKind::Stream(elem) => self.of_global("AsyncIterable", *elem),
            TypeKind::Future(payload) => self.of_global("PromiseLike", *payload),
            TypeKind::Record(_)
            | TypeKind::Flags(_)
            | TypeKind::Variant(_)
            | TypeKind::Enum(_)
            | TypeKind::Resource => unreachable!("only named types have fields, flags, cases or methods"),
            TypeKind::Error => unreachable!("a resolved graph has no error types"),
        }
    }

    /// A payload that may be missing.
    pub(super) fn or_void(&mut self, ty: Option<TypeId>) -> TsType {
        ty.map_or_else(|| TsType::name("void"), |ty| self.ty(ty))
    }

    /// A global type of one parameter.
    pub(super) fn of_global(&mut self, name: &str, ty: Option<TypeId>) -> TsType {
        let arg = self.or_void(ty);
        TsType::generic(self.global(name), vec![arg])
    }

    fn array(&mut self, elem: TypeId) -> TsType {
        TsType::Array { readonly: false, elem: Box::new(self.ty(elem)) }
    }

    /// A tuple, unless it would fill pages: then an array whose length is part of its type.
    fn fixed_length_list(&mut self, elem: TypeId, length: u32) -> TsType {
        if self.cx.facts.is_tuple(elem, length) {
            let elems = (0..length).map(|_| self.ty(elem)).collect();
            return TsType::Tuple { readonly: false, elems };
        }
        let array = self.array(elem);
        TsType::Sized { array: Box::new(array), length }
    }
}

fn primitive_name(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Bool => "boolean",
        Primitive::String | Primitive::Char => "string",
        Primitive::U64 | Primitive::S64 => "bigint",
        Primitive::U8
        | Primitive::U16
        | Primitive::U32
        | Primitive::S8
        | Primitive::S16
        | Primitive::S32
        | Primitive::F32
        | Primitive::F64
        | Primitive::ErrorContext => "number",
    }
}
