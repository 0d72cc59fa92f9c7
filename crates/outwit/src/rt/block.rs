//! Blocks of memory by pointer: allocate, free, give away, adopt.

use core::mem::ManuallyDrop;

use alloc_crate::alloc::{Layout, alloc, dealloc, realloc};
use alloc_crate::string::String;
use alloc_crate::vec::Vec;

use super::trap::trap;

/// A block for `len` elements of `size` bytes; without elements an address that is aligned and points to nothing.
pub(crate) fn allocate(len: usize, size: usize, align: usize) -> *mut u8 {
    let bytes = list_bytes(len, size);
    if bytes == 0 {
        return core::ptr::without_provenance_mut(align);
    }
    let Ok(layout) = Layout::from_size_align(bytes, align) else { trap("a list is too large") };
    // SAFETY: the layout has at least one byte.
    let block = unsafe { alloc(layout) };
    if block.is_null() {
        trap("out of memory");
    }
    block
}

/// Bytes of `len` elements of `size` bytes.
pub(crate) fn list_bytes(len: usize, size: usize) -> usize {
    len.checked_mul(size).unwrap_or_else(|| trap("a list is too large"))
}

/// Frees a block; nothing if it has no bytes.
///
/// # Safety
/// The block was allocated with these `bytes` and this `align`, and nothing refers to it any more.
pub(crate) unsafe fn free(block: *mut u8, bytes: usize, align: usize) {
    if bytes != 0 {
        // SAFETY: the caller vouches for the block; a layout that was allocated once is valid.
        unsafe { dealloc(block, Layout::from_size_align_unchecked(bytes, align)) };
    }
}

/// Gives the elements away: whoever gets them frees `len * size_of::<T>()` bytes.
pub(crate) fn give<T>(list: Vec<T>) -> (*mut T, usize) {
    let mut list = ManuallyDrop::new(list);
    let (block, len, capacity) = (list.as_mut_ptr(), list.len(), list.capacity());
    if len == capacity || size_of::<T>() == 0 {
        return (block, len);
    }
    let bytes = [len, capacity].map(|count| count * size_of::<T>());
    // SAFETY: the block of a list has room for its capacity, and the list is not touched again.
    (unsafe { shrink(block.cast(), bytes[1], bytes[0], align_of::<T>()) }.cast(), len)
}

/// Makes a block smaller. One function for all types, and out of the way: it is large where the allocator is inlined.
///
/// # Safety
/// The block was allocated with `from` bytes, more than `to` and this `align`, and nothing else refers to it.
#[inline(never)]
unsafe fn shrink(block: *mut u8, from: usize, to: usize, align: usize) -> *mut u8 {
    if to == 0 {
        // SAFETY: as the caller says.
        unsafe { free(block, from, align) };
        return core::ptr::without_provenance_mut(align);
    }
    // SAFETY: as the caller says; a layout that was allocated once is valid.
    let block = unsafe { realloc(block, Layout::from_size_align_unchecked(from, align), to) };
    if block.is_null() {
        trap("out of memory");
    }
    block
}

/// The elements of a block that the host allocated, as a list; nothing is copied.
///
/// # Safety
/// The block holds `len` valid values of `T` and was allocated with exactly their layout; it belongs to the list from now on.
/// Without elements the pointer means nothing.
pub(crate) unsafe fn adopt<T>(block: *mut T, len: usize) -> Vec<T> {
    let block = if len == 0 { core::ptr::dangling_mut() } else { block };
    // SAFETY: as the caller says; without elements nothing was allocated.
    unsafe { Vec::from_raw_parts(block, len, len) }
}

/// The text of a block that the host allocated; nothing is copied. Debug builds check that it is UTF-8, which the host
/// answers for.
///
/// # Safety
/// The block holds `len` bytes of UTF-8 and was allocated with exactly these bytes; it belongs to the string from now on.
pub(crate) unsafe fn adopt_string(block: *mut u8, len: usize) -> String {
    // SAFETY: every byte is a valid `u8`; the rest as the caller says.
    let bytes = unsafe { adopt(block, len) };
    if cfg!(debug_assertions) {
        return String::from_utf8(bytes).unwrap_or_else(|_| trap("a string is not UTF-8"));
    }
    // SAFETY: the caller vouches for the text.
    unsafe { String::from_utf8_unchecked(bytes) }
}

