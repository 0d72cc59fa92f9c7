//! What each operation does.

use super::super::{Address, Arm, Block, Coercion, Handle, Lives, Op, ProcId, Receive, Transfer, Val, Width};
use super::machine::{Run, Slot, Temps};
use super::text;
use super::trap::Trap;
use super::value::Value;
use crate::abi::limits::MAX_STRING_BYTE_LENGTH;
use crate::abi::{Seat, StringEncoding};
use crate::graph::{Primitive, TypeId, TypeKind};

impl Run<'_, '_> {
    /// Runs one operation. Those that run blocks again stand in small functions of their own, so that nested blocks take
    /// little of the stack.
    pub(super) fn op(&mut self, op: &Op) -> Result<(), Trap> {
        match op {
            Op::Match { dsts, src, arms, .. } => self.match_case(dsts, *src, arms),
            Op::Switch { dst, tag, ty, arms } => self.switch(*dst, *tag, *ty, arms),
            Op::CallProc { dsts, proc, args } => self.call_proc(dsts, *proc, args),
            Op::ListLower { .. }
            | Op::ListLift { .. }
            | Op::ListSize { .. }
            | Op::ListFree { .. }
            | Op::FixedListStore { .. }
            | Op::FixedListLoad { .. }
            | Op::FixedListFree { .. }
            | Op::FixedListSize { .. } => self.elements(op),
            Op::StringLower { .. } | Op::StringLift { .. } | Op::StringFree { .. } => self.string(op),
            Op::RecordLower { .. }
            | Op::RecordLift { .. }
            | Op::FixedListLower { .. }
            | Op::FixedListLift { .. }
            | Op::FlagsLower { .. }
            | Op::FlagsLift { .. }
            | Op::EnumLower { .. }
            | Op::EnumLift { .. }
            | Op::HandleLower { .. }
            | Op::HandleLift { .. } => self.defined_type(op),
            Op::Temps { .. }
            | Op::FreeTemps { .. }
            | Op::Area { .. }
            | Op::CheckArea { .. }
            | Op::FreeArea { .. }
            | Op::CallCore { .. }
            | Op::CallWit { .. }
            | Op::CallPostReturn { .. } => self.call(op),
            Op::Await { .. }
            | Op::Subtask { .. }
            | Op::Task { .. }
            | Op::TaskReturn { .. }
            | Op::AwaitTask { .. } => self.task_op(op),
            _ => self.core_op(op),
        }
    }

    /// Scalars, core values and memory.
    fn core_op(&mut self, op: &Op) -> Result<(), Trap> {
        match op {
            Op::Const { dst, bits } => self.set_core(*dst, *bits),
            Op::Add { dst, a, b } => {
                let sum = self.core(*a)?.checked_add(self.core(*b)?).ok_or(Trap::OutOfMemory)?;
                self.set_core(*dst, sum);
            }
            Op::ScalarLower { dst, src, ty } => {
                let bits = scalar_lower(self.wit(*src)?, *ty)?;
                self.set_core(*dst, bits);
            }
            Op::ScalarLift { dst, src, ty } => {
                let value = scalar_lift(self.core(*src)?, *ty)?;
                self.set_wit(*dst, value);
            }
            Op::Coerce { dst, src, how } => {
                let bits = coerce(self.core(*src)?, *how);
                self.set_core(*dst, bits);
            }
            Op::Load { dst, at, width } => {
                let bits = self.load(*at, *width)?;
                self.set_core(*dst, bits);
            }
            Op::Store { at, src, width } => {
                let bytes = self.core(*src)?.to_le_bytes();
                let address = self.address(*at)?;
                self.machine.memory.write(self.seat, address, &bytes[..width.bytes() as usize])?;
            }
            Op::AddressOf { dst, at } => {
                let address = self.address(*at)?;
                self.set_core(*dst, address);
            }
            _ => return Err(Trap::Mismatch("operation on core values")),
        }
        Ok(())
    }

