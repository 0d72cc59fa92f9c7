//! The `component-type` sections of a core module: which worlds it was made for. See [`crate::component_type`].

use std::collections::HashMap;

use outwit_diagnostics::{ByteRange, Diagnostic, FileId, Span};
use outwit_resolve::{Decoded, DecodedKind};
use wasmparser::BinaryReader;

use super::compare;
use super::decoder::{Decoder, Model};
use super::model::{World, WorldItem, WorldItemKind};
use super::read::{Binary, Bytes, Component, Module, Section, read};
use super::{Form, files, flat_packages, form, nested_package};
use crate::component_type::{ENCODING_SECTION, StringEncoding, VERSION};
use crate::diagnostics as errors;
use crate::package_docs::read::PackageDocs;

/// What a `component-type` section says.
#[derive(Debug)]
pub struct ComponentTypeSection {
    /// The package of the world, and other packages as far as the world needs them.
    pub decoded: Decoded,
    /// The plain name of the world.
    pub world: String,
    /// How the module lays out strings.
    pub encoding: StringEncoding,
}

/// Reads the payload of one section, in the current format (version 4) or the one before. `file` stands for the payload.
///
/// # Errors
/// The `WIT08xx` codes of [`crate::diagnostics`], with the byte at which something is wrong.
pub fn decode_component_type(file: FileId, payload: &[u8]) -> Result<ComponentTypeSection, Diagnostic> {
    if u32::try_from(payload.len()).is_err() {
        return Err(errors::too_long(Span::new(file, 0, 0)));
    }
    let section = Section { name: crate::SECTION_PREFIX, data: payload, start: 0 };
    let mut model = Model::new(file, payload.len());
    let found = one(&mut model, section)?;
    let package = &model.packages[found.package];
    let world = package.tree[package.worlds[found.world].name].to_owned();
    let decoded = files(model, &[found.package], PackageDocs::default(), DecodedKind::Module)?;
    Ok(ComponentTypeSection { decoded, world, encoding: found.encoding })
}

/// The worlds of all sections of a module. Where two speak of one thing, they must say the same.
pub(super) fn decode_module(input: Bytes<'_>, module: &Module<'_>) -> Result<Decoded, Diagnostic> {
    if module.sections.is_empty() {
        return Err(errors::no_component_type(input.span(ByteRange::new(0, 8))));
    }
    let mut model = Model::new(input.file, input.bytes.len());
    let mut packages = Vec::new();
    let mut encodings = HashMap::new();
    for section in &module.sections {
        model.sections.push((section.range(), section.name.to_owned()));
        let found = one(&mut model, *section)?;
        same_encodings(&model, &found, &mut encodings)?;
        same_world(&mut model, &found)?;
        if !packages.contains(&found.package) {
            packages.push(found.package);
        }
    }
    files(model, &packages, PackageDocs::default(), DecodedKind::Module)
}

/// The world of one section: its package, its place there, and how strings are laid out.
struct Found {
    package: usize,
    world: usize,
    encoding: StringEncoding,
}

fn one(model: &mut Model, section: Section<'_>) -> Result<Found, Diagnostic> {
    let input = Bytes { file: model.file, bytes: section.data, start: section.start };
    match section.data.first() {
        Some(0) => current(model, section, input),
        Some(3) => before(model, section, input),
        Some(version) => {
            let span = input.span(ByteRange::new(section.start, section.start + 1));
            Err(errors::unknown_section_version(span, section.name, *version, VERSION))
        }
        None => Err(errors::malformed_section(input.span(section.range()), section.name, "is empty")),
    }
}

/// Version 4: a component that exports the world.
fn current(model: &mut Model, section: Section<'_>, input: Bytes<'_>) -> Result<Found, Diagnostic> {
    let Binary::Component(component) = read(input)? else {
        return Err(errors::malformed_section(
            input.span(section.range()),
            section.name,
            "holds a core module",
        ));
    };
    let Some(header) = component.encoding else {
        let what = format!("has no section `{ENCODING_SECTION}`");
        return Err(errors::malformed_section(input.span(section.range()), section.name, &what));
    };
    let encoding = match header.data {
        [VERSION, encoding] => string_encoding(input, header.start + 1, section.name, *encoding)?,
        [version, ..] if *version != VERSION => {
            let span = input.span(ByteRange::new(header.start, header.start + 1));
            return Err(errors::unknown_section_version(span, ENCODING_SECTION, *version, VERSION));
        }
        _ => {
            let span = input.span(header.range());
            return Err(errors::malformed_section(span, ENCODING_SECTION, "has not two bytes"));
        }
    };
    if component.exports.len() != 1 || form(&component) != Some(Form::Flat) {
        let span = input.span(section.range());
        return Err(errors::malformed_section(span, section.name, "does not export one world"));
    }
    let before: usize = model.packages.iter().map(|package| package.worlds.len()).sum();
    let package = with_types(model, &component, |decoder| flat_packages(decoder, &component))?;
    let after: usize = model.packages.iter().map(|package| package.worlds.len()).sum();
    let [package] = package[..] else {
        let span = input.span(section.range());
        return Err(errors::malformed_section(span, section.name, "does not export one world"));
    };
    // The world came last; an interface would have left none.
    match model.packages[package].worlds.len().checked_sub(1) {
        Some(world) if after > before => Ok(Found { package, world, encoding }),
        _ => {
            let span = input.span(section.range());
            Err(errors::malformed_section(span, section.name, "exports an interface, not a world"))
        }
    }
}

