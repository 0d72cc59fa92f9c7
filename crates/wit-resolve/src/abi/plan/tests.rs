//! Plans that a person can check against the specification, and plans of types that are made to be large.

use super::eval::{Trap, Value, call_import};
use super::*;
use crate::abi::testing::{Graph, say, verify};
use crate::abi::{Direction, Options, Position, Seat};
use crate::graph::{FunctionId, Resolve, TypeId};

const POSITIONS: [Position; 4] = [
    Position { direction: Direction::Import, seat: Seat::Guest },
    Position { direction: Direction::Export, seat: Seat::Guest },
    Position { direction: Direction::Import, seat: Seat::Host },
    Position { direction: Direction::Export, seat: Seat::Host },
];

/// Plans and procedures as text.
fn shown(graph: Graph, function: FunctionId, position: Position) -> String {
    let resolve = graph.finish();
    let mut planner = Planner::new(&resolve, Options::default());
    let plan = planner.plan(function, position);
    verify(&resolve, planner.procs(), [&plan]);
    let procs = planner.procs();
    if procs.is_empty() {
        return plan.display(&resolve, procs).to_string();
    }
    format!("{}\n{}", plan.display(&resolve, procs), procs.display(&resolve))
}

/// How many operations there are in all plans and procedures for the four positions of `function`, those in blocks
/// included.
fn count_ops(resolve: &Resolve, function: FunctionId) -> usize {
    let mut planner = Planner::new(resolve, Options::default());
    let plans = POSITIONS.map(|position| planner.plan(function, position));
    let procs = planner.procs();
    let mut parts: Vec<Outline> = plans.iter().map(|plan| plan.outline(resolve, procs)).collect();
    parts.extend(plans.iter().filter_map(|plan| plan.post_return_outline(resolve, procs)));
    parts.extend(procs.iter().map(|(_, proc)| proc.outline(resolve, procs)));
    let mut ops = 0;
    while let Some(part) = parts.pop() {
        ops += part.lines.len();
        parts.extend(part.lines.into_iter().flat_map(|line| line.blocks));
    }
    ops
}

fn greeter(graph: &mut Graph) -> (TypeId, TypeId) {
    let (string, u32) = (graph.prim("string"), graph.prim("u32"));
    (graph.record("person", &[("name", string), ("age", u32)]), string)
}

#[test]
fn a_guest_calls_with_what_lies_in_its_memory() {
    let mut graph = Graph::new();
    let (person, string) = greeter(&mut graph);
    let function = graph.function("greet", &[("person", person)], Some(string));
    let expected = "\
import greet, guest, 32-bit, utf8
core (i32, i32, i32, i32) -> (), return pointer
do v0: person
  v1, v2 = record.lower v0 person
  v3, v4 = string.lower v1 utf8 borrow
  v5 = u32.lower v2
  v6 = area 8 align 4 for the call
  call.core v3, v4, v5, v6
  v7 = i32.load [v6+0]
  v8 = i32.load [v6+4]
  v9 = string.lift v7, v8 utf8 adopt
  yield v9
";
    assert_eq!(shown(graph, function, POSITIONS[0]), expected);
}

#[test]
fn a_guest_gives_its_result_away_until_post_return() {
    let mut graph = Graph::new();
    let (person, string) = greeter(&mut graph);
    let people = graph.list(person);
    let function = graph.function("find", &[("name", string)], Some(people));
    let expected = "\
export find, guest, 32-bit, utf8
core (i32, i32) -> (i32), return pointer
do v0: i32, v1: i32
  v2 = string.lift v0, v1 utf8 adopt
  v3 = call.wit v2
  v4 = area 8 align 4 until read
  v7, v8 = list.lower v3 person 12 align 4 loop give
    each v5 at v6
      call store.give person v5, v6
  i32.store [v4+0] v7
  i32.store [v4+4] v8
  yield v4
post-return v0: i32
  v1 = i32.load [v0+0]
  v2 = i32.load [v0+4]
  list.free v1, v2 person 12 align 4 loop
    each at v3
      call free person v3

proc store.give person v0: person, v1: i32
  v2, v3 = record.lower v0 person
  v4, v5 = string.lower v2 utf8 give
  i32.store [v1+0] v4
  i32.store [v1+4] v5
  v6 = u32.lower v3
  i32.store [v1+8] v6

proc free person v0: i32
  v1 = i32.load [v0+0]
  v2 = i32.load [v0+4]
  string.free v1, v2 utf8
";
    assert_eq!(shown(graph, function, POSITIONS[1]), expected);
}

