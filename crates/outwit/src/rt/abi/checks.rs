//! Parts of elements that not every bit fits, checked before a list is adopted.
//!
//! The contract of `unsafe` functions is that of [`super`].

use super::super::check::Column;
use super::memory::{count, pointer};

/// Makes the parts at `offset` of each element 0 or 1.
#[inline]
pub unsafe fn check_bools(ptr: i32, len: i32, stride: usize, offset: i32) {
    // SAFETY: the contract of this module.
    unsafe { column(ptr, len, stride, offset).bools() };
}

/// Traps unless the parts at `offset` of each element are Unicode scalar values.
#[inline]
pub unsafe fn check_chars(ptr: i32, len: i32, stride: usize, offset: i32) {
    // SAFETY: the contract of this module.
    unsafe { column(ptr, len, stride, offset).chars() };
}

macro_rules! checks {
    ($($below:ident, $masked:ident: $width:ty;)*) => {$(
        /// Traps unless the parts at `offset` of each element are numbers of cases.
        #[inline]
        pub unsafe fn $below(ptr: i32, len: i32, stride: usize, offset: i32, bound: $width) {
            // SAFETY: the contract of this module.
            unsafe { column(ptr, len, stride, offset).below(bound) };
        }

        /// Drops the flags that mean nothing from the parts at `offset` of each element.
        #[inline]
        pub unsafe fn $masked(ptr: i32, len: i32, stride: usize, offset: i32, mask: $width) {
            // SAFETY: the contract of this module.
            unsafe { column(ptr, len, stride, offset).masked(mask) };
        }
    )*};
}

checks! {
    check_below_8, check_mask_8: u8;
    check_below_16, check_mask_16: u16;
    check_below_32, check_mask_32: u32;
}

#[inline]
fn column(ptr: i32, len: i32, stride: usize, offset: i32) -> Column {
    Column { first: pointer(ptr.wrapping_add(offset)), len: count(len), stride }
}
