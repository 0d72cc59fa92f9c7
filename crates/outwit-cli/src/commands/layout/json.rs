//! Layouts as JSON, by the schema `docs/schema/layout-1.json`.

use outwit_resolve::abi::PointerWidth;
use serde_json::{Map, Value, json};

use super::describe::{Described, Row, TypeLayout, What};
use super::summary::{Padding, Smaller, Summary, ThroughMemory};

/// The whole document.
pub(super) fn text(pointer: PointerWidth, groups: &[Described], summary: Option<&Summary>) -> String {
    let mut document = json!({
        "schema": "outwit/layout@1",
        "memory": pointer.bytes() * 8,
        "groups": groups.iter().map(group).collect::<Value>(),
    });
    if let Some(summary) = summary {
        document["summary"] = summary_json(summary);
    }
    format!("{document:#}\n")
}

fn group(group: &Described) -> Value {
    json!({ "title": group.title, "types": group.types.iter().map(ty).collect::<Value>() })
}

fn ty(ty: &TypeLayout) -> Value {
    let flat = ty.flat.as_ref().map(|flat| flat.iter().map(|core| format!("{core:?}").to_lowercase()));
    let mut json = json!({
        "name": ty.name,
        "kind": ty.kind,
        "size": ty.size,
        "align": ty.align,
        "flat": flat.map_or(Value::Null, Iterator::collect),
        "padding": ty.waste,
        "parts": ty.rows.iter().map(row).collect::<Value>(),
    });
    if let Some(best) = ty.best {
        json["best-size"] = best.into();
    }
    json
}

fn row(row: &Row) -> Value {
    let mut json = json!({ "offset": row.offset, "size": row.size });
    if let Some(align) = row.align {
        json["align"] = align.into();
    }
    let (what, name, ty) = match &row.what {
        What::Padding => ("padding", None, None),
        What::Tag(_, cases) => {
            json["cases"] = (*cases).into();
            ("tag", None, None)
        }
        What::Field(name, ty) => ("field", Some(name), Some(ty)),
        What::Case(name, ty) => ("case", Some(name), Some(ty)),
    };
    json["what"] = what.into();
    if let (Some(name), Some(ty)) = (name, ty) {
        json["name"] = name.as_str().into();
        json["type"] = ty.as_str().into();
    }
    json
}

fn summary_json(summary: &Summary) -> Value {
    let lists: Map<String, Value> = summary
        .lists
        .iter()
        .map(|(class, lists)| (class.word().to_owned(), lists.iter().map(String::as_str).collect()))
        .collect();
    json!({
        "functions": summary.functions,
        "through-memory": summary.through_memory.iter().map(function).collect::<Value>(),
        "lists": lists,
        "padding": padding(&summary.padding),
    })
}

fn padding(Padding { types, padded, bytes, smaller }: &Padding) -> Value {
    let smaller: Value = smaller
        .iter()
        .map(|Smaller { owner, name, size, best }| {
            json!({ "owner": owner, "name": name, "size": size, "best-size": best })
        })
        .collect();
    json!({ "types": types, "padded": padded, "bytes": bytes, "smaller": smaller })
}

fn function(function: &ThroughMemory) -> Value {
    let mut json = json!({ "owner": function.owner, "name": function.name });
    let sizes =
        [("params", function.params), ("async-params", function.async_params), ("result", function.result)];
    for (name, size) in sizes {
        if let Some(size) = size {
            json[name] = size.into();
        }
    }
    json
}
