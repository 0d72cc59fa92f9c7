//! Packages in binary form and in the text of that form, as the programs read them.

use outwit_binary::WasmDecoder;
use outwit_diagnostics::{Diagnostic, FileId};
use outwit_resolve::{Decoded, Decoder};

/// Decodes bytes, or text that is made into bytes first.
pub(crate) struct WasmOrWat;

impl Decoder for WasmOrWat {
    fn decode(&self, file: FileId, bytes: &[u8], is_dependency: bool) -> Result<Decoded, Diagnostic> {
        // What is not text of WebAssembly is left to the decoder to refuse.
        match wat::parse_bytes(bytes) {
            Ok(bytes) => WasmDecoder.decode(file, &bytes, is_dependency),
            Err(_) => WasmDecoder.decode(file, bytes, is_dependency),
        }
    }

    fn is_unreadable(&self, error: &Diagnostic) -> bool {
        WasmDecoder.is_unreadable(error)
    }
}