    fn match_case(&mut self, dsts: &[Val], src: Val, arms: &[Arm]) -> Result<(), Trap> {
        let (case, payload) = self.wit(src)?.case().ok_or(Trap::Mismatch("variant"))?;
        let arm = arms.get(case as usize).ok_or(Trap::Mismatch("variant with this case"))?;
        match (arm.payload, payload.cloned()) {
            (Some(val), Some(payload)) => self.set_wit(val, payload),
            (None, None) => {}
            _ => return Err(Trap::Mismatch("case with or without a payload, as its type says")),
        }
        let slots = self.block(&arm.block)?;
        self.bind(dsts, slots)
    }

    fn switch(&mut self, dst: Option<Val>, tag: Val, ty: TypeId, arms: &[Block]) -> Result<(), Trap> {
        let case = self.core(tag)? as u32;
        let bad = Trap::BadCase { case, cases: arms.len() as u32 };
        let payload = self.block(arms.get(case as usize).ok_or(bad)?)?;
        if let Some(dst) = dst {
            let payload = payload.into_iter().map(Slot::into_wit).next().transpose()?;
            let value = Value::of_case(self.machine.resolve, ty, case, payload);
            self.set_wit(dst, value);
        }
        Ok(())
    }

    /// Runs a procedure, which has values of its own.
    fn call_proc(&mut self, dsts: &[Val], proc: ProcId, args: &[Val]) -> Result<(), Trap> {
        let args = self.slots(args)?;
        let proc = &self.machine.procs[proc];
        let outer = self.enter(proc.vals.len());
        self.bind(&proc.params, args)?;
        let results = self.block(&proc.body)?;
        self.leave(outer);
        self.bind(dsts, results)
    }

    /// Records, fixed-length lists by value, flags, enums and handles.
    fn defined_type(&mut self, op: &Op) -> Result<(), Trap> {
        match op {
            Op::RecordLower { fields, src, .. } => {
                let values = self.wit(*src)?.fields().ok_or(Trap::Mismatch("record or tuple"))?;
                let slots = values.iter().cloned().map(Slot::Wit).collect();
                self.bind(fields, slots)?;
            }
            Op::RecordLift { dst, fields, ty } => {
                let value = Value::of_fields(self.machine.resolve, *ty, self.wits(fields)?);
                self.set_wit(*dst, value);
            }
            Op::FixedListLower { elems, src, .. } => {
                let Value::List(values) = self.wit(*src)? else { return Err(Trap::Mismatch("list")) };
                let slots = values.iter().cloned().map(Slot::Wit).collect();
                self.bind(elems, slots)?;
            }
            Op::FixedListLift { dst, elems, .. } => {
                let value = Value::List(self.wits(elems)?);
                self.set_wit(*dst, value);
            }
            Op::FlagsLower { dst, src, .. } => {
                let Value::Flags(bits) = *self.wit(*src)? else { return Err(Trap::Mismatch("flags")) };
                self.set_core(*dst, u64::from(bits));
            }
            Op::FlagsLift { dst, src, ty } => {
                let bits = self.core(*src)? as u32 & self.flags_mask(*ty);
                self.set_wit(*dst, Value::Flags(bits));
            }
            Op::EnumLower { dst, src, .. } => {
                let Value::Enum(case) = *self.wit(*src)? else { return Err(Trap::Mismatch("enum")) };
                self.set_core(*dst, u64::from(case));
            }
            Op::EnumLift { dst, src, cases, .. } => {
                let case = self.core(*src)? as u32;
                if case >= *cases {
                    return Err(Trap::BadCase { case, cases: *cases });
                }
                self.set_wit(*dst, Value::Enum(case));
            }
            Op::HandleLower { dst, src, handle } => {
                let Value::Handle(known) = *self.wit(*src)? else { return Err(Trap::Mismatch("handle")) };
                let index = match self.seat {
                    Seat::Guest => known,
                    Seat::Host => self.machine.handles.lower(known, self.dealiased(*handle)),
                };
                self.set_core(*dst, u64::from(index));
            }
            Op::HandleLift { dst, src, handle } => {
                let index = self.core(*src)? as u32;
                let known = match self.seat {
                    Seat::Guest => index,
                    Seat::Host => self.machine.handles.lift(index, self.dealiased(*handle))?,
                };
                self.set_wit(*dst, Value::Handle(known));
            }
            _ => return Err(Trap::Mismatch("operation on a defined type")),
        }
        Ok(())
    }

