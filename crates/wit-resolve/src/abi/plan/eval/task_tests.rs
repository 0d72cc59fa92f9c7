//! Calls that wait, handles that are lent, streams: what must hold, and what traps. CanonicalABI.md, `canon lift`, `canon lower`,
//! "Resource State", "Buffer State".

use super::*;
use crate::abi::PointerWidth;
use crate::abi::plan::{Handle, Payload};
use crate::abi::testing::{Graph, verify};
use crate::graph::TypeId;

const ASYNC: Options = Options {
    string_encoding: crate::abi::StringEncoding::Utf8,
    pointer: PointerWidth::P32,
    async_: true,
    callback: true,
};

/// An async function, and both plans of it.
struct Fixture {
    resolve: Resolve,
    function: FunctionId,
}

impl Fixture {
    fn new(make: impl FnOnce(&mut Graph) -> (Vec<TypeId>, Option<TypeId>)) -> Fixture {
        let mut graph = Graph::new();
        let (params, result) = make(&mut graph);
        let params: Vec<(&str, TypeId)> = params.into_iter().map(|ty| ("p", ty)).collect();
        let function = graph.function("f", &params, result);
        graph.change(function, |function| function.is_async = true);
        Fixture { resolve: graph.finish(), function }
    }

    /// Runs `check` with a session that waits so often.
    fn with(
        &self,
        options: Options,
        direction: Direction,
        waits: u32,
        check: impl FnOnce(&mut Session<'_>, &Plan, &Plan),
    ) {
        let mut planner = Planner::new(&self.resolve, options);
        let [guest, host] = plans(&mut planner, self.function, direction);
        verify(&self.resolve, planner.procs(), [&guest, &host]);
        let mut session = Session::new(&self.resolve, planner.procs(), options.pointer);
        session.wait(waits);
        check(&mut session, &guest, &host);
    }
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn strings(texts: &[&str]) -> Value {
    Value::List(texts.iter().map(|one| text(one)).collect())
}

#[test]
fn a_call_that_waits_gives_what_one_that_does_not_gives() {
    let fixture = Fixture::new(|graph| {
        let list = graph.list(graph.prim("string"));
        (vec![list, graph.prim("u64"), list, graph.prim("string")], Some(list))
    });
    let args = [strings(&["a", "", "ccc"]), Value::U64(7), strings(&[]), text("x")];
    for (waits, callback) in [(0, true), (1, true), (5, true), (0, false), (3, false)] {
        let options = Options { callback, ..ASYNC };
        for direction in [Direction::Import, Direction::Export] {
            fixture.with(options, direction, waits, |session, guest, host| {
                let (near, far) = if direction == Direction::Import { (guest, host) } else { (host, guest) };
                for _ in 0..2 {
                    let result = session.call(near, far, &args, |_, seen| {
                        assert_eq!(seen, args);
                        Some(strings(&["one", "two"]))
                    });
                    assert_eq!(result, Ok(Some(strings(&["one", "two"]))), "{direction:?} {waits}");
                }
                assert!(session.handles().is_empty(), "subtasks and sets are dropped");
                assert_eq!(session.memory().live_blocks(), 0);
            });
        }
    }
}

#[test]
fn a_result_without_room_in_core_values_goes_through_memory_to_task_return() {
    let fixture = Fixture::new(|graph| (Vec::new(), Some(graph.fixed(graph.prim("string"), 9))));
    let nine = strings(&["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
    fixture.with(ASYNC, Direction::Export, 2, |session, guest, host| {
        assert!(guest.task_return.as_ref().is_some_and(|part| part.signature.spilled_params));
        assert_eq!(session.call(host, guest, &[], |_, _| Some(nine.clone())), Ok(Some(nine.clone())));
        assert_eq!(session.memory().live_blocks(), 0);
    });
}

/// `f: func(a: borrow<r>) -> own<r>` and its resource.
fn lends() -> (Fixture, TypeId) {
    let mut resource = None;
    let fixture = Fixture::new(|graph| {
        let r = graph.resource("r");
        resource = Some(r);
        (vec![graph.borrow(r)], Some(graph.own(r)))
    });
    (fixture, resource.expect("it was made"))
}

#[test]
fn an_export_drops_what_it_was_lent_before_it_returns() {
    let (fixture, r) = lends();
    for options in [ASYNC, Options { callback: false, ..ASYNC }, Options::default()] {
        fixture.with(options, Direction::Export, 1, |session, guest, host| {
            let kept = session.call(host, guest, &[Value::Handle(7)], |handles, _| {
                Some(Value::Handle(handles.resource_new(r, 8)))
            });
            assert_eq!(kept, Err(Trap::BorrowsLeft(1)));
        });
        fixture.with(options, Direction::Export, 1, |session, guest, host| {
            let dropped = session.call(host, guest, &[Value::Handle(7)], |handles, seen| {
                let [Value::Handle(index)] = seen else { panic!("{seen:?}") };
                assert_eq!(handles.resource_rep(r, *index), Ok(7));
                assert_eq!(handles.lift(*index, Handle::Own(r)), Err(Trap::NotOwned(*index)));
                None
            });
            assert!(dropped.is_err(), "nothing is returned");
        });
    }
}

#[test]
fn a_guest_is_passed_its_own_resource_by_its_representation() {
    let (fixture, r) = lends();
    fixture.with(Options::default(), Direction::Export, 0, |session, guest, host| {
        session.handles().implement(r);
        let result = session.call(host, guest, &[Value::Handle(7)], |handles, seen| {
            assert_eq!(seen, [Value::Handle(7)]);
            assert!(handles.is_empty());
            Some(Value::Handle(handles.resource_new(r, 9)))
        });
        assert_eq!(result, Ok(Some(Value::Handle(9))));
        assert!(session.handles().is_empty(), "the result was given away");
    });
}

#[test]
fn what_is_lent_to_a_call_is_not_dropped_before_it_is_over() {
    let (fixture, r) = lends();
    for (options, waits) in [(Options::default(), 0), (ASYNC, 0), (ASYNC, 1)] {
        fixture.with(options, Direction::Import, waits, |session, guest, host| {
            let lent = session.handles().resource_new(r, 7);
            let result = session.call(guest, host, &[Value::Handle(lent)], |handles, seen| {
                assert_eq!(seen, [Value::Handle(7)]);
                assert_eq!(handles.clone().resource_drop(r, lent), Err(Trap::Lent(lent)));
                assert_eq!(handles.clone().lift(lent, Handle::Own(r)), Err(Trap::Lent(lent)));
                Some(Value::Handle(8))
            });
            let Ok(Some(Value::Handle(given))) = result else { panic!("{result:?}") };
            assert_eq!(session.handles().resource_rep(r, given), Ok(8));
            assert_eq!(session.handles().resource_drop(r, lent), Ok(()));
            assert_eq!(session.handles().resource_drop(r, given), Ok(()));
            assert_eq!(session.handles().destroyed(), [(r, 7), (r, 8)]);
        });
    }
}

#[test]
fn indices_that_refer_to_something_else_trap() {
    let (fixture, r) = lends();
    let call = |index: &dyn Fn(&mut Handles) -> u32| {
        let mut outcome = None;
        fixture.with(Options::default(), Direction::Import, 0, |session, guest, host| {
            let index = index(session.handles());
            let result = session.call(guest, host, &[Value::Handle(index)], |_, _| Some(Value::Handle(1)));
            outcome = Some(result);
        });
        outcome.expect("it was called")
    };
    assert_eq!(call(&|_| 0), Err(Trap::NoHandle(0)));
    assert_eq!(call(&|_| 99), Err(Trap::NoHandle(99)));
    assert_eq!(call(&|handles| handles.add(Entry::ErrorContext(3))), Err(Trap::WrongHandle(1)));
    let other = TypeId::primitive(crate::graph::Primitive::U8);
    assert_eq!(call(&|handles| handles.resource_new(other, 3)), Err(Trap::WrongHandle(1)));
    assert!(matches!(call(&|handles| handles.resource_new(r, 3)), Ok(Some(Value::Handle(_)))));
}

/// Both sides of `stream<record { s: string, n: list<u32> }>`.
fn payloads(check: impl FnOnce(&mut Session<'_>, &Payload, &Payload)) {
    let mut graph = Graph::new();
    let list = graph.list(graph.prim("u32"));
    let record = graph.record("item", &[("s", graph.prim("string")), ("n", list)]);
    let stream = graph.stream(Some(record));
    let alias = graph.alias("items", stream);
    let nothing = graph.future(None);
    let resolve = graph.finish();
    let mut planner = Planner::new(&resolve, Options::default());
    let [guest, host] = [Seat::Guest, Seat::Host].map(|seat| planner.plan_payload(alias, seat));
    assert!(planner.plan_payload(nothing, Seat::Guest).is_none());
    assert!(planner.plan_payload(record, Seat::Guest).is_none());
    let mut session = Session::new(&resolve, planner.procs(), PointerWidth::P32);
    check(&mut session, &guest.expect("a stream"), &host.expect("a stream"));
    assert_eq!(session.finish(), Ok(()));
}

fn item(s: &str, n: &[u32]) -> Value {
    Value::Record(vec![text(s), Value::List(n.iter().copied().map(Value::U32).collect())])
}

#[test]
fn a_write_gives_away_what_was_read_and_takes_back_the_rest() {
    let items = [item("a", &[1, 2]), item("", &[]), item("ccc", &[3])];
    for room in 0..4 {
        payloads(|session, guest, host| {
            let (seen, left) = session.write(guest, host, &items, room).expect("a write");
            let split = room.min(items.len());
            assert_eq!((&seen[..], &left[..]), items.split_at(split));
        });
    }
}

#[test]
fn a_read_adopts_what_was_written() {
    let items = [item("a", &[1, 2]), item("", &[])];
    for room in 0..4 {
        payloads(|session, guest, host| {
            let seen = session.read(guest, host, &items, room).expect("a read");
            assert_eq!(seen, items[..room.min(items.len())]);
        });
    }
}
