//! From WebAssembly to trees: packages, components, and core modules with `component-type` sections.
//!
//! ```text
//! bytes ─ read ─→ validated types, places ─ decoder ─→ model ─ emit ─→ ast::File for each package
//! ```
//!
//! The same resolver and the same printer then take the trees that take those of text. Ranges count bytes of the binary.

mod compare;
mod decoder;
mod emit;
mod model;
mod place;
mod read;
mod section;
mod types;

use outwit_diagnostics::{ByteRange, Diagnostic, FileId, Span};
use outwit_resolve::{Decoded, DecodedKind, Decoder as Decode};
use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType, ComponentItem, ComponentType};
use wasmparser::names::{ComponentName, ComponentNameKind};

use crate::diagnostics as errors;
use crate::package_docs::SECTION;
use crate::package_docs::read::{Fault, PackageDocs};
use decoder::{Decoder, Model};
use model::PackageId;
use place::Place;
use read::{Binary, Bytes, Component, read};

pub use section::{ComponentTypeSection, decode_component_type};

/// Reads packages that are encoded as WebAssembly, for [`outwit_resolve::Loader::with_decoder`].
#[derive(Clone, Copy, Debug, Default)]
pub struct WasmDecoder;

impl Decode for WasmDecoder {
    fn decode(&self, file: FileId, bytes: &[u8], is_dependency: bool) -> Result<Decoded, Diagnostic> {
        let decoded = decode(file, bytes)?;
        let what = match decoded.kind {
            DecodedKind::Component if is_dependency => "a component",
            DecodedKind::Module if is_dependency => "a core module",
            _ => return Ok(decoded),
        };
        Err(errors::component_as_package(Span::new(file, 0, 8), what))
    }

    fn is_unreadable(&self, error: &Diagnostic) -> bool {
        errors::is_unreadable(error)
    }
}

/// Reads a WIT package (WIT.md, "Package Format"; the older form with one export, too), the world of a component
/// (`root:component/root`), or the worlds of a core module with `component-type` sections. Ranges count bytes of `bytes`,
/// which `file` stands for.
///
/// The trees of the packages themselves come first; after them, those of other packages as far as they are in use.
///
/// # Errors
/// The `WIT08xx` codes of [`crate::diagnostics`], with the byte at which something is wrong.
pub fn decode(file: FileId, bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(errors::too_long(Span::new(file, 0, 0)));
    }
    let input = Bytes { file, bytes, start: 0 };
    match read(input)? {
        Binary::Component(component) => decode_component(input, &component),
        Binary::Module(module) => section::decode_module(input, &module),
    }
}

/// How a component that holds nothing but types says what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// One export, `ns:package/wit`, of all interfaces and worlds.
    Nested,
    /// One export for each interface and world.
    Flat,
}

fn decode_component(input: Bytes<'_>, component: &Component<'_>) -> Result<Decoded, Diagnostic> {
    let mut decoder = Decoder::new(Model::new(input.file, input.bytes.len()), &component.types);
    let docs = docs(input, component)?;
    let (whole, kind) = match form(component) {
        Some(Form::Flat) => (flat_packages(&mut decoder, component)?, DecodedKind::Package),
        Some(Form::Nested) => (vec![nested_package(&mut decoder, component)?], DecodedKind::Package),
        None => (vec![root_world(&mut decoder, component)?], DecodedKind::Component),
    };
    files(decoder.model, &whole, docs, kind)
}

/// The trees of all packages of a model, `whole` ones first.
fn files(
    mut model: Model,
    whole: &[usize],
    docs: PackageDocs,
    kind: DecodedKind,
) -> Result<Decoded, Diagnostic> {
    let partial = (0..model.packages.len()).filter(|index| !whole.contains(index));
    let order: Vec<usize> = whole.iter().copied().chain(partial).collect();
    let mut docs = Some(docs);
    let mut files = Vec::new();
    for index in order {
        files.push(emit::package(&mut model, index, docs.take().unwrap_or_default())?);
    }
    Ok(Decoded { files, whole: whole.len(), kind })
}

fn docs(input: Bytes<'_>, component: &Component<'_>) -> Result<PackageDocs, Diagnostic> {
    let Some(section) = component.docs else { return Ok(PackageDocs::default()) };
    crate::package_docs::read::read(section.data, section.start).map_err(|fault| match fault {
        Fault::Version(found) => {
            let span = input.span(ByteRange::new(section.start, section.start + 1));
            errors::unknown_section_version(span, SECTION, found, crate::package_docs::VERSION)
        }
        Fault::Malformed(range, what) => errors::malformed_section(input.span(range), SECTION, &what),
    })
}

/// Whether the component is an encoded package: it exports component types and nothing else.
fn form(component: &Component<'_>) -> Option<Form> {
    let is_type = |name: &&str| component.exported_component(name).is_some();
    if !component.imports.is_empty() || !component.exports.iter().all(is_type) {
        return None;
    }
    let first = component.exports.first()?;
    match ComponentName::new_with_features(first, 0, wasmparser::WasmFeatures::all()).ok()?.kind() {
        ComponentNameKind::Interface(name) if name.projection().as_str() == "wit" => Some(Form::Nested),
        ComponentNameKind::Plain(name) if name.is_bare() => Some(Form::Flat),
        _ => None,
    }
}

