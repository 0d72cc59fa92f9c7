//! Blocks of known size for spilled parameters and for results that do not fit into one core value.

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;

/// A block on the stack of an import, for the time of the call.
#[derive(Debug)]
#[repr(C, align(8))]
pub struct CallArea<const SIZE: usize>([MaybeUninit<u8>; SIZE]);

impl<const SIZE: usize> CallArea<SIZE> {
    /// A block without content. No function returns it: a small one would come in a register, with something in it.
    pub const EMPTY: Self = CallArea([MaybeUninit::uninit(); SIZE]);

    pub(crate) fn start(&mut self) -> *mut u8 {
        self.0.as_mut_ptr().cast()
    }
}

/// A static block of one export, which the host reads between the return of the export and its next call. The canonical
/// ABI lets nobody enter the guest in between, so one block is enough.
#[derive(Debug)]
#[repr(C, align(8))]
pub struct ReturnArea<const SIZE: usize>(UnsafeCell<[MaybeUninit<u8>; SIZE]>);

// SAFETY: the block is only reached by raw pointers, in glue that the host enters once at a time.
unsafe impl<const SIZE: usize> Sync for ReturnArea<SIZE> {}

impl<const SIZE: usize> ReturnArea<SIZE> {
    /// A block without content.
    #[inline]
    #[expect(clippy::new_without_default, reason = "generated code has no use for it")]
    pub const fn new() -> Self {
        ReturnArea(UnsafeCell::new([MaybeUninit::uninit(); SIZE]))
    }

    pub(crate) fn start(&self) -> *mut u8 {
        self.0.get().cast()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_aligned_for_any_type() {
        static AREA: ReturnArea<12> = ReturnArea::new();
        assert_eq!(AREA.start().addr() % 8, 0);
        let mut area = CallArea::<3>::EMPTY;
        assert_eq!(area.start().addr() % 8, 0);
        // SAFETY: the block has three bytes.
        unsafe { area.start().add(2).write(1) };
    }
}