/// CanonicalABI.md, `lower_flat_variant`: payloads share joined slots; slots that a case does not use are 0.
#[test]
fn cases_share_slots() {
    let mut graph = Graph::new();
    let [u8, f32, f64] = ["u8", "f32", "f64"].map(|name| graph.prim(name));
    let pair = graph.tuple(&[f32, f32]);
    let ty = graph.variant("v", &[("a", Some(u8)), ("b", Some(pair)), ("c", Some(f64)), ("d", None)]);
    let function = graph.function("f", &[("v", ty)], None);
    let expected = "\
import f, guest, 32-bit, utf8
core (i32, i64, f32) -> ()
do v0: v
  v16, v17, v18 = match v0 v
    a v1
      v2 = i32.const 0
      v3 = u8.lower v1
      v4 = i32-to-i64 v3
      v5 = f32.const 0
      yield v2, v4, v5
    b v6
      v7 = i32.const 1
      v8, v9 = record.lower v6 tuple<f32, f32>
      v10 = f32.lower v8
      v11 = f32.lower v9
      v12 = f32-to-i64 v10
      yield v7, v12, v11
    c v13
      v14 = i32.const 2
      v15 = f64.lower v13
      v19 = f64-to-i64 v15
      v20 = f32.const 0
      yield v14, v19, v20
    d
      v21 = i32.const 3
      v22 = i64.const 0
      v23 = f32.const 0
      yield v21, v22, v23
  call.core v16, v17, v18
";
    let shown = shown(graph, function, POSITIONS[0]);
    assert_eq!(renumbered(&shown), renumbered(expected));
}

/// The text with values numbered in the order in which they appear.
fn renumbered(text: &str) -> String {
    let mut seen: Vec<&str> = Vec::new();
    let mut out = String::new();
    for word in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let name = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let number = name
            .strip_prefix('v')
            .filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
        if number.is_none() {
            out += word;
            continue;
        }
        let index = seen.iter().position(|known| *known == name).unwrap_or_else(|| {
            seen.push(name);
            seen.len() - 1
        });
        out += &format!("v{index}{}", &word[name.len()..]);
    }
    out
}

#[test]
fn temporaries_of_a_call_are_measured_first() {
    let mut graph = Graph::new();
    let (string, u32) = (graph.prim("string"), graph.prim("u32"));
    let (texts, numbers) = (graph.list(string), graph.list(u32));
    let option = graph.option(texts);
    let function = graph.function("f", &[("a", texts), ("b", numbers), ("c", option)], None);
    let expected = "\
import f, guest, 32-bit, utf8
core (i32, i32, i32, i32, i32, i32, i32) -> ()
do v0: list<string>, v1: list<u32>, v2: option<list<string>>
  v8 = temps
    v3 = list.size v0 string 8 align 4 loop
    v6 = match v2 option<list<string>>
      none
        v4 = i32.const 0
        yield v4
      some v5
        v9 = list.size v5 string 8 align 4 loop
        yield v9
    v7 = add v3, v6
    yield v7
  v10, v11 = list.lower v0 string 8 align 4 loop borrow in v8
    each v12 at v13
      v14, v15 = string.lower v12 utf8 borrow
      i32.store [v13+0] v14
      i32.store [v13+4] v15
  v16, v17 = list.lower v1 u32 4 align 4 scalar as-is borrow
    each v18 at v19
      v20 = u32.lower v18
      i32.store [v19+0] v20
  v21, v22, v23 = match v2 option<list<string>>
    none
      v24 = i32.const 0
      v25 = i32.const 0
      v26 = i32.const 0
      yield v24, v25, v26
    some v27
      v28 = i32.const 1
      v29, v30 = list.lower v27 string 8 align 4 loop borrow in v8
        each v31 at v32
          v33, v34 = string.lower v31 utf8 borrow
          i32.store [v32+0] v33
          i32.store [v32+4] v34
      yield v28, v29, v30
  call.core v10, v11, v16, v17, v21, v22, v23
  temps.free v8
";
    let shown = shown(graph, function, POSITIONS[0]);
    assert_eq!(renumbered(&shown), renumbered(expected));
}

#[test]
fn the_host_checks_addresses_and_calls_post_return() {
    let mut graph = Graph::new();
    let (u64, bool) = (graph.prim("u64"), graph.prim("bool"));
    let params = [("n", u64); 17];
    let option = graph.option(bool);
    let function = graph.function("f", &params, Some(option));
    let shown = shown(graph, function, POSITIONS[3]);
    let start = "\
export f, host, 32-bit, utf8
core (i32) -> (i32), spilled parameters, return pointer
";
    assert!(shown.starts_with(start), "{shown}");
    let lines = [
        "  v17 = area 136 align 8 given\n  v18 = u64.lower v0\n  i64.store [v17+0] v18\n",
        "  i64.store [v17+128] v34\n  v35 = call.core v17\n  area.check v35 2 align 1\n  v36 = u8.load [v35+0]\n",
        "      v37 = u8.load [v35+1]\n      v38 = bool.lift v37\n      yield v38\n  call.post-return v35\n",
    ];
    let shown = shown.replace("v39 = switch", "v_ = switch");
    for line in lines {
        assert!(shown.contains(line), "{line}{shown}");
    }
}

