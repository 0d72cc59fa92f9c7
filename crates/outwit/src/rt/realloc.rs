//! The allocator behind `cabi_realloc`, by which hosts allocate in the memory of the guest. CanonicalABI.md, `canonopt`,
//! `realloc`.
//!
//! `cabi_realloc` itself is a weak symbol in a library that the build script links, because a component may hold several
//! runtimes, and each may bring one; it calls the function here, which has the version in its name. On some targets the
//! standard library and the C library have one each, weak as well: the one of C knows nothing of the program's global allocator,
//! which is to free what it gave, and which of the two is linked depends on what else is. So ours comes first.

use alloc_crate::alloc::{Layout, alloc, realloc};

use super::trap::trap;

unsafe extern "C" {
    pub(super) fn cabi_realloc(old: *mut u8, old_size: usize, align: usize, new_size: usize) -> *mut u8;
}

/// Makes the linker look for `cabi_realloc`, and so find it in the library. Bindings do so too (`link!`), and earlier: a linker
/// comes here only after it has seen what the guest itself refers to.
#[used]
static LINKED: unsafe extern "C" fn(*mut u8, usize, usize, usize) -> *mut u8 = cabi_realloc;

/// Allocates, moves or grows a block, as the canonical ABI asks for it.
///
/// # Safety
/// `old` is a block of `old_size` bytes that was allocated here with the same `align`, or `old_size` is 0; `align` is a
/// power of two.
#[unsafe(export_name = concat!("outwit_cabi_realloc_", env!("CARGO_PKG_VERSION")))]
unsafe extern "C" fn runtime_realloc(
    old: *mut u8,
    old_size: usize,
    align: usize,
    new_size: usize,
) -> *mut u8 {
    // SAFETY: the caller vouches for block, size and alignment; no branch asks for zero bytes, because hosts never shrink a
    // block to nothing.
    let new = unsafe {
        if old_size == 0 {
            if new_size == 0 {
                return core::ptr::without_provenance_mut(align);
            }
            alloc(Layout::from_size_align_unchecked(new_size, align))
        } else {
            realloc(old, Layout::from_size_align_unchecked(old_size, align), new_size)
        }
    };
    if new.is_null() {
        trap("out of memory");
    }
    new
}
