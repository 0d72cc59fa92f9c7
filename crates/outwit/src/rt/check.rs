//! Checks over whole blocks: one part of each element of a list, before the list is taken as it lies in memory.
//!
//! No loop leaves early, so that compilers can make vectors of it.

use super::trap::trap;

/// One part of each element of a block.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    /// The part of the first element.
    pub(crate) first: *mut u8,
    /// The number of elements.
    pub(crate) len: usize,
    /// Bytes from one element to the next.
    pub(crate) stride: usize,
}

impl Column {
    fn at<T>(self, index: usize) -> *mut T {
        self.first.wrapping_add(index * self.stride).cast()
    }

    /// The bits that are set in any part.
    ///
    /// # Safety
    /// Each part is a valid `T`.
    #[inline]
    unsafe fn union<T: Copy + Default + core::ops::BitOr<Output = T>>(self) -> T {
        let mut union = T::default();
        for index in 0..self.len {
            // SAFETY: as the caller says.
            union = union | unsafe { self.at::<T>(index).read() };
        }
        union
    }

    /// Whether `valid` holds for all parts.
    ///
    /// # Safety
    /// Each part is a valid `T`.
    #[inline]
    unsafe fn all<T: Copy>(self, valid: impl Fn(T) -> bool) -> bool {
        let mut all = true;
        for index in 0..self.len {
            // SAFETY: as the caller says.
            all &= valid(unsafe { self.at::<T>(index).read() });
        }
        all
    }

    /// Replaces each part.
    ///
    /// # Safety
    /// Each part is a valid `T`.
    #[cold]
    unsafe fn replace<T: Copy>(self, with: impl Fn(T) -> T) {
        for index in 0..self.len {
            let at = self.at::<T>(index);
            // SAFETY: as the caller says.
            unsafe { at.write(with(at.read())) };
        }
    }

    /// Makes each byte 0 or 1: `bool` is any value but 0. CanonicalABI.md, "Loading", `convert_int_to_bool`.
    ///
    /// # Safety
    /// Each part is one byte.
    #[inline]
    pub(crate) unsafe fn bools(self) {
        // SAFETY: any byte is a valid `u8`.
        unsafe {
            if self.union_of_bytes() > 1 {
                self.replace(|byte: u8| u8::from(byte != 0));
            }
        }
    }

    /// Drops bits outside of `mask`: flags that mean nothing. CanonicalABI.md, "Loading", `unpack_flags_from_int`.
    ///
    /// # Safety
    /// Each part is a `T`.
    #[inline]
    pub(crate) unsafe fn masked<T: Bits>(self, mask: T) {
        // SAFETY: any bits are a valid integer.
        unsafe {
            let union: T = self.union();
            if union & mask != union {
                self.replace(|bits: T| bits & mask);
            }
        }
    }

    /// Traps unless each part is less than `bound`: the number of a case. CanonicalABI.md, "Loading", `load_variant`.
    ///
    /// # Safety
    /// Each part is a `T`.
    #[inline]
    pub(crate) unsafe fn below<T: Bits>(self, bound: T) {
        // SAFETY: any bits are a valid integer.
        if !unsafe { self.all(|number: T| number < bound) } {
            trap("a list holds a number that is no case of its enum");
        }
    }

    /// Traps unless each part is a Unicode scalar value. CanonicalABI.md, "Loading", `convert_i32_to_char`.
    ///
    /// # Safety
    /// Each part is a `u32`.
    #[inline]
    pub(crate) unsafe fn chars(self) {
        // SAFETY: any bits are a valid integer.
        if !unsafe { self.all(|code: u32| code < 0xd800 || (0xe000..0x11_0000).contains(&code)) } {
            trap("a list holds a number that is no Unicode scalar value");
        }
    }

    /// As [`Column::union`], eight at a time where bytes lie side by side.
    ///
    /// # Safety
    /// Each part is one byte.
    #[inline]
    unsafe fn union_of_bytes(self) -> u8 {
        if self.stride != 1 {
            // SAFETY: any byte is a valid `u8`.
            return unsafe { self.union() };
        }
        let mut words = 0_u64;
        let whole = self.len / 8;
        for index in 0..whole {
            // SAFETY: `whole` words lie in the block, at any alignment.
            words |= unsafe { self.first.add(index * 8).cast::<u64>().read_unaligned() };
        }
        let rest = Column { first: self.first.wrapping_add(whole * 8), len: self.len % 8, stride: 1 };
        // SAFETY: any byte is a valid `u8`.
        words.to_ne_bytes().into_iter().fold(unsafe { rest.union() }, |union, byte| union | byte)
    }
}

/// An integer as it lies in memory.
pub(crate) trait Bits:
    Copy + Default + Ord + core::ops::BitOr<Output = Self> + core::ops::BitAnd<Output = Self>
{
}

impl Bits for u8 {}
impl Bits for u16 {}
impl Bits for u32 {}

#[cfg(test)]
mod tests {
    use super::*;

    fn column<T>(list: &mut [T]) -> Column {
        Column { first: list.as_mut_ptr().cast(), len: list.len(), stride: size_of::<T>() }
    }

    #[test]
    fn bools_of_any_length_become_0_or_1() {
        for len in 0..40_usize {
            for bad in 0..len {
                let mut list = alloc_crate::vec![1_u8; len];
                list[bad] = 2;
                // SAFETY: all parts are bytes.
                unsafe { column(&mut list).bools() };
                assert!(list.iter().all(|byte| *byte == 1), "{len} {bad}");
            }
        }
    }

    #[test]
    fn parts_of_wider_elements_are_checked_where_they_are() {
        #[derive(Clone, Copy, Debug, PartialEq)]
        #[repr(C)]
        struct Pair(u32, u8);
        let mut list = [Pair(7, 0), Pair(0xffff_ffff, 9), Pair(2, 1)];
        let mut parts = column(&mut list);
        parts.first = parts.first.wrapping_add(4);
        // SAFETY: the byte at offset 4 of each element.
        unsafe { parts.bools() };
        assert_eq!(list, [Pair(7, 0), Pair(0xffff_ffff, 1), Pair(2, 1)]);
    }

    #[test]
    fn flags_lose_bits_without_a_meaning() {
        let mut list = [0x1ff_u16, 0x2ff, 0];
        // SAFETY: all parts are integers of this width.
        unsafe { column(&mut list).masked(0x1ff_u16) };
        assert_eq!(list, [0x1ff, 0xff, 0]);
    }

    #[test]
    fn numbers_of_cases_and_scalar_values_pass() {
        // SAFETY: all parts are integers of these widths.
        unsafe {
            column(&mut [0_u8, 2, 1]).below(3_u8);
            column(&mut [0_u16, 256]).below(257_u16);
            column::<u32>(&mut []).below(0_u32);
            column(&mut [0_u32, 0xd7ff, 0xe000, 0x10_ffff]).chars();
        }
    }

    #[test]
    #[should_panic(expected = "no case")]
    fn a_number_without_a_case_traps() {
        // SAFETY: all parts are bytes.
        unsafe { column(&mut [0_u8, 3]).below(3_u8) };
    }

    #[test]
    fn surrogates_and_large_numbers_trap() {
        for code in [0xd800_u32, 0xdfff, 0x11_0000, u32::MAX] {
            let checked = std::panic::catch_unwind(|| {
                // SAFETY: all parts are integers of this width.
                unsafe { column(&mut [65, code]).chars() };
            });
            assert!(checked.is_err(), "{code:x}");
        }
    }
}
