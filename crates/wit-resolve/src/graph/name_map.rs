//! A map from names that keeps the order of insertion.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Name;

/// A map from names that keeps the order of insertion. Most scopes hold a handful of names, so a short map is searched
/// from the front and has no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMap<V> {
    keys: Keys,
    values: Vec<V>,
}

/// The part that does not depend on the values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Keys {
    list: Vec<Name>,
    /// Where each name stands in the list; empty while the list is short.
    table: HashMap<Name, u32, BuildHasherDefault<NameHasher>>,
}

/// The longest list that is searched without a table.
const SHORT: usize = 12;

impl Keys {
    fn find(&self, name: Name) -> Option<usize> {
        if self.list.len() <= SHORT {
            return self.list.iter().position(|key| *key == name);
        }
        self.table.get(&name).map(|at| *at as usize)
    }

    /// Adds a name that is not there.
    fn push(&mut self, name: Name) {
        self.list.push(name);
        let len = self.list.len();
        if len == SHORT + 1 {
            self.table.extend(self.list.iter().zip(0..).map(|(name, at)| (*name, at)));
        } else if len > SHORT {
            self.table.insert(name, len as u32 - 1);
        }
    }
}

impl<V> NameMap<V> {
    /// The value of a name.
    pub fn get(&self, name: &Name) -> Option<&V> {
        self.keys.find(*name).map(|at| &self.values[at])
    }

    /// Whether the name is there.
    pub fn contains_key(&self, name: &Name) -> bool {
        self.keys.find(*name).is_some()
    }

    /// Sets the value of a name, and returns the one it had; a name that is there keeps its place.
    pub fn insert(&mut self, name: Name, value: V) -> Option<V> {
        match self.keys.find(name) {
            Some(at) => Some(std::mem::replace(&mut self.values[at], value)),
            None => {
                self.keys.push(name);
                self.values.push(value);
                None
            }
        }
    }

    /// Adds a name unless it is there.
    pub fn insert_new(&mut self, name: Name, value: V) {
        if self.keys.find(name).is_none() {
            self.keys.push(name);
            self.values.push(value);
        }
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Name, &V)> + ExactSizeIterator + Clone {
        self.keys.list.iter().zip(&self.values)
    }

    /// Names in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Name> + ExactSizeIterator + Clone {
        self.keys.list.iter()
    }

    /// Values in the order of their names.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.values.iter()
    }
}

impl<V> Default for NameMap<V> {
    fn default() -> NameMap<V> {
        NameMap { keys: Keys::default(), values: Vec::new() }
    }
}

impl<V> FromIterator<(Name, V)> for NameMap<V> {
    fn from_iter<I: IntoIterator<Item = (Name, V)>>(items: I) -> NameMap<V> {
        let mut map = NameMap::default();
        for (name, value) in items {
            map.insert(name, value);
        }
        map
    }
}

impl<V> IntoIterator for NameMap<V> {
    type Item = (Name, V);
    type IntoIter = std::iter::Zip<std::vec::IntoIter<Name>, std::vec::IntoIter<V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.keys.list.into_iter().zip(self.values)
    }
}

impl<'a, V> IntoIterator for &'a NameMap<V> {
    type Item = (&'a Name, &'a V);
    type IntoIter = std::iter::Zip<std::slice::Iter<'a, Name>, std::slice::Iter<'a, V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.keys.list.iter().zip(&self.values)
    }
}

/// Hashes a [`Name`], which is a small number that no file chooses.
#[derive(Default)]
struct NameHasher(u64);

impl Hasher for NameHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
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
