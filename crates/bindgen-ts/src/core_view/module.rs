//! A guest as a core module: what it may import and what it exports, with names for parameters and comments that say which
//! part of the WIT each belongs to.

mod params;

use std::collections::BTreeMap;

use outwit_resolve::abi::CallAbi;
use outwit_resolve::abi::core_module::{
    CoreModule, Export, ExportKind, Import, ImportKind, ResourceBuiltin, Standing, When,
};
use outwit_resolve::abi::signature::{CoreType, Signature};
use outwit_resolve::graph::{FunctionId, Resolve, TypeId};

use super::functions::by_module;
use super::model::{Member, MemberKind, Module};
use super::places::Places;
use super::tables::Abi;
use crate::model::Doc;
use params::Params;

pub(super) fn module(abi: &Abi<'_>, places: &Places) -> Module {
    let is_async = abi.module.imports.iter().any(belongs_to_async);
    let imports = abi.module.imports.iter().filter_map(|import| {
        let optional = match (import.standing, import.kind) {
            (Standing::Plain | Standing::Alternative, ImportKind::Builtin) if !is_async => return None,
            (Standing::Plain, _) => false,
            (Standing::Alternative, _) => true,
            (Standing::ErrorContexts, _) if places.has_error_contexts => true,
            _ => return None,
        };
        Some((import.name.module.clone(), imported(abi, import, optional)))
    });
    Module { imports: by_module(imports), exports: exports(abi) }
}

/// Whether a world with this import has anything to do with tasks.
fn belongs_to_async(import: &Import) -> bool {
    match import.kind {
        ImportKind::Payload { .. } | ImportKind::TaskReturn { .. } => true,
        ImportKind::Function { abi, .. } => abi.is_async(),
        _ => false,
    }
}

/// Exports that are plain. Only what lies in memory can own memory, so other results are never freed.
fn exports(abi: &Abi<'_>) -> Vec<Member> {
    let module: &CoreModule = &abi.module;
    let in_memory: BTreeMap<FunctionId, bool> = module.exports.iter().filter_map(result_in_memory).collect();
    let is_needed = |export: &&Export| match export.kind {
        ExportKind::PostReturn(function) => in_memory.get(&function).copied().unwrap_or(false),
        _ => true,
    };
    module.plain_exports().filter(is_needed).map(|export| exported(abi, export)).collect()
}

fn result_in_memory(export: &Export) -> Option<(FunctionId, bool)> {
    let ExportKind::Function { function, .. } = export.kind else { return None };
    export.signature.as_ref().map(|signature| (function, signature.return_pointer))
}

fn imported(abi: &Abi<'_>, import: &Import, optional: bool) -> Member {
    let resolve = abi.resolve;
    let mut params = Params::new();
    let mut lines = Vec::new();
    match import.kind {
        ImportKind::Function { function, abi: convention, .. } => {
            params.function(abi, function, convention, &import.signature);
            lines = function_lines(resolve, function, convention, &import.signature);
        }
        ImportKind::Resource { resource, builtin } => {
            params.named(&[if builtin == ResourceBuiltin::New { "rep" } else { "handle" }]);
            lines.push(resource_line(resolve, resource, builtin));
        }
        ImportKind::Payload { function, ty, builtin } => {
            params.payload(builtin);
            let (ty, function) = (resolve.type_text(ty), resolve.function_text(function));
            lines.push(format!("For the `{ty}` of `{function}`."));
        }
        ImportKind::TaskReturn { function } => {
            params.result(abi, function);
            lines.push(format!("Takes the result of `{}`.", resolve.function_text(function)));
            lines.extend(import.signature.spilled_params.then(|| "`result` is its address.".to_owned()));
        }
        ImportKind::Builtin | ImportKind::Linkage => {}
    }
    if import.standing == Standing::Alternative && !matches!(import.kind, ImportKind::Function { .. }) {
        lines.push("Another name for the same.".to_owned());
    }
    member(&import.name.field, lines, optional, params, &import.signature)
}

