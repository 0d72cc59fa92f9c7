//! A component in, one call of one of its exported functions out.

use std::path::Path;

use wasmtime::component::Linker;
use wasmtime::error::Context as _;
use wasmtime::{Result, Store};

use crate::engine::{self, FunctionName};
use crate::value;

/// Instantiates the component in `path`, calls its exported function `name` and prints what that returned. A trap
/// is an error. Imports, such as those of WASI that the standard library has, trap when they are called.
pub(crate) fn invoke(path: &Path, name: &str) -> Result<()> {
    let engine = engine::engine()?;
    let component = engine::load(&engine, path)?;
    let mut store = Store::new(&engine, ());
    let mut linker = Linker::new(&engine);
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
