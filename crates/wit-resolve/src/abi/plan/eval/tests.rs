//! Plans of one seat run against plans of the other.

use super::machine::{Callee, Machine, Slot, run};
use super::*;
use crate::abi::testing::Graph;
use crate::abi::{PointerWidth, StringEncoding};
use crate::graph::TypeId;

/// Calls `f: func(p: ty) -> ty` as import and export, with both widths and all encodings; the value must come through.
#[track_caller]
fn echo(make: impl FnOnce(&mut Graph) -> TypeId, values: &[Value]) {
    let mut graph = Graph::new();
    let ty = make(&mut graph);
    let function = graph.function("f", &[("p", ty)], Some(ty));
    let resolve = graph.finish();
    for options in all_options() {
        for value in values {
            let args = std::slice::from_ref(value);
            let callee = |seen: &[Value]| {
                assert_eq!(seen, args, "{options:?}");
                Some(seen[0].clone())
            };
            assert_eq!(call_import(&resolve, options, function, args, callee), Ok(Some(value.clone())));
            assert_eq!(call_export(&resolve, options, function, args, callee), Ok(Some(value.clone())));
        }
    }
}

fn all_options() -> impl Iterator<Item = Options> {
    use StringEncoding::{Latin1OrUtf16, Utf8, Utf16};
    let encodings = [Utf8, Utf16, Latin1OrUtf16].into_iter();
    encodings.flat_map(|string_encoding| {
        [PointerWidth::P32, PointerWidth::P64].map(|pointer| Options {
            string_encoding,
            pointer,
            ..Options::default()
        })
    })
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn some(value: Value) -> Value {
    Value::Option(Some(Box::new(value)))
}

#[test]
fn scalars_keep_their_limits() {
    echo(|graph| graph.prim("u8"), &[Value::U8(0), Value::U8(255)]);
    echo(|graph| graph.prim("s8"), &[Value::S8(-128), Value::S8(-1), Value::S8(127)]);
    echo(|graph| graph.prim("s16"), &[Value::S16(i16::MIN), Value::S16(-1)]);
    echo(|graph| graph.prim("s32"), &[Value::S32(i32::MIN), Value::S32(-1)]);
    echo(|graph| graph.prim("u64"), &[Value::U64(u64::MAX)]);
    echo(|graph| graph.prim("s64"), &[Value::S64(i64::MIN)]);
    echo(|graph| graph.prim("char"), &['\0', '\u{d7ff}', '\u{e000}', '\u{10ffff}'].map(Value::Char));
    echo(|graph| graph.prim("f32"), &[Value::F32((-0.0_f32).to_bits()), Value::F32(f32::NAN.to_bits())]);
    echo(|graph| graph.prim("f64"), &[Value::F64(f64::NEG_INFINITY.to_bits())]);
    echo(|graph| graph.prim("bool"), &[Value::Bool(true), Value::Bool(false)]);
}

#[test]
fn strings_of_every_kind() {
    let texts = ["", "a", "\u{feff}a\0b", "éÿ", "€", "😀é", "a\u{10ffff}"];
    echo(|graph| graph.prim("string"), &texts.map(text));
    let list = |graph: &mut Graph| graph.list(graph.prim("string"));
    echo(list, &[Value::List(texts.map(text).to_vec()), Value::List(Vec::new())]);
}

#[test]
fn lists_in_lists_in_options() {
    let make = |graph: &mut Graph| {
        let string = graph.prim("string");
        let list = graph.list(string);
        let option = graph.option(list);
        let map = graph.map(string, option);
        graph.list(map)
    };
    let list = |texts: &[&str]| Value::List(texts.iter().map(|t| text(t)).collect());
    let map = Value::Map(vec![
        (text("a"), some(list(&["x", "", "yy"]))),
        (text("b"), Value::Option(None)),
        (text("a"), some(list(&[]))),
    ]);
    echo(make, &[Value::List(vec![map.clone(), Value::Map(Vec::new()), map]), Value::List(Vec::new())]);
}

#[test]
fn joined_cases_keep_all_bits() {
    let make = |graph: &mut Graph| {
        let [f32, f64, s64, string, u8] = ["f32", "f64", "s64", "string", "u8"].map(|name| graph.prim(name));
        let pair = graph.tuple(&[f32, f64]);
        let other = graph.tuple(&[s64, f32]);
        let cases = [
            ("a", Some(f32)),
            ("b", Some(pair)),
            ("c", Some(other)),
            ("d", Some(string)),
            ("e", Some(u8)),
            ("f", None),
        ];
        graph.variant("v", &cases)
    };
    let (f32, f64) = (Value::F32(0xff80_0001), Value::F64(0xfff0_0000_0000_0001));
    let payloads = [
        Some(f32.clone()),
        Some(Value::Tuple(vec![f32.clone(), f64])),
        Some(Value::Tuple(vec![Value::S64(-2), f32])),
        Some(text("joined")),
        Some(Value::U8(200)),
        None,
    ];
    let values: Vec<Value> =
        (0..).zip(payloads).map(|(case, payload)| Value::Variant(case, payload.map(Box::new))).collect();
    echo(make, &values);
}

#[test]
fn seventeen_parameters_spill() {
    let mut graph = Graph::new();
    let (string, u8) = (graph.prim("string"), graph.prim("u8"));
    let list = graph.list(string);
    let params: Vec<(&str, TypeId)> =
        vec![("s", string), ("l", list)].into_iter().chain([("n", u8); 13]).collect();
    let function = graph.function("f", &params, Some(list));
    let resolve = graph.finish();
    let args: Vec<Value> = [text("spilled"), Value::List(vec![text("x"), text("")])]
        .into_iter()
        .chain((0..13).map(Value::U8))
        .collect();
    for options in all_options() {
        for call in [call_import, call_export] {
            let callee = |seen: &[Value]| {
                assert_eq!(seen, args);
                Some(seen[1].clone())
            };
            assert_eq!(call(&resolve, options, function, &args, callee), Ok(Some(args[1].clone())));
        }
    }
}

#[test]
fn big_enums_full_flags_and_fixed_lists() {
    echo(|graph| graph.enumeration("e", 257), &[Value::Enum(0), Value::Enum(256)]);
    echo(|graph| graph.flags("f", 32), &[Value::Flags(0), Value::Flags(u32::MAX)]);
    let flags = |graph: &mut Graph| {
        let flags = graph.flags("f", 9);
        graph.list(flags)
    };
    echo(flags, &[Value::List(vec![Value::Flags(0x1ff), Value::Flags(0x100)])]);
    let fixed = |length| {
        move |graph: &mut Graph| {
            let string = graph.prim("string");
            let list = graph.list(string);
            graph.fixed(list, length)
        }
    };
    let row = Value::List(vec![text("a"), text("b")]);
    echo(fixed(3), &[Value::List(vec![row.clone(); 3])]);
    echo(fixed(30), &[Value::List(vec![row; 30])]);
}

#[test]
fn a_value_of_another_type_is_an_error() {
    let mut graph = Graph::new();
    let u8 = graph.prim("u8");
    let function = graph.function("f", &[("p", u8)], None);
    let resolve = graph.finish();
    let outcome = call_import(&resolve, Options::default(), function, &[text("no")], |_| None);
    assert_eq!(outcome, Err(Trap::Mismatch("scalar of this type")));
    let outcome = call_export(&resolve, Options::default(), function, &[], |_| None);
    assert_eq!(outcome, Err(Trap::Mismatch("list of as many values")));
    let outcome =
        call_export(&resolve, Options::default(), function, &[Value::U8(1)], |_| Some(Value::U8(1)));
    assert_eq!(outcome, Err(Trap::Mismatch("list of as many values")));
}

/// A guest that is not ours: it returns core values as it likes, over a memory of its choice.
struct Hostile {
    results: Vec<u64>,
    bytes: Vec<u8>,
}

impl Callee for Hostile {
    fn core(&mut self, machine: &mut Machine<'_>, _: Vec<u64>) -> Result<Vec<u64>, Trap> {
        let start = machine.memory.allocate(self.bytes.len() as u64, 8)?;
        machine.memory.write(Seat::Guest, start, &self.bytes)?;
        Ok(self.results.iter().map(|result| if *result == HERE { start } else { *result }).collect())
    }

    fn post_return(&mut self, _: &mut Machine<'_>, _: Vec<u64>) -> Result<(), Trap> {
        Ok(())
    }
}

/// Stands for the address of the bytes.
const HERE: u64 = u64::MAX;

fn lift_hostile(
    make: impl FnOnce(&mut Graph) -> TypeId,
    results: &[u64],
    bytes: &[u8],
) -> Result<Value, Trap> {
    let mut graph = Graph::new();
    let ty = make(&mut graph);
    let function = graph.function("f", &[], Some(ty));
    let resolve = graph.finish();
    let mut planner = Planner::new(&resolve, Options::default());
    let [_, host] = plans(&mut planner, function, Direction::Export);
    let mut machine = Machine::new(&resolve, planner.procs(), Memory::new(PointerWidth::P32));
    let mut guest = Hostile { results: results.to_vec(), bytes: bytes.to_vec() };
    let results = run(&mut machine, &host, Vec::new(), &mut guest)?;
    match results.into_iter().next() {
        Some(Slot::Wit(value)) => Ok(value),
        _ => Err(Trap::Mismatch("WIT value")),
    }
}

#[test]
fn the_host_traps_on_what_a_guest_gets_wrong() {
    let char = |graph: &mut Graph| graph.prim("char");
    assert_eq!(lift_hostile(char, &[0xd800], &[]), Err(Trap::BadChar(0xd800)));
    assert_eq!(lift_hostile(char, &[0x11_0000], &[]), Err(Trap::BadChar(0x11_0000)));
    let color = |graph: &mut Graph| graph.enumeration("color", 3);
    assert_eq!(lift_hostile(color, &[3], &[]), Err(Trap::BadCase { case: 3, cases: 3 }));
    let option = |graph: &mut Graph| graph.option(graph.prim("u8"));
    assert_eq!(lift_hostile(option, &[HERE], &[2, 0]), Err(Trap::BadCase { case: 2, cases: 2 }));
    assert_eq!(lift_hostile(option, &[HERE], &[1, 7]), Ok(some(Value::U8(7))));
    assert!(matches!(lift_hostile(option, &[0xffff_ffff], &[]), Err(Trap::OutOfBounds { .. })));
    let string = |graph: &mut Graph| graph.prim("string");
    assert!(matches!(lift_hostile(string, &[17], &[]), Err(Trap::Misaligned { address: 17, align: 4 })));
    let pair = |ptr: u32, len: u32| [ptr.to_le_bytes(), len.to_le_bytes()].concat();
    assert!(matches!(lift_hostile(string, &[HERE], &pair(0, 1000)), Err(Trap::OutOfBounds { .. })));
    assert_eq!(lift_hostile(string, &[HERE], &pair(0, 1 << 28)), Err(Trap::TooLong(1 << 28)));
    assert_eq!(lift_hostile(string, &[HERE], &pair(0, 0)), Ok(text("")));
    let wide = |graph: &mut Graph| graph.list(graph.prim("u64"));
    assert_eq!(lift_hostile(wide, &[HERE], &pair(4, 0)), Err(Trap::Misaligned { address: 4, align: 8 }));
    assert_eq!(lift_hostile(wide, &[HERE], &pair(8, u32::MAX)), Err(Trap::TooLong(8 * 0xffff_ffff)));
    let bytes = |graph: &mut Graph| graph.list(graph.prim("bool"));
    assert_eq!(lift_hostile(bytes, &[HERE], &pair(0, 0)), Ok(Value::List(Vec::new())));
}

#[test]
fn the_host_reads_any_bits_of_bools_and_flags() {
    let pair = |graph: &mut Graph| {
        let flags = graph.flags("f", 3);
        graph.tuple(&[graph.prim("bool"), flags])
    };
    let expected = Value::Tuple(vec![Value::Bool(true), Value::Flags(0b101)]);
    assert_eq!(lift_hostile(pair, &[HERE], &[0x80, 0xfd]), Ok(expected));
    let bool = |graph: &mut Graph| graph.prim("bool");
    assert_eq!(lift_hostile(bool, &[0x100], &[]), Ok(Value::Bool(true)));
    let narrow = |graph: &mut Graph| graph.prim("s8");
    assert_eq!(lift_hostile(narrow, &[0xff80], &[]), Ok(Value::S8(-128)));
}
