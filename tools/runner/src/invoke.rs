//! A component in, one call of one of its exported functions out.

use std::path::Path;

use wasmtime::component::{Component, Linker};
use wasmtime::error::Context as _;
use wasmtime::{Result, Store, StoreContextMut};

use crate::engine::{self, FunctionName};
use crate::value;

/// Instantiates the component in `path`, calls its exported function `name` and prints what that returned. A trap
/// is an error. Imports are those of WASI that a standard library has: they trap when they are called, but for what hash tables
/// begin with.
pub(crate) fn invoke(path: &Path, name: &str) -> Result<()> {
    let engine = engine::engine()?;
    let component = engine::load(&engine, path)?;
    let mut store = Store::new(&engine, ());
    let mut linker = Linker::new(&engine);
    define_seeds(&mut linker, &component)?;
    linker.define_unknown_imports_as_traps(&component)?;
    let instance = linker.instantiate(&mut store, &component)?;
    let wanted = FunctionName { interface: None, name: name.to_owned() };
    let function = engine::exported_function(&mut store, &instance, &wanted)?;
    let result =
        engine::call(&mut store, function, &[]).with_context(|| format!("`{wanted}` did not return"))?;
    if let Some(result) = result {
        println!("{}", value::text(&result));
    }
    Ok(())
}

/// Random numbers of WASI, of whatever version: always the same, as a test wants them.
fn define_seeds(linker: &mut Linker<()>, component: &Component) -> Result<()> {
    for (name, _) in component.component_type().imports(component.engine()) {
        let interface = name.split('@').next().unwrap_or_default();
        match interface {
            "wasi:random/insecure-seed" => {
                let seed = |_: StoreContextMut<'_, ()>, ()| Ok(((1_u64, 2_u64),));
                linker.instance(name)?.func_wrap("insecure-seed", seed)?;
            }
            "wasi:random/random" => {
                let bytes =
                    |_: StoreContextMut<'_, ()>, (length,): (u64,)| Ok((vec![1_u8; length as usize],));
                linker.instance(name)?.func_wrap("get-random-bytes", bytes)?;
            }
            _ => {}
        }
    }
    Ok(())
}
