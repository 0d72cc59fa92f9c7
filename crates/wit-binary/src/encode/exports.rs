//! A component that holds nothing but types and their exports: the form of packages and of `component-type` sections.

use super::bytes::Bytes;
use super::declare::{Declarations, ExternType, TYPE_SORT};
use super::names::ExternName;

/// Binary.md, `section`.
const TYPE_SECTION: u8 = 7;
const EXPORT_SECTION: u8 = 11;

/// A component of types and their exports.
pub(crate) struct Exports {
    component: Bytes,
    /// How many types there are.
    types: u32,
}

impl Exports {
    pub(crate) fn new() -> Exports {
        Exports { component: Bytes::component(), types: 0 }
    }

    /// Defines a type and exports it under `name`.
    pub(crate) fn export(&mut self, name: &str, ty: &Declarations) {
        let mut types = Bytes::default();
        types.count(1);
        ty.write_component(&mut types);
        self.component.section(TYPE_SECTION, &types);
        let mut exports = Bytes::default();
        exports.count(1);
        ExternName::from(name).write(&mut exports);
        exports.byte(TYPE_SORT);
        exports.number(self.types);
        // The type of what is exported is not written.
        exports.byte(0x00);
        self.component.section(EXPORT_SECTION, &exports);
        // What is exported is a type of its own.
        self.types += 2;
    }

    pub(crate) fn custom(&mut self, name: &str, data: &[u8]) {
        self.component.custom_section(name, data);
    }

    /// The bytes. `producers` is the name and version of the program that made them. Tool-conventions, "Producers Section".
    pub(crate) fn finish(mut self, producers: Option<(&str, &str)>) -> Vec<u8> {
        if let Some((name, version)) = producers {
            let mut fields = Bytes::default();
            fields.count(1);
            fields.name("processed-by");
            fields.count(1);
            fields.name(name);
            fields.name(version);
            self.component.custom_section("producers", fields.as_slice());
        }
        self.component.into_vec()
    }
}

/// A component type that exports the component type of a world under its id.
pub(crate) fn wrapper_type(id: &str, world: &Declarations) -> Declarations {
    let mut wrapper = Declarations::default();
    wrapper.new_component_type(world);
    wrapper.export(&id.into(), ExternType::Component(0));
    wrapper
}
