//! The specification's own definitions as an oracle: `tests/vectors/vectors.json`, which `tests/vectors/generate.py` beside it
//! writes from the published definitions.py and run_tests.py.

mod json;

use std::collections::HashMap;

use serde_json::Value as Json;

use self::json::{Types, bytes, cores, numbers, options, pointer, value};
use super::{Graph, say};
use crate::abi::CallAbi;
use crate::abi::flat::Flats;
use crate::abi::layout::{Layout, Layouts};
use crate::abi::plan::eval::{Entry, Handles, Memory, Session, Trap, Value};
use crate::abi::plan::{Form, Handle, Planner};
use crate::abi::signature::Signature;
use crate::graph::TypeId;

fn vectors(section: &str) -> Vec<Json> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/vectors.json");
    let text = std::fs::read_to_string(path).expect("the vectors are there");
    let all: Json = serde_json::from_str(&text).expect("the vectors are JSON");
    let vectors = all[section].as_array().expect("a list").clone();
    assert!(vectors.len() > 200, "only {} vectors in {section}", vectors.len());
    vectors
}

fn report(section: &str, count: usize, what: &str) {
    say(format_args!("{section}: {count} {what} agree with the specification's definitions"));
}

/// The value with the one NaN that the definitions make of all.
fn with_one_nan(value: Value) -> Value {
    let all = |values: Vec<Value>| values.into_iter().map(with_one_nan).collect();
    let payload = |payload: Option<Box<Value>>| payload.map(|value| Box::new(with_one_nan(*value)));
    match value {
        Value::F32(bits) if f32::from_bits(bits).is_nan() => Value::F32(0x7fc0_0000),
        Value::F64(bits) if f64::from_bits(bits).is_nan() => Value::F64(0x7ff8_0000_0000_0000),
        Value::List(values) => Value::List(all(values)),
        Value::Record(values) => Value::Record(all(values)),
        Value::Tuple(values) => Value::Tuple(all(values)),
        Value::Map(entries) => Value::Map(
            entries.into_iter().map(|(key, value)| (with_one_nan(key), with_one_nan(value))).collect(),
        ),
        Value::Variant(case, value) => Value::Variant(case, payload(value)),
        Value::Option(value) => Value::Option(payload(value)),
        Value::Result(Ok(value)) => Value::Result(Ok(payload(value))),
        Value::Result(Err(value)) => Value::Result(Err(payload(value))),
        other => other,
    }
}

fn is_of_the_specification(trap: &Trap) -> bool {
    !matches!(
        trap,
        Trap::OutOfMemory
            | Trap::Dead { .. }
            | Trap::BadFree { .. }
            | Trap::Leak { .. }
            | Trap::Temps { .. }
            | Trap::Undefined(_)
            | Trap::Mismatch(_)
            | Trap::TooDeep
    )
}

#[test]
fn sizes_alignments_and_flat_types() {
    let all = vectors("layout");
    for vector in &all {
        let mut graph = Graph::new();
        let ty = Types::default().add(&mut graph, &vector["type"]);
        let resolve = graph.finish();
        for address in ["i32", "i64"] {
            let expected = &vector[address];
            let number = |name: &str| expected[name].as_u64().expect("a number") as u32;
            let layout = Layout { size: number("size"), align: number("align") };
            assert_eq!(Layouts::new(&resolve, pointer(address)).of(ty), layout, "{vector}");
            let flat = Some(cores(&expected["flat"])).filter(|flat| flat.len() <= 16);
            assert_eq!(Flats::new(&resolve, pointer(address)).of(ty).map(<[_]>::to_vec), flat, "{vector}");
        }
    }
    report("layout", all.len(), "types");
}

