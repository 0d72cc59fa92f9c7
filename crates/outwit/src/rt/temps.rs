//! The temporaries of one call: lists that are laid out for the callee, in one block whose size is summed first.

use super::block;
use super::trap::trap;

/// Every part of the block is rounded up to this, and so it is aligned for any type.
const UNIT: usize = 8;

/// The temporaries of one call; freed when dropped.
#[derive(Debug)]
pub struct Temps {
    start: *mut u8,
    size: usize,
    used: usize,
}

impl Temps {
    /// Room for `size` bytes in parts that were rounded up by [`Temps::round`].
    #[inline]
    pub fn new(size: usize) -> Temps {
        let start = block::allocate(size, 1, UNIT);
        Temps { start, size, used: 0 }
    }

    /// How many bytes of a block a part of `bytes` bytes takes.
    #[inline]
    pub fn round(bytes: usize) -> usize {
        match bytes.checked_next_multiple_of(UNIT) {
            Some(rounded) => rounded,
            None => trap("the lists of a call are too large"),
        }
    }

    /// The next part of the block.
    #[inline]
    pub(crate) fn take(&mut self, bytes: usize) -> *mut u8 {
        let bytes = Temps::round(bytes);
        if bytes > self.size - self.used {
            trap("the lists of a call are larger than their sum");
        }
        let part = self.start.wrapping_add(self.used);
        self.used += bytes;
        part
    }
}

impl Drop for Temps {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the block was allocated with this size; whoever was given a part has returned.
        unsafe { block::free(self.start, self.size, UNIT) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_aligned_and_do_not_overlap() {
        let mut temps = Temps::new(Temps::round(3) + Temps::round(8) + Temps::round(0) + Temps::round(1));
        let parts = [3, 8, 0, 1].map(|bytes| temps.take(bytes));
        let starts = parts.map(|part| part.addr() - parts[0].addr());
        assert_eq!(starts, [0, 8, 16, 16]);
        assert_eq!(parts[0].addr() % 8, 0);
        for part in parts {
            // SAFETY: each part has one byte at least, for the empty one shares its start with the last.
            unsafe { part.write(1) };
        }
    }

    #[test]
    #[should_panic(expected = "larger than their sum")]
    fn more_than_was_summed_traps() {
        Temps::new(8).take(9);
    }

    #[test]
    fn nothing_is_allocated_for_nothing() {
        let mut temps = Temps::new(0);
        temps.take(0);
    }
}
