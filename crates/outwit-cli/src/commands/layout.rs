//! `outwit layout`: how named types lie in memory and in core values.

use std::collections::BTreeSet;
use std::fmt::Write;

use outwit_resolve::abi::PointerWidth;
use outwit_resolve::abi::flat::Flats;
use outwit_resolve::abi::layout::{IntWidth, Layouts, VariantLayout};
use outwit_resolve::abi::mangle::world_key;
use outwit_resolve::graph::{PackageId, Resolve, TypeId, TypeKind, WorldId, WorldItemKind};

use crate::args::LayoutArgs;
use crate::console::Console;
use crate::diagnostics as errors;
use crate::input::{self, Ready};
use crate::status::Status;

pub(crate) fn layout(args: &LayoutArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &LayoutArgs, console: &mut Console) -> Result<Status, Status> {
    let ready = input::ready(args.path.as_slice(), &args.selection, console)?;
    let graph = &ready.resolved.graph;
    let mut groups = match &args.selection.world {
        Some(_) => reached(graph, ready.world(&args.selection, console)?),
        None => ready.resolved.roots.iter().flat_map(|root| defined(graph, *root)).collect(),
    };
    if let Some(wanted) = &args.ty {
        groups = choose(&ready, groups, wanted, console)?;
    }
    let tables = Tables {
        graph,
        layouts: Layouts::new(graph, PointerWidth::P32),
        flats: Flats::new(graph, PointerWidth::P32),
    };
    let text: Vec<String> = groups.iter().map(|group| tables.group(group)).collect();
    console.print(&text.join("\n"));
    Ok(Status::Clean)
}

/// The named types of one interface or world.
#[derive(Clone, Debug)]
struct Group {
    /// `interface ns:pkg/name`, `world ns:pkg/name`.
    title: String,
    /// The last part of the name, before a version.
    name: String,
    types: Vec<TypeId>,
}

/// What the interfaces and worlds of a package define.
fn defined(graph: &Resolve, package: PackageId) -> Vec<Group> {
    let interfaces =
        graph[package].interfaces.iter().filter(|(_, id)| graph[**id].active).map(|(name, id)| Group {
            title: format!("interface {}", graph[package].name.item_id(&graph[*name])),
            name: graph[*name].to_owned(),
            types: graph.types_of(*id).map(|(_, ty)| ty).collect(),
        });
    let worlds = graph[package].worlds.values().filter(|id| graph[**id].active);
    let mut groups: Vec<Group> = interfaces.chain(worlds.map(|id| of_world(graph, *id))).collect();
    groups.retain(|group| !group.types.is_empty());
    groups
}

/// What a world defines itself, uses included.
fn of_world(graph: &Resolve, world: WorldId) -> Group {
    let types = graph[world].imports.iter().filter_map(|item| match item.kind {
        WorldItemKind::Type(ty) => Some(ty),
        WorldItemKind::Interface(_) | WorldItemKind::Function(_) => None,
    });
    Group {
        title: format!("world {}", graph.world_id(world)),
        name: graph[graph[world].name].to_owned(),
        types: types.collect(),
    }
}

/// What a world defines, and the interfaces that it imports or exports.
fn reached(graph: &Resolve, world: WorldId) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut seen = BTreeSet::new();
    for item in graph[world].imports.iter().chain(&graph[world].exports) {
        let WorldItemKind::Interface(interface) = item.kind else { continue };
        if seen.insert(interface) {
            let key = world_key(graph, item.key);
            groups.push(Group {
                name: last_part(&key).to_owned(),
                title: format!("interface {key}"),
                types: graph.types_of(interface).map(|(_, ty)| ty).collect(),
            });
        }
    }
    groups.push(of_world(graph, world));
    groups.retain(|group| !group.types.is_empty());
    groups
}

fn last_part(id: &str) -> &str {
    let unversioned = id.split('@').next().unwrap_or(id);
    unversioned.rsplit('/').next().unwrap_or(unversioned)
}

/// The types that `wanted` names: `name`, or `interface.name`.
fn choose(
    ready: &Ready,
    groups: Vec<Group>,
    wanted: &str,
    console: &mut Console,
) -> Result<Vec<Group>, Status> {
    let graph = &ready.resolved.graph;
    let name = |ty: TypeId| graph[ty].name.map_or("", |name| &graph[name]);
    let plain = wanted.replace('%', "");
    let (owner, ty) = match plain.rsplit_once('.') {
        Some((owner, ty)) => (Some(owner), ty),
        None => (None, plain.as_str()),
    };
    let mut chosen = groups.clone();
    chosen.retain_mut(|group| {
        group.types.retain(|id| name(*id) == ty);
        owner.is_none_or(|owner| owner == group.name) && !group.types.is_empty()
    });
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let mut candidates = Vec::new();
    for group in &groups {
        for id in &group.types {
            candidates.push(match owner {
                Some(_) => format!("{}.{}", group.name, name(*id)),
                None => name(*id).to_owned(),
            });
        }
    }
    ready.say(&[errors::unknown_type(wanted, candidates.iter().map(String::as_str))], console);
    Err(Status::Unable)
}

struct Tables<'a> {
    graph: &'a Resolve,
    layouts: Layouts,
    flats: Flats,
}

