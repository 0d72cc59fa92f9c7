//! Fuel a call, the guest of `tools/bench-guests/fuel` as a component: one line for each function that it imports and
//! exports, with its name, the fuel of a call of the import and of the export.
//!
//! Fuel counts the guest's instructions: its glue, its allocator, and what it does with the values; the host's work is free. Every function
//! is called twice, and the second call counts: the first may start things up.

use std::path::Path;

use wasmtime::component::{Component, Func, Instance, Linker, Resource, ResourceAny, ResourceType, Val};
use wasmtime::{Config, Engine, Result, Store, StoreContextMut, bail, ensure, format_err};

use crate::engine::{self, FunctionName};

const INTERFACE: &str = "bench:fuel/calls";

/// A number that no function has.
const NONE: u32 = u32::MAX;

/// The resource that the host implements.
struct Thing;

/// What the host saw last: the name of the import and its arguments.
#[derive(Default)]
struct Seen(Option<(String, Vec<Val>)>);

/// Prints a line for each function.
pub(crate) fn measure(path: &Path) -> Result<()> {
    let mut config = Config::new();
    config.consume_fuel(true);
    let engine = Engine::new(&config)?;
    let component = engine::load(&engine, path)?;
    let mut store = Store::new(&engine, Seen::default());
    store.set_fuel(u64::MAX)?;
    let instance = linker(&engine, &component)?.instantiate(&mut store, &component)?;
    let mut guest = Guest { store, instance };
    let prepare = guest.function(None, "prepare")?;
    guest.fuel(prepare, &[])?;
    let run = guest.function(None, "run")?;
    let nothing = guest.second(run, &[Val::U32(NONE)])?;
    for which in 0.. {
        let import = guest.second(run, &[Val::U32(which)])?;
        let Some((name, arguments)) = guest.store.data_mut().0.take() else { break };
        let export = guest.export(&name, arguments)?;
        println!("{name} {} {export}", import - nothing);
    }
    Ok(())
}

struct Guest {
    store: Store<Seen>,
    instance: Instance,
}

impl Guest {
    fn function(&mut self, interface: Option<&str>, name: &str) -> Result<Func> {
        let name = FunctionName { interface: interface.map(str::to_owned), name: name.to_owned() };
        engine::exported_function(&mut self.store, &self.instance, &name)
    }

    /// The fuel of a call of the export `name` with these arguments.
    fn export(&mut self, name: &str, mut arguments: Vec<Val>) -> Result<u64> {
        let function = self.function(Some(INTERFACE), name)?;
        let mut spent = 0;
        for _ in 0..2 {
            // The guest's resource in place of the host's.
            if let Some(Val::Resource(_)) = arguments.first() {
                arguments[0] = self.thing()?;
            }
            spent = self.fuel(function, &arguments)?;
        }
        Ok(spent)
    }

    /// A handle for a resource that the guest implements.
    fn thing(&mut self) -> Result<Val> {
        let constructor = self.function(Some(INTERFACE), "[constructor]thing")?;
        let thing = engine::call(&mut self.store, constructor, &[Val::U32(1)])?;
        thing.ok_or_else(|| format_err!("a constructor returned nothing"))
    }

    fn second(&mut self, function: Func, arguments: &[Val]) -> Result<u64> {
        self.fuel(function, arguments)?;
        self.fuel(function, arguments)
    }

    fn fuel(&mut self, function: Func, arguments: &[Val]) -> Result<u64> {
        let before = self.store.get_fuel()?;
        engine::call(&mut self.store, function, arguments)?;
        let after = self.store.get_fuel()?;
        Ok(before - after)
    }
}

fn linker(engine: &Engine, component: &Component) -> Result<Linker<Seen>> {
    let mut linker = Linker::new(engine);
    let mut interface = linker.instance(INTERFACE)?;
    interface.resource("thing", ResourceType::host::<Thing>(), |_, _| Ok(()))?;
    for function in engine::imported_functions(engine, component) {
        ensure!(function.interface.as_deref() == Some(INTERFACE), "`{function}` is not of {INTERFACE}");
        let name = function.name;
        interface.func_new(&name.clone(), move |store, _, arguments, results| {
            answer(store, &name, arguments, results)
        })?;
    }
    Ok(linker)
}

/// Writes the call down, and answers with the argument where it has the type of the result.
fn answer(
    mut store: StoreContextMut<'_, Seen>,
    name: &str,
    arguments: &[Val],
    results: &mut [Val],
) -> Result<()> {
    match (name, arguments) {
        ("[constructor]thing", _) => {
            let thing = Resource::<Thing>::new_own(1);
            results[0] = Val::Resource(ResourceAny::try_from_resource(thing, &mut store)?);
            return Ok(());
        }
        ("many", _) => results[0] = Val::U32(1),
        ("borrowed" | "[method]thing.get", [Val::Resource(lent), ..]) => {
            lent.resource_drop(&mut store)?;
            results[0] = Val::U32(1);
        }
        (_, [argument]) => results[0] = argument.clone(),
        _ => bail!("what is `{name}`?"),
    }
    store.data_mut().0 = Some((name.to_owned(), arguments.to_vec()));
    Ok(())
}
