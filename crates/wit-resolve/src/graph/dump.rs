//! The graph as text, for people and snapshots: compact, in the order of the graph, with what resolution found out.

use std::fmt::Write;

use super::{
    Function, FunctionId, InterfaceId, Origin, Resolve, Stability, StabilityId, TypeId, TypeKind, WorldId,
    WorldItem, WorldItemKind, WorldKey,
};

impl Resolve {
    /// A type as it would be written: by its name, or as an expression if it is anonymous.
    pub fn type_text(&self, ty: TypeId) -> String {
        let def = &self[ty];
        if let Some(name) = def.name {
            return self[name].to_owned();
        }
        let text = |ty: TypeId| self.type_text(ty);
        let optional = |ty: &Option<TypeId>| ty.map_or("_".to_owned(), text);
        match &def.kind {
            TypeKind::Primitive(primitive) => primitive.keyword().to_owned(),
            TypeKind::Tuple(types) => {
                format!("tuple<{}>", types.iter().map(|ty| text(*ty)).collect::<Vec<_>>().join(", "))
            }
            TypeKind::Option(some) => format!("option<{}>", text(*some)),
            TypeKind::Result { ok: None, err: None } => "result".to_owned(),
            TypeKind::Result { ok: Some(ok), err: None } => format!("result<{}>", text(*ok)),
            TypeKind::Result { ok, err } => format!("result<{}, {}>", optional(ok), optional(err)),
            TypeKind::List(elem) => format!("list<{}>", text(*elem)),
            TypeKind::FixedLengthList(elem, len) => format!("list<{}, {len}>", text(*elem)),
            TypeKind::Map(key, value) => format!("map<{}, {}>", text(*key), text(*value)),
            TypeKind::Own(resource) => format!("own<{}>", text(resource.as_written())),
            TypeKind::Borrow(resource) => format!("borrow<{}>", text(resource.as_written())),
            TypeKind::Future(None) => "future".to_owned(),
            TypeKind::Future(Some(ty)) => format!("future<{}>", text(*ty)),
            TypeKind::Stream(None) => "stream".to_owned(),
            TypeKind::Stream(Some(ty)) => format!("stream<{}>", text(*ty)),
            TypeKind::Alias(to) => text(*to),
            TypeKind::Error => "(unknown)".to_owned(),
            TypeKind::Record(_)
            | TypeKind::Flags(_)
            | TypeKind::Variant(_)
            | TypeKind::Enum(_)
            | TypeKind::Resource => "(anonymous)".to_owned(),
        }
    }

    /// A function's type as it would be written, with its own name in front.
    pub fn function_text(&self, id: FunctionId) -> String {
        let function = &self[id];
        let params = function.params.iter();
        let params: Vec<String> =
            params.map(|param| format!("{}: {}", &self[param.name], self.type_text(param.ty))).collect();
        let keyword = if function.is_async { "async func" } else { "func" };
        let result = function.result.map_or(String::new(), |ty| format!(" -> {}", self.type_text(ty)));
        format!("{}: {keyword}({}){result}", self.function_label(id), params.join(", "))
    }

    /// The whole graph.
    pub fn dump(&self) -> String {
        let mut dump = Dump { resolve: self, out: String::new() };
        for (_, package) in self.packages() {
            dump.line(0, &format!("package {}{}", package.name, dump.docs(package.docs)));
            for interface in package.interfaces.values() {
                dump.interface(1, *interface);
            }
            for world in package.worlds.values() {
                dump.world(*world);
            }
        }
        dump.out
    }
}

