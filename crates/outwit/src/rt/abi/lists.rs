//! Strings, lists and maps: as they lie in memory, or element by element.
//!
//! The contract of `unsafe` functions is that of [`super`].

use super::super::{Map, String, Vec, WitMap, block};
use super::Temps;
use super::memory::{address, count, length, load_i32, pointer, store_pair};

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
