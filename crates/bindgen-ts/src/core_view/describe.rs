//! Types as constant values: what the tables say of each.

use outwit_resolve::abi::layout::{IntWidth, Layout};
use outwit_resolve::abi::signature::CoreType;
use outwit_resolve::graph::{Name, TypeId, TypeKind};

use super::model::Value;
use super::places::Places;
use super::tables::Abi;

/// What types are described with.
pub(super) struct Describer<'a> {
    pub(super) abi: &'a Abi<'a>,
    pub(super) places: &'a Places,
}

impl Describer<'_> {
    /// How others refer to a type: by a name, or as it is described if it has none. Types without names are nested as deeply
    /// as they are written, to which the parser sets a limit.
    pub(super) fn reference(&self, ty: TypeId) -> Value {
        let resolve = self.abi.resolve;
        if let TypeKind::Primitive(primitive) = resolve[ty].kind {
            return Value::text(primitive.keyword());
        }
        match self.places.of(ty) {
            Some((owner, name)) => Value::object([
                ("kind", Value::text("named")),
                ("owner", Value::text(owner)),
                ("name", self.name(name)),
            ]),
            None => self.description(ty),
        }
    }

    /// Kind, layout, flat types and parts of a type.
    pub(super) fn description(&self, ty: TypeId) -> Value {
        let kind = &self.abi.resolve[ty].kind;
        if let TypeKind::Alias(to) = kind
            && self.places.of(*to).is_none()
            && !matches!(self.abi.resolve[*to].kind, TypeKind::Primitive(_))
        {
            return self.description(*to);
        }
        let mut entries = vec![("kind".to_owned(), Value::text(word(kind)))];
        entries.extend(self.shape(ty));
        let parts = self.parts(ty, kind).into_iter();
        entries.extend(parts.map(|(key, value)| (key.to_owned(), value)));
        Value::Object(entries)
    }

    /// Layout and flat types.
    pub(super) fn shape(&self, ty: TypeId) -> Vec<(String, Value)> {
        let flat = self.abi.flats.of(ty).map_or(Value::Null, core_types);
        let mut entries = layout(self.abi.layouts.of(ty));
        entries.push(("flat".to_owned(), flat));
        entries
    }

    /// What depends on the kind of a type.
    fn parts(&self, ty: TypeId, kind: &TypeKind) -> Vec<(&'static str, Value)> {
        match kind {
            TypeKind::Alias(to) => vec![("type", self.reference(*to))],
            TypeKind::Record(fields) => {
                let names = fields.iter().map(|field| self.abi.resolve[field.name].to_owned());
                let fields = self.fields(ty, fields.iter().map(|field| field.ty));
                vec![("fields", Value::Object(names.zip(fields).collect()))]
            }
            TypeKind::Tuple(types) => {
                vec![("fields", Value::List(self.fields(ty, types.iter().copied())))]
            }
            TypeKind::Variant(cases) => {
                self.variant(ty, cases.iter().map(|case| (&self.abi.resolve[case.name], case.ty)))
            }
            TypeKind::Option(some) => self.variant(ty, [("none", None), ("some", Some(*some))]),
            TypeKind::Result { ok, err } => self.variant(ty, [("ok", *ok), ("error", *err)]),
            TypeKind::Enum(cases) => {
                let width = self.abi.layouts.variant(ty).map(|variant| variant.tag);
                self.numbered(width, "cases", cases.iter().map(|case| case.name))
            }
            TypeKind::Flags(flags) => {
                let width = self.abi.layouts.flags(ty);
                self.numbered(width, "bits", flags.iter().map(|flag| flag.name))
            }
            TypeKind::List(elem) => vec![("element", self.element(*elem))],
            TypeKind::FixedLengthList(elem, length) => {
                vec![("length", number(*length)), ("element", self.element(*elem))]
            }
            TypeKind::Map(key, value) => vec![("entry", self.entry(*key, *value))],
            TypeKind::Own(resource) | TypeKind::Borrow(resource) => {
                vec![("resource", self.reference(resource.as_written()))]
            }
            TypeKind::Future(elem) | TypeKind::Stream(elem) => {
                elem.map(|elem| ("element", self.element(elem))).into_iter().collect()
            }
            TypeKind::Primitive(_) | TypeKind::Resource | TypeKind::Error => Vec::new(),
        }
    }

    /// The fields of a record or tuple in order.
    fn fields(&self, ty: TypeId, types: impl Iterator<Item = TypeId>) -> Vec<Value> {
        let offsets = self.abi.layouts.fields(ty).iter();
        offsets.zip(types).map(|(offset, ty)| self.field(*offset, ty)).collect()
    }

    fn field(&self, offset: u32, ty: TypeId) -> Value {
        Value::object([("offset", number(offset)), ("type", self.reference(ty))])
    }

    fn variant<'n>(
        &self,
        ty: TypeId,
        cases: impl IntoIterator<Item = (&'n str, Option<TypeId>)>,
    ) -> Vec<(&'static str, Value)> {
        let Some(layout) = self.abi.layouts.variant(ty) else { return Vec::new() };
        let case = |(tag, (name, payload)): (u32, (&str, Option<TypeId>))| {
            let mut entries = vec![("tag".to_owned(), number(tag))];
            entries.extend(payload.map(|payload| ("type".to_owned(), self.reference(payload))));
            (name.to_owned(), Value::Object(entries))
        };
        vec![
            ("width", number(layout.tag.bytes())),
            ("payload", number(layout.payload)),
            ("cases", Value::Object((0..).zip(cases).map(case).collect())),
        ]
    }

    /// How wide the number of a case or the word of flags is, and under `key` names with their places.
    fn numbered(
        &self,
        width: Option<IntWidth>,
        key: &'static str,
        names: impl Iterator<Item = Name>,
    ) -> Vec<(&'static str, Value)> {
        let names = names.zip(0..).map(|(name, at)| (self.abi.resolve[name].to_owned(), number(at)));
        let width = width.map(|width| ("width", number(width.bytes())));
        width.into_iter().chain([(key, Value::Object(names.collect()))]).collect()
    }

    fn element(&self, ty: TypeId) -> Value {
        let mut entries = vec![("type".to_owned(), self.reference(ty))];
        entries.extend(layout(self.abi.layouts.of(ty)));
        Value::Object(entries)
    }

    fn entry(&self, key: TypeId, value: TypeId) -> Value {
        let (whole, offsets) = self.abi.layouts.tuple([key, value]);
        let mut entries = layout(whole);
        let parts = ["key", "value"].into_iter().zip(offsets).zip([key, value]);
        entries.extend(parts.map(|((name, offset), ty)| (name.to_owned(), self.field(offset, ty))));
        Value::Object(entries)
    }

    fn name(&self, name: Name) -> Value {
        Value::text(&self.abi.resolve[name])
    }
}

