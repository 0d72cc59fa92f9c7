//! The rules for gates that no tool enforces. WIT.md, "Rules for feature gate usage": what refers to something gated, or
//! stands in something gated, must be gated as strongly.

use outwit_diagnostics::{ByteRange, Diagnostic, FileId, Span};
use outwit_parser::ast;
use semver::Version;

use crate::analysis::{Analysis, Definition};
use crate::diagnostics as errors;
use crate::graph::{OrderMap, Owner, PackageId, Resolve, Stability, StabilityId};
use crate::load::Loaded;

/// When an item is there.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Gate {
    Always,
    Since(Version),
    Unstable(String),
}

impl Gate {
    fn read(file: &ast::File, meta: ast::Meta) -> Gate {
        let gates = file[meta.attributes].iter().filter_map(|attribute| match attribute.kind {
            ast::AttributeKind::Since(version) => {
                // A version that cannot be read has been told.
                Version::parse(&file[version.text]).ok().map(Gate::Since)
            }
            ast::AttributeKind::Unstable(feature) => Some(Gate::Unstable(file[feature].to_owned())),
            _ => None,
        });
        gates.into_iter().next().unwrap_or(Gate::Always)
    }

    fn of(graph: &Resolve, stability: StabilityId) -> Gate {
        match &graph[stability] {
            Stability::Unknown => Gate::Always,
            Stability::Since { since, .. } => Gate::Since(since.clone()),
            Stability::Unstable { feature, .. } => Gate::Unstable(graph[*feature].to_owned()),
        }
    }

    /// This gate, or if there is none the one around it.
    fn or(self, outer: &Gate) -> Gate {
        if self == Gate::Always { outer.clone() } else { self }
    }

    /// Whether an item with this gate is never there without one that has the other gate.
    fn is_as_strong_as(&self, other: &Gate) -> bool {
        match (self, other) {
            (_, Gate::Always) | (Gate::Unstable(_), Gate::Since(_)) => true,
            (Gate::Since(this), Gate::Since(other)) => this >= other,
            (Gate::Unstable(this), Gate::Unstable(other)) => this == other,
            (Gate::Always, _) | (Gate::Since(_), Gate::Unstable(_)) => false,
        }
    }

    /// The attribute.
    fn text(&self) -> Option<String> {
        match self {
            Gate::Always => None,
            Gate::Since(version) => Some(format!("@since(version = {version})")),
            Gate::Unstable(feature) => Some(format!("@unstable(feature = {feature})")),
        }
    }
}

pub(super) fn gate_rules(loaded: &Loaded, analysis: &Analysis) -> Vec<Diagnostic> {
    let mut walk = Walk { analysis, packages: packages(&analysis.graph), found: Vec::new() };
    for file in loaded.groups.iter().filter(|group| group.is_root).flat_map(|group| &group.files) {
        walk.items(file, &file[file.items]);
    }
    walk.found
}

/// The package of each interface and world, by the place of its name.
fn packages(graph: &Resolve) -> OrderMap<Span, PackageId> {
    let interfaces = graph.all_interfaces().map(|(_, interface)| (interface.span, interface.package));
    let worlds = graph.all_worlds().map(|(_, world)| (world.span, world.package));
    interfaces.chain(worlds).collect()
}

struct Walk<'a> {
    analysis: &'a Analysis,
    packages: OrderMap<Span, PackageId>,
    found: Vec<Diagnostic>,
}

/// What items stand in.
struct Holder {
    file: FileId,
    package: PackageId,
    gate: Gate,
    /// For messages.
    what: &'static str,
    name: Span,
}

/// An item: its name for messages, and all of it.
#[derive(Clone, Copy)]
struct Item {
    meta: ast::Meta,
    name: ByteRange,
    range: ByteRange,
}

