//! Procedures by key.

use std::ops::Index;

use super::program::{Proc, ProcId, ProcKey};
use crate::graph::{Id, OrderSet};

/// The procedures of all plans of one [`Planner`](super::Planner), in the order in which they were first called.
#[derive(Clone, Debug, Default)]
pub struct Procs {
    keys: OrderSet<ProcKey>,
    procs: Vec<Proc>,
}

impl Procs {
    /// Every procedure with its id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (ProcId, &Proc)> {
        self.procs.iter().enumerate().map(|(index, proc)| (ProcId::from_index(index), proc))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.procs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.procs.is_empty()
    }

    /// The procedure for `key`, if any plan needs it.
    pub fn find(&self, key: ProcKey) -> Option<ProcId> {
        self.keys.find(key).map(ProcId::from_index)
    }

    /// The id for `key`, which is planned later if it is new.
    pub(super) fn request(&mut self, key: ProcKey) -> ProcId {
        ProcId::from_index(self.keys.find_or_push(key))
    }

    /// The first procedure that was requested and is not planned yet.
    pub(super) fn next_request(&self) -> Option<ProcKey> {
        self.keys.get(self.procs.len())
    }

    /// Adds the procedure for [`Procs::next_request`].
    pub(super) fn push(&mut self, proc: Proc) {
        debug_assert_eq!(Some(proc.key), self.next_request());
        self.procs.push(proc);
    }
}

impl Index<ProcId> for Procs {
    type Output = Proc;

    fn index(&self, id: ProcId) -> &Proc {
        &self.procs[id.index()]
    }
}
