//! The table of what a guest refers to by index, and the rules for what may be done with it. CanonicalABI.md, "Table State",
//! "Resource State", `lift_own`, `lift_borrow`, `lower_own`, `lower_borrow`, `lift_async_value`, `canon resource.drop`.

use std::collections::BTreeSet;

use super::super::Handle;
use super::trap::Trap;
use crate::graph::TypeId;

/// What the guest refers to by index. Outside, a resource is known by its representation, and the end of a stream or future, or
/// an error context, by a number that the other side chose.
#[derive(Clone, Debug)]
pub struct Handles {
    entries: Vec<Option<Entry>>,
    /// Indices that are free again; the last one is taken first.
    free: Vec<u32>,
    /// The resources that the guest itself implements.
    implemented: BTreeSet<TypeId>,
    /// How many borrows the running task has been lent and not dropped.
    borrows: u32,
    /// What the running subtask was lent: indices of handles.
    lenders: Vec<u32>,
    destroyed: Vec<(TypeId, u32)>,
}

/// What an index refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A handle of a resource.
    Resource {
        /// The resource.
        ty: TypeId,
        /// Its representation.
        rep: u32,
        /// Whether it is owned.
        own: bool,
        /// How many calls it is lent to.
        lends: u32,
    },
    /// The readable end of a stream.
    Stream(AsyncEnd),
    /// The readable end of a future.
    Future(AsyncEnd),
    /// An error context.
    ErrorContext(u32),
    /// A call that has not returned.
    Subtask(SubtaskState),
    /// What a task waits for.
    WaitableSet,
}

/// The readable end of a stream or future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsyncEnd {
    /// What is read from it.
    pub payload: Option<TypeId>,
    /// Which one it is.
    pub end: u32,
    /// Whether nothing is being read and it is in no waitable set.
    pub idle: bool,
}

/// How far a subtask is. CanonicalABI.md, "Subtask State".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "they are those of the specification")]
pub enum SubtaskState {
    Starting = 0,
    Started = 1,
    Returned = 2,
}

impl Default for Handles {
    /// An empty table: index 0 refers to nothing.
    fn default() -> Handles {
        Handles {
            entries: vec![None],
            free: Vec::new(),
            implemented: BTreeSet::new(),
            borrows: 0,
            lenders: Vec::new(),
            destroyed: Vec::new(),
        }
    }
}

impl Handles {
    /// Says that the guest implements a resource: borrows of it reach the guest as representations.
    pub fn implement(&mut self, resource: TypeId) {
        self.implemented.insert(resource);
    }

    /// What an index refers to.
    pub fn get(&self, index: u32) -> Result<Entry, Trap> {
        self.entries.get(index as usize).copied().flatten().ok_or(Trap::NoHandle(index))
    }

    /// A new index. CanonicalABI.md, `Table.add`.
    pub fn add(&mut self, entry: Entry) -> u32 {
        match self.free.pop() {
            Some(index) => {
                self.entries[index as usize] = Some(entry);
                index
            }
            None => {
                self.entries.push(Some(entry));
                self.entries.len() as u32 - 1
            }
        }
    }

    /// Takes an index out of the table. CanonicalABI.md, `Table.remove`.
    pub fn remove(&mut self, index: u32) -> Result<Entry, Trap> {
        let entry = self.get(index)?;
        self.entries[index as usize] = None;
        self.free.push(index);
        Ok(entry)
    }

    /// How many indices refer to something.
    pub fn len(&self) -> usize {
        self.entries.iter().flatten().count()
    }

    /// Whether no index refers to anything.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// CanonicalABI.md, `canon resource.new`.
    pub fn resource_new(&mut self, resource: TypeId, rep: u32) -> u32 {
        self.add(Entry::Resource { ty: resource, rep, own: true, lends: 0 })
    }

    /// CanonicalABI.md, `canon resource.rep`.
    pub fn resource_rep(&self, resource: TypeId, index: u32) -> Result<u32, Trap> {
        match self.get(index)? {
            Entry::Resource { ty, rep, .. } if ty == resource => Ok(rep),
            _ => Err(Trap::WrongHandle(index)),
        }
    }

