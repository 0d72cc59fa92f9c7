//! The text of `outwit json`. Members are always there, `null` where nothing is to be said, so that readers need not ask.

use outwit_diagnostics::{Location, Span};
use outwit_resolve::abi::mangle::world_key;
use outwit_resolve::graph::{
    Accessor, DocsId, FunctionId, FunctionKind, IncludeId, InterfaceId, ItemRef, Name, Owner, PackageId,
    Reason, Resolve, Side, Stability, StabilityId, Why, WorldId, WorldItem, WorldItemKind,
};

use super::ids::Ids;
use super::keep::Kept;
use super::text::{Json, NULL, list, object, optional, plain, text};
use crate::input::Ready;
use crate::places::Places;

/// The whole object, with a line break behind it.
pub(super) fn graph(ready: &Ready, kept: &Kept, places: &Places<'_>) -> String {
    let graph = &ready.resolved.graph;
    let ids = Ids::new(graph, &kept.worlds.list);
    let mut writer = Writer { graph, why: Why::new(graph), kept, places, ids };
    let roots = ready.resolved.roots.iter().filter(|root| kept.packages.contains(**root));
    let roots = list(roots.map(|root| plain(kept.packages.of(*root))));
    let files = ready.sources.iter().map(|(file, _)| object([("name", text(places.name(file)))]));
    let mut out = format!("{{\"schema\":\"outwit/graph@1\",\n\"roots\":{roots}");
    section(&mut out, "files", files);
    section(&mut out, "packages", kept.packages.list.iter().map(|id| writer.package(*id)));
    section(&mut out, "interfaces", kept.interfaces.list.iter().map(|id| writer.interface(*id)));
    section(&mut out, "worlds", kept.worlds.list.iter().map(|id| writer.world(*id)));
    section(&mut out, "types", kept.types.list.iter().map(|id| writer.ty(*id)));
    section(&mut out, "functions", kept.functions.list.iter().map(|id| writer.function(*id)));
    out + "\n}\n"
}

/// One list, one thing a line.
fn section(out: &mut String, name: &str, things: impl Iterator<Item = Json>) {
    *out += &format!(",\n\"{name}\":[");
    let from = out.len();
    for thing in things {
        *out += if out.len() == from { "\n" } else { ",\n" };
        *out += &thing;
    }
    *out += if out.len() == from { "]" } else { "\n]" };
}

pub(super) struct Writer<'a> {
    pub(super) graph: &'a Resolve,
    why: Why<'a>,
    pub(super) kept: &'a Kept,
    places: &'a Places<'a>,
    pub(super) ids: Ids<'a>,
}