fn exported(abi: &Abi<'_>, export: &Export) -> Member {
    let resolve = abi.resolve;
    let mut params = Params::new();
    let lines = match export.kind {
        ExportKind::Function { function, abi: convention, .. } => {
            let signature = export.signature.clone().unwrap_or_default();
            params.function(abi, function, convention, &signature);
            function_lines(resolve, function, convention, &signature)
        }
        ExportKind::PostReturn(function) => {
            params.named(&["result"]);
            vec![format!("Frees what `{}` returned.", resolve.function_text(function))]
        }
        ExportKind::Callback(function) => {
            params.named(&["event", "first", "second"]);
            vec![format!("Goes on with `{}`, and returns as it does.", resolve.function_text(function))]
        }
        ExportKind::Destructor(resource) => {
            params.named(&["rep"]);
            vec![format!("Destroys a `{}`.", resolve.type_text(resource))]
        }
        ExportKind::Memory => vec!["The memory of the guest.".to_owned()],
        ExportKind::Realloc => {
            params.named(&["oldAddress", "oldSize", "align", "newSize"]);
            vec!["Allocates, moves and frees; returns the new address.".to_owned()]
        }
        ExportKind::Initialize => vec!["To be called once, before all others.".to_owned()],
        ExportKind::Table | ExportKind::TaskHook => Vec::new(),
    };
    // Not every guest needs a memory and an allocator, but compilers and runtimes give both to all.
    let optional = matches!(export.when, When::ReturnsMemory | When::HasDestructor | When::Starts);
    match &export.signature {
        Some(signature) => member(&export.name, lines, optional, params, signature),
        None => Member { doc: Doc { lines }, name: export.name.clone(), optional, kind: MemberKind::Memory },
    }
}

fn member(name: &str, lines: Vec<String>, optional: bool, params: Params, signature: &Signature) -> Member {
    let kind = MemberKind::Function {
        params: params.finish(signature.params.len()).into_iter().zip(js_types(&signature.params)).collect(),
        result: js_types(&signature.results).next(),
    };
    Member { doc: Doc { lines }, name: name.to_owned(), optional, kind }
}

/// What core values are in JavaScript.
fn js_types(types: &[CoreType]) -> impl Iterator<Item = &'static str> {
    types.iter().map(|ty| match ty {
        CoreType::I32 | CoreType::F32 | CoreType::F64 => "number",
        CoreType::I64 => "bigint",
    })
}

/// The function in WIT, and how its core function differs from it.
fn function_lines(
    resolve: &Resolve,
    function: FunctionId,
    convention: CallAbi,
    signature: &Signature,
) -> Vec<String> {
    let mut lines = vec![format!("`{}`", resolve.function_text(function))];
    let mut more = Vec::new();
    match convention {
        CallAbi::SyncLower | CallAbi::SyncLift if resolve[function].is_async => {
            more.push("Called synchronously: it returns when it is done.");
        }
        CallAbi::SyncLower | CallAbi::SyncLift => {}
        CallAbi::AsyncLower => more.push("Called asynchronously: it returns the state of a subtask."),
        CallAbi::CallbackLift => {
            more.push("Returns what it waits for, or that it is done; its callback goes on with it.");
        }
        CallAbi::StackfulLift => more.push("Gives its result to `task.return`."),
    }
    if signature.spilled_params {
        more.push("`params` is the address of its parameters.");
    }
    match (signature.return_pointer, convention.is_lower()) {
        (true, true) => more.push("`result` is the address that its result is written to."),
        (true, false) => more.push("Returns the address of its result."),
        (false, _) => {}
    }
    if !more.is_empty() {
        lines.push(String::new());
        lines.extend(more.into_iter().map(str::to_owned));
    }
    lines
}

fn resource_line(resolve: &Resolve, resource: TypeId, builtin: ResourceBuiltin) -> String {
    let name = resolve.type_text(resource);
    match builtin {
        ResourceBuiltin::New => {
            format!("Makes a handle of a `{name}` out of what stands for it in the guest.")
        }
        ResourceBuiltin::Rep => format!("What stands in the guest for the `{name}` of a handle."),
        ResourceBuiltin::Drop => format!("Drops a handle of a `{name}`."),
    }
}
