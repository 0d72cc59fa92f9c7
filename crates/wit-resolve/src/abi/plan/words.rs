//! From one word of the vocabulary to another: types and widths, transfers and forms, core types and coercions.

use super::super::layout::IntWidth;
use super::super::signature::CoreType;
#[cfg(any(test, feature = "inspect"))]
use super::op::Op;
use super::op::{Coercion, Form, Receive, Transfer, Val, Width};
use crate::graph::Primitive;

impl Width {
    /// The core type of what is read or written.
    pub fn core(self) -> CoreType {
        match self {
            Width::U8 | Width::S8 | Width::U16 | Width::S16 | Width::I32 => CoreType::I32,
            Width::I64 => CoreType::I64,
            Width::F32 => CoreType::F32,
            Width::F64 => CoreType::F64,
        }
    }

    /// Bytes that are read or written.
    pub fn bytes(self) -> u32 {
        match self {
            Width::U8 | Width::S8 => 1,
            Width::U16 | Width::S16 => 2,
            Width::I32 | Width::F32 => 4,
            Width::I64 | Width::F64 => 8,
        }
    }

    /// All bytes of a core value.
    pub(super) fn of_core(ty: CoreType) -> Width {
        match ty {
            CoreType::I32 => Width::I32,
            CoreType::I64 => Width::I64,
            CoreType::F32 => Width::F32,
            CoreType::F64 => Width::F64,
        }
    }

    /// How a scalar lies in memory.
    pub(super) fn of_scalar(primitive: Primitive) -> Width {
        match primitive {
            Primitive::Bool | Primitive::U8 => Width::U8,
            Primitive::S8 => Width::S8,
            Primitive::U16 => Width::U16,
            Primitive::S16 => Width::S16,
            _ => Width::of_core(CoreType::scalar(primitive)),
        }
    }

    /// How a discriminant or flags lie in memory.
    pub(super) fn of_int(width: IntWidth) -> Width {
        match width {
            IntWidth::W8 => Width::U8,
            IntWidth::W16 => Width::U16,
            IntWidth::W32 => Width::I32,
        }
    }
}

impl Transfer {
    /// The form that stores so.
    pub(super) fn store(self) -> Form {
        match self {
            Transfer::Borrow { .. } => Form::StoreBorrow,
            Transfer::Give => Form::StoreGive,
            Transfer::Realloc => Form::StoreRealloc,
        }
    }

    /// The form that lowers so.
    pub(super) fn lower(self) -> Form {
        match self {
            Transfer::Borrow { .. } => Form::LowerBorrow,
            Transfer::Give => Form::LowerGive,
            Transfer::Realloc => Form::LowerRealloc,
        }
    }

    /// The temporaries, if this borrows and has any.
    pub fn temps(self) -> Option<Val> {
        match self {
            Transfer::Borrow { temps } => temps,
            Transfer::Give | Transfer::Realloc => None,
        }
    }

    /// The same where nothing is laid out.
    pub(super) fn without_temps(self) -> Transfer {
        match self {
            Transfer::Borrow { .. } => Transfer::Borrow { temps: None },
            other => other,
        }
    }
}

impl Receive {
    /// The form that loads so.
    pub(super) fn load(self) -> Form {
        match self {
            Receive::Adopt => Form::Load,
            Receive::Copy => Form::LoadCopy,
        }
    }

    /// The form that lifts so.
    pub(super) fn lift(self) -> Form {
        match self {
            Receive::Adopt => Form::Lift,
            Receive::Copy => Form::LiftCopy,
        }
    }
}

impl Coercion {
    /// What turns `have` into `want`; `None` if they are the same. CanonicalABI.md, `lower_flat_variant` (into a slot),
    /// `lift_flat_variant` (out of it).
    pub(super) fn between(have: CoreType, want: CoreType) -> Option<Coercion> {
        use CoreType::{F32, F64, I32, I64};
        match (have, want) {
            (I32, I64) => Some(Coercion::I32ToI64),
            (I64, I32) => Some(Coercion::I64ToI32),
            (F32, I32) => Some(Coercion::F32ToI32),
            (I32, F32) => Some(Coercion::I32ToF32),
            (F32, I64) => Some(Coercion::F32ToI64),
            (I64, F32) => Some(Coercion::I64ToF32),
            (F64, I64) => Some(Coercion::F64ToI64),
            (I64, F64) => Some(Coercion::I64ToF64),
            _ => {
                debug_assert_eq!(have, want, "joins never pair these");
                None
            }
        }
    }
}

#[cfg(any(test, feature = "inspect"))]
impl Op {
    /// The values that the operation defines; those of the blocks in it apart.
    pub fn results(&self) -> Vec<Val> {
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
            | Op::Subtask { dst, .. } => vec![*dst],
            Op::StringLower { ptr, len, .. } | Op::ListLower { ptr, len, .. } => vec![*ptr, *len],
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
            | Op::TaskReturn { .. } => Vec::new(),
        }
    }
}
