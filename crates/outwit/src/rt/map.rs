//! What a WIT `map<k, v>` is: a [`Map`], or what the option `map_type` names.

/// What a WIT `map<k, v>` is.
pub type Map<K, V> = alloc_crate::collections::BTreeMap<K, V>;

/// A type that the option `map_type` can name. Beside this it must be iterated by value, as pairs, and by reference, as pairs
/// of references.
pub trait WitMap<K, V>: Sized {
    /// An empty map with room for `capacity` entries, as far as the type knows such a thing.
    fn wit_map_new(capacity: usize) -> Self;

    /// Adds an entry. The last of several with one key stays.
    fn wit_map_push(&mut self, key: K, value: V);

    /// How many entries there are.
    fn wit_map_len(&self) -> usize;
}

impl<K: Ord, V> WitMap<K, V> for Map<K, V> {
    fn wit_map_new(_capacity: usize) -> Self {
        Map::new()
    }

    fn wit_map_push(&mut self, key: K, value: V) {
        self.insert(key, value);
    }

    fn wit_map_len(&self) -> usize {
        self.len()
    }
}

#[cfg(feature = "std")]
impl<K: core::hash::Hash + Eq, V> WitMap<K, V> for std::collections::HashMap<K, V> {
    fn wit_map_new(capacity: usize) -> Self {
        std::collections::HashMap::with_capacity(capacity)
    }

    fn wit_map_push(&mut self, key: K, value: V) {
        self.insert(key, value);
    }

    fn wit_map_len(&self) -> usize {
        self.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled<M: WitMap<u8, char>>() -> M {
        let mut map = M::wit_map_new(3);
        for (key, value) in [(1, 'a'), (2, 'b'), (1, 'c')] {
            map.wit_map_push(key, value);
        }
        assert_eq!(map.wit_map_len(), 2);
        map
    }

    #[test]
    fn the_last_entry_of_a_key_stays() {
        assert_eq!(filled::<Map<u8, char>>()[&1], 'c');
        #[cfg(feature = "std")]
        assert_eq!(filled::<std::collections::HashMap<u8, char>>()[&1], 'c');
    }
}
