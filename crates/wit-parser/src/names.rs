//! Interned strings: equal names are one `u32`.

use std::hash::{BuildHasher, Hasher};
use std::num::NonZeroU32;
use std::ops::Index;
use std::sync::OnceLock;

/// An interned string of one [`Names`] table. `Option<Name>` takes no more room.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(NonZeroU32);

impl Name {
    /// The position of the name in its table, in the order of first appearance.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The name behind `before` others.
    fn after(before: usize) -> Name {
        let number = u32::try_from(before + 1).ok().and_then(NonZeroU32::new);
        Name(number.expect("fewer than 2^32 names"))
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Name({})", self.index())
    }
}

/// A table of strings, each stored once. One allocation holds all text, so a table costs little per name.
#[derive(Clone)]
pub struct Names {
    text: String,
    /// 0, then the end of each string in `text`; its start is the end of the one before.
    ends: Vec<u32>,
    /// Open addressing; the length is a power of two. 0 is free, otherwise the upper half is the hash of the name and the
    /// lower half 1 + its index, so that neither a search nor growing reads text for nothing.
    slots: Vec<u64>,
    /// Names come from untrusted files: a seed keeps collisions from being chosen beforehand. Nothing depends on the order
    /// that hashes give.
    seed: u64,
}

impl Default for Names {
    fn default() -> Names {
        Names::new()
    }
}

impl Names {
    /// A table without strings.
    pub fn new() -> Names {
        Names { text: String::new(), ends: vec![0], slots: Vec::new(), seed: seed() }
    }

    /// Makes room for the text of so many bytes and so many names.
    pub(crate) fn reserve(&mut self, bytes: usize, names: usize) {
        self.text.reserve(bytes);
        self.ends.reserve(names);
        let slots = (names * 4 / 3 + 1).next_power_of_two();
        if self.slots.is_empty() && slots > 64 {
            self.slots = vec![0; slots];
        }
    }

    /// The name for `text`, new or known.
    pub fn intern(&mut self, text: &str) -> Name {
        // Three quarters full at most.
        if self.ends.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let hash = hash(self.seed, text);
        match self.find(hash, text) {
            Ok(name) => name,
            Err(slot) => self.add(text, hash, slot),
        }
    }

    /// A new name. Not inlined, so that a search does without what this needs.
    #[inline(never)]
    fn add(&mut self, text: &str, hash: u32, slot: usize) -> Name {
        let name = Name::after(self.len());
        self.slots[slot] = entry(hash, name);
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).expect("less than 4 GiB of names"));
        name
    }

    /// The name for `text` if it is in the table.
    pub fn get(&self, text: &str) -> Option<Name> {
        if self.slots.is_empty() {
            return None;
        }
        self.find(hash(self.seed, text), text).ok()
    }

    /// How many different strings there are.
    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// Whether there is no string.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All names in the order of first appearance.
    pub fn iter(&self) -> impl Iterator<Item = (Name, &str)> {
        (0..self.len()).map(Name::after).map(|name| (name, &self[name]))
    }

    /// The name, or the slot where it belongs.
    #[inline(always)]
    fn find(&self, hash: u32, text: &str) -> Result<Name, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let entry = self.slots[slot];
            let Some(number) = NonZeroU32::new(entry as u32) else { return Err(slot) };
            let name = Name(number);
            if (entry >> 32) as u32 == hash
                && are_same(&self.text.as_bytes()[self.range(name)], text.as_bytes())
            {
                return Ok(name);
            }
            slot = (slot + 1) & mask;
        }
    }

    #[inline]
    fn range(&self, name: Name) -> std::ops::Range<usize> {
        let behind = name.0.get() as usize;
        let ends = &self.ends[behind - 1..=behind];
        ends[0] as usize..ends[1] as usize
    }

    #[cold]
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        let mut slots = vec![0; size];
        for entry in self.slots.iter().filter(|entry| **entry != 0) {
            let mut slot = (entry >> 32) as usize & (size - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = *entry;
        }
        self.slots = slots;
    }
}

fn entry(hash: u32, name: Name) -> u64 {
    u64::from(hash) << 32 | u64::from(name.0.get())
}

impl Index<Name> for Names {
    type Output = str;

    fn index(&self, name: Name) -> &str {
        &self.text[self.range(name)]
    }
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter().map(|(_, text)| text)).finish()
    }
}

/// One for the process.
fn seed() -> u64 {
    static SEED: OnceLock<u64> = OnceLock::new();
    *SEED.get_or_init(|| std::hash::RandomState::new().build_hasher().finish())
}

/// Hashes short names quickly.
#[inline]
fn hash(seed: u64, text: &str) -> u32 {
    let mut rest = text.as_bytes();
    let mut state = seed ^ (rest.len() as u64).wrapping_mul(K);
    while let (Some((word, more)), true) = (rest.split_first_chunk(), rest.len() > 8) {
        state = fold(state, u64::from_le_bytes(*word)) ^ seed.rotate_left(17);
        rest = more;
    }
    let state = fold(state, last_word(rest));
    (state ^ (state >> 32)) as u32
}

const K: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline]
fn fold(state: u64, word: u64) -> u64 {
    let product = u128::from(state ^ word) * u128::from(K);
    (product as u64) ^ ((product >> 64) as u64)
}

/// At most eight bytes as one word, different for different texts of one length.
#[inline]
fn last_word(bytes: &[u8]) -> u64 {
    if let Some(word) = bytes.first_chunk() {
        return u64::from_le_bytes(*word);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
    }
    match *bytes {
        [] => 0,
        [a] => u64::from(a),
        [a, b] => u64::from(a) | u64::from(b) << 8,
        [a, b, c, ..] => u64::from(a) | u64::from(b) << 8 | u64::from(c) << 16,
    }
}

/// Whether two texts are equal: short ones, as names are, without a call and a loop.
#[inline(always)]
fn are_same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if a.len() <= 8 {
        return last_word(a) == last_word(b);
    }
    a.first_chunk::<8>() == b.first_chunk()
        && if a.len() <= 16 { a.last_chunk::<8>() == b.last_chunk() } else { a == b }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_share_a_name() {
        let mut names = Names::new();
        let all: Vec<Name> = (0..1000).map(|i| names.intern(&format!("name-{i}"))).collect();
        for (i, name) in all.iter().enumerate() {
            assert_eq!(names.intern(&format!("name-{i}")), *name);
            assert_eq!(&names[*name], format!("name-{i}"));
        }
        assert_eq!(names.len(), 1000);
        assert_eq!(names.get("name-7"), Some(all[7]));
        assert_eq!(names.get("other"), None);
        assert_eq!(Names::new().get("x"), None);
        let empty = names.intern("");
        assert_eq!(&names[empty], "");
    }

    #[test]
    fn texts_are_the_same_if_every_byte_is() {
        for length in 0..40 {
            let text = vec![b'a'; length];
            assert!(are_same(&text, &text.clone()));
            assert!(!are_same(&text, &[b'a'; 50][..length + 1]));
            for at in 0..length {
                let mut other = text.clone();
                other[at] = b'b';
                assert!(!are_same(&text, &other), "{length} {at}");
            }
        }
    }
}
