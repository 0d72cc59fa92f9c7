//! How things are called in a tree.

use std::collections::HashMap;

use outwit_diagnostics::Span;
use outwit_resolve::abi::mangle::world_key;
use outwit_resolve::graph::{
    InterfaceId, Name, PackageId, Resolve, Stability, StabilityId, TypeId, TypeKind, WorldId, WorldItem,
    WorldItemKind, WorldKey,
};

use crate::places::Places;

pub(super) struct Words<'a> {
    graph: &'a Resolve,
    places: &'a Places<'a>,
    /// How many versions of a package there are.
    versions: HashMap<(&'a str, &'a str), usize>,
}

impl<'a> Words<'a> {
    pub(super) fn new(graph: &'a Resolve, places: &'a Places<'a>) -> Words<'a> {
        let mut versions = HashMap::new();
        for (_, package) in graph.packages() {
            *versions.entry((package.name.namespace.as_str(), package.name.name.as_str())).or_insert(0) += 1;
        }
        Words { graph, places, versions }
    }

    /// An import or export, as it is called outside, with what it is.
    pub(super) fn item(&self, item: &WorldItem) -> String {
        let key = world_key(self.graph, item.key);
        match (item.kind, item.key) {
            (WorldItemKind::Function(id), _) => self.graph.function_text(id),
            (WorldItemKind::Type(id), _) => match (&self.graph[id].kind, self.graph.used_from(id)) {
                (TypeKind::Alias(to), Some(interface)) => {
                    format!("type {key} = {}.{{{}}}", self.interface(interface), self.graph.type_text(*to))
                }
                _ => self.type_head(id),
            },
            (WorldItemKind::Interface(_), WorldKey::Interface(_)) => key,
            (WorldItemKind::Interface(id), WorldKey::Name(_)) => match self.graph.interface_id(id) {
                Some(interface) => format!("{key}: {interface}"),
                None => format!("{key}: interface"),
            },
        }
    }

    /// What an import or export is called where it is the reason for another.
    pub(super) fn reason(&self, item: &WorldItem) -> String {
        match (item.kind, item.key) {
            (WorldItemKind::Type(_), key) => format!("type {}", world_key(self.graph, key)),
            (_, WorldKey::Interface(id)) => self.interface(id),
            (_, WorldKey::Name(name)) => self.graph[name].to_owned(),
        }
    }

    /// The id of a world, without a version if that leaves no doubt.
    pub(super) fn world(&self, id: WorldId) -> String {
        let world = &self.graph[id];
        self.short(world.package, world.name, || self.graph.world_id(id))
    }

    fn interface(&self, id: InterfaceId) -> String {
        let interface = &self.graph[id];
        let full = || self.graph.interface_id(id).unwrap_or_default();
        interface.name.map_or_else(full, |name| self.short(interface.package, name, full))
    }

    fn short(&self, package: PackageId, name: Name, full: impl Fn() -> String) -> String {
        let package = &self.graph[package].name;
        match self.versions.get(&(package.namespace.as_str(), package.name.as_str())) {
            Some(1) => format!("{}:{}/{}", package.namespace, package.name, &self.graph[name]),
            _ => full(),
        }
    }

    /// `file:line:column`.
    pub(super) fn place(&self, span: Span) -> String {
        self.places.text(span)
    }

    /// A gate as it is written, unless it is that of the line above, which holds for what is below it. In a package with
    /// versions that leaves what is told apart from the rest.
    pub(super) fn gate(&self, id: StabilityId, above: StabilityId) -> String {
        if id == above { String::new() } else { self.gate_alone(id) }
    }

    /// A gate as it is written; nothing if there is none.
    pub(super) fn gate_alone(&self, id: StabilityId) -> String {
        let stability = &self.graph[id];
        let gate = match stability {
            Stability::Unknown => return String::new(),
            Stability::Since { since, .. } => format!("@since(version = {since})"),
            Stability::Unstable { feature, .. } => format!("@unstable(feature = {})", &self.graph[*feature]),
        };
        let deprecated = stability.deprecated();
        gate + &deprecated.map_or(String::new(), |version| format!(" @deprecated(version = {version})"))
    }

    pub(super) fn external_id(&self, id: Option<Name>) -> String {
        id.map_or(String::new(), |id| format!("@external-id({:?})", &self.graph[id]))
    }

    /// A type with the names of its parts, as many as a line holds.
    pub(super) fn type_head(&self, id: TypeId) -> String {
        let graph = self.graph;
        let text = graph.type_text(id);
        match &graph[id].kind {
            TypeKind::Alias(to) => match graph.used_from(id) {
                Some(interface) => {
                    let from = graph[*to].name.filter(|name| Some(*name) != graph[id].name);
                    let renamed = from.map_or(String::new(), |name| format!("{} as ", &graph[name]));
                    format!("use {}.{{{renamed}{text}}}", self.interface(interface))
                }
                None => format!("type {text} = {}", graph.type_text(*to)),
            },
            TypeKind::Record(fields) => self.parts("record", &text, fields.iter().map(|field| field.name)),
            TypeKind::Variant(cases) => self.parts("variant", &text, cases.iter().map(|case| case.name)),
            TypeKind::Enum(cases) => self.parts("enum", &text, cases.iter().map(|case| case.name)),
            TypeKind::Flags(flags) => self.parts("flags", &text, flags.iter().map(|flag| flag.name)),
            TypeKind::Resource => format!("resource {text}"),
            _ => format!("type {text}"),
        }
    }

    fn parts(&self, keyword: &str, name: &str, mut parts: impl ExactSizeIterator<Item = Name>) -> String {
        let mut text = format!("{keyword} {name} {{");
        let mut separator = " ";
        while text.chars().count() < LONGEST_PARTS {
            let Some(part) = parts.next() else { return text + " }" };
            text += separator;
            text += &self.graph[part];
            separator = ", ";
        }
        match parts.len() {
            0 => text + " }",
            more => format!("{text}, … {more} more }}"),
        }
    }
}

/// After so many characters no further part of a type is named.
const LONGEST_PARTS: usize = 64;
