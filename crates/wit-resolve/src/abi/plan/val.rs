//! Values of plans, and lists of them.

use std::fmt;
use std::ops::{Deref, Range};

use super::super::signature::CoreType;
#[cfg(doc)]
use super::op::Op;
use crate::graph::TypeId;

/// A value of a plan or procedure: every operation defines new ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Val(pub u32);

/// Values that were defined one behind the other.
#[derive(Clone)]
pub(super) struct Fresh(pub(super) Range<u32>);

impl Iterator for Fresh {
    type Item = Val;

    fn next(&mut self) -> Option<Val> {
        self.0.next().map(Val)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValType {
    /// A value of a WIT type.
    Wit(TypeId),
    /// A core value.
    Core(CoreType),
    /// The block that holds the temporaries of one call; see [`Op::Temps`].
    Temps,
}

/// Values in order. It is read as a slice; most lists are short and take no memory of their own.
#[derive(Clone, Default)]
pub struct Vals(List);

#[derive(Clone)]
enum List {
    /// So many of these.
    Few(u8, [Val; FEW]),
    #[expect(clippy::box_collection, reason = "every operation has lists, and a pointer keeps them small")]
    Many(Box<Vec<Val>>),
}

/// As many as have room beside a pointer.
const FEW: usize = 3;

impl Vals {
    /// Adds a value behind all others.
    pub(super) fn push(&mut self, val: Val) {
        match &mut self.0 {
            List::Few(len, vals) if usize::from(*len) < FEW => {
                vals[usize::from(*len)] = val;
                *len += 1;
            }
            List::Few(_, vals) => {
                let mut many = Vec::with_capacity(2 * FEW);
                many.extend_from_slice(vals);
                many.push(val);
                self.0 = List::Many(Box::new(many));
            }
            List::Many(vals) => vals.push(val),
        }
    }
}

impl Default for List {
    fn default() -> List {
        List::Few(0, [Val(0); FEW])
    }
}

impl Deref for Vals {
    type Target = [Val];

    fn deref(&self) -> &[Val] {
        match &self.0 {
            List::Few(len, vals) => &vals[..usize::from(*len)],
            List::Many(vals) => vals,
        }
    }
}

impl Extend<Val> for Vals {
    fn extend<T: IntoIterator<Item = Val>>(&mut self, vals: T) {
        for val in vals {
            self.push(val);
        }
    }
}

impl FromIterator<Val> for Vals {
    fn from_iter<T: IntoIterator<Item = Val>>(vals: T) -> Vals {
        let mut all = Vals::default();
        all.extend(vals);
        all
    }
}

impl<const N: usize> From<[Val; N]> for Vals {
    fn from(vals: [Val; N]) -> Vals {
        let mut all = Vals::default();
        for val in &vals {
            all.push(*val);
        }
        all
    }
}

impl<'a> IntoIterator for &'a Vals {
    type Item = &'a Val;
    type IntoIter = std::slice::Iter<'a, Val>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Vals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl fmt::Debug for Val {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_any_length_keep_their_order() {
        for len in 0..10 {
            let vals: Vec<Val> = (0..len).map(Val).collect();
            let mut list: Vals = vals.iter().copied().collect();
            assert_eq!(*list, vals[..]);
            list.push(Val(99));
            assert_eq!((list.len(), list.last()), (vals.len() + 1, Some(&Val(99))));
        }
    }
}
