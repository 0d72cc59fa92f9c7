//! How the resources that a guest implements are stored.

/// How values of a type are stored when they implement a resource. Every type has it; the trait of a resource asks for it so
/// that implementations may say how their values are placed in memory.
pub trait Resource: Sized + 'static {
    /// What is stored.
    type Rep: ResourceRep<Self>;
}

impl<T: 'static> Resource for T {
    type Rep = Option<T>;
}

/// What is stored for a resource.
///
/// # Safety
/// What [`ResourceRep::rep_new`] was given is what the references of the other functions point to, until
/// [`ResourceRep::rep_take`] has given it back.
pub unsafe trait ResourceRep<T> {
    /// Stores a value.
    fn rep_new(value: T) -> Self;

    /// The value in a store.
    ///
    /// # Safety
    /// `rep` points to a store whose value nothing else changes for as long as `'a`.
    unsafe fn rep_as_ref<'a>(rep: *const Self) -> &'a T;

    /// The value in a store, to be changed.
    ///
    /// # Safety
    /// `rep` points to a store that nothing else uses for as long as `'a`.
    unsafe fn rep_as_mut<'a>(rep: *mut Self) -> &'a mut T;

    /// Takes the value out; the store is dropped later.
    ///
    /// # Safety
    /// `rep` points to a store that nothing else uses meanwhile.
    unsafe fn rep_take(rep: *mut Self) -> T;
}

// SAFETY: the value stays in its place until it is taken.
unsafe impl<T> ResourceRep<T> for Option<T> {
    fn rep_new(value: T) -> Option<T> {
        Some(value)
    }

    unsafe fn rep_as_ref<'a>(rep: *const Option<T>) -> &'a T {
        // SAFETY: as the caller says.
        present(unsafe { &*rep }.as_ref())
    }

    unsafe fn rep_as_mut<'a>(rep: *mut Option<T>) -> &'a mut T {
        // SAFETY: as the caller says.
        present(unsafe { &mut *rep }.as_mut())
    }

    unsafe fn rep_take(rep: *mut Option<T>) -> T {
        // SAFETY: as the caller says.
        present(unsafe { &mut *rep }.take())
    }
}

fn present<T>(value: Option<T>) -> T {
    value.unwrap_or_else(|| super::trap::trap("the value of a resource has been taken out"))
}