/// Size and alignment.
pub(super) fn layout(layout: Layout) -> Vec<(String, Value)> {
    vec![("size".to_owned(), number(layout.size)), ("align".to_owned(), number(layout.align))]
}

/// Core types by name.
pub(super) fn core_types(types: &[CoreType]) -> Value {
    Value::List(types.iter().map(|ty| core_type(*ty)).collect())
}

pub(super) fn core_type(ty: CoreType) -> Value {
    Value::text(match ty {
        CoreType::I32 => "i32",
        CoreType::I64 => "i64",
        CoreType::F32 => "f32",
        CoreType::F64 => "f64",
    })
}

pub(super) fn number(number: u32) -> Value {
    Value::Number(number)
}

/// What a kind of types is called.
fn word(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Primitive(primitive) => primitive.keyword(),
        TypeKind::Alias(_) => "alias",
        TypeKind::Record(_) => "record",
        TypeKind::Flags(_) => "flags",
        TypeKind::Variant(_) => "variant",
        TypeKind::Enum(_) => "enum",
        TypeKind::Resource => "resource",
        TypeKind::Tuple(_) => "tuple",
        TypeKind::Option(_) => "option",
        TypeKind::Result { .. } => "result",
        TypeKind::List(_) => "list",
        TypeKind::FixedLengthList(..) => "fixed-length-list",
        TypeKind::Map(..) => "map",
        TypeKind::Own(_) => "own",
        TypeKind::Borrow(_) => "borrow",
        TypeKind::Future(_) => "future",
        TypeKind::Stream(_) => "stream",
        TypeKind::Error => "unknown",
    }
}