    /// Calls, and the blocks around them.
    fn call(&mut self, op: &Op) -> Result<(), Trap> {
        match op {
            Op::Temps { dst, size } => {
                let [Slot::Core(size)] = self.block(size)?[..] else { return Err(Trap::Mismatch("size")) };
                let start = self.machine.memory.allocate(size, 8)?;
                self.machine.temps.push(Temps { start, size, taken: 0 });
                self.set(*dst, Slot::Temps(self.machine.temps.len() - 1));
            }
            Op::FreeTemps { temps } => {
                let Temps { start, size, taken } = *self.temps(*temps)?;
                if taken != size {
                    return Err(Trap::Temps { measured: size, taken });
                }
                self.machine.memory.free(start, size, 8)?;
            }
            Op::Area { dst, layout, lives } => {
                let start = self.area(u64::from(layout.size), layout.align, *lives)?;
                self.set_core(*dst, start);
            }
            Op::CheckArea { ptr, layout } => {
                let address = self.core(*ptr)?;
                self.machine.memory.check_align(address, layout.align)?;
                self.machine.memory.check(self.seat, address, u64::from(layout.size))?;
            }
            Op::FreeArea { ptr, layout } => {
                let address = self.core(*ptr)?;
                self.machine.memory.free(address, u64::from(layout.size), layout.align)?;
            }
            Op::CallCore { dsts, args } => {
                let results = self.callee.core(self.machine, self.cores(args)?)?;
                self.bind(dsts, results.into_iter().map(Slot::Core).collect())?;
            }
            Op::CallWit { dst, args } => {
                let result = self.callee.wit(self.machine, self.wits(args)?)?;
                self.bind(dst.as_slice(), result.into_iter().map(Slot::Wit).collect())?;
            }
            Op::CallPostReturn { args } => {
                let args = self.cores(args)?;
                self.callee.post_return(self.machine, args)?;
            }
            _ => return Err(Trap::Mismatch("call")),
        }
        Ok(())
    }

    pub(super) fn address(&self, at: Address) -> Result<u64, Trap> {
        let base = self.core(at.base)?;
        let bytes = u64::from(at.offset);
        base.checked_add(bytes).ok_or(Trap::OutOfBounds { address: base, bytes })
    }

    fn load(&self, at: Address, width: Width) -> Result<u64, Trap> {
        let read = self.machine.memory.read(self.seat, self.address(at)?, u64::from(width.bytes()))?;
        let mut bytes = [0; 8];
        bytes[..read.len()].copy_from_slice(read);
        let bits = u64::from_le_bytes(bytes);
        Ok(match width {
            Width::S8 => u64::from(bits as u8 as i8 as i32 as u32),
            Width::S16 => u64::from(bits as u16 as i16 as i32 as u32),
            _ => bits,
        })
    }

    fn string(&mut self, op: &Op) -> Result<(), Trap> {
        match op {
            Op::StringLower { ptr, len, src, encoding, how } => {
                self.string_lower([*ptr, *len], *src, *encoding, *how)
            }
            Op::StringLift { dst, ptr, len, encoding, how } => {
                self.string_lift(*dst, [*ptr, *len], *encoding, *how)
            }
            Op::StringFree { ptr, len, encoding } => {
                let extent = text::extent(self.core(*len)?, *encoding, self.machine.pointer);
                let start = self.core(*ptr)?;
                self.machine.memory.free(start, extent.bytes, extent.align)
            }
            _ => Err(Trap::Mismatch("operation on strings")),
        }
    }

    fn string_lower(
        &mut self,
        [ptr, len]: [Val; 2],
        src: Val,
        encoding: StringEncoding,
        how: Transfer,
    ) -> Result<(), Trap> {
        let Value::String(text) = self.wit(src)? else { return Err(Trap::Mismatch("string")) };
        let text = text::encode(text, encoding, self.machine.pointer);
        let lives =
            if how == Transfer::Give || how == Transfer::Realloc { Lives::Given } else { Lives::Call };
        let start = self.area(text.bytes.len() as u64, text.align, lives)?;
        self.machine.memory.write(self.seat, start, &text.bytes)?;
        self.set_core(ptr, start);
        self.set_core(len, text.len);
        Ok(())
    }

