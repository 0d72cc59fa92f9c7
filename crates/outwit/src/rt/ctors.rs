//! Static constructors.

/// Runs the static constructors of the module the first time it is called; every exported function calls it first.
///
/// A linker that finds `__wasm_call_ctors` called leaves it to the program; otherwise it would run the constructors in each
/// exported function, on every call. It provides the symbol in every module.
#[inline]
pub fn run_ctors_once() {
    #[cfg(target_arch = "wasm32")]
    once::run();
}

#[cfg(target_arch = "wasm32")]
mod once {
    use core::sync::atomic::{AtomicBool, Ordering};

    unsafe extern "C" {
        fn __wasm_call_ctors();
    }

    /// Whether the constructors have run, whoever called them.
    static DONE: AtomicBool = AtomicBool::new(false);

    /// A constructor as well: so that this runtime knows when another one of the module has called them all.
    #[used]
    #[unsafe(link_section = ".init_array")]
    static WRITE_DOWN: unsafe extern "C" fn() = write_down;

    unsafe extern "C" fn write_down() {
        DONE.store(true, Ordering::Relaxed);
    }

    // Every export asks, so this is all that stands there.
    #[inline]
    pub(super) fn run() {
        if !DONE.load(Ordering::Relaxed) {
            first();
        }
    }

    // In one piece with what it reads, and out of the way.
    #[cold]
    #[inline(never)]
    fn first() {
        DONE.store(true, Ordering::Relaxed);
        // SAFETY: the linker provides the function, and it is called once, before anything else of the module runs.
        unsafe { __wasm_call_ctors() };
    }
}
