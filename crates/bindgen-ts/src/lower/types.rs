//! How a reference to a type is written, in a position.

use outwit_resolve::graph::{Primitive, TypeId, TypeKind};

use super::sheet::Sheet;
use crate::facts::{Flow, Form, typed_array};
use crate::model::TsType;
use crate::survey::home;

impl Sheet<'_> {
    /// A reference to a type: by name if it has one, otherwise spelled out. Written nesting is bounded by the parser.
    pub(super) fn ty(&mut self, ty: TypeId, form: Form) -> TsType {
        let cx = self.cx;
        match home(cx.resolve, ty) {
            None => self.spelled_out(&cx.resolve[ty].kind, form),
            Some(home) if Some(home) == self.home => {
                TsType::name(cx.naming.ty(ty, cx.facts.declared(ty, form)))
            }
            Some(home) => TsType::name(self.foreign(ty, form, home)),
        }
    }

    /// A type without a name.
    pub(super) fn spelled_out(&mut self, kind: &TypeKind, form: Form) -> TsType {
        match kind {
            TypeKind::Primitive(primitive) => self.primitive(*primitive),
            TypeKind::Alias(ty) => self.ty(*ty, form),
            TypeKind::Option(some) if self.cx.facts.nullable(*some) => {
                let some = self.ty(*some, form);
                self.helper_type("Option", vec![some])
            }
            TypeKind::Option(some) => self.ty(*some, form).or_undefined(),
            TypeKind::Result { ok, err } => self.result(*ok, *err, form),
            TypeKind::Tuple(types) => {
                let elems = types.iter().map(|ty| self.ty(*ty, form)).collect();
                TsType::Tuple { readonly: form.flow == Flow::Input, elems }
            }
            TypeKind::List(elem) => self.list(*elem, form),
            TypeKind::FixedLengthList(elem, length) => self.fixed_length_list(*elem, *length, form),
            TypeKind::Map(key, value) => {
                let name = self.global(if form.flow == Flow::Input { "ReadonlyMap" } else { "Map" });
                TsType::Name { name, args: vec![self.ty(*key, form), self.ty(*value, form)] }
            }
            TypeKind::Own(resource) | TypeKind::Borrow(resource) => self.ty(resource.as_written(), form),
            TypeKind::Stream(elem) => self.stream(*elem, form),
            TypeKind::Future(payload) => self.future(*payload, form),
            TypeKind::Record(_)
            | TypeKind::Flags(_)
            | TypeKind::Variant(_)
            | TypeKind::Enum(_)
            | TypeKind::Resource => unreachable!("only named types have fields, flags, cases or methods"),
            TypeKind::Error => unreachable!("a resolved graph has no error types"),
        }
    }

    /// A side without a payload has a name of its own: a conditional type would tell it from others, but of those compilers
    /// nest fewer than WIT does.
    fn result(&mut self, ok: Option<TypeId>, err: Option<TypeId>, form: Form) -> TsType {
        if let (Some(ok), Some(err)) = (ok, err) {
            let args = vec![self.ty(ok, form), self.ty(err, form)];
            return self.helper_type("Result", args);
        }
        let mut side = |payload: Option<TypeId>, with, without| match payload {
            Some(ty) => {
                let payload = self.ty(ty, form);
                self.helper_type(with, vec![payload])
            }
            None => self.helper_type(without, Vec::new()),
        };
        TsType::union([side(ok, "Ok", "Done"), side(err, "Err", "Failed")])
    }

    /// A payload that may be missing.
    pub(super) fn or_void(&mut self, ty: Option<TypeId>, form: Form) -> TsType {
        ty.map_or_else(|| TsType::name("void"), |ty| self.ty(ty, form))
    }

    /// What a promise may hold: a promise in it is put into a box, since `await` would look through both.
    pub(super) fn held(&mut self, ty: Option<TypeId>, form: Form) -> TsType {
        let held = self.or_void(ty, form);
        match ty {
            Some(ty) if self.cx.facts.thenable(ty) => self.helper_type("Boxed", vec![held]),
            _ => held,
        }
    }

    /// A promise, or what can be awaited.
    pub(super) fn promise(&mut self, held: TsType, flow: Flow) -> TsType {
        match flow {
            Flow::Output => TsType::generic(self.global("Promise"), vec![held]),
            Flow::Input => self.helper_type("Awaitable", vec![held]),
        }
    }

    fn primitive(&mut self, primitive: Primitive) -> TsType {
        TsType::name(match primitive {
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
            Primitive::ErrorContext => self.helper("ErrorContext"),
        })
    }

    /// Numbers are typed arrays; an input may be a plain array as well. Nothing else: tools copy the bytes of whatever is no
    /// array, so that another typed array would be taken for what it is not.
    fn list(&mut self, elem: TypeId, form: Form) -> TsType {
        let Some(array) = typed_array(self.cx.resolve, elem) else {
            let readonly = form.flow == Flow::Input;
            return TsType::Array { readonly, elem: Box::new(self.ty(elem, form)) };
        };
        match form.flow {
            Flow::Output => self.own_array(array),
            Flow::Input => {
                let plain = TsType::Array { readonly: true, elem: Box::new(self.ty(elem, form)) };
                TsType::union([TsType::name(self.global(array)), plain])
            }
        }
    }

    /// A few elements are a tuple; more would fill pages, so an output says its length in its type, and that of an input is
    /// looked at when it is passed.
    fn fixed_length_list(&mut self, elem: TypeId, length: u32, form: Form) -> TsType {
        let array = typed_array(self.cx.resolve, elem);
        if self.cx.facts.is_tuple(elem, length) {
            let elems = (0..length).map(|_| self.ty(elem, form)).collect();
            let tuple = TsType::Tuple { readonly: form.flow == Flow::Input, elems };
            return match array {
                Some(array) if form.flow == Flow::Input => {
                    TsType::union([TsType::name(self.global(array)), tuple])
                }
                _ => tuple,
            };
        }
        let list = self.list(elem, form);
        match form.flow {
            Flow::Input => list,
            Flow::Output => self.helper_type("FixedLength", vec![list, TsType::Number(length)]),
        }
    }

    /// Bytes come in chunks, other values one by one.
    fn stream(&mut self, elem: Option<TypeId>, form: Form) -> TsType {
        let is_bytes =
            elem.is_some_and(|elem| matches!(self.cx.resolve.kind(elem), TypeKind::Primitive(Primitive::U8)));
        let name = match (is_bytes, form.flow) {
            (true, Flow::Output) => "ByteStream",
            (true, Flow::Input) => "ByteSource",
            (false, Flow::Output) => "ValueStream",
            (false, Flow::Input) => "ValueSource",
        };
        let args = match elem {
            _ if is_bytes => Vec::new(),
            Some(_) => vec![self.held(elem, form)],
            None => vec![TsType::name("undefined")],
        };
        self.helper_type(name, args)
    }

    fn future(&mut self, payload: Option<TypeId>, form: Form) -> TsType {
        let held = self.held(payload, form);
        self.promise(held, form.flow)
    }

    /// A typed array whose buffer is its own and shared with nobody.
    fn own_array(&self, array: &'static str) -> TsType {
        TsType::generic(self.global(array), vec![TsType::name(self.global("ArrayBuffer"))])
    }

    pub(super) fn helper_type(&mut self, name: &'static str, args: Vec<TsType>) -> TsType {
        TsType::Name { name: self.helper(name), args }
    }
}
