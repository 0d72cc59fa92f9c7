//! Where something stands: a file, and a half-open range of bytes in it.

use std::fmt;
use std::num::NonZeroU32;

/// A file of one [`SourceMap`](crate::SourceMap). `Option<Span>` takes no more room than a span.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(NonZeroU32);

impl FileId {
    /// The position of the file in its map, counting from 0.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The file at `index` of a map. Looking it up in a map with fewer files panics.
    pub fn from_index(index: usize) -> FileId {
        let number = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
        FileId(number.expect("fewer than 2^32 files"))
    }
}

impl fmt::Debug for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file{}", self.index())
    }
}

/// A half-open range of byte offsets, `start..end`, in a file that the context names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByteRange {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl ByteRange {
    /// The range `start..end`.
    pub fn new(start: u32, end: u32) -> ByteRange {
        debug_assert!(start <= end, "{start}..{end} runs backwards");
        ByteRange { start, end }
    }

    /// The empty range at `offset`.
    pub fn empty(offset: u32) -> ByteRange {
        ByteRange { start: offset, end: offset }
    }

    /// The smallest range that holds both.
    pub fn to(self, other: ByteRange) -> ByteRange {
        ByteRange { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// This range in `file`.
    pub fn in_file(self, file: FileId) -> Span {
        Span { file, range: self }
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range for slicing a `str` or `[u8]`.
    pub fn as_usize(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl fmt::Debug for ByteRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A range of bytes in a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub range: ByteRange,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, start: u32, end: u32) -> Span {
        Span { file, range: ByteRange::new(start, end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}:{:?}", self.file, self.range)
    }
}
