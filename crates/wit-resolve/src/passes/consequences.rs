//! What is wrong only because of a fault of syntax is not told: in a statement that holds such a fault little can be said
//! about what its author means, and a name that is missing is not a duplicate of another one that is.

use outwit_diagnostics::{ByteRange, Diagnostic, FileId, Label, Span, sort_by};
use outwit_parser::ast;

use crate::diagnostics::{DUPLICATE_NAME, DUPLICATE_WORLD_ITEM};
use crate::load::Loaded;

/// Takes from `found`, what resolution has to say, all that follows from what parsing has said.
pub(super) fn remove(loaded: &Loaded, found: &mut Vec<Diagnostic>) {
    let faults = faults(&loaded.diagnostics);
    if faults.is_empty() || found.is_empty() {
        return;
    }
    let mut statements = Vec::new();
    for group in &loaded.groups {
        for file in &group.files {
            let text = loaded.sources.get(file.id).text();
            statements.extend(broken_statements(file, text, &faults));
        }
    }
    sort_by(&mut statements, Ord::cmp);
    found.retain(|diagnostic| {
        let Some(label) = diagnostic.primary.as_ref().filter(|_| diagnostic.is_error()) else { return true };
        let is_nameless = label.span.range.is_empty() && faults.binary_search(&label.span).is_ok();
        let repeats = diagnostic.code == &DUPLICATE_NAME || diagnostic.code == &DUPLICATE_WORLD_ITEM;
        let is_told = |label: &Label| holds(&statements, label.span);
        !(is_nameless || is_told(label) || repeats && diagnostic.secondary.iter().any(is_told))
    });
}

/// The places of errors of syntax, in order.
fn faults(diagnostics: &[Diagnostic]) -> Vec<Span> {
    let mut faults = Vec::new();
    for diagnostic in diagnostics {
        if diagnostic.is_error() {
            faults.extend(diagnostic.primary.as_ref().map(|label| label.span));
        }
    }
    sort_by(&mut faults, Ord::cmp);
    faults
}

/// The statements of a file that hold a fault: functions, `use`s, includes, headers, type definitions, and of those with a
/// block each field, case and method alone.
fn broken_statements(file: &ast::File, text: &str, faults: &[Span]) -> Vec<Span> {
    let from = faults.partition_point(|fault| fault.file < file.id);
    let to = faults.partition_point(|fault| fault.file <= file.id);
    let mut faults = faults[from..to].iter().peekable();
    let mut statements = Vec::new();
    if faults.peek().is_none() {
        return statements;
    }
    let mut all = statements_of(file);
    sort_by(&mut all, Ord::cmp);
    let mut before = 0;
    for range in all {
        // What is missing at the end of a statement is no fault of the next.
        let zone = ByteRange::new(zone_start(text, range.start).max(before).min(range.start), range.end);
        before = range.end + 1;
        while faults.next_if(|fault| fault.range.end < zone.start).is_some() {}
        if faults.peek().is_some_and(|fault| fault.range.start <= zone.end) {
            statements.push(zone.in_file(file.id));
        }
    }
    statements
}

/// Where the attributes in front of a statement may start, whatever became of them.
fn zone_start(text: &str, start: u32) -> u32 {
    let before = &text.as_bytes()[..start as usize];
    let end = before.iter().rposition(|byte| matches!(byte, b';' | b'{' | b'}' | b','));
    end.map_or(0, |end| end as u32 + 1)
}

fn statements_of(file: &ast::File) -> Vec<ByteRange> {
    let arenas = &file.arenas;
    let mut found = Vec::new();
    for item in &arenas.items {
        match item {
            ast::Item::PackageHeader(header) => found.push(header.range),
            ast::Item::NestedPackage(package) => found.push(package.name.range),
            ast::Item::Use(top_use) => found.push(top_use.range),
            ast::Item::Interface(_) | ast::Item::World(_) | ast::Item::Error(_) => {}
        }
    }
    for item in &arenas.interface_items {
        match item {
            ast::InterfaceItem::TypeDef(def) => found.extend(alias(def)),
            item => found.push(item.range()),
        }
    }
    for item in &arenas.world_items {
        match item {
            ast::WorldItem::TypeDef(def) => found.extend(alias(def)),
            ast::WorldItem::Import(item) | ast::WorldItem::Export(item) => match item.kind {
                ast::ExternKind::Interface { .. } => {}
                _ => found.push(item.range),
            },
            item => found.push(item.range()),
        }
    }
    for item in &arenas.resource_items {
        found.push(item.range());
    }
    for field in &arenas.fields {
        found.push(field.range);
    }
    for case in &arenas.cases {
        found.push(case.range);
    }
    found
}

/// The whole of a definition without a block.
fn alias(def: &ast::TypeDef) -> Option<ByteRange> {
    matches!(def.kind, ast::TypeDefKind::Alias(_)).then_some(def.range)
}

/// Whether one of some statements, which are in order, holds a place.
fn holds(statements: &[Span], place: Span) -> bool {
    let start = |span: &Span| (span.file, span.range.start);
    let after = statements.partition_point(|span| start(span) <= start(&place));
    // Statements do not nest.
    let last: Option<&Span> = statements[..after].last();
    last.is_some_and(|span| is_in(*span, place.file, place.range.start))
}

fn is_in(span: Span, file: FileId, at: u32) -> bool {
    span.file == file && span.range.start <= at && at <= span.range.end
}
