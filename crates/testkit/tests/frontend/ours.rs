//! Our graph as text, in the form that [`crate::peer`] gives the graph of the published parser: packages, interfaces and
//! worlds by name, world items in elaborated order, everything with docs, gates and external ids.

use std::fmt::Write;
use std::path::Path;

use outwit_diagnostics::{Diagnostic, Label, SourceMap};
use outwit_resolve::graph::{
    DocsId, FunctionId, FunctionKind, Interface, Name, Owner, Resolve, Stability, StabilityId, TypeId,
    TypeKind, WorldItem, WorldItemKind, WorldKey,
};
use outwit_resolve::{Analysis, DiskSource, Features, Loader, resolve};

use crate::wasm_or_wat::WasmOrWat;

/// What became of an input.
pub(crate) struct Read {
    pub(crate) sources: SourceMap,
    pub(crate) analysis: Analysis,
}

/// Loads and resolves a file or folder, with packages in binary form and in the text of that form, as the programs do.
pub(crate) fn read(path: &Path, features: &Features) -> Read {
    let mut loader = Loader::new(&DiskSource).with_decoder(&WasmOrWat);
    loader.path(path);
    let loaded = loader.finish();
    let analysis = resolve(&loaded, features);
    Read { sources: loaded.sources, analysis }
}

impl Read {
    /// The errors among the diagnostics, by place.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.analysis.diagnostics.iter().filter(|diagnostic| diagnostic.is_error())
    }

    /// File and line (from 1) of a label.
    pub(crate) fn place(&self, label: &Label) -> (&str, u32) {
        let line = self.sources.location(label.span.file, label.span.range.start).line;
        (self.sources.get(label.span.file).name(), line)
    }

    /// The graph as text, if nothing is wrong.
    pub(crate) fn text(&self) -> Result<String, String> {
        if let Some(error) = self.errors().next() {
            return Err(outwit_diagnostics::render::short(&self.sources, error));
        }
        self.analysis.graph.assert_valid();
        Ok(graph_text(&self.analysis.graph))
    }
}

/// A valid graph as text.
pub(crate) fn graph_text(graph: &Resolve) -> String {
    let mut sections: Vec<String> = graph
        .packages()
        .map(|(_, package)| format!("package {}{}\n", package.name, docs(graph, package.docs)))
        .collect();
    for (id, interface) in graph.interfaces().filter(|(_, interface)| interface.name.is_some()) {
        let id = graph.interface_id(id).expect("a named interface");
        let tail = gate(graph, interface.stability) + &docs(graph, interface.docs);
        sections.push(format!("interface {id}{tail}\n{}", interface_text(graph, interface)));
    }
    for (id, world) in graph.worlds() {
        let tail = gate(graph, world.stability) + &docs(graph, world.docs);
        let mut text = format!("world {}{tail}\n", graph.world_id(id));
        for (verb, items) in [("import", &world.imports), ("export", &world.exports)] {
            items.iter().for_each(|item| text += &world_item(graph, verb, item));
        }
        sections.push(text);
    }
    sections.sort();
    sections.concat()
}

/// A text of [`graph_text`] without documentation.
pub(crate) fn without_docs(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, docs)) = rest.split_once(" doc \"") {
        kept += before;
        // The first quote without an odd number of backslashes ends it.
        let mut escaped = false;
        let end = docs.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        rest = &docs[end.expect("documentation ends") + 1..];
    }
    kept + rest
}

fn interface_text(graph: &Resolve, interface: &Interface) -> String {
    let mut text = String::new();
    for (name, ty) in interface.types.iter().filter(|(_, ty)| graph[**ty].active) {
        writeln!(text, "  type {} {}", &graph[*name], kind(graph, *ty)).unwrap();
    }
    for id in interface.functions.iter().filter(|function| graph[**function].active) {
        writeln!(text, "  {}", function(graph, *id)).unwrap();
    }
    text
}

