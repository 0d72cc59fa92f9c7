//! Random types and values: what one seat lowers, the other lifts.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::shapes::{Types, function};
use super::values::{Values, map_handles};
use super::verify::verify;
use super::{Graph, amount};
use crate::abi::plan::eval::{Entry, Handles, Session, Trap, Value};
use crate::abi::plan::{ElemClass, Handle, Plan, Planner};
use crate::abi::{Direction, Options, PointerWidth, Position, Seat, StringEncoding};
use crate::graph::{FunctionId, Primitive, Resolve, TypeId};

/// The types that a target holds as they lie in memory: none, some, all.
fn as_is(choice: u64) -> impl Fn(TypeId, &ElemClass) -> bool {
    move |ty, class| match choice % 3 {
        0 => false,
        1 => *class == ElemClass::Scalar || ty > TypeId::primitive(Primitive::ErrorContext),
        _ => true,
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
        let mut values = Values::new(resolve, seed);
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