/// Reads `len` elements of `size` bytes one by one, and frees the block.
///
/// # Safety
/// The block holds `len` elements and was allocated with `len * size` bytes and this `align`; `load` may take over whatever
/// the element at its address owns.
pub(crate) unsafe fn lift_each<T>(
    block: *mut u8,
    len: usize,
    size: usize,
    align: usize,
    mut load: impl FnMut(*mut u8) -> T,
) -> Vec<T> {
    let mut list = Vec::with_capacity(len);
    let spare: *mut T = list.as_mut_ptr();
    for index in 0..len {
        // SAFETY: there is room for `len` elements in both blocks.
        unsafe { spare.add(index).write(load(block.add(index * size))) };
    }
    // SAFETY: `len` elements were written. If `load` panics they are leaked, which is safe.
    unsafe { list.set_len(len) };
    // SAFETY: as the caller says; what the elements owned has been taken over.
    unsafe { free(block, len * size, align) };
    list
}

/// A list of one kind in the memory of another: used where a value is read as it lies.
///
/// # Safety
/// `at` is aligned and holds a valid `T`, which is not read again.
pub(crate) unsafe fn take<T>(at: *const u8) -> T {
    // SAFETY: as the caller says.
    ManuallyDrop::into_inner(unsafe { at.cast::<ManuallyDrop<T>>().read() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_away_can_be_adopted() {
        let mut list = Vec::with_capacity(10);
        list.extend([1_u32, 2, 3]);
        let (block, len) = give(list);
        // SAFETY: the block was given away with this length.
        let list = unsafe { adopt(block, len) };
        assert_eq!(list, [1, 2, 3]);
        assert_eq!(list.capacity(), 3);
    }

    #[test]
    fn what_has_room_to_spare_and_no_elements_goes_at_once() {
        let (block, len) = give(Vec::<u64>::with_capacity(3));
        assert_eq!((block.addr(), len), (8, 0));
        let (_, len) = give(alloc_crate::vec![(); 3]);
        assert_eq!(len, 3);
    }

    #[test]
    fn empty_lists_own_nothing() {
        // SAFETY: without elements the pointer means nothing.
        let list: Vec<u64> = unsafe { adopt(core::ptr::null_mut(), 0) };
        assert!(list.is_empty());
        let block = allocate(0, 16, 8);
        assert_eq!(block.addr() % 8, 0);
        // SAFETY: nothing was allocated.
        unsafe { free(block, 0, 8) };
    }

    #[test]
    fn text_is_adopted_in_place() {
        let (block, len) = give(String::from("grüße\0").into_bytes());
        // SAFETY: the bytes of a string.
        assert_eq!(unsafe { adopt_string(block, len) }, "grüße\0");
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "not UTF-8")]
    fn debug_builds_find_broken_text() {
        let (block, len) = give(alloc_crate::vec![0xff_u8]);
        // SAFETY: the block is right; that the text is not is what debug builds look for.
        unsafe { adopt_string(block, len) };
    }

    #[test]
    fn elements_are_lifted_one_by_one() {
        let block = allocate(3, 8, 4);
        for index in 0..3 {
            // SAFETY: the block has room for three elements of two words.
            unsafe { block.add(index * 8).cast::<u32>().write(index as u32 * 10) };
        }
        // SAFETY: the first word of each element has been written.
        let list = unsafe { lift_each(block, 3, 8, 4, |at| at.cast::<u32>().read() + 1) };
        assert_eq!(list, [1, 11, 21]);
    }

    #[test]
    #[should_panic(expected = "too large")]
    fn a_list_that_cannot_be_is_refused() {
        allocate(usize::MAX / 2, 4, 4);
    }
}
