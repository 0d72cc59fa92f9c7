//! Component types and instance types: lists of declarations. Binary.md, `componenttype` and `instancetype`.

use super::bytes::Bytes;
use super::names::ExternName;

/// Binary.md, `sort`: what an alias or export is of.
pub(super) const TYPE_SORT: u8 = 3;

const COMPONENT_TYPE: u8 = 0x41;
const INSTANCE_TYPE: u8 = 0x42;

/// The declarations of a component type or instance type, and how much its index spaces hold.
#[derive(Default)]
pub(crate) struct Declarations {
    bytes: Bytes,
    count: u32,
    types: u32,
    instances: u32,
}

/// What is imported or exported. Binary.md, `externtype`.
#[derive(Clone, Copy)]
pub(super) enum ExternType {
    /// Of a type by its index, as are all that follow but resources.
    Function(u32),
    /// A type that is equal to the one with this index.
    Type(u32),
    /// A resource of its own.
    Resource,
    Component(u32),
    Instance(u32),
}

impl Declarations {
    /// The index of the next type.
    pub(super) fn types(&self) -> u32 {
        self.types
    }

    /// The index of the next instance.
    pub(super) fn instances(&self) -> u32 {
        self.instances
    }

    /// Begins the definition of a type, which is to be written to what is returned.
    pub(super) fn new_type(&mut self) -> &mut Bytes {
        self.types += 1;
        self.declare(0x01)
    }

    pub(super) fn new_component_type(&mut self, declarations: &Declarations) {
        declarations.write(COMPONENT_TYPE, self.new_type());
    }

    pub(super) fn new_instance_type(&mut self, declarations: &Declarations) {
        declarations.write(INSTANCE_TYPE, self.new_type());
    }

    /// Makes a type known that an instance exports.
    pub(super) fn alias_export(&mut self, instance: u32, name: &str) {
        self.types += 1;
        let out = self.declare(0x02);
        out.byte(TYPE_SORT);
        out.byte(0x00);
        out.number(instance);
        out.name(name);
    }

    /// Makes a type known that stands around this type.
    pub(super) fn alias_outer(&mut self, index: u32) {
        self.types += 1;
        let out = self.declare(0x02);
        out.byte(TYPE_SORT);
        out.byte(0x02);
        out.number(1);
        out.number(index);
    }

    pub(super) fn import(&mut self, name: &ExternName<'_>, ty: ExternType) {
        self.named(0x03, name, ty);
    }

    pub(super) fn export(&mut self, name: &ExternName<'_>, ty: ExternType) {
        self.named(0x04, name, ty);
    }

    /// Writes all as a component type.
    pub(super) fn write_component(&self, out: &mut Bytes) {
        self.write(COMPONENT_TYPE, out);
    }

    fn write(&self, kind: u8, out: &mut Bytes) {
        out.byte(kind);
        out.number(self.count);
        out.append(self.bytes.as_slice());
    }

    fn declare(&mut self, kind: u8) -> &mut Bytes {
        self.count += 1;
        self.bytes.byte(kind);
        &mut self.bytes
    }

    fn named(&mut self, kind: u8, name: &ExternName<'_>, ty: ExternType) {
        match ty {
            ExternType::Type(_) | ExternType::Resource => self.types += 1,
            ExternType::Instance(_) => self.instances += 1,
            ExternType::Function(_) | ExternType::Component(_) => {}
        }
        let out = self.declare(kind);
        name.write(out);
        let (sort, index) = match ty {
            ExternType::Function(index) => (&[0x01][..], Some(index)),
            ExternType::Type(index) => (&[TYPE_SORT, 0x00][..], Some(index)),
            ExternType::Resource => (&[TYPE_SORT, 0x01][..], None),
            ExternType::Component(index) => (&[0x04][..], Some(index)),
            ExternType::Instance(index) => (&[0x05][..], Some(index)),
        };
        out.append(sort);
        if let Some(index) = index {
            out.number(index);
        }
    }
}
