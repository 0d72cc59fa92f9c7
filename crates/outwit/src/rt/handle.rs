//! Handles of resources: indices into a table that the host keeps for the component.

use core::any::TypeId;
use core::cell::{Cell, UnsafeCell};
use core::fmt;
use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ptr::NonNull;
use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use alloc_crate::boxed::Box;

use super::trap::panic_with;

/// The type of the handles of one resource.
///
/// # Safety
/// The type is `repr(transparent)` around `Handle<Self>`.
pub unsafe trait ResourceType: Sized {
    /// The resource in WIT: `ns:pkg/interface.resource`.
    const NAME: &'static str;

    /// Drops a handle. CanonicalABI.md, `canon resource.drop`.
    ///
    /// # Safety
    /// Nothing uses the handle any more.
    unsafe fn drop_handle(index: u32);
}

/// How bindings reach the handle of a type that the option `with` names. It may be of other bindings, or be written by
/// hand: functions of its own with these names, which are those of the published generator, come first.
pub trait ByHandle: ResourceType {
    /// The index of the handle, which is the caller's from now on.
    #[inline]
    fn take_handle(&self) -> u32 {
        Handle::of(self).give()
    }

    /// The index of the handle.
    #[inline]
    fn handle(&self) -> u32 {
        Handle::of(self).index()
    }

    /// The resource with this handle.
    ///
    /// # Safety
    /// The handle is the caller's to give, and one of this resource.
    #[inline]
    unsafe fn from_handle(index: u32) -> Self {
        // SAFETY: the caller vouches for it.
        unsafe { Handle::new(index) }.into_resource()
    }
}

impl<R: ResourceType> ByHandle for R {}

/// An owned handle, which is dropped unless it has been given away.
///
/// The index is atomic so that handles are `Sync`; a component has one thread, and nothing depends on the order.
#[repr(transparent)]
pub struct Handle<R: ResourceType> {
    index: AtomicU32,
    resource: PhantomData<fn() -> R>,
}

/// No index: tables are smaller. CanonicalABI.md, "Table State".
const GIVEN: u32 = u32::MAX;

impl<R: ResourceType> Handle<R> {
    /// The handle with this index.
    ///
    /// # Safety
    /// The handle is the caller's to give, and one of this resource.
    #[inline]
    pub unsafe fn new(index: u32) -> Self {
        Handle { index: AtomicU32::new(index), resource: PhantomData }
    }

    /// The index. Ends the program if the handle has been given away.
    #[inline]
    pub fn index(&self) -> u32 {
        match self.index.load(Ordering::Relaxed) {
            GIVEN => given::<R>(),
            index => index,
        }
    }

    /// The index, which is the caller's from now on. Ends the program if the handle has been given away before.
    #[inline]
    pub fn give(&self) -> u32 {
        match self.index.swap(GIVEN, Ordering::Relaxed) {
            GIVEN => given::<R>(),
            index => index,
        }
    }

    /// The index of a handle that is given away whole.
    #[inline]
    pub(crate) fn into_index(self) -> u32 {
        match *ManuallyDrop::new(self).index.get_mut() {
            GIVEN => given::<R>(),
            index => index,
        }
    }

    #[inline]
    pub(crate) fn of(resource: &R) -> &Self {
        // SAFETY: the type is transparent around its handle.
        unsafe { &*core::ptr::from_ref(resource).cast::<Self>() }
    }

    #[inline]
    pub(crate) fn into_resource(self) -> R {
        // SAFETY: the type is transparent around its handle, which moves there.
        unsafe { core::mem::transmute_copy(&ManuallyDrop::new(self)) }
    }

    #[inline]
    pub(crate) fn from_resource(resource: R) -> Self {
        // SAFETY: the type is transparent around its handle, which moves here.
        unsafe { core::mem::transmute_copy(&ManuallyDrop::new(resource)) }
    }
}

#[cold]
#[inline(never)]
fn given<R: ResourceType>() -> ! {
    panic_with(&["a handle of the resource `", R::NAME, "` is used after it was given away"])
}

impl<R: ResourceType> Drop for Handle<R> {
    #[inline]
    fn drop(&mut self) {
        match *self.index.get_mut() {
            GIVEN => {}
            // SAFETY: the handle was not given away, and now goes.
            index => unsafe { R::drop_handle(index) },
        }
    }
}

