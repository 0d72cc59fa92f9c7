//! The `component-type` custom section of a core module: one world as a component binary that holds nothing but types.
//!
//! The format is that of the published wit-component, version 4: a custom section with the version and the string
//! encoding, a component type that exports the world under its id, an export of that type under the world's plain name,
//! and what made the module (tool-conventions, "Producers Section"). Docs, gates and everything the world does not
//! reach are absent.

use std::borrow::Cow;

use outwit_resolve::graph::{Resolve, WorldId};
use wasm_encoder::{
    Component, ComponentExportKind, ComponentExportSection, ComponentType, ComponentTypeRef,
    ComponentTypeSection, CustomSection, ProducersField, ProducersSection,
};

use crate::encode::world_type;

/// What the name of every section with such a payload begins with.
pub const SECTION_PREFIX: &str = "component-type";

/// Version 4 of the payload; strings are UTF-8.
const ENCODING: CustomSection<'static> =
    CustomSection { name: Cow::Borrowed("wit-component-encoding"), data: Cow::Borrowed(&[0x04, 0x00]) };

/// A name for the section of one world, `component-type:<generator>:<package>:<world>:<suffix>`.
///
/// Linkers join custom sections of equal name, and joined payloads cannot be read, so each set of bindings in a module
/// needs a name of its own: `suffix` tells apart those that one generator made from one world.
pub fn section_name(resolve: &Resolve, world: WorldId, generator: &str, suffix: &str) -> String {
    let package = &resolve[resolve[world].package].name;
    format!("{SECTION_PREFIX}:{generator}:{package}:{}:{suffix}", &resolve[resolve[world].name])
}

/// The payload of the section: the imports and exports of `world`, in elaborated order, with the interfaces behind them.
/// `producers` is the name and version of the program to record as `processed-by`.
///
/// # Panics
/// If the world is not elaborated; every world of a finished graph is.
pub fn encode_component_type(resolve: &Resolve, world: WorldId, producers: Option<(&str, &str)>) -> Vec<u8> {
    let mut package = ComponentType::new();
    package.ty().component(&world_type(resolve, world));
    package.export(resolve.world_id(world), ComponentTypeRef::Component(0));

    let mut types = ComponentTypeSection::new();
    types.component(&package);
    let mut exports = ComponentExportSection::new();
    exports.export(&resolve[resolve[world].name], ComponentExportKind::Type, 0, None);

    let mut component = Component::new();
    component.section(&ENCODING).section(&types).section(&exports);
    if let Some((name, version)) = producers {
        let mut field = ProducersField::new();
        field.value(name, version);
        let mut section = ProducersSection::new();
        section.field("processed-by", &field);
        component.section(&section);
    }
    component.finish()
}
