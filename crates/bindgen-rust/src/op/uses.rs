//! How often each value of a plan is used: what is used once, right behind its definition, needs no name.

use outwit_resolve::abi::plan::{Block, Body, Op, Val};

/// Counts for each value, by its number, the operations that use it and the blocks that yield it.
pub(super) fn count(block: &Block, uses: &mut [u32]) {
    for op in &block.ops {
        operands(op, &mut |val| uses[val.0 as usize] += 1);
        for_each_block(op, &mut |block| count(block, uses));
    }
    for val in &block.yields {
        uses[val.0 as usize] += 1;
    }
}

/// What an operation uses itself; that of its blocks apart.
fn operands(op: &Op, visit: &mut dyn FnMut(Val)) {
    match op {
        Op::ScalarLower { src, .. }
        | Op::ScalarLift { src, .. }
        | Op::Coerce { src, .. }
        | Op::RecordLower { src, .. }
        | Op::FlagsLower { src, .. }
        | Op::FlagsLift { src, .. }
        | Op::EnumLower { src, .. }
        | Op::EnumLift { src, .. }
        | Op::Match { src, .. }
        | Op::StringLower { src, .. }
        | Op::ListLower { src, .. }
        | Op::FixedListLower { src, .. }
        | Op::HandleLower { src, .. }
        | Op::HandleLift { src, .. }
        | Op::ListSize { src, .. }
        | Op::FixedListSize { src, .. }
        | Op::Switch { tag: src, .. }
        | Op::FreeTemps { temps: src }
        | Op::CheckArea { ptr: src, .. }
        | Op::FreeArea { ptr: src, .. }
        | Op::Await { status: src } => visit(*src),
        Op::Add { a, b, .. } => [*a, *b].into_iter().for_each(visit),
        Op::StringLift { ptr, len, .. }
        | Op::StringFree { ptr, len, .. }
        | Op::ListLift { ptr, len, .. }
        | Op::ListFree { ptr, len, .. } => [*ptr, *len].into_iter().for_each(visit),
        Op::Store { at, src, .. } | Op::FixedListStore { at, src, .. } => {
            [at.base, *src].into_iter().for_each(visit);
        }
        Op::Load { at, .. }
        | Op::AddressOf { at, .. }
        | Op::FixedListLoad { at, .. }
        | Op::FixedListFree { at, .. } => visit(at.base),
        Op::RecordLift { fields: vals, .. }
        | Op::FixedListLift { elems: vals, .. }
        | Op::CallProc { args: vals, .. }
        | Op::CallCore { args: vals, .. }
        | Op::CallWit { args: vals, .. }
        | Op::CallPostReturn { args: vals }
        | Op::TaskReturn { args: vals } => vals.iter().copied().for_each(visit),
        Op::AwaitTask { status, .. } => status.iter().copied().for_each(visit),
        Op::Const { .. } | Op::Temps { .. } | Op::Area { .. } | Op::Subtask { .. } | Op::Task { .. } => {}
    }
}

fn for_each_block(op: &Op, visit: &mut dyn FnMut(&Block)) {
    let mut of_body = |body: &Body| visit(&body.block);
    match op {
        Op::ListLower { body, .. }
        | Op::ListLift { body, .. }
        | Op::FixedListStore { body, .. }
        | Op::FixedListLoad { body, .. }
        | Op::FixedListFree { body, .. }
        | Op::FixedListSize { body, .. } => of_body(body),
        Op::ListFree { body, .. } | Op::ListSize { body, .. } => {
            body.as_deref().into_iter().for_each(of_body);
        }
        Op::Match { arms, .. } => arms.iter().for_each(|arm| visit(&arm.block)),
        Op::Switch { arms, .. } => arms.iter().for_each(visit),
        Op::Temps { size: block, .. } | Op::Subtask { body: block, .. } | Op::Task { body: block, .. } => {
            visit(block);
        }
        _ => {}
    }
}
