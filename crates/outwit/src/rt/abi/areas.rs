//! How large what a call needs in memory is, and where it lies.

use super::super::{block, trap::trap};
use super::memory::{address, count};
use super::{CallArea, ReturnArea, Temps};

/// How many bytes a list takes among the temporaries of a call.
#[inline]
pub fn list_size(len: usize, size: usize) -> i32 {
    Temps::round(block::list_bytes(len, size)) as i32
}

/// How many bytes a list takes among the temporaries of a call, with what its elements take.
#[inline]
pub fn measure_each<I: ExactSizeIterator>(items: I, stride: usize, size: impl FnMut(I::Item) -> i32) -> i32 {
    add_sizes(list_size(items.len(), stride), sum_sizes(items, size))
}

/// The sum of two sizes.
#[inline]
pub fn add_sizes(a: i32, b: i32) -> i32 {
    match (a as u32).checked_add(b as u32) {
        Some(sum) => sum as i32,
        None => trap("the lists of a call are too large"),
    }
}

/// The sum of the sizes of all elements.
#[inline]
pub fn sum_sizes<I: Iterator>(items: I, mut size: impl FnMut(I::Item) -> i32) -> i32 {
    items.fold(0, |sum, item| add_sizes(sum, size(item)))
}

/// The temporaries of one call.
#[inline]
pub fn temps(size: i32) -> Temps {
    Temps::new(count(size))
}

/// The address of a block for the time of a call.
#[inline]
pub fn call_area<const SIZE: usize>(area: &mut CallArea<SIZE>) -> i32 {
    address(area.start())
}

/// The address of a block for the results of an export.
#[inline]
pub fn return_area<const SIZE: usize>(area: &'static ReturnArea<SIZE>) -> i32 {
    address(area.start())
}
