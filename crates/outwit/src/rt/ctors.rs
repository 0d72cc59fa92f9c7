//! Static constructors.

/// Runs the static constructors of the module the first time it is called; every exported function calls it first.
///
/// A linker that finds `__wasm_call_ctors` called leaves it to the program; otherwise it would run the constructors in each
/// exported function, on every call. It provides the symbol in every module.
#[inline]
pub fn run_ctors_once() {
    #[cfg(target_arch = "wasm32")]
    {
        use core::sync::atomic::{AtomicBool, Ordering};

        unsafe extern "C" {
            fn __wasm_call_ctors();
        }

        static DONE: AtomicBool = AtomicBool::new(false);
        if !DONE.swap(true, Ordering::Relaxed) {
            // SAFETY: the linker provides the function, and it is called once, before anything else of the module runs.
            unsafe { __wasm_call_ctors() };
        }
    }
}
