//! A guest's memory: bytes, and an allocator that knows every live block.

use std::collections::BTreeMap;

use super::super::super::{PointerWidth, Seat};
use super::trap::Trap;

/// More than any test needs; a length from hostile bytes must not take the machine's memory.
const MAX_BYTES: u64 = 1 << 28;

/// Bytes between blocks, so that running over an end is noticed.
const GAP: u64 = 8;

/// A guest's memory. Blocks are never used twice, so that a use after a free is noticed.
#[derive(Clone, Debug)]
pub struct Memory {
    pointer: PointerWidth,
    /// The address of the first byte.
    base: u64,
    /// What new bytes hold, and how many lie between blocks.
    fresh: u8,
    gap: u64,
    bytes: Vec<u8>,
    live: BTreeMap<u64, Block>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    size: u64,
    align: u32,
}

impl Memory {
    /// An empty memory. With 64-bit addresses it starts behind the first 4 GiB: an address cut to 32 bits lies outside.
    pub fn new(pointer: PointerWidth) -> Memory {
        let base = match pointer {
            PointerWidth::P32 => 0,
            PointerWidth::P64 => 1 << 32,
        };
        Memory { pointer, base, fresh: 0xa5, gap: GAP, bytes: vec![0; 16], live: BTreeMap::new() }
    }

    /// A memory from address 0 that holds `bytes`; blocks are allocated right behind them, one after the other, filled with
    /// zeros. For comparisons with other implementations.
    pub fn plain(bytes: Vec<u8>, pointer: PointerWidth) -> Memory {
        Memory { pointer, base: 0, fresh: 0, gap: 0, bytes, live: BTreeMap::new() }
    }

    /// The width of addresses.
    pub fn pointer(&self) -> PointerWidth {
        self.pointer
    }

    /// All bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the guest's `realloc` does for a new block. The address is a multiple of `align` and of nothing more.
    pub fn allocate(&mut self, size: u64, align: u32) -> Result<u64, Trap> {
        let align_bytes = u64::from(align.max(1));
        let start = if self.gap == 0 {
            (self.bytes.len() as u64).next_multiple_of(align_bytes)
        } else if size == 0 {
            return Ok(self.base + align_bytes);
        } else {
            (self.bytes.len() as u64 + self.gap).next_multiple_of(2 * align_bytes) + align_bytes
        };
        let end = start.checked_add(size).filter(|end| *end <= MAX_BYTES).ok_or(Trap::OutOfMemory)?;
        self.bytes.resize(end as usize, self.fresh);
        if size > 0 {
            self.live.insert(self.base + start, Block { size, align });
        }
        Ok(self.base + start)
    }

    /// Frees a block; its size and alignment must be those it was allocated with.
    pub fn free(&mut self, address: u64, size: u64, align: u32) -> Result<(), Trap> {
        if size == 0 {
            return Ok(());
        }
        if self.live.get(&address) != Some(&Block { size, align }) {
            return Err(Trap::BadFree { address, bytes: size, align });
        }
        self.live.remove(&address);
        self.slice_mut(address, size)?.fill(0xdd);
        Ok(())
    }

    /// How many blocks are live.
    pub fn live_blocks(&self) -> usize {
        self.live.len()
    }

    /// Bytes at an address. The host may read whatever is memory, the guest what is allocated.
    pub fn read(&self, seat: Seat, address: u64, bytes: u64) -> Result<&[u8], Trap> {
        self.check(seat, address, bytes)?;
        let start = (address - self.base) as usize;
        Ok(&self.bytes[start..start + bytes as usize])
    }

    /// Writes bytes at an address, with the same check.
    pub fn write(&mut self, seat: Seat, address: u64, bytes: &[u8]) -> Result<(), Trap> {
        self.check(seat, address, bytes.len() as u64)?;
        self.slice_mut(address, bytes.len() as u64)?.copy_from_slice(bytes);
        Ok(())
    }

    /// Traps unless `address` is a multiple of `align`.
    pub fn check_align(&self, address: u64, align: u32) -> Result<(), Trap> {
        if address.is_multiple_of(u64::from(align)) {
            Ok(())
        } else {
            Err(Trap::Misaligned { address, align })
        }
    }

    /// Traps unless the bytes are there for `seat`.
    pub fn check(&self, seat: Seat, address: u64, bytes: u64) -> Result<(), Trap> {
        let end = self.base + self.bytes.len() as u64;
        if address < self.base || address.checked_add(bytes).is_none_or(|last| last > end) {
            return Err(Trap::OutOfBounds { address, bytes });
        }
        let block = self.live.range(..=address).next_back();
        let inside = block.is_some_and(|(start, block)| address + bytes <= start + block.size);
        if seat == Seat::Guest && bytes > 0 && !inside {
            return Err(Trap::Dead { address, bytes });
        }
        Ok(())
    }

    fn slice_mut(&mut self, address: u64, bytes: u64) -> Result<&mut [u8], Trap> {
        let start = address.wrapping_sub(self.base) as usize;
        self.bytes.get_mut(start..start + bytes as usize).ok_or(Trap::OutOfBounds { address, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_freed_once_and_as_they_were_allocated() {
        for pointer in [PointerWidth::P32, PointerWidth::P64] {
            let mut memory = Memory::new(pointer);
            let (a, b) = (memory.allocate(5, 1).unwrap(), memory.allocate(24, 8).unwrap());
            assert!(b % 16 == 8 && a + 5 < b);
            assert!(
                memory.free(a, 4, 1).is_err()
                    && memory.free(a, 5, 2).is_err()
                    && memory.free(a + 1, 4, 1).is_err()
            );
            assert_eq!(memory.free(a, 5, 1), Ok(()));
            assert_eq!(memory.free(a, 5, 1), Err(Trap::BadFree { address: a, bytes: 5, align: 1 }));
            assert_eq!((memory.live_blocks(), memory.free(b, 24, 8), memory.live_blocks()), (1, Ok(()), 0));
        }
    }

    #[test]
    fn empty_blocks_are_nowhere() {
        let mut memory = Memory::new(PointerWidth::P32);
        let empty = memory.allocate(0, 8).unwrap();
        assert_eq!((empty % 8, memory.live_blocks(), memory.free(empty, 0, 8)), (0, 0, Ok(())));
        assert_eq!(memory.read(Seat::Guest, empty, 0), Ok(&[][..]));
    }

    #[test]
    fn guests_reach_their_blocks_and_hosts_all_memory() {
        let mut memory = Memory::new(PointerWidth::P32);
        let block = memory.allocate(4, 4).unwrap();
        assert_eq!(memory.write(Seat::Guest, block, &[1, 2, 3, 4]), Ok(()));
        assert_eq!(memory.read(Seat::Guest, block + 1, 3), Ok(&[2, 3, 4][..]));
        assert_eq!(
            memory.read(Seat::Guest, block + 1, 4),
            Err(Trap::OutOfBounds { address: block + 1, bytes: 4 })
        );
        assert_eq!(memory.read(Seat::Guest, block - 1, 2), Err(Trap::Dead { address: block - 1, bytes: 2 }));
        assert!(memory.read(Seat::Host, block - 1, 2).is_ok());
        memory.free(block, 4, 4).unwrap();
        assert_eq!(memory.read(Seat::Guest, block, 4), Err(Trap::Dead { address: block, bytes: 4 }));
        assert_eq!(
            memory.read(Seat::Host, u64::MAX, 4),
            Err(Trap::OutOfBounds { address: u64::MAX, bytes: 4 })
        );
        assert_eq!(memory.allocate(1 << 40, 1), Err(Trap::OutOfMemory));
    }
}
