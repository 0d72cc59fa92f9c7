//! A plan as JSON: its signature, its values, and each operation with what it defines and the blocks in it.

use outwit_resolve::abi::plan::{Line, Outline, Plan, Procs, Val, ValType};
use outwit_resolve::abi::signature::{CoreType, Signature};
use outwit_resolve::abi::{CallAbi, Direction, PointerWidth, Seat, StringEncoding};
use outwit_resolve::graph::Resolve;
use serde_json::{Map, Value, json};

use super::plan::Found;

/// The whole document, by the schema `outwit/plan@1`.
pub(super) fn document(graph: &Resolve, found: &Found, plan: &Plan, procs: &Procs) -> Value {
    let (module, name) = found.core_names(graph, plan.abi);
    let mut core = json!({ "name": name });
    if let Some(module) = module {
        core["module"] = module.into();
    }
    let mut document = json!({
        "schema": "outwit/plan@1",
        "function": graph.function_label(found.function),
        "side": if found.direction == Direction::Import { "import" } else { "export" },
        "seat": if plan.position.seat == Seat::Guest { "guest" } else { "host" },
        "memory": if plan.options.pointer == PointerWidth::P32 { 32 } else { 64 },
        "string-encoding": match plan.options.string_encoding {
            StringEncoding::Utf8 => "utf8",
            StringEncoding::Utf16 => "utf16",
            StringEncoding::Latin1OrUtf16 => "latin1+utf16",
        },
        "abi": abi(plan.abi),
        "core": core,
        "signature": signature(&plan.signature),
        "body": part(graph, &plan.outline(graph, procs), &plan.vals),
    });
    if let (Some(post), Some(outline)) = (&plan.post_return, plan.post_return_outline(graph, procs)) {
        document["post-return"] = part(graph, &outline, &post.vals);
    }
    if let Some(task_return) = &plan.task_return {
        let mut entry = json!({ "signature": signature(&task_return.signature) });
        if let Some(outline) = plan.task_return_outline(graph, procs) {
            entry["body"] = part(graph, &outline, &task_return.vals);
        }
        document["task-return"] = entry;
    }
    let procs = procs.iter().map(|(_, proc)| {
        let mut entry = part(graph, &proc.outline(graph, procs), &proc.vals);
        entry["title"] = proc.title(graph).into();
        entry
    });
    document["procedures"] = procs.collect();
    document
}

fn abi(abi: CallAbi) -> &'static str {
    match abi {
        CallAbi::SyncLower => "sync-lower",
        CallAbi::AsyncLower => "async-lower",
        CallAbi::SyncLift => "sync-lift",
        CallAbi::CallbackLift => "callback-lift",
        CallAbi::StackfulLift => "stackful-lift",
    }
}

fn signature(signature: &Signature) -> Value {
    let cores =
        |types: &[CoreType]| -> Value { types.iter().map(|ty| format!("{ty:?}").to_lowercase()).collect() };
    json!({
        "params": cores(&signature.params),
        "results": cores(&signature.results),
        "spilled-params": signature.spilled_params,
        "return-pointer": signature.return_pointer,
    })
}

/// A block that has values of its own.
fn part(graph: &Resolve, outline: &Outline, vals: &[ValType]) -> Value {
    let types: Map<String, Value> = (0..)
        .zip(vals)
        .map(|(number, ty)| (format!("{:?}", Val(number)), ty.display(graph).into()))
        .collect();
    let mut part = block(outline);
    part["values"] = types.into();
    part
}

fn block(outline: &Outline) -> Value {
    let mut block = json!({
        "params": names(&outline.params),
        "ops": outline.lines.iter().map(op).collect::<Value>(),
        "yields": names(&outline.yields),
    });
    if let Some(head) = &outline.head {
        block["head"] = head.as_str().into();
    }
    block
}

fn op(line: &Line) -> Value {
    let mut op = json!({ "text": line.text, "defines": names(&line.results) });
    if !line.blocks.is_empty() {
        op["blocks"] = line.blocks.iter().map(block).collect();
    }
    op
}

fn names(vals: &[Val]) -> Value {
    vals.iter().map(|val| format!("{val:?}")).collect()
}
