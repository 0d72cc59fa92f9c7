//! WebAssembly as input: binary, or as text, which the programs alone read.

use std::borrow::Cow;
use std::path::Path;

use outwit_binary::{WasmDecoder, diagnostics as errors};
use outwit_diagnostics::{Diagnostic, FileId, Span};
use outwit_resolve::diagnostics::CANNOT_READ;
use outwit_resolve::{Decoded, Decoder, DiskSource, FileSource};
use wast::Wat;
use wast::parser::{ParseBuffer, parse};

use crate::diagnostics::shown;

/// Reads WIT from WebAssembly in both forms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WasmOrWat;

impl Decoder for WasmOrWat {
    fn decode(&self, file: FileId, bytes: &[u8], is_dependency: bool) -> Result<Decoded, Diagnostic> {
        match binary(file, bytes)? {
            Cow::Borrowed(bytes) => WasmDecoder.decode(file, bytes, is_dependency),
            Cow::Owned(bytes) => WasmDecoder.decode(file, &bytes, is_dependency).map_err(|diagnostic| {
                diagnostic.note("the input is text; places count the bytes of its binary form")
            }),
        }
    }

    fn is_unreadable(&self, error: &Diagnostic) -> bool {
        errors::is_unreadable(error)
    }
}

/// The bytes of a file that a command names.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    DiskSource.read(path).map(|bytes| bytes.to_vec()).map_err(|error| {
        let message = format!("`{}` cannot be read: {error}", shown(path));
        Diagnostic::new(&CANNOT_READ, message)
    })
}

/// The binary form of what may be text. `file` stands for it in diagnostics.
pub(crate) fn binary(file: FileId, bytes: &[u8]) -> Result<Cow<'_, [u8]>, Diagnostic> {
    let Some(text) = as_text(bytes) else { return Ok(Cow::Borrowed(bytes)) };
    let encoded = ParseBuffer::new(text).and_then(|buffer| parse::<Wat<'_>>(&buffer)?.encode());
    encoded.map(Cow::Owned).map_err(|error| {
        let at = error.span().offset().min(text.len()) as u32;
        let (line, column) = error.span().linecol_in(text);
        errors::malformed_wat(Span::new(file, at, at), (line + 1, column + 1), &error.message())
    })
}

/// The text, if these bytes look like the text of a module or component.
fn as_text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.trim_start().starts_with(['(', ';']).then_some(text)
}
