//! From types to what is said about them, in a table or as JSON.

use outwit_resolve::abi::layout::{IntWidth, VariantLayout};
use outwit_resolve::abi::plan::Planner;
use outwit_resolve::abi::signature::CoreType;
use outwit_resolve::graph::{Resolve, TypeId, TypeKind};

use super::Group;

/// What is said about the types of one interface or world.
pub(super) struct Described {
    pub(super) title: String,
    pub(super) types: Vec<TypeLayout>,
}

/// What is said about a type.
pub(super) struct TypeLayout {
    pub(super) name: String,
    /// Whether it is another name for a named type, with which its parts are told.
    pub(super) other_name: bool,
    /// What it is, with its name, on one line.
    pub(super) head: String,
    pub(super) kind: &'static str,
    pub(super) size: u32,
    pub(super) align: u32,
    /// Core values that it is passed in; `None` if there are too many.
    pub(super) flat: Option<Vec<CoreType>>,
    /// Bytes that hold nothing, whatever the value.
    pub(super) waste: u32,
    /// The size of a record whose fields stand in the best order, if that is less.
    pub(super) best: Option<u32>,
    pub(super) rows: Vec<Row>,
}

/// A part of a type: bytes from the start, bytes taken, alignment, and what is there.
pub(super) struct Row {
    pub(super) offset: u32,
    pub(super) size: u32,
    /// `None` of padding.
    pub(super) align: Option<u32>,
    pub(super) what: What,
}

/// What is at a place.
pub(super) enum What {
    Padding,
    /// The number of the case: bits, and how many cases there are.
    Tag(u32, u32),
    /// A field of a record, or by its number of a tuple.
    Field(String, String),
    /// The payload of a case.
    Case(String, String),
}

/// Describes the types of a group.
pub(super) fn describe(graph: &Resolve, planner: &Planner<'_>, group: &Group) -> Described {
    let describer = Describer { graph, planner };
    Described { title: group.title.clone(), types: group.types.iter().map(|ty| describer.ty(*ty)).collect() }
}

struct Describer<'a> {
    graph: &'a Resolve,
    planner: &'a Planner<'a>,
}

impl Describer<'_> {
    fn ty(&self, ty: TypeId) -> TypeLayout {
        let layout = self.planner.layouts().of(ty);
        let rows = self.rows(ty);
        TypeLayout {
            name: self.graph.type_text(ty),
            other_name: self.is_told_elsewhere(ty),
            head: self.head(ty),
            kind: kind_word(&self.graph[ty].kind),
            size: layout.size,
            align: layout.align,
            flat: self.planner.flats().of(ty).map(<[CoreType]>::to_vec),
            waste: self.waste(ty, &rows),
            best: self.best(ty).filter(|best| *best < layout.size),
            rows,
        }
    }

    fn rows(&self, ty: TypeId) -> Vec<Row> {
        match self.graph.kind(ty) {
            _ if self.is_told_elsewhere(ty) => Vec::new(),
            TypeKind::Record(fields) => {
                let fields = fields.iter().map(|field| (self.graph[field.name].to_owned(), field.ty));
                self.fields(ty, fields.collect())
            }
            TypeKind::Tuple(types) => {
                self.fields(ty, types.iter().enumerate().map(|(at, ty)| (at.to_string(), *ty)).collect())
            }
            kind => match self.planner.layouts().variant(ty) {
                Some(variant) => self.cases(ty, variant, &self.payloads(kind)),
                None => Vec::new(),
            },
        }
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
            TypeKind::Flags(flags) => {
                let bits = self.planner.layouts().flags(ty).map_or(0, |width| width.bytes() * 8);
                format!("flags {name}, {} in {bits} bits", flags.len())
            }
            TypeKind::Resource => format!("resource {name}, as a handle"),
            kind => format!("{} {name}", kind_word(kind)),
        }
    }

    fn fields(&self, ty: TypeId, fields: Vec<(String, TypeId)>) -> Vec<Row> {
        let layouts = self.planner.layouts();
        let mut rows = Vec::new();
        let mut end = 0;
        for (offset, (name, field)) in layouts.fields(ty).iter().zip(fields) {
            push_padding(&mut rows, end, *offset);
            let layout = layouts.of(field);
            let what = What::Field(name, self.graph.type_text(field));
            rows.push(Row { offset: *offset, size: layout.size, align: Some(layout.align), what });
            end = offset.saturating_add(layout.size);
        }
        push_padding(&mut rows, end, layouts.of(ty).size);
        rows
    }

    fn cases(&self, ty: TypeId, variant: VariantLayout, payloads: &[(String, TypeId)]) -> Vec<Row> {
        let tag = variant.tag.bytes();
        let what = What::Tag(bits(variant.tag), variant.cases);
        let mut rows = vec![Row { offset: 0, size: tag, align: Some(tag), what }];
        if !payloads.is_empty() {
            push_padding(&mut rows, tag, variant.payload);
        }
        let mut end = tag;
        for (case, payload) in payloads {
            let layout = self.planner.layouts().of(*payload);
            let what = What::Case(case.clone(), self.graph.type_text(*payload));
            rows.push(Row { offset: variant.payload, size: layout.size, align: Some(layout.align), what });
            end = end.max(variant.payload.saturating_add(layout.size));
        }
        push_padding(&mut rows, end, self.planner.layouts().of(ty).size);
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

    /// Padding, which no value fills.
    fn waste(&self, ty: TypeId, rows: &[Row]) -> u32 {
        if self.is_told_elsewhere(ty) {
            return self.waste_of(self.graph.dealias(ty));
        }
        rows.iter().filter(|row| matches!(row.what, What::Padding)).map(|row| row.size).sum()
    }

    fn waste_of(&self, ty: TypeId) -> u32 {
        self.waste(ty, &self.rows(ty))
    }

    /// The size of a record with its fields by falling alignment, which leaves the least padding.
    fn best(&self, ty: TypeId) -> Option<u32> {
        let TypeKind::Record(fields) = self.graph.kind(ty) else { return None };
        let layouts = self.planner.layouts();
        let mut types: Vec<TypeId> = fields.iter().map(|field| field.ty).collect();
        types.sort_by_key(|ty| std::cmp::Reverse(layouts.of(*ty).align));
        Some(layouts.tuple(types).0.size)
    }
}

fn push_padding(rows: &mut Vec<Row>, end: u32, next: u32) {
    if end < next {
        rows.push(Row { offset: end, size: next - end, align: None, what: What::Padding });
    }
}

fn bits(width: IntWidth) -> u32 {
    width.bytes() * 8
}

fn kind_word(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Alias(_) => "alias",
        TypeKind::Record(_) => "record",
        TypeKind::Flags(_) => "flags",
        TypeKind::Variant(_) => "variant",
        TypeKind::Enum(_) => "enum",
        TypeKind::Resource => "resource",
        _ => "type",
    }
}