#[test]
fn core_signatures() {
    let mut compared = 0;
    for vector in &vectors("functions") {
        let mut graph = Graph::new();
        let mut types = Types::default();
        let params: Vec<_> =
            types.all(&mut graph, &vector["params"]).into_iter().map(|ty| ("p", ty)).collect();
        let result =
            Some(&vector["result"]).filter(|json| !json.is_null()).map(|json| types.add(&mut graph, json));
        let function = graph.function("f", &params, result);
        let resolve = graph.finish();
        for address in ["i32", "i64"] {
            let flats = Flats::new(&resolve, pointer(address));
            let names = ["sync-lower", "async-lower", "sync-lift", "callback-lift", "stackful-lift"];
            for (abi, name) in CallAbi::ALL.into_iter().zip(names) {
                let expected = &vector[format!("{name} {address}")];
                if expected.is_null() {
                    continue;
                }
                let Signature { params, results, .. } = Signature::of(&resolve[function], abi, &flats);
                assert_eq!((params, results), (cores(&expected[0]), cores(&expected[1])), "{name} {vector}");
                compared += 1;
            }
        }
    }
    report("functions", compared, "signatures");
}

/// What lifting or loading makes of bytes, or that it traps.
fn check_lifting(section: &str, form: Form, cores: impl Fn(&Json) -> Vec<u64>) {
    let all = vectors(section);
    let mut traps = 0;
    for vector in &all {
        let mut graph = Graph::new();
        let ty = Types::default().add(&mut graph, &vector["type"]);
        let resolve = graph.finish();
        let options = options(vector);
        let mut planner = Planner::new(&resolve, options);
        let proc = planner.plan_type(ty, form);
        let memory = Memory::plain(bytes(&vector["memory"]), options.pointer);
        let lifted = Session::with_memory(&resolve, planner.procs(), memory).lift(proc, &cores(vector));
        match vector.get("value") {
            Some(expected) => {
                assert_eq!(lifted.map(with_one_nan), Ok(value(&resolve, ty, expected)), "{vector}");
            }
            None => {
                assert!(lifted.as_ref().is_err_and(is_of_the_specification), "{lifted:?} {vector}");
                traps += 1;
            }
        }
    }
    report(section, all.len(), &format!("values and traps ({traps})"));
}

#[test]
fn values_and_traps_of_flat_lifting() {
    check_lifting("lift", Form::LiftCopy, |vector| numbers(&vector["flat"]));
}

#[test]
fn values_and_traps_of_loading() {
    check_lifting("load", Form::LoadCopy, |vector| vec![vector["at"].as_u64().expect("an address")]);
}

/// What lowering or storing leaves in memory; the core values too.
fn check_lowering(section: &str, form: Form) {
    let all = vectors(section);
    for vector in &all {
        let mut graph = Graph::new();
        let ty = Types::default().add(&mut graph, &vector["type"]);
        let resolve = graph.finish();
        let options = options(vector);
        let mut planner = Planner::new(&resolve, options);
        let proc = planner.plan_type(ty, form);
        let layout = planner.layouts().of(ty);
        let memory = Memory::plain(Vec::new(), options.pointer);
        let mut session = Session::with_memory(&resolve, planner.procs(), memory);
        let at = (form == Form::StoreRealloc)
            .then(|| session.memory().allocate(u64::from(layout.size), layout.align).expect("room"));
        assert_eq!(at, vector["at"].as_u64());
        let flat = session.lower(proc, &value(&resolve, ty, &vector["value"]), at);
        assert_eq!(flat, Ok(vector.get("flat").map(numbers).unwrap_or_default()), "{vector}");
        assert_eq!(session.memory().bytes(), bytes(&vector["memory"]), "{vector}");
    }
    report(section, all.len(), "values");
}

#[test]
fn core_values_and_bytes_of_flat_lowering() {
    check_lowering("lower", Form::LowerRealloc);
}

#[test]
fn bytes_of_storing() {
    check_lowering("store", Form::StoreRealloc);
}

