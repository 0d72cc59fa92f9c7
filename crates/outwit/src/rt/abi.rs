//! The words of generated code: core values in, core values out. Each function is one operation of a plan; sizes and
//! offsets come from there. Nothing here is for people.
//!
//! Addresses are `i32`, as in a core module with a 32-bit memory. Generated code is entered on such targets alone; on others
//! it compiles, and its imports cannot be called.
//!
//! # Safety
//! All `unsafe` functions have one contract: addresses, lengths and sizes are those of a plan, for values that the host laid
//! out as the canonical ABI says, and each address is taken over once.

use alloc_crate::boxed::Box;

use super::block;
use super::check::Column;
use super::trap::trap;
use super::{Map, Resource, ResourceRep, String, Vec, WitMap};

pub use super::area::{CallArea, ReturnArea};
pub use super::handle::{Borrows, ByHandle, Handle, RepGuard, ResourceType};
pub use super::temps::Temps;
pub use crate::{
    __outwit_debug_enum as debug_enum, __outwit_debug_variant as debug_variant, __outwit_error as error,
    __outwit_imports as imports, __outwit_link as link, __outwit_raw_handles as raw_handles,
    __outwit_resource as resource,
};
pub use core::fmt::{Formatter, Result as FmtResult};
pub use prelude::*;

/// What the modules of interfaces and of procedures see without a path: derives, which no name of WIT hides, and cases, which no
/// name hides among procedures.
pub mod prelude {
    pub use core::clone::Clone;
    pub use core::cmp::{Eq, Ord, PartialEq, PartialOrd};
    pub use core::fmt::Debug;
    pub use core::hash::Hash;
    pub use core::marker::Copy;
    pub use core::option::Option::{None, Some};
    pub use core::result::Result::{Err, Ok};
}

/// The pointer for an address.
#[inline]
fn pointer(address: i32) -> *mut u8 {
    core::ptr::with_exposed_provenance_mut(address as u32 as usize)
}

/// The pointer to a part of a value. That the sum does not wrap around lets the offset become a part of the instruction.
///
/// # Safety
/// The part lies in the block of the value, at `offset` bytes from `base`.
#[inline]
unsafe fn part(base: i32, offset: i32) -> *mut u8 {
    // SAFETY: as the caller says.
    unsafe { pointer(base).add(count(offset)) }
}

/// The address of a pointer.
#[inline]
fn address<T>(pointer: *const T) -> i32 {
    pointer.expose_provenance() as i32
}

/// A length as a core value. Longer lists than 2^32 do not fit into the memory of such a module.
#[inline]
fn length(len: usize) -> i32 {
    len as i32
}

