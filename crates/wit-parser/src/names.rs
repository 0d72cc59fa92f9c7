//! Interned strings: equal names are one `u32`.

use std::hash::{BuildHasher, Hasher};
use std::ops::Index;

/// An interned string of one [`Names`] table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Name(u32);

impl Name {
    /// The position of the name in its table, in the order of first appearance.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A table of strings, each stored once. One allocation holds all text, so a table costs little per name.
#[derive(Clone, Default)]
pub struct Names {
    text: String,
    /// End of each string in `text`; its start is the end of the one before.
    ends: Vec<u32>,
    /// Open addressing: 0 is free, otherwise 1 + the index of the name. The length is a power of two.
    slots: Vec<u32>,
}

impl Names {
    /// A table without strings.
    pub fn new() -> Names {
        Names::default()
    }

    /// The name for `text`, new or known.
    pub fn intern(&mut self, text: &str) -> Name {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash(text) & mask;
        loop {
            match self.slots[slot] {
                0 => break,
                taken if self.at(taken - 1) == text => return Name(taken - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).expect("less than 4 GiB of names"));
        let index = self.ends.len() as u32;
        self.slots[slot] = index;
        Name(index - 1)
    }

    /// The name for `text` if it is in the table.
    pub fn get(&self, text: &str) -> Option<Name> {
        if self.slots.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash(text) & mask;
        loop {
            match self.slots[slot] {
                0 => return None,
                taken if self.at(taken - 1) == text => return Some(Name(taken - 1)),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// How many different strings there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no string.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All names in the order of first appearance.
    pub fn iter(&self) -> impl Iterator<Item = (Name, &str)> {
        (0..self.ends.len() as u32).map(|index| (Name(index), self.at(index)))
    }

    fn at(&self, index: u32) -> &str {
        let index = index as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start as usize..self.ends[index] as usize]
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        let mut slots = vec![0; size];
        for index in 0..self.ends.len() as u32 {
            let mut slot = hash(self.at(index)) & (size - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = index + 1;
        }
        self.slots = slots;
    }
}

impl Index<Name> for Names {
    type Output = str;

    fn index(&self, name: Name) -> &str {
        self.at(name.0)
    }
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter().map(|(_, text)| text)).finish()
    }
}

/// Hashes short names quickly. Names come from untrusted files, so a seed per process keeps collisions from being chosen
/// beforehand; nothing depends on the order that the hash gives.
fn hash(text: &str) -> usize {
    use std::sync::OnceLock;
    static SEED: OnceLock<u64> = OnceLock::new();
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let seed = *SEED.get_or_init(|| std::hash::RandomState::new().build_hasher().finish());
    let mut state = seed ^ (text.len() as u64).wrapping_mul(K);
    let mut fold = |word: u64| {
        let product = u128::from(state ^ word) * u128::from(K | 1);
        state = (product as u64) ^ ((product >> 64) as u64) ^ seed.rotate_left(17);
    };
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    for word in words {
        fold(u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    fold(u64::from_le_bytes(last));
    (state ^ (state >> 32)) as usize
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
}
