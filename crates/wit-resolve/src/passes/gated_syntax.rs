//! Syntax that the specification gates: what no WASI release has, and what came after WASI 0.2. Explainer.md, "Gated
//! Features". Nested namespaces, which are gated too, are an error, since nothing reads them.

use outwit_diagnostics::{ByteRange, Code, Diagnostic, sort_by_key};
use outwit_parser::ast;

use crate::diagnostics as errors;
use crate::load::Loaded;

/// A use of gated syntax: where it stands, and what it is.
type Use = (ByteRange, Gated);

/// Gated syntax by the emoji that marks it in the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gated {
    /// 🔧
    FixedLengthList,
    /// 📝
    ErrorContext,
    /// 📡
    Accessor,
    /// 🔀
    AsyncFunction,
    /// 🔀
    Stream,
    /// 🔀
    Future,
    /// 🗺️
    Map,
    /// 🏷️
    Label,
    /// 🏷️
    ExternalId,
}

impl Gated {
    pub(crate) fn code(self) -> &'static Code {
        match self {
            Gated::FixedLengthList => &errors::GATED_FIXED_LENGTH_LIST,
            Gated::ErrorContext => &errors::GATED_ERROR_CONTEXT,
            Gated::Accessor => &errors::GATED_ACCESSOR,
            Gated::AsyncFunction | Gated::Stream | Gated::Future => &errors::GATED_ASYNC,
            Gated::Map => &errors::GATED_MAP,
            Gated::Label | Gated::ExternalId => &errors::GATED_LABEL,
        }
    }
}

/// Every use of gated syntax in the packages that the user named, and the first of each kind in each file of a dependency.
pub(super) fn gated_syntax(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for group in &loaded.groups {
        for file in &group.files {
            let mut uses = uses(file);
            sort_by_key(&mut uses, |(range, gated)| (gated.code().id, *range));
            if group.is_root {
                found.extend(
                    uses.iter().map(|(range, gated)| errors::gated_syntax(*gated, range.in_file(file.id), 1)),
                );
                continue;
            }
            for same in uses.chunk_by(|(_, a), (_, b)| a.code() == b.code()) {
                let (range, gated) = same[0];
                found.push(errors::gated_syntax(gated, range.in_file(file.id), same.len()));
            }
        }
    }
    found
}

fn uses(file: &ast::File) -> Vec<Use> {
    let arenas = &file.arenas;
    let mut found = Vec::new();
    for ty in &arenas.tys {
        if let Some(gated) = of_type(ty.kind) {
            found.push((ty.range, gated));
        }
    }
    for attribute in &arenas.attributes {
        if let ast::AttributeKind::ExternalId(_) = attribute.kind {
            found.push((attribute.range, Gated::ExternalId));
        }
    }
    for item in &arenas.interface_items {
        if let ast::InterfaceItem::Func(named) = item {
            found.extend(of_function(&named.func));
        }
    }
    for item in &arenas.resource_items {
        if let ast::ResourceItem::Method { func, .. } = item {
            found.extend(of_function(&func.func));
        }
    }
    for item in &arenas.world_items {
        let (ast::WorldItem::Import(item) | ast::WorldItem::Export(item)) = item else { continue };
        match &item.kind {
            ast::ExternKind::Func { func, .. } => found.extend(of_function(func)),
            ast::ExternKind::Named { name, .. } => found.push((name.range, Gated::Label)),
            ast::ExternKind::Interface { .. } | ast::ExternKind::Path(_) => {}
        }
    }
    found
}

fn of_type(kind: ast::TyKind) -> Option<Gated> {
    match kind {
        ast::TyKind::FixedLengthList(..) => Some(Gated::FixedLengthList),
        ast::TyKind::Primitive(ast::Primitive::ErrorContext) => Some(Gated::ErrorContext),
        ast::TyKind::Stream(_) => Some(Gated::Stream),
        ast::TyKind::Future(_) => Some(Gated::Future),
        ast::TyKind::Map(..) => Some(Gated::Map),
        _ => None,
    }
}

/// The keyword with which a function's type begins.
fn of_function(func: &ast::Func) -> Option<Use> {
    let (keyword, gated) = match func.kind {
        ast::FuncKind::Func => return None,
        ast::FuncKind::AsyncFunc => ("async", Gated::AsyncFunction),
        ast::FuncKind::Getter => ("get", Gated::Accessor),
        ast::FuncKind::Setter => ("set", Gated::Accessor),
    };
    let start = func.range.start;
    let end = (start + keyword.len() as u32).min(func.range.end);
    Some((ByteRange::new(start, end), gated))
}
