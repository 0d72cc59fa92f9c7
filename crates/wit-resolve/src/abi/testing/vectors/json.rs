//! What the vectors hold: types, values, options, bytes and numbers.

use serde_json::Value as Json;

use crate::abi::plan::eval::Value;
use crate::abi::signature::CoreType;
use crate::abi::testing::Graph;
use crate::abi::{Options, PointerWidth, StringEncoding};
use crate::graph::{Resolve, TypeId, TypeKind};

/// A graph of one type, or of those of one function.
#[derive(Default)]
pub(super) struct Types {
    names: usize,
}

impl Types {
    pub(super) fn add(&mut self, graph: &mut Graph, json: &Json) -> TypeId {
        if let Some(keyword) = json.as_str() {
            return graph.prim(keyword);
        }
        let (word, content) = json
            .as_object()
            .and_then(|object| object.iter().find(|(key, _)| *key != "length"))
            .expect("a type");
        self.names += 1;
        let name = format!("t{}", self.names);
        let count = || content.as_u64().expect("a count") as usize;
        match word.as_str() {
            "list" => {
                let elem = self.add(graph, content);
                match json["length"].as_u64() {
                    Some(length) => graph.fixed(elem, length as u32),
                    None => graph.list(elem),
                }
            }
            "record" => {
                let fields: Vec<_> = self.all(graph, content).into_iter().map(|ty| ("f", ty)).collect();
                graph.record(&name, &fields)
            }
            "tuple" => {
                let types = self.all(graph, content);
                graph.tuple(&types)
            }
            "variant" => {
                let cases: Vec<_> = self.maybe(graph, content).into_iter().map(|ty| ("c", ty)).collect();
                graph.variant(&name, &cases)
            }
            "enum" => graph.enumeration(&name, count()),
            "flags" => graph.flags(&name, count()),
            "option" => {
                let ty = self.add(graph, content);
                graph.option(ty)
            }
            "result" => {
                let parts = self.maybe(graph, content);
                graph.result(parts[0], parts[1])
            }
            "map" => {
                let parts = self.all(graph, content);
                graph.map(parts[0], parts[1])
            }
            other => panic!("{other} is no type"),
        }
    }

    pub(super) fn all(&mut self, graph: &mut Graph, parts: &Json) -> Vec<TypeId> {
        self.maybe(graph, parts).into_iter().map(|ty| ty.expect("a type")).collect()
    }

    fn maybe(&mut self, graph: &mut Graph, parts: &Json) -> Vec<Option<TypeId>> {
        let parts = parts.as_array().expect("types").iter();
        parts.map(|part| (!part.is_null()).then(|| self.add(graph, part))).collect()
    }
}

/// The value of a type that the generator wrote.
pub(super) fn value(resolve: &Resolve, ty: TypeId, json: &Json) -> Value {
    use crate::graph::Primitive as P;
    let number = || json.as_u64().or_else(|| json.as_i64().map(|number| number as u64)).expect("a number");
    let parts = || json.as_array().expect("a list of parts");
    let case = || (parts()[0].as_u64().expect("a case") as u32, parts().get(1));
    let payload = |ty: Option<TypeId>| {
        case().1.map(|json| Box::new(value(resolve, ty.expect("a case with a payload"), json)))
    };
    match resolve.kind(ty) {
        TypeKind::Primitive(primitive) => match primitive {
            P::Bool => Value::Bool(json.as_bool().expect("a bool")),
            P::U8 => Value::U8(number() as u8),
            P::U16 => Value::U16(number() as u16),
            P::U32 => Value::U32(number() as u32),
            P::U64 => Value::U64(number()),
            P::S8 => Value::S8(number() as i8),
            P::S16 => Value::S16(number() as i16),
            P::S32 => Value::S32(number() as i32),
            P::S64 => Value::S64(number() as i64),
            P::F32 => Value::F32(number() as u32),
            P::F64 => Value::F64(number()),
            P::Char => Value::Char(char::from_u32(number() as u32).expect("a scalar value")),
            P::String => Value::String(json.as_str().expect("a string").to_owned()),
            P::ErrorContext => panic!("no vectors of error contexts"),
        },
        TypeKind::Record(fields) => Value::Record(
            fields.iter().zip(parts()).map(|(field, json)| value(resolve, field.ty, json)).collect(),
        ),
        TypeKind::Tuple(types) => {
            Value::Tuple(types.iter().zip(parts()).map(|(ty, json)| value(resolve, *ty, json)).collect())
        }
        TypeKind::List(ty) | TypeKind::FixedLengthList(ty, _) => {
            Value::List(parts().iter().map(|json| value(resolve, *ty, json)).collect())
        }
        TypeKind::Map(key, elem) => Value::Map(
            parts()
                .iter()
                .map(|entry| (value(resolve, *key, &entry[0]), value(resolve, *elem, &entry[1])))
                .collect(),
        ),
        TypeKind::Flags(_) => Value::Flags(number() as u32),
        TypeKind::Enum(_) => Value::Enum(case().0),
        TypeKind::Variant(cases) => Value::Variant(case().0, payload(cases[case().0 as usize].ty)),
        TypeKind::Option(ty) => Value::Option(payload(Some(*ty))),
        TypeKind::Result { ok, err } => Value::Result(match case().0 {
            0 => Ok(payload(*ok)),
            _ => Err(payload(*err)),
        }),
        other => panic!("no vectors of {other:?}"),
    }
}

pub(super) fn pointer(address: &str) -> PointerWidth {
    if address == "i64" { PointerWidth::P64 } else { PointerWidth::P32 }
}

pub(super) fn options(vector: &Json) -> Options {
    let string_encoding = match vector["encoding"].as_str().expect("an encoding") {
        "utf8" => StringEncoding::Utf8,
        "utf16" => StringEncoding::Utf16,
        _ => StringEncoding::Latin1OrUtf16,
    };
    let pointer = pointer(vector["address"].as_str().expect("a width"));
    Options { string_encoding, pointer, ..Options::default() }
}

pub(super) fn bytes(hex: &Json) -> Vec<u8> {
    let hex = hex.as_str().expect("bytes").as_bytes();
    let digit = |byte: &u8| char::from(*byte).to_digit(16).expect("a digit") as u8;
    hex.chunks(2).map(|pair| digit(&pair[0]) * 16 + digit(&pair[1])).collect()
}

pub(super) fn numbers(json: &Json) -> Vec<u64> {
    json.as_array().expect("numbers").iter().map(|number| number.as_u64().expect("a number")).collect()
}

pub(super) fn cores(json: &Json) -> Vec<CoreType> {
    let core = |json: &Json| match json.as_str() {
        Some("i32") => CoreType::I32,
        Some("i64") => CoreType::I64,
        Some("f32") => CoreType::F32,
        Some("f64") => CoreType::F64,
        other => panic!("{other:?} is no core type"),
    };
    json.as_array().expect("core types").iter().map(core).collect()
}
