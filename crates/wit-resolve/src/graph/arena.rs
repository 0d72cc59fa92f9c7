//! Ids, the arenas they index, and tables by id.

use std::fmt;
use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::{Index, IndexMut};

/// An opaque `u32` that names one thing of one arena; an `Option` of it takes no more room.
pub trait Id: Copy + Eq + Ord + fmt::Debug {
    /// The id of the thing at `index`.
    fn from_index(index: usize) -> Self;
    /// The position in the arena.
    fn index(self) -> usize;
}

macro_rules! define_ids {
    ($($(#[$doc:meta])* $name:ident $short:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(NonZeroU32);

        impl Id for $name {
            fn from_index(index: usize) -> Self {
                let number = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
                Self(number.expect("fewer than 2^32 items"))
            }

            fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($short, "{}"), self.index())
            }
        }
    )*};
}

define_ids! {
    /// A package of one [`Resolve`](super::Resolve).
    PackageId "package";
    /// An interface, named or inline.
    InterfaceId "interface";
    /// A world.
    WorldId "world";
    /// An `include` in a world.
    IncludeId "include";
    /// A type: primitive, anonymous or named.
    TypeId "type";
    /// A function, method, constructor or accessor.
    FunctionId "function";
    /// The documentation of one item.
    DocsId "docs";
    /// When an item may be used.
    StabilityId "stability";
}

/// Things by id.
#[derive(Clone)]
pub struct Arena<I, T> {
    items: Vec<T>,
    ids: PhantomData<fn(I)>,
}

impl<I: Id, T> Arena<I, T> {
    /// An arena without things.
    pub fn new() -> Self {
        Arena { items: Vec::new(), ids: PhantomData }
    }

    /// Adds a thing and returns its id.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::from_index(self.items.len() - 1)
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Every id with its thing, in the order of the ids.
    pub fn iter(&self) -> Iter<'_, I, T> {
        Iter { items: &self.items, first: 0, ids: PhantomData }
    }

    /// Every id.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.items.len()).map(I::from_index)
    }

    /// The thing with this id, if the id belongs to the arena.
    pub fn get(&self, id: I) -> Option<&T> {
        self.items.get(id.index())
    }
}

/// Every id of an arena with its thing. A type of its own, for each `map` of the standard library is compiled with all that
/// stands on it.
pub struct Iter<'a, I, T> {
    items: &'a [T],
    /// The index of the first of them.
    first: usize,
    ids: PhantomData<fn(I)>,
}

impl<'a, I: Id, T> Iterator for Iter<'a, I, T> {
    type Item = (I, &'a T);

    fn next(&mut self) -> Option<(I, &'a T)> {
        let (item, rest) = self.items.split_first()?;
        let id = I::from_index(self.first);
        self.items = rest;
        self.first += 1;
        Some((id, item))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.items.len(), Some(self.items.len()))
    }
}

impl<I: Id, T> ExactSizeIterator for Iter<'_, I, T> {}

impl<I: Id, T> Default for Arena<I, T> {
    fn default() -> Self {
        Arena::new()
    }
}

impl<I: Id, T> Index<I> for Arena<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for Arena<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}

impl<I: Id, T: fmt::Debug> fmt::Debug for Arena<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// A value for each id of an arena, dense.
#[derive(Clone, Debug)]
pub struct IdMap<I, V> {
    values: Vec<V>,
    ids: PhantomData<fn(I)>,
}

impl<I: Id, V: Clone> IdMap<I, V> {
    /// `value` for each of the first `len` ids.
    pub fn filled(len: usize, value: V) -> Self {
        IdMap { values: vec![value; len], ids: PhantomData }
    }

    /// How many ids the map covers.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether the map covers no id.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of `id`, if the map covers it.
    pub fn get(&self, id: I) -> Option<&V> {
        self.values.get(id.index())
    }

    /// Covers the first `len` ids at least, with `value` for the new ones.
    pub fn grow(&mut self, len: usize, value: V) {
        if len > self.values.len() {
            self.values.resize(len, value);
        }
    }
}

impl<I: Id, V> Index<I> for IdMap<I, V> {
    type Output = V;

    fn index(&self, id: I) -> &V {
        &self.values[id.index()]
    }
}

impl<I: Id, V> IndexMut<I> for IdMap<I, V> {
    fn index_mut(&mut self, id: I) -> &mut V {
        &mut self.values[id.index()]
    }
}