#[test]
fn strings_from_every_encoding_to_every_other() {
    let all = vectors("strings");
    for vector in &all {
        let resolve = Graph::new().finish();
        let string = TypeId::primitive(crate::graph::Primitive::String);
        let options = options(vector);
        let mut planner = Planner::new(&resolve, options);
        let proc = planner.plan_type(string, Form::LowerRealloc);
        let memory = Memory::plain(Vec::new(), options.pointer);
        let mut session = Session::with_memory(&resolve, planner.procs(), memory);
        let flat = session.lower(proc, &value(&resolve, string, &vector["value"]), None).expect("a string");
        assert_eq!(Some(flat[1]), vector["length"].as_u64(), "{vector}");
        assert_eq!(&session.memory().bytes()[flat[0] as usize..], bytes(&vector["memory"]), "{vector}");
    }
    report("strings", all.len(), "strings");
}

/// Uses handles as a run of the definitions did, step by step.
#[test]
fn handles_and_their_traps() {
    let all = vectors("handles");
    let (mut steps, mut traps) = (0, HashMap::<String, usize>::new());
    for run in &all {
        let mut graph = Graph::new();
        let resources = [0, 1, 2].map(|number| graph.resource(&format!("r{number}")));
        let mut handles = Handles::default();
        handles.implement(resources[2]);
        for step in run["steps"].as_array().expect("steps") {
            let name = step[0].as_str().expect("a name");
            let number = |at: usize| step[at].as_u64().expect("a number") as usize;
            let outcome = handle_step(&mut handles, &resources, name, number(1), number(2) as u32);
            match outcome {
                Ok(known) => assert_eq!(step[3], known.map_or(Json::Null, Json::from), "{run}"),
                Err(trap) => {
                    assert!(is_of_the_specification(&trap), "{trap} {run}");
                    assert_eq!(step[3], "trap", "{trap}, {step} {run}");
                    *traps.entry(format!("{name} {}", trap_word(&trap))).or_default() += 1;
                }
            }
            steps += 1;
        }
        assert_eq!(run["left"], handles.len(), "{run}");
        let dropped = handles.destroyed().iter().filter(|(resource, _)| *resource != resources[2]);
        assert_eq!(
            numbers(&run["dropped"]),
            dropped.map(|(_, rep)| u64::from(*rep)).collect::<Vec<_>>(),
            "{run}"
        );
    }
    assert!(traps.len() > 8, "{traps:?}");
    report("handles", steps, &format!("steps of {} runs, {} kinds of traps,", all.len(), traps.len()));
}

fn trap_word(trap: &Trap) -> String {
    format!("{trap:?}").split('(').next().unwrap_or_default().to_owned()
}

fn handle_step(
    handles: &mut Handles,
    resources: &[TypeId; 3],
    name: &str,
    kind: usize,
    number: u32,
) -> Result<Option<u32>, Trap> {
    let resource = resources[kind];
    let payload = [None, Some(TypeId::primitive(crate::graph::Primitive::U8))][kind % 2];
    let handle = match name.split_once('-').map_or("", |(_, handle)| handle) {
        "borrow" => Handle::Borrow(resource),
        "stream" => Handle::Stream(payload),
        "future" => Handle::Future(payload),
        _ => Handle::Own(resource),
    };
    match name {
        "new" => Ok(Some(handles.resource_new(resource, number))),
        "rep" => handles.resource_rep(resource, number).map(Some),
        "drop" => handles.resource_drop(resource, number).map(|()| None),
        "resolve" => {
            handles.deliver_resolve();
            Ok(None)
        }
        "return" => handles.task_return().map(|()| None),
        _ if name.starts_with("lower-") => Ok(Some(handles.lower(number, handle))),
        _ => handles.lift(number, handle).map(Some),
    }
}

/// What a table refuses beside what the vectors hold.
#[test]
fn an_end_that_is_in_use_is_not_given_away() {
    let mut handles = Handles::default();
    let end = crate::abi::plan::eval::AsyncEnd { payload: None, end: 7, idle: false };
    let index = handles.add(Entry::Stream(end));
    assert_eq!(handles.lift(index, Handle::Stream(None)), Err(Trap::Busy(index)));
}
