//! Ending the program where the canonical ABI says *trap*.

/// Ends the program: an `unreachable` instruction in a WebAssembly release build, otherwise a panic with the message.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn trap(message: &str) -> ! {
    #[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
    {
        let _ = message;
        core::arch::wasm32::unreachable()
    }
    #[cfg(not(all(target_arch = "wasm32", not(debug_assertions))))]
    panic!("{message}")
}
