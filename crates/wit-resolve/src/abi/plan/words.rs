//! The words that operations are qualified by, and what turns into what: widths, coercions, transfers and their forms.

use super::super::layout::IntWidth;
use super::super::signature::CoreType;
#[cfg(doc)]
use super::op::Op;
use super::program::Form;
use super::val::Val;
use crate::graph::{Primitive, TypeId};

/// Bytes of a core value in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is a load or store instruction of wasm")]
pub enum Width {
    U8,
    S8,
    U16,
    S16,
    I32,
    I64,
    F32,
    F64,
}

/// How a core value changes into a slot of a joined payload and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coercion {
    /// `i32` to `i64`, with zeros above.
    I32ToI64,
    /// `i64` to `i32`, by its low bits.
    I64ToI32,
    /// The bits of an `f32` as `i32`.
    F32ToI32,
    /// An `i32` as the bits of an `f32`.
    I32ToF32,
    /// The bits of an `f32` as `i64`, with zeros above.
    F32ToI64,
    /// The low bits of an `i64` as an `f32`.
    I64ToF32,
    /// The bits of an `f64` as `i64`.
    F64ToI64,
    /// An `i64` as the bits of an `f64`.
    I64ToF64,
}

/// What happens to the memory of a string or list that is lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transfer {
    /// Guest, imports: the callee reads the caller's memory during the call. Strings, and lists that are passed as they are,
    /// stay where the caller has them; every other list goes into the temporaries of the call.
    Borrow {
        /// The temporaries; `None` where nothing is laid out.
        temps: Option<Val>,
    },
    /// Guest, exports: the block is given away, and post-return frees it.
    Give,
    /// Host: the bytes are copied into a block from the guest's `realloc`.
    Realloc,
}

/// What happens to the memory of a string or list that is lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Receive {
    /// Guest: the block is the guest's now.
    Adopt,
    /// Host: the bytes are copied, the block stays the guest's.
    Copy,
}

/// How long an [`Op::Area`] lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lives {
    /// Guest, imports: until the call returns.
    Call,
    /// Guest, exports: until the host has read the results.
    Return,
    /// Host, exports: it comes from the guest's `realloc`, and the guest frees it.
    Given,
    /// Guest, imports that are lowered asynchronously: as long as the temporaries of the call, of which it is a part.
    Within {
        /// The temporaries.
        temps: Val,
    },
}

/// What kind of handle an index stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handle {
    /// `own<r>`, by the resource itself.
    Own(TypeId),
    /// `borrow<r>`, by the resource itself.
    Borrow(TypeId),
    /// The readable end of a `future`.
    Future(Option<TypeId>),
    /// The readable end of a `stream`.
    Stream(Option<TypeId>),
    /// `error-context`
    ErrorContext,
}

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
