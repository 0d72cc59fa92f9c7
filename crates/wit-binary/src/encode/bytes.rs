//! The letters of the binary format: numbers, names, value types and sections. Binary.md, "Component Definitions" and "Type
//! Definitions". A world needs so little of the format that a crate that writes all of it would cost those who build
//! bindings more than this one.

use outwit_resolve::graph::Primitive;

/// What a component begins with: the magic number, the version of the format, and that this is a component.
const PREAMBLE: [u8; 8] = *b"\0asm\x0d\0\x01\0";

/// The section whose name says what is in it.
const CUSTOM_SECTION: u8 = 0;

/// Bytes that grow at the end.
#[derive(Default)]
pub(crate) struct Bytes(Vec<u8>);

/// A value type as others refer to it.
#[derive(Clone, Copy)]
pub(super) enum ValType {
    Primitive(Primitive),
    /// The index of a type that is defined.
    Index(u32),
}

impl Bytes {
    /// The beginning of a component.
    pub(crate) fn component() -> Bytes {
        Bytes(PREAMBLE.to_vec())
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn into_vec(self) -> Vec<u8> {
        self.0
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// An unsigned number, LEB128.
    pub(crate) fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// How many of something follow.
    ///
    /// # Panics
    /// If they are more than the format can hold.
    pub(crate) fn count(&mut self, count: usize) {
        self.number(u32::try_from(count).expect("the format counts with 32 bits"));
    }

    /// A name with its length before it.
    pub(crate) fn name(&mut self, name: &str) {
        self.block(name.as_bytes());
    }

    /// Bytes with their number before them.
    pub(crate) fn block(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.append(bytes);
    }

    pub(crate) fn append(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// A section with its number.
    pub(crate) fn section(&mut self, id: u8, content: &Bytes) {
        self.byte(id);
        self.block(&content.0);
    }

    pub(crate) fn custom_section(&mut self, name: &str, data: &[u8]) {
        let mut content = Bytes::default();
        content.name(name);
        content.append(data);
        self.section(CUSTOM_SECTION, &content);
    }

    pub(super) fn val_type(&mut self, ty: ValType) {
        match ty {
            ValType::Primitive(primitive) => self.byte(code(primitive)),
            ValType::Index(index) => self.type_index(index),
        }
    }

    /// `valtype?`
    pub(super) fn optional_type(&mut self, ty: Option<ValType>) {
        self.byte(u8::from(ty.is_some()));
        if let Some(ty) = ty {
            self.val_type(ty);
        }
    }

    /// An index that stands where a primitive type could: a signed number, LEB128, for those are the negative ones.
    fn type_index(&mut self, index: u32) {
        let mut rest = index;
        // Bit 6 of the last byte is the sign.
        while rest >= 0x40 {
            self.0.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push(rest as u8);
    }
}

/// Binary.md, `primvaltype`.
fn code(primitive: Primitive) -> u8 {
    match primitive {
        Primitive::Bool => 0x7f,
        Primitive::S8 => 0x7e,
        Primitive::U8 => 0x7d,
        Primitive::S16 => 0x7c,
        Primitive::U16 => 0x7b,
        Primitive::S32 => 0x7a,
        Primitive::U32 => 0x79,
        Primitive::S64 => 0x78,
        Primitive::U64 => 0x77,
        Primitive::F32 => 0x76,
        Primitive::F64 => 0x75,
        Primitive::Char => 0x74,
        Primitive::String => 0x73,
        Primitive::ErrorContext => 0x64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(write: impl FnOnce(&mut Bytes)) -> Vec<u8> {
        let mut bytes = Bytes::default();
        write(&mut bytes);
        bytes.into_vec()
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        for (number, unsigned, signed) in [
            (0, &[0x00][..], &[0x00][..]),
            (0x3f, &[0x3f], &[0x3f]),
            (0x40, &[0x40], &[0xc0, 0x00]),
            (0x7f, &[0x7f], &[0xff, 0x00]),
            (0x80, &[0x80, 0x01], &[0x80, 0x01]),
            (0x1fff, &[0xff, 0x3f], &[0xff, 0x3f]),
            (0x2000, &[0x80, 0x40], &[0x80, 0xc0, 0x00]),
            (u32::MAX, &[0xff, 0xff, 0xff, 0xff, 0x0f], &[0xff, 0xff, 0xff, 0xff, 0x0f]),
        ] {
            assert_eq!(bytes(|out| out.number(number)), unsigned, "{number}");
            assert_eq!(bytes(|out| out.val_type(ValType::Index(number))), signed, "{number}");
        }
    }

    #[test]
    fn sections_say_how_long_they_are() {
        assert_eq!(bytes(|out| out.custom_section("ab", &[7; 3])), b"\0\x06\x02ab\x07\x07\x07");
    }
}
