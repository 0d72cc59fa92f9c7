//! Operations on lists, maps and fixed-length lists.

use super::super::{Address, Body, List, Lives, Op, Receive, Transfer, Val};
use super::machine::{Run, Slot};
use super::trap::Trap;
use super::value::Value;
use crate::abi::Seat;
use crate::abi::limits::MAX_LIST_BYTE_LENGTH;

impl Run<'_, '_> {
    /// Runs an operation on elements.
    pub(super) fn elements(&mut self, op: &Op) -> Result<(), Trap> {
        match op {
            Op::ListLower { ptr, len, src, list, how, body } => {
                self.list_lower([*ptr, *len], *src, list, *how, body)
            }
            Op::ListLift { dst, ptr, len, list, how, body } => {
                self.list_lift(*dst, [*ptr, *len], list, *how, body)
            }
            Op::ListSize { dst, src, list, body } => self.list_size(*dst, *src, list, body.as_deref()),
            Op::ListFree { ptr, len, list, body } => self.list_free([*ptr, *len], list, body.as_deref()),
            Op::FixedListStore { at, src, count, list, body } => {
                self.fixed_list_store(*at, *src, *count, list, body)
            }
            Op::FixedListLoad { dst, at, count, list, body } => {
                let rows = self.load_rows(self.address(*at)?, u64::from(*count), list, body)?;
                self.set_wit(*dst, Value::of_rows(rows, false));
                Ok(())
            }
            Op::FixedListFree { at, count, list, body } => {
                let start = self.address(*at)?;
                self.free_rows(start, u64::from(*count), list, body)
            }
            Op::FixedListSize { dst, src, body, .. } => {
                let size = self.measure_rows(*src, body)?;
                self.set_core(*dst, size);
                Ok(())
            }
            _ => Err(Trap::Mismatch("operation on elements")),
        }
    }

    /// CanonicalABI.md, `store_list_into_range`.
    fn list_lower(
        &mut self,
        [ptr, len]: [Val; 2],
        src: Val,
        list: &List,
        how: Transfer,
        body: &Body,
    ) -> Result<(), Trap> {
        let value = self.wit(src)?.clone();
        let rows = value.rows().ok_or(Trap::Mismatch("list or map"))?;
        let size = bytes(rows.len() as u64, list)?;
        let start = match how {
            Transfer::Borrow { temps: Some(temps) } => self.take_temps(temps, size)?,
            Transfer::Borrow { temps: None } => self.area(size, list.layout.align, Lives::Call)?,
            Transfer::Give | Transfer::Realloc => self.area(size, list.layout.align, Lives::Given)?,
        };
        self.store_rows(&rows, list, body, start)?;
        self.set_core(ptr, start);
        self.set_core(len, rows.len() as u64);
        Ok(())
    }

    /// CanonicalABI.md, `load_list_from_range`.
    fn list_lift(
        &mut self,
        dst: Val,
        [ptr, len]: [Val; 2],
        list: &List,
        how: Receive,
        body: &Body,
    ) -> Result<(), Trap> {
        let (start, count) = (self.core(ptr)?, self.core(len)?);
        let size = bytes(count, list)?;
        if self.seat == Seat::Host && size > MAX_LIST_BYTE_LENGTH {
            return Err(Trap::TooLong(size));
        }
        self.machine.memory.check_align(start, list.layout.align)?;
        self.machine.memory.check(self.seat, start, size)?;
        let rows = self.load_rows(start, count, list, body)?;
        if how == Receive::Adopt {
            self.machine.memory.free(start, size, list.layout.align)?;
        }
        self.set_wit(dst, Value::of_rows(rows, list.value.is_some()));
        Ok(())
    }

    fn fixed_list_store(
        &mut self,
        at: Address,
        src: Val,
        count: u32,
        list: &List,
        body: &Body,
    ) -> Result<(), Trap> {
        let value = self.wit(src)?.clone();
        let rows = value.rows().ok_or(Trap::Mismatch("list"))?;
        if rows.len() != count as usize {
            return Err(Trap::Mismatch("list of the length of its type"));
        }
        let start = self.address(at)?;
        self.store_rows(&rows, list, body, start)
    }

