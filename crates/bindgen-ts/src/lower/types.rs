//! How a reference to a type is written, in a position.

use outwit_resolve::graph::{Primitive, TypeId, TypeKind};

use super::sheet::Sheet;
use crate::facts::{Flow, typed_array};
use crate::model::TsType;
use crate::survey::home;

impl Sheet<'_> {
    /// A reference to a type: by name if it has one, otherwise spelled out. Written nesting is bounded by the parser.
    pub(super) fn ty(&mut self, ty: TypeId, flow: Flow) -> TsType {
        let cx = self.cx;
        match home(cx.resolve, ty) {
            None => self.spelled_out(&cx.resolve[ty].kind, flow),
            Some(home) if home == self.home => TsType::name(cx.naming.ty(ty, flow)),
            Some(home) => TsType::name(self.foreign(ty, flow, home)),
        }
    }

    /// A type without a name.
    pub(super) fn spelled_out(&mut self, kind: &TypeKind, flow: Flow) -> TsType {
        match kind {
            TypeKind::Primitive(primitive) => self.primitive(*primitive),
            TypeKind::Alias(ty) => self.ty(*ty, flow),
            TypeKind::Option(some) if self.cx.facts.nullable(*some) => {
                let some = self.ty(*some, flow);
                self.helper_type("Option", vec![some])
            }
            TypeKind::Option(some) => self.ty(*some, flow).or_undefined(),
            TypeKind::Result { ok, err } => {
                let args = vec![self.or_void(*ok, flow), self.or_void(*err, flow)];
                self.helper_type("Result", args)
            }
            TypeKind::Tuple(types) => {
                let elems = types.iter().map(|ty| self.ty(*ty, flow)).collect();
                TsType::Tuple { readonly: flow == Flow::Input, elems }
            }
            TypeKind::List(elem) => self.list(*elem, flow),
            TypeKind::FixedLengthList(elem, length) => self.fixed_length_list(*elem, *length, flow),
            TypeKind::Map(key, value) => {
                let name = self.global(if flow == Flow::Input { "ReadonlyMap" } else { "Map" });
                TsType::Name { name, args: vec![self.ty(*key, flow), self.ty(*value, flow)] }
            }
            TypeKind::Record(_) | TypeKind::Flags(_) | TypeKind::Variant(_) | TypeKind::Enum(_) => {
                unreachable!("only named types have fields, flags or cases")
            }
            TypeKind::Resource
            | TypeKind::Own(_)
            | TypeKind::Borrow(_)
            | TypeKind::Future(_)
            | TypeKind::Stream(_)
            | TypeKind::Error => unreachable!("refused before the model is made"),
        }
    }

    /// A payload that may be missing.
    pub(super) fn or_void(&mut self, ty: Option<TypeId>, flow: Flow) -> TsType {
        ty.map_or_else(|| TsType::name("void"), |ty| self.ty(ty, flow))
    }

    fn primitive(&mut self, primitive: Primitive) -> TsType {
        TsType::Name {
            name: match primitive {
                Primitive::Bool => "boolean".to_owned(),
                Primitive::String => "string".to_owned(),
                Primitive::U8 => self.helper("u8"),
                Primitive::U16 => self.helper("u16"),
                Primitive::U32 => self.helper("u32"),
                Primitive::U64 => self.helper("u64"),
                Primitive::S8 => self.helper("s8"),
                Primitive::S16 => self.helper("s16"),
                Primitive::S32 => self.helper("s32"),
                Primitive::S64 => self.helper("s64"),
                Primitive::F32 => self.helper("f32"),
                Primitive::F64 => self.helper("f64"),
                Primitive::Char => self.helper("char"),
                Primitive::ErrorContext => unreachable!("refused before the model is made"),
            },
            args: Vec::new(),
        }
    }

    /// Numbers are typed arrays, of which inputs accept anything that has numbers at indices.
    fn list(&mut self, elem: TypeId, flow: Flow) -> TsType {
        let Some(array) = typed_array(self.cx.resolve, elem) else {
            return TsType::Array { readonly: flow == Flow::Input, elem: Box::new(self.ty(elem, flow)) };
        };
        match flow {
            Flow::Output => self.own_array(array),
            Flow::Input => {
                let like = TsType::Name { name: self.global("ArrayLike"), args: vec![self.ty(elem, flow)] };
                TsType::union([TsType::name(self.global(array)), like])
            }
        }
    }

    /// A few elements are a tuple; more would fill pages, so an output says its length in its type, and that of an input is
    /// looked at when it is passed.
    fn fixed_length_list(&mut self, elem: TypeId, length: u32, flow: Flow) -> TsType {
        let array = typed_array(self.cx.resolve, elem);
        if self.cx.facts.is_tuple(elem, length) {
            let elems = (0..length).map(|_| self.ty(elem, flow)).collect();
            let tuple = TsType::Tuple { readonly: flow == Flow::Input, elems };
            return match array {
                Some(array) if flow == Flow::Input => {
                    TsType::union([TsType::name(self.global(array)), tuple])
                }
                _ => tuple,
            };
        }
        let list = self.list(elem, flow);
        match flow {
            Flow::Input => list,
            Flow::Output => self.helper_type("FixedLength", vec![list, TsType::Number(length)]),
        }
    }

    /// A typed array whose buffer is its own and shared with nobody.
    fn own_array(&self, array: &'static str) -> TsType {
        TsType::Name { name: self.global(array), args: vec![TsType::name(self.global("ArrayBuffer"))] }
    }

    fn helper_type(&mut self, name: &'static str, args: Vec<TsType>) -> TsType {
        TsType::Name { name: self.helper(name), args }
    }
}