impl<R: ResourceType> fmt::Debug for Handle<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index.load(Ordering::Relaxed) {
            GIVEN => f.write_str("given away"),
            index => index.fmt(f),
        }
    }
}

/// Borrowed handles that came with a call. They are dropped at its end, which the canonical ABI asks for.
/// CanonicalABI.md, `canon lift`, `num_borrows`.
#[derive(Debug, Default)]
pub struct Borrows {
    first: Chunk<4>,
    /// Those that found no room there, which only lists bring.
    more: Cell<Option<NonNull<More>>>,
}

/// A chunk of its own allocation, and the one that was full before it.
#[derive(Debug)]
struct More {
    chunk: Chunk<32>,
    before: Option<NonNull<More>>,
}

/// Room for a number of handles. References point into it, so nothing ever refers to it as a whole but shared.
#[derive(Debug)]
struct Chunk<const N: usize> {
    slots: UnsafeCell<[MaybeUninit<Slot>; N]>,
    used: Cell<usize>,
}

#[derive(Debug)]
struct Slot {
    index: AtomicU32,
    drop: unsafe fn(u32),
}

impl<const N: usize> Default for Chunk<N> {
    #[inline]
    fn default() -> Self {
        Chunk { slots: UnsafeCell::new([const { MaybeUninit::uninit() }; N]), used: Cell::new(0) }
    }
}

impl<const N: usize> Chunk<N> {
    fn slot(&self, number: usize) -> *mut Slot {
        self.slots.get().cast::<Slot>().wrapping_add(number)
    }

    /// A place for the slot, which stays where it is.
    #[inline]
    fn add(&self, slot: Slot) -> *mut Slot {
        let room = self.slot(self.used.get());
        self.used.set(self.used.get() + 1);
        // SAFETY: callers have looked whether there is room.
        unsafe { room.write(slot) };
        room
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.used.get() == N
    }
}

impl<const N: usize> Drop for Chunk<N> {
    #[inline]
    fn drop(&mut self) {
        for number in 0..self.used.get() {
            // SAFETY: the used ones have been written; what borrowed them is gone with the call.
            unsafe {
                let slot = self.slot(number).read();
                (slot.drop)(slot.index.into_inner());
            }
        }
    }
}

impl Borrows {
    /// None so far.
    #[inline]
    pub fn new() -> Borrows {
        Borrows::default()
    }

    /// A borrowed handle, until the end of the call.
    ///
    /// # Safety
    /// The handle came with this call, and is one of this resource.
    #[inline]
    pub unsafe fn add<R: ResourceType>(&self, index: u32) -> &R {
        let slot = Slot { index: AtomicU32::new(index), drop: R::drop_handle };
        let slot = if self.first.is_full() { self.add_more(slot) } else { self.first.add(slot) };
        // SAFETY: the slot stays until the end of the call, and the type is transparent around the index.
        unsafe { &*(&raw const (*slot).index).cast::<R>() }
    }

    #[cold]
    fn add_more(&self, slot: Slot) -> *mut Slot {
        let last = self.more.get();
        // SAFETY: chunks live until this is dropped.
        if let Some(more) = last.map(|more| unsafe { more.as_ref() }).filter(|more| !more.chunk.is_full()) {
            return more.chunk.add(slot);
        }
        let more = Box::new(More { chunk: Chunk::default(), before: last });
        let more = NonNull::from(Box::leak(more));
        self.more.set(Some(more));
        // SAFETY: as before.
        unsafe { more.as_ref() }.chunk.add(slot)
    }
}

impl Drop for Borrows {
    fn drop(&mut self) {
        let mut next = self.more.get();
        while let Some(more) = next {
            // SAFETY: it was leaked when it was made, and each comes once.
            next = unsafe { Box::from_raw(more.as_ptr()) }.before;
        }
    }
}

/// Makes sure that one type alone implements a resource: what its handles refer to is read as a value of that type.
#[derive(Debug)]
pub struct RepGuard {
    /// The function that gives the id of the type; null while no type is known.
    known: AtomicPtr<()>,
}

