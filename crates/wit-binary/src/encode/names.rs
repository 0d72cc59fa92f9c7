//! Names of imports and exports. Explainer.md, "Import and Export Names".

use std::borrow::Cow;

use outwit_resolve::graph::{Name, Resolve, WorldItem, WorldItemKind, WorldKey};
use wasm_encoder::ComponentExternName;

/// A name, with its `external-id` if it has one.
pub(super) fn extern_name<'a>(
    resolve: &'a Resolve,
    name: impl Into<Cow<'a, str>>,
    external_id: Option<Name>,
) -> ComponentExternName<'a> {
    ComponentExternName {
        name: name.into(),
        implements: None,
        version_suffix: None,
        external_id: external_id.map(|id| resolve[id].into()),
    }
}

/// The name of an import or export of a world. An interface under a plain name carries its id beside it, unless it is
/// written inline: `implements`.
pub(super) fn item_name<'a>(resolve: &'a Resolve, item: &WorldItem) -> ComponentExternName<'a> {
    match (item.key, item.kind) {
        (WorldKey::Interface(interface), _) => {
            let id = resolve.interface_id(interface).expect("an interface that is a key has a name");
            extern_name(resolve, id, item.external_id)
        }
        (WorldKey::Name(name), WorldItemKind::Interface(interface)) => ComponentExternName {
            implements: resolve.interface_id(interface).map(Cow::Owned),
            ..extern_name(resolve, &resolve[name], item.external_id)
        },
        (WorldKey::Name(name), _) => extern_name(resolve, &resolve[name], item.external_id),
    }
}