    /// CanonicalABI.md, `load_string_from_range`.
    fn string_lift(
        &mut self,
        dst: Val,
        [ptr, len]: [Val; 2],
        encoding: StringEncoding,
        how: Receive,
    ) -> Result<(), Trap> {
        let extent = text::extent(self.core(len)?, encoding, self.machine.pointer);
        let start = self.core(ptr)?;
        if self.seat == Seat::Host && extent.bytes > MAX_STRING_BYTE_LENGTH {
            return Err(Trap::TooLong(extent.bytes));
        }
        self.machine.memory.check_align(start, extent.align)?;
        let text = text::decode(self.machine.memory.read(self.seat, start, extent.bytes)?, &extent)?;
        if how == Receive::Adopt {
            self.machine.memory.free(start, extent.bytes, extent.align)?;
        }
        self.set_wit(dst, Value::String(text));
        Ok(())
    }

    /// Payloads are compared by what they are, not by their names.
    fn dealiased(&self, handle: Handle) -> Handle {
        let dealias = |ty: Option<TypeId>| ty.map(|ty| self.machine.resolve.dealias(ty));
        match handle {
            Handle::Future(payload) => Handle::Future(dealias(payload)),
            Handle::Stream(payload) => Handle::Stream(dealias(payload)),
            other => other,
        }
    }

    fn flags_mask(&self, ty: TypeId) -> u32 {
        match &self.machine.resolve[ty].kind {
            TypeKind::Flags(flags) => u32::MAX.checked_shr(32 - flags.len().min(32) as u32).unwrap_or(0),
            _ => u32::MAX,
        }
    }
}

fn scalar_lower(value: &Value, ty: Primitive) -> Result<u64, Trap> {
    Ok(match (value, ty) {
        (Value::Bool(value), Primitive::Bool) => u64::from(*value),
        (Value::U8(value), Primitive::U8) => u64::from(*value),
        (Value::U16(value), Primitive::U16) => u64::from(*value),
        (Value::U32(value), Primitive::U32) => u64::from(*value),
        (Value::U64(value), Primitive::U64) => *value,
        (Value::S8(value), Primitive::S8) => u64::from(i32::from(*value) as u32),
        (Value::S16(value), Primitive::S16) => u64::from(i32::from(*value) as u32),
        (Value::S32(value), Primitive::S32) => u64::from(*value as u32),
        (Value::S64(value), Primitive::S64) => *value as u64,
        (Value::F32(bits), Primitive::F32) => u64::from(*bits),
        (Value::F64(bits), Primitive::F64) => *bits,
        (Value::Char(value), Primitive::Char) => u64::from(u32::from(*value)),
        _ => return Err(Trap::Mismatch("scalar of this type")),
    })
}

fn scalar_lift(bits: u64, ty: Primitive) -> Result<Value, Trap> {
    Ok(match ty {
        Primitive::Bool => Value::Bool(bits as u32 != 0),
        Primitive::U8 => Value::U8(bits as u8),
        Primitive::U16 => Value::U16(bits as u16),
        Primitive::U32 => Value::U32(bits as u32),
        Primitive::U64 => Value::U64(bits),
        Primitive::S8 => Value::S8(bits as i8),
        Primitive::S16 => Value::S16(bits as i16),
        Primitive::S32 => Value::S32(bits as i32),
        Primitive::S64 => Value::S64(bits as i64),
        Primitive::F32 => Value::F32(bits as u32),
        Primitive::F64 => Value::F64(bits),
        Primitive::Char => Value::Char(char::from_u32(bits as u32).ok_or(Trap::BadChar(bits as u32))?),
        Primitive::String | Primitive::ErrorContext => return Err(Trap::Mismatch("scalar")),
    })
}

fn coerce(bits: u64, how: Coercion) -> u64 {
    match how {
        Coercion::I32ToI64
        | Coercion::F32ToI32
        | Coercion::I32ToF32
        | Coercion::F32ToI64
        | Coercion::F64ToI64
        | Coercion::I64ToF64 => bits,
        Coercion::I64ToI32 | Coercion::I64ToF32 => bits & 0xffff_ffff,
    }
}
