//! Names of imports and exports. Explainer.md, "Import and Export Names".

use std::borrow::Cow;

use outwit_resolve::graph::{Name, Resolve, WorldItem, WorldItemKind, WorldKey};

use super::bytes::Bytes;

/// A name and what is said about it. Binary.md, `nameattributes`.
pub(super) struct ExternName<'a> {
    name: Cow<'a, str>,
    implements: Option<String>,
    external_id: Option<&'a str>,
}

impl ExternName<'_> {
    pub(super) fn write(&self, out: &mut Bytes) {
        let attributes = [(0x00, self.implements.as_deref()), (0x02, self.external_id)];
        let count = attributes.iter().filter(|(_, text)| text.is_some()).count();
        out.byte(if count == 0 { 0x00 } else { 0x02 });
        out.name(&self.name);
        if count == 0 {
            return;
        }
        out.count(count);
        for (kind, text) in attributes {
            if let Some(text) = text {
                out.byte(kind);
                out.name(text);
            }
        }
    }
}

impl<'a> From<&'a str> for ExternName<'a> {
    fn from(name: &'a str) -> ExternName<'a> {
        ExternName { name: name.into(), implements: None, external_id: None }
    }
}

/// A name, with its `external-id` if it has one.
pub(super) fn extern_name<'a>(
    resolve: &'a Resolve,
    name: impl Into<Cow<'a, str>>,
    external_id: Option<Name>,
) -> ExternName<'a> {
    ExternName { name: name.into(), implements: None, external_id: external_id.map(|id| &resolve[id]) }
}

/// The name of an import or export of a world. An interface under a plain name carries its id beside it, unless it is
/// written inline: `implements`.
pub(super) fn item_name<'a>(resolve: &'a Resolve, item: &WorldItem) -> ExternName<'a> {
    match (item.key, item.kind) {
        (WorldKey::Interface(interface), _) => {
            let id = resolve.interface_id(interface).expect("an interface that is a key has a name");
            extern_name(resolve, id, item.external_id)
        }
        (WorldKey::Name(name), WorldItemKind::Interface(interface)) => ExternName {
            implements: resolve.interface_id(interface),
            ..extern_name(resolve, &resolve[name], item.external_id)
        },
        (WorldKey::Name(name), _) => extern_name(resolve, &resolve[name], item.external_id),
    }
}