impl RepGuard {
    /// For a resource that no type implements yet.
    #[expect(clippy::new_without_default, reason = "generated code has no use for it")]
    pub const fn new() -> RepGuard {
        RepGuard { known: AtomicPtr::new(core::ptr::null_mut()) }
    }

    /// Ends the program if another type was here before.
    #[inline]
    pub fn check<R: ResourceType, T: 'static>(&self) {
        // Functions that return different ids are different ones, so that of the same address is of the same type. That of
        // another address may be too.
        let id: fn() -> TypeId = TypeId::of::<T>;
        if self.known.load(Ordering::Relaxed) != id as *mut () && !self.learn(id) {
            other_type::<R, T>();
        }
    }

    /// Whether the type is the one that is known, which it is from now on if none was.
    #[cold]
    #[inline(never)]
    fn learn(&self, id: fn() -> TypeId) -> bool {
        let change = self.known.compare_exchange(
            core::ptr::null_mut(),
            id as *mut (),
            Ordering::Relaxed,
            Ordering::Relaxed,
        );
        // SAFETY: what is not null was stored here.
        change.map_or_else(
            |known| unsafe { core::mem::transmute::<*mut (), fn() -> TypeId>(known)() } == id(),
            |_| true,
        )
    }
}

#[cold]
#[inline(never)]
fn other_type<R: ResourceType, T>() -> ! {
    let ty = core::any::type_name::<T>();
    panic_with(&["`", ty, "` is not the type that implements the resource `", R::NAME, "` in this component"])
}

#[cfg(test)]
mod tests {
    use core::cell::RefCell;

    use super::*;
    use alloc_crate::vec::Vec;

    std::thread_local! {
        static DROPPED: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    }

    #[repr(transparent)]
    struct Thing(Handle<Thing>);

    // SAFETY: it is transparent around its handle.
    unsafe impl ResourceType for Thing {
        const NAME: &'static str = "a:b/c.thing";

        unsafe fn drop_handle(index: u32) {
            DROPPED.with_borrow_mut(|dropped| dropped.push(index));
        }
    }

    fn dropped() -> Vec<u32> {
        DROPPED.take()
    }

    fn thing(index: u32) -> Thing {
        // SAFETY: the tests give each index once.
        unsafe { Handle::new(index) }.into_resource()
    }

    #[test]
    fn handles_are_dropped_unless_given() {
        let kept = thing(1);
        assert_eq!((Handle::of(&kept).index(), Handle::of(&kept).index()), (1, 1));
        drop(kept);
        assert_eq!(dropped(), [1]);
        let given = thing(2);
        assert_eq!(Handle::of(&given).give(), 2);
        drop(given);
        assert_eq!(dropped(), []);
        assert_eq!(Handle::from_resource(thing(4)).into_index(), 4);
        assert_eq!(dropped(), []);
    }

    #[test]
    #[should_panic(expected = "a handle of the resource `a:b/c.thing` is used after it was given away")]
    fn a_given_handle_cannot_be_used() {
        let given = thing(3);
        Handle::of(&given).give();
        Handle::of(&given).index();
    }

    #[test]
    #[should_panic(expected = "is used after it was given away")]
    fn a_handle_is_given_once() {
        let given = thing(5);
        Handle::of(&given).give();
        Handle::from_resource(given).into_index();
    }

    #[test]
    fn borrows_end_with_the_call() {
        let borrows = Borrows::new();
        // SAFETY: the handles are nobody else's.
        let all: Vec<&Thing> = (0..100).map(|index| unsafe { borrows.add(index) }).collect();
        for (index, borrowed) in all.iter().enumerate() {
            assert_eq!(Handle::of(*borrowed).index(), index as u32);
        }
        assert_eq!(dropped(), []);
        drop(borrows);
        let mut dropped = dropped();
        dropped.sort();
        assert_eq!(dropped, (0..100).collect::<Vec<u32>>());
    }

    #[test]
    fn one_type_implements_a_resource() {
        let guard = RepGuard::new();
        guard.check::<Thing, u32>();
        guard.check::<Thing, u32>();
    }

    #[test]
    #[should_panic(expected = "`i32` is not the type that implements the resource `a:b/c.thing`")]
    fn no_other_type_implements_it_too() {
        let guard = RepGuard::new();
        guard.check::<Thing, u32>();
        guard.check::<Thing, i32>();
    }
}
