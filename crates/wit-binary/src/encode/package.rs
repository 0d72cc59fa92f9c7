//! One package as a component that holds nothing but types. WIT.md, "Package Format".
//!
//! Each interface is a component type that imports the types of the interfaces it uses and exports an instance; each
//! world is one that exports a component. Both are exported under their plain names.

use outwit_resolve::graph::{PackageId, Resolve};

use super::exports::{Exports, wrapper_type};
use super::order;
use super::world::{interface_type, world_type};
use crate::package_docs;

/// The active items of `package` as WebAssembly, with their docs and gates (custom section `package-docs`). Of other
/// packages there is no more than the types of the interfaces in use. `producers` is the name and version of the program
/// to record as `processed-by`.
///
/// ```
/// use outwit_resolve::{Features, Loader, MemorySource, resolve};
///
/// let files = MemorySource::new();
/// let mut loader = Loader::new(&files);
/// loader.text("greet.wit", "package a:b; interface greet { hello: func() -> string; }");
/// let loaded = loader.finish();
/// let resolved = resolve(&loaded, &Features::default()).finish().expect("the text is right");
/// let wasm = outwit_binary::encode_package(&resolved.graph, resolved.roots[0], None);
/// assert!(wasm.starts_with(b"\0asm"));
/// ```
pub fn encode_package(resolve: &Resolve, package: PackageId, producers: Option<(&str, &str)>) -> Vec<u8> {
    let mut out = Exports::new();
    let id = &resolve[package].name;
    for interface in order::interfaces(resolve, package) {
        let name = resolve[interface].name.expect("interfaces of packages have names");
        out.export(&resolve[name], &interface_type(resolve, interface));
    }
    for world in order::worlds(resolve, package) {
        let name = &resolve[resolve[world].name];
        out.export(name, &wrapper_type(&id.item_id(name), &world_type(resolve, world)));
    }
    out.custom(package_docs::SECTION, &package_docs::write(resolve, package));
    out.finish(producers)
}
