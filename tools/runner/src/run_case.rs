//! A component that imports what it exports in, every call that crossed the host out.
//!
//! The component is instantiated twice. The **caller**'s exported `run` calls its imports and asserts what they
//! return; the host forwards each call to the function of the same name that the **callee** exports, which asserts
//! its parameters. So every value is lowered and lifted four times (caller, host, callee, and back), it is asserted
//! on both sides by the guest, and the host, a third party, prints it as it saw it.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::component::{Component, Func, Linker, Val};
use wasmtime::error::Context as _;
use wasmtime::{Engine, Result, Store, bail, ensure};

use crate::engine::{self, FunctionName};
use crate::value;

/// Runs the case in `path` and prints one line a call. It is an error when a side trapped, when `run` counted other
/// calls than the host saw, and when a function was never called, for then the case tests less than it says.
pub(crate) fn run_case(path: &Path) -> Result<()> {
    let engine = engine::engine()?;
    let component = engine::load(&engine, path)?;
    let functions = engine::imported_functions(&engine, &component);
    ensure!(!functions.is_empty(), "the component imports no function, so there is nothing to call");
    let callee = Arc::new(Mutex::new(Callee::instantiate(&engine, &component, &functions)?));
    let counted = run_caller(&engine, &component, &functions, &callee);
    let calls = std::mem::take(&mut lock(&callee).calls);
    for call in &calls {
        println!("{}", call.line);
    }
    check_counts(&functions, &calls, counted?)
}

/// The instance that answers, in a store of its own: the caller may not be entered again while it calls.
struct Callee {
    store: Store<()>,
    exports: Vec<Func>,
    calls: Vec<Call>,
}

/// One call as the host saw it.
struct Call {
    /// Which of the functions.
    function: usize,
    /// `name(arguments) -> result`.
    line: String,
}

impl Callee {
    /// Its own imports trap: an exported function answers by itself.
    fn instantiate(engine: &Engine, component: &Component, functions: &[FunctionName]) -> Result<Callee> {
        let mut store = Store::new(engine, ());
        let mut linker = Linker::new(engine);
        linker.define_unknown_imports_as_traps(component)?;
        let instance = linker.instantiate(&mut store, component).context("the callee does not start")?;
        let exports = functions
            .iter()
            .map(|name| engine::exported_function(&mut store, &instance, name))
            .collect::<Result<_>>()
            .context("a case exports every function that it imports")?;
        Ok(Callee { store, exports, calls: Vec::new() })
    }

    /// Calls `function` and writes the call down, also when it traps.
    fn answer(&mut self, function: usize, name: &FunctionName, arguments: &[Val]) -> Result<Option<Val>> {
        let shown = value::arguments(arguments);
        let result = engine::call(&mut self.store, self.exports[function], arguments);
        let line = match &result {
            Ok(Some(result)) => format!("{}({shown}) -> {}", name.name, value::text(result)),
            Ok(None) => format!("{}({shown})", name.name),
            Err(_) => format!("{}({shown}) trapped", name.name),
        };
        self.calls.push(Call { function, line });
        result.with_context(|| format!("the callee's `{name}` did not return"))
    }
}

/// Calls the caller's `run`, which returns how many calls it made.
fn run_caller(
    engine: &Engine,
    component: &Component,
    functions: &[FunctionName],
    callee: &Arc<Mutex<Callee>>,
) -> Result<u32> {
    let mut linker = Linker::new(engine);
    for (index, name) in functions.iter().enumerate() {
        forward(&mut linker, index, name.clone(), Arc::clone(callee))?;
    }
    // What is left are interfaces that hold types alone.
    linker.define_unknown_imports_as_traps(component)?;
    let mut store = Store::new(engine, ());
    let instance = linker.instantiate(&mut store, component).context("the caller does not start")?;
    let run = FunctionName { interface: None, name: "run".to_owned() };
    let function = engine::exported_function(&mut store, &instance, &run)?;
    match engine::call(&mut store, function, &[]).context("the caller's `run` did not return")? {
        Some(Val::U32(count)) => Ok(count),
        other => bail!("`run` returned {other:?}, not a u32 with the number of its calls"),
    }
}

/// Defines the import `name` as a call of the callee's export of that name.
fn forward(
    linker: &mut Linker<()>,
    index: usize,
    name: FunctionName,
    callee: Arc<Mutex<Callee>>,
) -> Result<()> {
    let mut place = match &name.interface {
        Some(interface) => linker.instance(interface)?,
        None => linker.root(),
    };
    let function = name.name.clone();
    place.func_new(&function, move |_, _, arguments, results| {
        if let Some(result) = lock(&callee).answer(index, &name, arguments)? {
            results[0] = result;
        }
        Ok(())
    })
}

fn check_counts(functions: &[FunctionName], calls: &[Call], counted: u32) -> Result<()> {
    ensure!(
        usize::try_from(counted) == Ok(calls.len()),
        "`run` says that it made {counted} calls, the host saw {}",
        calls.len()
    );
    for (index, name) in functions.iter().enumerate() {
        ensure!(calls.iter().any(|call| call.function == index), "`{name}` was never called");
    }
    Ok(())
}

/// A poisoned lock means that a call panicked; its error is reported where it happened.
fn lock(callee: &Mutex<Callee>) -> std::sync::MutexGuard<'_, Callee> {
    callee.lock().unwrap_or_else(PoisonError::into_inner)
}