#[inline]
fn count(len: i32) -> usize {
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

/// The Unicode scalar value of a number; traps if there is none. CanonicalABI.md, `convert_i32_to_char`.
#[inline]
pub fn lift_char(code: i32) -> char {
    match char::from_u32(code as u32) {
        Some(char) => char,
        None => trap("a number is no Unicode scalar value"),
    }
}

/// The enum whose case has this number; traps if there is none.
///
/// # Safety
/// `E` is an enum without payloads, `repr(u8)`, `repr(u16)` or `repr(u32)`, whose cases are numbered from 0 to `cases - 1`.
#[inline]
pub unsafe fn lift_enum<E>(number: i32, cases: u32) -> E {
    if number as u32 >= cases {
        invalid_case();
    }
    // SAFETY: the number is that of a case, and it is read with the size of the enum.
    unsafe {
        match size_of::<E>() {
            1 => core::mem::transmute_copy(&(number as u8)),
            2 => core::mem::transmute_copy(&(number as u16)),
            _ => core::mem::transmute_copy(&(number as u32)),
        }
    }
}

/// A number that is no case of a variant or enum. CanonicalABI.md, "Loading", `load_variant`.
#[cold]
pub fn invalid_case() -> ! {
    trap("a number is no case of its type")
}

/// Shows a case of a variant with its payload, if it has one.
pub fn debug_case(f: &mut Formatter<'_>, case: &str, payload: &[&dyn Debug]) -> FmtResult {
    let mut shown = f.debug_tuple(case);
    payload.iter().for_each(|payload| {
        shown.field(payload);
    });
    shown.finish()
}

/// What a core import does on targets other than WebAssembly.
#[cold]
pub fn no_import() -> ! {
    trap("imports of a component can only be called in WebAssembly")
}

/// The index of a handle that the callee takes, and with it the value.
#[inline]
pub fn give_own<R: ResourceType>(resource: R) -> i32 {
    Handle::from_resource(resource).into_index() as i32
}

/// The index of a handle that the callee takes. Whoever drops the value then drops nothing.
#[inline]
pub fn lower_own<R: ResourceType>(resource: &R) -> i32 {
    Handle::of(resource).give() as i32
}

/// The index of a handle that is borrowed for the call.
#[inline]
pub fn lower_borrow<R: ResourceType>(resource: &R) -> i32 {
    Handle::of(resource).index() as i32
}

/// A handle that is the guest's from now on.
#[inline]
pub unsafe fn lift_own<R: ResourceType>(index: i32) -> R {
    // SAFETY: the host gave the handle, which is one of this resource.
    unsafe { Handle::new(index as u32) }.into_resource()
}

/// A handle that is borrowed until the end of the call.
#[inline]
pub unsafe fn lift_borrow<R: ResourceType>(borrows: &Borrows, index: i32) -> &R {
    // SAFETY: as for `lift_own`.
    unsafe { borrows.add(index as u32) }
}

/// The value of a resource of the guest as the host has it.
#[inline]
pub fn lower_rep<T>(rep: *mut T) -> i32 {
    address(rep)
}

/// What the host has for a resource of the guest, as the guest stored it.
#[inline]
pub fn lift_rep<T>(rep: i32) -> *mut T {
    pointer(rep).cast()
}

/// What is stored for a value.
#[inline]
pub fn rep_new<T: Resource>(value: T) -> T::Rep {
    T::Rep::rep_new(value)
}

/// Puts a store into a box.
#[inline]
pub fn rep_into_raw<T>(rep: T) -> *mut T {
    Box::into_raw(Box::new(rep))
}

/// Takes a store out of its box.
#[inline]
pub unsafe fn rep_from_raw<T>(place: *mut T) -> T {
    // SAFETY: each box is given back once.
    *unsafe { Box::from_raw(place) }
}

/// The value in a store.
#[inline]
pub unsafe fn rep_as_ref<'a, T: Resource>(rep: *const T::Rep) -> &'a T {
    // SAFETY: the handle keeps the store alive, and whoever changes the value has the handle alone.
    unsafe { T::Rep::rep_as_ref(rep) }
}

/// The value in a store, to be changed.
#[inline]
pub unsafe fn rep_as_mut<'a, T: Resource>(rep: *mut T::Rep) -> &'a mut T {
    // SAFETY: as for `rep_as_ref`.
    unsafe { T::Rep::rep_as_mut(rep) }
}

/// The value out of a store.
#[inline]
pub unsafe fn rep_take<T: Resource>(rep: *mut T::Rep) -> T {
    // SAFETY: as for `rep_as_ref`.
    unsafe { T::Rep::rep_take(rep) }
}

/// A string that the callee reads during the call.
#[inline]
pub fn lower_string(string: &str) -> (i32, i32) {
    (address(string.as_ptr()), length(string.len()))
}

/// A string that belongs to the host until post-return.
#[inline]
pub fn give_string(string: String) -> (i32, i32) {
    give_list(string.into_bytes())
}

/// A string that the host allocated.
#[inline]
pub unsafe fn lift_string(ptr: i32, len: i32) -> String {
    // SAFETY: the contract of this module.
    unsafe { block::adopt_string(pointer(ptr), count(len)) }
}

/// Address and length of a string, one behind the other.
#[inline]
pub unsafe fn store_string(base: i32, offset: i32, string: &str) {
    // SAFETY: the contract of this module.
    unsafe { store_pair(base, offset, lower_string(string)) };
}

/// The string whose address and length lie in memory.
#[inline]
pub unsafe fn load_string(base: i32, offset: i32) -> String {
    // SAFETY: the contract of this module.
    unsafe { lift_string(load_i32(base, offset), load_i32(base, offset + 4)) }
}

/// A list that the callee reads during the call, as it lies in memory.
#[inline]
pub fn lower_list<T>(list: &[T]) -> (i32, i32) {
    (address(list.as_ptr()), length(list.len()))
}

/// A list that belongs to the host until post-return, as it lies in memory.
#[inline]
pub fn give_list<T>(list: Vec<T>) -> (i32, i32) {
    let (block, len) = block::give(list);
    (address(block), length(len))
}

/// A list that the host allocated, as it lies in memory.
#[inline]
pub unsafe fn adopt_list<T, const SIZE: usize, const ALIGN: usize>(ptr: i32, len: i32) -> Vec<T> {
    #[cfg(target_arch = "wasm32")]
    const {
        assert!(size_of::<T>() == SIZE && align_of::<T>() == ALIGN, "the layout of the canonical ABI");
    }
    // SAFETY: the contract of this module; parts that not every bit fits have been checked.
    unsafe { block::adopt(pointer(ptr).cast(), count(len)) }
}

/// Room for a list among the temporaries of a call.
#[inline]
pub fn place_list(temps: &mut Temps, len: usize, size: usize) -> (i32, i32) {
    (address(temps.take(block::list_bytes(len, size))), length(len))
}

/// A block for a list that belongs to the host until post-return.
#[inline]
pub fn new_list(len: usize, size: usize, align: usize) -> (i32, i32) {
    (address(block::allocate(len, size, align)), length(len))
}

/// Lays a list out among the temporaries of a call. What `store` lays out itself goes there too.
#[inline]
pub fn lower_each<I: ExactSizeIterator>(
    temps: &mut Temps,
    items: I,
    size: usize,
    mut store: impl FnMut(I::Item, i32, &mut Temps),
) -> (i32, i32) {
    let (ptr, len) = place_list(temps, items.len(), size);
    store_each(items, ptr, size as i32, |item, at| store(item, at, temps));
    (ptr, len)
}

/// The same, with address and length stored in memory.
#[inline]
pub unsafe fn store_list<I: ExactSizeIterator>(
    base: i32,
    offset: i32,
    temps: &mut Temps,
    items: I,
    size: usize,
    store: impl FnMut(I::Item, i32, &mut Temps),
) {
    let list = lower_each(temps, items, size, store);
    // SAFETY: the contract of this module.
    unsafe { store_pair(base, offset, list) };
}

/// Lays a list out in a block that belongs to the host until post-return.
#[inline]
pub fn give_each<I: Iterator>(
    len: usize,
    items: I,
    size: usize,
    align: usize,
    store: impl FnMut(I::Item, i32),
) -> (i32, i32) {
    let (ptr, len) = new_list(len, size, align);
    store_each(items, ptr, size as i32, store);
    (ptr, len)
}

/// Stores elements one behind the other.
#[inline]
pub fn store_each<I: Iterator>(items: I, base: i32, size: i32, mut store: impl FnMut(I::Item, i32)) {
    let mut at = base;
    for item in items {
        store(item, at);
        at = at.wrapping_add(size);
    }
}

/// The list whose address and length lie in memory.
#[inline]
pub unsafe fn load_list<T>(
    base: i32,
    offset: i32,
    size: usize,
    align: usize,
    load: impl FnMut(i32) -> T,
) -> Vec<T> {
    // SAFETY: the contract of this module.
    unsafe { lift_list(load_i32(base, offset), load_i32(base, offset + 4), size, align, load) }
}

/// The elements of a list, one by one; the block is freed.
#[inline]
pub unsafe fn lift_list<T>(
    ptr: i32,
    len: i32,
    size: usize,
    align: usize,
    mut load: impl FnMut(i32) -> T,
) -> Vec<T> {
    // SAFETY: the contract of this module.
    unsafe { block::lift_each(pointer(ptr), count(len), size, align, |at| load(address(at))) }
}

/// The entries of a map, one by one; the block is freed. The last of several entries with one key stays.
#[inline]
pub unsafe fn lift_map<K: Ord, V>(
    ptr: i32,
    len: i32,
    size: usize,
    align: usize,
    load: impl FnMut(i32) -> (K, V),
) -> Map<K, V> {
    // One by one, also where they could be collected: that would bring code that sorts, for every type of map.
    // SAFETY: the contract of this module.
    unsafe { lift_map_as(ptr, len, size, align, load) }
}

/// The entries of a map of another type, one by one; the block is freed.
#[inline]
pub unsafe fn lift_map_as<K, V, M: WitMap<K, V>>(
    ptr: i32,
    len: i32,
    size: usize,
    align: usize,
    mut load: impl FnMut(i32) -> (K, V),
) -> M {
    let mut map = M::wit_map_new(count(len));
    each_address(ptr, len, size as i32, |at| {
        let (key, value) = load(at);
        map.wit_map_push(key, value);
    });
    // SAFETY: the contract of this module; what the entries owned has been taken over.
    unsafe { free_list(ptr, len, size, align) };
    map
}

/// The elements of a fixed-length list, one by one.
#[inline]
pub unsafe fn load_array<T, const N: usize>(
    base: i32,
    offset: i32,
    size: i32,
    mut load: impl FnMut(i32) -> T,
) -> [T; N] {
    let mut at = base.wrapping_add(offset);
    core::array::from_fn(|_| {
        let value = load(at);
        at = at.wrapping_add(size);
        value
    })
}

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

/// Frees the bytes of a string.
#[inline]
pub unsafe fn free_string(ptr: i32, len: i32) {
    // SAFETY: the contract of this module.
    unsafe { block::free(pointer(ptr), count(len), 1) };
}

/// Frees the block of a list.
#[inline]
pub unsafe fn free_list(ptr: i32, len: i32, size: usize, align: usize) {
    // SAFETY: the contract of this module.
    unsafe { block::free(pointer(ptr), block::list_bytes(count(len), size), align) };
}

/// Frees a block that came with a call.
#[inline]
pub unsafe fn free_area(ptr: i32, size: usize, align: usize) {
    // SAFETY: the contract of this module.
    unsafe { block::free(pointer(ptr), size, align) };
}

/// Visits the address of each element.
#[inline]
pub fn each_address(ptr: i32, len: i32, size: i32, mut visit: impl FnMut(i32)) {
    let mut at = ptr;
    for _ in 0..count(len) {
        visit(at);
        at = at.wrapping_add(size);
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq)]
    #[repr(u8)]
    enum Small {
        A,
        B,
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    #[repr(u16)]
    enum Wide {
        A,
        B = 256,
    }

    #[test]
    fn enums_have_their_own_width() {
        // SAFETY: the enums are numbered and sized so, or only these numbers are used.
        unsafe {
            assert_eq!(lift_enum::<Small>(0, 2), Small::A);
            assert_eq!(lift_enum::<Small>(1, 2), Small::B);
            assert_eq!(lift_enum::<Wide>(0, 257), Wide::A);
            assert_eq!(lift_enum::<Wide>(256, 257), Wide::B);
        }
    }

    #[test]
    #[should_panic(expected = "no case")]
    fn a_number_without_a_case_traps() {
        // SAFETY: the number is refused.
        unsafe { lift_enum::<Small>(-1, 2) };
    }

    #[test]
    fn scalar_values_are_characters() {
        assert_eq!(lift_char(0x1f600), '\u{1f600}');
        for code in [0xd800, 0xdfff, 0x11_0000, -1] {
            assert!(std::panic::catch_unwind(|| lift_char(code)).is_err(), "{code:x}");
        }
    }

    #[test]
    fn sizes_are_rounded_and_summed() {
        assert_eq!(list_size(3, 3), 16);
        assert_eq!(sum_sizes([1, 2, 3].into_iter(), |size| size * 8), 48);
        assert_eq!(add_sizes(i32::MAX, 1), i32::MIN);
        assert!(std::panic::catch_unwind(|| add_sizes(-8, 8)).is_err());
    }

    #[test]
    fn elements_are_stored_one_behind_the_other() {
        let mut seen = Vec::new();
        store_each("abc".chars(), 0x7fff_fffc, 4, |char, at| seen.push((char, at as u32)));
        assert_eq!(seen, [('a', 0x7fff_fffc), ('b', 0x8000_0000), ('c', 0x8000_0004)]);
    }
}
