//! Elements of lists as the canonical ABI lays them out, for the guest of `tools/bench-guests/lists`.

/// A kind of element, in the order of the guest's numbers.
pub(crate) struct Kind {
    /// As in the names of the functions: `take-u8`, `give-u8`.
    pub(crate) name: &'static str,
    /// Bytes of an element.
    pub(crate) size: usize,
    /// Its alignment.
    pub(crate) align: usize,
    /// Whether each element has a text in a block of its own.
    pub(crate) has_text: bool,
    /// The element of a number, whose text lies at an address.
    encode: fn(u32, u32) -> [u32; 3],
    /// How many bytes each of the parts takes that `encode` gives.
    widths: &'static [usize],
}

/// The text of every element that has one.
pub(crate) const TEXT: &[u8] = b"a string";

const LENGTH: u32 = TEXT.len() as u32;

const fn kind(
    name: &'static str,
    align: usize,
    has_text: bool,
    widths: &'static [usize],
    encode: fn(u32, u32) -> [u32; 3],
) -> Kind {
    let (mut size, mut part) = (0, 0);
    while part < widths.len() {
        size += widths[part];
        part += 1;
    }
    Kind { name, size, align, has_text, encode, widths }
}

/// All kinds.
pub(crate) const KINDS: &[Kind] = &[
    kind("u8", 1, false, &[1], |i, _| [i & 0xff, 0, 0]),
    kind("u32", 4, false, &[4], |i, _| [i, 0, 0]),
    kind("f64", 8, false, &[4, 4], |_, _| [0, 0, 0]),
    kind("bool", 1, false, &[1], |i, _| [i % 2, 0, 0]),
    kind("char", 4, false, &[4], |_, _| [u32::from(b'x'), 0, 0]),
    kind("enum", 1, false, &[1], |_, _| [1, 0, 0]),
    kind("flags", 1, false, &[1], |_, _| [1, 0, 0]),
    kind("point", 4, false, &[4, 4], |_, _| [1, 2, 0]),
    // A number, a boolean and an enum, with padding behind.
    kind("mixed", 4, false, &[4, 4], |i, _| [i, 0x0000_0201, 0]),
    kind("option", 4, false, &[4, 4], |i, _| [(i + 1) % 2, i, 0]),
    kind("result", 4, false, &[4, 4], |i, _| if i % 2 == 0 { [0, i, 0] } else { [1, 0, 0] }),
    kind("tuple", 4, false, &[4, 4], |i, _| [i, i, 0]),
    kind("handle", 4, false, &[4], |i, _| [i + 1, 0, 0]),
    kind("string", 4, true, &[4, 4], |_, text| [text, LENGTH, 0]),
    kind("bytes", 4, true, &[4, 4], |_, text| [text, LENGTH, 0]),
    kind("person", 4, true, &[4, 4, 4], |i, text| [text, LENGTH, i]),
    kind("shape", 4, true, &[4, 4, 4], |i, text| match i % 3 {
        0 => [0, 0, 0],
        1 => [1, i, 0],
        _ => [2, text, LENGTH],
    }),
];

impl Kind {
    /// Appends the bytes of the element of this number.
    pub(crate) fn write(&self, number: u32, text: u32, out: &mut Vec<u8>) {
        let parts = (self.encode)(number, text);
        for (part, width) in parts.iter().zip(self.widths) {
            out.extend(&part.to_le_bytes()[..*width]);
        }
    }

    /// Whether the element of this number has a text.
    pub(crate) fn text_of(&self, number: u32) -> bool {
        self.has_text && (self.name != "shape" || number % 3 == 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_their_size() {
        for kind in KINDS {
            let mut bytes = Vec::new();
            for number in 0..3 {
                kind.write(number, 8, &mut bytes);
            }
            assert_eq!(bytes.len(), 3 * kind.size, "{}", kind.name);
            assert_eq!(kind.size % kind.align, 0, "{}", kind.name);
        }
    }

    #[test]
    fn a_shape_has_a_text_in_its_third_case() {
        let shape = KINDS.last().unwrap();
        assert_eq!([0, 1, 2].map(|number| shape.text_of(number)), [false, false, true]);
        let mut bytes = Vec::new();
        shape.write(2, 64, &mut bytes);
        assert_eq!(bytes, [2, 0, 0, 0, 64, 0, 0, 0, 8, 0, 0, 0]);
    }
}
