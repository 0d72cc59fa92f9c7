//! How each function of a world crosses the boundary, as constant values.

use std::collections::BTreeMap;

use outwit_resolve::abi::CallAbi;
use outwit_resolve::abi::core_module::{ExportKind, ImportKind};
use outwit_resolve::abi::signature::Signature;
use outwit_resolve::graph::{FunctionId, TypeId};

use super::describe::{Describer, core_types, layout, number};
use super::model::Value;

/// The imported functions by module and name, and the exported ones by name.
pub(super) fn table(describer: &Describer<'_>) -> Value {
    Value::object([("imports", imports(describer)), ("exports", exports(describer))])
}

fn imports(describer: &Describer<'_>) -> Value {
    let functions = describer.abi.module.imports.iter().filter_map(|import| {
        let ImportKind::Function { function, abi, .. } = import.kind else { return None };
        let entry = (import.name.field.clone(), describer.function(function, abi, &import.signature));
        Some((import.name.module.clone(), entry))
    });
    let modules = by_module(functions);
    Value::Object(modules.into_iter().map(|(module, entries)| (module, Value::Object(entries))).collect())
}

/// What belongs to each module, in the order in which modules are met.
pub(super) fn by_module<T>(all: impl Iterator<Item = (String, T)>) -> Vec<(String, Vec<T>)> {
    let mut modules: Vec<(String, Vec<T>)> = Vec::new();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for (module, entry) in all {
        let index = *by_name.entry(module).or_insert_with_key(|module| {
            modules.push((module.clone(), Vec::new()));
            modules.len() - 1
        });
        modules[index].1.push(entry);
    }
    modules
}

fn exports(describer: &Describer<'_>) -> Value {
    let functions = describer.abi.module.exports.iter().filter_map(|export| {
        let ExportKind::Function { function, abi, .. } = export.kind else { return None };
        let signature = export.signature.as_ref()?;
        Some((export.name.clone(), describer.function(function, abi, signature)))
    });
    Value::Object(functions.collect())
}

impl Describer<'_> {
    fn function(&self, id: FunctionId, abi: CallAbi, signature: &Signature) -> Value {
        let resolve = self.abi.resolve;
        let function = &resolve[id];
        let params = function.params.iter().map(|param| {
            Value::object([("name", Value::text(&resolve[param.name])), ("type", self.reference(param.ty))])
        });
        let mut entries = vec![
            ("function".to_owned(), Value::text(resolve.function_label(id))),
            ("abi".to_owned(), Value::text(convention(abi))),
            ("params".to_owned(), Value::List(params.collect())),
        ];
        entries.extend(function.result.map(|ty| ("result".to_owned(), self.reference(ty))));
        entries.push(("signature".to_owned(), signature_value(signature)));
        if signature.spilled_params {
            let types = function.params.iter().map(|param| param.ty);
            entries.push(("spilled".to_owned(), self.spilled(types)));
        }
        if let Some(ty) = function.result.filter(|_| signature.return_pointer) {
            entries.push(("returned".to_owned(), Value::Object(layout(self.abi.layouts.of(ty)))));
        }
        Value::Object(entries)
    }

    /// How parameters lie where they are passed by address.
    fn spilled(&self, types: impl Iterator<Item = TypeId>) -> Value {
        let (whole, offsets) = self.abi.layouts.tuple(types);
        let mut entries = layout(whole);
        entries.push(("offsets".to_owned(), Value::List(offsets.into_iter().map(number).collect())));
        Value::Object(entries)
    }
}

fn signature_value(signature: &Signature) -> Value {
    Value::object([("params", core_types(&signature.params)), ("results", core_types(&signature.results))])
}

fn convention(abi: CallAbi) -> &'static str {
    match abi {
        CallAbi::SyncLower => "sync-lower",
        CallAbi::AsyncLower => "async-lower",
        CallAbi::SyncLift => "sync-lift",
        CallAbi::CallbackLift => "callback-lift",
        CallAbi::StackfulLift => "stackful-lift",
    }
}