struct Dump<'a> {
    resolve: &'a Resolve,
    out: String,
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        writeln!(self.out, "{:1$}{text}", "", depth * 2).expect("writing to a string cannot fail");
    }

    fn docs(&self, docs: Option<super::DocsId>) -> String {
        docs.map_or(String::new(), |docs| format!("  {:?}", &self.resolve[docs]))
    }

    fn gate(&self, stability: StabilityId, active: bool) -> String {
        let deprecated = |version: &Option<semver::Version>| {
            version.as_ref().map_or(String::new(), |version| format!(" @deprecated {version}"))
        };
        let gate = match &self.resolve[stability] {
            Stability::Unknown => String::new(),
            Stability::Since { since, deprecated: old } => format!(" @since {since}{}", deprecated(old)),
            Stability::Unstable { feature, deprecated: old } => {
                format!(" @unstable {}{}", &self.resolve[*feature], deprecated(old))
            }
        };
        if active { gate } else { format!("{gate} (inactive)") }
    }

    fn interface(&mut self, depth: usize, id: InterfaceId) {
        let interface = &self.resolve[id];
        let name = interface.name.map_or("(inline)", |name| &self.resolve[name]);
        let gate = self.gate(interface.stability, interface.active);
        self.line(depth, &format!("interface {name}{gate}{}", self.docs(interface.docs)));
        for ty in interface.types.values() {
            self.type_def(depth + 1, *ty);
        }
        for function in &interface.functions {
            self.function(depth + 1, *function);
        }
    }

    fn type_def(&mut self, depth: usize, id: TypeId) {
        let resolve = self.resolve;
        let def = &resolve[id];
        let name = def.name.map_or("", |name| &resolve[name]);
        let tail = format!("{}{}", self.gate(def.stability, def.active), self.docs(def.docs));
        let text = |ty: TypeId| resolve.type_text(ty);
        let head = match &def.kind {
            TypeKind::Alias(to) => {
                match resolve.used_from(id).and_then(|interface| resolve.interface_id(interface)) {
                    Some(interface) => format!("type {name} = {interface}.{{{}}}", text(*to)),
                    None => format!("type {name} = {}", text(*to)),
                }
            }
            TypeKind::Record(fields) => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|field| format!("{}: {}", &resolve[field.name], text(field.ty)))
                    .collect();
                format!("record {name} {{ {} }}", fields.join(", "))
            }
            TypeKind::Variant(cases) => {
                let cases: Vec<String> = cases
                    .iter()
                    .map(|case| match case.ty {
                        Some(ty) => format!("{}({})", &resolve[case.name], text(ty)),
                        None => resolve[case.name].to_owned(),
                    })
                    .collect();
                format!("variant {name} {{ {} }}", cases.join(", "))
            }
            TypeKind::Enum(cases) => {
                let cases: Vec<&str> = cases.iter().map(|case| &resolve[case.name]).collect();
                format!("enum {name} {{ {} }}", cases.join(", "))
            }
            TypeKind::Flags(flags) => {
                let flags: Vec<&str> = flags.iter().map(|flag| &resolve[flag.name]).collect();
                format!("flags {name} {{ {} }}", flags.join(", "))
            }
            TypeKind::Resource => format!("resource {name}"),
            _ => format!("type {name} = (unknown)"),
        };
        self.line(depth, &format!("{head}{tail}"));
    }

    fn function(&mut self, depth: usize, id: FunctionId) {
        let Function { stability, active, docs, .. } = self.resolve[id];
        let text = self.resolve.function_text(id);
        let tail = format!("{}{}", self.gate(stability, active), self.docs(docs));
        self.line(depth, &format!("{text}{tail}"));
    }

    fn world(&mut self, id: WorldId) {
        let world = &self.resolve[id];
        let gate = self.gate(world.stability, world.active);
        let name = &self.resolve[world.name];
        self.line(1, &format!("world {name}{gate}{}", self.docs(world.docs)));
        for (verb, items) in [("import", &world.imports), ("export", &world.exports)] {
            for item in items {
                self.world_item(verb, item);
            }
        }
    }

    fn world_item(&mut self, verb: &str, item: &WorldItem) {
        let resolve = self.resolve;
        let key = match item.key {
            WorldKey::Name(name) => resolve[name].to_owned(),
            WorldKey::Interface(interface) => resolve.interface_id(interface).unwrap_or_default(),
        };
        let origin = match item.origin {
            Origin::Written => String::new(),
            Origin::Included { include, .. } => {
                format!(" (from {})", resolve.world_id(resolve[include].world))
            }
            Origin::Needed { .. } => " (needed)".to_owned(),
        };
        let tail = format!("{}{}{origin}", self.gate(item.stability, true), self.docs(item.docs));
        match item.kind {
            WorldItemKind::Interface(interface) => {
                let inline = resolve[interface].name.is_none();
                let label = match (item.key, inline) {
                    (WorldKey::Name(_), false) => {
                        format!("{key}: {}", resolve.interface_id(interface).unwrap_or_default())
                    }
                    _ => key,
                };
                self.line(2, &format!("{verb} {label}{tail}"));
                if inline {
                    self.interface(3, interface);
                }
            }
            WorldItemKind::Type(ty) => {
                self.line(2, &format!("{verb} type {key}{tail}"));
                self.type_def(3, ty);
            }
            WorldItemKind::Function(function) => {
                self.line(2, &format!("{verb} {}{tail}", resolve.function_text(function)));
            }
        }
    }
}