impl Walk<'_> {
    /// Nested packages stand in files alone.
    fn items(&mut self, file: &ast::File, items: &[ast::Item]) {
        for item in items {
            match item {
                ast::Item::Interface(interface) => {
                    let holder = self.holder(file, interface.meta, interface.name, "interface");
                    holder.into_iter().for_each(|holder| self.interface(file, &holder, interface.items));
                }
                ast::Item::World(world) => {
                    let holder = self.holder(file, world.meta, world.name, "world");
                    holder.into_iter().for_each(|holder| self.world(file, &holder, world.items));
                }
                ast::Item::NestedPackage(nested) => {
                    let inner =
                        file[nested.items].iter().filter(|item| !matches!(item, ast::Item::NestedPackage(_)));
                    let inner: Vec<ast::Item> = inner.copied().collect();
                    self.items(file, &inner);
                }
                ast::Item::PackageHeader(_) | ast::Item::Use(_) | ast::Item::Error(_) => {}
            }
        }
    }

    /// `None` for a package that was left out.
    fn holder(
        &self,
        file: &ast::File,
        meta: ast::Meta,
        name: ast::Ident,
        what: &'static str,
    ) -> Option<Holder> {
        let name = name.range.in_file(file.id);
        let package = *self.packages.get(&name)?;
        Some(Holder { file: file.id, package, gate: Gate::read(file, meta), what, name })
    }

    fn interface(&mut self, file: &ast::File, holder: &Holder, items: ast::List<ast::InterfaceItem>) {
        for item in &file[items] {
            match item {
                ast::InterfaceItem::Use(item) => self.used(file, holder, item),
                ast::InterfaceItem::TypeDef(def) => self.defined(file, holder, def),
                ast::InterfaceItem::Func(func) => {
                    let item = Item { meta: func.meta, name: func.name.range, range: func.range };
                    self.item(file, holder, item);
                }
                ast::InterfaceItem::Error(_) => {}
            }
        }
    }

    fn world(&mut self, file: &ast::File, holder: &Holder, items: ast::List<ast::WorldItem>) {
        for item in &file[items] {
            match item {
                ast::WorldItem::Use(item) => self.used(file, holder, item),
                ast::WorldItem::TypeDef(def) => self.defined(file, holder, def),
                ast::WorldItem::Include(include) => {
                    let item = Item { meta: include.meta, name: include.range, range: include.range };
                    self.item(file, holder, item);
                }
                ast::WorldItem::Import(item) | ast::WorldItem::Export(item) => {
                    self.external(file, holder, item);
                }
                ast::WorldItem::Error(_) => {}
            }
        }
    }

    fn external(&mut self, file: &ast::File, holder: &Holder, item: &ast::Extern) {
        let all = |name: ByteRange| Item { meta: item.meta, name, range: item.range };
        match &item.kind {
            ast::ExternKind::Func { name, .. } | ast::ExternKind::Named { name, .. } => {
                self.item(file, holder, all(name.range));
            }
            ast::ExternKind::Path(path) => self.item(file, holder, all(path.range)),
            ast::ExternKind::Interface { name, items } => {
                let inner = self.contained(file, holder, all(name.range), "interface");
                self.interface(file, &inner, *items);
            }
        }
    }

    fn used(&mut self, file: &ast::File, holder: &Holder, item: &ast::Use) {
        self.item(file, holder, Item { meta: item.meta, name: item.range, range: item.range });
    }

    fn defined(&mut self, file: &ast::File, holder: &Holder, def: &ast::TypeDef) {
        let item = Item { meta: def.meta, name: def.name.range, range: def.range };
        let ast::TypeDefKind::Resource(members) = def.kind else { return self.item(file, holder, item) };
        let inner = self.contained(file, holder, item, "resource");
        for member in members.iter().flat_map(|members| &file[*members]) {
            match member {
                ast::ResourceItem::Constructor { meta, keyword, range, .. } => {
                    self.item(file, &inner, Item { meta: *meta, name: *keyword, range: *range });
                }
                ast::ResourceItem::Method { func, .. } => {
                    let item = Item { meta: func.meta, name: func.name.range, range: func.range };
                    self.item(file, &inner, item);
                }
                ast::ResourceItem::Error(_) => {}
            }
        }
    }

    fn item(&mut self, file: &ast::File, holder: &Holder, item: Item) {
        let inner = self.contained(file, holder, item, "item");
        self.references(&inner, item);
    }

    /// Compares an item with what holds it; what it is to that which it holds itself.
    fn contained(&mut self, file: &ast::File, holder: &Holder, item: Item, what: &'static str) -> Holder {
        let gate = Gate::read(file, item.meta);
        let name = item.name.in_file(file.id);
        let mut inner = Holder { gate: gate.clone().or(&holder.gate), what, name, ..*holder };
        if let Some(outer) = holder.gate.text().filter(|_| !gate.is_as_strong_as(&holder.gate)) {
            self.found.push(errors::weaker_gate(
                gate.text().as_deref(),
                &outer,
                holder.what,
                name,
                holder.name,
            ));
            // From here on as if it were right, so that it is told once.
            inner.gate = holder.gate.clone();
        }
        inner
    }

    /// Compares an item with what it refers to: one finding for each gate.
    fn references(&mut self, this: &Holder, item: Item) {
        let graph = &self.analysis.graph;
        let uses = &self.analysis.uses;
        let start = Span { file: this.file, range: ByteRange::empty(item.range.start) };
        let from = uses.partition_point(|(span, _)| *span < start);
        let inside = uses[from..]
            .iter()
            .take_while(|(span, _)| span.file == this.file && span.range.start < item.range.end);
        let mut told: Vec<Gate> = Vec::new();
        for (span, definition) in inside {
            let Some(target) = Target::of(graph, *definition) else { continue };
            let is_foreign = target.package != this.package && matches!(target.gate, Gate::Since(_));
            if is_foreign || this.gate.is_as_strong_as(&target.gate) || told.contains(&target.gate) {
                continue;
            }
            let Some(gate) = target.gate.text() else { continue };
            self.found.push(errors::gated_reference(this.gate.text().as_deref(), &gate, *span, target.span));
            told.push(target.gate);
        }
    }
}

/// What an item refers to.
struct Target {
    package: PackageId,
    gate: Gate,
    span: Span,
}

impl Target {
    /// `None` for what has no gate, or is hidden by it, which is an error.
    fn of(graph: &Resolve, definition: Definition) -> Option<Target> {
        match definition {
            Definition::Interface(id) => {
                let interface = &graph[id];
                let gate = Gate::of(graph, interface.stability);
                interface.active.then_some(Target { package: interface.package, gate, span: interface.span })
            }
            Definition::World(id) => {
                let world = &graph[id];
                let gate = Gate::of(graph, world.stability);
                world.active.then_some(Target { package: world.package, gate, span: world.span })
            }
            Definition::Type(id) => {
                let def = &graph[id];
                let (package, outer) = match def.owner {
                    Owner::Interface(id) => (graph[id].package, graph[id].stability),
                    Owner::World(id) => (graph[id].package, graph[id].stability),
                    Owner::None => return None,
                };
                let gate = Gate::of(graph, def.stability).or(&Gate::of(graph, outer));
                def.active.then_some(Target { package, gate, span: def.span? })
            }
            Definition::Package(_) | Definition::Function(_) => None,
        }
    }
}
