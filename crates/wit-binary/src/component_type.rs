//! The `component-type` custom section of a core module: one world as a component binary that holds nothing but types.
//!
//! The format is that of the published wit-component, version 4: a custom section with the version and the string
//! encoding, a component type that exports the world under its id, an export of that type under the world's plain name,
//! and what made the module (tool-conventions, "Producers Section"). Docs, gates and everything the world does not
//! reach are absent.

use outwit_resolve::graph::{Resolve, WorldId};

use crate::encode::{Bytes, Declarations, Exports, imports_type, world_type, wrapper_type};
use crate::linkers::{LinkerNeed, linker_needs};

/// What the name of every section with such a payload begins with.
pub const SECTION_PREFIX: &str = "component-type";

/// The custom section of the payload that holds its version and the string encoding.
pub(crate) const ENCODING_SECTION: &str = "wit-component-encoding";

/// The version of the payload that is written.
pub(crate) const VERSION: u8 = 4;

/// How a core module lays out strings in memory, with the byte that stands for it in the section. CanonicalABI.md,
/// "Canonical ABI Options".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StringEncoding {
    /// `utf8`, what all bindings that Outwit makes use.
    #[default]
    Utf8 = 0,
    /// `utf16`
    Utf16 = 1,
    /// `latin1+utf16`
    Latin1OrUtf16 = 2,
}

impl StringEncoding {
    /// Every encoding, in the order of the bytes.
    pub const ALL: [StringEncoding; 3] =
        [StringEncoding::Utf8, StringEncoding::Utf16, StringEncoding::Latin1OrUtf16];

    /// The name in the specification.
    pub fn as_str(self) -> &'static str {
        match self {
            StringEncoding::Utf8 => "utf8",
            StringEncoding::Utf16 => "utf16",
            StringEncoding::Latin1OrUtf16 => "latin1+utf16",
        }
    }
}

/// A name for the section of one world, `component-type:<generator>:<package>:<world>:<suffix>`.
///
/// Linkers join custom sections of equal name, and joined payloads cannot be read, so each set of bindings in a module
/// needs a name of its own: `suffix` tells apart those that one generator made from one world.
///
/// A linker that cannot read the payload says the name. So where older ones cannot ([`linker_needs`]), the name ends with
/// what to do about it, which nobody sees elsewhere.
pub fn section_name(resolve: &Resolve, world: WorldId, generator: &str, suffix: &str) -> String {
    let package = &resolve[resolve[world].package].name;
    let name = format!("{SECTION_PREFIX}:{generator}:{package}:{}:{suffix}", &resolve[resolve[world].name]);
    match linker_needs(resolve, world).last() {
        Some(LinkerNeed { what, since, .. }) => {
            format!(
                "{name} ({what} needs a linker with wit-component {since} or newer, see `outwit explain WIT0811`)"
            )
        }
        None => name,
    }
}

/// The payload of the section: the imports and exports of `world`, in elaborated order, with the interfaces behind them.
/// `encoding` is how the module lays out strings, `producers` the name and version of the program to record as
/// `processed-by`.
///
/// # Panics
/// If the world is not elaborated; every world of a finished graph is.
pub fn encode_component_type(
    resolve: &Resolve,
    world: WorldId,
    encoding: StringEncoding,
    producers: Option<(&str, &str)>,
) -> Vec<u8> {
    let name = &resolve[resolve[world].name];
    encode(&resolve.world_id(world), name, &world_type(resolve, world), encoding, producers)
}

/// The same for a world that is `world` without its exports, under a name of its own: for a library whose users decide
/// whether they export anything. Both payloads may be in one module.
pub fn encode_component_type_of_imports(
    resolve: &Resolve,
    world: WorldId,
    encoding: StringEncoding,
    producers: Option<(&str, &str)>,
) -> Vec<u8> {
    let name = format!("{}-with-all-of-its-exports-removed", &resolve[resolve[world].name]);
    let id = resolve[resolve[world].package].name.item_id(&name);
    encode(&id, &name, &imports_type(resolve, world), encoding, producers)
}

fn encode(
    id: &str,
    name: &str,
    world: &Declarations,
    encoding: StringEncoding,
    producers: Option<(&str, &str)>,
) -> Vec<u8> {
    let mut out = Exports::new();
    out.custom(ENCODING_SECTION, &[VERSION, encoding as u8]);
    out.export(name, &wrapper_type(id, world));
    out.finish(producers)
}

/// The core module `module` with one more section that has the plain name [`SECTION_PREFIX`] and this payload.
pub fn embed_component_type(module: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut all = Bytes::default();
    all.append(module);
    all.custom_section(SECTION_PREFIX, payload);
    all.into_vec()
}
