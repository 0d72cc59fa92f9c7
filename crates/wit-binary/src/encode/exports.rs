//! A component that holds nothing but types and their exports: the form of packages and of `component-type` sections.

use wasm_encoder::{
    Component, ComponentExportKind, ComponentExportSection, ComponentType, ComponentTypeRef,
    ComponentTypeSection, CustomSection, ProducersField, ProducersSection,
};

/// A component of types and their exports.
pub(crate) struct Exports {
    component: Component,
    /// How many types there are.
    types: u32,
}

impl Exports {
    pub(crate) fn new() -> Exports {
        Exports { component: Component::new(), types: 0 }
    }

    /// Defines a type and exports it under `name`.
    pub(crate) fn export(&mut self, name: &str, ty: &ComponentType) {
        let mut types = ComponentTypeSection::new();
        types.component(ty);
        let mut exports = ComponentExportSection::new();
        exports.export(name, ComponentExportKind::Type, self.types, None);
        self.component.section(&types).section(&exports);
        // What is exported is a type of its own.
        self.types += 2;
    }

    pub(crate) fn custom(&mut self, name: &str, data: &[u8]) {
        self.component.section(&CustomSection { name: name.into(), data: data.into() });
    }

    /// The bytes. `producers` is the name and version of the program that made them. Tool-conventions, "Producers Section".
    pub(crate) fn finish(mut self, producers: Option<(&str, &str)>) -> Vec<u8> {
        if let Some((name, version)) = producers {
            let mut field = ProducersField::new();
            field.value(name, version);
            let mut section = ProducersSection::new();
            section.field("processed-by", &field);
            self.component.section(&section);
        }
        self.component.finish()
    }
}

/// A component type that exports the component type of a world under its id.
pub(crate) fn wrapper_type(id: &str, world: &ComponentType) -> ComponentType {
    let mut wrapper = ComponentType::new();
    wrapper.ty().component(world);
    wrapper.export(id, ComponentTypeRef::Component(0));
    wrapper
}