    fn list_size(&mut self, dst: Val, src: Val, list: &List, body: Option<&Body>) -> Result<(), Trap> {
        let rows = self.wit(src)?.rows().ok_or(Trap::Mismatch("list or map"))?.len();
        let mut size = round(bytes(rows as u64, list)?)?;
        if let Some(body) = body {
            size = size.checked_add(self.measure_rows(src, body)?).ok_or(Trap::OutOfMemory)?;
        }
        self.set_core(dst, size);
        Ok(())
    }

    fn list_free(&mut self, [ptr, len]: [Val; 2], list: &List, body: Option<&Body>) -> Result<(), Trap> {
        let (start, count) = (self.core(ptr)?, self.core(len)?);
        if let Some(body) = body {
            self.free_rows(start, count, list, body)?;
        }
        self.machine.memory.free(start, bytes(count, list)?, list.layout.align)
    }

    fn store_rows(&mut self, rows: &[Vec<&Value>], list: &List, body: &Body, start: u64) -> Result<(), Trap> {
        for (index, row) in (0..).zip(rows) {
            self.body(body, row, element(start, index, list))?;
        }
        Ok(())
    }

    fn load_rows(
        &mut self,
        start: u64,
        count: u64,
        list: &List,
        body: &Body,
    ) -> Result<Vec<Vec<Value>>, Trap> {
        let mut rows = Vec::new();
        for index in 0..count {
            let slots = self.body(body, &[], element(start, index, list))?;
            rows.push(slots.into_iter().map(Slot::into_wit).collect::<Result<_, _>>()?);
        }
        Ok(rows)
    }

    fn free_rows(&mut self, start: u64, count: u64, list: &List, body: &Body) -> Result<(), Trap> {
        for index in 0..count {
            self.body(body, &[], element(start, index, list))?;
        }
        Ok(())
    }

    /// The sum of what the body yields.
    fn measure_rows(&mut self, src: Val, body: &Body) -> Result<u64, Trap> {
        let value = self.wit(src)?.clone();
        let rows = value.rows().ok_or(Trap::Mismatch("list or map"))?;
        let mut sum: u64 = 0;
        for row in rows {
            let [Slot::Core(size)] = self.body(body, &row, 0)?[..] else {
                return Err(Trap::Mismatch("size"));
            };
            sum = sum.checked_add(size).ok_or(Trap::OutOfMemory)?;
        }
        Ok(sum)
    }

    /// The next part of the temporaries, which starts at a multiple of 8.
    pub(super) fn take_temps(&mut self, temps: Val, size: u64) -> Result<u64, Trap> {
        let temps = self.temps(temps)?;
        let start = temps.start + temps.taken;
        temps.taken += round(size)?;
        if temps.taken > temps.size {
            return Err(Trap::Temps { measured: temps.size, taken: temps.taken });
        }
        Ok(start)
    }
}

/// Every part of the temporaries takes a multiple of 8 bytes.
fn round(size: u64) -> Result<u64, Trap> {
    size.checked_next_multiple_of(8).ok_or(Trap::OutOfMemory)
}

/// Bytes of `count` elements. Elements without size, which no valid type has, would make a loop without end.
fn bytes(count: u64, list: &List) -> Result<u64, Trap> {
    let size = u64::from(list.layout.size);
    if size == 0 && count > 0 {
        return Err(Trap::Mismatch("list of elements that take room"));
    }
    count.checked_mul(size).ok_or(Trap::TooLong(u64::MAX))
}

/// The address of one element; one that overflows lies outside of memory, wherever that begins.
fn element(start: u64, index: u64, list: &List) -> u64 {
    start.saturating_add(index.saturating_mul(u64::from(list.layout.size)))
}
