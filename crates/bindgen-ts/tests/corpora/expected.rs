//! What the graph has that declarations must have: names by the documented rule, documentation line by line, gates.

use std::collections::BTreeSet;

use outwit_resolve::graph::{
    DocsId, Function, FunctionId, FunctionKind, InterfaceId, Owner, PackageId, Resolve, Stability,
    StabilityId, TypeId, TypeKind, WorldId, WorldItem, WorldItemKind, WorldKey,
};

use crate::names::{camel, pascal};

/// What must be in one file.
pub(crate) struct Unit {
    /// What it is in WIT.
    pub(crate) wit: String,
    /// Its path without suffixes.
    pub(crate) stem: String,
    /// What the head of the file must say.
    pub(crate) notes: Vec<Notes>,
    pub(crate) types: Vec<Type>,
    pub(crate) imports: Vec<Callable>,
    pub(crate) exports: Vec<Callable>,
    /// Interfaces among the imports and exports of a world.
    pub(crate) slots: Vec<Slot>,
}

/// A named type.
pub(crate) struct Type {
    pub(crate) wit: String,
    pub(crate) name: String,
    pub(crate) notes: Notes,
    pub(crate) members: Vec<Member>,
    /// Methods and the like, if it is a resource.
    pub(crate) functions: Vec<Callable>,
}

/// A field, flag or case.
pub(crate) struct Member {
    pub(crate) kind: MemberKind,
    pub(crate) name: String,
    pub(crate) notes: Notes,
}

/// How a member is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemberKind {
    Property,
    Constructor,
    /// An object with a `tag`.
    Tag,
    /// A string.
    String,
}

/// A function, method, constructor or accessor.
pub(crate) struct Callable {
    pub(crate) kind: MemberKind,
    pub(crate) name: String,
    pub(crate) notes: Notes,
    /// Names and documentation; `None` for accessors, which are properties.
    pub(crate) params: Option<Vec<(String, Vec<String>)>>,
}

/// An interface that a world imports or exports.
pub(crate) struct Slot {
    pub(crate) is_import: bool,
    pub(crate) key: String,
    /// The name alone.
    pub(crate) name: String,
    pub(crate) notes: Notes,
    /// Whether there is something to provide under the key.
    pub(crate) has_functions: bool,
}

/// What is said about an item.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    pub(crate) lines: Vec<String>,
    /// The version of `@since`.
    pub(crate) since: Option<String>,
    /// The feature of `@unstable`.
    pub(crate) feature: Option<String>,
    /// The version of `@deprecated`.
    pub(crate) deprecated: Option<String>,
}