/// Version 3: the string encoding, the name of the world, and a whole package.
fn before(model: &mut Model, section: Section<'_>, input: Bytes<'_>) -> Result<Found, Diagnostic> {
    let invalid = |error: &wasmparser::Error| input.invalid(error);
    let mut reader = BinaryReader::new(section.data, u64::from(section.start));
    reader.read_u8().map_err(|error| invalid(&error))?;
    let encoding = reader.read_u8().map_err(|error| invalid(&error))?;
    let encoding = string_encoding(input, section.start + 1, section.name, encoding)?;
    let name = reader.read_string().map_err(|error| invalid(&error))?;
    let start = reader.original_position() as u32;
    let bytes = &section.data[(start - section.start) as usize..];
    let inner = Bytes { bytes, start, ..input };
    let malformed = |what| Err(errors::malformed_section(input.span(section.range()), section.name, what));
    let Binary::Component(component) = read(inner)? else { return malformed("holds a core module") };
    let Some(form) = form(&component) else { return malformed("holds no package") };
    let packages = with_types(model, &component, |decoder| match form {
        Form::Flat => flat_packages(decoder, &component),
        Form::Nested => nested_package(decoder, &component).map(|package| vec![package]),
    })?;
    let is_it = |package: &usize| {
        let package = &model.packages[*package];
        package.worlds.iter().position(|world| &package.tree[world.name] == name)
    };
    match packages.iter().find_map(|package| Some((*package, is_it(package)?))) {
        Some((package, world)) => Ok(Found { package, world, encoding }),
        None => malformed("has no world of the name that it gives"),
    }
}

/// Lends the model to a decoder.
fn with_types<'a, T>(
    model: &mut Model,
    component: &'a Component<'_>,
    decode: impl FnOnce(&mut Decoder<'a>) -> Result<T, Diagnostic>,
) -> Result<T, Diagnostic> {
    let empty = Model::new(model.file, 0);
    let mut decoder = Decoder::new(std::mem::replace(model, empty), &component.types);
    let result = decode(&mut decoder);
    *model = decoder.model;
    result
}

fn string_encoding(input: Bytes<'_>, at: u32, section: &str, byte: u8) -> Result<StringEncoding, Diagnostic> {
    StringEncoding::ALL.get(usize::from(byte)).copied().ok_or_else(|| {
        let span = input.span(ByteRange::new(at, at + 1));
        errors::malformed_section(span, section, &format!("has the unknown string encoding {byte}"))
    })
}

/// Two sections that lay out the strings of one import or export in different ways cannot be in one module.
fn same_encodings(
    model: &Model,
    found: &Found,
    known: &mut HashMap<(bool, String), (StringEncoding, ByteRange)>,
) -> Result<(), Diagnostic> {
    let world = &model.packages[found.package].worlds[found.world];
    let items = world.imports.iter().map(|item| (false, item));
    for (is_export, item) in items.chain(world.exports.iter().map(|item| (true, item))) {
        // Types have no strings of their own.
        if let WorldItemKind::Type(_) = item.kind {
            continue;
        }
        // Versions of one interface share what the module has for it.
        let name = item.label.split('@').next().unwrap_or_default();
        let (encoding, first) =
            *known.entry((is_export, name.to_owned())).or_insert((found.encoding, item.range));
        if encoding != found.encoding {
            let what = format!("the string encoding of `{name}`");
            return Err(model.contradiction(item.range, first, &what));
        }
    }
    Ok(())
}

/// A world that is there twice must be the same, and then counts once.
fn same_world(model: &mut Model, found: &Found) -> Result<(), Diagnostic> {
    let package = &model.packages[found.package];
    let world = &package.worlds[found.world];
    let earlier = &package.worlds[..found.world];
    let Some(first) = earlier.iter().find(|first| first.name.name == world.name.name) else { return Ok(()) };
    if !worlds_are_same(model, first, world) {
        let what = format!("the world `{}`", &package.tree[world.name]);
        return Err(model.contradiction(world.name.range, first.name.range, &what));
    }
    model.packages[found.package].worlds.remove(found.world);
    Ok(())
}

fn worlds_are_same(model: &Model, a: &World, b: &World) -> bool {
    let same = |a_items: &[WorldItem], b_items: &[WorldItem]| {
        a_items.len() == b_items.len()
            && a_items.iter().zip(b_items).all(|(x, y)| {
                x.label == y.label && x.external_id == y.external_id && items_are_same(model, a, x, b, y)
            })
    };
    same(&a.imports, &b.imports) && same(&a.exports, &b.exports)
}

fn items_are_same(model: &Model, a: &World, x: &WorldItem, b: &World, y: &WorldItem) -> bool {
    let (of_a, of_b) = (&model.scopes[a.scope.0], &model.scopes[b.scope.0]);
    let tree = &model.packages[of_a.package].tree;
    match (&x.kind, &y.kind) {
        (WorldItemKind::Path(x), WorldItemKind::Path(y))
        | (WorldItemKind::Labelled(_, x), WorldItemKind::Labelled(_, y)) => x == y,
        (WorldItemKind::Inline(_, x), WorldItemKind::Inline(_, y)) => {
            let (x, y) = (&model.scopes[x.0], &model.scopes[y.0]);
            x.types.len() == y.types.len()
                && x.functions.len() == y.functions.len()
                && x.types
                    .iter()
                    .zip(&y.types)
                    .all(|(x, y)| x.text == y.text && compare::types(tree, &x.kind, &y.kind))
                && x.functions
                    .iter()
                    .zip(&y.functions)
                    .all(|(x, y)| x.label == y.label && compare::functions(tree, x, y))
        }
        (WorldItemKind::Type(x), WorldItemKind::Type(y)) => {
            compare::types(tree, &of_a.types[*x].kind, &of_b.types[*y].kind)
        }
        (WorldItemKind::Function(x), WorldItemKind::Function(y)) => {
            compare::functions(tree, &of_a.functions[*x], &of_b.functions[*y])
        }
        _ => false,
    }
}
