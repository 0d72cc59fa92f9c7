//! Which values an operation defines.

use super::super::Op;
use super::super::Vals;

impl Op {
    /// The values that the operation defines; those of the blocks in it apart.
    pub fn results(&self) -> Vals {
        match self {
            Op::Const { dst, .. }
            | Op::Add { dst, .. }
            | Op::ScalarLower { dst, .. }
            | Op::ScalarLift { dst, .. }
            | Op::Coerce { dst, .. }
            | Op::Load { dst, .. }
            | Op::AddressOf { dst, .. }
            | Op::RecordLift { dst, .. }
            | Op::FlagsLower { dst, .. }
            | Op::FlagsLift { dst, .. }
            | Op::EnumLower { dst, .. }
            | Op::EnumLift { dst, .. }
            | Op::StringLift { dst, .. }
            | Op::ListLift { dst, .. }
            | Op::FixedListLift { dst, .. }
            | Op::FixedListLoad { dst, .. }
            | Op::HandleLower { dst, .. }
            | Op::HandleLift { dst, .. }
            | Op::Temps { dst, .. }
            | Op::ListSize { dst, .. }
            | Op::FixedListSize { dst, .. }
            | Op::Area { dst, .. }
            | Op::Subtask { dst, .. } => [*dst].into(),
            Op::StringLower { ptr, len, .. } | Op::ListLower { ptr, len, .. } => [*ptr, *len].into(),
            Op::RecordLower { fields: dsts, .. }
            | Op::FixedListLower { elems: dsts, .. }
            | Op::Match { dsts, .. }
            | Op::CallProc { dsts, .. }
            | Op::CallCore { dsts, .. } => dsts.clone(),
            Op::Switch { dst, .. }
            | Op::CallWit { dst, .. }
            | Op::Task { dst, .. }
            | Op::AwaitTask { dst, .. } => dst.iter().copied().collect(),
            Op::Store { .. }
            | Op::FixedListStore { .. }
            | Op::FixedListFree { .. }
            | Op::FreeTemps { .. }
            | Op::CheckArea { .. }
            | Op::FreeArea { .. }
            | Op::StringFree { .. }
            | Op::ListFree { .. }
            | Op::CallPostReturn { .. }
            | Op::Await { .. }
            | Op::TaskReturn { .. } => Vals::default(),
        }
    }
}