impl Writer<'_> {
    fn package(&self, id: PackageId) -> Json {
        let package = &self.graph[id];
        let (interfaces, worlds) = (&self.kept.interfaces, &self.kept.worlds);
        let interfaces_of = package.interfaces.values().filter(|id| interfaces.contains(**id));
        let worlds_of = package.worlds.values().filter(|id| worlds.contains(**id));
        object([
            ("id", text(&package.name.to_string())),
            ("namespace", text(&package.name.namespace)),
            ("name", text(&package.name.name)),
            ("version", optional(package.name.version.as_ref(), |version| text(&version.to_string()))),
            ("interfaces", list(interfaces_of.map(|id| plain(interfaces.of(*id))))),
            ("worlds", list(worlds_of.map(|id| plain(worlds.of(*id))))),
            ("docs", self.docs(package.docs)),
            ("span", self.span(package.span)),
        ])
    }

    fn interface(&self, id: InterfaceId) -> Json {
        let interface = &self.graph[id];
        let (types, functions) = (&self.kept.types, &self.kept.functions);
        let types_of = interface.types.values().filter(|id| types.contains(**id));
        let functions_of = interface.functions.iter().filter(|id| functions.contains(**id));
        object([
            ("id", text(&self.ids.interface(id))),
            ("name", self.name(interface.name)),
            ("package", plain(self.kept.packages.of(interface.package))),
            ("world", optional(self.ids.world_of(id), |world| plain(self.kept.worlds.of(world)))),
            ("types", list(types_of.map(|id| plain(types.of(*id))))),
            ("functions", list(functions_of.map(|id| plain(functions.of(*id))))),
            ("docs", self.docs(interface.docs)),
            ("stability", self.stability(interface.stability)),
            ("active", plain(interface.active)),
            ("span", self.span(interface.span)),
        ])
    }

    fn world(&mut self, id: WorldId) -> Json {
        let [imports, exports] = [Side::Import, Side::Export].map(|side| self.items(id, side));
        let world = &self.graph[id];
        let inactive = if self.kept.inactive { &world.inactive[..] } else { &[] };
        let inactive = inactive.iter().map(|(side, item)| {
            let mut members = vec![("side", text(side.verb()))];
            members.extend(self.item(item, self.origin(id, Reason::Written)));
            object(members)
        });
        object([
            ("id", text(&self.graph.world_id(id))),
            ("name", text(&self.graph[world.name])),
            ("package", plain(self.kept.packages.of(world.package))),
            ("imports", imports),
            ("exports", exports),
            ("inactive", list(inactive)),
            ("includes", list(self.kept.includes_of(id).iter().map(|id| self.include(*id)))),
            ("docs", self.docs(world.docs)),
            ("stability", self.stability(world.stability)),
            ("active", plain(world.active)),
            ("span", self.span(world.span)),
        ])
    }

    fn include(&self, id: IncludeId) -> Json {
        let include = &self.graph[id];
        object([
            ("world", plain(self.kept.worlds.of(include.world))),
            ("stability", self.stability(include.stability)),
            ("active", plain(include.active)),
            ("span", self.span(include.span)),
        ])
    }

    fn items(&mut self, world: WorldId, side: Side) -> Json {
        let items = self.graph[world].items(side).iter().enumerate();
        list(items.map(|(index, item)| {
            let reason = self.why.reason(ItemRef { world, side, index });
            object(self.item(item, self.origin(world, reason)))
        }))
    }

    fn item(&self, item: &WorldItem, origin: Json) -> [(&'static str, Json); 8] {
        let (kind, number) = match item.kind {
            WorldItemKind::Interface(id) => ("interface", self.kept.interfaces.of(id)),
            WorldItemKind::Function(id) => ("function", self.kept.functions.of(id)),
            WorldItemKind::Type(id) => ("type", self.kept.types.of(id)),
        };
        [
            ("name", text(&world_key(self.graph, item.key))),
            ("kind", text(kind)),
            (kind, plain(number)),
            ("origin", origin),
            ("docs", self.docs(item.docs)),
            ("stability", self.stability(item.stability)),
            ("external_id", self.name(item.external_id)),
            ("span", self.span(item.span)),
        ]
    }

    fn origin(&self, world: WorldId, reason: Reason) -> Json {
        match reason {
            Reason::Written => object([("kind", text("written"))]),
            Reason::Included { include, from } => {
                let includes = self.kept.includes_of(world);
                let include = includes.binary_search(&include).expect("an active include is written");
                object([("kind", text("included")), ("include", plain(include)), ("item", plain(from.index))])
            }
            Reason::Needed { by, types } => object([
                ("kind", text("needed")),
                ("side", text(by.side.verb())),
                ("item", plain(by.index)),
                ("types", list(types.iter().map(|ty| plain(self.kept.types.of(*ty))))),
            ]),
        }
    }

    fn function(&self, id: FunctionId) -> Json {
        let function = &self.graph[id];
        let kind = match function.kind {
            FunctionKind::Freestanding => "freestanding",
            FunctionKind::Constructor(_) => "constructor",
            FunctionKind::Method(_) => "method",
            FunctionKind::Static(_) => "static",
        };
        let accessor = |accessor| match accessor {
            Accessor::Getter => text("get"),
            Accessor::Setter => text("set"),
        };
        let types = &self.kept.types;
        let params = function.params.iter().map(|param| {
            object([
                ("name", text(&self.graph[param.name])),
                ("type", plain(types.of(param.ty))),
                ("docs", self.docs(param.docs)),
                ("span", self.span(param.span)),
            ])
        });
        object([
            ("id", text(&self.ids.function(id))),
            ("name", text(&self.graph[function.name])),
            ("label", text(&self.graph.function_label(id))),
            ("owner", self.owner(function.owner)),
            ("kind", text(kind)),
            ("resource", optional(function.resource(), |resource| plain(types.of(resource)))),
            ("accessor", optional(function.accessor, accessor)),
            ("async", plain(function.is_async)),
            ("params", list(params)),
            ("result", optional(function.result, |ty| plain(types.of(ty)))),
            ("docs", self.docs(function.docs)),
            ("stability", self.stability(function.stability)),
            ("external_id", self.name(function.external_id)),
            ("active", plain(function.active)),
            ("span", self.span(function.span)),
        ])
    }

    pub(super) fn owner(&self, owner: Owner) -> Json {
        match owner {
            Owner::None => NULL.to_owned(),
            Owner::Interface(id) => object([("interface", plain(self.kept.interfaces.of(id)))]),
            Owner::World(id) => object([("world", plain(self.kept.worlds.of(id)))]),
        }
    }

    pub(super) fn name(&self, name: Option<Name>) -> Json {
        optional(name, |name| text(&self.graph[name]))
    }

    pub(super) fn docs(&self, docs: Option<DocsId>) -> Json {
        optional(docs, |docs| text(&self.graph[docs]))
    }

    pub(super) fn stability(&self, id: StabilityId) -> Json {
        let stability = &self.graph[id];
        let (kind, (name, value)) = match stability {
            Stability::Unknown => return NULL.to_owned(),
            Stability::Since { since, .. } => ("since", ("version", text(&since.to_string()))),
            Stability::Unstable { feature, .. } => ("unstable", ("feature", text(&self.graph[*feature]))),
        };
        let deprecated = optional(stability.deprecated(), |version| text(&version.to_string()));
        object([("kind", text(kind)), (name, value), ("deprecated", deprecated)])
    }

    pub(super) fn span(&self, span: Span) -> Json {
        let (start, end) = self.places.locations(span);
        let location = |at: Location| object([("line", plain(at.line)), ("column", plain(at.column))]);
        object([
            ("file", plain(span.file.index())),
            ("bytes", list([span.range.start, span.range.end].into_iter().map(plain))),
            ("start", location(start)),
            ("end", location(end)),
        ])
    }
}
