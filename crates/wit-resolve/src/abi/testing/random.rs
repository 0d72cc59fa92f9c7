//! Random types and values: what one seat lowers, the other lifts.

use std::collections::HashMap;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::verify::verify;
use super::{Graph, amount};
use crate::abi::plan::eval::{Entry, Handles, Session, Trap, Value};
use crate::abi::plan::{ElemClass, Handle, Plan, Planner};
use crate::abi::{Direction, Options, PointerWidth, Position, Seat, StringEncoding};
use crate::graph::{FunctionId, Primitive, Resolve, TypeId, TypeKind};

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

/// Random values, the same for the same seed.
struct Values<'r> {
    resolve: &'r Resolve,
    state: u64,
    /// How many elements lists may still have together.
    elems: u32,
    handles: u32,
}

impl Values<'_> {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        let mixed = (self.state ^ (self.state >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^ (mixed >> 33)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn value(&mut self, ty: TypeId) -> Value {
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

/// The types that a target holds as they lie in memory: none, some, all.
fn as_is(choice: u64) -> impl Fn(TypeId, &ElemClass) -> bool {
    move |ty, class| match choice % 3 {
        0 => false,
        1 => *class == ElemClass::Scalar || ty > TypeId::primitive(Primitive::ErrorContext),
        _ => true,
    }
}

/// The value with every handle in it changed.
fn map_handles(
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

/// What the other side knows, as the guest has it: of what it lends, it owns a handle.
fn to_guest(handles: &mut Handles, handle: Handle, known: u32) -> u32 {
    match handle {
        Handle::Borrow(resource) => handles.resource_new(resource, known),
        other => handles.lower(known, other),
    }
}

/// The reverse.
fn to_host(handles: &Handles, index: u32) -> u32 {
    match handles.get(index) {
        Ok(Entry::Resource { rep, .. }) => rep,
        Ok(Entry::Stream(end) | Entry::Future(end)) => end.end,
        Ok(Entry::ErrorContext(context)) => context,
        other => panic!("{other:?}"),
    }
}

/// A function and random values for it, as the host knows them.
struct Sample<'r> {
    resolve: &'r Resolve,
    params: Vec<TypeId>,
    args: Vec<Value>,
    result: Option<(TypeId, Value)>,
}

impl<'r> Sample<'r> {
    fn new(resolve: &'r Resolve, function: FunctionId, seed: u64) -> Sample<'r> {
        let mut values = Values { resolve, state: seed, elems: 100, handles: 0 };
        let params: Vec<TypeId> = resolve[function].params.iter().map(|param| param.ty).collect();
        let args = params.iter().map(|ty| values.value(*ty)).collect();
        let result = resolve[function].result.map(|ty| (ty, values.value(ty)));
        Sample { resolve, params, args, result }
    }

    fn map_args(&self, args: &[Value], mut each: impl FnMut(Handle, u32) -> u32) -> Vec<Value> {
        let args = self.params.iter().zip(args);
        args.map(|(ty, value)| map_handles(self.resolve, *ty, value, &mut each)).collect()
    }

    fn expected(&self) -> Option<Value> {
        self.result.as_ref().map(|(_, value)| value.clone())
    }

    /// The guest calls: returns what the host saw, and what the guest had back, both as the host knows it.
    fn import(
        &self,
        session: &mut Session<'_>,
        guest: &Plan,
        host: &Plan,
    ) -> Result<(Vec<Value>, Option<Value>), Trap> {
        let args = self.map_args(&self.args, |handle, known| to_guest(session.handles(), handle, known));
        let mut seen = Vec::new();
        let result = session.call(guest, host, &args, |_, args| {
            seen = args.to_vec();
            self.expected()
        })?;
        let result = result.zip(self.result.as_ref()).map(|(value, (ty, _))| {
            map_handles(self.resolve, *ty, &value, &mut |_, index| to_host(session.handles(), index))
        });
        Ok((seen, result))
    }

    /// The host calls: the same of what the guest saw.
    fn export(
        &self,
        session: &mut Session<'_>,
        guest: &Plan,
        host: &Plan,
    ) -> Result<(Vec<Value>, Option<Value>), Trap> {
        let mut seen = Vec::new();
        let result = session.call(host, guest, &self.args, |handles, args| {
            seen = self.map_args(args, |handle, index| {
                let known = to_host(handles, index);
                if let Handle::Borrow(resource) = handle {
                    handles.resource_drop(resource, index).expect("a borrow is dropped");
                }
                known
            });
            let (ty, value) = self.result.as_ref()?;
            Some(map_handles(self.resolve, *ty, value, &mut |handle, known| to_guest(handles, handle, known)))
        })?;
        Ok((seen, result))
    }
}

/// Runs both plans of `function` in `direction` on random values; they must come through as they are.
fn check(
    resolve: &Resolve,
    function: FunctionId,
    direction: Direction,
    options: Options,
    seed: u64,
) -> Result<(), TestCaseError> {
    let mut planner = Planner::with_as_is(resolve, options, as_is(seed));
    let [guest, host] =
        [Seat::Guest, Seat::Host].map(|seat| planner.plan(function, Position { direction, seat }));
    let procs = planner.procs();
    verify(resolve, procs, [&guest, &host]);
    let sample = Sample::new(resolve, function, seed);
    let mut session = Session::new(resolve, procs, options.pointer);
    session.wait((seed % 4) as u32);
    let outcome = match direction {
        Direction::Import => sample.import(&mut session, &guest, &host),
        Direction::Export => sample.export(&mut session, &guest, &host),
    };
    prop_assert_eq!(outcome, Ok((sample.args.clone(), sample.expected())));
    prop_assert_eq!(session.finish(), Ok(()));
    Ok(())
}

/// Synchronous, with a callback, stackful.
const ABIS: [(bool, bool); 3] = [(false, false), (true, true), (true, false)];

#[test]
fn what_one_seat_lowers_the_other_lifts() {
    let cases = amount(300, 10_000) as u32;
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&(function(), any::<u64>()), |(shapes, seed)| {
        let mut graph = Graph::new();
        let function = Types::default().function(&mut graph, &shapes);
        let resolve = graph.finish();
        let string_encoding = match seed % 5 {
            0 => StringEncoding::Utf16,
            1 => StringEncoding::Latin1OrUtf16,
            _ => StringEncoding::Utf8,
        };
        for direction in [Direction::Import, Direction::Export] {
            for pointer in [PointerWidth::P32, PointerWidth::P64] {
                for (async_, callback) in ABIS {
                    let options = Options { string_encoding, pointer, async_, callback };
                    check(&resolve, function, direction, options, seed)?;
                }
            }
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
