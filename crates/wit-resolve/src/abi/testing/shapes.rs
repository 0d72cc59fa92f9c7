//! Random types and functions, before they are in a graph.

use std::collections::HashMap;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::Graph;
use crate::graph::{FunctionId, TypeId};

/// A type, before it is in a graph.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    Primitive(&'static str),
    List(Box<Shape>),
    Fixed(Box<Shape>, u32),
    Map(&'static str, Box<Shape>),
    Option(Box<Shape>),
    Result(Option<Box<Shape>>, Option<Box<Shape>>),
    Tuple(Vec<Shape>),
    Record(Vec<Shape>),
    Variant(Vec<Option<Shape>>),
    Enum(usize),
    Flags(usize),
    Alias(Box<Shape>),
    /// A handle of one of three resources.
    Own(u8),
    Borrow(u8),
    Stream(Option<Box<Shape>>),
    Future(Option<Box<Shape>>),
}

const PRIMITIVES: [&str; 13] =
    ["bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "string"];
const KEYS: [&str; 5] = ["bool", "u8", "s64", "char", "string"];

/// All value types; `borrow` says whether it may hold what is borrowed, which parameters alone may.
pub(super) fn shape(borrow: bool) -> impl Strategy<Value = Shape> {
    let leaf = leaf(borrow);
    leaf.prop_recursive(5, 40, 5, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            3 => boxed.clone().prop_map(Shape::List),
            1 => (boxed.clone(), prop_oneof![1..5_u32, Just(17), Just(33)])
                .prop_map(|(elem, length)| Shape::Fixed(elem, length)),
            1 => (prop::sample::select(&KEYS[..]), boxed.clone()).prop_map(|(key, value)| Shape::Map(key, value)),
            2 => boxed.clone().prop_map(Shape::Option),
            2 => (option::of(boxed.clone()), option::of(boxed.clone()))
                .prop_map(|(ok, err)| Shape::Result(ok, err)),
            2 => vec(inner.clone(), 1..5).prop_map(Shape::Tuple),
            4 => vec(inner.clone(), 1..6).prop_map(Shape::Record),
            4 => vec(option::of(inner), 1..6).prop_map(Shape::Variant),
            1 => boxed.prop_map(Shape::Alias),
        ]
    })
}

fn leaf(borrow: bool) -> BoxedStrategy<Shape> {
    let plain = prop_oneof![
        8 => prop::sample::select(&PRIMITIVES[..]).prop_map(Shape::Primitive),
        2 => Just(Shape::Primitive("string")),
        1 => prop::sample::select(&[1, 2, 3, 256, 257][..]).prop_map(Shape::Enum),
        1 => prop::sample::select(&[1, 3, 8, 9, 16, 17, 31, 32][..]).prop_map(Shape::Flags),
        1 => (0..3_u8).prop_map(Shape::Own),
        1 => Just(Shape::Primitive("error-context")),
    ];
    let payload = option::weighted(0.7, plain.clone().prop_map(Box::new));
    prop_oneof![
        12 => plain,
        1 => payload.clone().prop_map(Shape::Stream),
        1 => payload.prop_map(Shape::Future),
        u32::from(borrow) => (0..3_u8).prop_map(Shape::Borrow),
    ]
    .boxed()
}

/// Parameters, now and then more than fit, and a result.
pub(super) fn function() -> impl Strategy<Value = (Vec<Shape>, Option<Shape>)> {
    let params = prop_oneof![4 => vec(shape(true), 0..4), 1 => vec(shape(true), 15..19)];
    (params, option::weighted(0.9, shape(false)))
}

/// Adds shapes to a graph; equal ones become one type.
#[derive(Default)]
pub(super) struct Types {
    known: HashMap<Shape, TypeId>,
    resources: HashMap<u8, TypeId>,
}

impl Types {
    pub(super) fn add(&mut self, graph: &mut Graph, shape: &Shape) -> TypeId {
        if let Some(ty) = self.known.get(shape) {
            return *ty;
        }
        let ty = self.make(graph, shape);
        self.known.insert(shape.clone(), ty);
        ty
    }

    fn make(&mut self, graph: &mut Graph, shape: &Shape) -> TypeId {
        let mut all = |graph: &mut Graph, shapes: &[Shape]| -> Vec<TypeId> {
            shapes.iter().map(|shape| self.add(graph, shape)).collect()
        };
        let name = |types: &Types| format!("t{}", types.known.len());
        match shape {
            Shape::Primitive(keyword) => graph.prim(keyword),
            Shape::List(elem) => {
                let elem = self.add(graph, elem);
                graph.list(elem)
            }
            Shape::Fixed(elem, length) => {
                let elem = self.add(graph, elem);
                graph.fixed(elem, *length)
            }
            Shape::Map(key, value) => {
                let value = self.add(graph, value);
                graph.map(graph.prim(key), value)
            }
            Shape::Option(payload) => {
                let payload = self.add(graph, payload);
                graph.option(payload)
            }
            Shape::Result(ok, err) => {
                let ok = ok.as_ref().map(|ok| self.add(graph, ok));
                let err = err.as_ref().map(|err| self.add(graph, err));
                graph.result(ok, err)
            }
            Shape::Tuple(parts) => {
                let parts = all(graph, parts);
                graph.tuple(&parts)
            }
            Shape::Record(parts) => {
                let fields: Vec<_> = all(graph, parts).into_iter().map(|ty| ("f", ty)).collect();
                graph.record(&name(self), &fields)
            }
            Shape::Variant(parts) => {
                let cases: Vec<_> =
                    parts.iter().map(|part| ("c", part.as_ref().map(|part| self.add(graph, part)))).collect();
                graph.variant(&name(self), &cases)
            }
            Shape::Enum(cases) => graph.enumeration(&name(self), *cases),
            Shape::Flags(flags) => graph.flags(&name(self), *flags),
            Shape::Alias(of) => {
                let of = self.add(graph, of);
                graph.alias(&name(self), of)
            }
            Shape::Own(number) => {
                let resource = self.resource(graph, *number);
                graph.own(resource)
            }
            Shape::Borrow(number) => {
                let resource = self.resource(graph, *number);
                graph.borrow(resource)
            }
            Shape::Stream(payload) => {
                let payload = payload.as_ref().map(|payload| self.add(graph, payload));
                graph.stream(payload)
            }
            Shape::Future(payload) => {
                let payload = payload.as_ref().map(|payload| self.add(graph, payload));
                graph.future(payload)
            }
        }
    }

    fn resource(&mut self, graph: &mut Graph, number: u8) -> TypeId {
        *self.resources.entry(number).or_insert_with(|| graph.resource(&format!("r{number}")))
    }

    pub(super) fn function(
        &mut self,
        graph: &mut Graph,
        (params, result): &(Vec<Shape>, Option<Shape>),
    ) -> FunctionId {
        let params: Vec<_> = params.iter().map(|param| ("p", self.add(graph, param))).collect();
        let result = result.as_ref().map(|result| self.add(graph, result));
        let function = graph.function("f", &params, result);
        graph.change(function, |function| function.is_async = true);
        function
    }
}
