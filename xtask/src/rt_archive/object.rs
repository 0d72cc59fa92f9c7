//! Two names in, an object file for wasm32 out: a weak, exported function that calls another one.
//!
//! The format is that of LLVM, "WebAssembly Object File Linking" in the repository tool-conventions.

/// The number of the version of the linking section.
const LINKING_VERSION: u32 = 2;
/// A subsection: the table of symbols.
const SYMBOL_TABLE: u8 = 8;
/// A symbol: a function.
const FUNCTION: u8 = 0;
/// Flags of a symbol.
const WEAK: u32 = 0x01;
const UNDEFINED: u32 = 0x10;
const EXPORTED: u32 = 0x20;
/// A relocation: the index of a function, in five bytes.
const FUNCTION_INDEX_LEB: u8 = 0;

const I32: u8 = 0x7f;

/// The object file in which `name` has four parameters and a result, as `cabi_realloc` does, and hands them to `target`.
pub(super) fn forward(name: &str, target: &str) -> Vec<u8> {
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    let ty = [&[1, 0x60, 4, I32, I32, I32, I32, 1, I32][..]].concat();
    section(&mut module, 1, &ty);
    let import = [&[1][..], &string("env"), &string(target), &[0, 0]].concat();
    section(&mut module, 2, &import);
    section(&mut module, 3, &[1, 0]);
    // The called function has index 0; its five bytes are what the linker changes.
    let before = [0, 0x20, 0, 0x20, 1, 0x20, 2, 0x20, 3, 0x10];
    let body = [&before[..], &[0x80, 0x80, 0x80, 0x80, 0], &[0x0b]].concat();
    let code = [&[1, body.len() as u8][..], &body].concat();
    section(&mut module, 10, &code);
    // Both symbols: the function here has index 1, the imported one has the name of its import.
    let defined = [&[FUNCTION][..], &leb(WEAK | EXPORTED), &leb(1), &string(name)].concat();
    let called = [&[FUNCTION][..], &leb(UNDEFINED), &leb(0)].concat();
    let symbols = [&leb(2)[..], &defined, &called].concat();
    let linking = [&leb(LINKING_VERSION)[..], &[SYMBOL_TABLE], &leb(symbols.len() as u32), &symbols].concat();
    custom(&mut module, "linking", &linking);
    // Section 3 is the code; the offset counts from where its content begins; symbol 1 is the called one.
    let place = 2 + before.len() as u32;
    let relocation = [&leb(3)[..], &leb(1), &[FUNCTION_INDEX_LEB], &leb(place), &leb(1)].concat();
    custom(&mut module, "reloc.CODE", &relocation);
    module
}

fn section(module: &mut Vec<u8>, id: u8, content: &[u8]) {
    module.push(id);
    module.extend(leb(content.len() as u32));
    module.extend(content);
}

fn custom(module: &mut Vec<u8>, name: &str, content: &[u8]) {
    section(module, 0, &[&string(name)[..], content].concat());
}

fn string(text: &str) -> Vec<u8> {
    [&leb(text.len() as u32)[..], text.as_bytes()].concat()
}

fn leb(mut value: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_as_few_bytes_as_they_need() {
        assert_eq!(leb(0x7f), [0x7f]);
        assert_eq!(leb(0x80), [0x80, 1]);
        assert_eq!(leb(624_485), [0xe5, 0x8e, 0x26]);
    }

    #[test]
    fn the_relocation_is_where_the_call_is() {
        let object = forward("f", "g");
        let call = object.windows(6).position(|bytes| bytes == [0x10, 0x80, 0x80, 0x80, 0x80, 0]);
        let code = object.windows(3).position(|bytes| bytes == [10, 18, 1]);
        let (call, code) = (call.expect("there is a call"), code.expect("there is code"));
        assert_eq!(object.last_chunk::<3>(), Some(&[0, (call + 1 - (code + 2)) as u8, 1]));
    }
}
