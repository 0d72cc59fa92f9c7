//! From bytes to validated types: what kind of binary it is, what it imports and exports, and the custom sections that
//! matter.

use outwit_diagnostics::{ByteRange, Diagnostic, FileId, Span};
use wasmparser::types::Types;
use wasmparser::{Parser, Payload, ValidPayload, Validator, WasmFeatures};

use super::place::{Place, Table};
use crate::component_type::{ENCODING_SECTION, SECTION_PREFIX};
use crate::diagnostics as errors;
use crate::package_docs;

/// A binary that was read.
pub(super) enum Binary<'a> {
    Component(Box<Component<'a>>),
    Module(Module<'a>),
}

/// A component, valid as such.
pub(super) struct Component<'a> {
    pub(super) types: Types,
    /// The names of imports and exports.
    pub(super) imports: Vec<&'a str>,
    pub(super) exports: Vec<&'a str>,
    pub(super) places: Place,
    /// The section `package-docs`.
    pub(super) docs: Option<Section<'a>>,
    /// The section with the version of a `component-type` section.
    pub(super) encoding: Option<Section<'a>>,
}

/// A core module: its `component-type` sections.
pub(super) struct Module<'a> {
    pub(super) sections: Vec<Section<'a>>,
}

/// A custom section.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    pub(super) name: &'a str,
    pub(super) data: &'a [u8],
    /// Where `data` starts in the file.
    pub(super) start: u32,
}

impl Section<'_> {
    pub(super) fn range(&self) -> ByteRange {
        ByteRange::new(self.start, self.start + self.data.len() as u32)
    }
}

/// Bytes of a file, from `start` on.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a> {
    pub(super) file: FileId,
    pub(super) bytes: &'a [u8],
    pub(super) start: u32,
}

impl<'a> Bytes<'a> {
    pub(super) fn span(&self, range: ByteRange) -> Span {
        Span { file: self.file, range }
    }

    pub(super) fn invalid(&self, error: &wasmparser::Error) -> Diagnostic {
        let last = self.start + self.bytes.len() as u32;
        let at = u32::try_from(error.offset()).unwrap_or(last).clamp(self.start, last);
        errors::malformed(self.span(ByteRange::new(at, at)), error.message())
    }
}

/// Reads a module or component.
pub(super) fn read(input: Bytes<'_>) -> Result<Binary<'_>, Diagnostic> {
    header(input)?;
    match input.bytes.get(6) {
        Some(0) => module(input).map(Binary::Module),
        _ => component(input).map(|component| Binary::Component(Box::new(component))),
    }
}

/// Binary.md, "Component Definitions": magic, version, layer. Versions 1 (modules) and 13 (components) are read.
fn header(input: Bytes<'_>) -> Result<(), Diagnostic> {
    let Bytes { bytes, start, .. } = input;
    let span =
        |from: u32, to: u32| input.span(ByteRange::new(start + from, start + to.min(bytes.len() as u32)));
    if !bytes.starts_with(b"\0asm") {
        let is_text = matches!(bytes.trim_ascii_start(), [b'(' | b';', ..]);
        return Err(errors::not_wasm(span(0, 4.min(bytes.len() as u32)), is_text));
    }
    match bytes.get(4..8) {
        Some([1, 0, 0, 0] | [13, 0, 1, 0]) => Ok(()),
        Some([low, high, layer, _]) => {
            let version = u32::from(*low) + 256 * u32::from(*high);
            Err(errors::unknown_wasm_version(span(4, 8), version, *layer))
        }
        _ => Err(errors::malformed(span(bytes.len() as u32, bytes.len() as u32), "unexpected end")),
    }
}

/// Walks over a module; its code does not matter here and is not looked at.
fn module(input: Bytes<'_>) -> Result<Module<'_>, Diagnostic> {
    let mut sections = Vec::new();
    for payload in Parser::new(u64::from(input.start)).parse_all(input.bytes) {
        match payload.map_err(|error| input.invalid(&error))? {
            Payload::CustomSection(section) if section.name().starts_with(SECTION_PREFIX) => {
                let (name, data) = (section.name(), section.data());
                sections.push(Section { name, data, start: section.data_offset() as u32 });
            }
            _ => {}
        }
    }
    Ok(Module { sections })
}

fn component(input: Bytes<'_>) -> Result<Component<'_>, Diagnostic> {
    let invalid = |error: wasmparser::Error| input.invalid(&error);
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let mut table = Table::new(input.bytes, input.start);
    let mut found = Found::default();
    let mut depth = 0_usize;
    let mut types = None;
    for payload in Parser::new(u64::from(input.start)).parse_all(input.bytes) {
        let payload = payload.map_err(invalid)?;
        match validator.payload(&payload).map_err(invalid)? {
            ValidPayload::Parser(_) => {}
            ValidPayload::End(all) => types = Some(all),
            ValidPayload::Ok | ValidPayload::Func(..) => {}
        }
        match &payload {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            payload if depth == 1 => found.section(input, &mut table, payload)?,
            _ => {}
        }
    }
    let Some(types) = types else {
        let end = input.start + input.bytes.len() as u32;
        return Err(errors::malformed(input.span(ByteRange::new(end, end)), "unexpected end"));
    };
    let Found { imports, exports, docs, encoding } = found;
    Ok(Component { types, imports, exports, places: table.finish(), docs, encoding })
}

/// What stands at the top level of a component.
#[derive(Default)]
struct Found<'a> {
    imports: Vec<&'a str>,
    exports: Vec<&'a str>,
    docs: Option<Section<'a>>,
    encoding: Option<Section<'a>>,
}

impl<'a> Found<'a> {
    /// A section that the validator has accepted.
    fn section(
        &mut self,
        input: Bytes<'a>,
        table: &mut Table<'a>,
        payload: &Payload<'a>,
    ) -> Result<(), Diagnostic> {
        let invalid = |error: wasmparser::Error| input.invalid(&error);
        match payload {
            Payload::ComponentTypeSection(types) => {
                for ty in types.clone() {
                    table.ty(&ty.map_err(invalid)?);
                }
            }
            Payload::ComponentAliasSection(aliases) => {
                for alias in aliases.clone() {
                    table.alias(&alias.map_err(invalid)?);
                }
            }
            Payload::ComponentImportSection(imports) => {
                for import in imports.clone() {
                    let import = import.map_err(invalid)?;
                    table.import(&import.name, &import.ty);
                    self.imports.push(import.name.name);
                }
            }
            Payload::ComponentExportSection(exports) => {
                for export in exports.clone() {
                    let export = export.map_err(invalid)?;
                    let is_type = export.kind == wasmparser::ComponentExternalKind::Type;
                    table.export(export.name.name, export.ty.as_ref(), is_type.then_some(export.index));
                    self.exports.push(export.name.name);
                }
            }
            Payload::CustomSection(section) => {
                let slot = match section.name() {
                    package_docs::SECTION => &mut self.docs,
                    ENCODING_SECTION => &mut self.encoding,
                    _ => return Ok(()),
                };
                let (name, data) = (section.name(), section.data());
                let section = Section { name, data, start: section.data_offset() as u32 };
                if slot.replace(section).is_some() {
                    return Err(errors::second_section(input.span(section.range()), name));
                }
            }
            _ => {}
        }
        Ok(())
    }
}
