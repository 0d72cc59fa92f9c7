//! Values in memory: loads and stores at an offset, and what lies there as in Rust.
//!
//! The contract of `unsafe` functions is that of [`super`].

use super::super::block;

/// The pointer for an address.
#[inline]
pub(super) fn pointer(address: i32) -> *mut u8 {
    core::ptr::with_exposed_provenance_mut(address as u32 as usize)
}

/// The pointer to a part of a value. That the sum does not wrap around lets the offset become a part of the instruction.
///
/// # Safety
/// The part lies in the block of the value, at `offset` bytes from `base`.
#[inline]
pub(super) unsafe fn part(base: i32, offset: i32) -> *mut u8 {
    // SAFETY: as the caller says.
    unsafe { pointer(base).add(count(offset)) }
}

/// The address of a pointer.
#[inline]
pub(super) fn address<T>(pointer: *const T) -> i32 {
    pointer.expose_provenance() as i32
}

/// A length as a core value. Longer lists than 2^32 do not fit into the memory of such a module.
#[inline]
pub(super) fn length(len: usize) -> i32 {
    len as i32
}

#[inline]
pub(super) fn count(len: i32) -> usize {
    len as u32 as usize
}

macro_rules! loads {
    ($($name:ident: $from:ty => $to:ty;)*) => {$(
        #[inline]
        pub unsafe fn $name(base: i32, offset: i32) -> $to {
            // SAFETY: the contract of this module; alignment follows from the layout.
            <$to>::from(unsafe { part(base, offset).cast::<$from>().read() })
        }
    )*};
}

loads! {
    load_u8: u8 => i32;
    load_s8: i8 => i32;
    load_u16: u16 => i32;
    load_s16: i16 => i32;
    load_i32: i32 => i32;
    load_i64: i64 => i64;
    load_f32: f32 => f32;
    load_f64: f64 => f64;
}

macro_rules! stores {
    ($($name:ident: $from:ty => $to:ty;)*) => {$(
        #[inline]
        pub unsafe fn $name(base: i32, offset: i32, value: $from) {
            // SAFETY: the contract of this module; alignment follows from the layout.
            unsafe { part(base, offset).cast::<$to>().write(value as $to) };
        }
    )*};
}

stores! {
    store_8: i32 => u8;
    store_16: i32 => u16;
    store_i32: i32 => i32;
    store_i64: i64 => i64;
    store_f32: f32 => f32;
    store_f64: f64 => f64;
}

/// Address and length, one behind the other.
#[inline]
pub unsafe fn store_pair(base: i32, offset: i32, (ptr, len): (i32, i32)) {
    // SAFETY: the contract of this module.
    unsafe {
        store_i32(base, offset, ptr);
        store_i32(base, offset + 4, len);
    }
}

/// A value as it lies in memory.
#[inline]
pub unsafe fn load_as_is<T>(base: i32, offset: i32) -> T {
    // SAFETY: the contract of this module; parts that not every bit fits have been checked.
    unsafe { block::take(part(base, offset)) }
}

/// A value as it lies in memory.
#[inline]
pub unsafe fn store_as_is<T>(base: i32, offset: i32, value: &T) {
    // SAFETY: the contract of this module; the value lies elsewhere.
    unsafe { core::ptr::copy_nonoverlapping(value, part(base, offset).cast::<T>(), 1) };
}