impl<'a> Component<'a> {
    /// The component type that is exported under `name`.
    fn exported_component(&self, name: &str) -> Option<&ComponentType> {
        match self.export(name)?.ty {
            ComponentEntityType::Type { created: ComponentAnyTypeId::Component(id), .. } => {
                Some(&self.types[id])
            }
            _ => None,
        }
    }

    fn export(&self, name: &str) -> Option<&ComponentItem> {
        self.types.as_ref().component_item_for_export(name)
    }

    fn import(&self, name: &str) -> Option<&ComponentItem> {
        self.types.as_ref().component_item_for_import(name)
    }
}

/// The packages of the flat form, in the order of their first exports; usually there is one.
fn flat_packages<'a>(
    decoder: &mut Decoder<'a>,
    component: &'a Component<'_>,
) -> Result<Vec<usize>, Diagnostic> {
    let mut packages = Vec::new();
    for name in &component.exports {
        let place = component.places.export(name);
        let ty = component.exported_component(name).expect("the form was checked");
        let package = flat_export(decoder, ty, &place)?;
        if !packages.contains(&package) {
            packages.push(package);
        }
    }
    Ok(packages)
}

/// One export of the flat form: imports, which show other interfaces, and one export, the interface or world.
fn flat_export<'a>(
    decoder: &mut Decoder<'a>,
    ty: &'a ComponentType,
    place: &Place,
) -> Result<usize, Diagnostic> {
    for (name, item) in &ty.imports {
        foreign(decoder, name, item, &place.import(name))?;
    }
    let mut exports = ty.exports.iter();
    let (Some((name, item)), None) = (exports.next(), exports.next()) else {
        let what = format!("a package holds an item with {} exports", ty.exports.len());
        return Err(decoder.model.not_wit(place.range, what));
    };
    interface_or_world(decoder, name, item, &place.export(name))
}

fn foreign<'a>(
    decoder: &mut Decoder<'a>,
    name: &str,
    item: &'a ComponentItem,
    place: &Place,
) -> Result<(), Diagnostic> {
    match item.ty {
        ComponentEntityType::Instance(id) => {
            decoder.interface(&item.full_name(name), &decoder.types[id], place)?;
            Ok(())
        }
        _ => Err(decoder
            .model
            .not_wit(place.range, format!("a package needs `{name}`, which is no interface"))),
    }
}

/// An interface or world by its id; gives the index of its package.
fn interface_or_world<'a>(
    decoder: &mut Decoder<'a>,
    name: &str,
    item: &'a ComponentItem,
    place: &Place,
) -> Result<usize, Diagnostic> {
    let id = item.full_name(name);
    match item.ty {
        ComponentEntityType::Instance(ty) => {
            let scope = decoder.interface(&id, &decoder.types[ty], place)?;
            Ok(decoder.model.scopes[scope.0].package)
        }
        ComponentEntityType::Component(ty) => world(decoder, &id, &decoder.types[ty], place),
        _ => Err(decoder
            .model
            .not_wit(place.range, format!("a package holds `{id}`, neither interface nor world"))),
    }
}

fn world<'a>(
    decoder: &mut Decoder<'a>,
    id: &str,
    ty: &'a ComponentType,
    place: &Place,
) -> Result<usize, Diagnostic> {
    let (package, name) = decoder.model.item_id(id, place.range)?;
    let package = decoder.model.package(package, place.range);
    let imports = ty.imports.iter().map(|(name, item)| (name.as_str(), item));
    let exports = ty.exports.iter().map(|(name, item)| (name.as_str(), item));
    let world = decoder.world(package, &name, place, imports, exports)?;
    decoder.model.packages[package].worlds.push(world);
    Ok(package)
}

/// The package of the nested form.
fn nested_package<'a>(decoder: &mut Decoder<'a>, component: &'a Component<'_>) -> Result<usize, Diagnostic> {
    let [name] = component.exports[..] else {
        return Err(decoder.model.not_wit(ByteRange::default(), "several packages are in one"));
    };
    let place = component.places.export(name);
    let ty = component.exported_component(name).expect("the form was checked");
    let (package, _) = decoder.model.item_id(name, place.range)?;
    let package = decoder.model.package(package, place.range);
    for (name, item) in &ty.imports {
        foreign(decoder, name, item, &place.import(name))?;
    }
    for (name, item) in &ty.exports {
        interface_or_world(decoder, name, item, &place.export(name))?;
    }
    Ok(package)
}

/// The world of a component.
fn root_world<'a>(decoder: &mut Decoder<'a>, component: &'a Component<'_>) -> Result<usize, Diagnostic> {
    let id = PackageId { namespace: "root".to_owned(), name: "component".to_owned(), version: None };
    let place = &component.places;
    let package = decoder.model.package(id, place.range);
    let imports = component.imports.iter().filter_map(|name| Some((*name, component.import(name)?)));
    let exports = component.exports.iter().filter_map(|name| Some((*name, component.export(name)?)));
    let world = decoder.world(package, "root", place, imports, exports)?;
    decoder.model.packages[package].worlds.push(world);
    Ok(package)
}