fn kind(graph: &Resolve, ty: TypeId) -> String {
    let def = &graph[ty];
    let tail = gate(graph, def.stability) + &docs(graph, def.docs) + &external(graph, def.external_id);
    let list = |parts: Vec<String>| parts.join(", ");
    let text = match &def.kind {
        TypeKind::Alias(to) => match graph[*to].owner {
            Owner::Interface(owner) if graph[*to].owner != def.owner => {
                format!("use {} {}", graph.interface_id(owner).unwrap_or_default(), graph.type_text(*to))
            }
            _ => format!("= {}", graph.type_text(*to)),
        },
        TypeKind::Record(fields) => {
            let field = fields.iter().map(|field| {
                format!("{}: {}{}", &graph[field.name], graph.type_text(field.ty), docs(graph, field.docs))
            });
            format!("record {}", list(field.collect()))
        }
        TypeKind::Variant(cases) => {
            let case = cases.iter().map(|case| {
                let payload = case.ty.map_or(String::new(), |ty| graph.type_text(ty));
                format!("{}({payload}){}", &graph[case.name], docs(graph, case.docs))
            });
            format!("variant {}", list(case.collect()))
        }
        TypeKind::Enum(cases) => {
            let case = cases.iter().map(|case| format!("{}{}", &graph[case.name], docs(graph, case.docs)));
            format!("enum {}", list(case.collect()))
        }
        TypeKind::Flags(flags) => {
            let flag = flags.iter().map(|flag| format!("{}{}", &graph[flag.name], docs(graph, flag.docs)));
            format!("flags {}", list(flag.collect()))
        }
        TypeKind::Resource => "resource".to_owned(),
        other => format!("{other:?}"),
    };
    text + &tail
}

fn function(graph: &Resolve, id: FunctionId) -> String {
    let function = &graph[id];
    let kind = match function.kind {
        FunctionKind::Freestanding => "free",
        FunctionKind::Constructor(_) => "constructor",
        FunctionKind::Method(_) => "method",
        FunctionKind::Static(_) => "static",
    };
    let tail = gate(graph, function.stability)
        + &docs(graph, function.docs)
        + &external(graph, function.external_id);
    format!("{kind} {}{tail}", graph.function_text(id))
}

fn world_item(graph: &Resolve, verb: &str, item: &WorldItem) -> String {
    let key = match item.key {
        WorldKey::Name(name) => graph[name].to_owned(),
        WorldKey::Interface(id) => graph.interface_id(id).unwrap_or_default(),
    };
    let tail = gate(graph, item.stability) + &docs(graph, item.docs) + &external(graph, item.external_id);
    match item.kind {
        WorldItemKind::Interface(id) if graph[id].name.is_none() => {
            let inner = gate(graph, graph[id].stability) + &docs(graph, graph[id].docs);
            format!("  {verb} {key} inline{inner}{tail}\n{}", interface_text(graph, &graph[id]))
        }
        WorldItemKind::Interface(id) => {
            format!("  {verb} {key} interface {}{tail}\n", graph.interface_id(id).unwrap_or_default())
        }
        WorldItemKind::Type(ty) => format!("  {verb} {key} {}\n", kind(graph, ty)),
        WorldItemKind::Function(id) => format!("  {verb} {key} {}\n", function(graph, id)),
    }
}

fn docs(graph: &Resolve, docs: Option<DocsId>) -> String {
    docs.map_or(String::new(), |docs| format!(" doc {:?}", &graph[docs]))
}

fn external(graph: &Resolve, id: Option<Name>) -> String {
    id.map_or(String::new(), |id| format!(" @external-id {:?}", &graph[id]))
}

fn gate(graph: &Resolve, stability: StabilityId) -> String {
    let stability = &graph[stability];
    let text = match stability {
        Stability::Unknown => return String::new(),
        Stability::Since { since, .. } => format!(" @since {since}"),
        Stability::Unstable { feature, .. } => format!(" @unstable {}", &graph[*feature]),
    };
    text + &stability.deprecated().map_or(String::new(), |version| format!(" @deprecated {version}"))
}
