//! Handles of resources, and what a guest stores for the values of its own.
//!
//! The contract of `unsafe` functions is that of [`super`].

use alloc_crate::boxed::Box;

use super::super::{Resource, ResourceRep};
use super::memory::{address, pointer};
use super::{Borrows, Handle, ResourceType};

/// The index of a handle that the callee takes, and with it the value.
#[inline]
pub fn give_own<R: ResourceType>(resource: R) -> i32 {
    Handle::from_resource(resource).into_index() as i32
}

/// The index of a handle that the callee takes. Whoever drops the value then drops nothing.
#[inline]
pub fn lower_own<R: ResourceType>(resource: &R) -> i32 {
    Handle::of(resource).give() as i32
}

/// The index of a handle that is borrowed for the call.
#[inline]
pub fn lower_borrow<R: ResourceType>(resource: &R) -> i32 {
    Handle::of(resource).index() as i32
}

/// A handle that is the guest's from now on.
#[inline]
pub unsafe fn lift_own<R: ResourceType>(index: i32) -> R {
    // SAFETY: the host gave the handle, which is one of this resource.
    unsafe { Handle::new(index as u32) }.into_resource()
}

/// A handle that is borrowed until the end of the call.
#[inline]
pub unsafe fn lift_borrow<R: ResourceType>(borrows: &Borrows, index: i32) -> &R {
    // SAFETY: as for `lift_own`.
    unsafe { borrows.add(index as u32) }
}

/// The value of a resource of the guest as the host has it.
#[inline]
pub fn lower_rep<T>(rep: *mut T) -> i32 {
    address(rep)
}

/// What the host has for a resource of the guest, as the guest stored it.
#[inline]
pub fn lift_rep<T>(rep: i32) -> *mut T {
    pointer(rep).cast()
}

/// What is stored for a value.
#[inline]
pub fn rep_new<T: Resource>(value: T) -> T::Rep {
    T::Rep::rep_new(value)
}

/// Puts a store into a box.
#[inline]
pub fn rep_into_raw<T>(rep: T) -> *mut T {
    Box::into_raw(Box::new(rep))
}

/// Takes a store out of its box.
#[inline]
pub unsafe fn rep_from_raw<T>(place: *mut T) -> T {
    // SAFETY: each box is given back once.
    *unsafe { Box::from_raw(place) }
}

/// The value in a store.
#[inline]
pub unsafe fn rep_as_ref<'a, T: Resource>(rep: *const T::Rep) -> &'a T {
    // SAFETY: the handle keeps the store alive, and whoever changes the value has the handle alone.
    unsafe { T::Rep::rep_as_ref(rep) }
}

/// The value in a store, to be changed.
#[inline]
pub unsafe fn rep_as_mut<'a, T: Resource>(rep: *mut T::Rep) -> &'a mut T {
    // SAFETY: as for `rep_as_ref`.
    unsafe { T::Rep::rep_as_mut(rep) }
}

/// The value out of a store.
#[inline]
pub unsafe fn rep_take<T: Resource>(rep: *mut T::Rep) -> T {
    // SAFETY: as for `rep_as_ref`.
    unsafe { T::Rep::rep_take(rep) }
}
