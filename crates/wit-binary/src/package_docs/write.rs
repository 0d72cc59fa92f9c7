//! From the graph to the section `package-docs`.

use outwit_resolve::graph::{
    DocsId, FunctionId, InterfaceId, PackageId, Resolve, Stability, StabilityId, TypeId, TypeKind, WorldId,
    WorldItem, WorldItemKind, WorldKey,
};

use super::VERSION;
use super::json::Object;
use crate::encode::order;

/// The content of the section for one package: active items, each with what is said about it.
pub(crate) fn write(resolve: &Resolve, package: PackageId) -> Vec<u8> {
    let writer = Writer { resolve };
    let mut out = String::from(char::from(VERSION));
    writer.package(package).write(&mut out);
    out.into_bytes()
}

struct Writer<'a> {
    resolve: &'a Resolve,
}

impl Writer<'_> {
    fn package(&self, package: PackageId) -> Object {
        let resolve = self.resolve;
        let mut worlds = Object::default();
        for world in order::worlds(resolve, package) {
            worlds.object(&resolve[resolve[world].name], self.world(world));
        }
        let mut interfaces = Object::default();
        for interface in order::interfaces(resolve, package) {
            let name = resolve[interface].name.expect("interfaces of packages have names");
            interfaces.object(&resolve[name], self.interface(interface));
        }
        let mut all = self.docs(resolve[package].docs);
        all.object("worlds", worlds);
        all.object("interfaces", interfaces);
        all
    }

    fn interface(&self, interface: InterfaceId) -> Object {
        let resolve = self.resolve;
        let mut functions = Object::default();
        for function in resolve.functions_of(interface) {
            functions.object(resolve.function_label(function), self.function(function));
        }
        let mut types = Object::default();
        for ty in order::types_of(resolve, interface) {
            let name = resolve[ty].name.expect("types of interfaces have names");
            types.object(&resolve[name], self.ty(ty));
        }
        let mut all = self.item(resolve[interface].docs, resolve[interface].stability);
        all.object("funcs", functions);
        all.object("types", types);
        all
    }

    fn function(&self, function: FunctionId) -> Object {
        self.item(self.resolve[function].docs, self.resolve[function].stability)
    }

    fn ty(&self, ty: TypeId) -> Object {
        let resolve = self.resolve;
        let mut items = Object::default();
        let mut item = |name, docs: Option<DocsId>| items.text(&resolve[name], docs.map(|id| &resolve[id]));
        match &resolve[ty].kind {
            TypeKind::Record(fields) => fields.iter().for_each(|field| item(field.name, field.docs)),
            TypeKind::Variant(cases) => cases.iter().for_each(|case| item(case.name, case.docs)),
            TypeKind::Flags(flags) => flags.iter().for_each(|flag| item(flag.name, flag.docs)),
            TypeKind::Enum(cases) => cases.iter().for_each(|case| item(case.name, case.docs)),
            _ => {}
        }
        let mut all = self.item(resolve[ty].docs, resolve[ty].stability);
        all.object("items", items);
        all
    }

    fn docs(&self, docs: Option<DocsId>) -> Object {
        let mut object = Object::default();
        object.text("docs", docs.map(|docs| &self.resolve[docs]));
        object
    }

    /// What every item may have.
    fn item(&self, docs: Option<DocsId>, stability: StabilityId) -> Object {
        let mut object = self.docs(docs);
        object.object("stability", self.stability(stability));
        object
    }

    fn stability(&self, stability: StabilityId) -> Object {
        let mut inner = Object::default();
        let name = match &self.resolve[stability] {
            Stability::Unknown => return inner,
            Stability::Since { since, .. } => {
                inner.text("since", Some(since.to_string()));
                "stable"
            }
            Stability::Unstable { feature, .. } => {
                inner.text("feature", Some(&self.resolve[*feature]));
                "unstable"
            }
        };
        inner.text("deprecated", self.resolve[stability].deprecated().map(ToString::to_string));
        let mut all = Object::default();
        all.object(name, inner);
        all
    }
}

/// What is said about the imports or exports of a world, by kind.
#[derive(Default)]
struct Side {
    inline: Object,
    types: Object,
    functions: Object,
    /// Of interfaces that are not inline: gates and docs on the import or export itself.
    stability: Object,
    docs: Object,
}

impl Writer<'_> {
    fn world(&self, world: WorldId) -> Object {
        let world = &self.resolve[world];
        let imports = self.side(&world.imports);
        let exports = self.side(&world.exports);
        let mut all = self.item(world.docs, world.stability);
        all.object("interfaces", imports.inline);
        all.object("types", imports.types);
        all.object("funcs", imports.functions);
        all.object("interface_exports", exports.inline);
        all.object("func_exports", exports.functions);
        all.object("interface_import_stability", imports.stability);
        all.object("interface_export_stability", exports.stability);
        all.object("interface_import_docs", imports.docs);
        all.object("interface_export_docs", exports.docs);
        all
    }

    fn side(&self, items: &[WorldItem]) -> Side {
        let mut side = Side::default();
        for item in items {
            self.world_item(item, &mut side);
        }
        side
    }

    fn world_item(&self, item: &WorldItem, side: &mut Side) {
        let resolve = self.resolve;
        match (item.key, item.kind) {
            (WorldKey::Name(name), WorldItemKind::Type(ty)) => {
                side.types.object(&resolve[name], self.ty(ty));
            }
            (_, WorldItemKind::Function(function)) => {
                side.functions.object(resolve.function_label(function), self.function(function));
            }
            (WorldKey::Name(name), WorldItemKind::Interface(interface))
                if resolve[interface].name.is_none() =>
            {
                side.inline.object(&resolve[name], self.interface(interface));
            }
            (key, WorldItemKind::Interface(_)) => {
                let name = match key {
                    WorldKey::Name(name) => resolve[name].to_owned(),
                    WorldKey::Interface(id) => {
                        resolve.interface_id(id).expect("an interface that is a key has a name")
                    }
                };
                side.stability.object(&name, self.stability(item.stability));
                side.docs.text(name, item.docs.map(|docs| &resolve[docs]));
            }
            (WorldKey::Interface(_), WorldItemKind::Type(_)) => {
                unreachable!("types have plain names")
            }
        }
    }
}