#[test]
fn handles_are_indices_in_every_position() {
    let mut graph = Graph::new();
    let resource = graph.resource("blob");
    let own = graph.own(resource);
    let list = graph.list(own);
    let function = graph.function("f", &[("a", own), ("b", list)], Some(own));
    let resolve = graph.finish();
    let mut planner = Planner::new(&resolve, Options::default());
    let plans = POSITIONS.map(|position| planner.plan(function, position));
    verify(&resolve, planner.procs(), &plans);
    assert!(plans.iter().all(|plan| plan.post_return.is_none()));
    let text = plans[0].display(&resolve, planner.procs()).to_string();
    assert!(
        text.contains("handle.lower v0 own<blob>\n") && text.contains("handle.lift v10 own<blob>\n"),
        "{text}"
    );
}

#[test]
fn forty_records_that_hold_the_one_before_twice_have_plans_of_linear_size() {
    let size = |depth: usize| {
        let mut graph = Graph::new();
        let mut ty = graph.prim("string");
        for level in 0..depth {
            ty = graph.record(&format!("r{level}"), &[("a", ty), ("b", ty)]);
        }
        let function = graph.function("f", &[("p", ty)], Some(ty));
        count_ops(&graph.finish(), function)
    };
    let sizes = [10, 20, 30, 40].map(size);
    say(format_args!("chains of 10, 20, 30 and 40 records: {sizes:?} operations"));
    assert!(sizes.windows(2).all(|pair| pair[1] - pair[0] == sizes[1] - sizes[0]), "{sizes:?}");
}

#[test]
fn aliases_of_tuples_that_hold_the_one_before_twice_have_plans_of_linear_size() {
    let mut graph = Graph::new();
    let mut ty = graph.prim("string");
    for level in 0..40 {
        let tuple = graph.tuple(&[ty, ty]);
        ty = graph.alias(&format!("t{level}"), tuple);
    }
    let function = graph.function("f", &[("p", ty)], Some(ty));
    let ops = count_ops(&graph.finish(), function);
    assert!(ops < 20_000, "{ops}");
}

/// The flat form of each is one value longer than that of the one before; written out, it would be twice as long.
#[test]
fn variants_that_hold_the_one_before_in_each_case_have_plans_of_linear_size() {
    let mut graph = Graph::new();
    let mut ty = graph.prim("u8");
    for level in 0..14 {
        let cases: Vec<(&str, Option<TypeId>)> = vec![("c", Some(ty)); 20];
        ty = graph.variant(&format!("v{level}"), &cases);
    }
    let function = graph.function("f", &[("p", ty)], Some(ty));
    let resolve = graph.finish();
    let ops = count_ops(&resolve, function);
    assert!(ops < 100_000, "{ops}");
    let value = (0..14).fold(Value::U8(7), |inner, _| Value::Variant(19, Some(Box::new(inner))));
    let args = std::slice::from_ref(&value);
    let outcome = call_import(&resolve, Options::default(), function, args, |seen| {
        assert_eq!(seen, args);
        Some(value.clone())
    });
    assert_eq!(outcome, Ok(Some(value.clone())));
}

#[test]
fn a_hundred_thousand_records_in_each_other_overflow_no_stack() {
    let mut graph = Graph::new();
    let mut ty = graph.prim("u8");
    for level in 0..100_000 {
        ty = graph.record(&format!("r{level}"), &[("a", ty)]);
    }
    let function = graph.function("f", &[("p", ty)], Some(ty));
    let resolve = graph.finish();
    let mut planner = Planner::new(&resolve, Options::default());
    let plan = planner.plan(function, POSITIONS[0]);
    assert_eq!((plan.signature.params.len(), plan.signature.results.len()), (1, 1));
    assert!(planner.procs().len() < 2_500);
}

#[test]
fn the_interpreter_stops_at_values_that_are_nested_very_deep() {
    let nested = |depth: usize| {
        let mut graph = Graph::new();
        let mut ty = graph.prim("u8");
        for level in 0..depth {
            let list = graph.list(ty);
            ty = graph.record(&format!("r{level}"), &[("a", list)]);
        }
        let function = graph.function("f", &[("p", ty)], None);
        let value = (0..depth).fold(Value::U8(7), |inner, _| Value::Record(vec![Value::List(vec![inner])]));
        call_import(&graph.finish(), Options::default(), function, &[value], |_| None)
    };
    assert_eq!(nested(100), Ok(None));
    assert_eq!(nested(300), Err(Trap::TooDeep));
}