    /// CanonicalABI.md, `canon resource.drop`. An owned resource is destroyed.
    pub fn resource_drop(&mut self, resource: TypeId, index: u32) -> Result<(), Trap> {
        match self.remove(index)? {
            Entry::Resource { ty, rep, own, lends } if ty == resource => {
                if lends > 0 {
                    return Err(Trap::Lent(index));
                }
                if own {
                    self.destroyed.push((ty, rep));
                } else {
                    self.borrows -= 1;
                }
                Ok(())
            }
            _ => Err(Trap::WrongHandle(index)),
        }
    }

    /// The resources that have been destroyed, by their representations, in order.
    pub fn destroyed(&self) -> &[(TypeId, u32)] {
        &self.destroyed
    }

    /// From the guest's index to what the other side knows.
    pub fn lift(&mut self, index: u32, handle: Handle) -> Result<u32, Trap> {
        match handle {
            Handle::Own(resource) => self.lift_own(index, resource),
            Handle::Borrow(resource) => self.lift_borrow(index, resource),
            Handle::Stream(payload) => match self.remove(index)? {
                Entry::Stream(end) => end.lift(index, payload),
                _ => Err(Trap::WrongHandle(index)),
            },
            Handle::Future(payload) => match self.remove(index)? {
                Entry::Future(end) => end.lift(index, payload),
                _ => Err(Trap::WrongHandle(index)),
            },
            Handle::ErrorContext => match self.get(index)? {
                Entry::ErrorContext(context) => Ok(context),
                _ => Err(Trap::WrongHandle(index)),
            },
        }
    }

    fn lift_own(&mut self, index: u32, resource: TypeId) -> Result<u32, Trap> {
        match self.remove(index)? {
            Entry::Resource { ty, .. } if ty != resource => Err(Trap::WrongHandle(index)),
            Entry::Resource { lends: 1.., .. } => Err(Trap::Lent(index)),
            Entry::Resource { own: false, .. } => Err(Trap::NotOwned(index)),
            Entry::Resource { rep, .. } => Ok(rep),
            _ => Err(Trap::WrongHandle(index)),
        }
    }

    fn lift_borrow(&mut self, index: u32, resource: TypeId) -> Result<u32, Trap> {
        let rep = self.resource_rep(resource, index)?;
        if let Some(Some(Entry::Resource { lends, .. })) = self.entries.get_mut(index as usize) {
            *lends += 1;
        }
        self.lenders.push(index);
        Ok(rep)
    }

    /// From what the other side knows to an index of the guest.
    pub fn lower(&mut self, known: u32, handle: Handle) -> u32 {
        let end = |payload| AsyncEnd { payload, end: known, idle: true };
        match handle {
            Handle::Own(resource) => self.resource_new(resource, known),
            Handle::Borrow(resource) if self.implemented.contains(&resource) => known,
            Handle::Borrow(resource) => {
                self.borrows += 1;
                self.add(Entry::Resource { ty: resource, rep: known, own: false, lends: 0 })
            }
            Handle::Stream(payload) => self.add(Entry::Stream(end(payload))),
            Handle::Future(payload) => self.add(Entry::Future(end(payload))),
            Handle::ErrorContext => self.add(Entry::ErrorContext(known)),
        }
    }

    /// A call of the guest is over: what it lent is whole again. CanonicalABI.md, `Subtask.deliver_resolve`.
    pub fn deliver_resolve(&mut self) {
        for index in std::mem::take(&mut self.lenders) {
            if let Some(Some(Entry::Resource { lends, .. })) = self.entries.get_mut(index as usize) {
                *lends -= 1;
            }
        }
    }

    /// An export returns its result: it must have dropped what it was lent. CanonicalABI.md, `Task.return_`.
    pub fn task_return(&self) -> Result<(), Trap> {
        match self.borrows {
            0 => Ok(()),
            borrows => Err(Trap::BorrowsLeft(borrows)),
        }
    }

    pub(super) fn set_state(&mut self, subtask: u32, state: SubtaskState) -> Result<(), Trap> {
        match self.entries.get_mut(subtask as usize) {
            Some(Some(Entry::Subtask(before))) => {
                *before = state;
                Ok(())
            }
            _ => Err(Trap::WrongHandle(subtask)),
        }
    }
}

impl AsyncEnd {
    /// CanonicalABI.md, `lift_async_value`.
    fn lift(self, index: u32, payload: Option<TypeId>) -> Result<u32, Trap> {
        if self.payload != payload {
            Err(Trap::WrongHandle(index))
        } else if !self.idle {
            Err(Trap::Busy(index))
        } else {
            Ok(self.end)
        }
    }
}