/// A line of a table: bytes from the start, bytes taken, alignment, and what is there.
struct Row {
    offset: u32,
    size: u32,
    align: Option<u32>,
    what: String,
}

impl Tables<'_> {
    fn group(&self, group: &Group) -> String {
        let types: Vec<String> = group.types.iter().map(|ty| self.ty(*ty)).collect();
        format!("{}\n\n{}", group.title, types.join("\n"))
    }

    fn ty(&self, ty: TypeId) -> String {
        let graph = self.graph;
        let layout = self.layouts.of(ty);
        let flat = match self.flats.of(ty) {
            Some(flat) => {
                flat.iter().map(|core| format!("{core:?}").to_lowercase()).collect::<Vec<_>>().join(" ")
            }
            None => "more than 16 core values, passed in memory".to_owned(),
        };
        let mut out =
            format!("{}\n  size {}, align {}, flat {flat}\n", self.head(ty), layout.size, layout.align);
        let rows = match graph.kind(ty) {
            _ if self.is_told_elsewhere(ty) => Vec::new(),
            TypeKind::Record(fields) => {
                let fields = fields.iter().map(|field| (format!("{}: ", &graph[field.name]), field.ty));
                self.fields(ty, fields.collect())
            }
            TypeKind::Tuple(types) => {
                self.fields(ty, types.iter().enumerate().map(|(at, ty)| (format!("{at}: "), *ty)).collect())
            }
            kind => match self.layouts.variant(ty) {
                Some(variant) => self.cases(variant, &self.payloads(kind)),
                None => Vec::new(),
            },
        };
        if !rows.is_empty() {
            out += "  offset  size  align\n";
        }
        for Row { offset, size, align, what } in rows {
            let align = align.map_or(String::new(), |align| align.to_string());
            writeln!(out, "  {offset:>6}  {size:>4}  {align:>5}  {what}")
                .expect("writing to a string cannot fail");
        }
        out
    }

    /// Another name for a named type has the parts of that one.
    fn is_told_elsewhere(&self, ty: TypeId) -> bool {
        matches!(self.graph[ty].kind, TypeKind::Alias(to) if self.graph[to].name.is_some())
    }

    fn head(&self, ty: TypeId) -> String {
        let graph = self.graph;
        let name = graph.type_text(ty);
        match &graph[ty].kind {
            TypeKind::Alias(to) => {
                match graph.used_from(ty).and_then(|interface| graph.interface_id(interface)) {
                    Some(interface) => format!("type {name}, used from {interface}"),
                    None => format!("type {name} = {}", graph.type_text(*to)),
                }
            }
            TypeKind::Record(_) => format!("record {name}"),
            TypeKind::Flags(flags) => {
                let bits = self.layouts.flags(ty).map_or(0, |width| width.bytes() * 8);
                format!("flags {name}, {} in {bits} bits", flags.len())
            }
            TypeKind::Variant(_) => format!("variant {name}"),
            TypeKind::Enum(_) => format!("enum {name}"),
            TypeKind::Resource => format!("resource {name}, as a handle"),
            _ => name,
        }
    }

    fn fields(&self, ty: TypeId, fields: Vec<(String, TypeId)>) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut end = 0;
        for (offset, (name, field)) in self.layouts.fields(ty).iter().zip(fields) {
            push_padding(&mut rows, end, *offset);
            let layout = self.layouts.of(field);
            let what = format!("{name}{}", self.graph.type_text(field));
            rows.push(Row { offset: *offset, size: layout.size, align: Some(layout.align), what });
            end = offset.saturating_add(layout.size);
        }
        push_padding(&mut rows, end, self.layouts.of(ty).size);
        rows
    }

    fn cases(&self, variant: VariantLayout, payloads: &[(String, TypeId)]) -> Vec<Row> {
        let tag = variant.tag.bytes();
        let what = format!("case number, {} of {}", int(variant.tag), variant.cases);
        let mut rows = vec![Row { offset: 0, size: tag, align: Some(tag), what }];
        if !payloads.is_empty() {
            push_padding(&mut rows, tag, variant.payload);
        }
        for (case, ty) in payloads {
            let layout = self.layouts.of(*ty);
            let what = format!("{case}({})", self.graph.type_text(*ty));
            rows.push(Row { offset: variant.payload, size: layout.size, align: Some(layout.align), what });
        }
        rows
    }

    fn payloads(&self, kind: &TypeKind) -> Vec<(String, TypeId)> {
        match kind {
            TypeKind::Variant(cases) => {
                cases.iter().filter_map(|case| Some((self.graph[case.name].to_owned(), case.ty?))).collect()
            }
            TypeKind::Option(ty) => vec![("some".to_owned(), *ty)],
            TypeKind::Result { ok, err } => {
                let ok = ok.map(|ty| ("ok".to_owned(), ty));
                ok.into_iter().chain(err.map(|ty| ("err".to_owned(), ty))).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn push_padding(rows: &mut Vec<Row>, end: u32, next: u32) {
    if end < next {
        rows.push(Row { offset: end, size: next - end, align: None, what: "(padding)".to_owned() });
    }
}

fn int(width: IntWidth) -> &'static str {
    match width {
        IntWidth::W8 => "u8",
        IntWidth::W16 => "u16",
        IntWidth::W32 => "u32",
    }
}
