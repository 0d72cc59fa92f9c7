//! Maps and sets that keep the order of insertion, for keys that are ids.
//!
//! The crate `indexmap` does more; but everyone who uses the macro would build it and the two crates that it stands on.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::ops::Index;

use super::Name;

/// A map from names that keeps the order of insertion.
pub type NameMap<V> = OrderMap<Name, V>;

/// A map that keeps the order of insertion. Keys are ids or made of ids. Most maps hold a handful of keys, so a short one is
/// searched from the front and has no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderMap<K, V> {
    keys: OrderSet<K>,
    values: Vec<V>,
}

/// A set that keeps the order of insertion; the part of an [`OrderMap`] that does not depend on the values.
#[derive(Clone, Debug)]
pub struct OrderSet<K> {
    list: Vec<K>,
    /// Where each key stands in the list; none while the list is short.
    table: Option<Box<Table>>,
}

/// Where keys stand in a list, by their hashes. There are no keys in it, so that it is compiled once for keys of all types.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// The last key with each hash.
    last: HashMap<u64, u32, BuildHasherDefault<IdHasher>>,
    /// For each key the one before it with the same hash, or itself.
    before: Vec<u32>,
}

impl Table {
    pub(crate) fn is_empty(&self) -> bool {
        self.before.is_empty()
    }

    /// Adds a key with this hash behind all that were added.
    pub(crate) fn push(&mut self, hash: u64) {
        let at = self.before.len() as u32;
        self.before.push(self.last.insert(hash, at).unwrap_or(at));
    }

    /// The place of the key with this hash in the list; `is_at` says whether it is the one at a place.
    pub(crate) fn find(&self, hash: u64, is_at: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut at = *self.last.get(&hash)?;
        while !is_at(at as usize) {
            let before = self.before[at as usize];
            if before == at {
                return None;
            }
            at = before;
        }
        Some(at as usize)
    }
}

/// The hash by which a [`Table`] knows a key.
pub(crate) fn hash<K: Hash>(key: &K) -> u64 {
    let mut hasher = IdHasher::default();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The longest list that is searched without a table.
const SHORT: usize = 12;

impl<K: Copy + Eq + Hash> OrderSet<K> {
    /// Adds a key; says whether it is new.
    pub fn insert(&mut self, key: K) -> bool {
        let is_new = !self.contains(key);
        if is_new {
            self.push(key);
        }
        is_new
    }

    /// Whether the key is there.
    pub fn contains(&self, key: K) -> bool {
        self.find(key).is_some()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Keys in order.
    pub fn iter(&self) -> std::slice::Iter<'_, K> {
        self.list.iter()
    }

    /// Whether all keys are in `other`.
    pub fn is_subset(&self, other: &OrderSet<K>) -> bool {
        self.list.iter().all(|key| other.contains(*key))
    }

    /// Where a key stands.
    pub(crate) fn find(&self, key: K) -> Option<usize> {
        match &self.table {
            None => self.search(key),
            Some(table) => table.find(hash(&key), &|at| self.list[at] == key),
        }
    }

    /// Where a key stands in a short list. A loop, as there are many types of keys, and a search by a closure is twice the code.
    fn search(&self, key: K) -> Option<usize> {
        for (at, other) in self.list.iter().enumerate() {
            if *other == key {
                return Some(at);
            }
        }
        None
    }

    /// The key at this place.
    pub(crate) fn get(&self, at: usize) -> Option<K> {
        self.list.get(at).copied()
    }

    /// Where a key stands, which is added if it is not there.
    pub(crate) fn find_or_push(&mut self, key: K) -> usize {
        self.find(key).unwrap_or_else(|| {
            self.push(key);
            self.list.len() - 1
        })
    }

    /// Adds a key that is not there.
    fn push(&mut self, key: K) {
        self.list.push(key);
        if let Some(table) = &mut self.table {
            table.push(hash(&key));
        } else if self.list.len() > SHORT {
            let mut table = Table::default();
            for key in &self.list {
                table.push(hash(key));
            }
            self.table = Some(Box::new(table));
        }
    }
}

impl<K> Default for OrderSet<K> {
    fn default() -> OrderSet<K> {
        OrderSet { list: Vec::new(), table: None }
    }
}

impl<K: PartialEq> PartialEq for OrderSet<K> {
    fn eq(&self, other: &OrderSet<K>) -> bool {
        self.list == other.list
    }
}

impl<K: Eq> Eq for OrderSet<K> {}

impl<K: Copy + Eq + Hash> FromIterator<K> for OrderSet<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> OrderSet<K> {
        let mut set = OrderSet::default();
        set.extend(keys);
        set
    }
}

