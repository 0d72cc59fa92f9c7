//! Core names: what a component linker looks for in a core module. The names are those of the mangling that all current
//! linkers read; they are a convention of the linkers, beside the specification.

use super::CallAbi;
use super::core_module::{Mangling, ResourceBuiltin};
use crate::graph::{FunctionId, Resolve, TypeId, WorldKey};

/// The module of imports that belong to the world itself.
pub const ROOT: &str = "$root";

/// The export that is the memory.
pub const MEMORY: &str = "memory";

/// The export that allocates, moves and frees: `(old address, old size, alignment, new size) -> address`.
pub const REALLOC: &str = "cabi_realloc";

/// The export that is called once, before any other.
pub const INITIALIZE: &str = "_initialize";

/// The two names of a core import.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CoreImport {
    /// The module.
    pub module: String,
    /// The name within the module.
    pub field: String,
}

/// What stands before the name of a function that is called by a convention.
pub fn prefix(abi: CallAbi) -> &'static str {
    match abi {
        CallAbi::SyncLower | CallAbi::SyncLift => "",
        CallAbi::AsyncLower => "[async-lower]",
        CallAbi::CallbackLift => "[async-lift]",
        CallAbi::StackfulLift => "[async-lift-stackful]",
    }
}

/// The names that a guest imports a function under, lowered synchronously. `interface` is the key under which the world
/// imports the interface of the function; `None` for a function of the world itself.
pub fn import(resolve: &Resolve, interface: Option<WorldKey>, function: FunctionId) -> CoreImport {
    let module = interface.map_or_else(|| ROOT.to_owned(), |key| world_key(resolve, key));
    CoreImport { module, field: resolve.function_label(function) }
}

/// The name that a guest exports a function under, lifted synchronously; `interface` likewise.
pub fn export(resolve: &Resolve, interface: Option<WorldKey>, function: FunctionId) -> String {
    let name = resolve.function_label(function);
    match interface {
        Some(key) => format!("{}#{name}", world_key(resolve, key)),
        None => name,
    }
}

/// The name of the post-return function of an export.
pub fn post_return(resolve: &Resolve, interface: Option<WorldKey>, function: FunctionId) -> String {
    format!("cabi_post_{}", export(resolve, interface, function))
}

/// The names that a guest imports a built-in of a resource under: `resource.drop`, and for a resource that it exports itself
/// `resource.new` and `resource.rep`. `interface` is the key of the interface that has the resource, on the side of the world that is meant.
pub fn resource_builtin(
    resolve: &Resolve,
    interface: Option<WorldKey>,
    (resource, is_exported): (TypeId, bool),
    builtin: ResourceBuiltin,
) -> CoreImport {
    Mangling::Legacy.resource(resolve, interface, (resource, is_exported), builtin)
}

/// The name that a guest exports the destructor of a resource under.
pub fn destructor(resolve: &Resolve, interface: Option<WorldKey>, resource: TypeId) -> String {
    Mangling::Legacy.destructor(resolve, interface, resource)
}

/// The text of a key: a plain name, or `ns:pkg/name@version`.
pub fn world_key(resolve: &Resolve, key: WorldKey) -> String {
    match key {
        WorldKey::Name(name) => resolve[name].to_owned(),
        WorldKey::Interface(interface) => {
            resolve.interface_id(interface).expect("a key names no inline interface")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Graph;
    use super::*;
    use crate::graph::{Accessor, FunctionKind};

    #[test]
    fn functions_of_worlds_and_interfaces() {
        let mut graph = Graph::new();
        let id = WorldKey::Interface(graph.interface("greet", "example:greeter@1.2.3"));
        let label = WorldKey::Name(graph.intern("inline"));
        let function = graph.function("say-hello", &[], None);
        let resolve = graph.finish();
        let module = |key| import(&resolve, key, function).module;
        assert_eq!(
            [None, Some(id), Some(label)].map(module),
            ["$root", "example:greeter/greet@1.2.3", "inline"]
        );
        assert_eq!(import(&resolve, Some(id), function).field, "say-hello");
        let exports = [None, Some(id), Some(label)].map(|key| export(&resolve, key, function));
        assert_eq!(exports, ["say-hello", "example:greeter/greet@1.2.3#say-hello", "inline#say-hello"]);
        assert_eq!(
            post_return(&resolve, Some(id), function),
            "cabi_post_example:greeter/greet@1.2.3#say-hello"
        );
        assert_eq!(post_return(&resolve, None, function), "cabi_post_say-hello");
    }

    #[test]
    fn functions_of_resources_and_accessors() {
        let mut graph = Graph::new();
        let r = graph.resource("r");
        let kinds = [
            (FunctionKind::Freestanding, None, "m"),
            (FunctionKind::Freestanding, Some(Accessor::Getter), "[get]m"),
            (FunctionKind::Freestanding, Some(Accessor::Setter), "[set]m"),
            (FunctionKind::Constructor(r), None, "[constructor]r"),
            (FunctionKind::Method(r), None, "[method]r.m"),
            (FunctionKind::Method(r), Some(Accessor::Getter), "[method][get]r.m"),
            (FunctionKind::Method(r), Some(Accessor::Setter), "[method][set]r.m"),
            (FunctionKind::Static(r), None, "[static]r.m"),
            (FunctionKind::Static(r), Some(Accessor::Getter), "[static][get]r.m"),
            (FunctionKind::Static(r), Some(Accessor::Setter), "[static][set]r.m"),
        ];
        let functions = kinds.map(|(kind, accessor, _)| {
            let function = graph.function("m", &[], None);
            graph.change(function, |function| (function.kind, function.accessor) = (kind, accessor));
            function
        });
        let resolve = graph.finish();
        for (function, (_, _, name)) in functions.into_iter().zip(kinds) {
            assert_eq!(resolve.function_label(function), name);
        }
    }
}
