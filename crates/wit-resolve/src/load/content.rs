//! From bytes to text, or to what they are instead.

use std::sync::Arc;

use super::FileBytes;

/// What the bytes of a file are.
pub(super) enum Content {
    /// Text, as WIT has to be.
    Text(Arc<str>),
    /// WebAssembly: a package in binary form.
    Wasm,
    /// Neither.
    Foreign(Foreign),
}

/// What a file holds that is not UTF-8 text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// Text in another encoding.
    Utf16,
    /// A format that begins with a known mark, such as "a zip archive".
    Known(&'static str),
    /// Zero bytes, more than a slip could explain.
    Zeros,
    /// Mostly text, with a byte that does not belong there.
    Byte {
        /// The text with replacement characters for what is wrong.
        text: String,
        /// Where the byte stands: all before it is as in the file.
        at: u32,
        /// The byte.
        byte: u8,
    },
}

/// Beginnings of files that people take for WIT by mistake, or that tools left under its name.
const MARKS: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x7fELF", "a program"),
    (b"\0\x05\x16\x07", "metadata of macOS"),
];

impl Content {
    /// Looks at the bytes of a file with fewer than 2^32 of them.
    pub(super) fn of(bytes: &FileBytes) -> Content {
        if bytes.starts_with(b"\0asm") {
            return Content::Wasm;
        }
        if let Some(foreign) = foreign(bytes) {
            return Content::Foreign(foreign);
        }
        if let FileBytes::Text(text) = bytes {
            return Content::Text(text.clone());
        }
        match str::from_utf8(bytes) {
            Ok(text) => Content::Text(text.into()),
            Err(error) => {
                let at = error.valid_up_to();
                let byte = bytes[at];
                let text = String::from_utf8_lossy(bytes).into_owned();
                Content::Foreign(Foreign::Byte { text, at: at as u32, byte })
            }
        }
    }
}

/// What shows at the beginning of a file.
fn foreign(bytes: &[u8]) -> Option<Foreign> {
    if let Some((_, name)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(Foreign::Known(name));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Some(Foreign::Utf16);
    }
    let head = &bytes[..bytes.len().min(1024)];
    if !head.contains(&0) {
        return None;
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Text of Western languages as UTF-16 has a zero in every other place.
    let is_most = |zeros: usize| zeros * 10 > head.len() * 4;
    match (is_most(even), is_most(odd)) {
        (true, false) | (false, true) if even.min(odd) == 0 => Some(Foreign::Utf16),
        _ if even + odd > head.len() / 10 => Some(Foreign::Zeros),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign_in(bytes: impl Into<Vec<u8>>) -> Option<Foreign> {
        match Content::of(&FileBytes::Read(bytes.into())) {
            Content::Foreign(foreign) => Some(foreign),
            _ => None,
        }
    }

    #[test]
    fn what_is_not_text_is_told_by_its_beginning() {
        let utf16 = |swap: bool| {
            let units = "package a:b; // \u{e4}\u{3b1}".encode_utf16();
            let bytes = |unit: u16| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() };
            units.flat_map(bytes).collect::<Vec<u8>>()
        };
        for swap in [true, false] {
            assert_eq!(foreign_in(utf16(swap)), Some(Foreign::Utf16));
        }
        assert_eq!(foreign_in([b"\xff\xfe".to_vec(), utf16(false)].concat()), Some(Foreign::Utf16));
        assert_eq!(foreign_in(vec![0; 2000]), Some(Foreign::Zeros));
        assert_eq!(foreign_in(*b"PK\x03\x04..."), Some(Foreign::Known("a zip archive")));
        let text = "ab\u{fffd}c".to_owned();
        assert_eq!(foreign_in(*b"ab\xe9c"), Some(Foreign::Byte { text, at: 2, byte: 0xe9 }));
    }

    #[test]
    fn text_is_text() {
        for text in
            ["", "a", "package a:b;", "\u{feff}package a:b;", "package a:b; // one \0 zero", "\u{3b1}"]
        {
            assert_eq!(foreign_in(text), None, "{text:?}");
        }
        assert!(matches!(Content::of(&FileBytes::Read(b"\0asm\x0d\0\x01\0".to_vec())), Content::Wasm));
    }
}
