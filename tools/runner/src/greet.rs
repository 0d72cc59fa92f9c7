//! The component of `examples/greeter` and a person in, the greeting and what the guest logged out.
//!
//! The host knows the example's interfaces by name alone: values cross as `Val`, so no bindings are compiled in.

use std::path::Path;

use wasmtime::component::{Component, Linker, Val};
use wasmtime::error::Context as _;
use wasmtime::{Engine, Result, Store, StoreContextMut, bail};

use crate::engine::{self, FunctionName};

const GREET: &str = "example:greeter/greet@1.0.0";
const LOGGING: &str = "example:greeter/logging@1.0.0";

/// Everything the guest logged, one line a call.
type Log = Vec<String>;

/// Calls `greet` with a person of this name and age; prints the lines of the log, then the greeting.
pub(crate) fn greet(path: &Path, name: &str, age: u32) -> Result<()> {
    let engine = engine::engine()?;
    let component = engine::load(&engine, path)?;
    let mut store = Store::new(&engine, Log::new());
    let greeting = greeting(&engine, &component, &mut store, name, age)?;
    for line in store.data() {
        println!("{line}");
    }
    println!("{greeting}");
    Ok(())
}

fn greeting(
    engine: &Engine,
    component: &Component,
    store: &mut Store<Log>,
    name: &str,
    age: u32,
) -> Result<String> {
    let mut linker = Linker::new(engine);
    linker.instance(LOGGING)?.func_new("log", |store, _, arguments, _| write_down(store, arguments))?;
    let instance = linker.instantiate(&mut *store, component)?;
    let wanted = FunctionName { interface: Some(GREET.to_owned()), name: "greet".to_owned() };
    let function = engine::exported_function(&mut *store, &instance, &wanted)?;
    let person = Val::Record(vec![
        ("name".to_owned(), Val::String(name.to_owned())),
        ("age".to_owned(), Val::U32(age)),
    ]);
    match engine::call(store, function, &[person]).context("the greeter did not return")? {
        Some(Val::String(greeting)) => Ok(greeting),
        other => bail!("`{wanted}` returned {other:?}, not a string"),
    }
}

/// The host's side of `log: func(level: level, message: string)`.
fn write_down(mut store: StoreContextMut<'_, Log>, arguments: &[Val]) -> Result<()> {
    let [Val::Enum(level), Val::String(message)] = arguments else {
        bail!("`log` was called with {arguments:?}, not with a level and a message");
    };
    store.data_mut().push(format!("[{level}] {message}"));
    Ok(())
}
