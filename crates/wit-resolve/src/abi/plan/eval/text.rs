//! Strings in memory. CanonicalABI.md, `load_string_from_range`, `store_string_into_range`.

use super::super::super::{PointerWidth, StringEncoding};
use super::trap::Trap;

/// A string as it lies in memory.
pub(super) struct Encoded {
    pub(super) bytes: Vec<u8>,
    pub(super) align: u32,
    /// The length as it is passed: in units of the encoding, with the tag of UTF-16.
    pub(super) len: u64,
}

/// The extent of a string whose passed length is known.
pub(super) struct Extent {
    pub(super) bytes: u64,
    pub(super) align: u32,
    unit: Unit,
}

#[derive(Clone, Copy)]
enum Unit {
    Utf8,
    Utf16,
    Latin1,
}

/// `text` in an encoding.
pub(super) fn encode(text: &str, encoding: StringEncoding, pointer: PointerWidth) -> Encoded {
    let latin1 = text.chars().all(|c| u32::from(c) < 0x100);
    match encoding {
        StringEncoding::Utf8 => Encoded { bytes: text.as_bytes().to_vec(), align: 1, len: text.len() as u64 },
        StringEncoding::Latin1OrUtf16 if latin1 => {
            let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
            Encoded { len: bytes.len() as u64, bytes, align: 2 }
        }
        StringEncoding::Utf16 | StringEncoding::Latin1OrUtf16 => {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let units = bytes.len() as u64 / 2;
            let tag = if encoding == StringEncoding::Utf16 { 0 } else { utf16_tag(pointer) };
            Encoded { len: units | tag, bytes, align: 2 }
        }
    }
}

/// How many bytes a passed length means.
pub(super) fn extent(len: u64, encoding: StringEncoding, pointer: PointerWidth) -> Extent {
    let tag = utf16_tag(pointer);
    let (bytes, align, unit) = match encoding {
        StringEncoding::Utf8 => (len, 1, Unit::Utf8),
        StringEncoding::Utf16 => (len.saturating_mul(2), 2, Unit::Utf16),
        StringEncoding::Latin1OrUtf16 if len & tag != 0 => ((len ^ tag).saturating_mul(2), 2, Unit::Utf16),
        StringEncoding::Latin1OrUtf16 => (len, 2, Unit::Latin1),
    };
    Extent { bytes, align, unit }
}

/// The text of bytes.
pub(super) fn decode(bytes: &[u8], extent: &Extent) -> Result<String, Trap> {
    match extent.unit {
        Unit::Utf8 => std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| Trap::BadText),
        Unit::Latin1 => Ok(bytes.iter().copied().map(char::from).collect()),
        Unit::Utf16 => {
            let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| Trap::BadText)
        }
    }
}

fn utf16_tag(pointer: PointerWidth) -> u64 {
    1 << (pointer.bytes() * 8 - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PointerWidth::{P32, P64};
    use StringEncoding::{Latin1OrUtf16, Utf8, Utf16};

    #[test]
    fn lengths_count_units_and_tag_utf16() {
        let vectors = [
            ("", Utf8, P32, 0, 0),
            ("aé€😀", Utf8, P32, 10, 10),
            ("aé€😀", Utf16, P32, 5, 10),
            ("aé", Latin1OrUtf16, P32, 2, 2),
            ("a€", Latin1OrUtf16, P32, 0x8000_0002, 4),
            ("a€", Latin1OrUtf16, P64, 0x8000_0000_0000_0002, 4),
        ];
        for (text, encoding, pointer, len, bytes) in vectors {
            let encoded = encode(text, encoding, pointer);
            assert_eq!((encoded.len, encoded.bytes.len()), (len, bytes), "{text} {encoding:?}");
            let extent = extent(len, encoding, pointer);
            assert_eq!((extent.bytes, extent.align), (bytes as u64, encoded.align));
            assert_eq!(decode(&encoded.bytes, &extent).as_deref(), Ok(text));
        }
    }

    #[test]
    fn text_that_is_not_well_formed_traps() {
        let lone = 0xd800_u16.to_le_bytes();
        assert_eq!(decode(&lone, &extent(1, Utf16, P32)), Err(Trap::BadText));
        for bytes in [&[0xff][..], &[0xc0, 0x80], &[0xed, 0xa0, 0x80], &[0xe2, 0x82]] {
            assert_eq!(decode(bytes, &extent(bytes.len() as u64, Utf8, P32)), Err(Trap::BadText));
        }
    }
}