impl<K: Copy + Eq + Hash> Extend<K> for OrderSet<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        for key in keys {
            self.insert(key);
        }
    }
}

impl<K: Copy + Eq + Hash, V> OrderMap<K, V> {
    /// A map without keys, with room for so many.
    pub fn with_capacity(keys: usize) -> OrderMap<K, V> {
        let list = Vec::with_capacity(keys);
        OrderMap { keys: OrderSet { list, table: None }, values: Vec::with_capacity(keys) }
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.keys.find(*key).map(|at| &self.values[at])
    }

    /// The value of a key, to change it.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.keys.find(*key).map(|at| &mut self.values[at])
    }

    /// Whether the key is there.
    pub fn contains_key(&self, key: &K) -> bool {
        self.keys.find(*key).is_some()
    }

    /// Sets the value of a key, and returns the one it had; a key that is there keeps its place.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.keys.find(key) {
            Some(at) => Some(std::mem::replace(&mut self.values[at], value)),
            None => {
                self.keys.push(key);
                self.values.push(value);
                None
            }
        }
    }

    /// Adds a key unless it is there.
    pub fn insert_new(&mut self, key: K, value: V) {
        if self.keys.find(key).is_none() {
            self.keys.push(key);
            self.values.push(value);
        }
    }

    /// The value of a key, which is added if it is not there.
    pub fn get_or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let at = self.keys.find_or_push(key);
        if at == self.values.len() {
            self.values.push(value());
        }
        &mut self.values[at]
    }

    /// Takes the value of a key, which stays with the default value; that is what a key has that is not there.
    pub fn take(&mut self, key: &K) -> V
    where
        V: Default,
    {
        self.get_mut(key).map(std::mem::take).unwrap_or_default()
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + ExactSizeIterator + Clone {
        self.keys.list.iter().zip(&self.values)
    }

    /// Keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.keys.list.iter()
    }

    /// Values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.values.iter()
    }

    /// The values alone, in the order of their keys.
    pub fn into_values(self) -> Vec<V> {
        self.values
    }
}

impl<K: Copy + Eq + Hash, V> Index<&K> for OrderMap<K, V> {
    type Output = V;

    fn index(&self, key: &K) -> &V {
        self.get(key).expect("the key is there")
    }
}

impl<K, V> Default for OrderMap<K, V> {
    fn default() -> OrderMap<K, V> {
        OrderMap { keys: OrderSet::default(), values: Vec::new() }
    }
}

impl<K: Copy + Eq + Hash, V> FromIterator<(K, V)> for OrderMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(items: I) -> OrderMap<K, V> {
        let mut map = OrderMap::default();
        for (key, value) in items {
            map.insert(key, value);
        }
        map
    }
}

impl<K, V> IntoIterator for OrderMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::iter::Zip<std::vec::IntoIter<K>, std::vec::IntoIter<V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.keys.list.into_iter().zip(self.values)
    }
}

impl<'a, K, V> IntoIterator for &'a OrderMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::iter::Zip<std::slice::Iter<'a, K>, std::slice::Iter<'a, V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.keys.list.iter().zip(&self.values)
    }
}

/// Hashes ids, which are small numbers that no file chooses.
#[derive(Default)]
pub(crate) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_isize(&mut self, value: isize) {
        self.write_u64(value as u64);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Names;
    use super::*;

    #[test]
    fn short_and_long_maps_agree() {
        let mut names = Names::new();
        let all: Vec<Name> = (0..100).map(|i| names.intern(&format!("n{i}"))).collect();
        let mut map = NameMap::default();
        for (value, name) in all.iter().enumerate() {
            assert_eq!(map.get(name), None);
            assert_eq!(map.insert(*name, value), None);
            map.insert_new(*name, 1000);
            for (expected, earlier) in all[..=value].iter().enumerate() {
                assert_eq!(map.get(earlier), Some(&expected));
            }
        }
        assert_eq!(map.insert(all[50], 7), Some(50));
        assert_eq!(map.len(), 100);
        assert!(map.keys().eq(all.iter()));
        assert_eq!(map.into_iter().map(|(_, value)| value).sum::<usize>(), 99 * 50 - 50 + 7);
    }
}
