//! A file in, a compiled component and its functions out: what every command does first.

use std::path::Path;

use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{Component, Func, Instance, Val};
use wasmtime::error::Context as _;
use wasmtime::{AsContextMut, Config, Engine, OptLevel, Result, format_err};

/// An engine for short runs: it compiles quickly rather than well, and knows the value types that are still gated.
pub(crate) fn engine() -> Result<Engine> {
    let mut config = Config::new();
    config.cranelift_opt_level(OptLevel::None);
    config.wasm_component_model_map(true);
    config.wasm_component_model_fixed_length_lists(true);
    Engine::new(&config)
}

/// The version of wasmtime that this program was built with, as its lock file has it.
pub(crate) fn version() -> &'static str {
    const LOCK: &str = include_str!("../Cargo.lock");
    LOCK.split_once("name = \"wasmtime\"\nversion = \"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("unknown", |(version, _)| version)
}

/// Reads and compiles the component in `path`, which is wasm in its binary form.
pub(crate) fn load(engine: &Engine, path: &Path) -> Result<Component> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    Component::from_binary(engine, &bytes)
        .with_context(|| format!("`{}` is not a component that the engine takes", path.display()))
}

/// A function that a component imports or exports.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FunctionName {
    /// The interface it belongs to; `None` when it stands in the world itself.
    pub(crate) interface: Option<String>,
    /// Its name in the interface or world.
    pub(crate) name: String,
}

/// Every function that `component` imports, in the order of its type.
pub(crate) fn imported_functions(engine: &Engine, component: &Component) -> Vec<FunctionName> {
    let mut functions = Vec::new();
    for (name, import) in component.component_type().imports(engine) {
        match import.ty {
            ComponentItem::ComponentFunc(_) => {
                functions.push(FunctionName { interface: None, name: name.to_owned() });
            }
            ComponentItem::ComponentInstance(instance) => {
                let names = instance.exports(engine).filter(|(_, item)| is_function(&item.ty));
                functions.extend(names.map(|(function, _)| FunctionName {
                    interface: Some(name.to_owned()),
                    name: function.to_owned(),
                }));
            }
            _ => {}
        }
    }
    functions
}

fn is_function(item: &ComponentItem) -> bool {
    matches!(item, ComponentItem::ComponentFunc(_))
}

/// The function that `instance` exports under `wanted`.
pub(crate) fn exported_function(
    mut store: impl AsContextMut,
    instance: &Instance,
    wanted: &FunctionName,
) -> Result<Func> {
    let interface = match &wanted.interface {
        Some(interface) => Some(
            instance
                .get_export_index(&mut store, None, interface)
                .ok_or_else(|| format_err!("the component exports no interface `{interface}`"))?,
        ),
        None => None,
    };
    instance
        .get_export_index(&mut store, interface.as_ref(), &wanted.name)
        .and_then(|index| instance.get_func(&mut store, index))
        .ok_or_else(|| format_err!("the component exports no function `{wanted}`"))
}

/// Calls `function` and returns what it returned, if its type has a result.
pub(crate) fn call(mut store: impl AsContextMut, function: Func, arguments: &[Val]) -> Result<Option<Val>> {
    let count = result_count(&function.ty(&store));
    let mut results = vec![Val::Bool(false); count];
    function.call(&mut store, arguments, &mut results)?;
    Ok(results.pop())
}

fn result_count(ty: &ComponentFunc) -> usize {
    ty.results().len()
}

impl std::fmt::Display for FunctionName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.interface {
            Some(interface) => write!(f, "{interface}#{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}