/// Lines of documentation as they are compared: without the space around them, without the backslashes that make text
/// safe, and without empty lines.
pub(crate) fn plain_lines(text: &str) -> Vec<String> {
    let lines =
        text.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(|line| line.replace('\\', "").trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// What must be in the files of a world: that of the world first.
pub(crate) fn units(graph: &Resolve, world: WorldId) -> Vec<Unit> {
    let collector = Collector { graph, world };
    let reached = collector.reached();
    let mut units = vec![collector.world_unit(&reached)];
    units.extend(reached.interfaces.iter().map(|interface| collector.interface_unit(*interface)));
    units
}

/// What a world reaches.
#[derive(Default)]
struct Reached {
    interfaces: BTreeSet<InterfaceId>,
    /// Types that stand in a world.
    of_worlds: BTreeSet<TypeId>,
}

struct Collector<'g> {
    graph: &'g Resolve,
    world: WorldId,
}

impl<'g> Collector<'g> {
    /// Both sides of the world, each item with whether it is an import.
    fn items(&self) -> impl Iterator<Item = (bool, &'g WorldItem)> {
        let world = &self.graph[self.world];
        let imports = world.imports.iter().map(|item| (true, item));
        imports.chain(world.exports.iter().map(|item| (false, item)))
    }

    /// Interfaces of the world, and the owners of all types that anything refers to.
    fn reached(&self) -> Reached {
        let graph = self.graph;
        let mut reached = Reached::default();
        let mut types: Vec<TypeId> = Vec::new();
        let mut interfaces = Vec::new();
        for (_, item) in self.items() {
            match item.kind {
                WorldItemKind::Interface(interface) => {
                    interfaces.push(interface);
                    graph.functions_of(interface).for_each(|id| types.extend(used_by(&graph[id])));
                }
                WorldItemKind::Function(id) => types.extend(used_by(&graph[id])),
                WorldItemKind::Type(ty) => types.push(ty),
            }
        }
        let mut seen = BTreeSet::new();
        loop {
            while let Some(interface) = interfaces.pop() {
                if reached.interfaces.insert(interface) {
                    types.extend(graph.types_of(interface).map(|(_, ty)| ty));
                }
            }
            let Some(ty) = types.pop() else { return reached };
            if !seen.insert(ty) {
                continue;
            }
            graph[ty].kind.for_each_type(|part| types.push(part));
            match graph[ty].owner {
                Owner::Interface(interface) => interfaces.push(interface),
                Owner::World(_) if graph[ty].name.is_some() => drop(reached.of_worlds.insert(ty)),
                Owner::World(_) | Owner::None => {}
            }
        }
    }

    fn world_unit(&self, reached: &Reached) -> Unit {
        let graph = self.graph;
        let world = &graph[self.world];
        let name = &graph[world.name];
        let mut unit = Unit {
            wit: format!("world {}", graph.world_id(self.world)),
            stem: name.to_owned(),
            notes: vec![self.notes(world.docs, world.stability), self.package_notes(world.package)],
            types: Vec::new(),
            imports: Vec::new(),
            exports: Vec::new(),
            slots: Vec::new(),
        };
        let mut of_resources = Vec::new();
        let mut rest = reached.of_worlds.clone();
        let mut types = Vec::new();
        for (is_import, item) in self.items() {
            let plain = match item.key {
                WorldKey::Name(name) => &graph[name],
                WorldKey::Interface(_) => "",
            };
            match item.kind {
                WorldItemKind::Interface(interface) => unit.slots.push(self.slot(is_import, item, interface)),
                WorldItemKind::Type(ty) => {
                    rest.remove(&ty);
                    types.push((plain, ty));
                }
                WorldItemKind::Function(id) if graph[id].resource().is_some() => of_resources.push(id),
                WorldItemKind::Function(id) => {
                    let side = if is_import { &mut unit.imports } else { &mut unit.exports };
                    // An accessor is keyed as `[get]name` or `[set]name`.
                    let bare = plain.rsplit(']').next().unwrap_or(plain);
                    side.push(self.callable(id, bare));
                }
            }
        }
        types.extend(rest.into_iter().filter_map(|ty| Some((&graph[graph[ty].name?], ty))));
        unit.types = types.into_iter().map(|(name, ty)| self.ty(name, ty, &of_resources)).collect();
        unit
    }

    fn slot(&self, is_import: bool, item: &WorldItem, interface: InterfaceId) -> Slot {
        let (key, name) = match item.key {
            WorldKey::Name(name) => (self.graph[name].to_owned(), name),
            WorldKey::Interface(id) => {
                let name = self.graph[id].name.expect("an interface with a name");
                (self.graph.interface_id(id).expect("the same"), name)
            }
        };
        let has_functions = self.graph.functions_of(interface).next().is_some();
        let notes = self.notes(item.docs, item.stability);
        Slot { is_import, key, name: camel(&self.graph[name]), notes, has_functions }
    }

    fn interface_unit(&self, interface: InterfaceId) -> Unit {
        let graph = self.graph;
        let def = &graph[interface];
        let slots: Vec<(bool, &WorldItem)> =
            self.items().filter(|(_, item)| item.kind == WorldItemKind::Interface(interface)).collect();
        let plain = slots.iter().find_map(|(_, item)| match item.key {
            WorldKey::Name(name) => Some(&graph[name]),
            WorldKey::Interface(_) => None,
        });
        let has = |is_import| slots.iter().any(|(it, _)| *it == is_import);
        let functions: Vec<FunctionId> = graph.functions_of(interface).collect();
        let free = |is_there: bool| {
            let free = functions.iter().filter(|id| is_there && graph[**id].resource().is_none());
            free.map(|id| self.callable(*id, &graph[graph[*id].name])).collect()
        };
        let provided = if slots.is_empty() { &[][..] } else { &functions[..] };
        let types = graph.types_of(interface);
        Unit {
            wit: graph.interface_id(interface).unwrap_or_else(|| plain.unwrap_or("inline").to_owned()),
            stem: format!("interfaces/{}", self.file_name(interface, plain)),
            notes: vec![self.notes(def.docs, def.stability), self.package_notes(def.package)],
            types: types.map(|(name, ty)| self.ty(&graph[name], ty, provided)).collect(),
            imports: free(has(true)),
            exports: free(has(false)),
            slots: Vec::new(),
        }
    }

    fn file_name(&self, interface: InterfaceId, plain: Option<&str>) -> String {
        let def = &self.graph[interface];
        let Some(name) = def.name else { return plain.unwrap_or("interface").to_owned() };
        let package = &self.graph[def.package].name;
        let version = package.version.as_ref().map(|version| format!("@{version}")).unwrap_or_default();
        format!("{}-{}-{}{version}", package.namespace, package.name, &self.graph[name])
    }

    /// A type under the name that it has here, with those of `functions` that belong to it.
    fn ty(&self, name: &str, ty: TypeId, functions: &[FunctionId]) -> Type {
        let graph = self.graph;
        let def = &graph[ty];
        let member = |kind, name: String, docs| Member { kind, name, notes: self.notes_of(docs) };
        let property = |name, docs| member(MemberKind::Property, camel(&graph[name]), docs);
        let members = match &def.kind {
            TypeKind::Record(fields) => fields.iter().map(|it| property(it.name, it.docs)).collect(),
            TypeKind::Flags(flags) => flags.iter().map(|it| property(it.name, it.docs)).collect(),
            TypeKind::Variant(cases) => {
                cases.iter().map(|it| member(MemberKind::Tag, graph[it.name].to_owned(), it.docs)).collect()
            }
            TypeKind::Enum(cases) => cases
                .iter()
                .map(|it| member(MemberKind::String, graph[it.name].to_owned(), it.docs))
                .collect(),
            _ => Vec::new(),
        };
        let own: BTreeSet<FunctionId> =
            functions.iter().copied().filter(|id| graph[*id].resource() == Some(ty)).collect();
        Type {
            wit: name.to_owned(),
            name: pascal(name),
            notes: self.notes(def.docs, def.stability),
            members,
            functions: own.into_iter().map(|id| self.callable(id, &graph[graph[id].name])).collect(),
        }
    }

    fn callable(&self, id: FunctionId, name: &str) -> Callable {
        let graph = self.graph;
        let function = &graph[id];
        let is_method = matches!(function.kind, FunctionKind::Method(_));
        let params = function.params.iter().skip(usize::from(is_method));
        let params =
            params.map(|param| (camel(&graph[param.name]), self.notes_of(param.docs).lines)).collect();
        let is_constructor = matches!(function.kind, FunctionKind::Constructor(_));
        Callable {
            kind: if is_constructor { MemberKind::Constructor } else { MemberKind::Property },
            name: camel(name),
            notes: self.notes(function.docs, function.stability),
            params: function.accessor.is_none().then_some(params),
        }
    }

    fn package_notes(&self, package: PackageId) -> Notes {
        self.notes_of(self.graph[package].docs)
    }

    fn notes_of(&self, docs: Option<DocsId>) -> Notes {
        let lines = docs.map(|docs| plain_lines(&self.graph[docs])).unwrap_or_default();
        Notes { lines, ..Notes::default() }
    }

    fn notes(&self, docs: Option<DocsId>, stability: StabilityId) -> Notes {
        let mut notes = self.notes_of(docs);
        let stability = &self.graph[stability];
        match stability {
            Stability::Unknown => {}
            Stability::Since { since, .. } => notes.since = Some(since.to_string()),
            Stability::Unstable { feature, .. } => notes.feature = Some(self.graph[*feature].to_owned()),
        }
        notes.deprecated = stability.deprecated().map(ToString::to_string);
        notes
    }
}

/// The types that a function names.
fn used_by(function: &Function) -> impl Iterator<Item = TypeId> {
    function.params.iter().map(|param| param.ty).chain(function.result)
}
