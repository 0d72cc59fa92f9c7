//! The words for the parts of operations.

use super::super::super::signature::{CoreType, Signature};
use super::super::super::{CallAbi, StringEncoding};
use super::super::{Address, Check, Coercion, Form, Lives, Receive, Transfer, Val, Valid, Width};

/// `v1, v2`
pub(super) fn list(vals: &[Val]) -> String {
    vals.iter().map(|val| format!("{val:?}")).collect::<Vec<_>>().join(", ")
}

/// `v1, v2 = `, or nothing.
pub(super) fn to(dsts: &[Val]) -> String {
    if dsts.is_empty() { String::new() } else { format!("{} = ", list(dsts)) }
}

pub(super) fn spaced(head: String, args: &[Val]) -> String {
    if args.is_empty() { head } else { format!("{head} {}", list(args)) }
}

pub(super) fn place(at: Address) -> String {
    format!("[{:?}+{}]", at.base, at.offset)
}

/// `(i32) -> (), spilled parameters`
pub(super) fn signature(signature: &Signature) -> String {
    let mut text = format!("({}) -> ({})", cores(&signature.params), cores(&signature.results));
    if signature.spilled_params {
        text += ", spilled parameters";
    }
    if signature.return_pointer {
        text += ", return pointer";
    }
    text
}

/// What stands behind the options of a plan.
pub(super) fn abi(abi: CallAbi) -> &'static str {
    match abi {
        CallAbi::SyncLower | CallAbi::SyncLift => "",
        CallAbi::AsyncLower => ", async",
        CallAbi::CallbackLift => ", async with callback",
        CallAbi::StackfulLift => ", async stackful",
    }
}

fn cores(types: &[CoreType]) -> String {
    types.iter().map(|ty| core_text(*ty)).collect::<Vec<_>>().join(", ")
}

pub(super) fn core_text(ty: CoreType) -> &'static str {
    match ty {
        CoreType::I32 => "i32",
        CoreType::I64 => "i64",
        CoreType::F32 => "f32",
        CoreType::F64 => "f64",
    }
}

pub(super) fn wide(width: Width) -> &'static str {
    match width {
        Width::U8 => "u8",
        Width::S8 => "s8",
        Width::U16 => "u16",
        Width::S16 => "s16",
        Width::I32 => "i32",
        Width::I64 => "i64",
        Width::F32 => "f32",
        Width::F64 => "f64",
    }
}

pub(super) fn coercion(how: Coercion) -> &'static str {
    match how {
        Coercion::I32ToI64 => "i32-to-i64",
        Coercion::I64ToI32 => "i64-to-i32",
        Coercion::F32ToI32 => "f32-to-i32",
        Coercion::I32ToF32 => "i32-to-f32",
        Coercion::F32ToI64 => "f32-to-i64",
        Coercion::I64ToF32 => "i64-to-f32",
        Coercion::F64ToI64 => "f64-to-i64",
        Coercion::I64ToF64 => "i64-to-f64",
    }
}

pub(super) fn encoding(encoding: StringEncoding) -> &'static str {
    match encoding {
        StringEncoding::Utf8 => "utf8",
        StringEncoding::Utf16 => "utf16",
        StringEncoding::Latin1OrUtf16 => "latin1+utf16",
    }
}

pub(super) fn transfer(how: Transfer) -> String {
    match how {
        Transfer::Borrow { temps: None } => "borrow".to_owned(),
        Transfer::Borrow { temps: Some(temps) } => format!("borrow in {temps:?}"),
        Transfer::Give => "give".to_owned(),
        Transfer::Realloc => "realloc".to_owned(),
    }
}

pub(super) fn receive(how: Receive) -> &'static str {
    match how {
        Receive::Adopt => "adopt",
        Receive::Copy => "copy",
    }
}

pub(super) fn form(form: Form) -> &'static str {
    match form {
        Form::Load => "load",
        Form::LoadCopy => "load.copy",
        Form::StoreBorrow => "store.borrow",
        Form::StoreGive => "store.give",
        Form::StoreRealloc => "store.realloc",
        Form::Free => "free",
        Form::Measure => "measure",
        Form::Lift => "lift",
        Form::LiftCopy => "lift.copy",
        Form::LowerBorrow => "lower.borrow",
        Form::LowerGive => "lower.give",
        Form::LowerRealloc => "lower.realloc",
    }
}

pub(super) fn checks_text(checks: &[Check]) -> String {
    let checks = checks.iter().map(|check| {
        let valid = match check.valid {
            Valid::Bool => "bool".to_owned(),
            Valid::Char => "char".to_owned(),
            Valid::Below { bytes, bound } => format!("u{} < {bound}", u32::from(bytes) * 8),
            Valid::Mask { bytes, mask } => format!("u{} & {mask:#x}", u32::from(bytes) * 8),
        };
        format!("+{} {valid}", check.offset)
    });
    checks.collect::<Vec<_>>().join(", ")
}

pub(super) fn lives(lives: Lives) -> String {
    match lives {
        Lives::Call => "for the call".to_owned(),
        Lives::Return => "until read".to_owned(),
        Lives::Given => "given".to_owned(),
        Lives::Within { temps } => format!("in {temps:?}"),
    }
}
